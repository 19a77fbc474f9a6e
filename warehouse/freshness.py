"""How fresh the data are, counted in days of the school year: breaks and the summer are silent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text

Term = tuple[date, date]


@dataclass(frozen=True)
class Freshness:
    """How fresh one kind of source is.

    `loaded_on` is when its newest file was accepted, `last_lesson_on` the newest lesson in it (None
    where it has none), `school_days` the days of terms since it was loaded, `is_stale` whether those
    are more than allowed.
    """

    source_kind: str
    loaded_on: date
    last_lesson_on: date | None
    school_days: int
    is_stale: bool


def school_days(after: date, until: date, terms: Iterable[Term]) -> int:
    """Return how many days after one day, up to and with another, lie in a term.

    Terms that meet or overlap, as those of different systems do, count a day once.
    """
    days = 0
    seen = after
    for first, last in sorted(terms):
        begin, end = max(first, seen + timedelta(days=1)), min(last, until)
        if begin <= end:
            days += (end - begin).days + 1
            seen = end
    return days


def freshness(
    sources: Sequence[tuple[str, date, date | None]],
    terms: Sequence[Term],
    today: date,
    allowed: int,
) -> list[Freshness]:
    """Return the freshness of sources (kind, loaded on, last lesson on), the stale first.

    In a break or in summer nothing is stale: nobody is waiting for a journal then. Nor is a source
    without lessons, which comes once a term or once a year, or a journal of one kind where the school
    loads another.
    """
    is_term = any(first <= today <= last for first, last in terms)
    newest = max((loaded_on for _, loaded_on, lesson in sources if lesson), default=None)
    found = []
    for kind, loaded_on, last_lesson_on in sources:
        days = school_days(loaded_on, today, terms)
        is_journal = last_lesson_on is not None and loaded_on == newest
        is_stale = is_term and is_journal and days > allowed
        found.append(Freshness(kind, loaded_on, last_lesson_on, days, is_stale))
    return sorted(found, key=lambda one: (not one.is_stale, -one.school_days, one.source_kind))


def sources(con: duckdb.DuckDBPyConnection, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return source_kind, loaded_at (UTC), last_lesson_on, files_count of everything loaded."""
    return con.execute(text("quality/sources")).df()
