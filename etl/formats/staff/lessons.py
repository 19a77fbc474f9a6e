"""Observed lessons: a row becomes a row of `observations`, its figures under criteria become scores."""

from __future__ import annotations

from etl.cells import cell_text
from etl.formats.registers.table import Table
from etl.formats.staff.choosing import Criteria, criteria_of
from etl.formats.staff.dates import Days
from etl.formats.staff.headers import LESSONS, Fit
from etl.formats.staff.people import one
from etl.formats.staff.reading import Cells, StaffReading
from etl.formats.staff.values import score
from etl.names import class_name, clean, subject_key

Scores = list[tuple[str, str, float, int]]  # words of the criterion, folded, the score, the column


class Lessons:
    """Reads the tables of observed lessons."""

    def __init__(self, reading: StaffReading) -> None:
        self.reading, self.findings = reading, reading.findings
        self.days = Days(reading.school, reading.findings)
        self.seen: set[tuple[object, ...]] = set()

    def read(self, table: Table, fit: Fit) -> None:
        """Take every row of a table; columns of figures that are no criterion are said once."""
        cells = Cells(table, fit)
        criteria = criteria_of(table, fit, self.reading.fmt.options, self.reading.school)
        self.reading.read_by["criteria"] = [list(one) for one in self.reading.school.criteria]
        for column in criteria.unknown:
            place = (table.sheet.name, table.first - 1, column.index)
            self.findings.add("criterion_unknown", *place, value=column.labels[-1])
        for row, people, _ in self.reading.people(table):
            if not cells.text(row, "observed_on"):
                self.findings.add("field_empty", *cells.place(row, "observed_on"), value="Дата")
                continue
            scores = self._scores(cells, row, criteria)
            for whom in people:
                self._lay(cells, row, self.reading.teacher(whom), scores)

    def _scores(self, cells: Cells, row: int, criteria: Criteria) -> Scores:
        found: Scores = []
        for index, criterion in criteria.known.items():
            value = self._score(cells, row, index)
            if value is None:
                continue
            if criterion.min_score <= value <= criterion.max_score:
                found.append((criterion.name, criterion.key, value, index))
            else:
                scale = f"{_said(value)} (шкала {_said(criterion.min_score)}–{_said(criterion.max_score)})"
                self.findings.add("score_outside", cells.table.sheet.name, row, index, value=scale)
        for column in criteria.unknown:
            value = self._score(cells, row, column.index)
            if value is not None:
                found.append(
                    (column.labels[-1], subject_key(column.labels[-1]), value, column.index)
                )
        return found

    def _score(self, cells: Cells, row: int, column: int) -> float | None:
        cell = cells.at(row, column)
        text = clean(cell_text(cell))
        if not text.strip("-–— "):
            return None
        found = score(cell)
        if found is None:
            self.findings.add("score_unclear", cells.table.sheet.name, row, column, value=text[:60])
        return found

    def _lay(self, cells: Cells, row: int, teacher_no: int, scores: Scores) -> None:
        observer, partner = self._observer(cells, row)
        lesson = (self.days.one(cells, row, "observed_on"), self._class(cells, row),
                  cells.text(row, "subject"))  # fmt: skip
        key = (teacher_no, *lesson[:2], lesson[2].lower(), observer.lower())
        if key in self.seen:
            self.findings.add("entry_twice_differs", *cells.place(row, "observed_on"))
            return
        self.seen.add(key)
        number, place = len(self.seen), cells.place(row, "observed_on")
        if not scores:
            self.findings.add("lesson_no_scores", *place)
        self.reading.rows.add("observations", number, teacher_no, partner, observer, *lesson,
                              cells.text(row, "topic"), cells.text(row, "note"), *place)  # fmt: skip
        for words, folded_words, value, column in scores:
            self.reading.rows.add("observation_scores", number, words, folded_words, value, column)
        self.reading.took(LESSONS, teacher_no)

    def _observer(self, cells: Cells, row: int) -> tuple[str, int | None]:
        text = cells.text(row, "observer")
        whom = one(text) if text else None
        is_person = whom is not None and whom.sort in ("full", "initials")
        return text, self.reading.teacher(whom) if whom and is_person else None

    def _class(self, cells: Cells, row: int) -> str:
        text = cells.text(row, "class_name")
        found = class_name(text)
        return found[1] if found else text


def _said(number: float) -> str:
    return f"{number:g}".replace(".", ",")
