"""Whose table it is when a name comes twice: a namesake's, or the same pupil's on the next sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Set
from dataclasses import dataclass, field

from etl.formats.findings import Findings
from etl.formats.preamble import Heading
from etl.grid import Grid, Sheet
from etl.names import clean, name_key

Extent = tuple[Set[str], Set[Hashable]]  # the subjects of a table and the days or periods over them


@dataclass
class _Known:
    """A pupil met before: the sheet of the last table and what all the tables spoke of."""

    sheet: int
    extents: list[Extent] = field(default_factory=list)

    def goes_on(self, sheet: int, extent: Extent) -> bool:
        """Say whether a table on `sheet` goes on where the last one ended: nothing is said twice."""
        return sheet == self.sheet + 1 and all(
            extent[0].isdisjoint(subjects) or extent[1].isdisjoint(spans)
            for subjects, spans in self.extents
        )


class Namesakes:
    """Tells the pupils of one name in one class apart, by number from 1, and says so."""

    def __init__(self, grid: Grid, findings: Findings) -> None:
        self._findings = findings
        self._sheet_no = {id(sheet): number for number, sheet in enumerate(grid.sheets)}
        self._known: defaultdict[Hashable, list[_Known]] = defaultdict(list)

    def ordinal(self, heading: Heading, sheet: Sheet, row: int, extent: Extent) -> int:
        """Return which of the namesakes a table belongs to; `row` is where it stands.

        Tables of the same days are of two pupils, save one that goes on upon the next sheet with
        other subjects or other days.
        """
        key = (heading.school_year, heading.class_name, name_key(heading.pupil), heading.period,
               heading.days)  # fmt: skip
        met, number = self._known[key], self._sheet_no[id(sheet)]
        place = (sheet.name, row, 0)
        for ordinal, known in enumerate(met, 1):
            if known.goes_on(number, extent):
                known.sheet = number
                known.extents.append(extent)
                self._findings.add("table_goes_on", *place, value=clean(heading.pupil))
                return ordinal
        if met:
            self._findings.add("same_name", *place, value=clean(heading.pupil))
        met.append(_Known(number, [extent]))
        return len(met)
