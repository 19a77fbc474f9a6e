"""The moment of an answer: as Google, Yandex and spreadsheets write it, whole columns at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from etl.grid import Cell
from etl.names import fold

ENOUGH = 0.9  # share of moments in a column that is one of them
_SERIALS = (30000, 60000)  # days since 1899-12-30: 1982 to 2064
_EPOCH = datetime(1899, 12, 30)
_CLOCK = r"(?:(?:\s*,)?\s*(?:t|в)?\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap]m)?)?"
_ZONE = r"\s*(?:z|(?:gmt|utc|msk|мск)?\s*(?:[+-]\d{1,2}(?::?\d{2})?)?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})[-./](\d{{1,2}})[-./](\d{{1,2}}){_CLOCK}{_ZONE}")
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([./-])(\d{{1,2}})[./-](\d{{4}}|\d{{2}}){_CLOCK}{_ZONE}")


def moments(cells: Sequence[Cell], is_english: bool = False) -> list[datetime | None]:
    """Return the moment of every cell of a column, None where there is none.

    «3/9/2026» is 9 March where the form is English or some other cell cannot be read otherwise.
    """
    slashed = [
        found
        for cell in cells
        if isinstance(cell, str) and "/" in cell and (found := _YEAR_LAST.fullmatch(fold(cell)))
    ]
    is_month_first = any(int(found[3]) > 12 for found in slashed) or (
        is_english and not any(int(found[1]) > 12 for found in slashed)
    )
    return [_moment(cell, is_month_first) for cell in cells]


def are_moments(cells: Sequence[Cell]) -> bool:
    """Say whether a column is one of moments: nearly every filled cell, and one at least."""
    filled = [cell for cell in cells if cell != ""]
    read = sum(moment is not None for moment in moments(filled))
    return bool(filled) and read >= ENOUGH * len(filled)


def have_clock(cells: Sequence[Cell]) -> bool:
    """Say whether most moments of a column name an hour: people fill in days, services write moments."""
    read = [moment for moment in moments(cells) if moment]
    return sum(bool(m.hour or m.minute or m.second) for m in read) * 2 > len(read)


def _moment(cell: Cell, is_month_first: bool) -> datetime | None:
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None, microsecond=0)
    if isinstance(cell, bool):
        return None
    if isinstance(cell, (int, float)):
        if not _SERIALS[0] <= cell < _SERIALS[1]:
            return None
        return _EPOCH + timedelta(seconds=round(cell * 86400))
    return _of_text(fold(cell), is_month_first) if isinstance(cell, str) else None


def _of_text(text: str, is_month_first: bool) -> datetime | None:
    if found := _YEAR_FIRST.fullmatch(text):
        return _made(found[1], found[2], found[3], found.groups()[3:])
    if found := _YEAR_LAST.fullmatch(text):
        day, month = (
            (found[3], found[1]) if is_month_first and found[2] == "/" else (found[1], found[3])
        )
        year = found[4] if len(found[4]) == 4 else f"20{found[4]}"
        return _made(year, month, day, found.groups()[4:])
    return None


def _made(year: str, month: str, day: str, clock: Sequence[str | None]) -> datetime | None:
    hour, minute, second = (int(part or 0) for part in clock[:3])
    if clock[3]:
        hour = hour % 12 + (12 if clock[3] == "pm" else 0)
    try:
        return datetime(int(year), int(month), int(day), hour, minute, second)
    except ValueError:
        return None
