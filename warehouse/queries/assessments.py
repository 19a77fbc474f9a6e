"""Assessments of a school: which there are, their classes and the spread of points.

ВПР are never asked beside teachers or communities: see `warehouse/vpr_guard.py`.
"""

from __future__ import annotations

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text

Con = duckdb.DuckDBPyConnection


def selections(con: Con, *, school: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the assessments of a school, the newest year first.

    Columns: assessment_id, kind, school_year, subject, grade (of the work), class_grade, label,
    literacy, held_on, classes_count, participants_count, marked_count, tasks_count, levels_count and
    skills_count (tasks whose level and skill are known).
    """
    return con.execute(text("assessments/selections"), {"school": school, "scope": scope.keys}).df()


def classes(con: Con, *, school: str, assessment: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the classes of an assessment: columns of `mart_assessment_by_class`, '' without a class last."""
    params = {"school": school, "assessment": assessment, "scope": scope.keys}
    return con.execute(text("assessments/classes"), params).df()


def points(
    con: Con, *, school: str, assessment: str, class_name: str | None = None,
    scope: Scope = EVERYTHING,
) -> pd.DataFrame:  # fmt: skip
    """Return the spread of points: class_name, total_points, participants_count, lowest_mark, highest_mark."""
    params = {"school": school, "assessment": assessment, "class_name": class_name}
    return con.execute(text("assessments/points"), params | {"scope": scope.keys}).df()


def of_class(
    con: Con, *, school: str, school_year: str, class_name: str, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return the works of a class besides exams, the newest first.

    Columns: assessment_id, kind, subject, grade (of the work), label, literacy, held_on,
    participants_count, listed_count, marked_count, mark5_count … mark2_count, passed_pct, quality_pct,
    average_mark, pointed_count, completion_pct (0–100), and beside the journal: pairs_count,
    lowered_count, confirmed_count, raised_count (None where no mark can be laid beside).
    """
    params = {"school": school, "school_year": school_year, "class_name": class_name}
    return con.execute(text("assessments/of_class"), params | {"scope": scope.keys}).df()
