"""One file being read: what every shape of pupil tables keeps while it goes through the sheets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence, Set
from functools import cache
from typing import Any

from etl.cells import DEFAULT, Tokens, cell_text, legend_entries, legend_entry
from etl.formats.declaration import Format
from etl.formats.findings import Findings
from etl.formats.namesakes import Namesakes
from etl.formats.periods import Group, Periods
from etl.formats.preamble import Heading, Labels
from etl.grid import Cell, Grid, Sheet
from etl.names import clean, code_key, fold, name_key, subject_key
from etl.problems import column_letters
from etl.school import School
from etl.tidy import Decisions, Parsed, Rows

Place = tuple[str, int, int]  # sheet name, row and column, zero-based
DASHES = frozenset("-–—|:=")
LONGEST_LEGEND = 400  # letters of a legend in one cell
PeriodMark = tuple[int | None, str, str]  # mark, as printed, state
PeriodCell = tuple[str, int, Cell, Place]  # subject, pupil_no


class Reading:
    """Rows, findings and token memory of one file."""

    def __init__(self, grid: Grid, fmt: Format, decisions: Decisions, school: School) -> None:
        self.fmt, self.decisions, self.school = fmt, decisions, school
        self.findings = Findings()
        self.rows = Rows()
        self.labels = Labels(fmt.options["preamble"])
        self.is_subject = cache(self._is_subject)
        self.is_subject_heading = cache(self._is_subject_heading)
        self.legend_rows: set[tuple[str, int]] = set()
        self.is_page = grid.kind == "html"
        self.said_above: dict[str, str] = {}
        self.tokens = Tokens({**DEFAULT, **self._codes(), **self._legend(grid)})
        self.control_totals: list[tuple[Any, ...]] = []
        self.periods = Periods(school, decisions.period, self.findings)
        self._namesakes = Namesakes(grid, self.findings)
        self._subject = cache(school.subject)
        self.period_cells: defaultdict[Group, list[PeriodCell]] = defaultdict(list)

    def pupil(
        self, heading: Heading, at: tuple[Sheet, int], subjects: Set[str], spans: Set[Hashable]
    ) -> int:
        """Return the number of a table's pupil; a second table of the same is mostly a namesake's.

        `at` is where the table stands, `spans` are the days or periods that it speaks of.
        """
        ordinal = self._namesakes.ordinal(heading, *at, (subjects, spans))
        key, name = name_key(heading.pupil), clean(heading.pupil)
        return self.rows.pupil(heading.school_year, heading.class_name, name, key, ordinal)

    def extend(self, table: str, columns: Sequence[Iterable[Any]]) -> None:
        """Append whole columns, in the order of the table."""
        for column, values in zip(self.rows.columns[table].values(), columns, strict=True):
            column.extend(values)

    def extend_rows(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Append rows, each in the order of the table's columns."""
        if rows:
            self.extend(table, list(zip(*rows, strict=True)))

    def part(self, measure: str, group: Group, subject: str, period: str = "") -> int:
        """Return the number of a part of the group's class."""
        return self.rows.part(measure, group.school_year, group.grade, group.class_name, subject,
                              subject_key(subject), "", period)  # fmt: skip

    def settle_periods(self) -> None:
        """Turn the kept cells into period marks; a period without any value is not spoken of."""
        marks: list[tuple[Any, ...]] = []
        filled = [group for group, cells in self.period_cells.items() if self._is_filled(cells)]
        periods = self.periods.settle(filled, self._totalled())
        for group in filled:
            self._settle(group, periods[group], marks)
        self.extend_rows("period_marks", marks)
        self.control_totals = [
            (*row[:3], periods.get(row[3], row[3]), *row[4:]) for row in self.control_totals
        ]

    def _totalled(self) -> set[Group]:
        return {row[3] for row in self.control_totals if isinstance(row[3], Group)}

    def _is_filled(self, cells: list[PeriodCell]) -> bool:
        return any(cell != "" and not self.tokens[cell].is_zero for _, _, cell, _ in cells)

    def _settle(self, group: Group, period: str, marks: list[tuple[Any, ...]]) -> None:
        cells = self.period_cells[group]
        parts = {
            subject: self.part("period", group, subject, period)
            for subject in dict.fromkeys(subject for subject, *_ in cells)
        }
        self.rows.cover((parts[subject], pupil_no) for subject, pupil_no, _, _ in cells)
        stands: dict[tuple[str, int], PeriodCell] = {}
        for kept in cells:
            subject, pupil_no, cell, place = kept
            said = self._period_mark(cell, place) if cell != "" else None
            if said is None:
                continue
            marks.append((parts[subject], pupil_no, *said, *place))
            first = stands.setdefault((self._subject(subject), pupil_no), kept)
            if first is not kept:
                self._list_twice(first, kept)

    def _list_twice(self, first: PeriodCell, second: PeriodCell) -> None:
        """Note two period marks of one subject of a pupil; a sheet that goes on may print it again."""
        (*_, one, (sheet, *_)), (*_, other, place) = first, second
        is_same = clean(cell_text(one)) == clean(cell_text(other))
        if is_same and sheet != place[0]:
            return
        code = "subject_twice" if is_same else "period_mark_twice"
        value = " и ".join(map(_cell_said, (first, second)))
        self.findings.add(code, *place, value=value)

    def parsed(self) -> Parsed:
        """Return everything that was read."""
        self.settle_periods()
        self.extend_rows("control_totals", self.control_totals)
        if not self.rows.columns["pupils"]["pupil_no"] and not self.findings.counts:
            self.findings.add("no_tables")
        return Parsed(
            self.fmt.id,
            self.fmt.source_kind,
            self.rows.columns,
            self.findings.problems(),
            self.findings.questions,
            facts(self.rows.columns, self.findings.counts),
        )

    def _period_mark(self, cell: Cell, place: Place) -> PeriodMark | None:
        if cell in self.tokens.mark:
            return self.tokens.mark[cell], self.tokens.raw[cell], "attested"
        found = self.tokens[cell]
        if len(found.marks) == 1 and not (found.codes or found.states or found.unknown):
            return found.marks[0][0], found.marks[0][1], "attested"
        if len(found.states) == 1 and found.states != ("point",) and not found.marks:
            return None, clean(cell_text(cell)), found.states[0]
        code = "zero_period_mark" if found.is_zero else "unknown_token"
        self.findings.add(code, *place, value=cell_text(cell))
        return None

    def _is_subject_heading(self, text: str) -> bool:
        return len(text) < 40 and fold(text) in self.fmt.options["subject"]

    def _is_subject(self, text: str) -> bool:
        return bool(text.strip()) and not (
            self.labels.begins(text)
            or self._is_subject_heading(text)
            or fold(text).startswith(tuple(self.fmt.options.get("footer", ())))
        )

    def _codes(self) -> dict[str, str]:
        return {code_key(code): kind for code, kind in self.fmt.options.get("codes", {}).items()}

    def _legend(self, grid: Grid) -> dict[str, str]:
        legend: dict[str, str] = {}
        for sheet in grid.sheets:
            for r, row in enumerate(sheet.rows):
                for code, kind in _legend_row(row):
                    self.legend_rows.add((sheet.name, r))
                    if legend.setdefault(code, kind) != kind:
                        self.findings.add("legend_conflict", sheet.name, r, 0, value=code)
        return legend


