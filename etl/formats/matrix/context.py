"""Whose table it is: class, subject, school year and period, settled or asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from etl.days import bounds, school_year_of
from etl.formats.findings import Findings
from etl.formats.matrix.columns import DATE, MARK, Column
from etl.formats.matrix.labels import MOST
from etl.formats.matrix.layout import Table
from etl.formats.matrix.sources import Said, sheet_subject, sources_of
from etl.formats.matrix.words import is_plain_sheet, without_subgroup
from etl.names import class_name, name_key, period_name
from etl.names import school_year as year_in
from etl.school import School
from etl.tidy import Decisions

Days = tuple[date, date]
_WORDS = {
    "class_name": ("класс", "Какой это класс?"),
    "subject": ("предмет", "Какой это предмет?"),
    "school_year": ("учебный год", "За какой учебный год отчёт?"),
    "period": ("период", "За какой период стоят итоговые отметки?"),
}
_LETTERS = {"quarters": "q", "trimesters": "t", "halves": "h"}


@dataclass(frozen=True)
class Context:
    """What holds for a whole table; an empty field was asked for or is not needed."""

    school_year: str = ""
    class_name: str = ""
    grade: int = 0
    subject: str = ""
    subgroup: str = ""
    period: str = ""
    month: tuple[int, int] = (0, 0)
    system: str = ""
    days: Days | None = None


class Settling:
    """Settles the context of the tables of one file."""

    def __init__(
        self, options: Mapping[str, Any], decisions: Decisions, school: School, findings: Findings
    ) -> None:
        self.options, self.decisions = options, decisions
        self.school, self.findings = school, findings
        self._unnamed: dict[str, tuple[str, str]] = {}
        self._classless: list[tuple[str, set[str]]] = []

    def context(self, table: Table, said: Said) -> Context:
        """Return the context of a table; what is neither said nor decided becomes a question."""
        needs = needs_of(table)
        year = self._year(table, said)
        name = self._one("class_name", said) if "class_name" in needs else ""
        grade, own = class_name(name) or (0, "")
        if "class_name" in needs and not said.of(
            "class_name", sources_of(self.options, "class_name")
        ):
            self._note_classless(table)
        subject, of_label = without_subgroup(
            self._one("subject", said) if "subject" in needs else ""
        )
        subgroup = next(
            (v for v, _ in said.of("subgroup", sources_of(self.options, "subgroup"))), ""
        )
        if "subject" in needs and not said.of("subject", sources_of(self.options, "subject")):
            self._note_unnamed(table, own)
        subgroup = of_label or subgroup or self.decisions.subgroup
        month = (*said.months, (0, 0))[0]
        days = said.days or (_span(table, year, month) if year else None)
        period = self._period(said, days, year, grade) if "period" in needs else ""
        stated = said.days if year and said.days and _is_within(said.days, year) else None
        return Context(year, own, grade, subject, subgroup, period, month, said.system, stated)

    def term(self, column: Column, context: Context) -> str:
        """Return the period that a bare number is («2» → q2), "" where there is no such term.

        Whose term it is the header says, else the lines above the table, else the grade's system.
        """
        own = _LETTERS[self.school.systems.get(context.grade, "quarters")]
        letter = column.system or context.system or own
        return f"{letter}{column.term}" if 1 <= column.term <= MOST[letter] else ""

    def _note_unnamed(self, table: Table, name: str) -> None:
        """Refuse to let one answer name the subject of two sheets of a class called differently."""
        sheet = table.sheet.name
        rest = sheet if is_plain_sheet(sheet) else sheet_subject(sheet)
        first, other = self._unnamed.setdefault(name, (rest, sheet))
        if rest != first:
            self.findings.add("subject_of_sheets", sheet, value=f"{other}, {sheet}")

    def _note_classless(self, table: Table) -> None:
        """Refuse to let one answer name the class of two sheets with other pupils on each."""
        names = {name_key(line.person.name) for line in table.pupils}
        sheet = table.sheet.name
        for other, known in self._classless:
            if 2 * len(names & known) < min(len(names), len(known)):
                self.findings.add("class_of_sheets", sheet, value=f"{other}, {sheet}")
                return
        self._classless.append((sheet, names))

    def _one(self, name: str, said: Said, proposals: Sequence[tuple[str, str]] = ()) -> str:
        """Return the one value of a field: as the file says, else as decided, else ask."""
        sources = sources_of(self.options, name)
        found = said.of(name, sources)
        decided = getattr(self.decisions, name)
        if len(found) == 1 and not self._is_contradicted(name, said, found[0]):
            if found[0][1] == "value":
                self.findings.add("fixed_value", value=found[0][0])
            return str(found[0][0])
        if decided:
            return str(decided)
        word, question = _WORDS[name]
        values = [value for value, _ in found or said.of(name, ("label", "title", "sheet", "file"))]
        values = [value for value in values if value and value != "several"]
        shown = ", ".join(f"«{period_name(v) if name == 'period' else v}»" for v in values)
        told = f"В~файле не~указан {word}." if len(found) != 1 and not values else ""
        told = told or f"В~файле назван {word}: {shown}."
        offered = tuple((value, value) for value in values) if name != "period" else ()
        self.findings.ask(name, f"{told} {question}", tuple(proposals) or offered)
        return ""

    def _is_contradicted(self, name: str, said: Said, found: tuple[str, str]) -> bool:
        """Say whether a fixed value stands against what this file says of itself."""
        if found[1] != "value":
            return False
        return bool(said.of(name, (f"value:{found[0]}", "label", "title", "sheet", "file"))[1:])

    def _year(self, table: Table, said: Said) -> str:
        found = said.of("school_year", sources_of(self.options, "school_year"))
        dated = {school_year_of(day) for day in _full_days(table)}
        ranged = {school_year_of(day) for day in said.days or ()}
        inferred = dated or ranged
        if not found and len(inferred) == 1:
            return inferred.pop()
        default = self.school.default_school_year
        years = sorted(inferred) or [default, _before(default)]
        return year_in(self._one("school_year", said, tuple((y, y) for y in years))) or ""

    def _period(self, said: Said, days: Days | None, year: str, grade: int) -> str:
        """Return the table's own period: named, else by its range of days, else decided or asked."""
        fits: list[tuple[str, float]] = []
        named = said.of("period", sources_of(self.options, "period"))
        if days and year and grade and not named:
            found = self.school.period_of_range(year, grade, *days)
            if found:
                return found
            fits = self.school.fits(year, grade, *days)
        return self._one("period", said, tuple((code, period_name(code)) for code, _ in fits))


