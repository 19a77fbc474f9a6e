"""Marks of outside works beside the journal's, and the signs of low results.

A ВПР stands beside the mark that its own file states, an ОГЭ beside the mark of the year, a work of the
school whose file states none beside the last term that ended before its day. None of it is asked beside
teachers: see `warehouse/vpr_guard.py`.
"""

from __future__ import annotations

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text

Con = duckdb.DuckDBPyConnection


def choices(con: Con, *, school: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return what there is to look at: school_year, kind, works_count, the newest year first."""
    return con.execute(text("objectivity/choices"), {"school": school, "scope": scope.keys}).df()


def classes(
    con: Con, *, school: str, school_year: str, kind: str, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return every work × class with marks of both sides, the class nobody named last.

    Columns: assessment_id ('' of an ОГЭ), subject, grade (of the work), class_grade, class_name, label, literacy,
    participants_count (both marks), without_count, lowered_count, confirmed_count, raised_count,
    gap2_count, lowered_pct, confirmed_pct, raised_pct (0–100).
    """
    return _asked(con, "classes", scope, school=school, school_year=school_year, kind=kind)


def gaps(
    con: Con, *, school: str, school_year: str, kind: str, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return participants two or more marks away from the journal.

    Columns: class_name, subject, literacy, grade (of the work), assessment_id, participant_code, pupil_id and
    full_name (None where nobody said whose the code is), journal_mark, mark, gap (mark − journal_mark).
    """
    return _asked(con, "gaps", scope, school=school, school_year=school_year, kind=kind)


def lines(
    con: Con, *, school: str, school_year: str, kind: str, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return the same shares of the country, region and municipality, as an aggregate report states them.

    Columns: subject, literacy, grade, group_level, group_name, lowered_pct, confirmed_pct, raised_pct,
    participants_count (None where not stated). They name no class, so every scope sees them.
    """
    params = {"school": school, "school_year": school_year, "kind": kind}
    return con.execute(text("objectivity/lines"), params).df()


def low_results(con: Con, *, school: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the procedures of a school by year, with two separate signs of low results.

    Columns: school_year, kind, subject, grade, judged_count, low_count, low_pct, is_low, is_in_two,
    is_twice. Empty for whom only some classes are open: the signs are the school's.
    """
    return _asked(con, "low_results", scope, school=school)


def sources(
    con: Con, *, school: str, school_year: str, kind: str, subject: str | None = None,
    grade: int | None = None, scope: Scope = EVERYTHING,
) -> pd.DataFrame:  # fmt: skip
    """Return the files behind a kind of work, of a subject and grade of the work where they are given.

    Columns: batch_id, file_name, sha256, accepted_at, accepted_by, sheet_name, first_row, last_row
    (from 0), rows_count.
    """
    narrowed = {"subject": subject, "grade": grade}
    of = {"school": school, "school_year": school_year, "kind": kind, **narrowed}
    return con.execute(text("objectivity/sources"), of | {"scope": scope.keys}).df()


def _asked(con: Con, name: str, scope: Scope, **params: str) -> pd.DataFrame:
    return con.execute(text(f"objectivity/{name}"), {**params, "scope": scope.keys}).df()
