"""What can be searched for by name."""

from __future__ import annotations

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text


def pupils(con: duckdb.DuckDBPyConnection, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return every pupil by name in the newest class: pupil_id, full_name, class_name, school_year."""
    return con.execute(text("search/pupils"), {"scope": scope.keys}).df()
