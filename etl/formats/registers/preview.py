"""What the mapping dialog shows of a register: each cell with what it is taken as, and what it comes to."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from etl.cells import cell_text
from etl.formats.declaration import Format
from etl.formats.registers import pupils, teachers
from etl.formats.registers.mapping import PEOPLE, table_on
from etl.formats.registers.table import Column, Table
from etl.grid import Cell, Grid
from etl.problems import column_letters
from etl.school import School
from etl.tidy import Decisions, Parsed

SHOWN_AS = {
    "name": "name", "first_name": "name", "patronymic": "name", "teacher": "name",
    "class_name": "class", "grade": "class", "letter": "class", teachers.A_CLASS: "hours",
    "arrived_on": "date", "left_on": "date", "subject": "subject", "subgroup": "period",
    "hours_per_week": "hours", "school_year": "period",
}  # fmt: skip
PARSE = {"pupil_register": pupils.parse, "teaching_register": teachers.parse}


def preview_register(
    grid: Grid, fmt: Format, decisions: Decisions, school: School, limit: int = 60, sheet: int = -1
) -> dict[str, Any]:
    """Return what `etl.formats.matrix.preview` returns, of a register; `is_good` says that it can go in."""
    if sheet < 0:
        found = (n for n in range(len(grid.sheets)) if table_on(grid, fmt, n))
        sheet = next(found, 0)
    table = table_on(grid, fmt, sheet)
    if table and fmt.shape == "teaching_register":
        table = teachers.with_classes(table)
    parsed = PARSE[fmt.shape](grid, fmt, decisions, school)
    told = _read_anyway(grid, fmt, decisions, school)
    rows = grid.sheets[sheet].rows[:limit]
    return {
        "sheets": [each.name for each in grid.sheets],
        "sheet": sheet,
        "rows": [[_cell(table, r, c, cell) for c, cell in enumerate(row[:limit])]
                 for r, row in enumerate(rows)],
        "columns": [_column(column) for column in (table.columns[:limit] if table else ())],
        "table": _geometry(table, fmt) if table else None,
        "facts": parsed.facts,
        "questions": [asdict(question) for question in parsed.questions],
        "problems": [problem.as_json() for problem in parsed.problems],
        "counts": _counts(told),
        "is_good": bool(told.tables["roll"]["part_no"] or told.tables["teaching"]["part_no"]),
    }  # fmt: skip


def _read_anyway(grid: Grid, fmt: Format, decisions: Decisions, school: School) -> Parsed:
    """Read a list whose school year is still to be asked for: whom it lists does not hang on the year."""
    year = decisions.school_year or school.default_school_year
    return PARSE[fmt.shape](grid, fmt, replace(decisions, school_year=year), school)


def _counts(parsed: Parsed) -> dict[str, int]:
    """Count what the register comes to; the page says it in words."""
    tables = parsed.tables
    return {
        "pupils": len(tables["roll"]["part_no"]),
        "classes": len(parsed.facts["classes"]),
        "arrived": sum(day is not None for day in tables["roll"]["arrived_on"]),
        "left": sum(day is not None for day in tables["roll"]["left_on"]),
        "teachers": len(tables["teachers"]["teacher_no"]),
        "lines": len(tables["teaching"]["part_no"]),
    }


def _geometry(table: Table, fmt: Format) -> dict[str, Any]:
    return {
        "header": [table.top, table.first - 1],
        "first_row": table.first,
        "last_row": table.end - 1,
        "name_columns": [table.column(PEOPLE[fmt.shape])],
        "columns_are": "",
        "measure": "",
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "index": column.index,
        "letters": column_letters(column.index),
        "key": column.said_key,
        "label": column.label,
        "as": SHOWN_AS.get(column.means, "ignored"),
        "means": column.means,
        "by": "header",
    }


def _cell(table: Table | None, r: int, c: int, cell: Cell) -> dict[str, str]:
    return {"text": cell_text(cell), "as": "empty" if cell == "" else _sort(table, r, c)}


def _sort(table: Table | None, r: int, c: int) -> str:
    if table is None or r >= table.end:
        return "footer"
    if r < table.top:
        return "preamble"
    if r < table.first:
        return "header"
    means = table.columns[c].means if c < len(table.columns) else ""
    return SHOWN_AS.get(means, "ignored")
