"""Days as journals write them: with a year, with a month only, or with a day alone."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from etl.grid import Cell
from etl.names import clean, fold

_MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
_SHORT = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
_DOTTED = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?(?!\d)\.?(.*)", re.DOTALL)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+)?(.*)", re.DOTALL)
_WORDED = re.compile(r"(\d{1,2})\s*([а-яё]{3,8})\b\.?\s*(\d{4})?(?:\s*г\.?)?(.*)", re.DOTALL)
_RANGE = re.compile(r"(?<!\d)(\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2}))(?!\d)")
_SERIALS = (30000, 60000)  # days since 1899-12-30: 1982 to 2064
_EPOCH = date(1899, 12, 30)


def month_number(text: str) -> int:
    """Return the month that a word names, in any case or shortened («Март», «мар.», «мая»); else 0."""
    word = fold(text)
    if word.startswith("март"):
        return 3
    found = (n for n, stem in enumerate(_MONTHS, 1) if stem != "ма" and word.startswith(stem))
    return next(found, 5 if re.match(r"ма[йя]", word) else 0)


def is_weekday(text: str, day: date) -> bool:
    """Say whether a text is the name of the day's weekday, whole or shortened («Ср», «вт.»)."""
    word = fold(text).strip(" .()")
    return word in (_WEEKDAYS[day.weekday()], _SHORT[day.weekday()])


def year_of(month: int, school_year: str) -> int:
    """Return the calendar year of a month in "2024/25": September to December lie in the first."""
    first = int(school_year[:4])
    return first if month >= 9 else first + 1


def school_year_of(day: date) -> str:
    """Return the school year ("2024/25") that a day lies in; a year turns on 1 September."""
    first = day.year if day.month >= 9 else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"


def bounds(school_year: str) -> tuple[date, date]:
    """Return the first and last day of a school year, 1 September and 31 August."""
    first = int(school_year[:4])
    return date(first, 9, 1), date(first + 1, 8, 31)


def parse_day(cell: Cell, school_year: str = "", month: int = 0) -> date | None:
    """Return the day a cell names, or None.

    `school_year` gives the year to «29 мар» and «29.03»; `month` the month to a lone day number.
    """
    return split_day(cell, school_year, month)[0]


def split_day(cell: Cell, school_year: str = "", month: int = 0) -> tuple[date | None, str]:
    """Return the day and what stands after it: «07.11.2025 (Т)» → (7 November, "(Т)")."""
    if isinstance(cell, datetime):
        return cell.date(), ""
    if isinstance(cell, date):
        return cell, ""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _number_day(cell, school_year, month), ""
    return _text_day(clean(cell), school_year, month) if isinstance(cell, str) else (None, "")


def parse_range(text: str) -> tuple[date, date] | None:
    """Return both days of «с 24.03.25 по 24.05.25»; None when there are not two in order."""
    days = [day for found in _RANGE.findall(clean(text)) if (day := parse_day(found))]
    return (days[0], days[1]) if len(days) == 2 and days[0] <= days[1] else None


def _number_day(number: float, school_year: str, month: int) -> date | None:
    if _SERIALS[0] <= number < _SERIALS[1]:
        return _EPOCH + timedelta(days=int(number))
    return _day(0, month, int(number), school_year) if number == int(number) else None


def _text_day(text: str, school_year: str, month: int) -> tuple[date | None, str]:
    if found := _ISO.match(text):
        return _day(int(found[1]), int(found[2]), int(found[3]), ""), found[4].strip()
    if found := _DOTTED.match(text):
        year = int(found[3] or 0)
        year += 2000 if 0 < year < 100 else 0
        return _day(year, int(found[2]), int(found[1]), school_year), found[4].strip()
    if (found := _WORDED.match(fold(text))) and (named := month_number(found[2])):
        return _day(int(found[3] or 0), named, int(found[1]), school_year), found[4].strip()
    if found := re.match(r"(\d{1,2})(?:\.0)?(?!\d)(.*)", text):
        return _day(0, month, int(found[1]), school_year), found[2].strip()
    return None, text


def _day(year: int, month: int, day: int, school_year: str) -> date | None:
    if not 1 <= month <= 12 or not (year or school_year):
        return None
    try:
        return date(year or year_of(month, school_year), month, day)
    except ValueError:
        return None
