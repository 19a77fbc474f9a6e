"""The traps of files of ВПР, layout by layout: what is said of each, and that nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from etl.formats import parse, recognise
from etl.formats.vpr.kinds import VPR_KINDS
from etl.grid import Cell, Grid, Sheet
from etl.school import School
from etl.tidy import UNASKED, Decisions, Parsed
from tests.etl.formats.grids import grid, rows

Said = list[tuple[str, str]]
NOBODY = School.default()
OURS = replace(NOBODY, own_codes=frozenset({"edu200001"}))


def read(file: Grid, school: School = OURS) -> Parsed:
    return parse(file, recognise(file), Decisions(own_school=UNASKED), school)


def said(parsed: Parsed) -> Said:
    """Return what is said of a file: code and place, or value where it is said of no cell."""
    return sorted((p.code, f"{p.column}{p.row}" if p.row else p.value) for p in parsed.problems)


def form_of_2026() -> tuple[Grid, Said]:
    head = ["Код участника", "Вариант", "1 (1б)", "2 (2б)", "Порядковый номер класса",
            "Отметка за предыдущий триместр/ четверть/полугодие", "Итого баллов"]  # fmt: skip
    body: list[list[Cell]] = [
        [50001, 1, "X", "не пройд.", 1, "нет отметки", 0],
        ["50002", "2", " х", 3, 1, "4\xa0", 0],
        [50003.0, "отсутствовал", "", "", 2, "X", 0],
        [50004, "отсутствовал", 1, "", 2, 8, 1],
        ["   ", 1, 1, 2, 1, 5, 3],
        [50006, 1, 1, "½", 7, "н/а", "три"],
        [50006, "", "", "", 1, "", ""],
    ]
    prefilled = [["", "", "", "", "", "", 0] for _ in range(1498 - len(body))]
    lists = [["отсутствовал", "X", "нет отметки", n] for n in range(30)]
    table = [[*row, "", "", *stray] for row, stray in
             zip([head, *body, *prefilled], [*lists, *[[]] * 1469], strict=True)]  # fmt: skip
    numbers = [["Порядковый номер класса", "Класс"], [1, "5А"], [2, "Б"]]
    file = Grid("Форма сбора результатов История 5 класс ВПР 2026.xlsx", "xlsx", [
        Sheet("Протокол", table), Sheet("Порядковый номер класса", numbers)])  # fmt: skip
    return file, [
        ("absent_with_points", "A5"), ("class_by_number", "2025/26, 5 класс: №\xa07"),
        ("code_twice", "A8"), ("mark_unreadable", "F5"), ("nothing_written", "A8"),
        ("points_above_max", "D3"), ("points_unreadable", "D7"), ("row_without_code", "A6"),
        ("total_unreadable", "G7"),
    ]  # fmt: skip


def individual() -> tuple[Grid, Said]:
    file = grid(
        ["Индивидуальные результаты"], [], ["ВПР 2026 Русский язык 4 класс"], ["Предмет:", "Русский язык"],
        ["Дата:", "20.04.2026"], ["", "", "Уровень сложности задания", "", "", "", "Б", "В"],
        ["ОО", "Муниципалитет", "Название ОО", "Код участника", "Класс", "Вариант", "1 (2б)", "2 (1б)",
         "Первичный балл", "Отметка", "Отметка по журналу"],
        ["МБОУ «Школа № 1»(edu200001)", "Кол-во участников: 3"],
        ["", "", "", 40001, 1, 1, -1, "x", 0, 8, "5\xa0"],
        ["", "", "", 40002, "", "отсутствовал", "", "", "", "", "нет отметки"],
        name="2849657.xlsx", sheet="РУ 4 Индивидуальные результаты",
    )  # fmt: skip
    return file, [
        ("class_by_number", "2025/26, 4 класс: №\xa01"), ("class_unsaid", "участников: 1"),
        ("count_differs", "A8"), ("mark_unreadable", "J9"), ("points_negative", "G9"),
    ]  # fmt: skip


def export_of_2022() -> tuple[Grid, Said]:
    head = ["Пользователь", "Код региона", "Регион", "Муниципалитет", "Школа", "Дата загрузки", "Код",
            "Вариант", "1 (1б)", "2 (3б)", "Наименование класса", "Пол",
            "Отметка за предыдущий триместр/ четверть/полугодие", "Итого баллов"]  # fmt: skip
    line = [86, "Югра", "г. Кедровый", "Школа № 2", "12.04.2022 10:11:12"]
    file = grid(
        head,
        ["edu200002", *line, 70001, 1, 1, "4", "нет", "4", 6, 5],
        ["edu200002", *line, 70002, "отсутствовал", "", "", '7"а"', " ж", "нет отметки", ""],
        ["edu200003", *line, 70001, 3, "Х", 2.0, "филиал", "м", "3", 1],
        name="Биология 7 класс ВПР 2022.xlsx",
    )
    return file, [
        ("class_unsaid", "участников: 1"), ("mark_unreadable", "M2"), ("own_school_unknown",
         "Школа № 2 (логин edu200002), Школа № 2 (логин edu200003)"), ("points_above_max", "J2"),
        ("total_differs", "N2"), ("total_differs", "N4"),
    ]  # fmt: skip


def export_of_2021() -> tuple[Grid, Said]:
    file = grid(
        ["логин школы", "регион", "номер обучающегося", "код обучающегося",
         "отметка за предыдущую четверть/триместр", "пол", "класс", "вариант", "всего баллов",
         "балл за 1", "балл за 2.1", "Учебник", "Др.уч. автор", "Др.уч. название"],
        ["sch200002", "86", "1", "60001", "1", "м", "нет_С", "1", "3", "1", "X", "Автор", "", ""],
        ["sch200002", "86", "2", "", "3", "ж", "C", "2", "1", "1", "0", "", "", ""],
        ["sch200002", "86", "3", "60003", "3", "ж", "C", "отсутствовал", "0", "", "", "", "", ""],
        name="ВПР 2021 Математика 6 класс.xlsx", sheet="Sheet",
    )  # fmt: skip
    return file, [
        ("class_unsaid", "участников: 1"), ("mark_unreadable", "E2"), ("max_unknown", ""),
        ("row_without_code", "D3"), ("school_apart", "логин edu200002"), ("total_differs", "I2"),
    ]  # fmt: skip


def export_of_2020() -> tuple[Grid, Said]:
    file = grid(
        ["groups", "user", "id", "code", "otc", "gender", "klass", "var-1", "var-2", "sum",
         "a-1-grade", "a-2-grade", "Учебник", "a-4-grade"],
        ["g", "sch200001", "1", "60001", "4\xa0", "4", '"Б"""', "1", "", "1", "1", "Х", "Автор", "-1"],
        ["g", "sch200001", "2", "60002", "", " ж", "а(1)", "отсутствовал", "", "0", "", "", "Автор", "2"],
        ["g", "sch200001", "3", "60003", "?", "м", "10.0", "1", "", "2", "1", "1", "Автор", "б"],
        name="ВПР 2020 Математика 5 класс.xlsx",
    )  # fmt: skip
    return file, [
        ("absent_with_points", "D3"), ("class_unsaid", "участников: 1"), ("mark_unreadable", "E4"),
        ("max_unknown", ""), ("points_negative", "N2"), ("points_unreadable", "N4"),
    ]  # fmt: skip


