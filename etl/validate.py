"""Tidy rows against the tables' contract: a wrong shape is our error, wrong data is a Problem."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pyarrow as pa

from etl.days import bounds
from etl.problems import Problem, at, most_listed
from etl.tidy import COLUMNS, Parsed

Schema = Callable[[str], pa.Schema]
SHOWN = 50
MARKS = frozenset(range(1, 6))


class WrongShape(TypeError):
    """A shape produced columns that the tables' contract does not have: a programming error."""


def validate(parsed: Parsed, schema: Schema) -> list[Problem]:
    """Check a file's tidy rows; return what is wrong with the data, at most `SHOWN` of a kind.

    `schema(table)` gives the contract of a table of tidy rows. Raises WrongShape.
    """
    for table in COLUMNS:
        _check_columns(table, parsed.tables[table], schema(table))
    return [*_dates_outside(parsed, "marks"), *_dates_outside(parsed, "attendance"),
            *_marks_outside(parsed)]  # fmt: skip


def _check_columns(table: str, columns: dict[str, list[Any]], contract: pa.Schema) -> None:
    if set(columns) != set(contract.names):
        raise WrongShape(f"{table}: {sorted(columns)} is not {sorted(contract.names)}")
    lengths = {name: len(column) for name, column in columns.items()}
    if len(set(lengths.values())) > 1:
        raise WrongShape(f"{table}: columns of different lengths: {lengths}")


def _dates_outside(parsed: Parsed, table: str) -> list[Problem]:
    """Return the lessons that lie outside the school year of their part."""
    parts, rows = parsed.tables["parts"], parsed.tables[table]
    days = rows["lesson_date"]
    years = {year for year in parts["school_year"] if year}
    if not days or not years or _all_within(days, years):
        return []
    spans = {n: bounds(y) for n, y in zip(parts["part_no"], parts["school_year"], strict=True) if y}
    outside = [
        index
        for index, (part, day) in enumerate(zip(rows["part_no"], days, strict=True))
        if part in spans and not spans[part][0] <= day <= spans[part][1]
    ]
    what = "Дата урока не из этого учебного года"
    fix = "Проверьте учебный год и даты в шапке таблицы"
    return [
        _problem("date_outside_year", what, fix, rows, index)
        for index in outside[: most_listed(SHOWN)]
    ]


def _all_within(days: list[date], years: set[str]) -> bool:
    """Tell quickly whether all days lie in the only school year of a file, as they nearly always do."""
    if len(years) > 1:
        return False
    first, last = bounds(next(iter(years)))
    return first <= min(days) and max(days) <= last


def _marks_outside(parsed: Parsed) -> list[Problem]:
    """Return the marks that are not 1 to 5."""
    rows = parsed.tables["marks"]
    if set(rows["mark"]) <= MARKS:
        return []
    outside = [index for index, mark in enumerate(rows["mark"]) if mark not in MARKS]
    what, fix = "Отметка не от 1 до 5", "Исправьте ячейку и загрузите файл снова"
    return [
        _problem("mark_outside", what, fix, rows, index) for index in outside[: most_listed(SHOWN)]
    ]


def _problem(code: str, what: str, fix: str, rows: dict[str, list[Any]], index: int) -> Problem:
    place = at(rows["sheet_name"][index], rows["row_no"][index], rows["column_no"][index])
    return Problem(
        "warning", code, what, fix, value=str(rows.get("lesson_date", [""])[index]), **place
    )
