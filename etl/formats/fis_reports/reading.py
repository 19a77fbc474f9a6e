"""One file of aggregate reports being read: the work of each and the figures of its groups."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from etl.cells import cell_text
from etl.formats.declaration import Format
from etl.formats.findings import Findings, Kind
from etl.formats.fis_reports.groups import Group, group_of, mark_of
from etl.formats.fis_reports.table import Column, Table, table_of
from etl.formats.reading import facts
from etl.formats.registers.figures import Figure, figure
from etl.formats.works.cells import number
from etl.formats.works.said import (
    Asking,
    Said,
    day_said,
    grade_said,
    said_around,
    subject_said,
    year_said,
)  # fmt: skip
from etl.formats.works.tasks import codes_in_order, task_code
from etl.formats.works.titles import kind_of
from etl.grid import Grid
from etl.names import fold, subject_key
from etl.school import School
from etl.tidy import Decisions, Parsed, Rows
from etl.work_kinds import work_text

NONE = frozenset({"", "-", "–", "—", "н/д", "x", "х"})
_LEADING = re.compile(r"(\d{1,2}(?:[.,]\d{1,2})?(?:\s*[КкKk]\s*\d)?)(?:[.)]\s*|\s+)(?=\D{3})")
_PARTICIPANTS = re.compile(r"(\d+)\s*(?:уч|чел)")
Work = tuple[str, str, str, int, Any]  # kind, year, subject, grade, day
FIS_KINDS = {
    "figure_unreadable": Kind(
        "warning",
        "Непонятная запись вместо числа: она не~загружена",
        "Выгрузите отчёт из~ФИС ОКО заново",
        50,
    ),
    "group_unknown": Kind(
        "warning",
        "Не~сказано, каких участников эта строка: она не~загружена",
        "Над строками отметок должна стоять группа: «Вся выборка», регион или школа",
        50,
    ),
    "task_code_unclear": Kind(
        "warning",
        "Номер задания не~понят: строка не~загружена",
        "Выгрузите отчёт из~ФИС ОКО заново",
        50,
    ),
    "code_repaired": Kind(
        "info",
        "Номер задания превратился в~дату или число: программа вернула его",
        "Если номер не~тот, выгрузите отчёт заново и~не~пересохраняйте его",
        20,
    ),
    "no_lines": Kind(
        "error",
        "В~отчёте нет ни~одной строки с~числами",
        "Выгрузите отчёт из~ФИС ОКО заново",
    ),
}


class FisReading:
    """Rows and findings of one file."""

    def __init__(self, grid: Grid, fmt: Format, decisions: Decisions, school: School) -> None:
        self.grid, self.fmt = grid, fmt
        self.findings, self.rows = Findings(FIS_KINDS), Rows()
        self.asking = Asking(decisions, self.findings, school)
        self.works: list[Work] = []

    def read(self) -> Parsed:
        """Return what all sheets say together."""
        for sheet in self.grid.sheets:
            if table := table_of(sheet, self.fmt):
                self._table(table)
        if not self.rows.columns["work_lines"]["work_no"] and not self.findings.questions:
            self.findings.add("no_lines")
        return Parsed(self.fmt.id, self.fmt.source_kind, self.rows.columns,
                      self.findings.problems(), self.findings.questions, self._facts())  # fmt: skip

    def _table(self, table: Table) -> None:
        said = said_around(table.sheet, table.head, self.grid.name)
        work = self._work(said)
        if self.findings.questions:
            return
        self.works.append(work)
        work_no = self._add(table, "lines", work)
        for column, was, code in table.repaired:
            self.findings.add(
                "code_repaired", table.sheet.name, table.head, column, value=f"{was} → {code}"
            )
        scale = _scale(table)
        if table.report == "skills":
            self._skills(table, work_no, work, scale)
        else:
            self._groups(table, work_no, scale)

    def _work(self, said: Said) -> Work:
        kind = next(filter(None, map(kind_of, said.texts)), "vpr")
        held_on = day_said(said, self.asking)
        year = year_said(said, self.asking, held_on, kind)
        return kind, year, subject_said(said, self.asking), grade_said(said, self.asking), held_on

    def _add(self, table: Table, role: str, work: Work) -> int:
        kind, year, subject, grade, held_on = work
        return self.rows.work(role, kind, year, (subject, subject_key(subject)), (grade, grade),
                              held_on=held_on, sheet_name=table.sheet.name)  # fmt: skip

    def _groups(self, table: Table, work_no: int, scale: float) -> None:
        """Lay the rows of groups; a row of a mark is of the group above it."""
        group: Group | None = None
        for r in table.body:
            if table.is_of_maxima(r):
                continue
            text = table.text(r, table.names)
            stated = list(self._stated(table, r, table.columns))
            mark = mark_of(table.text(r, table.mark)) if table.mark >= 0 else ""
            if text and table.report == "by_mark" and not mark and mark_of(text):
                mark = mark_of(text)
            elif text:
                group = group_of(text) if stated or table.report == "by_mark" else group
            elif text or not mark:
                continue
            if stated and group is None:
                self.findings.add("group_unknown", table.sheet.name, r, table.names, value=text)
            elif group is not None:
                for column, found in stated:
                    self._line(
                        table,
                        (work_no, r, column),
                        (group, mark, table.columns[column]),
                        found,
                        scale,
                    )

    def _stated(
        self, table: Table, r: int, columns: dict[int, Column]
    ) -> Iterator[tuple[int, Figure]]:
        for column in columns:
            cell = table.cell(r, column)
            found = figure(cell)
            if found is not None and found.value >= 0:
                yield column, found
            elif fold(cell_text(cell)) not in NONE and table.text(r, table.names):
                self.findings.add(
                    "figure_unreadable", table.sheet.name, r, column, value=cell_text(cell)
                )

    def _line(self, table: Table, place: tuple[int, int, int], of: tuple[Group, str, Column],
              found: Figure, scale: float) -> None:  # fmt: skip
        (work_no, r, column), (group, mark, stated) = place, of
        times = scale if stated.metric.endswith("_pct") else 1.0
        self.rows.add("work_lines", work_no, group.level, group.name, group.code, mark, stated.metric,
                      stated.item, found.value * times, found.tolerance * times, table.sheet.name, r,
                      column)  # fmt: skip

    def _skills(self, table: Table, work_no: int, work: Work, scale: float) -> None:
        """Lay a report whose rows are tasks: completion by group, and what each task checks."""
        groups = {c: group_of(column.item) for c, column in table.columns.items()}
        described = 0
        listed = table.body
        codes = codes_in_order([table.cell(r, table.code) for r in listed])
        for position, (r, own) in enumerate(zip(listed, codes, strict=True), 1):
            text = table.text(r, table.names)
            leading = _LEADING.match(text)
            code = task_code(leading[1]) if leading else own.code
            if not code:
                self._counts(table, r, work_no, groups)
                continue
            if own.was and not leading:
                self.findings.add(
                    "code_repaired", table.sheet.name, r, table.code, value=f"{own.was} → {code}"
                )
            described = described or self._add(table, "description", work)
            skill = text[leading.end() :] if leading else text
            most = number(table.cell(r, table.most)) if table.most >= 0 else None
            self.rows.add("task_descriptions", described, code, 1, position, skill, "", "", most, "", "",
                          None, table.sheet.name, r, table.names)  # fmt: skip
            for column, found in self._stated(table, r, table.columns):
                of = (groups[column], "", Column("completion_pct", code))
                self._line(table, (work_no, r, column), of, found, scale)

    def _counts(self, table: Table, r: int, work_no: int, groups: dict[int, Group]) -> None:
        """Read a row of numbers of participants; note a row of figures without a task."""
        texts = {c: table.text(r, c) for c in table.columns}
        counted = {c: found for c, text in texts.items() if (found := _PARTICIPANTS.match(text))}
        for c, found in counted.items():
            of = (groups[c], "", Column("participants_count"))
            self._line(table, (work_no, r, c), of, Figure(float(found[1]), 0), 1.0)
        if not counted and table.text(r, table.names) and any(texts.values()):
            self.findings.add("task_code_unclear", table.sheet.name, r, table.names,
                              value=table.text(r, table.names)[:60])  # fmt: skip

    def _facts(self) -> dict[str, Any]:
        return {
            **facts(self.rows.columns, self.findings.counts),
            "works": list(dict.fromkeys(work_text(k, s, g) for k, _, s, g, _ in self.works)),
            "subjects": list(dict.fromkeys(work[2] for work in self.works)),
            "school_years": list(dict.fromkeys(work[1] for work in self.works)),
        }


def _scale(table: Table) -> float:
    """Return 100 where the shares of a table are fractions of one, as a cell shown in percents is."""
    shares = [c for c, column in table.columns.items() if column.metric.endswith("_pct")]
    cells = (table.cell(r, c) for r in table.body for c in shares
             if not table.is_of_maxima(r))  # fmt: skip
    values = [found for cell in cells if (found := figure(cell)) is not None]
    is_fraction = bool(values) and not any(v.is_percent or v.value > 1 for v in values)
    return 100.0 if is_fraction and any(0 < v.value < 1 for v in values) else 1.0
