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
from etl.formats.lesson_columns import Figure, Header, LessonColumns, Spans
from etl.formats.lessons import Lessons, Sums
from etl.formats.lessons_held import LessonsHeld
from etl.formats.periods import Group
from etl.formats.reading import Reading, number
from etl.formats.tables import Table, cell_at, tables
from etl.grid import Cell, Grid
from etl.names import clean
from etl.school import School
from etl.tidy import Decisions, Parsed

METRICS = {"average": "average_points", "weighted": "weighted_average_points"}
CLOSE = 0.0051  # a file may print its averages with two decimals


def parse(grid: Grid, fmt: Format, decisions: Decisions, school: School) -> Parsed:
    """Return the marks, attendance, lessons, period marks and control totals of every pupil's table."""
    reading = Reading(grid, fmt, decisions, school)
    journal = Journal(reading)
    for sheet in grid.sheets:
        for table in tables(reading, sheet):
            PupilTable(journal, table).read()
    journal.list_breaks()
    journal.held.settle()
    return reading.parsed()


class Journal:
    """What repeats from pupil to pupil: headers, parts, and what was entered in breaks."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.breaks: Counter[date] = Counter()
        self.held = LessonsHeld(reading)
        self._header = Header(reading.fmt.options["columns"], reading.school)
        self._columns: dict[tuple[object, ...], LessonColumns] = {}
        self._subjects: dict[tuple[Group, Spans], Subjects] = {}

    def columns(self, table: Table) -> LessonColumns:
        """Return the columns of a table; pupils of a class mostly share them."""
        top, low = table.header()
        heading = table.heading
        key = (tuple(top), tuple(low), heading.school_year, heading.grade, heading.days)
        if key not in self._columns:
            self._columns[key] = self._header.columns(top, low, heading)
        return self._columns[key]

    def subjects(self, group: Group, spans: Spans) -> Subjects:
        """Return the subjects of a class in a report: their parts span the report's days."""
        key = (group, spans)
        if key not in self._subjects:
            self._subjects[key] = Subjects(self.reading, group, spans)
        return self._subjects[key]

    def list_breaks(self) -> None:
        """Note the days outside every term on which something was entered, once per file."""
        if self.breaks:
            listed = (f"{day:%d.%m.%Y} ({count})" for day, count in sorted(self.breaks.items()))
            self.reading.findings.add("break_dates", value=", ".join(listed))


class Subjects(dict[Cell, tuple[int, str]]):
    """Cell of a subject → its part and its name as printed."""

    def __init__(self, reading: Reading, group: Group, spans: Spans) -> None:
        super().__init__()
        self._reading, self._group, self._spans = reading, group, spans

    def __missing__(self, cell: Cell) -> tuple[int, str]:
        printed = clean(cell_text(cell))
        part_no = self._reading.part("current", self._group, printed)
        for days in self._spans:
            self._reading.rows.spans(part_no, *days)
        self[cell] = found = (part_no, printed)
        return found


