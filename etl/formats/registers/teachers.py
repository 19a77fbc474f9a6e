"""The shape "teachers": who teaches what to which class, in a long table or as teachers × classes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from etl.formats.declaration import Format
from etl.formats.matrix.people import Person, person
from etl.formats.matrix.words import key, subject_name, without_subgroup
from etl.formats.registers.figures import figure
from etl.formats.registers.reading import RegisterReading, has_subject, is_header, one_of
from etl.formats.registers.table import Column, Layout, Table, body, tables
from etl.formats.registers.words import own_class, vocabulary
from etl.grid import Grid
from etl.names import class_name, clean, name_key, subject_key
from etl.names import school_year as year_in
from etl.school import School
from etl.tidy import Decisions, Parsed

A_CLASS = "a_class"
MOST_HOURS = 40
GIVEN = frozenset({"+", "да", "v", "х", "x", "✓"})
_BETWEEN = re.compile(r"[,;/\n]|\s+и\s+")
_RANGE = re.compile(r"(\d{1,2})\s?([А-Яа-я])\s?[-–—]\s?(\d{1,2})?\s?([А-Яа-я])")
_LETTERS = re.compile(r"(\d{1,2})\s*([А-Ка-к]{2,6})")
_CLASS_WORD = re.compile(r"(?:класс|параллел)\w*", re.IGNORECASE)
_LETTER = re.compile(r"[«\"]?([А-Яа-я])[»\"]?")
_VACANCY = re.compile(r"ваканси|не\s*назначен|вакантн", re.IGNORECASE)


class Line(NamedTuple):
    """One thing a row says: who teaches what to which class, and the cell that says it."""

    school_year: str
    grade: int
    class_name: str
    subject: str
    subgroup: str
    teacher: str


def layout_of(fmt: Format) -> Layout:
    """Return how to know the header of a register of teachers' load."""
    options = fmt.options
    holds = is_header(options["needs"], options.get("absent", ()))
    is_told = bool(options.get("meanings"))  # a person's word goes before our doubts
    return Layout(
        vocabulary(options["columns"]),
        lambda columns: holds(classed(columns)) and (is_told or _is_of_teachers(columns)),
        ("teacher",),
        ("teacher", "first_name", "subject"),
        options.get("meanings", {}),
        options.get("header_rows", 0),
    )


def claim(grid: Grid, fmt: Format) -> bool:
    """Say whether some sheet has the header of teachers' load with a teacher or nothing below it."""
    layout = layout_of(fmt)
    return any(
        not any(True for _ in body(table))
        or any(teacher_of(table, row).sort for row in body(table))
        for sheet in grid.sheets
        for table in tables(sheet, layout)
    )


def parse(grid: Grid, fmt: Format, decisions: Decisions, school: School) -> Parsed:
    """Return who teaches what to which class, with hours a week where they are given."""
    return TeachersRegister(grid, fmt, decisions, school).read()


