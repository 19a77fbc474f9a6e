"""Tidy rows against the contract: our errors crash, a file's errors are problems."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from etl.tidy import COLUMNS, Parsed, Rows
from etl.validate import SHOWN, WrongShape, validate


def schema(table: str) -> pa.Schema:
    return pa.schema([(name, pa.string()) for name in COLUMNS[table]])


def parsed(*days: date, mark: int = 5) -> Parsed:
    """Return a file of one class of 2024/25 with a mark on each day."""
    rows = Rows()
    part_no = rows.part("current", "2024/25", 8, "8А", "Химия", "химия")
    pupil_no = rows.pupil("2024/25", "8А", "Дубов Олег", "дубов олег")
    for column, day in enumerate(days):
        rows.add("marks", part_no, pupil_no, day, 1, 1, mark, str(mark), 1, "", str(mark), "Лист1",
                 9, column)  # fmt: skip
    return Parsed("any", "journal", rows.columns)


def test_a_sound_file_has_no_problems():
    assert validate(parsed(date(2024, 9, 1), date(2025, 8, 31)), schema) == []


def test_days_of_another_school_year_are_listed_with_their_cells():
    problems = validate(parsed(date(2024, 8, 31), date(2025, 4, 1), date(2025, 9, 1)), schema)
    assert [(p.code, p.sheet, p.row, p.column) for p in problems] == [
        ("date_outside_year", "Лист1", 10, "A"), ("date_outside_year", "Лист1", 10, "C"),
    ]  # fmt: skip


def test_marks_are_one_to_five_and_a_long_list_is_cut():
    problems = validate(parsed(*[date(2025, 4, 1)] * (SHOWN + 5), mark=6), schema)
    assert {p.code for p in problems} == {"mark_outside"}
    assert len(problems) == SHOWN


def test_columns_that_the_contract_does_not_have_are_our_error():
    ragged = parsed(date(2025, 4, 1))
    ragged.tables["marks"]["seq"].append(2)
    with pytest.raises(WrongShape, match="marks"):
        validate(ragged, schema)
    lacking = parsed(date(2025, 4, 1))
    del lacking.tables["attendance"]["kind"]
    with pytest.raises(WrongShape, match="attendance"):
        validate(lacking, schema)
