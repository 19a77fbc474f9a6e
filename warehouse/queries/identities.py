"""What the files hold of names that may be one pupil."""

from __future__ import annotations

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text

Con = duckdb.DuckDBPyConnection


def evidence(con: Con, *, ids: tuple[int, ...], scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return what stands under names in their classes, by id.

    Columns: pupil_id (the name's own), person_id, school_year, class_name, subjects_count, cells_count
    (marks and codes by date), period_marks_count, first_on, last_on.
    """
    return con.execute(text("identities/evidence"), {"ids": list(ids), "scope": scope.keys}).df()
