"""Whom a community may be made of: single teachers' deficits and strong sides, so only of those in the scope."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text

Con = duckdb.DuckDBPyConnection


def competences(con: Con, *, as_of: date, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return competence × teacher who works here on a day, of the newest wave, by name.

    Columns: teacher_id, full_name, competence_id, competence_name, position, is_deficit, is_resource,
    verdict (`unaware` where observers see less than the teacher does).
    """
    asked = {"as_of": as_of, "teachers": scope.teacher_ids}
    return con.execute(text("community_proposal/competences"), asked).df()


def bases(con: Con, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return what unites teachers: teacher_id, kind (grade, subjects, interest), basis."""
    return con.execute(text("community_proposal/bases"), {"teachers": scope.teacher_ids}).df()
