"""The school before a meeting: its figures, what changed, which classes need support first."""

from __future__ import annotations

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text

Con = duckdb.DuckDBPyConnection


def school(con: Con, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return every period of the whole school by pupils; whole-school figures hide nothing by scope."""
    return con.execute(text("overview/school")).df()


def changes(
    con: Con, *, school_year: str, period: str, before: str, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return class × subject with the quality of two periods of a year, the largest falls first.

    Columns: grade, class_name, subject, attested_count, quality_count, quality_pct, the same with
    `before_`, change_points.
    """
    params = {"school_year": school_year, "period": period, "before": before}
    return con.execute(text("overview/changes"), params | {"scope": scope.keys}).df()


def support(
    con: Con, *, school_year: str, period: str, before: str, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return the classes of a period with the parts that say which need support first.

    Columns: grade, class_name, pupils_count, attested_pupils_count, passed_pupils_count,
    quality_pupils_count, passed_pct, quality_pct, in_trouble_count (pupils with a «2» or not
    attested), parallel_passed_pct, parallel_quality_pct, before_quality_pct, change_points.
    """
    params = {"school_year": school_year, "period": period, "before": before}
    return con.execute(text("overview/support"), params | {"scope": scope.keys}).df()
