"""A file of the staff being read: every table of it becomes lines, cards or observed lessons."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from etl.cells import cell_text
from etl.formats.declaration import Format
from etl.formats.findings import Findings
from etl.formats.matrix.lines import at
from etl.formats.matrix.people import Person
from etl.formats.matrix.words import key
from etl.formats.registers.kinds import REGISTER_KINDS
from etl.formats.registers.reading import RegisterReading
from etl.formats.registers.table import Table, body
from etl.formats.registers.words import fits
from etl.formats.staff.choosing import Choice, choices
from etl.formats.staff.headers import Fit, targets
from etl.formats.staff.kinds import STAFF_KINDS
from etl.formats.staff.people import key_of, people_column, teachers_of
from etl.grid import Cell, Grid
from etl.names import clean
from etl.school import School
from etl.tidy import Decisions, Parsed

MOST_OF_A_SIGNATURE = 2  # cells of a row that is a signature: the post and the name
WHICH = "Какой это реестр? По~столбцам подходят несколько"


class StaffReading(RegisterReading):
    """Rows and findings of a file; `lines` counts what was taken by the table it went to."""

    def __init__(self, grid: Grid, fmt: Format, decisions: Decisions, school: School) -> None:
        super().__init__(grid, fmt, decisions, school)
        self.findings = Findings({**REGISTER_KINDS, **STAFF_KINDS})
        self.lines: Counter[str] = Counter()
        self.teachers: defaultdict[str, set[int]] = defaultdict(set)
        self.unsettled: list[str] = []
        self.read_by: dict[str, Any] = {}

    def settled(self) -> Iterator[tuple[Table, Fit]]:
        """Give the tables of the file with what each is; what nobody can tell is asked for once."""
        found = list(choices(self.grid, self.fmt, self.school))
        self.findings.say_unread(self.grid, {choice.table.sheet.name for choice in found})
        for choice in found:
            if choice.lacking:
                self._say_lacking(choice, choice.lacking)
            elif fit := self._settle(choice):
                yield choice.table, fit

    def _say_lacking(self, choice: Choice, lacking: Fit) -> None:
        labels = ", ".join(f"«{label}»" for label in lacking.missing)
        self.findings.add("register_incomplete", choice.table.sheet.name, choice.table.top, 0,
                          value=f"{lacking.target.title}: {labels}")  # fmt: skip

    def _settle(self, choice: Choice) -> Fit | None:
        if len(choice.fits) == 1:
            return choice.fits[0]
        said = self.decisions.register or self.school.registers.get(choice.signature, "")
        for fit in choice.fits:
            if fit.target.register == said:
                if not self.decisions.register:
                    self.read_by.setdefault("registers", {})[choice.signature] = said
                    self.findings.add("register_remembered", choice.table.sheet.name,
                                      choice.table.top, 0, value=fit.target.title)  # fmt: skip
                return fit
        if self.decisions.register:
            self.findings.add("register_several", choice.table.sheet.name, choice.table.top, 0)
            return None
        self.unsettled.append(choice.signature)
        proposals = tuple((f.target.register, f.target.title) for f in choice.fits)
        self.findings.ask("register", WHICH, proposals, best="")
        return None

    def people(self, table: Table) -> Iterator[tuple[int, list[Person], bool]]:
        """Give every row of a body with its teachers, and whether the row names them itself.

        An empty name is the teacher above, unless names stand in three columns, as an export prints them;
        a line of a group, a sum or a signature is passed over.
        """
        column = table.column(people_column(table))
        is_carried = not table.has("first_name")
        last: list[Person] = []
        for row in body(table):
            if self._is_no_entry(table, row):
                continue
            own = teachers_of(table, row)
            if own and not all(whom.sort in ("full", "initials") for whom in own):
                value = cell_text(table.cell(row, people_column(table)))
                self.findings.add("row_no_name", table.sheet.name, row, column, value=clean(value))
                last = []
                continue
            last = own if own or not is_carried else last
            if not last:
                self.findings.add("row_without_name", table.sheet.name, row, max(column, 0))
                continue
            yield row, last, bool(own)

    def _is_no_entry(self, table: Table, row: int) -> bool:
        """Say whether a row is no entry: the line of a group, a sum, a signature under the table."""
        texts = [text for _, text in table.filled(row) if not text.strip(" .").isdigit()]
        if any(whom.sort in ("full", "initials") for whom in teachers_of(table, row)):
            return False
        is_group = len(table.filled(row)) == 1 and not self._is_below_name(table, row)
        if texts and not is_group and not self._is_under(table, row, texts[0]):
            return False
        if texts:
            self.findings.add("rows_skipped", table.sheet.name, row, 0, value=texts[0][:60])
        return True

    def _is_under(self, table: Table, row: int, text: str) -> bool:
        """Say whether a text begins what stands under a table; a topic right of the names may sound so."""
        filled = table.filled(row)
        column = next(column for column, said in filled if said == text)
        if column <= table.column(people_column(table)):
            return self.is_skipped(text)
        is_signature = fits(key(text), self.fmt.options["skip"])
        return is_signature and len(filled) <= MOST_OF_A_SIGNATURE

    def _is_below_name(self, table: Table, row: int) -> bool:
        """Say whether the only cell of a row stands right of the names: it goes on with the teacher above."""
        ((column, _),) = table.filled(row)
        return column > table.column(people_column(table))

    def teacher(self, whom: Person) -> int:
        """Return the number of a teacher in the file."""
        return self.rows.teacher(whom.name, key_of(whom))

    def took(self, target: str, teacher_no: int) -> None:
        """Count a row that was taken."""
        self.lines[target] += 1
        self.teachers[target].add(teacher_no)

    def parsed(self, **more: Any) -> Parsed:
        """Return everything that was read; `facts` name each table with its rows and its teachers."""
        is_told = self.findings.questions or self.findings.counts["register_incomplete"]
        if not self.lines and not is_told:
            self.findings.add("nothing_filled")
        told = [
            {"register": name, "title": targets()[name].title, "lines": count,
             "teachers": len(self.teachers[name])}
            for name, count in self.lines.items()
        ]  # fmt: skip
        return super().parsed(staff=told, unsettled=self.unsettled, read_by=self.read_by, **more)


class Cells:
    """The cells of a table by field; a cell merged with those above it has their value.

    Where the column of a date is empty in a row, the next that the field would have taken speaks.
    """

    def __init__(self, table: Table, fit: Fit) -> None:
        self.table, self.places, self.spare = table, fit.places, fit.spare
        self._tops = {
            (row, area.left): area.top
            for area in table.sheet.merged()
            if area.bottom > area.top
            for row in range(max(area.top + 1, table.first), min(area.bottom + 1, table.end))
        }

    def cell(self, row: int, name: str) -> Cell:
        """Return the cell of a field, "" where the table has no such column."""
        return self.at(row, self._column(row, name)) if name in self.places else ""

    def _column(self, row: int, name: str) -> int:
        columns = (self.places[name], *self.spare.get(name, ()))
        return next((c for c in columns if self.at(row, c) != ""), columns[0])

    def at(self, row: int, column: int) -> Cell:
        """Return a cell by its column."""
        top = self._tops.get((row, column), row)
        return at(self.table.sheet.rows, max(top, self.table.first), column)

    def text(self, row: int, name: str) -> str:
        """Return the text of a field's cell as it is printed: «№» stays «№»."""
        return " ".join(cell_text(self.cell(row, name)).split())

    def place(self, row: int, name: str) -> tuple[str, int, int]:
        """Return where the cell of a field stands."""
        return self.table.sheet.name, row, self._column(row, name) if name in self.places else 0