class TeachersRegister(RegisterReading):
    """A register of teachers' load being read."""

    def __init__(self, grid: Grid, fmt: Format, decisions: Decisions, school: School) -> None:
        super().__init__(grid, fmt, decisions, school)
        self.seen: set[Line] = set()

    def read(self) -> Parsed:
        """Return what all tables of the file say."""
        found = list(self.tables(layout_of(self.fmt)))
        if not found:
            self.findings.add("no_register")
        for table, said in found:
            table = with_classes(table)
            year = "" if table.has("school_year") else self.school_year(said)
            subject = one_of(said, "subject") or self.decisions.subject
            self._table(table, year, subject)
        teachers = self.rows.columns["teachers"]["teacher_no"]
        return self.parsed(teachers=len(teachers))

    def _table(self, table: Table, year: str, subject: str) -> None:
        rows = [row for row in body(table) if not self._is_no_entry(table, row)]
        names = self._names(table, rows)
        subjects = self._subjects(table, rows, names) if table.has("subject") else {}
        for row in rows:
            whom = names[row]
            if whom is None:
                continue
            own = subjects.get(row, "") or subject
            if not own:
                self.findings.add("row_no_subject", table.sheet.name, row, table.column("subject"))
                continue
            taught = year_in(table.text(row, "school_year")) if table.has("school_year") else year
            if taught:
                self._row(table, row, (taught, own, whom))

    def _is_no_entry(self, table: Table, row: int) -> bool:
        texts = [text for _, text in table.filled(row) if not text.strip(" .").isdigit()]
        whom = teacher_of(table, row)
        if texts and (whom.sort in ("full", "initials") or not self.is_skipped(texts[0])):
            return False
        if texts:
            self.findings.add("rows_skipped", table.sheet.name, row, 0, value=texts[0][:60])
        return True

    def _names(self, table: Table, rows: Sequence[int]) -> dict[int, Person | None]:
        """Return the teacher of every row; an empty cell is the teacher above."""
        last: Person | None = None
        found: dict[int, Person | None] = {}
        for row in rows:
            whom = teacher_of(table, row)
            where = (table.sheet.name, row, table.column("teacher"))
            if _VACANCY.search(whom.name):
                self.findings.add("vacancy", *where)
                last = None
            elif whom.sort in ("full", "initials"):
                last = whom
            elif whom.name:
                self.findings.add("row_no_name", *where, value=whom.name)
                last = None
            found[row] = last
        return found

    def _subjects(
        self, table: Table, rows: Sequence[int], names: dict[int, Person | None]
    ) -> dict[int, str]:
        """Return the subject of every row; an empty cell is the subject above of the same teacher."""
        own = {row: table.text(row, "subject") for row in rows}
        last, whose = "", None
        for row in rows:
            if names[row] is not whose and not own[row]:
                last = ""
            last = own[row] = own[row] or last
            whose = names[row]
        return own

    def _row(self, table: Table, row: int, about: tuple[str, str, Person]) -> None:
        if table.has("class_name"):
            self._long(table, row, about)
        for column in table.columns:
            if column.means == A_CLASS:
                self._crossing(table, row, column, about)

    def _long(self, table: Table, row: int, about: tuple[str, str, Person]) -> None:
        """Read a row that names its class or classes."""
        printed, column = table.text(row, "class_name"), table.column("class_name")
        listed = list(classes_of(printed))
        if not listed or any(found is None for found, _ in listed):
            self.findings.add("row_no_class", table.sheet.name, row, column, value=printed)
        hours = self._hours(table, row, table.column("hours_per_week"))
        if len(listed) > 1 and hours is not None:
            where = (table.sheet.name, row, table.column("hours_per_week"))
            self.findings.add("hours_shared", *where, value=printed)
            hours = None
        subgroup = without_subgroup(f"{table.text(row, 'subgroup')} группа")[1]
        for found, own in listed:
            if found:
                self._lay(about, found, own or subgroup, hours, (table.sheet.name, row, column))

    def _crossing(
        self, table: Table, row: int, column: Column, about: tuple[str, str, Person]
    ) -> None:
        """Read a cell where a teacher and a class cross: hours, or a sign that the teacher is there."""
        text = table_text(table, row, column.index)
        found, subgroup = next(iter(classes_of(class_label(column))), (None, ""))
        if found is None or text.strip("-–—0. ") == "":
            return
        hours = None if text.casefold() in GIVEN else self._hours(table, row, column.index)
        self._lay(about, found, subgroup, hours, (table.sheet.name, row, column.index))

    def _hours(self, table: Table, row: int, column: int) -> float | None:
        text = table_text(table, row, column) if column >= 0 else ""
        if text.strip("-–— ") == "":
            return None
        stated = figure(re.sub(r"\s*(?:ч|час)\w*\.?$", "", text))
        if stated is None or not 0 < stated.value <= MOST_HOURS:
            self.findings.add("hours_unclear", table.sheet.name, row, column, value=text)
            return None
        return stated.value

    def _lay(self, about: tuple[str, str, Person], found: tuple[int, str], subgroup: str,
             hours: float | None, where: tuple[str, int, int]) -> None:  # fmt: skip
        year, printed, whom = about
        subject, own = without_subgroup(printed)
        subgroup = subgroup or own
        own_key = name_key(whom.name)
        canonical = subject_key(subject_name(subject) or subject)
        line = Line(year, *found, canonical, subgroup, own_key)
        if line in self.seen:
            value = f"{whom.name}: {subject}, {found[1]}"
            self.findings.add("teaching_twice", *where, value=value)
            return
        self.seen.add(line)
        teacher_no = self.rows.teacher(whom.name, own_key)
        part_no = self.rows.part("teaching", year, *found, subject, subject_key(subject), subgroup)
        self.rows.add("teaching", part_no, teacher_no, hours, *where)


