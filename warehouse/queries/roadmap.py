"""The roadmap: what was promised, what was counted, what was planned to get there.

The roadmap speaks of the whole school and holds no class and no pupil, so a scope hides nothing of
it; the queries take one because every query does.
"""

from __future__ import annotations

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text


def by_year(con: duckdb.DuckDBPyConnection, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return targets and actuals in the printed order, one row per indicator, series and year.

    Columns: row_id, indicator_id, indicator_name, kind (row, internal, extra), series (main,
    school), year, target_pct, actual_pct, numerator, denominator, deviation_points (percentage
    points). Nothing counted is NaN, never zero.
    """
    return con.execute(text("roadmap/by_year")).df()


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
