"""What stands in a work's cells: points of a task, marks, totals, the words of an absent participant."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from etl.cells import cell_text
from etl.grid import Cell
from etl.names import clean, fold

_CROSS = frozenset("xх")  # Latin and Cyrillic
_NOT_TAUGHT = re.compile(r"не\s*прой?д|не\s*изуч")
_NO_MARK = re.compile(r"нет(?:\b|_)|[xх]$|н/?а$|-$|$")
MARKS = range(2, 6)


class Points(NamedTuple):
    """A task's cell: `state` is answered, not_attempted, not_taught, or "" where there is no result.

    `wrong` says why a written cell is no result: unreadable, negative or above_max.
    """

    points: float | None
    state: str
    wrong: str = ""


NOTHING = Points(None, "")


def read_points(cell: Cell, max_points: float | None) -> Points:
    """Return what a task's cell says; a maximum of None is not known and bounds nothing."""
    text = fold(cell) if isinstance(cell, str) else ""
    if cell == "" or (isinstance(cell, str) and not text):
        return NOTHING
    if text in _CROSS:
        return Points(0.0, "not_attempted")
    if _NOT_TAUGHT.match(text):
        return Points(None, "not_taught")
    points = number(cell)
    if points is None:
        return Points(None, "", "unreadable")
    if points < 0:
        return Points(None, "", "negative")
    if max_points is not None and points > max_points:
        return Points(None, "", "above_max")
    return Points(points, "answered")


class PointCells(dict[Cell, Points]):
    """Cells of one task read so far: `cells[cell]` reads a cell once and then looks it up."""

    def __init__(self, max_points: float | None) -> None:
        super().__init__()
        self.max_points = max_points

    def __missing__(self, cell: Cell) -> Points:
        self[cell] = found = read_points(cell, self.max_points)
        return found


def number(cell: Cell) -> float | None:
    """Return the number that a cell holds («4,5», «4\xa0», 4.0), None where it holds none."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, (int, float)):
        return float(cell)
    text = clean(cell).replace(",", ".") if isinstance(cell, str) else ""
    return float(text) if re.fullmatch(r"-?\d{1,6}(?:\.\d{1,6})?", text) else None


def read_mark(cell: Cell) -> tuple[int | None, bool]:
    """Return (mark, whether the cell is understood): «4\xa0» → (4, True), «нет отметки» → (None, True).

    A number outside 2–5 is no mark and is not understood.
    """
    if isinstance(cell, str) and _NO_MARK.match(fold(cell)):
        return None, True
    found = number(cell)
    if found is not None and found in MARKS:
        return int(found), True
    return None, False


def is_absent(cell: Cell) -> bool:
    """Say whether a cell says that the participant was absent: «отсутствовал», «отсутствовала»."""
    return isinstance(cell, str) and fold(cell).startswith("отсутств")


@lru_cache(maxsize=65536)
def code_text(cell: Cell) -> str:
    """Return a participant's code or a school's login as text: 50001.0 → «50001»; "" where none."""
    text = clean(cell_text(cell))
    return text[:-2] if re.fullmatch(r"\d+\.0", text) else text
