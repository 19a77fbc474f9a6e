"""Rows of a table of communities become lines: whose, of which community, what each cell says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from etl.formats.communities.choosing import LABELLED, community_above, year_above
from etl.formats.communities.line import BY_CLASS, Line, Place
from etl.formats.communities.values import (
    EVENTS,
    UNSAID,
    classes_of,
    day_of,
    lines_of,
    people_of,
    school_year_of,
    span_of,
    text_of,
)
from etl.formats.findings import Findings
from etl.formats.matrix.people import Person
from etl.formats.registers.table import Table, body
from etl.formats.registers.words import fits
from etl.formats.staff.dates import EARLIEST, YEARS_AHEAD
from etl.formats.staff.headers import Fit, folded
from etl.formats.staff.reading import MOST_OF_A_SIGNATURE, Cells
from etl.formats.staff.values import choice
from etl.school import School
from warehouse.communities.declared import community_registers
from warehouse.staff.registers import Field, Register

OWN_KEY = re.compile(r"f-[0-9a-f]{12}|[0-9a-f]{32}")
SHOWN = 60


class Rows:
    """Reads the rows of tables; what is not understood is said with its cell and the rest is kept."""

    def __init__(self, school: School, findings: Findings, options: dict[str, Any]) -> None:
        self.school, self.findings, self.options = school, findings, options
        self.latest = date(int(school.default_school_year[:4]) + YEARS_AHEAD, 12, 31)
        self.year = school.default_school_year
        self.competences = {folded(name): name for name in school.competences}

    def of(self, table: Table, fit: Fit) -> Iterator[Line]:
        """Give the lines of a table."""
        cells, register = Cells(table, fit), fit.target
        of_community = register.field("community")
        last = community_above(table) if of_community else ""
        self.year = year_above(table) or self.school.default_school_year
        for row in body(table):
            if section := self._section(table, row, fit):
                last = section
                continue
            if self._is_under(table, row):
                continue
            named = cells.text(row, "community")
            if of_community and (of_community.required or not named):
                last = named or last
            if not self._says(cells, row, fit):
                if named and not cells.text(row, "line_key"):
                    self.findings.add("line_empty", *cells.place(row, "community"), value=named)
                continue
            community = (
                (last if of_community.required or "community" not in fit.places else named)
                if of_community
                else ""
            )
            for line in self._lines(register, cells, row, community):
                yield line
                yield from self._within(line, cells, row)

    def _within(self, line: Line, cells: Cells, row: int) -> Iterator[Line]:
        """Give the members and the classes that a list of communities names in the row of each."""
        named = line.texts.get("title", "")
        if "with_members" in cells.places and isinstance(cells.cell(row, "with_members"), str):
            place = cells.place(row, "with_members")
            found, strange = people_of(cells.cell(row, "with_members"))
            if strange:
                self.findings.add("person_unclear", *place, value=strange[:SHOWN])
            yield from (_line("members", named, place, teacher=whom) for whom in found)
        if "with_classes" in cells.places:
            place = cells.place(row, "with_classes")
            listed = self._class(cells.cell(row, "with_classes"), place)
            year = self._year("", place) if listed else ""
            for name in filter(None, listed.split(", ")):
                yield _line("classes", named, place, class_name=name, school_year=year)

    def _says(self, cells: Cells, row: int, fit: Fit) -> bool:
        """Say whether a row has anything besides the community that it is of."""
        return any(cells.text(row, name).strip(UNSAID) for name in fit.places
                   if name not in ("community", "line_key"))  # fmt: skip

    def _section(self, table: Table, row: int, fit: Fit) -> str:
        """Return the community that a row of a single cell names for the rows below, "" where it is none."""
        filled = table.filled(row)
        if len(filled) != 1 or fit.target.field("community") is None:
            return ""
        column, text = filled[0]
        is_own_cell = column in fit.places.values() and fit.places.get("community") != column
        if found := LABELLED.match(text):
            return found[1]
        return (
            text
            if folded(text).split()[:1] in (["пос"], ["сообщество"]) and not is_own_cell
            else ""
        )

    def _is_under(self, table: Table, row: int) -> bool:
        """Say whether a row is a sum or a signature under the table."""
        filled = table.filled(row)
        first = filled[0][1]
        is_under = len(filled) <= MOST_OF_A_SIGNATURE and fits(folded(first), self.options["skip"])
        if is_under:
            self.findings.add("rows_skipped", table.sheet.name, row, 0, value=first[:SHOWN])
        return is_under

    def _lines(self, register: Register, cells: Cells, row: int, community: str) -> Iterator[Line]:
        """Give the lines of a row: one for each of its people, or of its classes where these make the line."""
        if not self._has_required(register, cells, row):
            return
        who, partners = (
            self._people(register, cells, row, name) for name in ("teacher", "partner")
        )
        if who is None or partners is None:
            return
        texts = {f.name: self._text(f, cells, row, register) for f in register.fields
                 if f.type not in ("date", "teacher", "people", "community")}  # fmt: skip
        days, place = self._days(register, cells, row), self._place(register, cells, row)
        people = self._people(register, cells, row, "people") or [None]
        named = tuple(whom for whom in people if whom)
        places = {
            f.name: cells.place(row, f.name) for f in register.fields if f.name in cells.places
        }
        for teacher in who:
            for partner in partners:
                for said in self._by_class(register, texts):
                    yield Line(register, community, said, dict(days), places, place, teacher, partner,
                               named, self._own_key(cells, row))  # fmt: skip

    def _by_class(self, register: Register, texts: dict[str, str]) -> Iterator[dict[str, str]]:
        if register.register != BY_CLASS:
            yield texts
            return
        for name in texts["class_name"].split(", "):
            yield {**texts, "class_name": name}

    def _place(self, register: Register, cells: Cells, row: int) -> Place:
        """Return the cell by which a line is pointed at: its title, else its first required field."""
        names = ["title", *(f.name for f in register.fields if f.required), *cells.places]
        return cells.place(row, next(name for name in names if name in cells.places))

    def _own_key(self, cells: Cells, row: int) -> str:
        text = cells.text(row, "line_key")
        if text and not OWN_KEY.fullmatch(text) and text not in self.school.typed_lines:
            self.findings.add("line_key_unclear", *cells.place(row, "line_key"), value=text[:SHOWN])
            return ""
        return text

    def _has_required(self, register: Register, cells: Cells, row: int) -> bool:
        """Say whether a row has what its line cannot be without; a day may be missing, a community be known."""
        for asked in register.fields:
            if not asked.required or asked.type in ("date", "year", "community"):
                continue
            if not cells.text(row, asked.name).strip(UNSAID):
                self.findings.add("field_empty", *cells.place(row, asked.name), value=asked.label)
                return False
        return True

    def _people(
        self, register: Register, cells: Cells, row: int, name: str
    ) -> list[Person | None] | None:
        """Return the people of a field, [None] where nobody need be named, None where somebody must be."""
        asked = register.field(name)
        if asked is None:
            return [None]
        found, strange = people_of(cells.cell(row, name))
        place = cells.place(row, name)
        if strange:
            is_lost = asked.type == "teacher" and asked.required and not found
            code = "person_required" if is_lost else "person_unclear"
            self.findings.add(code, *place, value=strange[:SHOWN])
        if asked.type == "teacher" and asked.required and not found:
            return None
        if asked.type == "teacher" and not asked.required and len(found) > 1:
            value = ", ".join(whom.name for whom in found[1:])
            self.findings.add("people_too_many", *place, value=value[:SHOWN])
            found = found[:1]
        return list(found) or [None]

    def _text(self, asked: Field, cells: Cells, row: int, register: Register) -> str:
        """Return what a cell says in the sense of its field; what is not understood is said and kept as it is."""
        cell, text, place = (
            cells.cell(row, asked.name),
            cells.text(row, asked.name),
            cells.place(row, asked.name),
        )
        if asked.type in ("long", "lines"):
            return lines_of(cell, asked.type == "lines")
        if asked.type == "class":
            return self._class(cell, place)
        if asked.type == "year":
            return self._year(cell, place)
        if asked.type == "competence":
            return self.competences.get(folded(text), text)
        if asked.type == "choice" and text.strip(UNSAID):
            value, is_known = choice(asked.name, text, asked.choices)
            if not is_known:
                self.findings.add("choice_unknown", *place, value=text[:SHOWN])
            return value
        return text_of(cell)

    def _class(self, cell: Any, place: Place) -> str:
        found, strange = classes_of(cell)
        if strange:
            self.findings.add("class_unclear", *place, value=strange[:SHOWN])
            found = [*found, *strange.split(", ")]
        return ", ".join(found)

    def _year(self, cell: Any, place: Place) -> str:
        text, found = text_of(cell), school_year_of(cell)
        if found:
            return found
        year = self.year
        code = "year_unclear" if text.strip(UNSAID) else "year_assumed"
        self.findings.add(code, *place, value=f"{text[:SHOWN]} → {year}" if text else year)
        return year

    def _days(self, register: Register, cells: Cells, row: int) -> dict[str, date | None]:
        """Return the days of a row by field; of a span of a group one cell may name both ends."""
        found: dict[str, date | None] = {}
        ranges: dict[str, date] = {}
        for asked in (f for f in register.fields if f.type == "date"):
            text, place = cells.text(row, asked.name), cells.place(row, asked.name)
            days, has_year = span_of(
                cells.cell(row, asked.name) if text.strip(UNSAID) else "", self.year
            )
            found[asked.name] = None
            if days and EARLIEST <= days.first <= days.last <= self.latest:
                found[asked.name] = day_of(days, asked.name, register.register)
                if days.is_rough:
                    value = f"{text[:SHOWN]} → {found[asked.name]:%d.%m.%Y}"
                    self.findings.add("month_only", *place, value=value)
                elif not has_year:
                    value = f"{text[:SHOWN]} → {days.first:%d.%m.%Y}"
                    self.findings.add("day_without_year", *place, value=value)
                elif (
                    days.is_range and asked.name == "date_from" and register.register not in EVENTS
                ):
                    ranges["date_to"] = days.last
            elif text.strip(UNSAID):
                code = "day_impossible" if days and days.first <= days.last else "day_unclear"
                self.findings.add(code, *place, value=text[:SHOWN])
            elif asked.required:
                self.findings.add("date_empty", *place, value=asked.label)
        for name, day in ranges.items():
            if name in found and found[name] is None:
                found[name] = day
        if register.register in EVENTS:
            return self._held_by_now(cells, row, found)
        return self._in_order(register, cells, row, found)

    def _held_by_now(
        self, cells: Cells, row: int, found: dict[str, date | None]
    ) -> dict[str, date | None]:
        """Return the days of an event; what lies ahead is planned, whatever its column is called."""
        held = found["date_to"]
        if held is None or held <= self.school.today:
            return found
        self.findings.add("not_held_yet", *cells.place(row, "date_to"), value=f"{held:%d.%m.%Y}")
        return {"date_from": found["date_from"] or held, "date_to": None}

    def _in_order(
        self, register: Register, cells: Cells, row: int, found: dict[str, date | None]
    ) -> dict[str, date | None]:
        first, last = found.get("date_from"), found.get("date_to")
        if not first or not last or first <= last:
            return found
        value = f"{first:%d.%m.%Y} – {last:%d.%m.%Y}"
        self.findings.add("end_before_start", *cells.place(row, "date_to"), value=value)
        return dict.fromkeys(found)


def _line(register: str, community: str, place: Place, **said: Any) -> Line:
    """Return a line that a cell of another register tells."""
    target = community_registers()[register]
    texts = {f.name: said.get(f.name, "") for f in target.fields
             if f.type not in ("date", "teacher", "people", "community")}  # fmt: skip
    days = {f.name: None for f in target.fields if f.type == "date"}
    return Line(target, community, texts, dict(days), {}, place, said.get("teacher"))
