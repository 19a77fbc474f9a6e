"""A file of tables pupils × something, read into tidy rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from etl.cells import DEFAULT, Tokens, cell_text, legend_entry, legend_line
from etl.formats.declaration import Format
from etl.formats.findings import Findings
from etl.formats.matrix.claiming import tables_of
from etl.formats.matrix.columns import IGNORE, UNKNOWN, VAGUE, Column
from etl.formats.matrix.context import Context, Settling
from etl.formats.matrix.filling import TableReading, Where, first_value
from etl.formats.matrix.kinds import MATRIX_KINDS
from etl.formats.matrix.layout import Layout, Table, tables
from etl.formats.matrix.lines import is_name_cell
from etl.formats.matrix.sources import goes_on, labels_of, said_of
from etl.formats.matrix.words import column_word
from etl.formats.reading import facts
from etl.grid import Cell, Grid
from etl.names import code_key, subject_key
from etl.school import School
from etl.tidy import Decisions, Parsed, Rows


class MatrixReading:
    """Rows and findings of one file."""

    def __init__(self, grid: Grid, fmt: Format, decisions: Decisions, school: School) -> None:
        self.grid, self.fmt = grid, fmt
        self.findings = Findings(MATRIX_KINDS)
        self.settling = Settling(fmt.options, decisions, school, self.findings)
        self.rows = Rows()
        self.tables = tables_of(grid, fmt)
        codes = {code_key(code): kind for code, kind in fmt.options.get("codes", {}).items()}
        legend = legend_of(grid, self.tables, self.findings)
        self.tokens = Tokens({**DEFAULT, **codes, **legend})
        self.period_marks: list[tuple[Any, ...]] = []
        self._subjects: dict[tuple[str, str], str] = {}
        self._marked: dict[tuple[int, int], Where] = {}
        self._days: dict[tuple[int, int, date], int] = {}

    def parsed(self) -> Parsed:
        """Return everything that the tables say."""
        above: dict[int, dict[str, str]] = {}
        for number, table in enumerate(self.tables):
            before = above.setdefault(id(table.sheet), {})
            if not goes_on(table):
                before.pop("subject", None)
            said = said_of(table, self.grid.name, before)
            before.update(labels_of(table))
            context = self.settling.context(table, said)
            self._columns(table)
            if context.school_year:
                TableReading(self, table, context, number).read()
        self._others()
        if self.period_marks:
            columns = self.rows.columns["period_marks"].values()
            for column, values in zip(columns, zip(*self.period_marks, strict=True), strict=True):
                column.extend(values)
        return Parsed(
            self.fmt.id,
            self.fmt.source_kind,
            self.rows.columns,
            self.findings.problems(),
            self.findings.questions,
            facts(self.rows.columns, self.findings.counts),
        )

    def part(self, context: Context, column: Column, measure: str, period: str = "") -> int:
        """Return the number of a column's part; two spellings of a subject are one part."""
        printed = column.subject or context.subject
        canonical = subject_key(column.known_subject or printed)
        printed = self._subjects.setdefault((context.class_name, canonical), printed)
        return self.rows.part(measure, context.school_year, context.grade, context.class_name,
                              printed, subject_key(printed), column.subgroup or context.subgroup,
                              period)  # fmt: skip

    def is_new_mark(self, part_no: int, pupil_no: int, where: Where, printed: str) -> bool:
        """Say whether a pupil has no mark of this part yet; a second one is a problem."""
        before = self._marked.setdefault((part_no, pupil_no), where)
        if before != where:
            self.findings.add("two_marks", *where, value=printed)
        return before == where

    def is_new_day(self, part_no: int, pupil_no: int, day: date, number: int, where: Where) -> bool:
        """Say whether no other table has this day of a pupil's subject."""
        is_new = self._days.setdefault((part_no, pupil_no, day), number) == number
        if not is_new:
            self.findings.add("same_day_twice", *where)
        return is_new

    def _columns(self, table: Table) -> None:
        """Note the columns that were passed over or taken on trust."""
        for column in table.columns:
            first = first_value(table, column.index)
            if first is None:
                continue
            where = (table.sheet.name, table.first - 1, column.index)
            if column.why == "body":
                self.findings.add("unknown_subject", *where, value=column.subject)
            elif column.kind in (IGNORE, UNKNOWN) and column.why != "person":
                if not any(column_word(part) == "ignore" for part in column.label.split(", ")):
                    self.findings.add("ignored_column", *where, value=column.label)
            elif column.kind == "" and column.why != "person":
                value = cell_text(table.cell(first, column.index))
                self.findings.add("stray_cell", table.sheet.name, first, column.index, value=value)
            elif column.kind == VAGUE:
                self.findings.add("vague_date", *where, value=column.label)

    def _others(self) -> None:
        """Note what stands on the sheets beside the tables that were read."""
        if not self.tables:
            self.findings.add("no_tables")
        for table, after in pairwise([*self.tables, None]):
            assert table is not None
            stop = after.begin if after and after.sheet is table.sheet else len(table.sheet.rows)
            for row in range(table.end, stop):
                if is_name_cell(table.cell(row, table.names[0])) and self._has_marks(table, row):
                    self.findings.add("rows_after_end", table.sheet.name, row, table.names[0])
        read = {id(table.sheet) for table in self.tables}
        for sheet in self.grid.sheets:
            if (
                not sheet.is_hidden
                and id(sheet) not in read
                and any(cell != "" for row in sheet.rows for cell in row)
            ):
                looks = any(table.measured for table in tables(sheet, Layout()))
                self.findings.add("table_skipped" if looks else "sheet_skipped", sheet.name)

    def _has_marks(self, table: Table, row: int) -> bool:
        cells = [table.cell(row, column.index) for column in table.measured]
        return any(cell != "" and self.tokens[cell].marks for cell in cells)


def legend_of(grid: Grid, found: Sequence[Table], findings: Findings) -> dict[str, str]:
    """Return the attendance codes that the file explains outside its tables; the first one holds."""
    legend: dict[str, str] = {}
    for sheet in grid.sheets:
        inside = {row for t in found if t.sheet is sheet for row in range(t.top, t.first)}
        inside |= {line.row for t in found if t.sheet is sheet for line in t.pupils}
        for r, row in enumerate(sheet.rows):
            for code, kind in () if r in inside else _legend_row(row):
                if legend.setdefault(code, kind) != kind:
                    findings.add("legend_conflict", sheet.name, r, 0, value=code)
    return legend


def _legend_row(row: Sequence[Cell]) -> Iterator[tuple[str, str]]:
    cells = [cell for cell in row if isinstance(cell, str) and cell.strip()]
    for cell, after in pairwise([*cells, ""]):
        if found := legend_entry(cell, after):
            yield found
        for piece in cell.replace(",", ";").split(";") if len(cell) < 300 else ():
            if entry := legend_line(piece):
                yield entry
