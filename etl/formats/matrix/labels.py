"""What one cell of a header means: a day, a month, a subject, a period, or a word for a column."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from etl.cells import cell_text
from etl.days import month_number
from etl.formats.matrix.words import column_word, joined, key, subject_name, without_subgroup
from etl.grid import Cell
from etl.names import clean, fold, period_code

_SERIALS = (30000, 60000)
_EPOCH = date(1899, 12, 30).toordinal()
_DOTTED = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?(?![\d/.])\.?(.*)", re.DOTALL)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+)?(.*)", re.DOTALL)
_MONTH_WORD = (
    r"янв(?:ар[ья])?|фев(?:р(?:ал[ья])?)?|мар(?:та?)?|апр(?:ел[ья])?|ма[йя]|июн[ья]?|июл[ья]?"
    r"|авг(?:уста?)?|сент?(?:ябр[ья])?|окт(?:ябр[ья])?|ноя(?:б(?:р[ья])?)?|дек(?:абр[ья])?"
)
_MONTH = re.compile(rf"({_MONTH_WORD})\.?[\s,]*(20\d\d)?(?:\s*г(?:\.|ода?)?)?")
_WORDED = re.compile(
    rf"(\d{{1,2}})[\s\-]*({_MONTH_WORD})\b\.?\s*(20\d\d|\d\d(?=\s*г))?(?:\s*г\.?)?(.*)"
)
_ORDINAL = re.compile(r"(iv|i{1,3}|[1-4])(?:-?(?:я|ая|й|ый|ое|е))?")
_SHORT_TERM = re.compile(r"(iv|i{1,3}|[1-4])[\s\-]*(?:я|ая|ое)?\s*(ч|чет|тр|трим|п|пол|п/г|пг)\.?")
_TERM = re.compile(r"(четверт|триместр|полугод)")
_TERMS = {"ч": "q", "т": "t", "п": "h"}
MOST = {"q": 4, "t": 3, "h": 2}  # terms of a system in a year
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR = re.compile(r"(?<!полу)(?<!учебный )\bгод(?:ов\w*)?\b|^г\.?$")


class Meaning(NamedTuple):
    """What a header cell means.

    `kind`: day, month, subject, period, number (a bare 1–31), term («Четверти»), subgroup, name, first_name,
    patronymic, count (№), class, ignore, result, text, vague (a day that Excel turned into a
    fraction) or "" for an empty cell. `value` is the canonical subject, the period's code, the
    subgroup. `day`, `month`, `year` are 0 where not said; `rest` is what stands after a date.
    """

    kind: str
    text: str = ""
    value: str = ""
    day: int = 0
    month: int = 0
    year: int = 0
    rest: str = ""
    subgroup: str = ""


EMPTY = Meaning("")


def meaning(cell: Cell) -> Meaning:
    """Return what a header cell means."""
    if isinstance(cell, str):
        return _of_text(cell) if cell.strip() else EMPTY
    if isinstance(cell, (date, datetime)):
        return Meaning("day", cell_text(cell), "", cell.day, cell.month, cell.year)
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return Meaning("text", cell_text(cell))
    return _of_number(cell)


def ordinal(text: str) -> int:
    """Return 1–4 for «2», «II», «2-я»; 0 for anything else."""
    found = _ORDINAL.fullmatch(fold(text))
    return 0 if not found else _ROMAN.get(found[1]) or int(found[1])


def _of_number(number: float) -> Meaning:
    text = cell_text(number)
    if number != int(number):
        is_vague = 1 <= number < 32 and 1 <= round(number % 1 * 100) <= 12
        return Meaning("vague" if is_vague else "text", text)
    if _SERIALS[0] <= number < _SERIALS[1]:
        return meaning(date.fromordinal(_EPOCH + int(number)))
    return Meaning("number" if 1 <= number <= 31 else "text", text, "", int(number))


@lru_cache(maxsize=65536)
def _of_text(cell: str) -> Meaning:
    text = clean(joined(cell))
    return (
        _as_day(text)
        or _as_month(text)
        or _as_word(cell)
        or _as_subject(text)
        or _as_period(text)
        or Meaning("text", text)
    )


def _as_day(text: str) -> Meaning | None:
    if re.fullmatch(r"\d{1,2}(?:\.0)?", text):
        number = int(text.split(".")[0])
        return Meaning("number", str(number), "", number) if 1 <= number <= 31 else None
    if found := _ISO.fullmatch(text):
        return Meaning(
            "day", text, "", int(found[3]), int(found[2]), int(found[1]), found[4].strip()
        )
    if (found := _DOTTED.fullmatch(text)) and int(found[2]) <= 12 and 1 <= int(found[1]) <= 31:
        day, month, year = int(found[1]), int(found[2]), _full(found[3])
        return Meaning("day", text, "", day, month, year, found[4].strip(" ,"))
    if (found := _WORDED.fullmatch(fold(text))) and (month := month_number(found[2])):
        rest = text[found.start(4) :].strip() if len(fold(text)) == len(text) else found[4].strip()
        return Meaning("day", text, "", int(found[1]), month, _full(found[3]), rest)
    return None


def _as_month(text: str) -> Meaning | None:
    found = _MONTH.fullmatch(fold(text))
    if found and (month := month_number(found[1])):
        return Meaning("month", text, "", 0, month, int(found[2] or 0))
    return None


def _as_word(text: str) -> Meaning | None:
    kinds = {"number": "count", "this_period": "period"}
    found = column_word(text)
    return Meaning(kinds.get(found, found), " ".join(joined(text).split())) if found else None


def _as_subject(text: str) -> Meaning | None:
    bare, subgroup = without_subgroup(text)
    if subgroup and not bare:
        return Meaning("subgroup", text, subgroup)
    known = subject_name(bare)
    return Meaning("subject", bare, known, subgroup=subgroup) if known else None


def _as_period(text: str) -> Meaning | None:
    folded = fold(text)
    if found := _SHORT_TERM.fullmatch(folded):
        number = _ROMAN.get(found[1]) or int(found[1])
        letter = _TERMS[found[2][0]]
        return Meaning("period", text, f"{letter}{number}") if number <= MOST[letter] else None
    if found := _TERM.match(folded):
        letter = _TERMS[found[1][0]]
        if not period_code(text):
            return Meaning("term", text, letter)
    code = period_code(text) or ("year" if len(text) <= 25 and _YEAR.search(folded) else "")
    if code:
        return Meaning("period", text, code)
    return Meaning("period", text, "", ordinal(text)) if ordinal(text) else None


def _full(year: str | None) -> int:
    number = int(year or 0)
    return number + 2000 if 0 < number < 100 else number


def label_key(texts: list[str]) -> str:
    """Return the key of a column by its header's cells from top to bottom: «алгебра/1»."""
    return "/".join(dict.fromkeys(key(text) for text in texts if key(text)))
