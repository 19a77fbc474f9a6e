"""What stands in a cell of a register of communities, in the sense of its field."""

from __future__ import annotations

import calendar
import re
from datetime import date

from etl.cells import cell_text
from etl.days import bounds, month_number, parse_day, year_of
from etl.formats.matrix.people import Person
from etl.formats.staff.people import several
from etl.formats.staff.spans import Span, span
from etl.grid import Cell
from etl.names import class_name, clean, fold, school_year

PEOPLE = ("full", "initials")
EVENTS = ("plan", "meetings", "visits")  # their days are planned and held, not begun and ended
UNSAID = " -–—\n\t\xa0"
_BULLET = re.compile(r"^(?:[-–—•*]|\d{1,2}[.)])\s+")
_WHOLE_YEAR = re.compile(r"\bв течение\b.*\bгода\b|^(?:весь|учебный) год$|^постоянно$|^ежемесячно$")
_BETWEEN = re.compile(r"\s*[-–—,/]\s*|\s+и\s+")
_GRADE = re.compile(
    r"(\d{1,2})\s*-?\s*(?:е|ые|х|ых)?\s*(?:классы|классов|классах|параллел\w*)", re.IGNORECASE
)
_GRADE_WORD = re.compile(r"\b(?:параллел\w*|классы|классов)\b\.?", re.IGNORECASE)


def text_of(cell: Cell) -> str:
    """Return the text of a cell in one line, as it is printed: «№» stays «№»."""
    return " ".join(cell_text(cell).split())


def lines_of(cell: Cell, is_list: bool = False) -> str:
    """Return the text of a cell line by line; the signs and numbers of a list are no part of its items."""
    lines = [" ".join(line.split()) for line in cell_text(cell).splitlines()]
    items = [_BULLET.sub("", line) if is_list else line for line in lines]
    return "\n".join(filter(None, items))


def people_of(cell: Cell) -> tuple[list[Person], str]:
    """Return the people of a cell, and what of it names nobody."""
    text = cell_text(cell)
    if not text.strip(UNSAID):
        return [], ""
    found = several(text)
    if len(found) == 1 and found[0].sort not in PEOPLE:
        pieces = [piece for piece in re.split(r"\s*[,;\n]\s*", text) if piece.strip()]
        found = [whom for piece in pieces for whom in several(piece)]
    strange = [whom.name for whom in found if whom.sort not in PEOPLE]
    return [whom for whom in found if whom.sort in PEOPLE], ", ".join(strange)


def classes_of(cell: Cell) -> tuple[list[str], str]:
    """Return the classes and grades of a cell («7А, 7Б», «7 параллель» is «7»), and what of it is none."""
    found, strange = [], []
    for piece in re.split(r"\s*[,;\n]\s*", text_of(cell)):
        bare = _GRADE_WORD.sub(" ", _GRADE.sub(r"\1", piece)).strip()
        one = class_name(bare)
        if one:
            found.append(one[1])
        elif clean(piece).strip(UNSAID):
            strange.append(clean(piece))
    return list(dict.fromkeys(found)), ", ".join(strange)


def school_year_of(cell: Cell) -> str | None:
    """Return the school year of «2026/27» or «2026-2027 уч. год», None where a cell names none."""
    return school_year(text_of(cell))


def span_of(cell: Cell, school_year: str) -> tuple[Span | None, bool]:
    """Return the days that a cell names, and whether it says their year: «сентябрь» is of the school year."""
    found = span(cell)
    if found or not isinstance(cell, str):
        return found, True
    text = fold(cell)
    if _WHOLE_YEAR.search(text):
        return Span(*bounds(school_year), is_rough=True, is_year=True), False
    months = [
        month_number(word) if word.isalpha() else 0 for word in _BETWEEN.split(text.strip(" ."))
    ]
    if months and all(months):
        first, last = (date(year_of(m, school_year), m, 1) for m in (months[0], months[-1]))
        end = last.replace(day=calendar.monthrange(last.year, last.month)[1])
        return Span(first, end, is_rough=True), False
    day = parse_day(cell, school_year)
    return (Span(day, day) if day else None), False


def day_of(found: Span, name: str, register: str) -> date:
    """Return the one day that is meant where a month is named: by its end for what is planned or ends."""
    is_end = (name == "date_from") == (register in EVENTS)
    return found.last if is_end else found.first
