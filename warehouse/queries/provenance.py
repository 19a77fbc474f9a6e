"""Where a number comes from: its counts, the files behind it and the rows with their cells."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text

Con = duckdb.DuckDBPyConnection


@dataclass(frozen=True)
class Slice:
    """The period marks that a figure is made of; None means "all of them"."""

    school_year: str
    period: str
    grade: int | None = None
    class_name: str | None = None
    subject: str | None = None
    pupil_id: int | None = None


def batches(con: Con, *, row_limit: int = 10, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the newest loaded files: batch_id, file_name, sha256, format_id, accepted_at, accepted_by."""
    return con.execute(text("provenance/batches"), {"row_limit": row_limit}).df()


def period_rows(
    con: Con, *, of: Slice, row_limit: int = 50, row_offset: int = 0, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return the period marks behind a figure with their cells, a page of them.

    Columns: pupil_id, full_name, class_name, subject, mark, mark_raw, state, batch_id, file_name,
    sheet_name, row_no, column_no (zero-based), rows_count (of all pages).
    """
    params = _params(of, scope) | {"row_limit": row_limit, "row_offset": row_offset}
    return con.execute(text("provenance/period_rows"), params).df()


def period_sources(con: Con, *, of: Slice, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the files behind a figure: batch_id, file_name, sha256, accepted_at, accepted_by, rows_count."""
    return con.execute(text("provenance/period_sources"), _params(of, scope)).df()


def subject_counts(con: Con, *, of: Slice, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return one row with the counts of marks and states that a figure by marks is made of."""
    return con.execute(text("provenance/subject_counts"), _params(of, scope)).df()


def pupil_counts(con: Con, *, of: Slice, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return pupil_group, pupils_count: the partition that a figure by pupils is made of."""
    params = _params(of, scope)
    del params["subject"], params["pupil_id"]
    return con.execute(text("provenance/pupil_counts"), params).df()


def cell(
    con: Con,
    *,
    batch_id: int,
    sheet_name: str,
    row_no: int,
    column_no: int,
    scope: Scope = EVERYTHING,
) -> pd.DataFrame:
    """Return what was read from one cell of one file: a row per mark, code or period mark.

    Columns: school_year, class_name, subject, pupil_id, full_name, lesson_date, period, cell_raw,
    meaning, weight, the place and the file (file_name, sha256, accepted_at, accepted_by).
    """
    place = {"batch_id": batch_id, "sheet_name": sheet_name}
    place |= {"row_no": row_no, "column_no": column_no}
    return con.execute(text("provenance/cell"), place | {"scope": scope.keys}).df()


def _params(of: Slice, scope: Scope) -> dict[str, object]:
    return asdict(of) | {"scope": scope.keys}