def form_in_two_parts() -> tuple[Grid, Said]:
    one: list[list[Cell]] = [
        ["Код участника", 'Класс № (список формируется из листа "Классы")', "Вариант (часть 1)", "1 (1б)",
         "Вариант (часть 2)", "2.1 (2б)"],
        [60001, "6А", 1, 2, 2, "X"], [60002, "нет", 1, 1, "отсутствовал", ""], [60002, "6 б", 1, 1, 1, 1],
    ]  # fmt: skip
    two: list[list[Cell]] = [["Код участника", "11.3 k1 (2б)", "Итого баллов"], [60001, "-1", 1],
                             ["", 2, 2], [60002, 2, 3]]  # fmt: skip
    file = Grid("ВПР 2022 Физика 6 класс.xlsx", "xlsx", [
        Sheet("Классы", [["6А"]]), Sheet("Протокол", one), Sheet("Протокол_2", two)])  # fmt: skip
    return file, [
        ("class_unsaid", "участников: 1"), ("code_twice", "A4"), ("points_above_max", "D2"),
        ("points_negative", "B2"), ("row_without_code", "A3"), ("total_differs", "A2"),
    ]  # fmt: skip


def empty_form_of_a_stranger() -> tuple[Grid, Said]:
    head = ["Код участника", "Вариант", "1 (1б)", "Итого баллов"]
    return grid(head, ["", "", "", 0], name="ВПР 2026 Химия 8 класс.xlsx"), [
        ("no_participants", "")]  # fmt: skip


LAYOUTS: list[Callable[[], tuple[Grid, Said]]] = [
    form_of_2026, individual, export_of_2022, export_of_2021, export_of_2020, form_in_two_parts,
    empty_form_of_a_stranger,
]  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_each_trap_of_a_layout_is_said_and_nothing_else(layout: Callable[[], tuple[Grid, Said]]):
    file, expected = layout()
    parsed = read(file)
    assert said(parsed) == expected
    assert parsed.questions == []
    assert all(problem.fix and problem.what for problem in parsed.problems)


def test_every_message_of_these_layouts_is_expected_by_some_file():
    told = {code for layout in LAYOUTS for code, _ in layout()[1]}
    assert set(VPR_KINDS) - told == {"own_school_taken"}
    assert "own_school_taken" in dict(said(read(export_of_2020()[0], NOBODY)))


def test_prefilled_rows_and_stray_lists_are_nobody():
    parsed = read(form_of_2026()[0])
    assert rows(parsed, "results", "participant_code", "took_part", "journal_mark") == [
        ("50001", 1, None), ("50002", 1, 4), ("50003", 0, None), ("50004", 0, None), ("50006", 1, None),
        ("50006 (2)", 0, None)]  # fmt: skip
    points = rows(parsed, "task_points", "result_no", "task_no", "points", "state")
    assert sorted(points, key=str) == sorted([
        (1, 1, 0, "not_attempted"), (1, 2, None, "not_taught"), (2, 1, 0, "not_attempted"),
        (5, 1, 1, "answered")], key=str)  # fmt: skip


def test_no_sex_textbook_or_teacher_comes_into_the_tables():
    for layout in LAYOUTS:
        tables = read(layout()[0]).tables
        kept = {
            str(cell) for columns in tables.values() for cells in columns.values() for cell in cells
        }
        assert kept.isdisjoint({"м", "ж", " ж", "Автор"}), layout.__name__
