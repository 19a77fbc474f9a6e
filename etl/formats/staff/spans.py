"""Days as registers write them: «10.02–28.02.2025», «с 10 по 28 февраля 2025 г.», «март 2024», «2023 г.»."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from etl.days import bounds, month_number, parse_day
from etl.grid import Cell
from etl.names import clean, fold, school_year

YEARS = (1900, 2100)
LATEST_SHORT = 60  # of two digits: «98» is 1998, «25» is 2025
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ][\d:.]+)?")
_DASHED = re.compile(r"\b(\d{1,2})[-/](\d{1,2})[-/](\d{4}|\d{2})\b")
_SPACED = re.compile(r"(?<=\d)\s*\.\s*(?=\d)")
_WHOLE = re.compile(r"(?<!\d)\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})(?!\d)")
_BETWEEN = re.compile(r"\s*(?:[-–—−…]|\.{2,}|\bпо\b|\bдо\b)\s*")
_NOISE = re.compile(
    r"^(?:с|со|от|в|период|дата)\s+|[\s,.]*(?:\b|(?<=\d))(?:гг|г|год|года|году|учебный|уч)\b\.?|[\s,;.]+$"
)
_STUDY = re.compile(r"\bуч|20\d\d\s*/\s*(?:20)?\d\d(?!\d)|^\s*20\d\d\s*[-–—]\s*20\d\d\s*$")
_PARTS = (
    (re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})"), "dmy"),
    (re.compile(r"(\d{1,2})\.(\d{4})"), "my"),
    (re.compile(r"(\d{1,2})\.(\d{1,2})"), "dm"),
    (re.compile(r"(\d{1,2})\s+([а-я]+)\.?,?\s*(\d{4})"), "dmy"),
    (re.compile(r"(\d{1,2})\s+([а-я]+)\.?"), "dm"),
    (re.compile(r"([а-я]+)\.?,?\s*(\d{4})"), "my"),
    (re.compile(r"([а-я]+)\.?"), "m"),
    (re.compile(r"(\d{4})"), "y"),
    (re.compile(r"(\d{1,2})"), "d"),
)


@dataclass(frozen=True)
class Span:
    """The days a cell names, first and last; `is_rough` where only a month or a year is written,
    `is_year` where only a year."""

    first: date
    last: date
    is_rough: bool = False
    is_year: bool = False

    @property
    def is_range(self) -> bool:
        """Whether two days are meant, or a whole month or year."""
        return self.first != self.last


@dataclass(frozen=True)
class _Part:
    day: int = 0
    month: int = 0
    year: int = 0


def span(cell: Cell) -> Span | None:
    """Return the days that a cell names, None where it names none that can be understood.

    Ends may stand in the wrong order: what that means is for the caller to say.
    """
    if isinstance(cell, (date, datetime)) or (isinstance(cell, float) and not cell.is_integer()):
        return _one(parse_day(cell))
    if isinstance(cell, bool) or not isinstance(cell, (int, float, str)):
        return None
    if isinstance(cell, (int, float)):
        return _of_parts([_Part(year=int(cell))]) if _is_year(int(cell)) else _one(parse_day(cell))
    return _text(clean(cell))


def _one(day: date | None) -> Span | None:
    return Span(day, day) if day else None


def _is_year(number: int) -> bool:
    return YEARS[0] <= number <= YEARS[1]


def _text(printed: str) -> Span | None:
    text = _SPACED.sub(".", fold(printed))
    if _STUDY.search(text) and (year := school_year(text)) and not _WHOLE.search(text):
        return Span(*bounds(year), is_rough=True, is_year=True)
    text = _ISO.sub(lambda m: f"{m[3]}.{m[2]}.{m[1]}", text)
    text = _DASHED.sub(lambda m: f"{m[1]}.{m[2]}.{m[3]}", text)
    pieces = [piece for piece in _BETWEEN.split(text) if piece]
    parts = [_part(piece) for piece in pieces]
    if 1 <= len(parts) <= 2 and all(parts):
        found = _of_parts([part for part in parts if part])
        if found:
            return found
    days = [day for one in _WHOLE.findall(text) if (day := _whole(one))]
    return Span(min(days), max(days)) if days else None


def _part(piece: str) -> _Part | None:
    bare = _without_noise(piece)
    for pattern, kinds in _PARTS:
        if found := pattern.fullmatch(bare):
            said = dict(zip(kinds, found.groups(), strict=True))
            month = said.get("m", "0")
            number = int(month) if month.isdigit() else month_number(month)
            if "m" in said and not 1 <= number <= 12:
                return None
            return _Part(int(said.get("d", 0)), number, _century(said.get("y", "0")))
    return None


def _without_noise(piece: str) -> str:
    bare = piece.strip(' ()«»"')
    while (shorter := _NOISE.sub("", bare).strip()) != bare:
        bare = shorter
    return bare


def _century(year: str) -> int:
    number = int(year)
    if len(year) == 2:
        return number + (1900 if number > LATEST_SHORT else 2000)
    return number


def _whole(text: str) -> date | None:
    day, month, year = text.split(".")
    return _day(_Part(int(day), int(month), _century(year)))


def _of_parts(parts: list[_Part]) -> Span | None:
    """Return the span of one or two dates, each lending the other what it lacks."""
    first, last = parts[0], parts[-1]
    lends = not first.year
    first = replace(
        first, year=first.year or last.year, month=first.month or (last.month if first.day else 0)
    )
    last = replace(last, year=last.year or first.year)
    ends = _edge(first, 0), _edge(last, -1)
    if lends and all(ends) and ends[0] > ends[1]:  # type: ignore[operator]
        ends = _edge(replace(first, year=first.year - 1), 0), ends[1]
    if ends[0] is None or ends[1] is None:
        return None
    is_year = not (first.month and last.month)
    return Span(ends[0], ends[1], not (first.day and last.day), is_year)


def _edge(part: _Part, end: int) -> date | None:
    """Return the first (0) or the last (-1) day of what is written."""
    if not part.year or (part.day and not part.month):
        return None
    month = part.month or (12 if end else 1)
    most = calendar.monthrange(part.year, month)[1] if _is_year(part.year) else 28
    return _day(_Part(part.day or (most if end else 1), month, part.year))


def _day(part: _Part) -> date | None:
    try:
        return date(part.year, part.month, part.day)
    except ValueError:
        return None
