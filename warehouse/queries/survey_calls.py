"""Whom a survey can be sent to."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text


def teachers(
    con: duckdb.DuckDBPyConnection, *, today: date, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return who works in the school on a day: teacher_id, full_name, position; by name.

    The register of the staff is no personal secret; `scope` limits what is known of a teacher, not this.
    """
    del scope
    return con.execute(text("survey_calls/teachers"), {"today": today}).df()
