"""The shape "pupils": a register of pupils with their class and the days they came and left."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from etl.days import bounds, parse_day
from etl.formats.declaration import Format
from etl.formats.matrix.people import Person, person
from etl.formats.registers.reading import RegisterReading, carried, has_subject, is_header
from etl.formats.registers.table import Layout, Table, body, tables
from etl.formats.registers.words import own_class, vocabulary
from etl.grid import Cell, Grid
from etl.names import class_name, clean, name_key
from etl.names import school_year as year_in
from etl.school import School
from etl.tidy import Decisions, Parsed

SCHOOL_YEARS = 12  # a pupil may have been enrolled so many years ago
LATE_DAYS = 31  # a leaving may be entered so many days after the year's end
_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})(?!\d)|\d{4}-\d{2}-\d{2}")
_LEFT = re.compile(r"выб|отчисл|убыл|перев", re.IGNORECASE)


class Place(NamedTuple):
    """A pupil's line: the class it stands in, the name, and where."""

    school_year: str
    class_name: str
    name_key: str


class Entry(NamedTuple):
    """When a pupil came and left, and the cell with the name."""

    grade: int
    name: str
    arrived_on: date | None
    left_on: date | None
    sheet: str
    row: int
    column: int


def layout_of(fmt: Format) -> Layout:
    """Return how to know the header of a register of pupils."""
    options = fmt.options
    holds = is_header(options["needs"], options.get("absent", ()))
    is_told = bool(options.get("meanings"))  # a person's word goes before our doubts
    return Layout(
        vocabulary(options["columns"]),
        lambda columns: holds(columns) and (is_told or not has_subject(columns)),
        ("name",),
        ("name", "first_name", "class_name"),
        options.get("meanings", {}),
        options.get("header_rows", 0),
    )


def claim(grid: Grid, fmt: Format) -> bool:
    """Say whether some sheet has the header of a register with a pupil or nothing below it."""
    layout = layout_of(fmt)
    return any(
        not any(True for _ in body(table)) or any(full_name(table, row).sort for row in body(table))
        for sheet in grid.sheets
        for table in tables(sheet, layout)
    )


def parse(grid: Grid, fmt: Format, decisions: Decisions, school: School) -> Parsed:
    """Return the pupils of every class that the register lists, with their dates."""
    reading = PupilRegister(grid, fmt, decisions, school)
    return reading.read()


