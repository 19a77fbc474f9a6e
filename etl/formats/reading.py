"""One file being read: what every shape of pupil tables keeps while it goes through the sheets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from etl.cells import DEFAULT, Tokens, cell_text, legend_entries, legend_entry
from etl.formats.declaration import Format
from etl.formats.findings import Findings
from etl.formats.preamble import Heading, Labels
from etl.grid import Cell, Grid
from etl.names import clean, code_key, fold, name_key, period_name, subject_key
from etl.school import School
from etl.tidy import Decisions, Parsed, Rows

Place = tuple[str, int, int]  # sheet name, row and column, zero-based
DASHES = frozenset("-–—|:=")
LONGEST_LEGEND = 400  # letters of a legend in one cell
PeriodCell = tuple[str, int, Cell, Place]  # subject, pupil_no


class Group(NamedTuple):
    """The tables of a class that share a period: they are settled, and asked about, together."""

    school_year: str
    grade: int
    class_name: str
    period: str
    days: tuple[date, date] | None


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
        self._periods: dict[Group, str] = {}
        self._namesakes: Counter[tuple[Any, ...]] = Counter()
        self.period_cells: defaultdict[Group, list[PeriodCell]] = defaultdict(list)

    def pupil(self, heading: Heading) -> int:
        """Return the number of a table's pupil; a second table for the same days is a namesake."""
        key = name_key(heading.pupil)
        table = (heading.school_year, heading.class_name, key, heading.period, heading.days)
        self._namesakes[table] += 1
        ordinal = self._namesakes[table]
        return self.rows.pupil(
            heading.school_year, heading.class_name, clean(heading.pupil), key, ordinal
        )

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

    def period_of(self, group: Group) -> str:
        """Return a group's period: as labelled, else by its days, else as decided, else ""."""
        if group not in self._periods:
            by_days = group.days and not group.period and self.school.period_of_range(
                group.school_year, group.grade, *group.days
            )  # fmt: skip
            self._periods[group] = group.period or by_days or self.decisions.period
        return self._periods[group]

    def settle_periods(self) -> None:
        """Turn the kept cells into period marks; a period without any value is not spoken of."""
        marks: list[tuple[Any, ...]] = []
        for group, cells in self.period_cells.items():
            if any(cell != "" and not self.tokens[cell].is_zero for _, _, cell, _ in cells):
                self._settle(group, cells, marks)
        self.extend_rows("period_marks", marks)

    def _settle(self, group: Group, cells: list[PeriodCell], marks: list[tuple[Any, ...]]) -> None:
        period = self.period_of(group) or self._ask_period(group)
        parts = {
            subject: self.part("period", group, subject, period)
            for subject in dict.fromkeys(subject for subject, *_ in cells)
        }
        self.rows.cover((parts[subject], pupil_no) for subject, pupil_no, _, _ in cells)
        mark, raw = self.tokens.mark, self.tokens.raw
        for subject, pupil_no, cell, place in cells:
            if cell in mark:
                said = (mark[cell], raw[cell], "attested")
                marks.append((parts[subject], pupil_no, *said, *place))
            elif cell != "" and (other := self._period_mark(cell, place)):
                marks.append((parts[subject], pupil_no, *other, *place))

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

    def _period_mark(self, cell: Cell, place: Place) -> tuple[int | None, str, str] | None:
        found = self.tokens[cell]
        if len(found.marks) == 1 and not (found.codes or found.states or found.unknown):
            return found.marks[0][0], found.marks[0][1], "attested"
        if len(found.states) == 1 and found.states != ("point",) and not found.marks:
            return None, clean(cell_text(cell)), found.states[0]
        code = "zero_period_mark" if found.is_zero else "unknown_token"
        self.findings.add(code, *place, value=cell_text(cell))
        return None

    def _ask_period(self, group: Group) -> str:
        fits = group.days and self.school.fits(group.school_year, group.grade, *group.days)
        known = [code for code, _ in fits or ()] or [
            p.period for p in self.school.periods(group.school_year, group.grade)
        ]
        proposals = tuple((code, period_name(code)) for code in known)
        self.findings.ask("period", "За какой период стоят итоговые отметки?", proposals)
        return ""

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
