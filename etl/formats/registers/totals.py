"""The shape "totals": counts and shares of classes, by which our own figures are checked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from etl.formats.declaration import Format
from etl.formats.matrix.sources import Said, periods_in
from etl.formats.matrix.words import key, subject_name, without_subgroup
from etl.formats.registers.figures import (
    NOTHING,
    SHARES,
    Figure,
    are_fractions,
    as_percent,
    figure,
    is_possible,
)
from etl.formats.registers.reading import RegisterReading, carried, is_header, one_of
from etl.formats.registers.table import Column, Layout, Table, body, tables
from etl.formats.registers.words import fits, own_class, vocabulary
from etl.grid import Grid
from etl.names import class_name, clean, period_code, period_name, subject_key
from etl.names import school_year as year_in
from etl.school import School
from etl.tidy import Decisions, Parsed

ROWS = ("class_name", "subject")
NO_CLASS = (
    "В~отчёте не~указан класс. Какой это класс? Если отчёт по~всей школе, сравнить его не~с~чем: "
    "выгрузите его по~классам."
)
NO_FIGURES = ("", "ignore", "teacher", "period", "school_year", *ROWS)


class Whose(NamedTuple):
    """What a row's figures are of."""

    school_year: str
    grade: int
    class_name: str
    subject: str
    period: str


@dataclass
class Row:
    """One row of figures: whose, by whom taught, the cells by column."""

    whose: Whose
    teacher: str
    sheet: str
    row: int
    figures: list[tuple[str, Figure, int]] = field(default_factory=list)


def layout_of(fmt: Format) -> Layout:
    """Return how to know the header of a report of totals."""
    options = fmt.options
    words = vocabulary(options["columns"])
    needed = [meaning for group in options["needs"] for meaning in group]
    return Layout(
        words,
        is_header(options["needs"], options.get("absent", ())),
        (*ROWS, "quality_pct", "passed_pct"),
        ROWS,
        options.get("meanings", {}),
        hints=words.pieces(*needed),
    )


def claim(grid: Grid, fmt: Format) -> bool:
    """Say whether some sheet has shares of classes or subjects, and no pupils."""
    layout = layout_of(fmt)
    return any(
        bool(set(ROWS) & {c.means for c in rows_named(table).columns})
        for sheet in grid.sheets
        for table in tables(sheet, layout)
    )


def parse(grid: Grid, fmt: Format, decisions: Decisions, school: School) -> Parsed:
    """Return the figures that the report states of every class, subject and period."""
    return TotalsReading(grid, fmt, decisions, school).read()


