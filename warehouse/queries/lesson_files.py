"""Lessons with tasks as files have them; what was typed over them stands in the ledger, which pages read."""

from __future__ import annotations

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text

Con = duckdb.DuckDBPyConnection


def of_files(con: Con, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the lessons of live files, by day: lesson_id, teacher_id, community_id, held_on, class_name,
    subject_raw, topic, aim, target1..5, batch_id, file_name, accepted_at, accepted_by, sheet_name, row_no.

    Who may see which depends on communities as the ledger has them now, and aggregates need them all: the
    page decides (`dashboard.lessons`), so `scope` hides nothing here.
    """
    return con.execute(text("lesson_files/of_files")).df()


def file_tasks(con: Con, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the tasks of those lessons by coder: lesson_id, task_no, task_text, role, coder_id, task_type,
    category (missing without a code); as with `of_files`, the page decides who sees them."""
    return con.execute(text("lesson_files/file_tasks")).df()


def subject_names(con: Con, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return how subjects are called whatever way they are typed: alias_key, subject."""
    return con.execute("SELECT alias_key, subject FROM subject_aliases ORDER BY alias_key").df()
