"""The shape "work_description": tasks in rows, what each checks, its level and maximum."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from etl.cells import cell_text
from etl.formats.declaration import LOOK_SHEETS, Format
from etl.formats.findings import Findings, Kind
from etl.formats.matrix.words import key
from etl.formats.own_school import printed
from etl.formats.reading import facts
from etl.formats.registers.reading import is_header
from etl.formats.registers.table import Layout, Table, body, tables
from etl.formats.registers.words import fits, vocabulary
from etl.formats.works.cells import number
from etl.formats.works.said import (
    Asking,
    WorkName,
    day_said,
    grade_said,
    kind_said,
    label_said,
    literacy_said,
    said_around,
    subject_said,
    year_said,
)  # fmt: skip
from etl.formats.works.tasks import Repaired, codes_in_order, task_code
from etl.grid import Grid, Sheet
from etl.names import fold, subject_key
from etl.school import School
from etl.tidy import Decisions, Parsed, Rows
from etl.work_kinds import EXAM_GRADES, WITH_TASKS, work_text

TITLE_ROWS = 6  # within which a report has its title
NAMED = ("control_work", "monitoring")  # kinds of which a year has several in one subject and grade
LEVELS = {"б": "Б", "п": "П", "в": "В"}
DESCRIPTION_KINDS = {
    "task_code_unclear": Kind(
        "warning",
        "Номер задания не~понят: строка не~загружена",
        "Напишите номер так, как в~результатах: 3.1 или 4К1",
        50,
    ),
    "task_code_missing": Kind(
        "warning",
        "В~строке нет номера задания, и~выше его тоже нет: она не~загружена",
        "Впишите номер задания",
        50,
    ),
    "skill_missing": Kind(
        "warning",
        "У~задания не~сказано, что оно проверяет: загружены уровень и~балл",
        "Впишите умение или блок",
        50,
    ),
    "level_unclear": Kind(
        "warning",
        "Уровень сложности не~понят: задание загружено без уровня",
        "Напишите Б, П или В",
        50,
    ),
    "max_unreadable": Kind(
        "warning",
        "Наибольший балл не~понят: задание загружено без него",
        "Впишите число больше нуля",
        50,
    ),
    "code_repaired": Kind(
        "info",
        "Номер задания превратился в~дату или число: программа вернула его",
        "Если номер не~тот, исправьте ячейку: задайте ей текстовый формат",
        20,
    ),
    "no_tasks": Kind(
        "error",
        "В~описании нет ни~одного задания",
        "Впишите номера заданий и~умения и~загрузите файл снова",
    ),
}


def layout_of(fmt: Format) -> Layout:
    """Return how to know the header of a description."""
    words = vocabulary(fmt.options["columns"])
    test = is_header(fmt.options["needs"], fmt.options["absent"])
    return Layout(words, test, ("task", "skill", "block"), ("skill", "block"))


def claim(grid: Grid, fmt: Format) -> bool:
    """Say whether some sheet has a table of tasks and skills."""
    return any(next(_tables(sheet, fmt), None) for sheet in grid.sheets[:LOOK_SHEETS])


def parse(grid: Grid, fmt: Format, decisions: Decisions, school: School) -> Parsed:
    """Return what the tasks of every described work check."""
    return DescriptionReading(grid, fmt, decisions, school).read()


class DescriptionReading:
    """Rows and findings of one file."""

    def __init__(self, grid: Grid, fmt: Format, decisions: Decisions, school: School) -> None:
        self.grid, self.fmt = grid, fmt
        self.findings, self.rows = Findings(DESCRIPTION_KINDS), Rows()
        self.asking = Asking(decisions, self.findings, school)
        self.told: list[str] = []

    def read(self) -> Parsed:
        """Return what all tables of the file say."""
        for sheet in self.grid.sheets:
            for table in _tables(sheet, self.fmt):
                self._table(table)
        if not self.rows.columns["task_descriptions"]["task_code"] and not self.findings.questions:
            self.findings.add("no_tasks")
        return Parsed(self.fmt.id, self.fmt.source_kind, self.rows.columns,
                      self.findings.problems(), self.findings.questions, self._facts())  # fmt: skip

    def _table(self, table: Table) -> None:
        listed = [r for r in body(table) if not self._is_skipped(table, r)]
        if not listed:
            return
        work_no = self._work(table)
        if self.findings.questions:
            return
        column = table.column("task") if table.has("task") else table.column("number")
        codes = codes_in_order([_at(table, r, column) for r in listed])
        position, code, skill_no = 0, "", 0
        for r, own in zip(listed, codes, strict=True):
            self._note_repair(table, r, column, own)
            text = cell_text(_at(table, r, column)).strip()
            if text and not own.code:
                self.findings.add("task_code_unclear", table.sheet.name, r, column, value=text)
                continue
            if own.code and own.code != code:
                position, code, skill_no = position + 1, own.code, 0
            if not code:
                self.findings.add("task_code_missing", table.sheet.name, r, column)
                continue
            skill_no += 1
            self._row(table, r, work_no, (code, skill_no, position))

    def _note_repair(self, table: Table, r: int, column: int, own: Repaired) -> None:
        if own.was:
            value = f"{own.was} → {own.code}"
            self.findings.add("code_repaired", table.sheet.name, r, column, value=value)

    def _work(self, table: Table) -> int:
        """Add the work that a table describes; what nothing says is asked for."""
        said = said_around(table.sheet, table.top, self.grid.name, table.begin)
        kind = kind_said(said, self.asking, WITH_TASKS)
        held_on = day_said(said, self.asking)
        year = year_said(said, self.asking, held_on, kind)
        literacy = literacy_said(said)
        is_free = bool(literacy) or (kind == "monitoring" and "subject" in said.labelled)
        subject = "" if literacy and not said.value("subject") else (
            subject_said(said, self.asking, not is_free))  # fmt: skip
        grade = EXAM_GRADES.get(kind) or grade_said(said, self.asking)
        name = WorkName(kind, year, subject, None, literacy)
        label = label_said(said, self.asking, name) if kind in NAMED else ""
        self.told.append(work_text(kind, subject, grade, label and f"«{label}»"))
        return self.rows.work("description", kind, year, (subject, subject_key(subject)), (grade, grade),
                              label, literacy=literacy, sheet_name=table.sheet.name)  # fmt: skip

    def _is_skipped(self, table: Table, r: int) -> bool:
        first = next((text for _, text in table.filled(r)), "")
        is_task = any(
            task_code(_at(table, r, table.column(m))) for m in ("task", "number") if table.has(m)
        )
        return not is_task and fits(key(first), self.fmt.options["skip"])

    def _row(self, table: Table, r: int, work_no: int, task: tuple[str, int, int]) -> None:
        skill, block = (printed(table.cell(r, means)) for means in ("skill", "block"))
        if not skill and not block and task[1] == 1:
            self.findings.add(
                "skill_missing", table.sheet.name, r, table.column("task"), value=task[0]
            )
        most, minutes = self._most(table, r), number(table.cell(r, "minutes"))
        column = max(table.column("task"), table.column("number"), 0)
        self.rows.add("task_descriptions", work_no, *task, skill or block, block, self._level(table, r),
                      most, table.text(r, "content_code"), table.text(r, "requirement_code"), minutes,
                      table.sheet.name, r, column)  # fmt: skip

    def _level(self, table: Table, r: int) -> str:
        text = fold(table.text(r, "level"))
        found = LEVELS.get(text[:1], "") if re.match(r"[бпв](?:$|аз|ов|ыс|\W)", text) else ""
        if text.strip(" -–—") and not found:
            self.findings.add(
                "level_unclear", table.sheet.name, r, table.column("level"), value=text
            )
        return found

    def _most(self, table: Table, r: int) -> float | None:
        text = table.text(r, "max_points")
        found = number(re.sub(r"\s*б(?:алл\w*)?\.?$", "", text)) if text else None
        if text.strip(" -–—") and (found is None or found <= 0):
            self.findings.add(
                "max_unreadable", table.sheet.name, r, table.column("max_points"), value=text
            )
            return None
        return found

    def _facts(self) -> dict[str, Any]:
        works = self.rows.columns["works"]
        return {
            **facts(self.rows.columns, self.findings.counts),
            "works": self.told,
            "subjects": list(dict.fromkeys(filter(None, works["subject_raw"]))),
            "school_years": list(dict.fromkeys(works["school_year"])),
        }


def _tables(sheet: Sheet, fmt: Format) -> Iterator[Table]:
    """Give the descriptions of a sheet; a report of figures has a format of its own."""
    tops = (
        fold(text) for r in range(min(len(sheet.rows), TITLE_ROWS)) for _, text in sheet.texts(r)
    )
    if not sheet.is_hidden and not any(t in text for text in tops for t in fmt.options["reports"]):
        yield from tables(sheet, layout_of(fmt))


def _at(table: Table, row: int, column: int) -> Any:
    cells = table.sheet.rows[row]
    return cells[column] if 0 <= column < len(cells) else ""
