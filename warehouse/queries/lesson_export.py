"""Lessons with their tasks and codes as the list that is given out and loaded back."""

from __future__ import annotations

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text


def lesson_export(con: duckdb.DuckDBPyConnection, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return a row for each task of a lesson and person who coded the lesson, by date and teacher.

    Columns: lesson_id, teacher, held_on, class_name, subject_raw, topic, aim, community, target1..target5
    (shares or missing), task_no, task_text, code («2.5», «2» or ''), role, coder ('' where nobody is
    named). Lessons go by the teachers whose own lessons may be seen.
    """
    return con.execute(text("lessons/export"), {"teachers": scope.teacher_ids}).df()
