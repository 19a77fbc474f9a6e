"""A file as a grid: sheets of cells that remember where they stood."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

Cell = str | int | float | bool | date | datetime | time | timedelta


class Range(NamedTuple):
    """A rectangle of merged cells, zero-based and inclusive."""

    top: int
    left: int
    bottom: int
    right: int


def no_ranges() -> list[Range]:
    """Return no merged ranges: the answer of a file kind that has none."""
    return []


def no_places() -> list[tuple[int, int]]:
    """Return no cells: the answer of a file kind that holds no formulas."""
    return []


@dataclass
class Sheet:
    """One sheet: `rows[r][c]`, zero-based from the sheet's own A1; an empty cell is `''`.

    `merged` reads the merged ranges and `blanks` the cells that exist with an empty text (a lesson
    without a mark, as against no lesson at all); both cost a second look at the file, so they are
    functions. `blanks` is None where the kind of file cannot tell. `uncalculated` reads the cells that
    hold a formula which no spreadsheet has calculated yet: they read as empty. `is_hidden` marks a
    sheet that the spreadsheet does not show. `title` is what a page calls a table that a workbook
    would call its sheet.
    """

    name: str
    rows: list[list[Cell]]
    merged: Callable[[], list[Range]] = no_ranges
    blanks: Callable[[], set[tuple[int, int]]] | None = None
    is_hidden: bool = False
    title: str = ""
    uncalculated: Callable[[], list[tuple[int, int]]] = no_places
    seen: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    def texts(self, row: int) -> list[tuple[int, str]]:
        """Return the texts of a row that are not blank, with their columns; remembered.

        Every format looks at the same top rows, so they are walked once for all of them. `seen` keeps
        what was found out of a sheet whose cells change no more; it is no part of the sheet.
        """
        found: list[tuple[int, str]] | None = self.seen.get(row)
        if found is None:
            cells = enumerate(self.rows[row])
            found = [(c, x) for c, x in cells if x and isinstance(x, str) and not x.isspace()]
            self.seen[row] = found
        return found


@dataclass
class Grid:
    """A file that was read: its name, its kind by content and its sheets."""

    name: str
    kind: str  # xlsx | xls | ods | csv | html
    sheets: list[Sheet] = field(default_factory=list)
