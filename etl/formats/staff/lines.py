"""Lines of a register: a row about a teacher becomes a row of `staff_entries`."""

from __future__ import annotations

from datetime import date
from typing import Any

from etl.formats.registers.table import Table
from etl.formats.staff.dates import Days
from etl.formats.staff.headers import Fit, folded
from etl.formats.staff.people import one
from etl.formats.staff.reading import Cells, StaffReading
from etl.formats.staff.values import MOST_HOURS, choice, hours, level
from etl.names import clean
from etl.tidy import COLUMNS
from warehouse.staff.registers import Field, Register

DATES = ("date_from", "date_to")
SAID = COLUMNS["staff_entries"][3:-3]  # what a line says, without whose and where
EMPTY: dict[str, Any] = {"partner_no": None, "date_from": None, "date_to": None, "hours": None,
                         "frequency": None, "mastery": None}  # fmt: skip


class Lines:
    """Reads the tables of registers; a line said twice in a file is taken once."""

    def __init__(self, reading: StaffReading) -> None:
        self.reading, self.findings = reading, reading.findings
        self.days = Days(reading.school, reading.findings)
        self.seen: dict[tuple[Any, ...], tuple[Any, ...]] = {}
        self.competences = {folded(name): name for name in reading.school.competences}

    def read(self, table: Table, fit: Fit) -> None:
        """Take every row of a table."""
        cells, register = Cells(table, fit), fit.target
        for row, people, is_named in self.reading.people(table):
            if not any(cells.text(row, name) for name in fit.places):
                if is_named:
                    self.findings.add("no_entry", table.sheet.name, row, 0)
                continue
            line = self._line(register, cells, row)
            if line is None:
                continue
            for whom in people:
                self._lay(register, self.reading.teacher(whom), line, (cells, row))

    def _line(self, register: Register, cells: Cells, row: int) -> dict[str, Any] | None:
        for asked in register.fields:
            if asked.required and asked.type != "date" and not cells.text(row, asked.name):
                self.findings.add("field_empty", *cells.place(row, asked.name), value=asked.label)
                return None
        said = {asked.name: self._value(asked, cells, row)
                for asked in register.fields if asked.type != "date"}  # fmt: skip
        mentor = register.field("partner")
        if mentor:
            said["partner_no"] = said.pop("partner")
            if said["partner_no"] is None and mentor.required:
                return None
        return {**said, **self._dates(register, cells, row)}

    def _dates(self, register: Register, cells: Cells, row: int) -> dict[str, date | None]:
        asked = {f.name: f for f in register.fields if f.type == "date"}
        first, last = self.days.both(cells, row, "date_to" in asked)
        found = {"date_from": first, "date_to": last}
        for name in DATES:
            if (
                name in asked
                and asked[name].required
                and not (found[name] or cells.text(row, name))
            ):
                self.findings.add("date_empty", *cells.place(row, name), value=asked[name].label)
        return {name: found[name] if name in asked else None for name in DATES}

    def _value(self, asked: Field, cells: Cells, row: int) -> Any:
        """Return what a cell says in the sense of its field; what is not understood is said and left out."""
        text = cells.text(row, asked.name)
        if asked.type == "number":
            return self._hours(asked, cells, row) if text else None
        if asked.type == "level":
            return self._level(asked, cells, row) if text else None
        if asked.type == "teacher":
            return self._partner(asked, cells, row) if text else None
        if asked.type == "competence":
            return self.competences.get(folded(text), text)
        if asked.type == "choice" and text:
            value, is_known = choice(asked.name, text, asked.choices)
            if not is_known:
                self.findings.add("choice_unknown", *cells.place(row, asked.name), value=text)
            return value
        return text

    def _hours(self, asked: Field, cells: Cells, row: int) -> float | None:
        found, place = hours(cells.cell(row, asked.name)), cells.place(row, asked.name)
        if found is None:
            self.findings.add("hours_unclear", *place, value=cells.text(row, asked.name)[:60])
        elif not 0 < found <= MOST_HOURS:
            self.findings.add("hours_impossible", *place, value=cells.text(row, asked.name)[:60])
        else:
            return found
        return None

    def _level(self, asked: Field, cells: Cells, row: int) -> int | None:
        found = level(cells.cell(row, asked.name), asked.choices)
        if found is None or not 0 <= found < len(asked.choices):
            value = cells.text(row, asked.name)[:60]
            self.findings.add("level_unclear", *cells.place(row, asked.name), value=value)
            return None
        return found

    def _partner(self, asked: Field, cells: Cells, row: int) -> int | None:
        whom = one(str(cells.cell(row, asked.name)))
        if whom.sort in ("full", "initials"):
            return self.reading.teacher(whom)
        value = clean(cells.text(row, asked.name))[:60]
        self.findings.add("partner_unclear", *cells.place(row, asked.name), value=value)
        return None

    def _lay(
        self, register: Register, teacher_no: int, line: dict[str, Any], at: tuple[Cells, int]
    ) -> None:
        cells, row = at
        said = tuple(line.get(name, EMPTY.get(name, "")) for name in SAID)
        values = dict(zip(SAID, said, strict=True))
        key = (register.register, teacher_no, values["partner_no"], str(values["title"]).lower(),
               values["kind"], values["date_from"] or values["date_to"])  # fmt: skip
        column = cells.place(row, "title")[2]
        if key in self.seen:
            code = "entry_twice" if self.seen[key] == said else "entry_twice_differs"
            self.findings.add(code, cells.table.sheet.name, row, column, value=str(values["title"]))
            return
        self.seen[key] = said
        number = len(self.seen)
        self.reading.rows.add("staff_entries", number, register.register, teacher_no, *said,
                              cells.table.sheet.name, row, column)  # fmt: skip
        self.reading.took(register.register, teacher_no)
