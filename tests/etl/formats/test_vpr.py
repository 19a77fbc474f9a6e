"""Results of ВПР by participant in the layouts of 2020–2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.formats import parse, recognise
from etl.grid import Grid, Sheet
from etl.school import School
from etl.tidy import Decisions, Parsed
from tests.etl.formats.grids import codes, grid, rows

SCHOOL = replace(School.default(), own_codes=frozenset({"edu200001", "edu203389"}))
NAME = "Форма сбора результатов Математика 5 класс ВПР 2026.xlsx"
HEAD = ["Код участника", "Вариант", "1 (1б)", "2 (2б)", "3К1 (3б)", "Порядковый номер класса",
        "Отметка за предыдущий триместр/ четверть/полугодие", "Итого баллов"]  # fmt: skip
RESULT = ("participant_code", "class_name", "class_ordinal", "grade", "variant", "took_part",
          "stated_points", "mark", "journal_mark")  # fmt: skip
POINT = ("result_no", "task_no", "points", "state")


def form(*body: list, name: str = NAME) -> Grid:
    prefilled = [["", "", "", "", "", "", "", 0] for _ in range(1498 - len(body))]
    stray = [[*row, "", "", *cells] for row, cells in zip(
        [HEAD, *body, *prefilled], [["отсутствовал", 1], ["X", 2], *[["", ""]] * 1497], strict=True)]  # fmt: skip
    service = [["Варианты", "Баллы"], [1, 0], [2, 1], ["отсутствовал", "X"]]
    ordinals = [["Порядковый номер класса", "Класс"], [1, "5А"], [2, "Б"], [3, ""]]
    return Grid(name, "xlsx", [Sheet("Протокол", stray), Sheet("Служебный", service),
                               Sheet("Порядковый номер класса", ordinals)])  # fmt: skip


def read(file: Grid, **decided: str) -> Parsed:
    return parse(file, recognise(file), Decisions(**decided), SCHOOL)


def test_the_form_of_2026():
    parsed = read(form(
        [50001, 1, 1, 2, "X", 1, 4, 3], ["50002", 2, 0, "", "3", 2, "нет отметки", 3],
        [50003, "отсутствовал", "", "", "", 2, "5\xa0", 0],
    ))  # fmt: skip
    assert (parsed.format_id, parsed.questions, parsed.problems) == ("vpr_results", [], [])
    work = ("kind", "school_year", "subject_raw", "subject_key", "work_grade", "class_grade")
    assert rows(parsed, "works", *work) == [("vpr", "2025/26", "Математика", "математика", 5, 5)]
    assert rows(parsed, "work_tasks", "task_code", "position", "max_points") == [
        ("1", 1, 1), ("2", 2, 2), ("3К1", 3, 3)]  # fmt: skip
    assert rows(parsed, "results", *RESULT) == [
        ("50001", "", 1, 5, "1", 1, 3, None, 4), ("50002", "", 2, 5, "2", 1, 3, None, None),
        ("50003", "", 2, 5, "", 0, None, None, 5),
    ]  # fmt: skip
    assert sorted(rows(parsed, "task_points", *POINT)) == [
        (1, 1, 1, "answered"), (1, 2, 2, "answered"), (1, 3, 0, "not_attempted"),
        (2, 1, 0, "answered"), (2, 3, 3, "answered"),
    ]  # fmt: skip
    assert rows(parsed, "class_ordinals", "grade", "class_ordinal", "class_name") == [
        (5, 1, "5А"), (5, 2, "5Б")]  # fmt: skip
    assert parsed.facts["works"] == ["ВПР, Математика, 5\xa0класс"]
    assert parsed.facts["participants"] == 3


def test_the_form_of_2026_invalid():
    parsed = read(form(
        [50001, 1, 2, "-1", "?", 1, 8, 0], [50001, 1, 1, 1, 1, 1, 4, 5], ["", 1, 1, 1, 1, 1, 4, 3],
        [50004, "отсутствовал", 1, "", "", 1, 4, 0], [50005, "", "", "", "", 1, 4, 0],
        [50006, 1, 1, 1, 1, 1, 4, "три"],
    ))  # fmt: skip
    assert sorted((p.code, p.row, p.column) for p in parsed.problems) == [
        ("absent_with_points", 5, "A"), ("code_twice", 3, "A"), ("mark_unreadable", 2, "G"),
        ("nothing_written", 6, "A"), ("points_above_max", 2, "C"), ("points_negative", 2, "D"),
        ("points_unreadable", 2, "E"), ("row_without_code", 4, "A"), ("total_differs", 3, "H"),
        ("total_unreadable", 7, "H"),
    ]  # fmt: skip
    got = rows(parsed, "results", "participant_code", "took_part", "stated_points")
    assert got == [("50001", 1, 0), ("50001 (2)", 1, 5), ("50004", 0, None), ("50005", 0, None),
                   ("50006", 1, None)]  # fmt: skip
    assert {n for n, *_ in rows(parsed, "task_points", *POINT)} == {2, 5}


def test_an_empty_form_has_no_participants():
    parsed = read(form())
    assert codes(parsed) == ["no_participants"]
    assert parsed.tables["results"]["result_no"] == []


def test_what_the_name_does_not_say_is_asked():
    file = form([50001, 1, 1, 2, "X", 1, 4, 3], name="2849657.xlsx")
    assert [q.field for q in read(file).questions] == ["subject", "work_grade", "school_year"]
    said = read(file, subject="Математика", work_grade="5", school_year="2025/26")
    assert said.questions == []
    assert said.tables["works"]["work_grade"] == [5]


def test_a_form_in_two_parts_is_joined_by_codes():
    one = [["Код участника", "Класс № (список формируется из листа \"Классы\")", "Вариант (часть 1)",
            "1 (1б)", "Вариант (часть 2)", "2.1 (2б)"],
           [60001, "6А", 1, 1, 2, 2], [60002, "6 б", "отсутствовал", "", 1, 1],
           [60003, "а", "отсутствовал", "", "отсутствовал", ""]]  # fmt: skip
    two = [["Код участника", "11.3 k1 (2б)", "Итого баллов"], [60002, 2, 3], [60001, "х", 3]]
    classes = [["6А"], ["6Б"]]
    file = Grid("ВПР 2022 Физика 6 класс.xlsx", "xlsx", [
        Sheet("Классы", classes), Sheet("Протокол", one), Sheet("Протокол_2", two)])  # fmt: skip
    parsed = read(file)
    assert parsed.problems == []
    assert rows(parsed, "results", "participant_code", "class_name", "variant", "took_part",
                "stated_points") == [("60001", "6А", "1/2", 1, 3), ("60002", "6Б", "1", 1, 3),
                                     ("60003", "6А", "", 0, None)]  # fmt: skip
    assert rows(parsed, "work_tasks", "task_code") == [("1",), ("2.1",), ("11.3К1",)]
    assert sorted(rows(parsed, "task_points", *POINT)) == [
        (1, 1, 1, "answered"), (1, 2, 2, "answered"), (1, 3, 0, "not_attempted"),
        (2, 2, 1, "answered"), (2, 3, 2, "answered")]  # fmt: skip


def test_parts_that_number_their_tasks_anew_are_of_the_same_people():
    one = [["Код участника", "Вариант (часть 1)", "1 (1б)", "2 (1б)", "Итого баллов"],
           [50001, 1, 1, 0, 3], [50002, 2, 1, 1, 2]]  # fmt: skip
    two = [
        ["Код участника", "Вариант (часть 2)", "1 (2б)"],
        [50001, 1, 2],
        [50002, "отсутствовал", ""],
    ]
    parsed = read(Grid(NAME, "xlsx", [Sheet("Протокол", one), Sheet("Протокол_2", two)]))
    assert parsed.problems[1:] == [] and codes(parsed) == ["class_unsaid"]
    assert rows(parsed, "work_tasks", "task_code", "max_points") == [
        ("1", 1), ("2", 1), ("1 [2]", 2)]  # fmt: skip
    assert rows(parsed, "results", "participant_code", "took_part", "stated_points") == [
        ("50001", 1, 3), ("50002", 1, 2)]  # fmt: skip
    assert sorted(rows(parsed, "task_points", *POINT[:3])) == [
        (1, 1, 1), (1, 2, 0), (1, 3, 2), (2, 1, 1), (2, 2, 1)]  # fmt: skip


def test_every_repeated_code_stays_a_participant_of_its_own():
    head = ["Код участника", "Вариант", "1 (1б)"]
    sheets = [Sheet(name, [head, [50001, 1, 1], [50001, 1, 0]]) for name in ("5А", "5Б")]
    parsed = read(Grid(NAME, "xlsx", sheets))
    assert rows(parsed, "results", "participant_code") == [
        ("50001",), ("50001 (2)",), ("50001 (3)",), ("50001 (4)",)]  # fmt: skip
    assert rows(parsed, "task_points", *POINT[:3]) == [(1, 1, 1), (2, 1, 0), (3, 1, 1), (4, 1, 0)]
    assert codes(parsed).count("code_twice") == 3


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        ("ВПР 2022 Математика 5 класс.xlsx", 60001, ("2022/23", 5, 6, "")),
        ("ВПР 2022 Математика 5 класс.xlsx", 50001, ("2021/22", 5, 5, "")),
        ("ВПР 2020 Математика 5 класс.xlsx", 60001, ("2020/21", 5, 6, "")),
        ("Математика (углублённый уровень) 7 класс ВПР 2026.xlsx", 70001,
         ("2025/26", 7, 7, "углублённый уровень")),
    ],
)  # fmt: skip
def test_who_sat_a_work_tells_autumn_from_spring(name: str, code: int, expected: tuple):
    parsed = read(grid(["Код участника", "Вариант", "1 (1б)"], [code, 1, 1], name=name))
    assert rows(parsed, "works", "school_year", "work_grade", "class_grade", "label") == [expected]


def test_an_export_of_a_region_of_2022():
    head = ["Пользователь", "Код региона", "Регион", "Муниципалитет", "Школа", "Дата загрузки", "Код",
            "Вариант", "1 (1б)", "2 (1б)", "Наименование класса", "Пол",
            "Отметка за предыдущий триместр/ четверть/полугодие", "Итого баллов"]  # fmt: skip
    line = ["edu200001", 86, "Югра", "г. Кедровый", "Школа № 1", "12.10.2022 10:11:12"]
    file = grid(head, [*line, 70001, 1, 1, "0", "нет", "ж", "4\xa0", 1],
                [*line[:4], "Школа № 2", *line[5:], 70001, 1, 1, 1, '7"а"', "4", 5, "2"],
                name="Биология 6 класс ВПР 2022.xlsx")  # fmt: skip
    file.sheets[0].rows[2][0] = "edu200002"
    parsed = read(file)
    assert [(p.code, p.value) for p in parsed.problems] == [("class_unsaid", "участников: 1")]
    assert rows(parsed, "works", "school_year", "work_grade", "class_grade", "schools_count") == [
        ("2022/23", 6, 7, 2)]  # fmt: skip
    assert rows(parsed, "work_schools", "school_code", "school_name", "municipality") == [
        ("edu200001", "Школа № 1", "г. Кедровый"), ("edu200002", "Школа № 2", "г. Кедровый")]  # fmt: skip
    assert rows(parsed, "results", "school_code", *RESULT[:4], "journal_mark") == [
        ("edu200001", "70001", "", 0, 7, 4), ("edu200002", "70001", "7А", 0, 7, 5)]  # fmt: skip


def test_a_code_typed_again_beside_others_is_still_a_task():
    typed = grid(
        [
            "Код участника",
            "Вариант",
            1.1,
            "2 (1б)",
            3.1,
            "4 (2б)",
            date(2026, 1, 5),
            "Итого баллов",
        ],
        ["60001", "1", 1, 1, 2, 0, 1, 5],
        name="Форма сбора результатов История 6 класс ВПР 2026.xlsx",
    )
    parsed = read(typed)
    assert [p.code for p in parsed.problems] == ["class_unsaid", "max_unknown"]
    assert rows(parsed, "work_tasks", "task_code", "max_points") == [
        ("1.1", 1), ("2", 1), ("3.1", 2), ("4", 2), ("5.1", 1)]  # fmt: skip


def test_exports_of_2020_and_2021_do_not_say_the_maxima():
    of_2021 = grid(
        ["логин школы", "регион", "номер обучающегося", "код обучающегося",
         "отметка за предыдущую четверть/триместр", "пол", "класс", "вариант", "всего баллов",
         "балл за 1", "балл за 2.1", "Учебник"],
        ["sch200001", "86", "1", "60001", "4", "м", "6 Б", "1", "3", "1", "2", "Автор"],
        ["sch200001", "86", "2", "60002", "3", "ж", "C", "2", "0", "X", "не пройд.", ""],
        name="ВПР 2021 Математика 6 класс.xlsx", sheet="Sheet",
    )  # fmt: skip
    parsed = read(of_2021)
    assert [p.code for p in parsed.problems] == ["max_unknown"]
    assert rows(parsed, "work_tasks", "task_code", "max_points") == [("1", 1), ("2.1", 2)]
    assert rows(parsed, "results", "school_code", *RESULT[:2], "stated_points") == [
        ("edu200001", "60001", "6Б", 3), ("edu200001", "60002", "6С", 0)]  # fmt: skip
    assert (2, 2, None, "not_taught") in rows(parsed, "task_points", *POINT)
    of_2020 = grid(
        ["groups", "user", "id", "code", "otc", "gender", "klass", "var-1", "var-2", "sum",
         "a-1-grade", "Учебник", "a-3-grade", "a-4-grade"],
        ["g", "sch200001", "17", "60001", "4", "м", "6а", "1", "", "3", "1", "Автор", "2", ""],
        name="ВПР 2020 Математика 5 класс.xlsx",
    )  # fmt: skip
    autumn = read(of_2020)
    assert rows(autumn, "works", "school_year", "work_grade", "class_grade") == [("2020/21", 5, 6)]
    assert rows(autumn, "work_tasks", "task_code", "max_points") == [("1", 1), ("3", 2)]


SPELLINGS = {
    "6А": ("а", "А", "A", "a", " а", "А ", "6А", "6 А", "6-А", "6а", "6 а", '"А"', "«А»", "6 «А»", "6_А",
           "(А)", "6 (А)", "6/а", "6.а", "А класс", "6 А класс", "класс 6а", "6а кл.", "А.", "_а"),
    "6Б": ("б", "Б", "6Б", "6 Б", '"Б"""', "6б", "6 б", "б.", "6-б", "6  Б"),
    "6В": ("в", "B", "6B", "6 В", '6"В"'),
    "6С": ("C", "c", "С", "6C"),
    "6А(1)": ("а(1)", "А(1)", "А (1)", "6А(1)"),
    "6Б(2)": ("б(2)", "6 б(2)"),
    "6 кв": ("кв", "КВ", "6 кв"),
    "6 кб": ("кб", "6кб"),
    "6 фк": ("фк",),
    "6 филиал": ("филиал", "Филиал", "6 филиал"),
    "6 с. лесное": ("с. Лесное",),
    "6 кедровка": ("Кедровка", "кедровка"),
    "": ("нет", "НЕТ", "Нет", "", " ", '"нет"', "нет_С", "нет буквы", "без литеры", "не указан", "-", "--",
         ".", '""', "6", "6.0", 6, 6.0, "6 нет", '6"нет"', " 6  нет", "6 класс"),
}  # fmt: skip


