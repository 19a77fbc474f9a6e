"""The shape "report_cards": one table per pupil, subjects in rows, the periods of a year in columns.

A period stands over its columns (average, weighted average, mark); the marks of the year, the exam
and the final one have a heading of their own. Columns are found by what stands over them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from etl.cells import cell_text
from etl.formats.declaration import Format
from etl.formats.reading import Group, Reading, number
from etl.formats.tables import Table, cell_at, tables
from etl.grid import Cell, Grid
from etl.names import clean, fold, period_code
from etl.school import School
from etl.tidy import Decisions, Parsed

METRICS = {"average": "average_points", "weighted": "weighted_average_points"}
WHOLE_YEAR = ("year", "exam", "state_exam", "final")


class Column(NamedTuple):
    """One column of a card: the period it speaks of, and what it holds (mark, average, weighted)."""

    at: int
    period: str
    holds: str


def parse(grid: Grid, fmt: Format, decisions: Decisions, school: School) -> Parsed:
    """Return the period marks and control totals of every pupil's card."""
    reading = Reading(grid, fmt, decisions, school)
    known: dict[tuple[object, ...], list[Column]] = {}
    for sheet in grid.sheets:
        for table in tables(reading, sheet):
            header = sheet.rows[table.head : table.first]
            key = (table.column, *(tuple(row) for row in header))
            if key not in known:
                known[key] = columns(header, table.column, fmt.options["columns"])
            read_card(reading, table, known[key])
    return reading.parsed()


def columns(
    header: Sequence[Sequence[Cell]], subject_column: int, words: Mapping[str, Sequence[str]]
) -> list[Column]:
    """Return the columns of a card by its header, a period carried over the columns it stands on."""
    found: list[Column] = []
    period = ""
    for index in range(subject_column + 1, max(map(len, header), default=0)):
        labels = [text for row in header if (text := fold(cell_text(cell_at(row, index))))]
        codes = [period_code(label) for label in labels]
        term = next((code for code in codes if code and code not in WHOLE_YEAR), "")
        period = term or period
        holds = next(
            (name for label in labels for name in words if _begins(label, words[name])), ""
        )
        whole = next((code for code in codes if code in WHOLE_YEAR), None)
        if whole and not (period and _is_bare(labels)):
            found.append(Column(index, whole, "mark"))
            period = ""
        elif period and (holds or term):
            found.append(Column(index, period, holds or "mark"))
    return found


def _is_bare(labels: Sequence[str]) -> bool:
    """Tell the bare «Итог» under a period from the heading «Итог. оценка» of the whole year."""
    return len(labels) == 1 and labels[0].rstrip(".") in ("итог", "итоговая", "итоговый")


def _begins(label: str, words: Sequence[str]) -> bool:
    return any(label.startswith(fold(word)) for word in words)


def read_card(reading: Reading, table: Table, found: Sequence[Column]) -> None:
    """Add a pupil's card to the file's rows."""
    heading, sheet = table.heading, table.sheet
    pupil_no = reading.pupil(heading)
    groups = {
        period: Group(heading.school_year, heading.grade, heading.class_name, period, None)
        for period in {column.period for column in found}
    }
    for r in range(table.first, table.end):
        row = sheet.rows[r]
        subject = clean(cell_text(row[table.column]))
        for column in found:
            group, cell = groups[column.period], cell_at(row, column.at)
            place = (sheet.name, r, column.at)
            if column.holds == "mark":
                reading.period_cells[group].append((subject, pupil_no, cell, place))
            elif theirs := number(cell):
                part_no = reading.part("period", group, subject, column.period)
                metric = METRICS[column.holds]
                reading.control_totals.append(
                    (part_no, pupil_no, metric, column.period, theirs, *place)
                )
