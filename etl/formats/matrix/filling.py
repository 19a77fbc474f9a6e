"""One table being read: its rows and columns become tidy rows of the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from etl.cells import cell_text
from etl.days import is_weekday
from etl.formats.matrix.columns import DATE, MARK, Column
from etl.formats.matrix.context import Context, day_of, is_of_table
from etl.formats.matrix.layout import Table
from etl.formats.matrix.lines import Line
from etl.grid import Cell
from etl.names import class_name, clean, name_key

if TYPE_CHECKING:
    from etl.formats.matrix.reading import MatrixReading

SUNDAY = 6
Where = tuple[str, int, int]  # sheet, row and column, zero-based


@dataclass(frozen=True)
class Slot:
    """Where the cells of one column go: a part, and the lesson for a column of lessons."""

    column: Column
    part_no: int
    day: date | None = None
    lesson_no: int = 1
    is_held: bool = False


class TableReading:
    """One table being read."""

    def __init__(self, file: MatrixReading, table: Table, context: Context, number: int) -> None:
        self.file, self.table, self.context, self.number = file, table, context, number
        self.sheet = table.sheet.name
        self._slots: dict[tuple[str, str], list[Slot]] = {}
        self._namesakes: Counter[tuple[str, str]] = Counter()
        self._columns_of_part: dict[int, int] = {}
        self._held: set[int] = set()
        self._is_every_lesson = False
        self._days_of_part: dict[int, tuple[date, date]] = {}
        filled = {c.index for c in table.measured if first_value(table, c.index) is not None}
        # A table without any mark (grade 1) speaks of its pupils all the same.
        self._filled = filled or {c.index for c in table.measured}
        self._class = next((c.index for c in table.columns if c.kind == "class"), -1)

    def read(self) -> None:
        """Read every row."""
        subgroup = ""
        days = self._resolved_days()
        self._held = held_columns(self.table, {c: day for c, (day, _) in days.items()})
        self._is_every_lesson = any(c not in self._filled for c in days)
        for line in self.table.lines:
            if line.sort == "section":
                subgroup = line.subgroup
            elif line.sort == "odd":
                name = line.person.name or cell_text(self.table.cell(line.row, self.table.names[0]))
                self._note("not_a_name", line, name)
            elif line.sort == "pupil":
                self._pupil(line, subgroup, days)
        for part_no, (first, last) in self._days_of_part.items():
            self.file.rows.spans(part_no, first, last)

    def _pupil(self, line: Line, subgroup: str, days: dict[int, tuple[date, int]]) -> None:
        context = self._context(line, subgroup)
        if not context.class_name:
            return
        slots = self._slots.get((context.class_name, subgroup))
        if slots is None:
            slots = list(self._slots_of(context, days))
            self._slots[(context.class_name, subgroup)] = slots
        pupil_no = self._number(line, context)
        row = self.table.sheet.rows[line.row]
        self._covers(slots, row, pupil_no)
        for slot in slots:
            c = slot.column.index
            cell = row[c] if c < len(row) else ""
            if cell == "" or _is_blank(cell):
                continue
            if slot.day is None:
                self._period_mark(slot, pupil_no, cell, (self.sheet, line.row, c))
            else:
                self._lesson(slot, pupil_no, cell, (self.sheet, line.row, c))

    def _context(self, line: Line, subgroup: str) -> Context:
        context = self.context
        if subgroup:
            context = Context(**{**vars(context), "subgroup": subgroup})
        if self._class < 0:
            return context
        printed = cell_text(self.table.cell(line.row, self._class))
        found = class_name(printed)
        if not found:
            self.file.findings.add("not_a_name", self.sheet, line.row, self._class, value=printed,
                                   what="В~столбце класса стоит не~класс: строка не~загружена")  # fmt: skip
        grade, name = found or (0, "")
        return Context(**{**vars(context), "class_name": name, "grade": grade})

    def _slots_of(self, context: Context, days: dict[int, tuple[date, int]]) -> Iterator[Slot]:
        for column in self.table.measured:
            if not (column.subject or context.subject):
                continue
            if column.kind == DATE and column.index in days:
                day, lesson_no = days[column.index]
                part_no = self.file.part(context, column, "current")
                self._spans(part_no, day)
                yield Slot(
                    _of_day(column, day), part_no, day, lesson_no, column.index in self._held
                )
            elif column.index in self._filled and (period := self._period_of(column, context)):
                part_no = self.file.part(context, column, "period", period)
                self._note_joined(column, part_no)
                yield Slot(column, part_no)

    def _spans(self, part_no: int, day: date) -> None:
        """Note the days a part speaks of: the range it states, so that a moved lesson leaves no trace.

        A page without a range that prints lessons without a mark too lists every lesson from its first
        to its last: between them it is whole. Of a page where every column has marks nobody knows what
        it left out, so each day stands alone.
        """
        self.file.rows.spans(part_no, day, day)
        if self.context.days:
            self.file.rows.spans(part_no, *self.context.days)
        elif self._is_every_lesson:
            first, last = self._days_of_part.get(part_no, (day, day))
            self._days_of_part[part_no] = min(first, day), max(last, day)

    def _note_joined(self, column: Column, part_no: int) -> None:
        if self._columns_of_part.setdefault(part_no, column.index) != column.index:
            where = (self.sheet, self.table.first - 1, column.index)
            self.file.findings.add("joined_columns", *where, value=column.label)

    def _period_of(self, column: Column, context: Context) -> str:
        if column.kind != MARK:
            return ""
        if is_of_table(column):
            return context.period
        period = column.period or self.file.settling.term(column, context)
        if not period:
            where = (self.sheet, self.table.first - 1, column.index)
            self.file.findings.add("term_unclear", *where, value=column.label)
        return period

    def _resolved_days(self) -> dict[int, tuple[date, int]]:
        """Return the day and the lesson's number of every column of lessons that has a day."""
        days: dict[int, tuple[date, int]] = {}
        lessons: Counter[tuple[str, str, date]] = Counter()
        before: tuple[Column, date] | None = None
        for column in self.table.measured:
            if column.kind != DATE:
                continue
            day, wrong = day_of(column, self.context.school_year, self.context.month)
            if day and before and day < before[1]:
                wrong = self._backwards(column, before[0])
            if wrong and (column.index in self._filled or wrong == "dates_unordered"):
                where = (self.sheet, self.table.first - 1, column.index)
                self.file.findings.add(wrong, *where, value=column.label)
            if day:
                lessons[column.subject, column.subgroup, day] += 1
                days[column.index] = (day, lessons[column.subject, column.subgroup, day])
                before = (column, day)
        return days

    @staticmethod
    def _backwards(column: Column, before: Column) -> str:
        """Return what is wrong when a day is before the one to its left."""
        if column.subject != before.subject:
            return ""
        same_month = column.month == before.month and column.year == before.year
        return "date_backwards" if column.is_bare and same_month else "dates_unordered"

    def _number(self, line: Line, context: Context) -> int:
        whom = line.person
        key = name_key(whom.name)
        self._namesakes[context.class_name, key] += 1
        ordinal = self._namesakes[context.class_name, key]
        if ordinal > 1:
            self._note("same_name", line, whom.name)
        if whom.note:
            self._note("name_note", line, whom.note)
        if whom.sort != "full":
            self._note(
                "initials_only" if whom.sort == "initials" else "surname_only", line, whom.name
            )
        return self.file.rows.pupil(
            context.school_year, context.class_name, whom.name, key, ordinal
        )

    def _note(self, code: str, line: Line, value: str) -> None:
        self.file.findings.add(code, self.sheet, line.row, self.table.names[0], value=value)

    def _covers(self, slots: Sequence[Slot], row: Sequence[Cell], pupil_no: int) -> None:
        """Note whom the parts speak of: a pupil with a mark in one subgroup is not of the other."""
        taken = {_period_key(s) for s in slots if s.column.subgroup and _has(row, s.column.index)}
        held: Counter[tuple[int, date]] = Counter()
        for slot in slots:
            other = slot.column.subgroup and not _has(row, slot.column.index)
            if not (other and _period_key(slot) in taken):
                self.file.rows.covers(slot.part_no, pupil_no)
                if slot.day and slot.is_held:
                    held[slot.part_no, slot.day] += 1
        for (part_no, day), count in held.items():
            self.file.rows.add("lessons", part_no, pupil_no, day, count)

    def _period_mark(self, slot: Slot, pupil_no: int, cell: Cell, where: Where) -> None:
        tokens = self.file.tokens
        found = tokens[cell]
        said: tuple[int | None, str, str]
        if cell in tokens.mark:
            said = (tokens.mark[cell], tokens.raw[cell], "attested")
        elif len(found.states) == 1 and found.states != ("point",) and not found.marks:
            said = (None, clean(cell_text(cell)), found.states[0])
        else:
            code = "zero_period_mark" if found.is_zero else "unknown_token"
            self.file.findings.add(code, *where, value=cell_text(cell))
            return
        if self.file.is_new_mark(slot.part_no, pupil_no, where, cell_text(cell)):
            self.file.period_marks.append((slot.part_no, pupil_no, *said, *where))

    def _lesson(self, slot: Slot, pupil_no: int, cell: Cell, where: Where) -> None:
        assert slot.day is not None
        if not self.file.is_new_day(slot.part_no, pupil_no, slot.day, self.number, where):
            return
        found, rows = self.file.tokens[cell], self.file.rows
        key = (slot.part_no, pupil_no, slot.day, slot.lesson_no)
        for seq, (mark, raw, weight) in enumerate(found.marks, 1):
            rows.add("marks", *key, seq, mark, raw, weight, slot.column.work_type, cell_text(cell),
                     *where)  # fmt: skip
        for seq, (code, kind) in enumerate(found.codes, 1):
            rows.add("attendance", *key, seq, code, kind, *where)
        for token in found.unknown:
            self.file.findings.add("unknown_token", *where, value=token)
        if found.is_zero:
            self.file.findings.add("zero_mark", *where, value="0")
        if found.states and not found.codes:
            self.file.findings.add("state_in_lesson", *where, value=cell_text(cell))