class PupilTable:
    """One pupil's table being read."""

    def __init__(self, journal: Journal, table: Table) -> None:
        self.journal, self.reading, self.table = journal, journal.reading, table
        self.rows, self.sheet = table.sheet.rows, table.sheet.name
        self.columns = journal.columns(table)
        self.group = self._group()
        figures = self.columns.figures
        self.averages = [figure for figure in figures if figure.name in METRICS]
        self.marks = [figure for figure in figures if figure.name == "period"]

    def read(self) -> None:
        """Add the table's rows to the file's."""
        for column in self.columns.bad_days:
            row, cell = self.table.lowest(column)
            add = self.reading.findings.add
            add("header_day", self.sheet, row, column, value=cell_text(cell))
        body = self.table.body()
        known = self.journal.subjects(self.group, self.columns.spans)
        subjects = [known[row[self.table.column]] for row in body]
        self.pupil_no = self.reading.pupil(
            self.table.heading,
            (self.table.sheet, self.table.head),
            {printed for _, printed in subjects},
            set(self.columns.days),
        )
        self.reading.rows.cover((part_no, self.pupil_no) for part_no, _ in subjects)
        self._lessons([part_no for part_no, _ in subjects])
        self._period_cells(body, [printed for _, printed in subjects])
        self._beside(body, subjects)

    def _lessons(self, parts: list[int]) -> None:
        lessons = Lessons(self.reading, self.table, self.columns, self.pupil_no)
        sums = lessons.read(parts)
        held = self.journal.held
        if counted := held.take(self.table, self.columns, parts, lessons.filled):
            held.add(self.columns, parts, self.pupil_no, counted)
        names = Counter(figure.name for figure in self.averages)
        for figure in self.averages:
            # Of two terms' averages nobody says which lessons make which.
            self._averages(figure, parts, sums if names[figure.name] == 1 else None)
        if self.columns.breaks:
            breaks = (day for day in lessons.days if day in self.columns.breaks)
            self.journal.breaks.update(breaks)

    def _averages(self, figure: Figure, parts: list[int], sums: Sums | None) -> None:
        totals, c = self.reading.control_totals, figure.column
        before = (self.pupil_no, METRICS[figure.name], figure.period or self.group)
        for row, part_no in enumerate(parts):
            r = self.table.first + row
            theirs = number(cell_at(self.rows[r], c))
            if theirs:
                totals.append((part_no, *before, theirs, self.sheet, r, c))
                ours = _ours(figure.name, sums, row) if sums else None
                if ours is not None and abs(ours - theirs) > CLOSE:
                    value = f"в~файле {theirs:.2f}, по~отметкам {ours:.2f}".replace(".", ",")
                    add = self.reading.findings.add
                    add("average_differs", self.sheet, r, c, value=nbsp(value))

    def _period_cells(self, body: list[list[Cell]], subjects: list[str]) -> None:
        for _, c, period in self.marks:
            group = self.group._replace(period=period) if period else self.group
            cells = self.reading.period_cells[group]
            for r, (row, subject) in enumerate(zip(body, subjects, strict=True), self.table.first):
                cells.append((subject, self.pupil_no, cell_at(row, c), (self.sheet, r, c)))

    def _beside(self, body: list[list[Cell]], subjects: list[tuple[int, str]]) -> None:
        # What stands in a column outside the report's days, or under no heading at all.
        columns, spans = self.columns, self.reading.rows.spans
        blank = [c for c in sorted(columns.blank) if self.table.column < c < columns.width
                 and not columns.first <= c < columns.end]  # fmt: skip
        for r, row in enumerate(body, self.table.first):
            for c, day in columns.outside:
                if cell_at(row, c) != "":
                    spans(subjects[r - self.table.first][0], day, day)
                    value = f"{cell_text(row[c])} ({day:%d.%m.%Y})"
                    self.reading.findings.add("outside_range", self.sheet, r, c, value=value)
            if blank or any(row[columns.width :]):
                self._stray(r, row, [*blank, *range(columns.width, len(row))])

    def _stray(self, r: int, row: list[Cell], columns: list[int]) -> None:
        for c in columns:
            if cell_at(row, c) != "":
                value = cell_text(row[c])
                self.reading.findings.add("stray_cell", self.sheet, r, c, value=value)

    def _group(self) -> Group:
        heading = self.table.heading
        period = heading.period or self.columns.period
        return Group(heading.school_year, heading.grade, heading.class_name, period,
                     heading.days or self.columns.range())  # fmt: skip


def _ours(figure: str, sums: Sums, row: int) -> float | None:
    """Return the mean of a row's marks as the file should have it, None where that is not known."""
    count = sums.marks[row]
    if figure == "average":
        return sums.points[row] / count if count else 0.0
    # Where no cell prints a weight, the journal weighs by works that the file does not show.
    weights = sums.weights[row]
    return sums.weighted_points[row] / weights if weights > count else None
