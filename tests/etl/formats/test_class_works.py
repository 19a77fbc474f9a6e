"""A class's work: pupils in rows, tasks in columns, with a template and without."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from etl.formats import parse, recognise, shipped
from etl.grid import Grid, Sheet
from etl.school import School
from etl.tidy import Decisions, Parsed
from tests.etl.formats.grids import codes, grid, rows

SCHOOL = School.default(date(2026, 1, 12))
WORK = ("kind", "school_year", "subject_raw", "work_grade", "label", "held_on", "literacy")
RESULT = ("pupil", "class_name", "variant", "took_part", "stated_points", "mark")
POINT = ("result_no", "task_no", "points", "state")


def read(file: Grid, **decided: str) -> Parsed:
    return parse(file, recognise(file), Decisions(**decided), SCHOOL)


TITLE = ["Результаты контрольной работы № 2 по математике по теме «Дроби», 5А класс, 12.10.2025"]
HEAD = ["№", "ФИО", "Вариант", "1", "2", "3.1", "3.2", "Итого", "%", "Отметка"]
MOST = ["", "Макс. балл", "", 1, 2, 2, 3, 8, "", ""]


def test_a_sheet_of_a_class_by_hand():
    parsed = read(grid(
        TITLE, HEAD, MOST,
        [1, "Белова Анна", 1, 1, 2, "X", 3, 6, 75, 4], [2, "Орлов Пётр", 2, 0, "", 1, 2, 3, 38, "3"],
        [3, "Ким Лев", "", "н", "", "", "", "", "", ""],
        ["", "Средний балл", "", 0.5, 2, 0.5, 2.5, 4.5, "", 3.5],
    ))  # fmt: skip
    assert (parsed.questions, parsed.problems) == ([], [])
    assert rows(parsed, "works", *WORK) == [
        ("control_work", "2025/26", "Математика", 5, "№ 2. Дроби", date(2025, 10, 12), "")]  # fmt: skip
    assert rows(parsed, "work_tasks", "task_code", "position", "max_points") == [
        ("1", 1, 1), ("2", 2, 2), ("3.1", 3, 2), ("3.2", 4, 3)]  # fmt: skip
    assert rows(parsed, "results", *RESULT) == [
        ("Белова Анна", "5А", "1", 1, 6, 4), ("Орлов Пётр", "5А", "2", 1, 3, 3),
        ("Ким Лев", "5А", "", 0, None, None)]  # fmt: skip
    assert rows(parsed, "task_points", *POINT) == [
        (1, 1, 1, "answered"), (1, 2, 2, "answered"), (1, 3, 0, "not_attempted"), (1, 4, 3, "answered"),
        (2, 1, 0, "answered"), (2, 3, 1, "answered"), (2, 4, 2, "answered"),
    ]  # fmt: skip
    assert parsed.facts["works"] == ["Контрольная работа, Математика, 5\xa0класс, «№ 2. Дроби»"]
    assert parsed.facts["participants"] == 3


TWO_NAMES = ["Белова Анна", 1, 1, 2, 3], ["Ким Лев", 0, 1, 1, 2]


def test_tasks_in_a_second_row_of_the_header_signs_and_words_of_absence():
    parsed = read(grid(
        ["Контрольная работа за 1 четверть по русскому языку в 6 «Б» классе, октябрь 2025"],
        ["", "Уровень", "Б", "Б", "П"],
        ["№ п/п", "Ф.И. учащегося", "Задания", "", "", "Всего баллов", "Оценка"],
        ["", "", "1", "2", "3", "", ""],
        [1, "Максимова Анна", "+", "не пройд.", 1, 2, 4], [2, "Темина Вера", "-", "x", 0, 0, 2],
        [3, "Баллов Лев", "отсутствовал", "", "", "", ""], [4, "Ким Лев", "", "", "", "не писал", ""],
        [5, "Уровнев Олег", "", "", "", "", ""],
        ["", "Макс. балл", 1, 1, 2, 4, ""], ["", "% выполнения", "50%", "0%", "25%", "", ""],
        ["", "Учитель:", "Лучинина О. П."],
    ))  # fmt: skip
    assert parsed.questions == []
    assert [(p.code, p.row, p.value) for p in parsed.problems] == [
        ("nothing_written", 9, "Уровнев Олег")
    ]
    assert rows(parsed, "works", *WORK) == [
        ("control_work", "2025/26", "Русский язык", 6, "1 четверть", None, "")]  # fmt: skip
    assert rows(parsed, "work_tasks", "task_code", "max_points", "level") == [
        ("1", 1, "Б"), ("2", 1, "Б"), ("3", 2, "П")]  # fmt: skip
    assert rows(parsed, "results", "pupil", "class_name", "took_part", "mark") == [
        ("Максимова Анна", "6Б", 1, 4), ("Темина Вера", "6Б", 1, 2), ("Баллов Лев", "6Б", 0, None),
        ("Ким Лев", "6Б", 0, None), ("Уровнев Олег", "6Б", 0, None)]  # fmt: skip
    assert rows(parsed, "task_points", *POINT) == [
        (1, 1, 1, "answered"), (1, 2, None, "not_taught"), (1, 3, 1, "answered"), (2, 1, 0, "answered"),
        (2, 2, 0, "not_attempted"), (2, 3, 0, "answered")]  # fmt: skip


@pytest.mark.parametrize("days", [
    [datetime(2026, 1, 3), datetime(2026, 2, 3)], [datetime(2026, 3, 1), datetime(2026, 3, 2)],
])  # fmt: skip
def test_a_code_that_became_a_day_or_a_number_is_mended(days):
    head = ["ФИО", 2.0, *days, *(float(f"4.{k}") for k in range(1, 10)), 4.1]
    title = "Проверочная работа № 1 по физике, 8А, 12.01.2026"
    parsed = read(grid([title], head, ["Макс балл", *[1] * 13], ["Белова Анна", *[1] * 13]))
    assert codes(parsed) == ["code_repaired"] * 3
    assert [p.value.split(" → ")[1] for p in parsed.problems] == ["3.1", "3.2", "4.10"]
    assert [code for (code,) in rows(parsed, "work_tasks", "task_code")] == [
        "2", "3.1", "3.2", *(f"4.{k}" for k in range(1, 11))]  # fmt: skip


def test_classes_on_sheets_in_sections_and_in_a_column_are_one_work_of_a_grade():
    head, most = ["ФИО", "1", "2"], ["Макс. балл", 1, 2]
    title = ["Контрольная работа № 2 по химии 2025/26"]
    sheets = [Sheet(name, [title, head, most, [who, 1, 2]])
              for name, who in (("8А", "Белова Анна"), ("8Б", "Ким Лев"))]  # fmt: skip
    by_sheet = read(Grid("КР.xlsx", "xlsx", sheets))
    in_sections = read(grid(title, ["8А класс"], head, most, ["Белова Анна", 1, 2], ["8Б класс"], head,
                            most, ["Ким Лев", 1, 2]))  # fmt: skip
    for parsed in (by_sheet, in_sections):
        assert (parsed.questions, parsed.problems) == ([], [])
        assert rows(parsed, "works", *WORK) == [
            ("control_work", "2025/26", "Химия", 8, "№ 2", None, "")
        ]
        assert rows(parsed, "results", "work_no", "pupil", "class_name") == [
            (1, "Белова Анна", "8А"), (1, "Ким Лев", "8Б")]  # fmt: skip
    columns = read(grid(["Промежуточная аттестация по истории 2025/26"],
                        ["№", "Класс", "Фамилия", "Имя", "1 (1б)", "№ 2 (2 балла)", "Балл"],
                        [1, "7А", "Белова", "Анна", 1, 2, 3], [2, "8Б", "Ким", "Лев", 0, 1, 1]))  # fmt: skip
    assert columns.problems == []
    assert rows(columns, "works", *WORK[:5]) == [
        ("interim", "2025/26", "История", 7, ""), ("interim", "2025/26", "История", 8, "")]  # fmt: skip
    assert rows(columns, "results", "work_no", "pupil", "class_name", "stated_points") == [
        (1, "Белова Анна", "7А", 3), (2, "Ким Лев", "8Б", 1)]  # fmt: skip


def test_monitorings_of_literacy_and_of_socialisation_need_no_subject():
    parsed = read(grid(["Мониторинг функциональной грамотности. Читательская грамотность, входной"],
                       ["Класс: 8А", "Учебный год: 2025/2026"], ["Ученик", "1", "2"],
                       ["Макс. балл", 1, 2], ["Белова Анна", 1, 2]))  # fmt: skip
    assert rows(parsed, "works", *WORK) == [
        ("monitoring", "2025/26", "", 8, "Читательская грамотность. Входной", None, "reading")]  # fmt: skip
    parsed = read(grid(["Мониторинг социализации, 3А, 2025/26, итоговый"], ["ФИО", "Общение", "Вывод"],
                       ["Максимальный балл", 3, ""], ["Белова Анна", 2, "хорошо"]))  # fmt: skip
    assert (parsed.questions, parsed.problems) == ([], [])
    assert rows(parsed, "works", *WORK[:5]) == [("monitoring", "2025/26", "", 3, "Итоговый")]
    assert rows(parsed, "work_tasks", "task_code", "max_points") == [("Общение", 3)]
    assert parsed.facts["works"] == ["Мониторинг, 3\xa0класс, «Итоговый»"]


def test_what_a_sheet_does_not_say_is_asked_and_taken_from_the_answers():
    file = grid(["ФИО", "1 (1б)", "2 (2б)"], ["Белова Анна", 1, 2])
    asked = [question.field for question in read(file).questions]
    assert asked == ["kind", "school_year", "subject", "label", "class_name"]
    parsed = read(file, class_name="7А", kind="control_work", school_year="2025/26", subject="Алгебра",
                  label="№ 1")  # fmt: skip
    assert parsed.questions == []
    assert rows(parsed, "works", *WORK[:5]) == [("control_work", "2025/26", "Алгебра", 7, "№ 1")]
    assert read(file, class_name="7А", kind="monitoring", school_year="2025/26", subject="-",
                label="Входной").tables["works"]["subject_raw"] == [""]  # fmt: skip


def test_everything_wrong_with_a_sheet_is_said_with_its_cell():
    parsed = read(grid(
        ["Контрольная работа № 1 по физике, 8А, 2025/26"],
        ["№", "Класс", "ФИО", "1", "1", "2", "3", "Итого", "Отметка"],
        ["", "", "Макс. балл", 1, 2, "много", "", "", ""],
        [1, "", "Белова Анна", 2, -1, 1, 1, 2, 7], [2, "", "Ким Лев", "?", 1, 1, 1, 9, 4],
        [3, "", "", 1, 1, 1, 1, 4, 4], [4, "", "Орлов Пётр", "", "", "", "", "", ""],
        [5, "восьмой", "Дубов Олег", 1, 1, 1, 1, "четыре", 4],
        [6, "", "Ким Лев", 1, 1, 1, 1, 4, "н"], [7, "", "Ким Лев", 0, 0, 0, 0, 0, 2],
    ))  # fmt: skip
    assert [(p.code, p.row, p.column, p.value) for p in parsed.problems] == [
        ("points_above_max", 4, "D", "2"), ("points_negative", 4, "E", "-1"),
        ("mark_unreadable", 4, "I", "7"), ("points_unreadable", 5, "D", "?"),
        ("total_differs", 5, "H", "9 и 3"), ("row_without_name", 6, "C", ""),
        ("nothing_written", 7, "C", "Орлов Пётр"), ("total_unreadable", 8, "H", "четыре"),
        ("absent_with_points", 9, "C", "Ким Лев"), ("max_unreadable", 3, "F", "много"),
        ("task_twice", 2, "E", "1"), ("namesake", 9, "C", "Ким Лев, 8А"), ("namesake", 10, "C", "Ким Лев, 8А"),
        ("max_unknown", 2, "F", "задания: 2, 3"),
    ]  # fmt: skip
    assert [p.severity for p in parsed.problems].count("error") == 0
    assert rows(parsed, "results", "pupil", "took_part", "stated_points") == [
        ("Белова Анна", 1, 2), ("Ким Лев", 1, 9), ("Орлов Пётр", 0, None), ("Дубов Олег", 1, None),
        ("Ким Лев", 0, None), ("Ким Лев", 1, 0)]  # fmt: skip
    none = read(grid(["Контрольная работа № 1 по физике, 8А, 2025/26"], ["ФИО", "1 (1б)"]))
    assert codes(none) == ["no_participants"]


def test_maxima_that_one_sheet_states_are_known_on_all_and_what_is_not_known_is_said_once_of_a_work():
    head, title = ["ФИО", "1", "2"], ["Контрольная работа № 2 по химии 2025/26"]
    sheets = [Sheet("8А", [title, head, ["Белова Анна", 1, 2]]),
              Sheet("8Б", [title, head, ["Макс. балл", 2, ""], ["Ким Лев", 1, 1]]),
              Sheet("9А", [title, head, ["Орлов Пётр", 3, 4]])]  # fmt: skip
    parsed = read(Grid("КР.xlsx", "xlsx", sheets))
    assert [(p.code, p.sheet, p.row, p.column, p.value) for p in parsed.problems] == [
        ("max_unknown", "8А", 2, "C", "задания: 2; листы: 8А, 8Б"),
        ("max_unknown", "9А", 2, "B", "задания: 1, 2")]  # fmt: skip
    assert rows(parsed, "work_tasks", "work_no", "task_code", "max_points") == [
        (1, "1", 2), (1, "2", 2), (2, "1", 3), (2, "2", 4)]  # fmt: skip


CODED = ["Код участника", "Класс", "ФИО", "1", "2", "3", "Итого"]


def test_codes_beside_names_are_kept_and_whose_they_are_too():
    parsed = read(grid(["Контрольная работа № 1 по физике, 2025/26"], CODED,
                       [80001.0, "8А", "Белова Анна", 1, 0, 1, 2], [80001, "8А", "Ким Лев", 1, 1, 1, 3],
                       ["", "8А", "Орлов Пётр", 1, 1, 1, 3]))  # fmt: skip
    assert parsed.format_id == "class_work"
    assert [(p.code, p.row, p.column, p.value) for p in parsed.problems if p.code != "max_unknown"] == [
        ("code_of_two", 4, "A", "80001"), ("code_missing", 5, "A", "Орлов Пётр")]  # fmt: skip
    assert rows(parsed, "results", "participant_code", "pupil", "stated_points") == [
        ("80001", "Белова Анна", 2), ("", "Ким Лев", 3), ("", "Орлов Пётр", 3)]  # fmt: skip
    assert rows(parsed, "works", "role", "kind", "work_grade") == [
        ("results", "control_work", 8), ("codes", "control_work", 8)]  # fmt: skip
    assert rows(parsed, "participants", "work_no", "participant_code", "pupil", "class_name") == [
        (2, "80001", "Белова Анна", "8А")]  # fmt: skip


def test_a_vpr_by_names_needs_codes_and_keeps_both_grades():
    line = [60001, "6А", "Белова Анна", 1, 0, 1, 2]
    title = ["ВПР 2025, осень. Математика 5 класс"]
    parsed = read(grid(title, CODED, line))
    assert parsed.questions == []
    told = ("role", "kind", "school_year", "subject_raw", "work_grade", "class_grade", "label")
    assert rows(parsed, "works", *told) == [
        (role, "vpr", "2025/26", "Математика", 5, 6, "") for role in ("results", "codes")]  # fmt: skip
    bare = read(grid(title, CODED[1:], line[1:]))
    assert "kind" in [question.field for question in bare.questions]


@pytest.mark.parametrize("file", [
    grid(["Класс: 7А", "Предмет: Алгебра"], ["Ученик", 1, 2, 3, 4], ["Белова Анна", 5, 4, "", 3]),
    grid(["Контрольная работа по физике, 8А"], ["ФИО", "Балл", "Отметка"], ["Белова Анна", 10, 4]),
    grid(["Контрольная работа, ноябрь"], ["", "ноябрь", "", ""], ["ФИО", 1, 2, 3], ["Белова Анна", 0, 0, 0]),
    grid(["Мониторинг посещаемости, 8А"], ["ФИО", 1, 2, 3], ["Белова Анна", 1, 1, ""]),
    grid(["Контрольные работы, 8А"], ["ФИО", datetime(2025, 9, 1), datetime(2025, 9, 8)], ["Белова Анна", 1, 1]),
    grid(["Контрольные работы, 8А"], ["ФИО", "01.09", "08.09"], ["Белова Анна", 1, 1]),
    grid(["Код участника", "Вариант", "1 (1б)"], [50001, 1, 1]),
    grid(["Баллы по заданиям олимпиады"], ["ФИО", "1 (1б)", "2 (2б)"], ["Белова Анна", 1, 2]),
])  # fmt: skip
def test_a_table_of_another_kind_is_left_alone(file):
    assert not any(fmt.claim(file) for fmt in shipped() if fmt.shape == "class_work")
