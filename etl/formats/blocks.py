"""The shape "pupil_blocks": one table per pupil, subjects in rows, the days of lessons in columns.

Every table has its own heading, its own days and its own number of columns; nothing is taken from
where it stands, only from what it says.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

from etl.cells import cell_text
from etl.formats.declaration import Format
from etl.formats.findings import nbsp
from etl.formats.lesson_columns import Header, LessonColumns, Spans
from etl.formats.lessons import Lessons, Sums
from etl.formats.reading import Group, Reading, number
from etl.formats.tables import Table, cell_at, tables
from etl.grid import Cell, Grid
from etl.names import clean
from etl.school import School
from etl.tidy import Decisions, Parsed

METRICS = {"average": "average_points", "weighted": "weighted_average_points"}
CLOSE = 0.0051  # a file may print its averages with two decimals


def parse(grid: Grid, fmt: Format, decisions: Decisions, school: School) -> Parsed:
    """Return the marks, attendance, period marks and control totals of every pupil's table."""
    reading = Reading(grid, fmt, decisions, school)
    journal = Journal(reading)
    for sheet in grid.sheets:
        for table in tables(reading, sheet):
            PupilTable(journal, table).read()
    journal.list_breaks()
    return reading.parsed()


class Journal:
    """What repeats from pupil to pupil: headers, parts, and what was entered in breaks."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.breaks: Counter[date] = Counter()
        self._header = Header(reading.fmt.options["columns"], reading.school)
        self._columns: dict[tuple[object, ...], LessonColumns] = {}
        self._parts: dict[tuple[object, ...], tuple[int, str]] = {}

    def columns(self, table: Table) -> LessonColumns:
        """Return the columns of a table; pupils of a class mostly share them."""
        top, low = table.header()
        heading = table.heading
        key = (tuple(top), tuple(low), heading.school_year, heading.grade, heading.days)
        if key not in self._columns:
            self._columns[key] = self._header.columns(top, low, heading)
        return self._columns[key]

    def part(self, group: Group, subject: Cell, spans: Spans) -> tuple[int, str]:
        """Return the part of a subject and its name as printed; the part spans the report's days."""
        key = (group, subject, spans)
        if key not in self._parts:
            printed = clean(cell_text(subject))
            part_no = self.reading.part("current", group, printed)
            for days in spans:
                self.reading.rows.spans(part_no, *days)
            self._parts[key] = part_no, printed
        return self._parts[key]

    def list_breaks(self) -> None:
        """Note the days outside every term on which something was entered, once per file."""
        if self.breaks:
            listed = (f"{day:%d.%m.%Y} ({count})" for day, count in sorted(self.breaks.items()))
            self.reading.findings.add("break_dates", value=", ".join(listed))


class PupilTable:
    """One pupil's table being read."""

    def __init__(self, journal: Journal, table: Table) -> None:
        self.journal, self.reading, self.table = journal, journal.reading, table
        self.rows, self.sheet = table.sheet.rows, table.sheet.name
        self.columns = journal.columns(table)
        self.pupil_no = self.reading.pupil(table.heading)
        self.group = self._group()
        self.period = self.reading.period_of(self.group)
        self.period_cells = self.reading.period_cells[self.group]
        self.lessons = Lessons(self.reading, self.columns, self.sheet, self.pupil_no)
        figures = self.columns.figures
        self.averages = [(name, figures[name]) for name in METRICS if name in figures]

    def read(self) -> None:
        """Add the table's rows to the file's."""
        for column in self.columns.bad_days:
            self.reading.findings.add("header_day", self.sheet, self.table.head + 1, column)
        for r in range(self.table.first, self.table.end):
            row = self.rows[r]
            part_no, subject = self.journal.part(
                self.group, row[self.table.column], self.columns.spans
            )
            self.reading.rows.covers(part_no, self.pupil_no)
            sums = self.lessons.read(r, row, part_no)
            self._beside(r, part_no)
            self._averages(r, part_no, sums)
            self._period_cell(r, subject)
        self.lessons.store()
        if self.columns.breaks:
            days = self.lessons.days()
            self.journal.breaks.update(day for day in days if day in self.columns.breaks)

    def _beside(self, r: int, part_no: int) -> None:
        # What stands right of the header, or in a column outside the report's days.
        columns, row = self.columns, self.rows[r]
        for c, day in columns.outside:
            if cell_at(row, c) != "":
                self.reading.rows.spans(part_no, day, day)
                value = f"{cell_text(row[c])} ({day:%d.%m.%Y})"
                self.reading.findings.add("outside_range", self.sheet, r, c, value=value)
        for c, cell in enumerate(row[columns.width :], columns.width):
            if cell != "":
                self.reading.findings.add("stray_cell", self.sheet, r, c, value=cell_text(cell))

    def _averages(self, r: int, part_no: int, sums: Sums) -> None:
        row = self.rows[r]
        for figure, c in self.averages:
            theirs = number(row[c]) if c < len(row) else None
            if theirs:
                values = (part_no, self.pupil_no, METRICS[figure], self.period, theirs, self.sheet)
                self.reading.control_totals.append((*values, r, c))
                self._compare(r, c, theirs, _ours(figure, sums))

    def _compare(self, r: int, c: int, theirs: float, ours: float | None) -> None:
        if ours is not None and abs(ours - theirs) > CLOSE:
            value = f"в~файле {theirs:.2f}, по~отметкам {ours:.2f}".replace(".", ",")
            self.reading.findings.add("average_differs", self.sheet, r, c, value=nbsp(value))

    def _period_cell(self, r: int, subject: str) -> None:
        c = self.columns.figures.get("period")
        if c is not None:
            cell = cell_at(self.rows[r], c)
            self.period_cells.append((subject, self.pupil_no, cell, (self.sheet, r, c)))

    def _group(self) -> Group:
        heading = self.table.heading
        period = heading.period or self.columns.period
        return Group(heading.school_year, heading.grade, heading.class_name, period,
                     heading.days or self.columns.range())  # fmt: skip


def _ours(figure: str, sums: Sums) -> float | None:
    """Return the mean of a row's marks as the file should have it, None where that is not known."""
    if figure == "average":
        return sums.points / sums.marks if sums.marks else 0.0
    # Where no cell prints a weight, the journal weighs by works that the file does not show.
    return sums.weighted_points / sums.weights if sums.weights > sums.marks else None
