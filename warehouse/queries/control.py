"""Control totals: what files state of classes and pupils beside what the school's marks come to."""

from __future__ import annotations

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text

Con = duckdb.DuckDBPyConnection
CLOSE = 0.0051  # a file may print its averages with two decimals


def class_totals(
    con: Con,
    *,
    school_year: str | None = None,
    batch_id: int | None = None,
    scope: Scope = EVERYTHING,
) -> pd.DataFrame:
    """Return the figures of reports without pupils beside ours, those that differ first.

    Columns: batch_id, file_name, school_year, class_name, subject ("" for the class as a whole),
    period, metric, stated_value, our_value, base, verdict, sheet_name, row_no, column_no (zero-based).
    `base` is attested, on_roll or pooled (by marks over all subjects): the one that agrees, else the
    first that we have. `verdict` is equal (within half of the last digit the file prints), differs or
    nothing (no such figure of ours: our_value is missing and base is "").
    """
    params = {"school_year": school_year, "batch_id": batch_id, "scope": scope.keys}
    return con.execute(text("quality/class_totals"), params).df()


def pupil_totals(
    con: Con,
    *,
    school_year: str | None = None,
    batch_id: int | None = None,
    scope: Scope = EVERYTHING,
) -> pd.DataFrame:
    """Return, by file, class, subject and metric, how many stated averages of pupils equal ours.

    Columns: batch_id, file_name, school_year, class_name, subject, metric (average_points,
    weighted_average_points), equal_count, different_count, nothing_count; most differences first.
    """
    sql = text("quality/pupil_totals"), text("quality/pupil_total_counts")
    return con.execute(
        f"WITH compared AS ({sql[0]}) {sql[1]}", _params(school_year, batch_id, scope)
    ).df()


def pupil_differences(
    con: Con,
    *,
    school_year: str | None = None,
    batch_id: int | None = None,
    row_limit: int = 50,
    scope: Scope = EVERYTHING,
) -> pd.DataFrame:
    """Return the averages of pupils that differ from ours most, at most `row_limit` of them.

    Columns: batch_id, file_name, school_year, class_name, subject, pupil_id, full_name, period,
    metric, stated_value, our_value, verdict, sheet_name, row_no, column_no (zero-based).
    """
    sql = text("quality/pupil_totals")
    return con.execute(
        f"SELECT * FROM ({sql}) WHERE verdict = 'differs'"
        " ORDER BY abs(our_value - stated_value) DESC, batch_id, row_no, column_no LIMIT $row_limit",
        _params(school_year, batch_id, scope) | {"row_limit": row_limit},
    ).df()


def _params(school_year: str | None, batch_id: int | None, scope: Scope) -> dict[str, object]:
    return {
        "school_year": school_year,
        "batch_id": batch_id,
        "scope": scope.keys,
        "tolerance": CLOSE,
    }
