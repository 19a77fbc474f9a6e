"""Who works in the school, for forms and templates to offer."""

from __future__ import annotations

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text


def teacher_names(con: duckdb.DuckDBPyConnection, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return teacher_id and full_name of the teachers of the school, by name; those who left are not there.

    `scope` takes nothing away: who teaches in a school is no secret to those who work in it.
    """
    return con.execute(text("teachers/names")).df()
