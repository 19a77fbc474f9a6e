"""Where the tables of a sheet stand: header rows, name columns, columns, pupils' rows.

A `Layout` holds the rules of a format; `tables` finds what fits them. Nothing is taken from where it
stands: a table begins at the row that has the labels of its name columns (or, where the column of
names has no label, above the first run of names) and ends at a footer, at two empty rows or at the
next header.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from etl.cells import Tokens, cell_text
from etl.formats.matrix.columns import DATE, MARK, Column, columns_of, header_pieces
from etl.formats.matrix.labels import Meaning, meaning
from etl.formats.matrix.people import Person, has_patronymic, person
from etl.formats.matrix.words import column_word, is_footer, key, without_subgroup
from etl.grid import Cell, Sheet
from etl.names import clean

LOOK_ROWS = 40  # how far down the first header may stand
LOOK_COLUMNS = 12  # how far right the names may stand
HEADER_ROWS = 8  # rows a header may have below the label of the names
EMPTY_ROWS = 2  # that end a table
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
class Line:
    """One row below a header. `sort`: pupil, empty, section (of a subgroup) or odd."""

    row: int
    sort: str
    person: Person
    subgroup: str = ""


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


def at(rows: Sequence[Sequence[Cell]], row: int, column: int) -> Cell:
    """Return a cell, `''` outside the sheet."""
    if not 0 <= row < len(rows):
        return ""
    line = rows[row]
    return line[column] if 0 <= column < len(line) else ""


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
    row = sheet.rows[r][:LOOK_COLUMNS]
    if layout.name_column >= 0:
        return (layout.name_column,) if _begins_run(sheet, r, layout.name_column) else ()
    if layout.name:
        return _labelled(row, layout.name)
    return any_names(row)


def any_names(row: Sequence[Cell]) -> tuple[int, ...]:
    """Return the columns whose labels say names: one, or «Фамилия», «Имя», «Отчество»."""
    kinds = [column_word(cell) if _is_label(cell) else "" for cell in row]
    if "name" not in kinds:
        return ()
    first = kinds.index("name")
    after = [kinds.index(kind) for kind in ("first_name", "patronymic") if kind in kinds]
    return (first, *after) if key(str(row[first])).startswith("фамилия") else (first,)


def _is_label(cell: Cell) -> TypeGuard[str]:
    """Say whether a cell may label a column: «Ученик: Иванов Иван» labels none."""
    return isinstance(cell, str) and 0 < len(cell) <= 60 and ":" not in cell.rstrip(" :")


def is_name_cell(cell: Cell) -> bool:
    """Say whether a cell holds a pupil's name, with a first name or initials."""
    return isinstance(cell, str) and person(cell).sort in ("full", "initials")


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
    if first < 0:
        return None
    top = max(begin, r - layout.above) if layout.above >= 0 else _top(sheet, (begin, r), names)
    head = [row for row in range(top, first) if not _is_numbering(sheet, row, names)]
    width = max((len(sheet.rows[row]) for row in head), default=0)
    pieces = header_pieces([sheet.rows[row] for row in head], width)
    _name_pieces(pieces, names)
    mark_like = _MarkLike(sheet, first, names)
    main, columns = columns_of(pieces, layout.said, mark_like, layout.forced)
    lines, end = _lines(sheet, first, names, columns)
    return Table(sheet, begin, top, r, first, end, names, main, tuple(columns), tuple(lines))


def _name_pieces(pieces: list[list[Meaning]], names: tuple[int, ...]) -> None:
    for kind, column in zip(("name", "first_name", "patronymic"), names, strict=False):
        if column < len(pieces):
            text = ", ".join(piece.text for piece in pieces[column])
            pieces[column] = [Meaning(kind, text)]


def _first_row(sheet: Sheet, r: int, names: tuple[int, ...]) -> int:
    """Return the first row below the labels with a pupil's name or a subgroup's, -1 if none is near."""
    near = range(r + 1, min(r + 1 + HEADER_ROWS, len(sheet.rows)))
    sorts = [_person(sheet, row, names).sort for row in near]
    found = next((k for k, sort in enumerate(sorts) if sort in ("full", "initials")), -1)
    found = found if found >= 0 else sorts.index("single") if "single" in sorts else -1
    while found > 0 and _section(at(sheet.rows, near[found - 1], names[0])):
        found -= 1
    return near[found] if found >= 0 else -1


def _section(cell: Cell) -> str:
    """Return the subgroup whose list a row begins («1 группа»), or ""."""
    bare, subgroup = without_subgroup(clean(cell)) if isinstance(cell, str) else ("", "")
    return "" if bare else subgroup


