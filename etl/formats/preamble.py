"""The lines above a table: «Учебный год», «Класс», «Период», «Ученик», in any order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from etl.cells import cell_text
from etl.days import bounds, parse_range, school_year_of
from etl.formats.findings import Findings
from etl.grid import Cell
from etl.names import class_name, clean, period_code, school_year
from etl.tidy import Decisions

Words = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Heading:
    """What the lines above a table say; an empty field was neither said nor decided."""

    school_year: str
    grade: int
    class_name: str
    pupil: str
    period: str = ""
    days: tuple[date, date] | None = None


class Labels:
    """Finds `label: value` in a cell, or a label with its value in the next cell.

    `words` are the labels by field, as a format declares them; `read` returns (field, value) of
    each label in one cell, the value empty where it stands in another.
    """

    def __init__(self, words: Words) -> None:
        self._fields = {clean(w).casefold(): f for f, listed in words.items() for w in listed}
        longest_first = sorted(self._fields, key=len, reverse=True)
        names = "|".join(re.escape(word) for word in longest_first)
        self._pattern = re.compile(
            rf"(?:^|\s)({names})\s*:\s*(.*?)(?=\s(?:{names})\s*:|$)", re.IGNORECASE
        )
        self.read = cache(self._read)

    def begins(self, cell: Cell) -> bool:
        """Say whether a cell begins with a label."""
        if not isinstance(cell, str) or ":" not in cell:
            return False
        return self._pattern.match(clean(cell)) is not None

    def _read(self, text: str) -> list[tuple[str, str]]:
        text = clean(text)
        if text.casefold() in self._fields:
            return [(self._fields[text.casefold()], "")]
        return [(self._fields[found[1].casefold()], found[2].strip())
                for found in self._pattern.finditer(text)]  # fmt: skip

    def value_in(self, cells: Sequence[Cell]) -> str:
        """Return the value that stands in the cells after a label."""
        value = next((clean(cell_text(cell)) for cell in cells if cell != ""), "")
        return "" if self.begins(value) else value


@dataclass
class Preamble:
    """Gathers what was said since the last table and settles what it means."""

    labels: Labels
    sheet: str
    said: dict[str, str] = field(default_factory=dict)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def take(self, r: int, row: Sequence[Cell], texts: Iterable[tuple[int, str]]) -> None:
        """Read one row above the table, given with its texts and their columns."""
        for c, text in texts:
            for name, value in self.labels.read(text):
                self.said[name] = value or self.labels.value_in(row[c + 1 :])
                self.places[name] = (r, c)

    def settle(self, decisions: Decisions, findings: Findings) -> Heading:
        """Return the heading; what the file does not say comes from `decisions` or is asked for."""
        period = self.said.get("period", "")
        days = parse_range(period)
        grade, name = self._class(decisions, findings)
        return Heading(
            self._school_year(days, decisions, findings),
            grade,
            name,
            self.said.get("pupil", ""),
            period_code(self.said.get("term", "")) or period_code(period) or "",
            days,
        )

    def _class(self, decisions: Decisions, findings: Findings) -> tuple[int, str]:
        printed = self.said.get("class_name", "")
        found = class_name(printed) or class_name(decisions.class_name)
        if not found:
            told = (
                f"Не~удалось понять класс «{printed}»." if printed else "В~файле не~указан класс."
            )
            findings.ask("class_name", f"{told} Какой это класс?")
        return found or (0, "")

    def _school_year(
        self, days: tuple[date, date] | None, decisions: Decisions, findings: Findings
    ) -> str:
        said = school_year(self.said.get("school_year", ""))
        year = said or (days and school_year_of(days[0])) or school_year(decisions.school_year)
        if not year:
            findings.ask("school_year", "В~файле не~указан учебный год. За какой год отчёт?")
            return ""
        if days and not bounds(year)[0] <= days[0] <= days[1] <= bounds(year)[1]:
            value = f"{year}: {self.said['period']}"
            place = self.places.get("period", ())
            findings.add("range_outside_year", self.sheet, *place, value=value)
        return year
