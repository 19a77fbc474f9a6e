"""Communities: their lines as the snapshot has them, and their activity."""

from __future__ import annotations

import duckdb
import pandas as pd

from warehouse.communities.declared import own_registers
from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text


def lines(con: duckdb.DuckDBPyConnection, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the lines about communities that may be seen, by register and date.

    Columns: those of `community_lines` but the school and line_no, is_deleted (a file's line that was
    hidden), people (ids), file_name, accepted_at, accepted_by. Development tasks and exclusions go by
    `scope.teachers`; everything else is open to the school.
    """
    asked = {"own_registers": own_registers(), "teachers": scope.teacher_ids}
    return con.execute(text("communities/lines"), asked).df()


def activity(con: duckdb.DuckDBPyConnection, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return `mart_community_activity` with community_name; it names nobody, so a scope hides nothing."""
    return con.execute(text("communities/activity")).df()


def months(con: duckdb.DuckDBPyConnection, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return `mart_community_month` with community_name; it names nobody, so a scope hides nothing."""
    return con.execute(text("communities/months")).df()
