"""The shape "code_list": a participant's code, the pupil, the class and perhaps the subject in rows."""

from __future__ import annotations

from typing import Any

from etl.formats.declaration import LOOK_SHEETS, Format
from etl.formats.findings import Findings, Kind
from etl.formats.matrix.people import person
from etl.formats.matrix.words import is_footer, key
from etl.formats.own_school import SCHOOL_KINDS, People
from etl.formats.reading import facts
from etl.formats.registers.reading import is_header
from etl.formats.registers.table import Layout, Table, body, tables
from etl.formats.registers.words import fits, vocabulary
from etl.formats.works.cells import code_text
from etl.formats.works.said import (
    Asking,
    Said,
    class_said,
    kind_in,
    said_around,
    year_said,
)
from etl.grid import Grid
from etl.names import class_name, name_key, subject_key
from etl.school import School
from etl.tidy import Decisions, Parsed, Rows
from etl.work_kinds import WITH_TASKS, work_text

CODE_KINDS = {
    **SCHOOL_KINDS,
    "code_missing": Kind(
        "warning",
        "У~ученика нет кода: строка не~загружена",
        "Впишите код или удалите строку",
        50,
    ),
    "name_missing": Kind(
        "warning",
        "У~кода нет имени ученика: строка не~загружена",
        "Впишите фамилию и~имя",
        50,
    ),
    "class_unclear": Kind(
        "warning",
        "Класс не~понят: строка не~загружена",
        "Напишите класс числом и~буквой, например 5А",
        50,
    ),
    "code_of_two": Kind(
        "warning",
        "Один код записан за~двумя учениками: вторая строка не~загружена",
        "Проверьте код по~списку участников",
        50,
    ),
    "no_codes": Kind(
        "error",
        "В~списке нет ни~одного кода с~именем ученика",
        "Заполните коды, классы и~имена и~загрузите файл снова",
    ),
}


def layout_of(fmt: Format) -> Layout:
    """Return how to know the header of a list of codes."""
    words = vocabulary(fmt.options["columns"])
    test = is_header(fmt.options["needs"], fmt.options["absent"])
    return Layout(words, test, ("code", "name"), ("code", "name"))


def claim(grid: Grid, fmt: Format) -> bool:
    """Say whether some sheet has a table of codes and names without points."""
    layout = layout_of(fmt)
    return any(next(tables(sheet, layout), None) for sheet in grid.sheets[:LOOK_SHEETS])


def parse(grid: Grid, fmt: Format, decisions: Decisions, school: School) -> Parsed:
    """Return whose every code is."""
    return CodeReading(grid, fmt, decisions, school).read()


class CodeReading:
    """Rows and findings of one file."""

    def __init__(self, grid: Grid, fmt: Format, decisions: Decisions, school: School) -> None:
        self.grid, self.fmt = grid, fmt
        self.findings, self.rows = Findings(CODE_KINDS), Rows()
        self.asking = Asking(decisions, self.findings, school)
        self.people = People(self.rows, self.findings)
        self.works: dict[tuple[str, str, str], int] = {}
        self.owners: dict[tuple[int, str], tuple[str, str]] = {}

    def read(self) -> Parsed:
        """Return what all tables of the file say."""
        layout = layout_of(self.fmt)
        for sheet in self.grid.sheets:
            if not sheet.is_hidden:
                for table in tables(sheet, layout):
                    self._table(table)
        if not self.rows.columns["participants"]["pupil_no"] and not self.findings.questions:
            self.findings.add("no_codes")
        return Parsed(self.fmt.id, self.fmt.source_kind, self.rows.columns,
                      self.findings.problems(), self.findings.questions, self._facts())  # fmt: skip

    def _table(self, table: Table) -> None:
        said = said_around(table.sheet, table.top, self.grid.name, table.begin)
        listed = [r for r in body(table) if not self._is_skipped(table, r)]
        if not listed:
            return
        kind = next((k for text in said.texts if (k := kind_in(text)) in WITH_TASKS), "")
        year = year_said(said, self.asking, None, kind)
        whole = class_said(said, self.asking)
        subject = self._subject(said) if not table.has("subject") else ""
        for r in listed:
            own = class_name(table.text(r, "class_name")) or whole
            named = table.text(r, "subject") or subject
            if self._is_whole(table, r, own) and own and not self.findings.questions:
                self._row(table, r, self._work(table, (kind, year, named)), (year, own[1]))

    def _subject(self, said: Said) -> str:
        """Return the subject that the list says it is for, "" where it holds for every subject."""
        label = said.value("subject")
        return label if subject_key(label) in self.asking.school.aliases else ""

    def _is_whole(self, table: Table, r: int, own: tuple[int, str] | None) -> bool:
        """Say whether a row has a code, a name and a class; note what it lacks."""
        sheet, name = table.sheet.name, _name(table, r)
        if not code_text(table.cell(r, "code")):
            self.findings.add("code_missing", sheet, r, table.column("code"), value=name)
        elif not name:
            self.findings.add("name_missing", sheet, r, table.column("name"))
        elif own is None and table.text(r, "class_name"):
            column = table.column("class_name")
            self.findings.add("class_unclear", sheet, r, column, value=table.text(r, "class_name"))
        elif own is None:
            self.findings.ask("class_name", "В~файле не~указан класс. Какой это класс?")
        else:
            return True
        return False

    def _work(self, table: Table, about: tuple[str, str, str]) -> int:
        if about not in self.works:
            kind, year, subject = about
            self.works[about] = self.rows.work("codes", kind, year, (subject, subject_key(subject)),
                                               (0, 0), sheet_name=table.sheet.name)  # fmt: skip
        return self.works[about]

    def _row(self, table: Table, r: int, work_no: int, own: tuple[str, str]) -> None:
        code, name = code_text(table.cell(r, "code")), _name(table, r)
        owner = (own[1], name_key(name))
        if held := self.owners.get((work_no, code)):
            if held != owner:
                self.findings.add(
                    "code_of_two", table.sheet.name, r, table.column("code"), value=code
                )
            return
        self.owners[work_no, code] = owner
        place = (table.sheet.name, r, table.column("code"))
        pupil_no = self.people.number(work_no, own, name, place)
        self.rows.add("participants", work_no, code, pupil_no, own[1], *place)

    def _is_skipped(self, table: Table, r: int) -> bool:
        first = next((text for _, text in table.filled(r) if not text.isdigit()), "")
        return is_footer(first) or fits(key(first), self.fmt.options["skip"])

    def _facts(self) -> dict[str, Any]:
        listed = self.rows.columns["participants"]
        return {
            **facts(self.rows.columns, self.findings.counts),
            "works": [
                text for kind, _, subject in self.works if (text := work_text(kind, subject, 0))
            ],
            "participants": len(listed["pupil_no"]),
            "classes": sorted(set(listed["class_name"])),
            "school_years": list(dict.fromkeys(year for _, year, _ in self.works)),
        }


def _name(table: Table, r: int) -> str:
    parts = (table.text(r, means) for means in ("name", "first_name", "patronymic"))
    told = " ".join(filter(None, parts))
    return person(told).name if told else ""
