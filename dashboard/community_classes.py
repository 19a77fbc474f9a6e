"""Classes that a community supports: their periods before it was founded and since, their own works.

Only the journal and the school's own works are asked: ВПР never stands beside a community.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from dashboard import data
from dashboard.communities import Community
from etl.days import bounds
from warehouse.queries import communities as queries
from warehouse.reference import period_terms

GRADE = re.compile(r"^\s*(\d{1,2})(?:\s*-?\s*(?:е|х)?\s*класс\w*)?\s*$")
BEFORE, DURING, SINCE = "before", "during", "since"


@dataclass(frozen=True)
class Supported:
    """A class or a grade (`name` as in its newest line) with its deficit and goal, and since when it is supported.

    `periods` in order of days, `side` of each: before, during (founded inside it), since; `works` the
    school's own of the same classes.
    """

    name: str
    subject: str
    deficit: str
    goal: str
    deficit_key: str
    since: date | None
    periods: pd.DataFrame
    works: pd.DataFrame

    @property
    def title(self) -> str:
        """What it is: «7А, алгебра»."""
        named = f"{self.name} классы" if self.name.isdecimal() else self.name
        return ", ".join(filter(None, [named, self.subject]))

    def then(self) -> Mapping[str, Any] | None:
        """Return the last period before, of the same name as `now` where there is one."""
        before = self._of(BEFORE)
        now = self.now()
        same = [row for row in before if now and row["period"] == now["period"]] or before
        return same[-1] if same else None

    def now(self) -> Mapping[str, Any] | None:
        """Return the last period since."""
        since = self._of(SINCE)
        return since[-1] if since else None

    def _of(self, side: str) -> list[dict[Any, Any]]:
        return [row for row in self._known if row["side"] == side]

    @cached_property
    def _known(self) -> list[dict[Any, Any]]:
        """The periods with a number."""
        if self.periods.empty:
            return []
        return list(self.periods[self.periods["quality_pct"].notna()].to_dict("records"))


def supported(community: Community) -> list[Supported]:
    """Return the classes of a community, every class once though it has a line for each year."""
    founded, terms = community.row["date_from"], _terms()
    found: dict[Any, Supported] = {}
    for row in sorted(community.of("classes"), key=lambda one: str(one["school_year"])):
        frame, since = _periods(row, terms), _since(row, founded)
        known = (
            frozenset(zip(frame["school_year"], frame["class_name"], strict=True))
            if len(frame)
            else None
        )
        key = (known or row["line_key"], str(row["subject"]).casefold())
        first = found.get(key)
        begun = first.since if first else since
        found[key] = _supported(row, begun, _sided(frame, begun))
    return sorted(found.values(), key=lambda one: (GRADE.match(one.name) is not None, one.name))


def _supported(row: Mapping[str, Any], since: date | None, periods: pd.DataFrame) -> Supported:
    pairs = periods[["school_year", "class_name"]].drop_duplicates() if len(periods) else periods
    named = tuple(f"{one.school_year} {one.class_name}" for one in pairs.itertuples())
    works = (
        data.frame(queries.own_works, classes=named, subject=row["subject"] or "")
        if named
        else periods
    )
    return Supported(row["class_name"], row["subject"] or "", row["title"], row["goal"], row["deficit_key"], since,
                     periods, works)  # fmt: skip


def _since(row: Mapping[str, Any], founded: date | None) -> date | None:
    """Return from when a class is supported: the year of its line, but not before the community is there."""
    try:
        first, _ = bounds(row["school_year"])
    except ValueError:
        return founded
    return max(first, founded) if founded else first


def _periods(
    row: Mapping[str, Any], terms: Mapping[tuple[str, str], tuple[date, date]]
) -> pd.DataFrame:
    grade = GRADE.match(row["class_name"] or "")
    asked = {
        "school_year": row["school_year"],
        "class_name": grade[1] if grade else row["class_name"],
    }
    frame = data.frame(queries.class_periods, subject=row["subject"] or "", **asked)
    if frame.empty:
        return frame
    keys = list(zip(frame["school_year"], frame["period"], strict=True))
    frame = frame[[key in terms for key in keys]]
    spans = [terms[key] for key in keys if key in terms]
    frame = frame.assign(begins=[first for first, _ in spans], ends=[last for _, last in spans])
    return frame.sort_values("ends", ignore_index=True)


def _sided(frame: pd.DataFrame, since: date | None) -> pd.DataFrame:
    if frame.empty:
        return frame
    spans = zip(frame["begins"], frame["ends"], strict=True)
    return frame.assign(side=[_side(first, last, since) for first, last in spans])


def _side(first: date, last: date, since: date | None) -> str:
    if since is None or last < since:
        return BEFORE
    return SINCE if first >= since else DURING


def _terms() -> dict[tuple[str, str], tuple[date, date]]:
    """Return the days of the terms of all systems, without whole years."""
    return {(one["school_year"], one["period"]): (one["date_from"], one["date_to"])
            for one in period_terms(data.ledger()) if one["period"] != "year"}  # fmt: skip