class TotalsReading(RegisterReading):
    """A report of totals being read."""

    def __init__(self, grid: Grid, fmt: Format, decisions: Decisions, school: School) -> None:
        super().__init__(grid, fmt, decisions, school)
        self.found: list[Row] = []

    def read(self) -> Parsed:
        """Return what all tables of the report say."""
        for table, said in self.tables(layout_of(self.fmt)):
            self._table(rows_named(table), said)
        kept = self._without_shared(self.found)
        for row in kept:
            self._lay(row)
        is_of_school = self.findings.counts["totals_of_school"]
        if not kept and not self.findings.questions and not is_of_school:
            self.findings.add("no_totals")
        return self.parsed(figures=len(self.rows.columns["class_totals"]["value"]))

    def _table(self, table: Table, said: Said) -> None:
        rows = [row for row in body(table) if not self._is_sum(table, row)]
        both = table.has(*ROWS)
        classes = carried(table, "class_name", rows, both) if table.has("class_name") else {}
        subjects = carried(table, "subject", rows, both) if table.has("subject") else {}
        lettered = {found[0] for text in classes.values() if (found := own_class(text))}
        section: tuple[int, str] | None = None
        held: list[Row] = []
        for row in rows:
            if heading := self._section(table, row):
                section = heading
                continue
            printed = classes.get(row, "")
            found = class_name(printed) if printed else (section or self.class_of(said))
            if found and found[1] == str(found[0]) and found[0] in lettered:
                self.findings.add("totals_skipped", table.sheet.name, row, 0, value=printed)
            elif row_ := self._row(table, row, found, subjects.get(row, ""), said):
                held.append(row_)
        self._figures(table, held)
        self.found += held

    def _is_sum(self, table: Table, row: int) -> bool:
        """Say whether a row sums classes up; a subject «Средства массовой информации» is known."""
        texts = [text for _, text in table.filled(row) if not text.strip(" .").isdigit()]
        named = [t for t in (table.text(row, means) for means in ROWS) if t] or texts[:1]
        if table.has(*ROWS) and not any(table.text(row, means) for means in ROWS):
            named = named or ["без класса и предмета"]
            self.findings.add("totals_skipped", table.sheet.name, row, 0, value=named[0][:60])
            return True
        skips = self.fmt.options.get("skip", ())
        is_sum = any(
            not subject_name(text) and (self.is_skipped(text) or fits(key(text), skips))
            for text in named
        )
        if is_sum:
            self.findings.add("totals_skipped", table.sheet.name, row, 0, value=named[0][:60])
        return is_sum

    def _section(self, table: Table, row: int) -> tuple[int, str] | None:
        filled = table.filled(row)
        return own_class(filled[0][1]) if len(filled) == 1 else None

    def _row(
        self, table: Table, row: int, found: tuple[int, str] | None, subject: str, said: Said
    ) -> Row | None:
        """Return a row with whose it is; None where that is not known, with its reason."""
        if not any(table.text(row, c.means) for c in figure_columns(table)):
            return None
        if found is None:
            if table.has("class_name"):
                column, value = table.column("class_name"), table.text(row, "class_name")
                self.findings.add("row_no_class", table.sheet.name, row, column, value=value)
            elif self._is_of_school(table):
                if not self.findings.counts["totals_of_school"]:
                    self.findings.add("totals_of_school", table.sheet.name, table.top, 0)
            else:
                self.findings.ask("class_name", NO_CLASS)
            return None
        if table.has("subject") and not subject:
            self.findings.add("row_no_subject", table.sheet.name, row, table.column("subject"))
            return None
        subject = subject or one_of(said, "subject") or self.decisions.subject
        year = year_in(table.text(row, "school_year")) or self.school_year(said)
        period = self._period(table, row, found[0], year, said)
        whose = Whose(year, *found, clean(subject), period)
        is_settled = bool(year and period)
        teacher = table.text(row, "teacher")
        return Row(whose, teacher, table.sheet.name, row) if is_settled else None

    def _is_of_school(self, table: Table) -> bool:
        """Say whether the words above a table say that it is of the school or a whole grade."""
        whole = self.fmt.options.get("whole", ())
        above = table.sheet.rows[table.begin : table.top]
        return any(fits(key(str(cell)), whole) for row in above for cell in row if cell != "")

    def _period(self, table: Table, row: int, grade: int, year: str, said: Said) -> str:
        printed = table.text(row, "period")
        own = next(iter(periods_in(printed)), "") or period_code(printed) if printed else ""
        found = own or one_of(said, "period") or self.decisions.period
        if not found or found == "several":
            terms = self.school.periods(year or self.school.default_school_year, grade)
            proposals = tuple((p.period, period_name(p.period)) for p in terms)
            self.findings.ask("period", "За какой период этот отчёт?", proposals)
            return ""
        return found

    def _figures(self, table: Table, held: Sequence[Row]) -> None:
        """Read the figures of a table's rows; what its columns of shares hold, they tell together."""
        columns = list(figure_columns(table))
        read = {column: list(self._cells(table, column, held)) for column in columns}
        shares = [column for column in columns if column.means in SHARES]
        verdicts = are_fractions([[one for _, one in read[column]] for column in shares])
        fractions = dict(zip(shares, verdicts, strict=True))
        for column in columns:
            is_fraction = fractions.get(column, False)
            if is_fraction is None and read[column]:
                where = (table.sheet.name, table.first - 1, column.index)
                self.findings.add("totals_unclear_percent", *where, value=column.label)
                continue
            for row, stated in read[column]:
                value = as_percent(stated) if is_fraction else stated
                if is_possible(column.means, value):
                    row.figures.append((column.means, value, column.index))
                else:
                    cell = table.text(row.row, column.means)
                    self.findings.add("totals_range", row.sheet, row.row, column.index, value=cell)

    def _cells(
        self, table: Table, column: Column, held: Sequence[Row]
    ) -> Iterator[tuple[Row, Figure]]:
        for row in held:
            text = table.text(row.row, column.means)
            if text.casefold() in NOTHING:
                continue
            stated = figure(table.cell(row.row, column.means))
            if stated is None:
                self.findings.add("totals_value", row.sheet, row.row, column.index, value=text)
            else:
                yield row, stated

    def _without_shared(self, found: Sequence[Row]) -> list[Row]:
        """Leave out what several teachers say of one class and subject, and what is said twice."""
        teachers: defaultdict[Whose, set[str]] = defaultdict(set)
        for row in found:
            teachers[row.whose].add(row.teacher)
        seen: Counter[Whose] = Counter()
        kept = []
        for row in found:
            seen[row.whose] += 1
            value = ", ".join(filter(None, row.whose[2:4]))
            if len(teachers[row.whose]) > 1 or without_subgroup(row.whose.subject)[1]:
                self.findings.add("totals_shared", row.sheet, row.row, 0, value=value)
            elif seen[row.whose] > 1:
                self.findings.add("totals_twice", row.sheet, row.row, 0, value=value)
            else:
                kept.append(row)
        return kept

    def _lay(self, row: Row) -> None:
        w = row.whose
        part_no = self.rows.part("totals", w.school_year, w.grade, w.class_name, w.subject,
                                 subject_key(w.subject), "", w.period)  # fmt: skip
        for metric, stated, column in row.figures:
            self.rows.add("class_totals", part_no, metric, stated.value, stated.tolerance,
                          row.sheet, row.row, column)  # fmt: skip


def figure_columns(table: Table) -> Iterator[Column]:
    """Give the first column of each metric that a report states."""
    seen: set[str] = set()
    for column in table.columns:
        if column.means not in NO_FIGURES and column.means not in seen:
            seen.add(column.means)
            yield column


def rows_named(table: Table) -> Table:
    """Return the table with its first unlabelled column of classes or subjects named, if none is.

    A report may leave the heading of its rows empty, or say something of its own there.
    """
    if {c.means for c in table.columns} & set(ROWS):
        return table
    for column in table.columns:
        if column.means == "":
            texts = [t for row in body(table) if (t := clean(str(_at(table, row, column.index))))]
            means = _rows_are(texts)
            if means:
                named = Column(column.index, column.labels, means)
                columns = tuple(named if c is column else c for c in table.columns)
                return Table(table.sheet, table.begin, table.top, table.first, table.end, columns)
    return table


def _rows_are(texts: Sequence[str]) -> str:
    """Return what most of a column's texts are: class_name, subject or ""."""
    if not texts:
        return ""
    classes = sum(own_class(text) is not None for text in texts)
    subjects = sum(bool(subject_name(text)) for text in texts)
    best, means = max((classes, "class_name"), (subjects, "subject"))
    return means if 2 * best >= len(texts) else ""


def _at(table: Table, row: int, column: int) -> object:
    cells = table.sheet.rows[row]
    return cells[column] if column < len(cells) else ""
