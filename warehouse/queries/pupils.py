"""One pupil: classes, period marks, current marks, absences and groups."""

from __future__ import annotations

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text

Con = duckdb.DuckDBPyConnection


def person(con: Con, *, pupil_id: int, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the pupil that an id leads to, as person_id; what may be seen of it others ask."""
    return con.execute(text("pupils/person"), {"pupil_id": pupil_id}).df()


def own_ids(
    con: Con, *, pupil_id: int, school_year: str, class_name: str, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return the ids of a pupil's names in a class: pupil_id, last_on (of a mark or a code there)."""
    params = {"school_year": school_year, "class_name": class_name}
    return _of_pupil(con, "pupils/own_ids", scope, pupil_id, **params)


def classes(con: Con, *, pupil_id: int, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the classes of a pupil by year: school_year, class_name, grade, full_name."""
    return _of_pupil(con, "pupils/classes", scope, pupil_id)


def period_marks(
    con: Con, *, pupil_id: int, school_year: str, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return the period marks of a pupil in a year, with the place of each in its file."""
    return _of_pupil(con, "pupils/period_marks", scope, pupil_id, school_year=school_year)


def marks(con: Con, *, pupil_id: int, school_year: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the current marks of a pupil in a year by date, with the place of each in its file."""
    return _of_pupil(con, "pupils/marks", scope, pupil_id, school_year=school_year)


def absences(
    con: Con, *, pupil_id: int, school_year: str, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return the attendance codes of a pupil in a year by date, with the place of each in its file."""
    return _of_pupil(con, "pupils/absences", scope, pupil_id, school_year=school_year)


def groups(con: Con, *, pupil_id: int, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the group of a pupil in every period: school_year, period, class_name, pupil_group, …"""
    return _of_pupil(con, "pupils/groups", scope, pupil_id)


def _of_pupil(con: Con, name: str, scope: Scope, pupil_id: int, **params: str) -> pd.DataFrame:
    return con.execute(text(name), {"pupil_id": pupil_id, "scope": scope.keys} | params).df()
