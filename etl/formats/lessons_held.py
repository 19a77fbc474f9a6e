"""How many lessons each pupil had: the lesson cells that exist, filled or with an empty text.

A cell that is not there at all is no lesson. Not every program writes its files so; where the cells of
a file do not tell the two apart, nothing is said of its lessons.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from etl.formats.lesson_columns import LessonColumns
from etl.formats.reading import Reading
from etl.formats.tables import Table
from etl.grid import Sheet

STRAY_SHARE = 0.01  # fewer cells of a kind than this are an accident and not the program's habit
FEW_SUBJECTS = 3  # of more subjects than these a table has no lesson of each on each of its days
Blanks = dict[int, list[int]]


class LessonsHeld:
    """Gathers the lesson cells of all tables and, at the end, decides whether they tell of lessons."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._sheets: dict[int, Blanks | None] = {}
        self._parts: list[int] = []
        self._pupils: list[int] = []
        self._days: list[date] = []
        self._counts: list[int] = []
        self._cells = self._filled = self._blank = self._subjects = self._tables = 0

    def take(
        self, table: Table, columns: LessonColumns, parts: Sequence[int], filled: Sequence[int]
    ) -> Counter[int]:
        """Count a table's lessons by row and day, blank ones and `filled` ones; nothing if it is unknown.

        A place counts row by row from the first lesson cell of the table; a day is the first of its
        columns.
        """
        blanks = self._blanks(table.sheet)
        if blanks is None or not columns.day_of:
            return Counter()
        width, first, leads = columns.end - columns.first, columns.first, columns.leads
        blank = [
            (r - table.first) * width + c - first
            for r in range(table.first, table.end)
            for c in blanks.get(r, ())
            if first <= c < columns.end
        ]
        if columns.has_gaps:
            filled, blank = (
                [place for place in places if leads[place % width] >= 0]
                for places in (filled, blank)
            )
        self._cells += len(parts) * len(columns.day_of)
        self._filled, self._blank = self._filled + len(filled), self._blank + len(blank)
        self._subjects, self._tables = self._subjects + len(parts), self._tables + 1
        there = [place - place % width + leads[place % width] for place in (*filled, *blank)]
        return Counter(there) if len(set(parts)) == len(parts) else _together(there, parts, width)

    def add(
        self, columns: LessonColumns, parts: Sequence[int], pupil_no: int, counted: Counter[int]
    ) -> None:
        """Keep what was counted of one pupil."""
        width, first, days = columns.end - columns.first, columns.first, columns.day_of
        self._parts += [parts[place // width] for place in counted]
        self._pupils += [pupil_no] * len(counted)
        self._days += [days[first + place % width] for place in counted]
        self._counts += counted.values()

    def settle(self) -> None:
        """Add the lessons to the file's rows where its cells tell a lesson from none."""
        if self._tells():
            columns = (self._parts, self._pupils, self._days, self._counts)
            self._reading.extend("lessons", columns)

    def _tells(self) -> bool:
        """Say whether the file has both blank cells and absent ones, and each of them as a habit."""
        there = self._filled + self._blank
        is_full = self._cells - there <= self._cells * STRAY_SHARE
        if is_full and self._subjects > FEW_SUBJECTS * self._tables:
            return False
        return self._blank > there * STRAY_SHARE

    def _blanks(self, sheet: Sheet) -> Blanks | None:
        if id(sheet) not in self._sheets:
            self._sheets[id(sheet)] = _by_row(sheet)
        return self._sheets[id(sheet)]


def _by_row(sheet: Sheet) -> Blanks | None:
    if sheet.blanks is None:
        return None
    by_row: defaultdict[int, list[int]] = defaultdict(list)
    for r, c in sheet.blanks():
        by_row[r].append(c)
    return by_row


def _together(there: Sequence[int], parts: Sequence[int], width: int) -> Counter[int]:
    """Count the rows of one subject as one row: the first of them."""
    first = [parts.index(part) for part in parts]
    return Counter([first[place // width] * width + place % width for place in there])