def held_columns(table: Table, days: Mapping[int, date]) -> set[int]:
    """Return the columns that are lessons held, by what the table itself shows.

    A column of a class × dates page is a lesson of the class: an empty cell in it is a lesson
    without a mark. Two sorts of columns are none. Beyond the last filled day an empty column is a
    lesson still to come, since a journal prints its timetable in advance. And where the table has an
    empty Sunday it is a calendar, not a list of lessons: only what is filled was held.
    """
    if table.main != "dates":
        return set()
    filled = {c for c in days if first_value(table, c) is not None}
    last = max((days[c] for c in filled), default=date.min)
    empty = {c for c in days if c not in filled and days[c] <= last}
    is_calendar = any(days[c].weekday() == SUNDAY for c in empty)
    return filled if is_calendar else filled | empty


def first_value(table: Table, column: int) -> int | None:
    """Return the first pupil's row with something in a column."""
    cells = ((line.row, table.cell(line.row, column)) for line in table.pupils)
    return next((r for r, cell in cells if cell != "" and not _is_blank(cell)), None)


def _of_day(column: Column, day: date) -> Column:
    """Return the column without a name of the weekday in the place of its type of work."""
    is_day_name = column.work_type and is_weekday(column.work_type, day)
    return replace(column, work_type="") if is_day_name else column


def _period_key(slot: Slot) -> tuple[str, str, int]:
    return slot.column.known_subject or slot.column.subject, slot.column.period, slot.column.term


def _has(row: Sequence[Cell], column: int) -> bool:
    return column < len(row) and row[column] != "" and not _is_blank(row[column])


def _is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()
