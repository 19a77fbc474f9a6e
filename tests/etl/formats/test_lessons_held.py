"""Lessons held, from the cells that are there: filled, or blank; an absent cell is no lesson."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.formats import parse, recognise, shipped
from etl.readers import read
from etl.school import School
from etl.tidy import Decisions, Parsed
from tests.etl.formats.cards import Block, report
from tests.etl.formats.grids import grid, rows

SCHOOL = School.default(date(2024, 10, 1))
ABSENT = None  # in a block: a cell that is not there, as against the blank ""
SUBJECTS = ("Химия", "Физика", "ОБЖ", "Алгебра", "История")


def written(path: Path, *blocks: Block) -> Parsed:
    """Write a report as a workbook, an absent cell not at all, and parse it."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Лист1")
        for r, row in enumerate(report(*blocks)):
            for c, cell in enumerate(row):
                if isinstance(cell, str) and (cell or str(row[0]).strip() in SUBJECTS):
                    sheet.write_string(r, c, cell)
                elif isinstance(cell, float | int):
                    sheet.write_number(r, c, cell)
    file = read(path)
    return parse(file, recognise(file, shipped()), Decisions(), SCHOOL)


def held(parsed: Parsed) -> list[tuple]:
    return rows(parsed, "lessons", "pupil", "part_subject_raw", "lesson_date", "lessons_count")


def block(**subjects: list) -> Block:
    return Block("Доля Вера", subjects, figures=())


APRIL = [date(2025, 4, day) for day in (1, 2, 3, 30)]


def test_filled_and_blank_cells_are_lessons_and_absent_ones_are_none(tmp_path) -> None:
    parsed = written(tmp_path / "o.xlsx", block(
        Химия=["5", "", "Н", ABSENT, ""], Физика=[ABSENT, "4/3", ABSENT, "?", ABSENT],
        ОБЖ=[ABSENT] * 5,
    ))  # fmt: skip
    first, second, third, last = APRIL
    assert sorted(held(parsed)) == [
        ("Доля Вера", "Физика", second, 1), ("Доля Вера", "Физика", third, 1),
        ("Доля Вера", "Химия", first, 1), ("Доля Вера", "Химия", second, 2),
        ("Доля Вера", "Химия", last, 1),
    ]  # fmt: skip


def test_a_file_without_blank_cells_says_nothing_of_lessons(tmp_path) -> None:
    subjects = {name: ["5", ABSENT, "4", ABSENT, ABSENT] for name in SUBJECTS}
    assert held(written(tmp_path / "o.xlsx", block(**subjects))) == []


def test_a_file_where_every_cell_is_there_says_nothing_of_lessons(tmp_path) -> None:
    subjects = {name: ["5", "", "4", "", ""] for name in SUBJECTS}
    assert held(written(tmp_path / "o.xlsx", block(**subjects))) == []


def test_a_stray_blank_cell_tells_nothing(tmp_path) -> None:
    subjects = {name: ["5", "4", "3", ABSENT, ABSENT] for name in SUBJECTS}
    blocks = [Block(f"Доля Вера {k}", dict(subjects), figures=()) for k in range(10)]
    blocks[3].subjects["Химия"] = ["5", "", "4", ABSENT, ABSENT]
    assert held(written(tmp_path / "o.xlsx", *blocks)) == []


def test_a_kind_of_file_that_cannot_tell_says_nothing_of_lessons() -> None:
    file = grid(*report(block(Химия=["5", "", "4", "", ""])))
    assert held(parse(file, recognise(file, shipped()), Decisions(), SCHOOL)) == []


def test_rows_of_one_subject_are_counted_together(tmp_path) -> None:
    parsed = written(tmp_path / "o.xlsx", Block("Доля Вера", {
        "Химия": ["5", "", ABSENT, ABSENT, ABSENT], "Химия ": ["", ABSENT, "4", ABSENT, ABSENT],
    }, figures=()))  # fmt: skip
    counted: Counter = Counter()
    for _, _, day, count in held(parsed):
        counted[day] += count
    assert counted == {APRIL[0]: 2, APRIL[1]: 2}


def test_a_column_without_a_day_holds_no_lesson(tmp_path) -> None:
    path = tmp_path / "o.xlsx"
    printed = report(block(Химия=["5", "", "", ABSENT, ""]))
    (head,) = [r for r, row in enumerate(printed) if row and row[0] == "Предмет"]
    printed[head + 1][2] = 31.0  # there is no 31 April
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for r, row in enumerate(printed):
            for c, cell in enumerate(row):
                if cell or (cell == "" and row[0] == "Химия"):
                    sheet.write(r, c, cell) if cell else sheet.write_string(r, c, "")
    file = read(path)
    parsed = parse(file, recognise(file, shipped()), Decisions(), SCHOOL)
    assert sorted(row[2:] for row in held(parsed)) == [(APRIL[0], 1), (APRIL[1], 1), (APRIL[3], 1)]


CELLS = st.sampled_from([ABSENT, ABSENT, "", "", "5", "Н", "4 4", "?"])
DAYS = st.lists(st.sampled_from(APRIL), min_size=2, max_size=8).map(sorted)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    days = draw(DAYS)
    row = st.lists(CELLS, min_size=len(days), max_size=len(days))
    subjects = draw(st.dictionaries(st.sampled_from(SUBJECTS), row, min_size=1))
    return Block(draw(st.sampled_from(["Доля Вера", "Дубов Олег"])), subjects, days, figures=())


@settings(max_examples=30, deadline=None)
@given(st.lists(blocks(), min_size=1, max_size=3, unique_by=lambda found: found.pupil))
def test_lessons_are_the_cells_that_are_there_or_nothing_is_said(drawn: list[Block]) -> None:
    meant: Counter = Counter()
    for one in drawn:
        for subject, cells in one.subjects.items():
            for day, cell in zip(one.days, cells, strict=True):
                meant[one.pupil, subject, day] += cell is not ABSENT
    with tempfile.TemporaryDirectory() as folder:
        found = held(written(Path(folder, "o.xlsx"), *drawn))
    printed = [c for one in drawn for cells in one.subjects.values() for c in cells]
    tells = "" in printed and (
        ABSENT in printed or sum(len(one.subjects) for one in drawn) <= 3 * len(drawn)
    )
    assert {row[:3]: row[3] for row in found} == (dict(+meant) if tells else {})
    assert len(found) == len({row[:3] for row in found})


@pytest.mark.parametrize("strings", ["shared", "inline"])
def test_blank_cells_are_found_however_texts_are_kept(tmp_path, strings) -> None:
    path = tmp_path / "o.xlsx"
    options = {"in_memory": True, "constant_memory": strings == "inline"}
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Химия", "5"])
        sheet.write_string(0, 2, "")
        sheet.write_string(1, 0, "")
        sheet.write_string(1, 30, "край")
    assert read(path).sheets[0].blanks() == {(0, 2), (1, 0)}
