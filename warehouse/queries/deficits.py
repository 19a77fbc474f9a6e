"""Deficits of pupils: what a class cannot do yet, by task and by skill of an assessment.

ВПР are never asked beside teachers or communities: see `warehouse/vpr_guard.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True)
class Behind:
    """Of what the cells of files are asked: an assessment, a task, a class; None means all of them."""

    school: str
    assessment: str
    task: str | None = None
    class_name: str | None = None

    @property
    def params(self) -> dict[str, str | None]:
        """The parameters of the statements."""
        return {"school": self.school, "assessment": self.assessment, "task": self.task,
                "class_name": self.class_name}  # fmt: skip


def origin_sources(con: Con, *, of: Behind, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the files behind the points: batch_id, file_name, accepted_at, accepted_by, rows_count."""
    return con.execute(text("deficits/origin_sources"), of.params | {"scope": scope.keys}).df()


def origin_rows(
    con: Con, *, of: Behind, row_limit: int, row_offset: int, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return a page of the cells behind a task of a class, with rows_count of all of them.

    Nothing where the class or the task is not said: participants are named by class only.
    """
    params = of.params | {"row_limit": row_limit, "row_offset": row_offset, "scope": scope.keys}
    return con.execute(text("deficits/origin_rows"), params).df()


def cell(
    con: Con, *, school: str, batch_id: int, place: tuple[str, int, int], scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return what was read from one cell of a file; `place` is (sheet_name, row_no, column_no) from 0."""
    params = dict(zip(("sheet_name", "row_no", "column_no"), place, strict=True))
    asked = params | {"school": school, "batch_id": batch_id, "scope": scope.keys}
    return con.execute(text("deficits/cell"), asked).df()


def beside_journal(
    con: Con, *, school: str, assessment: str, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return by class how many marks are lower, equal and higher than the journal's, and apart by two."""
    params = {"school": school, "assessment": assessment, "scope": scope.keys}
    return con.execute(text("deficits/beside_journal"), params).df()
