"""The lesson cells of one pupil's table: the loop that runs a million times a school year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import chain

from etl.cells import cell_text
from etl.formats.lesson_columns import LessonColumns
from etl.formats.reading import Reading
from etl.formats.tables import Table
from etl.grid import Cell
from etl.tidy import Column

Mark = tuple[int, int, date, int, int, int, str, int, str, str, str, int, int]
Code = tuple[int, int, date, int, int, str, str, str, int, int]


class Sums:
    """What the marks of each row come to, by the row's place in the table."""

    def __init__(self, rows: int) -> None:
        self.marks, self.points = [0] * rows, [0] * rows
        self.weights, self.weighted_points = [0] * rows, [0] * rows

    def add(self, row: int, mark: int, weight: int) -> None:
        """Count one mark."""
        self.marks[row] += 1
        self.points[row] += mark
        self.weights[row] += weight
        self.weighted_points[row] += mark * weight


class Lessons:
    """Reads the lesson cells of one table, whose rows belong to `parts`.

    Nearly all cells hold one mark or one code and nothing else: these are picked out and looked up
    by whole columns, several times quicker than row by row. The others are read one at a time.
    """

    def __init__(
        self, reading: Reading, table: Table, columns: LessonColumns, pupil_no: int
    ) -> None:
        self.reading, self.table, self.columns, self.pupil_no = reading, table, columns, pupil_no
        self.sheet, self.first, self.top = table.sheet.name, columns.first, table.first
        self.width = columns.end - columns.first
        self.other_marks: list[Mark] = []
        self.other_codes: list[Code] = []
        self.days: list[date] = []
        self.filled: list[int] = []

    def read(self, parts: Sequence[int]) -> Sums:
        """Add the marks and codes of all rows to the file's; return what the marks come to.

        `filled` is then the places of all cells with something in them, counted row by row.
        """
        mark, code, cells = self.reading.tokens.mark, self.reading.tokens.code, self._cells()
        self.filled = filled = [i for i, cell in enumerate(cells) if cell != ""]
        plain = [] if self.columns.has_gaps else filled
        marked = [i for i in plain if cells[i] in mark]
        coded = [i for i in plain if cells[i] in code]
        sums = self._marks(parts, marked, [cells[i] for i in marked])
        self._codes(parts, coded, [cells[i] for i in coded])
        if len(marked) + len(coded) < len(filled):
            for i in sorted(set(filled).difference(marked, coded)):
                self._other(*divmod(i, self.width), cells[i], parts)
            self._store_others(sums)
        return sums

    def _cells(self) -> list[Cell]:
        first, end = self.first, self.columns.end
        rows = [row[first:end] for row in self.table.body()]
        if any(len(row) < self.width for row in rows):
            rows = [row + [""] * (self.width - len(row)) for row in rows]
        return list(chain.from_iterable(rows))

    def _keys(self, parts: Sequence[int], rows: list[int], columns: list[int]) -> list[Column]:
        days = list(map(self.columns.day_of.__getitem__, columns))
        self.days += days
        lessons = map(self.columns.lesson_of.__getitem__, columns)
        return [list(map(parts.__getitem__, rows)), [self.pupil_no] * len(rows), days,
                list(lessons), [1] * len(rows)]  # fmt: skip

    def _place(self, rows: list[int], columns: list[int]) -> list[Column]:
        return [[self.sheet] * len(rows), [self.top + row for row in rows], columns]

    def _marks(self, parts: Sequence[int], found: list[int], cells: list[Cell]) -> Sums:
        tokens, width, first = self.reading.tokens, self.width, self.first
        rows, columns = [i // width for i in found], [i % width + first for i in found]
        marks = list(map(tokens.mark.__getitem__, cells))
        raw, text = map(tokens.raw.__getitem__, cells), map(tokens.text.__getitem__, cells)
        ones, work_types = [1] * len(cells), [""] * len(cells)
        self.reading.extend("marks", [*self._keys(parts, rows, columns), marks, raw, ones,
                                      work_types, text, *self._place(rows, columns)])  # fmt: skip
        sums = Sums(len(parts))
        for row, mark in zip(rows, marks, strict=True):
            sums.marks[row] += 1
            sums.points[row] += mark
        sums.weights, sums.weighted_points = sums.marks.copy(), sums.points.copy()
        return sums

    def _codes(self, parts: Sequence[int], found: list[int], cells: list[Cell]) -> None:
        tokens, width, first = self.reading.tokens, self.width, self.first
        rows, columns = [i // width for i in found], [i % width + first for i in found]
        codes, kinds = map(tokens.code.__getitem__, cells), map(tokens.kind.__getitem__, cells)
        self.reading.extend("attendance", [*self._keys(parts, rows, columns), codes, kinds,
                                           *self._place(rows, columns)])  # fmt: skip

    def _store_others(self, sums: Sums) -> None:
        self.reading.extend_rows("marks", self.other_marks)
        self.reading.extend_rows("attendance", self.other_codes)
        self.days += [row[2] for row in self.other_marks]
        self.days += [row[2] for row in self.other_codes]
        for row in self.other_marks:
            sums.add(row[11] - self.top, row[5], row[7])

    def _other(self, row: int, column: int, cell: Cell, parts: Sequence[int]) -> None:
        r, c = self.top + row, self.first + column
        found, day = self.reading.tokens[cell], self.columns.day_of.get(c)
        if day is None:
            if c in self.columns.blank or c in self.columns.bad_days:
                self.reading.findings.add("stray_cell", self.sheet, r, c, value=cell_text(cell))
            return
        key = (parts[row], self.pupil_no, day, self.columns.lesson_of[c])
        for seq, (mark, raw, weight) in enumerate(found.marks, 1):
            text = cell_text(cell)
            self.other_marks.append((*key, seq, mark, raw, weight, "", text, self.sheet, r, c))
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