def _top(sheet: Sheet, rows: tuple[int, int], names: tuple[int, ...]) -> int:
    """Return the first row of the header: up while there are groups over the columns."""
    begin, top = rows
    while top - 1 >= begin and top > rows[1] - 3 and _is_group_row(sheet.rows[top - 1], names):
        top -= 1
    return top


def _is_group_row(row: Sequence[Cell], names: tuple[int, ...]) -> bool:
    left = [meaning(cell).kind for cell in row[: max(names) + 1]]
    right = [meaning(cell).kind for cell in row[max(names) + 1 :]]
    groups = sum(kind in ("month", "subject", "period", "term", "day") for kind in right)
    return groups > 0 and all(kind in ("", "count", "name") for kind in left)


def _is_numbering(sheet: Sheet, row: int, names: tuple[int, ...]) -> bool:
    """Say whether a header row only numbers the columns: 1, 2, 3, … under the labels too."""
    return meaning(at(sheet.rows, row, names[0])).kind == "number"


class _MarkLike:
    """Says whether the cells under a label look like marks."""

    def __init__(self, sheet: Sheet, first: int, names: tuple[int, ...]) -> None:
        near = range(first, min(first + 60, len(sheet.rows)))
        self._rows = [sheet.rows[row] for row in near if _person(sheet, row, names).sort]
        self._tokens = Tokens()

    def __call__(self, column: int) -> bool:
        cells = [row[column] for row in self._rows if column < len(row) and row[column] != ""]
        found = [self._tokens[cell] for cell in cells]
        good = sum(bool(f.marks or f.states or f.is_zero) and not f.unknown for f in found)
        return bool(cells) and good >= ENOUGH * len(cells)


def _person(sheet: Sheet, row: int, names: tuple[int, ...]) -> Person:
    parts = [at(sheet.rows, row, column) for column in names]
    return person(" ".join(part for part in parts if isinstance(part, str) and part))


def _lines(
    sheet: Sheet, first: int, names: tuple[int, ...], columns: Sequence[Column]
) -> tuple[list[Line], int]:
    lines: list[Line] = []
    body = [column.index for column in columns if column.kind in (DATE, MARK)]
    singles = _are_singles(sheet, first, names)
    empty = 0
    for row in range(first, len(sheet.rows)):
        line = _line(sheet, row, names, body)
        if line is None or any_names(sheet.rows[row][:LOOK_COLUMNS]):
            return lines[: len(lines) - empty], row - empty
        if line.person.sort == "single" and not singles:
            line = Line(row, "odd", line.person)
        empty = empty + 1 if line.sort == "empty" else 0
        lines.append(line)
        if empty >= EMPTY_ROWS:
            return lines[:-empty], row + 1 - empty
    return lines[: len(lines) - empty], len(sheet.rows) - empty


def _line(sheet: Sheet, row: int, names: tuple[int, ...], body: Sequence[int]) -> Line | None:
    """Return what a row is, None where it ends the table."""
    cells = sheet.rows[row]
    whom = _person(sheet, row, names)
    has_values = any(c < len(cells) and cells[c] != "" for c in body)
    if _ends(cells, names, whom):
        return None
    if whom.sort:
        return Line(row, "pupil", whom)
    if not whom.name and not has_values:
        return Line(row, "empty", whom)
    if (subgroup := _section(at(sheet.rows, row, names[0]))) and not has_values:
        return Line(row, "section", whom, subgroup)
    return Line(row, "odd", whom)


def _ends(cells: Sequence[Cell], names: tuple[int, ...], whom: Person) -> bool:
    """Say whether a row is a footer; a pupil called «Доля» has a number or a patronymic."""
    left = list(enumerate(cells[: max(names) + 1]))
    texts = [
        cell for c, cell in left if isinstance(cell, str) and not _is_row_number(c, cell, names)
    ]
    if not any(is_footer(text) for text in texts):
        return False
    number = any(cell_text(cell).strip(" .").isdigit() for cell in cells[: names[0]])
    return not (whom.sort == "full" and (number or has_patronymic(whom.name)))


def _is_row_number(column: int, text: str, names: tuple[int, ...]) -> bool:
    return not text or (column not in names and text.strip(" .").isdigit())


def _are_singles(sheet: Sheet, first: int, names: tuple[int, ...]) -> bool:
    """Say whether the table lists pupils by surname alone."""
    sorts = [
        _person(sheet, row, names).sort for row in range(first, min(first + 60, len(sheet.rows)))
    ]
    return sorts.count("single") > sorts.count("full") + sorts.count("initials")
