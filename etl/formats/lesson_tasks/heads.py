"""Which lesson a row is of: the head above its table, overlaid by the lesson's own columns in the row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from etl.cells import cell_text
from etl.formats.findings import Findings
from etl.formats.lesson_tasks.layout import LESSON, PEOPLE, Lessons, Said
from etl.formats.lesson_tasks.targets import NAMES, targets_of
from etl.formats.staff.dates import EARLIEST, YEARS_AHEAD
from etl.formats.staff.people import DITTO, one
from etl.formats.staff.spans import span
from etl.grid import Cell
from etl.names import class_name, clean
from etl.school import School

WHICH = (
    "lesson_id",
    "teacher",
    "held_on",
    "class_name",
    "subject",
    "topic",
)  # a new one begins a lesson
REQUIRED = {"teacher": "ФИО учителя", "held_on": "Дата"}


class Heads:
    """Carries the lesson's cells down a table; an empty one is as above, of the same lesson.

    A row that says both whose lesson it is and when begins one of its own: nothing is carried into it.
    """

    def __init__(self, lessons: Lessons) -> None:
        self.table, self.above = lessons.table, lessons.head
        self.places = {
            name: self.table.column(name) for name in LESSON if self.table.column(name) >= 0
        }
        self._tops = {
            (row, area.left): area.top
            for area in self.table.sheet.merged()
            for row in range(max(area.top + 1, self.table.first), area.bottom + 1)
        }
        self._own: dict[str, Said] = {}

    def of(self, row: int) -> dict[str, Said]:
        """Return what is said of the lesson of a row."""
        told = {name: said for name, column in self.places.items()
                if (said := self._said(row, column))}  # fmt: skip
        if any(name in told and told[name].cells != self._cells(name) for name in WHICH):
            is_whole = "lesson_id" in told or ("teacher" in told and "held_on" in told)
            kept = () if is_whole else WHICH
            self._own = {name: said for name, said in self._own.items() if name in kept}
        self._own |= told
        return {**self.above, **self._own}

    def _cells(self, name: str) -> tuple[Cell, ...]:
        return self._own[name].cells if name in self._own else ()

    def _said(self, row: int, column: int) -> Said | None:
        top = max(self._tops.get((row, column), row), self.table.first)
        line = self.table.sheet.rows[top]
        cell = line[column] if column < len(line) else ""
        is_said = bool(cell_text(cell).strip(DITTO))
        return Said((cell,), row, column) if is_said else None


class Wording:
    """Turns the cells of a lesson's head into values; what is not understood is said with its place."""

    def __init__(self, school: School, findings: Findings) -> None:
        self.findings = findings
        self.latest = date(int(school.default_school_year[:4]) + YEARS_AHEAD, 12, 31)
        self._told: set[tuple[str, str, int, int]] = set()

    def day(self, sheet: str, said: Said | None) -> date | None:
        """Return the day of a cell, None where there is none or it cannot be."""
        found = span(said.cell) if said else None
        if said is None or (
            found and EARLIEST <= found.first <= self.latest and not found.is_range
        ):
            return found.first if found else None
        code = "day_impossible" if found and not found.is_range else "day_unclear"
        self.say(code, (sheet, said.row, said.column), text_of(said))
        return None

    def class_of(self, sheet: str, said: Said | None) -> str:
        """Return the class; what is no class is kept as it is written."""
        text = text_of(said)
        found = class_name(text)
        if text and said and not found:
            self.say("class_unclear", (sheet, said.row, said.column), text)
        return found[1] if found else text

    def targets(self, sheet: str, said: Mapping[str, Said]) -> tuple[float, ...]:
        """Return the five shares, none where nothing was set or they do not add up."""
        own = [said[name] for name in NAMES if name in said]
        listed = said.get("targets")
        if own:
            cells: tuple[Cell, ...] = tuple(said[n].cell if n in said else "" for n in NAMES)
        else:
            cells = listed.cells if listed else ()
        found = targets_of(cells)
        first = own[0] if own else listed
        if found.wrong and first:
            self.say("targets_wrong", (sheet, first.row, first.column), found.wrong)
        return found.shares

    def texts(self, sheet: str, said: Mapping[str, Said]) -> dict[str, Any]:
        """Return what is kept of a lesson besides who, when and what it is known by."""
        return {
            "topic": text_of(said.get("topic")),
            "aim": text_of(said.get("aim")),
            "community": text_of(said.get("community")),
            "at": {name: (sheet, one.row, one.column) for name, one in said.items()},
            "targets": self.targets(sheet, said),
        }

    def say(self, code: str, place: tuple[str, int, int], value: str) -> None:
        """Note a problem of a cell once, however many rows the cell is of."""
        if (code, *place) not in self._told:
            self._told.add((code, *place))
            self.findings.add(code, *place, value=value[:80])


def text_of(said: Said | None) -> str:
    """Return the text of a head's cell as it is printed."""
    return clean(cell_text(said.cell)) if said else ""


def person_of(said: Said | None) -> Any:
    """Return whom a cell names, None where it names nobody."""
    whom = one(text_of(said)) if said else None
    return whom if whom and whom.sort in PEOPLE else None