def teacher_of(table: Table, row: int) -> Person:
    """Return the teacher whose name stands in one column or in three."""
    parts = [table.text(row, means) for means in ("teacher", "first_name", "patronymic")]
    return person(" ".join(filter(None, parts)))


def classes_of(text: str) -> Iterator[tuple[tuple[int, str] | None, str]]:
    """Give ((grade, class), subgroup) of a list: «5А, Б; 6-в (1 гр.)»; None for a piece that is no class.

    «5АБВ» and «5А-5В» are three classes; a lone letter belongs to the grade before it.
    """
    grade = 0
    for piece in filter(None, map(clean, _BETWEEN.split(text))):
        bare, subgroup = without_subgroup(piece)
        several, letter = _LETTERS.fullmatch(bare), _LETTER.fullmatch(bare)
        if spanned := _RANGE.fullmatch(bare):
            grade = int(spanned[1])
            yield from ((found, subgroup) for found in _spanned(spanned))
        elif several and list(several[2].upper()) == sorted(set(several[2].upper())):
            grade = int(several[1])
            yield from ((class_name(f"{grade}{one}"), subgroup) for one in several[2])
        elif letter and grade:
            yield class_name(f"{grade}{letter[1]}"), subgroup
        else:
            found = class_name(bare)
            grade = found[0] if found else grade
            yield found, subgroup


def _spanned(found: re.Match[str]) -> list[tuple[int, str] | None]:
    """Return the classes from the first to the last of a range; None for one that is no range."""
    first, last = (ord(letter.upper()) for letter in found.group(2, 4))
    if found[3] not in (None, found[1]) or first >= last:
        return [None]
    letters = (chr(code) for code in range(first, last + 1))
    return [class_name(f"{found[1]}{letter}") for letter in letters if letter != "Й"]


def classed(columns: Sequence[Column]) -> list[Column]:
    """Return the columns with those under a class's name (two at least) as classes."""
    named = [c for c in columns if c.means == "" and class_label(c)]
    return [
        Column(c.index, c.labels, A_CLASS) if len(named) > 1 and c in named else c for c in columns
    ]


def class_label(column: Column) -> str:
    """Return the label of a class over a column: «5А», or «А» under «5 класс»; "" for another."""
    if not column.labels:
        return ""
    last = column.labels[-1]
    whole = _CLASS_WORD.sub(" ", " ".join(column.labels[-2:]))
    bare = without_subgroup(last)[0]
    return last if own_class(bare) else whole if own_class(whole) else ""


def with_classes(table: Table) -> Table:
    """Return the table with its columns of classes named as such."""
    columns = tuple(classed(table.columns))
    return Table(table.sheet, table.begin, table.top, table.first, table.end, columns)


def table_text(table: Table, row: int, column: int) -> str:
    """Return the text of a cell by its column."""
    return next((text for c, text in table.filled(row) if c == column), "")


def _is_of_teachers(columns: Sequence[Column]) -> bool:
    """Say whether the people are teachers by their label, or by subjects and hours beside the names."""
    means = {column.means for column in columns}
    labels = [key(" ".join(c.labels)) for c in columns if c.means == "teacher"]
    plain = all(label.startswith(("фио", "фамилия")) and len(label) < 16 for label in labels)
    has_load = "hours_per_week" in means or any(c.means == A_CLASS for c in classed(columns))
    return (not plain or ("subject" in means and has_load)) and not has_subject(columns)
