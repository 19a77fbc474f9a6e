"""Deficits of pupils: what a class cannot do yet, by task and by skill of an assessment.

ВПР are never asked beside teachers or communities: see `warehouse/vpr_guard.py`.
"""

from __future__ import annotations

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text

Con = duckdb.DuckDBPyConnection


def tasks(con: Con, *, school: str, assessment: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the cells class × task of an assessment, by task and class.

    Columns: class_name ('' without a class), task_code, position, max_points, level, skill, block,
    participants_count, not_attempted_count, not_taught_count, full_count, zero_count, points_sum,
    completion_pct, verdict (enough, uncertain, short or ''), and the same of the grade as `grade_…`.
    """
    params = {"school": school, "assessment": assessment, "scope": scope.keys}
    return con.execute(text("deficits/tasks"), params).df()


def skills(con: Con, *, school: str, assessment: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the cells class × skill: tasks_count, short_tasks_count, completion_pct, is_system_deficit …"""
    params = {"school": school, "assessment": assessment, "scope": scope.keys}
    return con.execute(text("deficits/skills"), params).df()


def outside(con: Con, *, school: str, assessment: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return what a task's completion is elsewhere, by task.

    Columns: task_code, group_level, group_name, participants_count, completion_pct. group_level is
    country, region, municipality (of aggregate reports), other_schools (of a regional file) or earlier
    (this school's cohorts of other years, group_name is the year). Nothing of it is of a class, so a
    scope hides nothing.
    """
    return con.execute(text("deficits/outside"), {"school": school, "assessment": assessment}).df()


def top(con: Con, *, school: str, school_year: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the tasks of a year whose grade falls short, by missing_count: how many pupils' worth is missing."""
    return con.execute(text("deficits/top"), {"school": school, "school_year": school_year}).df()


def task_points(
    con: Con, *, school: str, assessment: str, task: str, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return the spread of one task: class_name, variant, state, points, participants_count."""
    params = {"school": school, "assessment": assessment, "task": task, "scope": scope.keys}
    return con.execute(text("deficits/task_points"), params).df()


def missed(
    con: Con, *, school: str, assessment: str, task: str, class_name: str,
    scope: Scope = EVERYTHING,
) -> pd.DataFrame:  # fmt: skip
    """Return who of a class did not get a task's full points, with names where codes are known, and the cells."""
    params = {"school": school, "assessment": assessment, "task": task, "class_name": class_name}
    return con.execute(text("deficits/missed"), params | {"scope": scope.keys}).df()
