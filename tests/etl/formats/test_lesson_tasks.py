"""Lessons with coded tasks: sheets of a lesson and flat lists, codes that a spreadsheet spoiled, coders."""

from __future__ import annotations

import contextlib
import json
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.formats import Unrecognised, parse, recognise, shipped
from etl.formats.lesson_tasks.codes import code_of
from etl.formats.lesson_tasks.kinds import LESSON_KINDS
from etl.formats.lesson_tasks.targets import targets_of
from etl.grid import Grid
from etl.readers import read
from etl.school import KnownCommunity, School, shipped_task_types
from etl.tidy import Decisions, Parsed
from tests.etl.formats.grids import SAMPLES, codes, grid, rows
from tests.etl.formats.test_communities import ANNA, PETR, READING, VERA, as_workbook

SCHOOL = School.default(date(2026, 11, 24))
SCHOOL.communities = {"читаем условие задачи": KnownCommunity(READING, date(2026, 9, 1))}
GOLDEN = ("lesson_card", "lesson_list")
CARDS = ("lesson_no", "lesson_id", "teacher_no", "community_key", "held_on", "class_name", "subject_raw",
         "subject_key", "topic", "aim", "target1", "target5", "row_no", "column_no")  # fmt: skip
CODES = ("lesson_no", "role", "teacher_no", "task_no", "task_text", "task_type", "category", "row_no",
         "column_no")  # fmt: skip


def told(file: Grid) -> Parsed:
    fmt = recognise(file, shipped())
    assert fmt.id == "lesson_tasks"
    return parse(file, fmt, Decisions(), SCHOOL)


def said(parsed: Parsed) -> dict:
    return json.loads(json.dumps({
        "problems": [[p.severity, p.code, p.row, p.column, p.value, p.what.replace("\xa0", " ")]
                     for p in parsed.problems],
        "lessons": rows(parsed, "lesson_cards", *CARDS),
        "codes": rows(parsed, "lesson_codes", *CODES),
        "teachers": parsed.tables["teachers"]["name_raw"],
        "facts": parsed.facts["lesson_tasks"],
    }, default=str, ensure_ascii=False))  # fmt: skip


@pytest.mark.parametrize("name", [f"{name}{twin}" for name in GOLDEN for twin in ("", "_invalid")])
def test_lessons_are_read_as_their_golden_file_says(name: str, tmp_path: Path) -> None:
    golden = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    assert said(told(read(SAMPLES / f"{name}.csv"))) == golden
    assert said(told(read(as_workbook(name, tmp_path)))) == golden


TYPES = sorted(shipped_task_types())


@settings(max_examples=30, deadline=None)
@given(code=st.sampled_from(TYPES))
def test_a_type_is_known_however_it_is_written_even_as_the_day_a_spreadsheet_made_of_it(
    code: str,
) -> None:
    category, kind = map(int, code.split("."))
    written = [
        code,
        f"{category},{kind}",
        f" {category} . {kind} ",
        float(code),
        f"тип {code}",
        f"{code} — так",
    ]
    days = [datetime(2026, kind, category), date(2026, kind, category), f"0{category}.0{kind}",
            f"{category:02d}.{kind:02d}.2026", f"2026-{kind:02d}-{category:02d} 00:00:00",
            (date(2026, kind, category) - date(1899, 12, 30)).days]  # fmt: skip
    assert {code_of(cell, frozenset(TYPES)) for cell in written} == {(code, False, False)}
    assert {code_of(cell, frozenset(TYPES)) for cell in days} == {(code, False, True)}


@pytest.mark.parametrize(
    ("cell", "value", "is_unknown"),
    [
        (2, "2", False), ("3", "3", False), (4.0, "4", False), ("5-я", "5", False), ("", "", False), ("—", "", False),
        ("2 мая", "2.5", False), ("02.май", "2.5", False), ("1 — воспроизведение", "1", False),
        ("6", "", True), ("9.9", "", True), (25, "", True), ("сложная", "", True), ("2.5, 3.1", "", True),
    ],
)  # fmt: skip
def test_categories_and_what_is_no_code(cell, value: str, is_unknown: bool) -> None:
    found = code_of(cell, shipped_task_types())
    assert (found.value, found.is_unknown) == (value, is_unknown)


@pytest.mark.parametrize(
    ("cells", "shares"),
    [
        ([0.2, 0.3, 0.2, 0.1, 0.2], (0.2, 0.3, 0.2, 0.1, 0.2)),
        (["20 %", "30%", 20, "10", 20], (0.2, 0.3, 0.2, 0.1, 0.2)),
        (["20 / 30 / 20 / 10 / 20"], (0.2, 0.3, 0.2, 0.1, 0.2)),
        (["0,2; 0,3; 0,2; 0,1; 0,2"], (0.2, 0.3, 0.2, 0.1, 0.2)),
        (["50", "50", "", "", ""], (0.5, 0.5, 0.0, 0.0, 0.0)),
        (["", "", "", "", ""], ()),
        ([20, 30, 20, 10, 10], ()),
        ([120, -20, 0, 0, 0], ()),
        (["много", 30, 20, 10, 20], ()),
    ],
)
def test_targets_are_shares_or_percents_that_make_a_whole(cells, shares) -> None:
    assert targets_of(cells).shares == shares


