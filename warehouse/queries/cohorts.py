"""Cohorts: one class followed through the years by its pupils, and any two periods compared along it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text

Con = duckdb.DuckDBPyConnection


@dataclass(frozen=True)
class Sides:
    """Two periods: A is what was, B is what came."""

    a_year: str
    a_period: str
    b_year: str
    b_period: str


# A pupil is in the part of a share from this mark on.
BORDERS = {"quality": 4, "passed": 3}


@dataclass(frozen=True)
class Share:
    """What is compared: `metric` quality or passed, `base` attested or on_roll."""

    metric: str = "quality"
    base: str = "attested"


def lines(
    con: Con,
    *,
    school_year: str,
    period: str,
    grade: int | None = None,
    scope: Scope = EVERYTHING,
) -> pd.DataFrame:
    """Return the years of every cohort that has a class in `school_year`, a period of each year.

    Columns: newest_class, newest_grade (the cohort's name), school_year, grade, class_name,
    years_count, before_class_name, stayed_count, joined_count, left_count (against the year
    before), counts and shares by pupils of the whole class, `same_…` of those who are in it in every
    year, `parallel_…` shares. Shares are unknown where a year has no such period.
    """
    params = {"school_year": school_year, "period": period, "grade": grade, "scope": scope.keys}
    return con.execute(text("cohorts/lines"), params).df()


def compared(
    con: Con,
    *,
    sides: Sides,
    share: Share = Share(),
    grade: int | None = None,
    scope: Scope = EVERYTHING,
) -> pd.DataFrame:
    """Return class × subject of both sides, the largest falls of the share first.

    A class of B stands beside the class of A that it grew from. Columns: grade, class_name,
    a_class_name, subject, `a_` and `b_` part_count, whole_count, share_pct, change_points, and of
    the base's pupils: same_count (in both), up_count and down_count (crossed the border of the
    measure: «4» for quality, «3» for passed; whoever has no mark is below it), joined_count,
    left_count.
    """
    more = {"metric": share.metric, "base": share.base, "border": BORDERS[share.metric]}
    return _compare(con, "comparison/cells", sides, {"grade": grade, "scope": scope.keys, **more})


def comparable(
    con: Con, *, sides: Sides, grade: int | None = None, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return every class of B: grade, class_name, a_class_name (None: no such class), a_count, b_count.

    The counts are 1 where the class has marks of that side's period, else 0.
    """
    return _compare(con, "comparison/sides", sides, {"grade": grade, "scope": scope.keys})


def _compare(con: Con, name: str, sides: Sides, params: dict[str, Any]) -> pd.DataFrame:
    return con.execute(text(name), asdict(sides) | params).df()