class PupilRegister(RegisterReading):
    """A register of pupils being read."""

    def __init__(self, grid: Grid, fmt: Format, decisions: Decisions, school: School) -> None:
        super().__init__(grid, fmt, decisions, school)
        self.entries: dict[Place, Entry] = {}

    def read(self) -> Parsed:
        """Return what all tables of the file say."""
        found = list(self.tables(layout_of(self.fmt)))
        if not found:
            self.findings.add("no_register")
        for table, said in found:
            year = "" if table.has("school_year") else self.school_year(said)
            self._table(table, year, self.class_of(said))
        self._transfers()
        for place, entry in self.entries.items():
            self._lay(place, entry)
        left = sum(entry.left_on is not None for entry in self.entries.values())
        return self.parsed(left=left)

    def _table(self, table: Table, year: str, whole: tuple[int, str] | None) -> None:
        rows = list(body(table))
        classes = carried(table, "class_name", rows) if table.has("class_name") else {}
        section = whole
        for row in rows:
            heading = self._section(table, row)
            section = heading or section
            if heading or self._is_no_entry(table, row):
                continue
            whom = full_name(table, row)
            if not whom.sort or whom.sort == "single":
                self._nameless(table, row, whom)
                continue
            found = self._class(table, row, classes.get(row, ""), section)
            own = year_in(table.text(row, "school_year")) if table.has("school_year") else year
            if found and own:
                self._entry(table, row, own, found, whom)

    def _section(self, table: Table, row: int) -> tuple[int, str] | None:
        """Return the class whose list a row begins: «5А класс» and nothing else in the row."""
        filled = table.filled(row)
        is_heading = len(filled) == 1 and filled[0][0] != table.column("class_name")
        return own_class(filled[0][1]) if is_heading else None

    def _is_no_entry(self, table: Table, row: int) -> bool:
        texts = [text for _, text in table.filled(row) if not text.strip(" .").isdigit()]
        whom = full_name(table, row)
        if not texts or (whom.sort != "full" and self.is_skipped(texts[0])):
            if texts:
                self.findings.add("rows_skipped", table.sheet.name, row, 0, value=texts[0][:60])
            return True
        return False

    def _nameless(self, table: Table, row: int, whom: Person) -> None:
        code = "row_no_name" if whom.name else "row_without_name"
        column = table.column("name")
        self.findings.add(code, table.sheet.name, row, column, value=whom.name)

    def _class(
        self, table: Table, row: int, printed: str, section: tuple[int, str] | None
    ) -> tuple[int, str] | None:
        if table.has("grade", "letter"):
            printed = f"{table.text(row, 'grade')}{table.text(row, 'letter')}"
        elif table.has("grade") and not printed:
            printed = table.text(row, "grade")
        has_column = table.has("class_name") or table.has("grade")
        found = class_name(printed) if printed else (None if has_column else section)
        found = found or (section if not printed else None)
        if found is None and has_column:
            column = max(table.column("class_name"), table.column("grade"))
            self.findings.add("row_no_class", table.sheet.name, row, column, value=printed)
        elif found is None:
            self.findings.ask("class_name", "В~файле не~указан класс. Какой это класс?")
        return found

    def _entry(
        self, table: Table, row: int, year: str, found: tuple[int, str], whom: Person
    ) -> None:
        note = partial(self.findings.add, sheet=table.sheet.name, row=row)
        arrived = self._day(table, row, "arrived_on", year)
        left = self._day(table, row, "left_on", year) or _noted(whom.note)
        first, last = bounds(year)
        if left and left < first and left.year >= first.year - SCHOOL_YEARS:
            note("left_before_year", column=table.column("left_on"), value=f"{left:%d.%m.%Y}")
            return
        if arrived and not first.replace(year=first.year - SCHOOL_YEARS) <= arrived <= last:
            note("date_impossible", column=table.column("arrived_on"), value=f"{arrived:%d.%m.%Y}")
            arrived = None
        if left and not first <= left <= last + timedelta(days=LATE_DAYS):
            note("date_impossible", column=table.column("left_on"), value=f"{left:%d.%m.%Y}")
            left = None
        if arrived and left and left < arrived:
            value = f"прибытие {arrived:%d.%m.%Y}, выбытие {left:%d.%m.%Y}"
            note("left_before_arrived", column=table.column("left_on"), value=value)
            arrived = left = None
        place = Place(year, found[1], name_key(whom.name))
        column = table.column("name")
        self._keep(place, Entry(found[0], whom.name, arrived, left, table.sheet.name, row, column))

    def _keep(self, place: Place, entry: Entry) -> None:
        """Keep a pupil's line; of two in one class the last one holds."""
        before = self.entries.get(place)
        if before:
            same = (before.arrived_on, before.left_on) == (entry.arrived_on, entry.left_on)
            code = "line_twice" if same else "line_twice_dates"
            value = f"{entry.name}, {place.class_name}"
            self.findings.add(code, entry.sheet, entry.row, entry.column, value=value)
        self.entries[place] = entry

    def _day(self, table: Table, row: int, means: str, year: str) -> date | None:
        cell = table.cell(row, means)
        if table.text(row, means).strip("-–—. ") == "":
            return None
        found = day_in(cell, year)
        if found is None:
            column, value = table.column(means), table.text(row, means)[:60]
            self.findings.add("date_unclear", table.sheet.name, row, column, value=value)
        return found

    def _transfers(self) -> None:
        """Say who stands in two classes of a year: a transfer, or a doubt where nobody left."""
        by_name: dict[tuple[str, str], list[tuple[str, Entry]]] = defaultdict(list)
        for place, entry in self.entries.items():
            by_name[place.school_year, place.name_key].append((place.class_name, entry))
        for listed in by_name.values():
            if len(listed) > 1:
                self._transfer(listed)

    def _transfer(self, listed: Sequence[tuple[str, Entry]]) -> None:
        ordered = sorted(listed, key=lambda one: one[1].left_on or date.max)
        staying = sum(entry.left_on is None for _, entry in ordered)
        way = " → ".join(name for name, _ in ordered)
        last = ordered[-1][1]
        code = "transfer" if staying <= 1 else "two_classes"
        value = f"{last.name}: {way}"
        self.findings.add(code, last.sheet, last.row, last.column, value=value)

    def _lay(self, place: Place, entry: Entry) -> None:
        part_no = self.rows.part("roll", place.school_year, entry.grade, place.class_name, "", "")
        pupil_no = self.rows.pupil(place.school_year, place.class_name, entry.name, place.name_key)
        self.rows.covers(part_no, pupil_no)
        self.rows.add("roll", part_no, pupil_no, entry.arrived_on, entry.left_on, entry.sheet,
                      entry.row, entry.column)  # fmt: skip


def full_name(table: Table, row: int) -> Person:
    """Return the person whose name stands in one column or in three."""
    parts = [table.text(row, means) for means in ("name", "first_name", "patronymic")]
    return person(" ".join(filter(None, parts)))


def day_in(cell: Cell, year: str) -> date | None:
    """Return the day a cell names, in whatever dress: a date, a serial number, «выбыл 10.11.23»."""
    if isinstance(cell, str):
        text = clean(cell)
        if text.isdigit() and len(text) == 5:
            return parse_day(int(text))
        found = _DATE.search(text)
        return parse_day(found[0]) if found else parse_day(text, year)
    return parse_day(cell, year)


def _noted(note: str) -> date | None:
    """Return the day of leaving that a note beside the name gives: «(выб. 10.11.2023)»."""
    return day_in(note, "") if _LEFT.search(note) else None
