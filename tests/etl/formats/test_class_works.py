"""A class's work: pupils in rows, tasks in columns, with a template and without."""

from __future__ import annotations

from datetime import date

from etl.formats import parse, recognise
from etl.grid import Grid
from etl.school import School
from etl.tidy import Decisions, Parsed
from tests.etl.formats.grids import grid, rows

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
