"""The lesson cells of one pupil's table: the loop that runs a million times a school year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from etl.cells import cell_text
from etl.formats.lesson_columns import LessonColumns
from etl.formats.reading import Reading
from etl.grid import Cell
from etl.tidy import Column

Mark = tuple[int, int, date, int, int, int, str, int, str, str, str, int, int]
Code = tuple[int, int, date, int, int, str, str, str, int, int]


class Sums(NamedTuple):
    """What the marks of a row come to."""

    marks: int
    points: int
    weights: int
    weighted_points: int


class Singles:
    """Cells that hold one mark, or one code, and nothing else: nearly all of them.

    They are kept as columns and looked up by whole columns, which is several times quicker than
    one row at a time.
    """

    def __init__(self) -> None:
        self.parts: list[int] = []
        self.rows: list[int] = []
        self.columns: list[int] = []
        self.cells: list[Cell] = []

    def add(self, part_no: int, r: int, columns: list[int], cells: list[Cell]) -> None:
        """Keep the cells of one row."""
        self.parts += [part_no] * len(cells)
        self.rows += [r] * len(cells)
        self.columns += columns
        self.cells += cells

    def keys(self, pupil_no: int, columns: LessonColumns) -> list[Column]:
        """Return the columns that marks and codes share: part, pupil, day, lesson, seq."""
        days = list(map(columns.day_of.__getitem__, self.columns))
        lessons = list(map(columns.lesson_of.__getitem__, self.columns))
        return [self.parts, [pupil_no] * len(days), days, lessons, [1] * len(days)]


class Lessons:
    """Collects the marks and codes of one table; `store` hands them to the file's rows."""

    def __init__(self, reading: Reading, columns: LessonColumns, sheet: str, pupil_no: int) -> None:
        self.reading, self.columns, self.sheet, self.pupil_no = reading, columns, sheet, pupil_no
        self.marks, self.codes = Singles(), Singles()
        self.other_marks: list[Mark] = []
        self.other_codes: list[Code] = []

    def read(self, r: int, row: Sequence[Cell], part_no: int) -> Sums:
        """Read a row's lessons and return what its marks come to."""
        tokens, first = self.reading.tokens, self.columns.first
        filled = [c for c, cell in enumerate(row[first : self.columns.end], first) if cell != ""]
        plain = filled if not self.columns.has_gaps else []
        marked = [c for c in plain if row[c] in tokens.mark]
        cells = [row[c] for c in marked]
        self.marks.add(part_no, r, marked, cells)
        coded = [c for c in plain if row[c] in tokens.code]
        self.codes.add(part_no, r, coded, [row[c] for c in coded])
        points = sum(map(tokens.mark.__getitem__, cells))
        if len(marked) + len(coded) == len(filled):
            return Sums(len(cells), points, len(cells), points)
        before = len(self.other_marks)
        for c in set(filled).difference(marked, coded):
            self._other(r, c, row[c], part_no)
        others = [(mark[5], mark[7]) for mark in self.other_marks[before:]]
        return Sums(
            len(cells) + len(others),
            points + sum(mark for mark, _ in others),
            len(cells) + sum(weight for _, weight in others),
            points + sum(mark * weight for mark, weight in others),
        )

    def store(self) -> None:
        """Add everything read to the file's rows."""
        tokens, marks, codes = self.reading.tokens, self.marks, self.codes
        count = len(marks.cells)
        self.reading.extend("marks", [
            *marks.keys(self.pupil_no, self.columns),
            map(tokens.mark.__getitem__, marks.cells),
            map(tokens.raw.__getitem__, marks.cells),
            [1] * count, [""] * count,
            map(tokens.text.__getitem__, marks.cells),
            [self.sheet] * count, marks.rows, marks.columns,
        ])  # fmt: skip
        self.reading.extend("attendance", [
            *codes.keys(self.pupil_no, self.columns),
            map(tokens.code.__getitem__, codes.cells),
            map(tokens.kind.__getitem__, codes.cells),
            [self.sheet] * len(codes.cells), codes.rows, codes.columns,
        ])  # fmt: skip
        self.reading.extend_rows("marks", self.other_marks)
        self.reading.extend_rows("attendance", self.other_codes)

    def days(self) -> list[date]:
        """Return the day of every mark and code read."""
        columns = self.marks.columns + self.codes.columns
        others = [mark[2] for mark in self.other_marks] + [code[2] for code in self.other_codes]
        return [self.columns.day_of[c] for c in columns] + others

    def _other(self, r: int, c: int, cell: Cell, part_no: int) -> None:
        found, slot = self.reading.tokens[cell], self.columns.slots[c]
        if slot is None:
            self.reading.findings.add("stray_cell", self.sheet, r, c, value=cell_text(cell))
            return
        key = (part_no, self.pupil_no, *slot)
        for seq, (mark, raw, weight) in enumerate(found.marks, 1):
            row = (*key, seq, mark, raw, weight, "", cell_text(cell), self.sheet, r, c)
            self.other_marks.append(row)
        for seq, (code, kind) in enumerate(found.codes, 1):
            self.other_codes.append((*key, seq, code, kind, self.sheet, r, c))
        if cell in self.reading.tokens.odd:
            self._list(r, c, cell)

    def _list(self, r: int, c: int, cell: Cell) -> None:
        found, add = self.reading.tokens[cell], self.reading.findings.add
        for token in found.unknown:
            add("unknown_token", self.sheet, r, c, value=token)
        if found.is_zero:
            add("zero_mark", self.sheet, r, c, value="0")
        if found.states and not found.codes:
            add("state_in_lesson", self.sheet, r, c, value=cell_text(cell))
