"""What stands in a cell of codes: a type «2.5», a category «2», or what a spreadsheet made of them."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import NamedTuple

from etl.cells import cell_text
from etl.days import month_number, parse_day
from etl.grid import Cell
from etl.names import fold

CATEGORIES = frozenset("12345")
SERIALS = (30000, 60000)  # a day that lost its dress: days since 1899-12-30
UNSAID = " -–—?"
_TYPE = re.compile(r"(?:[а-яёa-z№. ]{0,12}\s)?([1-9])\s*[.,/]\s*([1-9]\d?)\.?(?:\s*[-–—:(]?\s+.*)?")
_CATEGORY = re.compile(r"([1-9])(?:[.,]0)?\.?(?:\s*[-–—:(]\s*.*|\s+[а-яё].*|-?я)?")
_WORDED = re.compile(r"0?([1-9])[.\s-]+([а-яё]{3,8})\.?(?:[.\s-]+\d{2,4})?")
_DOTTED = re.compile(
    r"0([1-9])\.0([1-9])(?:\.(?:\d{4}|\d{2}))?|0?([1-9])\.0?([1-9])\.(?:\d{4}|\d{2})"
)


class Code(NamedTuple):
    """A code as it was understood: `value` is "2.5", "2" or "" (nothing, or `is_unknown`)."""

    value: str
    is_unknown: bool = False
    is_from_day: bool = False


def code_of(cell: Cell, known: frozenset[str]) -> Code:
    """Return the code of a cell; `known` are the types, the categories are 1 to 5.

    A spreadsheet makes the second of May out of «2.5»: the day and the month are the code then.
    """
    text = fold(cell_text(cell)).strip()
    if not text.strip(UNSAID):
        return Code("")
    if pair := _of_day(cell, text):
        value, is_from_day = ".".join(map(str, pair)), True
    elif found := _TYPE.fullmatch(text):
        value, is_from_day = f"{found[1]}.{found[2]}", False
    elif found := _CATEGORY.fullmatch(text):
        value, is_from_day = found[1], False
    else:
        return Code("", is_unknown=True)
    if value not in known and value not in CATEGORIES:
        return Code("", is_unknown=True)
    return Code(value, is_from_day=is_from_day)


def _of_day(cell: Cell, text: str) -> tuple[int, int] | None:
    """Return the day and the month where a cell is a day or prints one; None for anything else."""
    if isinstance(cell, (date, datetime)):
        return cell.day, cell.month
    if isinstance(cell, (int, float)) and SERIALS[0] <= cell < SERIALS[1]:
        day = parse_day(cell)
        return (day.day, day.month) if day else None
    if (found := _WORDED.fullmatch(text)) and (month := month_number(found[2])):
        return int(found[1]), month
    if re.match(r"\d{4}-\d\d-\d\d", text) and (day := parse_day(text)):
        return day.day, day.month
    if found := _DOTTED.fullmatch(text):
        first, last = (one for one in found.groups() if one)
        return int(first), int(last)
    return None