def needs_of(table: Table) -> set[str]:
    """Return the fields that a table's own header leaves open."""
    columns = table.measured
    needs = {"school_year"}
    if not any(column.kind == "class" for column in table.columns):
        needs.add("class_name")
    if any(not column.subject for column in columns):
        needs.add("subject")
    if any(column.kind == MARK and is_of_table(column) for column in columns):
        needs.add("period")
    return needs


def is_of_table(column: Column) -> bool:
    """Say whether a column's period is the table's."""
    return column.period == "this" or not (column.period or column.term)


def day_of(column: Column, school_year: str, month: tuple[int, int]) -> tuple[date | None, str]:
    """Return the day of a date column and, where there is none, the code of what is wrong."""
    number = column.month or month[0]
    if not number:
        return None, "month_unknown"
    year = column.year or (0 if column.month else month[1])
    first = int(school_year[:4])
    year = year or (first if number >= 9 else first + 1)
    try:
        day = date(year, number, column.day)
    except ValueError:
        return None, "bad_date"
    low, high = bounds(school_year)
    return (day, "") if low <= day <= high else (None, "outside_year")


def _is_within(days: Days, school_year: str) -> bool:
    """Say whether a range of days lies in the school year."""
    low, high = bounds(school_year)
    return low <= days[0] and days[1] <= high


def _span(table: Table, school_year: str, month: tuple[int, int]) -> Days | None:
    """Return the first and the last lesson of a table, None where it has none."""
    dated = (day_of(c, school_year, month)[0] for c in table.columns if c.kind == DATE)
    days = [day for day in dated if day]
    return (min(days), max(days)) if days else None


def _full_days(table: Table) -> list[date]:
    days = []
    for column in table.columns:
        if column.kind == DATE and column.year and column.month:
            try:
                days.append(date(column.year, column.month, column.day))
            except ValueError:
                continue
    return days


def _before(school_year: str) -> str:
    first = int(school_year[:4])
    return f"{first - 1}/{first % 100:02d}"
