"""The figures of a report: numbers as printed, and how finely they were printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from etl.grid import Cell
from etl.names import clean

SHARES = ("passed_pct", "quality_pct", "sou_pct")
MEANS = ("average_points",)
_NUMBER = re.compile(r"([-+]?\d+)(?:[.,](\d+))?\s*(%?)")
_COUNTED = re.compile(r"(\d+)\s*(?:чел\.?|уч\.?)?")
NOTHING = frozenset({"", "-", "–", "—", "x", "х", "нет"})


class Figure(NamedTuple):
    """A number with the digits printed after the comma; `is_percent` where its own sign says so."""

    value: float
    digits: int
    is_percent: bool = False

    @property
    def tolerance(self) -> float:
        """Half of the last printed digit, and a hair for arithmetic."""
        return 0.5 * 10.0**-self.digits + 1e-9


def figure(cell: Cell) -> Figure | None:
    """Return the number a cell states («52,0 %», 52.17, «12 чел.»), None where it states none."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int):
        return Figure(float(cell), 0)
    if isinstance(cell, float):
        return Figure(cell, _digits(cell))
    if not isinstance(cell, str):
        return None
    text = clean(cell).replace(" ", "") if "чел" not in cell else clean(cell)
    if found := _NUMBER.fullmatch(text):
        whole, part, sign = found.groups()
        return Figure(float(f"{whole}.{part or 0}"), len(part or ""), bool(sign))
    counted = _COUNTED.fullmatch(text)
    return Figure(float(counted[1]), 0) if counted else None


def are_fractions(columns: Sequence[Sequence[Figure]]) -> list[bool | None]:
    """Say of each column of shares whether it holds fractions of one; None where nothing proves it.

    A number strictly between 0 and 1 beside none above 1 proves fractions (a class is too small for
    half a percent), a number above 1 or a percent sign proves percents. A column of ones and zeros
    follows another column of the same table.
    """
    own = [_is_fraction(column) for column in columns]
    known = {verdict for verdict in own if verdict is not None}
    common = known.pop() if len(known) == 1 else None
    return [
        verdict if verdict is not None else (False if _all_zero(column) else common)
        for verdict, column in zip(own, columns, strict=True)
    ]


def as_percent(stated: Figure) -> Figure:
    """Return a fraction of one as a percent, printed two digits coarser."""
    return Figure(stated.value * 100, max(stated.digits - 2, 0), True)


def is_possible(metric: str, stated: Figure) -> bool:
    """Say whether a metric may have such a value."""
    if metric in SHARES:
        return 0 <= stated.value <= 100
    if metric in MEANS:
        return 1 <= stated.value <= 5
    return stated.value >= 0 and stated.value == int(stated.value)


def _is_fraction(column: Sequence[Figure]) -> bool | None:
    if any(stated.is_percent or stated.value > 1 for stated in column):
        return False
    return True if any(0 < stated.value < 1 for stated in column) else None


def _all_zero(column: Sequence[Figure]) -> bool:
    return all(stated.value == 0 for stated in column)


def _digits(number: float) -> int:
    text = f"{number:.10f}".rstrip("0")
    return len(text.partition(".")[2])
