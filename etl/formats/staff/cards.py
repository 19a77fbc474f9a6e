"""The list of the staff: a row about a teacher becomes a row of `staff`."""

from __future__ import annotations

from datetime import date

from etl.formats.registers.table import Table
from etl.formats.staff.dates import Days
from etl.formats.staff.headers import CARDS, Fit
from etl.formats.staff.people import people_column
from etl.formats.staff.reading import Cells, StaffReading
from etl.formats.staff.values import MOST_YEARS, age_group, choice, years

EARLIEST = date(1950, 1, 1)  # somebody may have worked in the school for half a century
UNSAID = frozenset({"", "-", "–", "—"})


class Cards:
    """Reads the lists of the staff; a teacher listed twice is taken once."""

    def __init__(self, reading: StaffReading) -> None:
        self.reading, self.findings = reading, reading.findings
        self.days = Days(reading.school, reading.findings, EARLIEST)
        self.seen: set[int] = set()

    def read(self, table: Table, fit: Fit) -> None:
        """Take every row that names a teacher; in a list of people an empty name is a hole."""
        cells = Cells(table, fit)
        column = table.column(people_column(table))
        for row, people, is_named in self.reading.people(table):
            if not is_named:
                self.findings.add("row_without_name", table.sheet.name, row, column)
                continue
            for whom in people:
                teacher_no = self.reading.teacher(whom)
                if teacher_no in self.seen:
                    place = (table.sheet.name, row, column)
                    self.findings.add("teacher_twice", *place, value=whom.name)
                    continue
                self.seen.add(teacher_no)
                self._lay(fit, cells, row, teacher_no)

    def _lay(self, fit: Fit, cells: Cells, row: int, teacher_no: int) -> None:
        came, left = (self.days.one(cells, row, name) for name in ("came_on", "left_on"))
        if came and left and left < came:
            value = f"{came:%d.%m.%Y} – {left:%d.%m.%Y}"
            self.findings.add("end_before_start", *cells.place(row, "left_on"), value=value)
            came = left = None
        self.reading.rows.add(
            "staff", teacher_no, cells.text(row, "position"), cells.text(row, "subjects"),
            self._age(cells, row), self._category(fit, cells, row), self._years(cells, row), came,
            left, cells.table.sheet.name, row, cells.table.column(people_column(cells.table)),
        )  # fmt: skip
        self.reading.took(CARDS, teacher_no)

    def _age(self, cells: Cells, row: int) -> str:
        text = cells.text(row, "age_group")
        found = age_group(cells.cell(row, "age_group")) if text not in UNSAID else ""
        if not found and text not in UNSAID:
            self.findings.add("age_unclear", *cells.place(row, "age_group"), value=text)
        return found

    def _category(self, fit: Fit, cells: Cells, row: int) -> str:
        text, asked = cells.text(row, "category"), fit.target.field("category")
        if text in UNSAID or asked is None:
            return ""
        value, is_known = choice(asked.name, _without_date(text), asked.choices)
        if not is_known:
            self.findings.add("choice_unknown", *cells.place(row, "category"), value=text)
        return value

    def _years(self, cells: Cells, row: int) -> int | None:
        text = cells.text(row, "experience_years")
        if text in UNSAID:
            return None
        found = years(cells.cell(row, "experience_years"))
        if found is None or found > MOST_YEARS:
            self.findings.add("years_unclear", *cells.place(row, "experience_years"), value=text)
            return None
        return found


def _without_date(text: str) -> str:
    """Return a category without when and by what it was given: «высшая, 12.2023, приказ № 5»."""
    head = text.split(",")[0]
    return head.split("(")[0].strip() or text
