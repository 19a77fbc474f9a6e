"""The roadmap: what was promised, what was counted, what was planned to get there.

The roadmap speaks of the whole school and holds no class and no pupil, so a scope hides nothing of
it; the queries take one because every query does.
"""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text


def by_year(
    con: duckdb.DuckDBPyConnection, *, as_of: date | None = None, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return targets and actuals in the printed order, one row per indicator, series and year.

    Columns: row_id, indicator_id, indicator_name, kind (row, internal, extra), series (main,
    school), year, target_pct, actual_pct, numerator, denominator, deviation_points (percentage
    points), counted_from (registers, typed), measured_on. Nothing counted is NaN, never zero; nor is
    a year whose measure date is after `as_of` (today) counted from registers.
    """
    return con.execute(text("roadmap/by_year"), {"as_of": as_of or date.today()}).df()


def measures(con: duckdb.DuckDBPyConnection, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return how each year is counted: year, base (staff, teachers), term_from, measured_on."""
    return con.execute(text("roadmap/measures")).df()


def registers(con: duckdb.DuckDBPyConnection, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return which registers feed which indicators: indicator_id, register, people (all, young), is_kept."""
    return con.execute(text("roadmap/registers")).df()


def lines(
    con: duckdb.DuckDBPyConnection, *, indicator: str, year: int, named: bool = False,
    scope: Scope = EVERYTHING,
) -> pd.DataFrame:  # fmt: skip
    """Return the lines of registers behind a year of an indicator, counted and not, by day.

    Columns: register, full_name, title, status, dated_on, has_state, in_base, is_counted, file_name
    ('' for a typed line). Everybody is named where `named`, else only who is in the scope.
    """
    params = {"indicator": indicator, "year": year, "named": named}
    return con.execute(text("roadmap/lines"), params | {"teachers": scope.teacher_ids or []}).df()


def indicators(con: duckdb.DuckDBPyConnection, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the indicators in the printed order.

    Columns: row_id, indicator_id, indicator_name, title, short_name and people (for headlines and
    sentences, rows only), kind (row, internal, extra), responsible, same_as (the indicator printed
    in both columns).
    """
    return con.execute(text("roadmap/indicators")).df()


def activities(con: duckdb.DuckDBPyConnection, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the planned activities in the printed order: indicator_id, activity_name."""
    return con.execute(text("roadmap/activities")).df()
