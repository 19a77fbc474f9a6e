"""Whether a table is of a format: by its header, the words above it and what its cells print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from etl.cells import Tokens
from etl.formats.declaration import Format
from etl.formats.matrix.columns import DATE, VAGUE
from etl.formats.matrix.layout import ENOUGH, Layout, Table, readable, tables
from etl.formats.matrix.lines import at
from etl.formats.matrix.sources import said_of
from etl.formats.matrix.words import key
from etl.grid import Cell, Grid
from etl.names import fold

LOOK_CELLS = 300  # about how many cells of the body a claim looks at
MOST_ONES = (
    0.2  # share of «1» above which numbers are counts or signs of presence: no school marks so
)


def claim(grid: Grid, fmt: Format) -> bool:
    """Say whether some table of the file has the header that the format declares."""
    least = fmt.options.get("least", 1)
    return any(
        _is_like(table, fmt, least, grid.name) and _is_own(table, fmt)
        for table in _all_tables(grid, fmt)
    )


def tables_of(grid: Grid, fmt: Format) -> list[Table]:
    """Return the tables of a file that a format reads.

    A person who saved a mapping has seen what it finds. A format that loads without being looked at
    (`strict`) takes those of the same sort, be the vendor's words on one sheet only, and no others:
    hours or points on the next sheet are no marks.
    """
    found = _all_tables(grid, fmt)
    if not fmt.options.get("strict"):
        return list(found)
    return [table for table in found if _is_like(table, fmt, 1, grid.name)]


def text_of(row: Sequence[Cell], column: int) -> str:
    """Return a cell of a row as text."""
    cell = at([row], 0, column)
    return cell if isinstance(cell, str) else str(cell)


def _all_tables(grid: Grid, fmt: Format) -> Iterator[Table]:
    """Give the tables that the format's layout finds, with pupils and something measured in each."""
    layout, wanted = Layout.of(fmt.options), fmt.options.get("sheets", ())
    for sheet in grid.sheets:
        if not sheet.is_hidden and (not wanted or sheet.name in wanted):
            found = tables(sheet, layout)
            yield from (table for table in found if table.measured and table.pupils)


def _is_like(table: Table, fmt: Format, least: int, file_name: str) -> bool:
    """Say whether a table is of the sort that the format declares, with so many clear columns."""
    options = fmt.options
    if options.get("columns") and table.main not in options["columns"]:
        return False
    row = table.sheet.rows[table.anchor]
    before = [key(text_of(row, c)) for c in range(min(table.names))]
    if "before" in options and "name" in options and before != list(options["before"]):
        return False
    step = 1 + len(table.pupils) * len(table.measured) // LOOK_CELLS
    known, total = readable(table, Tokens(), step)
    return (
        _known_columns(table) >= least
        and known >= ENOUGH * total
        and not any(fold(word) in text for word in fmt.claims.absent for text in _above(table))
        and (not options.get("strict") or (_is_dated(table, file_name) and _are_marks(table, step)))
    )


def _known_columns(table: Table) -> int:
    """Count the columns that the header alone makes clear; a subject counts once."""
    if table.main.startswith("subjects"):
        told = (c.subject if c.why == "person" else c.known_subject for c in table.measured)
        return len(set(told) - {""})
    return sum(column.why != "body" for column in table.measured)


def _is_own(table: Table, fmt: Format) -> bool:
    """Say whether the words above a table and the signs in it are those of the format."""
    above, claims = _above(table), fmt.claims
    return (
        all(any(text.startswith(fold(label)) for text in above) for label in claims.labels)
        and (
            not claims.title
            or any(text.startswith(tuple(map(fold, claims.title))) for text in above)
        )
        and _prints(table, tuple(fmt.options.get("prints", ())))
    )


def _above(table: Table) -> list[str]:
    cells = (cell for row in table.sheet.rows[: table.top] for cell in row)
    return [fold(cell) for cell in cells if isinstance(cell, str) and cell]


def _is_dated(table: Table, file_name: str) -> bool:
    """Say whether every lesson's day is whole but for its year: only a person can mend the others."""
    lessons = [column for column in table.columns if column.kind in (DATE, VAGUE)]
    if any(column.kind == VAGUE for column in lessons):
        return False
    bare = any(not column.month for column in lessons)
    return not bare or bool(said_of(table, file_name).months)


def _are_marks(table: Table, step: int) -> bool:
    """Say whether the numbers of the body are spread as marks are; sampled as the cells are."""
    tokens = Tokens()
    cells = (table.cell(line.row, c.index) for line in table.pupils[::step] for c in table.measured)
    marks = [mark for cell in cells for mark, _, _ in tokens[cell].marks]
    return marks.count(1) <= MOST_ONES * len(marks)


def _prints(table: Table, signs: tuple[str, ...]) -> bool:
    """Say whether some cell of the body holds one of the signs that only this vendor prints."""
    rows = (table.sheet.rows[line.row] for line in table.pupils)
    cells = (cell for cell in chain.from_iterable(rows) if isinstance(cell, str))
    return not signs or any(sign in cell for cell in cells for sign in signs)
