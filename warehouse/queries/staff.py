"""The registers of the staff and who is on it, as the snapshot has them."""

from __future__ import annotations

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text
from warehouse.staff.registers import registers


def entries(con: duckdb.DuckDBPyConnection, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the lines of all registers that may be seen, by teacher's name and date.

    Columns: those of `staff_entries` but the school, is_deleted (a file's line that was hidden: what its
    undo shows again), file_name, accepted_at, accepted_by. Registers of self-assessment go by
    `scope.teachers`, the others by `scope.staff`; a mentor sees the own pairs too.
    """
    own = [register.register for register in registers().values() if register.is_own]
    asked = {"own_registers": own, "teachers": scope.teacher_ids, "staff": scope.staff_ids}
    return con.execute(text("staff/entries"), asked).df()


def people(con: duckdb.DuckDBPyConnection, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the teachers of the school by name, each with the card: teacher_id, full_name, name_key,
    is_listed (the register of the staff has the teacher), position, subjects, age_group, category,
    experience_years, came_on, left_on, batch_id, file_name, accepted_at, accepted_by.

    Names are open to everybody of the school; a card is empty where `scope.staff` does not allow it.
    """
    found = con.execute(text("staff/people")).df()
    if scope.staff is None:
        return found
    closed = ~found["teacher_id"].isin(scope.staff)
    found.loc[closed, ["position", "subjects", "age_group", "category"]] = ""
    found.loc[closed, ["experience_years", "came_on", "left_on", "batch_id"]] = None
    return found
