"""What the header of a pupil's table says of its columns: days under months, and figures."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from itertools import zip_longest
from typing import NamedTuple

from etl.days import month_number, parse_day
from etl.formats.preamble import Heading
from etl.grid import Cell
from etl.names import clean, fold, period_code
from etl.school import School

Spans = tuple[tuple[date, date], ...]
Words = Mapping[str, Sequence[str]]


class Figure(NamedTuple):
    """A column beside the lessons: average, weighted or period, and the period that it names or ""."""

    name: str
    column: int
    period: str


class LessonColumns:
    """The columns of one table.

    `day_of` and `lesson_of` give the day of a column and which lesson of that day it is; all of
    them lie in `first:end`. `figures` are the columns of averages and period marks, each with the
    period that its heading names («Итог. оценка 1 триместр»); `period` is the first of these;
    `outside` are the columns whose day is
    not in the report's range, `bad_days` those whose day is none at all; `blank` have no heading;
    `breaks` are the days of a break; `spans` are the days that the table speaks of. Nothing is
    headed from column `width` on.
    """

    def __init__(self, heads: Sequence[_Head], days: tuple[date, date] | None) -> None:
        self.day_of: dict[int, date] = {}
        self.lesson_of: dict[int, int] = {}
        self.figures: list[Figure] = []
        self.period = ""
        self.bad_days: list[int] = []
        self.blank: set[int] = set()
        self.width = 0
        self._take(heads)
        lessons = [*self.day_of, *self.bad_days]
        self.first, self.end = (min(lessons), max(lessons) + 1) if lessons else (0, 0)
        self.has_gaps = self.end - self.first > len(self.day_of)
        self.days = sorted(set(self.day_of.values()))
        self.spans = (days,) if days else tuple((day, day) for day in self.days)
        self.outside = _outside(self.day_of, self.days, days)
        self.breaks: set[date] = set()

    def _take(self, heads: Sequence[_Head]) -> None:
        taken: dict[date, int] = {}
        for c, head in enumerate(heads):
            if day := head[1]:
                self.day_of[c] = day
                taken[day] = self.lesson_of[c] = taken.get(day, 0) + 1
            elif head.is_blank:
                self.blank.add(c)
                continue
            elif head.figure:
                self.figures.append(Figure(head.figure, c, head.period))
                self.period = self.period or head.period
            elif head.is_bad:
                self.bad_days.append(c)
            self.width = c + 1

    @cached_property
    def leads(self) -> list[int]:
        """Return, for each column from `first`, which of them is the first of its day; -1 for no day."""
        first_of: dict[date, int] = {}
        days = (self.day_of.get(c) for c in range(self.first, self.end))
        return [first_of.setdefault(day, k) if day else -1 for k, day in enumerate(days)]

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
        self._heads: defaultdict[tuple[int, str], dict[tuple[Cell, Cell], _Head]]
        self._heads = defaultdict(dict)
        self._in_break = cache(school.in_break)

    def columns(self, top: Sequence[Cell], low: Sequence[Cell], heading: Heading) -> LessonColumns:
        """Return what a header says; a month stands once over all its days."""
        heads: list[_Head] = []
        month, year = 0, heading.school_year
        known = self._heads[month, year]
        for pair in zip_longest(top, low, fillvalue=""):
            head = known.get(pair)
            if head is None:
                head = known[pair] = self._head(*pair, month, year)
            if head[0] != month:
                month = head[0]
                known = self._heads[month, year]
            heads.append(head)
        found = LessonColumns(heads, heading.days)
        found.breaks = {day for day in found.days if self._in_break(year, heading.grade, day)}
        return found

    def _head(self, upper: Cell, lower: Cell, month: int, school_year: str) -> _Head:
        if upper != "":
            month = month_number(upper) if isinstance(upper, str) else 0
        figure, period = self._figure(upper, lower)
        day = parse_day(lower if lower != "" else upper, school_year, month)
        is_bad = not day and not figure and (_is_number(upper) or _is_number(lower))
        return _Head(month, day, is_bad, upper == "" == lower, figure, period)

    def _figure(self, upper: Cell, lower: Cell) -> tuple[str, str]:
        texts = [fold(cell) for cell in (upper, lower) if isinstance(cell, str) and cell]
        for name, begins in self._words.items():
            if any(text.startswith(begins) for text in texts):
                return name, next(filter(None, map(_term, texts)), "")
        return "", ""


class _Head(NamedTuple):
    """One column's header: the month that holds from here on, its day, figure and period."""

    month: int
    day: date | None
    is_bad: bool
    is_blank: bool
    figure: str
    period: str


def _term(text: str) -> str:
    """Return the period that a figure's heading names; a bare «Итоговая оценка» names none."""
    code = period_code(text) or ""
    if code != "final":
        return code
    return "year" if re.search(r"\bгод", text) else ""


def _is_number(cell: Cell) -> bool:
    return clean(cell)[:1].isdigit() if isinstance(cell, str) else isinstance(cell, (int, float))


def _outside(
    day_of: dict[int, date], ordered: Sequence[date], days: tuple[date, date] | None
) -> list[tuple[int, date]]:
    if not days or not ordered or days[0] <= ordered[0] <= ordered[-1] <= days[1]:
        return []
    return [(c, day) for c, day in day_of.items() if day < days[0] or day > days[1]]
