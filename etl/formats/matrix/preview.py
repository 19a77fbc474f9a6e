"""What the mapping dialog shows: each cell with what it is taken as, and what it all comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from etl.cells import CellTokens, Tokens, cell_text
from etl.formats.declaration import Format
from etl.formats.matrix.columns import DATE, EMPTY_COLUMN, IGNORE, MARK, UNKNOWN, VAGUE, Column
from etl.formats.matrix.context import is_of_table
from etl.formats.matrix.layout import Table, fits
from etl.formats.matrix.reading import MatrixReading
from etl.grid import Cell, Grid
from etl.names import period_name
from etl.problems import column_letters
from etl.school import School
from etl.tidy import Decisions

_MONTHS = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
           "октября", "ноября", "декабря")  # fmt: skip
_NAMES = ("name", "first_name", "patronymic")
_PASSED_OVER = (IGNORE, UNKNOWN, VAGUE, EMPTY_COLUMN, "count")


def preview(
    grid: Grid, fmt: Format, decisions: Decisions, school: School, limit: int = 60, sheet: int = -1
) -> dict[str, Any]:
    """Return the first `limit` rows and columns of a sheet as the format reads them.

    `sheet` −1 is the first sheet with a table. The keys are described in the package.
    """
    reading = MatrixReading(grid, fmt, decisions, school)
    if sheet < 0:
        sheet = next(
            (n for n, s in enumerate(grid.sheets) for t in reading.tables if t.sheet is s), 0
        )
    shown = [table for table in reading.tables if table.sheet is grid.sheets[sheet]]
    parsed = reading.parsed()
    counts = count(reading.tables, reading.tokens)
    return {
        "sheets": [each.name for each in grid.sheets],
        "sheet": sheet,
        "rows": [list(_row(grid.sheets[sheet].rows, r, shown, reading.tokens, limit))
                 for r in range(min(limit, len(grid.sheets[sheet].rows)))],
        "columns": [_column(column) for column in (shown[0].columns[:limit] if shown else ())],
        "table": _geometry(shown[0]) if shown else None,
        "facts": parsed.facts,
        "questions": [asdict(question) for question in parsed.questions],
        "problems": [problem.as_json() for problem in parsed.problems],
        "counts": dict(counts),
        "summary": summary(counts),
    }  # fmt: skip


def count(tables: list[Table], tokens: Tokens) -> Counter[str]:
    """Count pupils, marks, absences, states and cells that are not understood."""
    counts = Counter(pupils=0, marks=0, codes=0, states=0, unknown=0)
    for table in tables:
        counts["pupils"] += len(table.pupils)
        for line in table.pupils:
            for column in table.measured:
                cell = table.cell(line.row, column.index)
                if cell != "":
                    found = tokens[cell]
                    counts["unknown"] += _sort(column, found) == "unknown"
                    if _sort(column, found) != "unknown":
                        counts["marks"] += len(found.marks)
                        counts["codes"] += len(found.codes) if column.kind == DATE else 0
                        counts["states"] += bool(found.states)
    return counts


def summary(counts: Counter[str]) -> str:
    """Return the counts in words: «28 учеников, 412 отметок, 37 пропусков, 0 непонятных»."""
    parts = [
        _counted(counts["pupils"], ("ученик", "ученика", "учеников")),
        _counted(counts["marks"], ("отметка", "отметки", "отметок")),
        _counted(counts["codes"], ("пропуск", "пропуска", "пропусков")),
        _counted(counts["unknown"], ("непонятная", "непонятные", "непонятных")),
    ]
    return ", ".join(parts)


def _counted(number: int, forms: tuple[str, str, str]) -> str:
    tens, ones = number % 100, number % 10
    form = 2 if 11 <= tens <= 14 or ones == 0 or ones >= 5 else 0 if ones == 1 else 1
    return f"{number}\N{NO-BREAK SPACE}{forms[form]}"


def _geometry(table: Table) -> dict[str, Any]:
    return {
        "header": [table.top, table.first - 1],
        "first_row": table.first,
        "last_row": table.end - 1,
        "name_columns": list(table.names),
        "columns_are": table.main,
        "measure": "current" if any(c.kind == DATE for c in table.columns) else "period",
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "index": column.index,
        "letters": column_letters(column.index),
        "key": column.key,
        "label": column.label,
        "as": _head(column),
        "means": _means(column),
        "by": column.why,
    }


def _head(column: Column) -> str:
    if column.kind in _NAMES:
        return "name"
    if column.kind == MARK:
        return "subject" if column.subject else "period"
    return "ignored" if column.kind in _PASSED_OVER else column.kind


def _means(column: Column) -> str:
    """Return in words what a column holds, "" where there is nothing to say."""
    if column.kind == DATE:
        month = f" {_MONTHS[column.month - 1]}" if column.month else " (месяц не указан)"
        when = f"{column.day}{month}" + (f" {column.year}" if column.year else "")
        return f"{column.subject}: {when}" if column.subject else when
    if column.kind != MARK:
        return ""
    period = "" if is_of_table(column) else period_name(column.period) or f"период {column.term}"
    group = f"группа {column.subgroup}" if column.subgroup else ""
    subject = column.known_subject or column.subject
    return ", ".join(part for part in (subject, group, period) if part)


def _row(
    rows: list[list[Cell]], r: int, tables: list[Table], tokens: Tokens, limit: int
) -> Iterator[dict[str, str]]:
    table = next((t for t in tables if t.begin <= r < t.end), None)
    for c, cell in enumerate(rows[r][:limit]):
        sort = "empty" if cell == "" else _cell_sort(table, r, c, tokens[cell])
        yield {"text": cell_text(cell), "as": sort}


def _cell_sort(table: Table | None, r: int, c: int, found: CellTokens) -> str:
    if table is None:
        return "footer"
    if r < table.top:
        return "preamble"
    column = table.columns[c] if c < len(table.columns) else Column(c)
    if r < table.first:
        return _head(column) if _head(column) in ("date", "subject", "period") else "header"
    if not any(line.row == r for line in table.pupils):
        return "ignored"
    if column.kind in _NAMES:
        return "name"
    return _sort(column, found) if column.kind in (DATE, MARK) else "ignored"


def _sort(column: Column, found: CellTokens) -> str:
    """Return what a cell of the body is taken as: mark, attendance, state, ignored or unknown."""
    if found.is_zero:
        return "ignored"
    if found.unknown or not fits(column, found):
        return "unknown"
    if found.marks:
        return "mark"
    return "attendance" if found.codes and column.kind == DATE else "state"
