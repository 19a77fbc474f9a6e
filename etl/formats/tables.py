"""Finds the pupils' tables in a sheet: by the heading of subjects and the lines above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etl.formats.preamble import Heading, Preamble
from etl.formats.reading import Reading
from etl.grid import Cell, Sheet
from etl.names import fold

DEEPEST = 6  # rows of the deepest header


@dataclass(frozen=True)
class Table:
    """One pupil's table: header from row `head`, subjects in `column` from `first` before `end`."""

    sheet: Sheet
    heading: Heading
    head: int
    column: int
    first: int
    end: int

    def header(self) -> tuple[Sequence[Cell], Sequence[Cell]]:
        """Return the first row of the header and the second, empty where there is one only."""
        low = self.sheet.rows[self.head + 1] if self.first > self.head + 1 else []
        return self.sheet.rows[self.head], low


def tables(reading: Reading, sheet: Sheet) -> Iterator[Table]:
    """Walk down a sheet from table to table; the lines between say whose the next one is.

    A table without a pupil is an error, one without a class or a year is asked about.
    """
    preamble, r = Preamble(reading.labels), 0
    while r < len(sheet.rows):
        column = subject_column(sheet.rows[r], reading.fmt.options["subject"])
        if column is None:
            preamble.take(sheet.rows[r])
            r += 1
            continue
        first = _first_subject(reading, sheet, r, column)
        end = _end(reading, sheet, first, column)
        heading = preamble.settle(reading.decisions, reading.findings)
        if not heading.pupil:
            reading.findings.add("no_pupil", sheet.name, r, column)
        elif heading.class_name and heading.school_year:
            yield Table(sheet, heading, r, column, first, end)
        preamble, r = Preamble(reading.labels), end


def subject_column(row: Sequence[Cell], words: Sequence[str]) -> int | None:
    """Return the column whose cell is the heading of subjects («Предмет»), or None."""
    texts = [(c, cell) for c, cell in enumerate(row) if cell and isinstance(cell, str)]
    return next((c for c, text in texts if len(text) < 40 and fold(text) in words), None)


def cell_at(row: Sequence[Cell], column: int) -> Cell:
    """Return a row's cell, '' beyond its end."""
    return row[column] if column < len(row) else ""


def _first_subject(reading: Reading, sheet: Sheet, head: int, column: int) -> int:
    """Return the row of the first subject: the heading is merged over the rows of the header."""
    last = min(head + 1 + DEEPEST, len(sheet.rows))
    rows = range(head + 1, last)
    first = next((r for r in rows if _is_subject(reading, sheet, r, column)), head + 1)
    labelled = any(reading.labels.read(sheet.rows[r]) for r in range(head + 1, first))
    return head + 1 if labelled else first


def _end(reading: Reading, sheet: Sheet, first: int, column: int) -> int:
    """Return the row after the last subject: an empty cell, a legend or the next table ends them."""
    rows = range(first, len(sheet.rows))
    return next((r for r in rows if not _is_subject(reading, sheet, r, column)), len(sheet.rows))


def _is_subject(reading: Reading, sheet: Sheet, r: int, column: int) -> bool:
    cell = cell_at(sheet.rows[r], column)
    if not isinstance(cell, str) or not cell or cell.isspace() or (sheet.name, r) in reading.legend_rows:
        return False
    return not reading.labels.begins(cell) and fold(cell) not in reading.fmt.options["subject"]
