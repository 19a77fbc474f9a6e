"""Where the tables of a sheet stand: header rows, name columns, columns, pupils' rows.

A `Layout` holds the rules of a format; `tables` finds what fits them. Nothing is taken from where it
stands: a table begins at the row that has the labels of its name columns (or, where the column of
names has no label, above the first run of names) and ends at a footer, at two empty rows or at the
next header.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from etl.cells import Tokens
from etl.formats.matrix.columns import DATE, MARK, Column, columns_of, header_pieces
from etl.formats.matrix.labels import Meaning, meaning
from etl.formats.matrix.lines import (
    LOOK_COLUMNS,
    Line,
    at,
    is_name_cell,
    lines_of,
    names_in,
    person_in,
    section,
)
from etl.formats.matrix.merged import head_rows
from etl.formats.matrix.words import key
from etl.grid import Cell, Sheet

LOOK_ROWS = 40  # how far down the first header may stand
HEADER_ROWS = 8  # rows a header may have below the label of the names
ROWS_ABOVE = 4  # rows a header may have above it
BODY_ROWS = 60  # of the body that tell how wide a table is
RUN = 3  # names one under another that make a column of names
ENOUGH = 0.7  # share of the body that must be readable


@dataclass(frozen=True)
class Layout:
    """How to find the tables of a format.

    `name` are the folded labels of the name columns from left to right; empty means any label that
    says so. `name_column` is a column of names without a label, or -1. `above` and `below` are
    header rows over and under the row of the labels, -1 where the table itself shows them. `said` is
    what a person said of columns, `forced` of the kind of table.
    """

    name: tuple[str, ...] = ()
    name_column: int = -1
    above: int = -1
    below: int = -1
    said: Mapping[str, str] = field(default_factory=dict)
    forced: str = ""

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Layout:
        """Return the layout that a format's options declare."""
        header = options.get("header", {})
        return cls(
            tuple(options.get("name", ())),
            options.get("name_column", -1),
            header.get("above", -1),
            header.get("below", -1),
            options.get("meanings", {}),
            options.get("columns_are", ""),
        )


@dataclass(frozen=True)
class Table:
    """One table of a sheet; rows and columns are zero-based, `end` is the row after the last."""

    sheet: Sheet
    begin: int  # the first row of what stands above the table
    top: int  # the first row of the header
    anchor: int  # the row with the labels of the names
    first: int  # the first row of the body
    end: int
    names: tuple[int, ...]
    main: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]

    @property
    def measured(self) -> list[Column]:
        """The columns that hold marks or lessons."""
        return [column for column in self.columns if column.kind in (DATE, MARK)]

    @property
    def pupils(self) -> list[Line]:
        """The rows of pupils."""
        return [line for line in self.lines if line.sort == "pupil"]

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell of the sheet, `''` outside it."""
        return at(self.sheet.rows, row, column)


def tables(sheet: Sheet, layout: Layout) -> Iterator[Table]:
    """Walk down a sheet from table to table."""
    begin, r = 0, 0
    while r < len(sheet.rows):
        names = _anchor(sheet, r, layout)
        table = _table(sheet, (begin, r), names, layout) if names else None
        if table is None:
            r += 1
            if not begin and r > LOOK_ROWS:
                return
            continue
        yield table
        begin = r = max(table.end, r + 1)


def readable(table: Table, tokens: Tokens, step: int = 1) -> tuple[int, int]:
    """Return (cells of the body that read as marks, codes or words; cells that are not empty).

    With a `step`, only every so many pupils are looked at.
    """
    known = total = 0
    for line in table.pupils[::step]:
        row = table.sheet.rows[line.row]
        for column in table.measured:
            cell = row[column.index] if column.index < len(row) else ""
            if cell != "":
                found = tokens[cell]
                total += 1
                known += not found.unknown and fits(column, found)
    return known, total


def fits(column: Column, found: Any) -> bool:
    """Say whether a cell's tokens may stand in a column: a period has one mark or one word."""
    if column.kind == DATE:
        return True
    if found.is_zero:
        return True
    return len(found.marks) + len(found.states) == 1 and (not found.codes or bool(found.states))


def _anchor(sheet: Sheet, r: int, layout: Layout) -> tuple[int, ...]:
    """Return the columns of names whose labels stand in a row, () where there are none."""
    if layout.name_column >= 0:
        return (layout.name_column,) if _begins_run(sheet, r, layout.name_column) else ()
    row = sheet.rows[r][:LOOK_COLUMNS]
    found = _labelled(row, layout.name) if layout.name else names_in(sheet, r)
    return () if found and _is_topic(sheet, r, found[0]) else found


