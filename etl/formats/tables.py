"""Finds the pupils' tables in a sheet: by the heading of subjects and the lines above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from etl.formats.matrix.people import person
from etl.formats.preamble import Heading, Preamble
from etl.formats.reading import Reading
from etl.grid import Cell, Sheet
from etl.names import clean

DEEPEST = 6  # rows of the deepest header
LONGEST_NAME = 31  # letters of a sheet's name in a workbook


@dataclass(frozen=True)
class Table:
    """One pupil's table: header from row `head`, subjects in `column` from `first` before `end`."""

    sheet: Sheet
    heading: Heading
    head: int
    column: int
    first: int
    end: int

    def body(self) -> list[list[Cell]]:
        """Return the rows of the subjects."""
        return self.sheet.rows[self.first : self.end]

    def lowest(self, column: int) -> tuple[int, Cell]:
        """Return the lowest cell of the header that is not empty, with its row."""
        cells = [(r, cell_at(self.sheet.rows[r], column)) for r in range(self.head, self.first)]
        return next(((r, cell) for r, cell in reversed(cells) if cell != ""), cells[0])

    def header(self) -> tuple[Sequence[Cell], Sequence[Cell]]:
        """Return the first row of the header and the second, empty where there is one only."""
        low = self.sheet.rows[self.head + 1] if self.first > self.head + 1 else []
        return self.sheet.rows[self.head], low


def tables(reading: Reading, sheet: Sheet) -> Iterator[Table]:
    """Walk down a sheet from table to table; the lines between say whose the next one is.

    A table without a pupil is an error, one without a class or a year is asked about. The lines of
    a page may be a table of their own: they hold for the next one.
    """
    preamble, r = Preamble(reading.labels, sheet.name, dict(reading.said_above)), 0
    while r < len(sheet.rows):
        row = sheet.rows[r]
        texts = [(c, cell) for c, cell in enumerate(row) if cell and isinstance(cell, str)]
        column = next((c for c, text in texts if reading.is_subject_heading(text)), None)
        if column is None:
            preamble.take(r, row, texts)
            r += 1
            continue
        first = _first_subject(reading, sheet, r, column)
        end = _end(reading, sheet, first, column)
        heading = preamble.settle(reading.decisions, reading.findings)
        if not heading.pupil:
            heading = replace(heading, pupil=_pupil_of_sheet(reading, sheet))
        if not heading.pupil:
            reading.findings.add("no_pupil", sheet.name, r, column)
        elif heading.class_name and heading.school_year:
            yield Table(sheet, heading, r, column, first, end)
        preamble, r = Preamble(reading.labels, sheet.name), end
    reading.said_above = preamble.said if reading.is_page else {}


def cell_at(row: Sequence[Cell], column: int) -> Cell:
    """Return a row's cell, '' beyond its end."""
    return row[column] if column < len(row) else ""


def _pupil_of_sheet(reading: Reading, sheet: Sheet) -> str:
    """Return the pupil that the sheet is named by, "" where it is not named by one."""
    title = clean(sheet.title or sheet.name)
    if not reading.fmt.options.get("pupil_from_sheet") or person(title).sort != "full":
        return ""
    is_cut = not sheet.title and len(sheet.name) == LONGEST_NAME
    reading.findings.add("pupil_cut" if is_cut else "pupil_of_sheet", sheet.name, value=title)
    return title


def _first_subject(reading: Reading, sheet: Sheet, head: int, column: int) -> int:
    """Return the row of the first subject: the heading is merged over the rows of the header."""
    last = min(head + 1 + DEEPEST, len(sheet.rows))
    for r in range(head + 1, last):
        if _is_subject(reading, sheet, r, column):
            return r
        texts = [cell for cell in sheet.rows[r] if isinstance(cell, str) and cell]
        if any(reading.labels.begins(t) or reading.is_subject_heading(t) for t in texts):
            break
    return head + 1


def _end(reading: Reading, sheet: Sheet, first: int, column: int) -> int:
    """Return the row after the last subject: an empty cell, a legend or the next table ends them."""
    rows = range(first, len(sheet.rows))
    return next((r for r in rows if not _is_subject(reading, sheet, r, column)), len(sheet.rows))


def _is_subject(reading: Reading, sheet: Sheet, r: int, column: int) -> bool:
    cell = cell_at(sheet.rows[r], column)
    return (
        isinstance(cell, str)
        and reading.is_subject(cell)
        and (sheet.name, r) not in reading.legend_rows
    )