def test_eighty_spellings_of_a_class_load_and_those_without_one_are_counted():
    told = [(name, cell) for name, cells in SPELLINGS.items() for cell in cells]
    body = [[60001 + k, 1, 1, cell] for k, (_, cell) in enumerate(told)]
    parsed = read(grid(["Код", "Вариант", "1 (1б)", "Наименование класса"], *body,
                       name="ВПР 2022 Биология 6 класс.xlsx"))  # fmt: skip
    assert len(told) > 79
    got = [name for (name,) in rows(parsed, "results", "class_name")]
    assert [(cell, name) for (_, cell), name in zip(told, got, strict=True)] == [
        (cell, name) for name, cell in told
    ]
    assert [(p.code, p.value) for p in parsed.problems] == [
        ("class_unsaid", f"участников: {len(SPELLINGS[''])}")
    ]
    assert set(parsed.tables["results"]["grade"]) == {6}


def individual(*groups: tuple[str, int, list[list]]) -> Grid:
    above = [["Индивидуальные результаты"], [], ["ВПР 2026 Русский язык 4 класс"],
             ["Предмет:", "Русский язык"], ["Максимальный первичный балл:", 3], ["Дата:", "20.04.2026"],
             ["", "", "Уровень сложности задания", "", "", "", "Б", "П"],
             ["ОО", "Муниципалитет", "Название ОО", "Код участника", "Класс", "Вариант", "1 (2б)",
              "12.2 (1б)", "Первичный балл", "Отметка", "Отметка по журналу"]]  # fmt: skip
    body = []
    for name, count, people in groups:
        body += [[name, f"Кол-во участников: {count}"], *people]
    return grid(*above, *body, name="2849657.xlsx", sheet="РУ 4 Индивидуальные результаты")


