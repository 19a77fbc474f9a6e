"""Activity of communities by month: planned and held, as the map draws them and as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard import words

# The first month of a school year is September; from June on a column stands only where something is.
FIRST, ALWAYS = 9, 9


@dataclass(frozen=True)
class Pace:
    """What a community planned for a month and held in it; `is_ahead` where the month has not ended."""

    planned: int = 0
    held: int = 0
    is_ahead: bool = False

    @property
    def text(self) -> str:
        """What the cell says: «2 из 3», «+1» held without a plan, «○ 2» still to come."""
        if not self.planned and not self.held:
            return "·"
        if self.is_ahead and not self.held:
            return f"○{words.NBSP}{self.planned}"
        return f"{self.held} из{words.NBSP}{self.planned}" if self.planned else f"+{self.held}"

    @property
    def tone(self) -> str:
        """How strong the cell is: by the share of what was planned that was held."""
        if not self.planned and not self.held:
            return "none"
        if self.is_ahead and not self.held:
            return "ahead"
        share = self.held / self.planned if self.planned else 1
        if self.is_ahead and share < 1:
            return "ahead"
        return "all" if share >= 1 else "most" if share >= 0.5 else "some" if share else "zero"

    @property
    def said(self) -> str:
        """What the cell means in words."""
        if not self.planned and not self.held:
            return "ничего не намечено и не проведено"
        if self.is_ahead and not self.held:
            return f"намечено {self.planned}, месяц ещё не закончился"
        if not self.planned:
            return f"проведено {self.held}, без плана"
        return f"проведено {self.held} из{words.NBSP}{self.planned} намеченных"


@dataclass(frozen=True)
class Months:
    """The map: communities (id, name) in rows, first days of months in columns."""

    communities: Sequence[tuple[str, str]]
    months: Sequence[date]
    cells: Mapping[tuple[str, date], Pace]

    def pace(self, community_id: str, month: date) -> Pace:
        """Return a cell."""
        return self.cells.get((community_id, month), Pace())

    def whole(self, community_id: str) -> Pace:
        """Return the sum of a row, of months that have ended."""
        return _sum([self.pace(community_id, one) for one in self.months])

    @property
    def total(self) -> Pace:
        """The sum of all rows, of months that have ended."""
        return _sum([self.whole(own) for own, _ in self.communities])


def months(
    frame: pd.DataFrame, communities: Sequence[tuple[str, str]], year: str, until: date | None
) -> Months:
    """Return the map of a school year; from the month of `until` on they have not ended (None: all have).

    `frame` has community_id, month_on, planned_count, held_count (see `queries.communities.months`).
    """
    known = {own for own, _ in communities}
    columns = [
        date(int(year[:4]) + (FIRST - 1 + at) // 12, (FIRST - 1 + at) % 12 + 1, 1)
        for at in range(12)
    ]
    cells: dict[tuple[str, date], Pace] = {}
    for row in frame.to_dict("records"):
        month = pd.Timestamp(row["month_on"]).date()
        if row["community_id"] in known and month in columns:
            key = (str(row["community_id"]), month)
            was = cells.get(key, Pace())
            is_ahead = until is not None and (month.year, month.month) >= (until.year, until.month)
            cells[key] = Pace(
                was.planned + int(row["planned_count"]), was.held + int(row["held_count"]), is_ahead
            )
    used = {month for _, month in cells}
    shown = [one for at, one in enumerate(columns) if at < ALWAYS or one in used]
    return Months(communities, shown, cells)


def twin(found: Months) -> pd.DataFrame:
    """Return the map as rows: community_name, month_on, planned_count, held_count, of cells with anything."""
    rows = [
        {"community_name": name, "month_on": month, "planned_count": pace.planned, "held_count": pace.held}
        for own, name in found.communities for month in found.months
        if (pace := found.pace(own, month)).planned or pace.held
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["community_name", "month_on", "planned_count", "held_count"])


def _sum(paces: Sequence[Pace]) -> Pace:
    come = [one for one in paces if not one.is_ahead]
    return Pace(sum(one.planned for one in come), sum(one.held for one in come))