def facts(tables: dict[str, dict[str, list[Any]]], counts: Counter[str]) -> dict[str, Any]:
    """Return what the page says of a file: classes, subjects, periods, years, days, counts."""
    parts, spans = tables["parts"], tables["part_dates"]
    unique = {name: list(dict.fromkeys(filter(None, parts[name]))) for name in parts}
    return {
        "classes": unique["class_name"],
        "subjects": unique["subject_raw"],
        "periods": unique["period"],
        "school_years": unique["school_year"],
        "date_from": min(spans["date_from"]).isoformat() if spans["date_from"] else "",
        "date_to": max(spans["date_to"]).isoformat() if spans["date_to"] else "",
        "pupils": len(tables["pupils"]["pupil_no"]),
        "unknown_tokens": counts["unknown_token"],
    }


def number(cell: Cell) -> float | None:
    """Return a figure the file states («4,33», 4.33), or None where it states none."""
    if isinstance(cell, str):
        try:
            return float(clean(cell).replace(",", "."))
        except ValueError:
            return None
    return float(cell) if isinstance(cell, (int, float)) else None


def _cell_said(kept: PeriodCell) -> str:
    """Return a cell with its place: «Химия» «4» (H13)."""
    subject, _, cell, (sheet, row, column) = kept
    return f"«{subject}» — «{cell_text(cell)}» ({sheet} {column_letters(column)}{row + 1})"


def _legend_row(row: Sequence[Cell]) -> Sequence[tuple[str, str]]:
    first = row[0] if row else ""
    if first == "":
        row = list(filter(None, row))
        first = row[0] if row else ""
    if not isinstance(first, str) or len(first) > LONGEST_LEGEND:
        return ()
    if len(first) > 6:
        return () if DASHES.isdisjoint(first) else legend_entries(first)
    entry = legend_entry(first, row[1]) if len(row) > 1 else None
    return [entry, *_more_entries(row[2:])] if entry else ()


def _more_entries(row: Sequence[Cell]) -> list[tuple[str, str]]:
    """Return the further entries of a legend that is laid along a row."""
    cells = [cell for cell in row if cell != ""]
    found = map(legend_entry, cells[::2], cells[1::2])
    return [entry for entry in found if entry]