def test_individual_results():
    line = ["", "г. Кедровый", "МБОУ «Школа № 1»"]
    file = individual(
        ("МБОУ «Школа № 1»(edu203389)", 2, [[*line, 40001, 1, 1, 2, 1, 3, 5, 4],
                                           [*line, 40002, 2, 2, 1, 0, 1, 3, 3]]),
        ("МБОУ «Школа № 2»(edu203390)", 3, [["", "", "", 40001, 1, 1, 0, 0, 0, 2, 3]]),
    )  # fmt: skip
    parsed = read(file)
    assert parsed.format_id == "vpr_individual"
    assert [(p.code, p.value, p.row) for p in parsed.problems] == [
        ("count_differs", "указано 3, в таблице 1", 12),
        ("class_by_number", "2025/26, 4 класс: №\xa01, №\xa02", None)]  # fmt: skip
    assert rows(parsed, "works", "school_year", "subject_raw", "work_grade", "schools_count") == [
        ("2025/26", "Русский язык", 4, 2)]  # fmt: skip
    assert rows(parsed, "work_schools", "school_code", "school_name", "municipality") == [
        ("edu203389", "МБОУ «Школа № 1»", "г. Кедровый"), ("edu203390", "МБОУ «Школа № 2»", "")]  # fmt: skip
    assert rows(parsed, "work_tasks", "task_code", "level") == [("1", "Б"), ("12.2", "П")]
    assert rows(parsed, "results", "school_code", *RESULT[:3], "mark", "journal_mark") == [
        ("edu203389", "40001", "", 1, 5, 4), ("edu203389", "40002", "", 2, 3, 3),
        ("edu203390", "40001", "", 1, 2, 3)]  # fmt: skip


def test_a_list_with_names_is_no_form_of_results():
    file = grid(["Код участника", "ФИО", "1 (1б)"], [50001, "Дубов Олег", 1])
    assert recognise(file).id == "class_work"


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(*[st.sampled_from(["", 0, 1, "1", " x", "Х", "не пройд."])] * 3), max_size=8)
)
def test_points_come_out_as_they_stood(cells):
    expected = {
        "": None, 0: (0, "answered"), 1: (1, "answered"), "1": (1, "answered"),
        " x": (0, "not_attempted"), "Х": (0, "not_attempted"), "не пройд.": (None, "not_taught"),
    }  # fmt: skip
    body = [[50001 + k, 1, *row, 1, "", ""] for k, row in enumerate(cells)]
    parsed = read(grid(HEAD, *body, name=NAME))
    got = {(r, t): (p, s) for r, t, p, s in rows(parsed, "task_points", *POINT)}
    assert got == {
        (k, t): said
        for k, row in enumerate(cells, 1)
        for t, cell in enumerate(row, 1)
        if (said := expected[cell])
    }
