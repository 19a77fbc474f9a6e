"""ОГЭ and ЕГЭ: marks and test points by class and by subject, and the exam's mark beside the year's."""

from __future__ import annotations

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text

Con = duckdb.DuckDBPyConnection


def classes(
    con: Con, *, school: str, school_year: str | None = None, kind: str | None = None,
    class_name: str | None = None, scope: Scope = EVERYTHING,
) -> pd.DataFrame:  # fmt: skip
    """Return every exam × class: columns of `mart_exam_by_class`, the newest year first."""
    params = {"school": school, "school_year": school_year, "kind": kind, "class_name": class_name}
    return con.execute(text("exams/classes"), params | {"scope": scope.keys}).df()


def subjects(
    con: Con, *, school: str, school_year: str, kind: str, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return every exam of a year over the classes one may see, the most sat first.

    Columns: kind, subject, participants_count, absent_count, marked_count, mark5_count … mark2_count,
    passed_count, quality_count, average_mark, tested_count, average_test_points, high_count (81–100),
    judged_count, below_count (under the minimum), year_pairs_count, lowered_count, confirmed_count,
    raised_count.
    """
    params = {"school": school, "school_year": school_year, "kind": kind}
    return con.execute(text("exams/subjects"), params | {"scope": scope.keys}).df()