HEAD = [["Учитель:", ANNA], ["Дата:", "15.10.2026"], ["Класс:", "7Б"]]
TABLE = ["№", "Задача", "Код учителя", "Код наблюдателя", "Код наблюдателя"]


def test_two_observers_are_named_below_the_header() -> None:
    parsed = told(grid(*HEAD, TABLE, ["", "", "", PETR, VERA], [1, "Сравните", 2.5, 2.5, 2.6]))
    assert rows(parsed, "lesson_codes", "role", "teacher_no", "task_type") == [
        ("teacher", 1, "2.5"), ("observer", 2, "2.5"), ("observer", 3, "2.6")]  # fmt: skip
    assert codes(parsed) == []


def test_a_lesson_of_two_sheets_is_one_and_a_second_list_of_one_coder_is_told_at_its_place() -> (
    None
):
    file = grid(*HEAD, TABLE[:3], [1, "Сравните", "2.5"], [2, "Опишите", "2.2"], sheet="Учитель")
    file.sheets += grid(*HEAD, ["Наблюдатель:", PETR], ["№", "Задача", "Код наблюдателя"], [1, "Сравните", "2.6"],
                        [2, "Опишите", "2.2"], sheet="Наблюдатель").sheets  # fmt: skip
    file.sheets += grid(
        *HEAD, TABLE[:3], [1, "Сравните", "1.1"], [2, "Опишите", "1.1"], sheet="Ещё раз"
    ).sheets
    parsed = told(file)
    assert rows(parsed, "lesson_codes", "role", "task_no", "task_type") == [
        ("teacher", 1, "2.5"), ("teacher", 2, "2.2"), ("observer", 1, "2.6"), ("observer", 2, "2.2")]  # fmt: skip
    assert [(p.code, p.sheet, p.row, p.column, p.value) for p in parsed.problems] == [
        ("coded_twice", "Ещё раз", 5, "C", ANNA)]  # fmt: skip


def test_lessons_below_each_other_on_one_sheet_have_each_their_head() -> None:
    second = [["Учитель: " + PETR], ["Дата: 16.10.2026"], ["Класс: 8А"], ["Тема: Сила"]]
    parsed = told(
        grid(*HEAD, TABLE[:3], [1, "Сравните", 2.5], [], *second, TABLE[:3], [1, "Измерьте", 2.1])
    )
    assert rows(parsed, "lesson_cards", "teacher_no", "class_name", "topic") == [
        (1, "7Б", ""), (2, "8А", "Сила")]  # fmt: skip
    assert rows(parsed, "lesson_codes", "lesson_no", "task_type") == [(1, "2.5"), (2, "2.1")]


def test_tasks_without_numbers_are_told_apart_by_their_texts() -> None:
    list_of = [["Назовите", 1.1], ["Сравните", 2.5], ["Назовите", 1.2]]
    flat = [["Учитель", "Дата", "Задача", "Код", "Кто кодировал"],
            *([ANNA, "15.10.2026", text, code, whom]
              for whom in ("учитель", PETR) for text, code in list_of)]  # fmt: skip
    parsed = told(grid(*flat))
    assert rows(parsed, "lesson_codes", "role", "task_no", "task_text", "task_type") == [
        (role, no, text, str(code)) for role in ("teacher", "observer")
        for no, (text, code) in enumerate(list_of, 1)]  # fmt: skip


def test_other_tables_with_codes_are_no_lessons() -> None:
    for head in (
        ["Задание", "Код", "Баллы"],
        ["№", "Задача", "Срок"],
        ["Код участника", "Задание 1", "Класс"],
    ):
        with contextlib.suppress(Unrecognised):
            assert recognise(grid(head, ["1", "2", "3"]), shipped()).id != "lesson_tasks"


def test_every_message_about_lessons_has_its_case() -> None:
    golden = [json.loads((SAMPLES / f"{name}{twin}.json").read_text("utf-8"))
              for name in GOLDEN for twin in ("", "_invalid")]  # fmt: skip
    shown = {problem[1] for one in golden for problem in one["problems"]}
    others = [
        grid(["Учитель:", ANNA], TABLE[:3], [1, "Сравните", 2.5]),
        grid(*HEAD, TABLE[:3]),
        grid(TABLE[:3]),
        grid(["Учитель:", ANNA], ["Дата:", "15.10.1926"], TABLE[:3], [1, "Сравните", 2.5]),
    ]
    shown |= {code for file in others for code in codes(told(file))}
    assert set(LESSON_KINDS) - shown == set()


def test_an_observer_with_initials_is_the_one_named_whole() -> None:
    parsed = told(grid(["Учитель", "Дата", "№", "Задача", "Код", "Кто кодировал"],
                       [ANNA, "15.10.2026", 1, "Сравните", 2.5, PETR], ["", "", 2, "Опишите", 2.2, "Осокин П. И."],
                       ["", "", 1, "Сравните", 2.6, "П. И. Осокин"]))  # fmt: skip
    assert rows(parsed, "lesson_codes", "role", "teacher_no", "task_type") == [
        ("observer", 2, "2.5"), ("observer", 2, "2.2")]  # fmt: skip
    assert [(p.code, p.row, p.value) for p in parsed.problems] == [("coded_twice", 4, PETR)]
