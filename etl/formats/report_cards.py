"""The shape "report_cards": one table per pupil, subjects in rows, the periods of a year in columns.

A period stands over its columns (average, weighted average, mark); the marks of the year, the exam
and the final one have a heading of their own. Columns are found by what stands over them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from etl.cells import cell_text
from etl.formats.declaration import Format
from etl.formats.periods import Group
from etl.formats.reading import Reading, number
from etl.formats.tables import Table, cell_at, tables
from etl.grid import Cell, Grid
from etl.names import clean, fold, period_code
from etl.school import School
from etl.tidy import Decisions, Parsed

METRICS = {"average": "average_points", "weighted": "weighted_average_points"}
WHOLE_YEAR = ("year", "exam", "state_exam", "final")  # the first that labels name counts


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
    """Return the columns of a card that hold a mark or an average of a known period.

    A label stands over all columns up to the next label of its row or of a row above.
    """
    found: list[Column] = []
    path = [""] * len(header)
    for index in range(subject_column + 1, max(map(len, header), default=0)):
        own = [fold(cell_text(cell_at(row, index))) for row in header]
        for level, label in enumerate(own):
            if label:
                path[level:] = [label] + [""] * (len(path) - level - 1)
        if any(own):
            labels = [label for label in path if label]
            period, holds = _period(labels), _holds(labels, words)
            if period and holds:
                found.append(Column(index, period, holds))
    return found


def _period(labels: Sequence[str]) -> str:
    """Return the period that labels name together: «Итог» under «1 четверть» is the quarter's."""
    codes = [code for label in labels if (code := period_code(label))]
    terms = [code for code in codes if code not in WHOLE_YEAR]
    return terms[0] if terms else min(codes, key=WHOLE_YEAR.index, default="")


def _holds(labels: Sequence[str], words: Mapping[str, Sequence[str]]) -> str:
    """Return what a column holds by its lowest label; a bare period holds the mark."""
    begun = (name for name, begins in words.items() if labels[-1].startswith(tuple(begins)))
    return next(begun, "mark" if period_code(labels[-1]) else "")


def read_card(reading: Reading, table: Table, found: Sequence[Column]) -> None:
    """Add a pupil's card to the file's rows."""
    heading, sheet = table.heading, table.sheet
    subjects = {clean(cell_text(row[table.column])) for row in table.body()}
    spans = {column.period for column in found}
    pupil_no = reading.pupil(heading, (sheet, table.head), subjects, spans)
    groups = {
        period: Group(heading.school_year, heading.grade, heading.class_name, period, None)
        for period in spans
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
