"""The programme's checkpoints and the state of each on a day."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text

STATES = ("done", "not_held", "overdue", "no_data", "due", "upcoming")


def checkpoint_states(
    con: duckdb.DuckDBPyConnection, *, as_of: date, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return the state of every checkpoint on a day, in the printed order.

    Columns: checkpoint_id, stage, step, name, window_from, window_to, state, missing, reviewed_on,
    stage_name, step_name, work_id, work_name, printed, responsible, output, needs, missing_why,
    questions, conclusion.

    State, the first that holds: `done` and `not_held` when a person has reviewed the checkpoint so
    by that day; `overdue` when its window is over; `upcoming` before the window opens (data cannot
    be asked for yet); inside the window `no_data` when some data it needs is not there, else `due`.
    `missing` says in Russian what is not there, for `no_data` and for `overdue`.

    Events count by their own dates, not by the day a file was loaded: a journal loaded today answers
    for the years it speaks of. A scope hides nothing: the answer about the journal is yes or no for
    the whole school.
    """
    return con.execute(text("checkpoints/states"), {"as_of": as_of}).df()


def stages(con: duckdb.DuckDBPyConnection, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the stages in order: stage, stage_name, date_from, date_to, expected."""
    return con.execute(text("checkpoints/stages")).df()
