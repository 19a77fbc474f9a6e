"""Who coded what in a row: each column of codes with its person and its code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from etl.cells import cell_text
from etl.formats.lesson_tasks.codes import code_of
from etl.formats.lesson_tasks.heads import Wording, person_of
from etl.formats.lesson_tasks.layout import CODES, PEOPLE, Lessons, Said
from etl.formats.lesson_tasks.lesson import Coded, Coder, Lesson, Place, teacher_key
from etl.formats.matrix.lines import at
from etl.formats.matrix.people import Person
from etl.formats.registers.table import Column
from etl.formats.registers.words import fits
from etl.formats.staff.headers import folded
from etl.formats.staff.people import one
from etl.grid import Cell
from etl.names import clean
from warehouse.teachers import fits as initials_fit

OBSERVER = "наблюдатель"


class Coding:
    """Reads the codes of rows; `types` are the codes that the taxonomy of the school has."""

    def __init__(self, options: Mapping[str, Any], types: frozenset[str], wording: Wording) -> None:
        self.options, self.types, self.wording = options, types, wording
        self.findings = wording.findings
        self._unnamed: set[tuple[str, int, str]] = set()
        self._observers: list[Person] = []

    def of(
        self, lessons: Lessons, lesson: Lesson, at_row: tuple[int, Mapping[str, Said]]
    ) -> Iterator[Coded]:
        """Give the codes of a row; an empty cell is a task that its coder left uncoded."""
        row = at_row[0]
        for means in CODES:
            for column in lessons.columns(means):
                place = (lessons.table.sheet.name, row, column.index)
                cell = at(lessons.table.sheet.rows, row, column.index)
                coder = self._coder(lessons, lesson.teacher, column, at_row)
                if not coder.key and cell != "":
                    self._say_unnamed(lessons, lesson, column, row)
                yield Coded(coder, self._code(cell, place), place)

    def _say_unnamed(self, lessons: Lessons, lesson: Lesson, column: Column, row: int) -> None:
        """Note an observer without a name: at the label, or at the first cell that should name one."""
        told = (lessons.table.sheet.name, column.index, lesson.lesson_id)
        if told in self._unnamed:
            return
        self._unnamed.add(told)
        coder = lessons.table.column("coder") if column.means == "code" else -1
        place = (row, coder) if coder >= 0 else (lessons.table.first - 1, column.index)
        self.findings.add("observer_unnamed", told[0], *place, value=column.label)

    def _code(self, cell: Cell, place: Place) -> str:
        found = code_of(cell, self.types)
        if found.is_unknown:
            self.findings.add("code_unknown", *place, value=clean(cell_text(cell))[:60])
        elif found.is_from_day:
            self.findings.add("code_from_day", *place, value=found.value)
        return found.value

    def _coder(
        self,
        lessons: Lessons,
        teacher: Person,
        column: Column,
        at_row: tuple[int, Mapping[str, Said]],
    ) -> Coder:
        """Return who coded in a column: the teacher, the person it names, or the one of the row or head."""
        row, said = at_row
        own = Coder("teacher", teacher_key(teacher), teacher.name)
        if column.means == "code_teacher":
            return own
        whom = lessons.coders.get(column.index)
        if whom is None and column.means == "code":
            text = clean(lessons.table.text(row, "coder"))
            if not text or fits(folded(text), self.options["teacher_words"]):
                return own
            named = one(text)
            whom = named if named.sort in PEOPLE else None
        whom = whom or person_of(said.get("observer"))
        if whom is None:
            return Coder("observer", "", OBSERVER)
        if not is_same(whom, teacher):
            return self._observer(whom)
        label = (lessons.table.sheet.name, lessons.table.first - 1, column.index)
        self.wording.say("observer_is_teacher", label, whom.name)
        return own

    def _observer(self, whom: Person) -> Coder:
        """Return an observer, the same for the full name and for initials: as the file named him first."""
        known = (one for one in self._observers if is_same(one, whom))
        first = next(known, whom)
        if first is whom:
            self._observers.append(whom)
        return Coder("observer", teacher_key(first), first.name)


def is_same(whom: Person, teacher: Person) -> bool:
    """Say whether a name is that of the teacher, whole or with initials."""
    one_key, other = teacher_key(whom), teacher_key(teacher)
    return one_key == other or initials_fit(one_key, other) or initials_fit(other, one_key)
