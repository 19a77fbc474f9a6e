"""The days of one row: what its columns say together, and what of it cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from etl.days import bounds
from etl.formats.findings import Findings
from etl.formats.staff.reading import Cells
from etl.formats.staff.spans import Span, span
from etl.school import School

EARLIEST = date(1990, 1, 1)
YEARS_AHEAD = 5


class Days:
    """Reads the days of rows within what is sensible: from 1990 to five years after this school year."""

    def __init__(self, school: School, findings: Findings, earliest: date = EARLIEST) -> None:
        last = bounds(school.default_school_year)[1]
        self.earliest, self.latest = earliest, last.replace(year=last.year + YEARS_AHEAD)
        self.findings = findings

    def one(self, cells: Cells, row: int, name: str) -> date | None:
        """Return the first day that a cell names."""
        found = self.span(cells, row, name)
        if found:
            self._say_rough(cells, row, (name,), found)
        return found.first if found else None

    def both(self, cells: Cells, row: int, has_end: bool = True) -> tuple[date | None, date | None]:
        """Return the start and the end of a row; a cell may name both: «10.02–28.02.2025».

        A year alone is no start where the end is known to the day.
        """
        start, end = (self.span(cells, row, name) for name in ("date_from", "date_to"))
        if start and end and start.is_year and not end.is_rough:
            start = None
        self._say_rough(cells, row, ("date_from", "date_to"), start, end)
        if start and end is None:
            return start.first, start.last if start.is_range and has_end else None
        if end and start is None:
            return (end.first if end.is_range else None), end.last
        if start is None or end is None:
            return None, None
        first = start.first
        if first > end.last:
            value = f"{first:%d.%m.%Y} – {end.last:%d.%m.%Y}"
            self.findings.add("end_before_start", *cells.place(row, "date_to"), value=value)
            return None, None
        return first, end.last

    def span(self, cells: Cells, row: int, name: str) -> Span | None:
        """Return the days that a cell names, None where it is empty or what it says cannot be."""
        text, place = cells.text(row, name), cells.place(row, name)
        if not text.strip("-–— "):
            return None
        found = span(cells.cell(row, name))
        if found is None:
            self.findings.add("day_unclear", *place, value=text[:60])
        elif found.first > found.last:
            self.findings.add("end_before_start", *place, value=text[:60])
        elif not self.earliest <= found.first <= found.last <= self.latest:
            self.findings.add("day_impossible", *place, value=text[:60])
        else:
            return found
        return None

    def _say_rough(self, cells: Cells, row: int, names: Sequence[str], *found: Span | None) -> None:
        """Note the cells that name no day: a month or a year was taken whole."""
        for name, one in zip(names, found, strict=True):
            if one and one.is_rough:
                self.findings.add("day_rough", *cells.place(row, name), value=cells.text(row, name))
