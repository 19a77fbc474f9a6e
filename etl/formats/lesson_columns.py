"""What the header of a pupil's table says of its columns: days under months, and figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

from etl.days import month_number, parse_day
from etl.formats.preamble import Heading
from etl.grid import Cell
from etl.names import clean, fold, period_code
from etl.school import School

Slot = tuple[date, int]  # the day of a column, and which lesson of that day it is
Spans = tuple[tuple[date, date], ...]
Words = Mapping[str, Sequence[str]]


class LessonColumns:
    """The columns of one table.

    `slots` has a Slot for every lesson column of `first:end`; `figures` is average, weighted and
    period → column; `period` is the period that a heading names («Итог. оценка 1 триместр»);
    `outside` are the columns whose day is not in the report's range, `bad_days` those whose day is
    none at all; `blank` have no heading; `breaks` are the days of a break; `spans` are the days
    that the table speaks of. Nothing is headed from column `width` on.
    """

    def __init__(self, heads: Sequence[_Head], days: tuple[date, date] | None) -> None:
        self.slots = _slots(heads)
        self.width = max((c + 1 for c, head in enumerate(heads) if not head.is_blank), default=0)
        self.figures = {head.figure: c for c, head in enumerate(heads) if head.figure}
        self.period = next((head.period for head in heads if head.period), "")
        self.bad_days = [c for c, head in enumerate(heads) if head.is_bad]
        self.day_of = {c: slot[0] for c, slot in enumerate(self.slots) if slot}
        self.lesson_of = {c: slot[1] for c, slot in enumerate(self.slots) if slot}
        self.blank = {c for c, head in enumerate(heads[: self.width]) if head.is_blank}
        lessons = [*self.day_of, *self.bad_days]
        self.first, self.end = (min(lessons), max(lessons) + 1) if lessons else (0, 0)
        self.has_gaps = self.end - self.first > len(self.day_of)
        self.days = sorted(set(self.day_of.values()))
        self.spans = (days,) if days else tuple((day, day) for day in self.days)
        self.outside = _outside(self.day_of, days) if days else []
        self.breaks = {head.day for head in heads if head.day and head.is_break}

    def range(self) -> tuple[date, date] | None:
        """Return the first and last day of a lesson, None where there is no lesson."""
        return (self.days[0], self.days[-1]) if self.days else None


class Header:
    """Reads the two rows of a header; `words` are how the headings of figures begin.

    A million cells have tens of thousands of header cells, so what one says is remembered.
    """

    def __init__(self, words: Words, school: School) -> None:
        self._words = {name: tuple(begins) for name, begins in words.items()}
        self._school = school
        self._heads: dict[tuple[Cell, Cell, int, str, int], _Head] = {}

    def columns(self, top: Sequence[Cell], low: Sequence[Cell], heading: Heading) -> LessonColumns:
        """Return what a header says; a month stands once over all its days."""
        heads: list[_Head] = []
        month, year, grade = 0, heading.school_year, heading.grade
        for upper, lower in zip_longest(top, low, fillvalue=""):
            key = (upper, lower, month, year, grade)
            head = self._heads.get(key)
            if head is None:
                head = self._heads[key] = self._head(*key)
            month = head.month
            heads.append(head)
        return LessonColumns(heads, heading.days)

    def _head(self, upper: Cell, lower: Cell, month: int, school_year: str, grade: int) -> _Head:
        if upper != "":
            month = month_number(upper) if isinstance(upper, str) else 0
        figure, period = self._figure(upper, lower)
        day = parse_day(lower if lower != "" else upper, school_year, month)
        is_break = day is not None and self._school.in_break(school_year, grade, day)
        is_bad = not day and not figure and (_is_number(upper) or _is_number(lower))
        return _Head(month, day, is_break, is_bad, upper == "" == lower, figure, period)

    def _figure(self, upper: Cell, lower: Cell) -> tuple[str, str]:
        texts = [fold(cell) for cell in (upper, lower) if isinstance(cell, str) and cell]
        for name, begins in self._words.items():
            if any(text.startswith(begins) for text in texts):
                return name, next(filter(None, map(period_code, texts)), None) or ""
        return "", ""


class _Head(NamedTuple):
    """One column's header: the month that holds from here on, its day, figure and period."""

    month: int
    day: date | None
    is_break: bool
    is_bad: bool
    is_blank: bool
    figure: str
    period: str


def _slots(heads: Sequence[_Head]) -> list[Slot | None]:
    taken: dict[date, int] = {}
    slots: list[Slot | None] = []
    for head in heads:
        day = head.day
        if day is None:
            slots.append(None)
        else:
            taken[day] = number = taken.get(day, 0) + 1
            slots.append((day, number))
    return slots


def _is_number(cell: Cell) -> bool:
    return clean(cell)[:1].isdigit() if isinstance(cell, str) else isinstance(cell, (int, float))


def _outside(day_of: dict[int, date], days: tuple[date, date]) -> list[tuple[int, date]]:
    return [(c, day) for c, day in day_of.items() if day < days[0] or day > days[1]]
