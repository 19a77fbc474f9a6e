"""The tree from a deficit to its result: what own works say of the skill that a class lacks."""

from __future__ import annotations

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text


def skill_works(
    con: duckdb.DuckDBPyConnection,
    *,
    skill: str,
    classes: tuple[str, ...],
    scope: Scope = EVERYTHING,
) -> pd.DataFrame:
    """Return the points of the tasks that check a skill in the school's own works of classes (`2023/24 7А`), by day.

    Columns: school_year, class_name, assessment_id, kind, held_on, tasks_count, points_sum, points_possible.
    ВПР and exams are never among them: the tree stands beside communities.
    """
    asked = {"skill": skill, "classes": list(classes), "scope": scope.keys}
    return con.execute(text("path/skill_works"), asked).df()