def _is_topic(sheet: Sheet, r: int, column: int) -> bool:
    """Say whether a label stands under a day: «Фамилия, имя, отчество» is a topic of Russian too."""
    days = ("day", "number")
    for above in sheet.rows[max(r - ROWS_ABOVE, 0) : r]:
        kinds = [meaning(cell).kind for cell in above]
        if column < len(kinds) and kinds[column] in days and sum(k in days for k in kinds) >= RUN:
            return True
    return False


def _labelled(row: Sequence[Cell], labels: Sequence[str]) -> tuple[int, ...]:
    folded = [key(cell) if isinstance(cell, str) and cell else "" for cell in row]
    if not all(label in folded for label in labels):
        return ()
    return tuple(folded.index(label) for label in labels)


def _begins_run(sheet: Sheet, r: int, column: int) -> bool:
    """Say whether names without a label begin in the row below."""
    after = [at(sheet.rows, r + 1 + k, column) for k in range(RUN)]
    return not is_name_cell(at(sheet.rows, r, column)) and all(map(is_name_cell, after))


def _table(
    sheet: Sheet, rows: tuple[int, int], names: tuple[int, ...], layout: Layout
) -> Table | None:
    begin, r = rows
    first = r + layout.below + 1 if layout.below >= 0 else _first_row(sheet, r, names)
    if not 0 <= first <= len(sheet.rows):
        return None
    top = max(begin, r - layout.above) if layout.above >= 0 else _top(sheet, (begin, r), names)
    head = [row for row in range(top, first) if not _is_numbering(sheet, row, names)]
    width = max((len(row) for row in sheet.rows[top : first + BODY_ROWS]), default=0)
    pieces = header_pieces(head_rows(sheet, head, first, max(names) + 1), width)
    _name_pieces(pieces, names)
    mark_like = _MarkLike(sheet, first, names)
    main, columns = columns_of(pieces, layout.said, mark_like, layout.forced)
    lines, end = lines_of(sheet, first, names, columns)
    return Table(sheet, begin, top, r, first, end, names, main, tuple(columns), tuple(lines))


def _name_pieces(pieces: list[list[Meaning]], names: tuple[int, ...]) -> None:
    for kind, column in zip(("name", "first_name", "patronymic"), names, strict=False):
        if column < len(pieces):
            text = ", ".join(piece.text for piece in pieces[column])
            pieces[column] = [Meaning(kind, text)]


def _first_row(sheet: Sheet, r: int, names: tuple[int, ...]) -> int:
    """Return the first row below the labels with a pupil's name or a subgroup's, -1 if none is near."""
    near = range(r + 1, min(r + 1 + HEADER_ROWS, len(sheet.rows)))
    sorts = [person_in(sheet, row, names).sort for row in near]
    found = next((k for k, sort in enumerate(sorts) if sort in ("full", "initials")), -1)
    found = found if found >= 0 else sorts.index("single") if "single" in sorts else -1
    while found > 0 and section(at(sheet.rows, near[found - 1], names[0])):
        found -= 1
    return near[found] if found >= 0 else -1


def _top(sheet: Sheet, rows: tuple[int, int], names: tuple[int, ...]) -> int:
    """Return the first row of the header: the highest one near that has groups or days over columns.

    Rows of other things may stand between (types of work, numbers of lessons), if nothing stands
    in them over the names.
    """
    begin, anchor = rows
    top = anchor
    for row in range(anchor - 1, max(begin, anchor - ROWS_ABOVE) - 1, -1):
        kinds = [meaning(cell).kind for cell in sheet.rows[row]]
        left, right = kinds[: max(names) + 1], kinds[max(names) + 1 :]
        if not any(right) or any(kind not in ("", "count", "name") for kind in left):
            break
        if any(kind in ("month", "subject", "period", "term", "day") for kind in right):
            top = row
    return top


def _is_numbering(sheet: Sheet, row: int, names: tuple[int, ...]) -> bool:
    """Say whether a header row only numbers the columns: 1, 2, 3, … under the labels too."""
    return meaning(at(sheet.rows, row, names[0])).kind == "number"


class _MarkLike:
    """Says whether the cells under a label look like marks."""

    def __init__(self, sheet: Sheet, first: int, names: tuple[int, ...]) -> None:
        near = range(first, min(first + 60, len(sheet.rows)))
        self._rows = [sheet.rows[row] for row in near if person_in(sheet, row, names).sort]
        self._tokens = Tokens()

    def __call__(self, column: int) -> bool:
        cells = [row[column] for row in self._rows if column < len(row) and row[column] != ""]
        found = [self._tokens[cell] for cell in cells]
        good = sum(bool(f.marks or f.states or f.is_zero) and not f.unknown for f in found)
        return bool(cells) and good >= ENOUGH * len(cells)
