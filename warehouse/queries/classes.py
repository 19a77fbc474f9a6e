"""One class: its periods, subjects, groups of pupils, attendance and journal."""

from __future__ import annotations

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text

Con = duckdb.DuckDBPyConnection


def classes(con: Con, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the classes of every year: school_year, grade, class_name, pupils_count."""
    return con.execute(text("classes/classes"), {"scope": scope.keys}).df()


def periods(
    con: Con, *, school_year: str, class_name: str, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return the periods of a class by pupils; `pooled_…` by marks, `parallel_…` of the parallel."""
    return _of_class(con, "classes/periods", scope, school_year, class_name)


def subjects(
    con: Con, *, school_year: str, class_name: str, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return subject × period of a class with counts and shares, `parallel_…` beside them."""
    return _of_class(con, "classes/subjects", scope, school_year, class_name)


def groups(
    con: Con, *, school_year: str, class_name: str, period: str, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return the pupils of a class with their group of the partition and the subject of a reserve.

    Columns: pupil_id, full_name, pupil_group, reserve_subject, marks_count, mark5_count …
    mark2_count, not_attested_count.
    """
    return _of_class(con, "classes/groups", scope, school_year, class_name, period=period)


def movements(
    con: Con, *, school_year: str, class_name: str, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return the pupils of a class with their coming and leaving.

    Columns: pupil_id, full_name, arrived_on, left_on, has_left (1 also where the day is unknown),
    other_classes (of the same year, "" where none).
    """
    return _of_class(con, "classes/movements", scope, school_year, class_name)


def attendance(
    con: Con, *, school_year: str, class_name: str, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return the absences of a class in a year: kind, codes_count, pupils_count."""
    return _of_class(con, "classes/attendance", scope, school_year, class_name)


def journal_spans(
    con: Con, *, school_year: str, class_name: str, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return which journal pages of a class have cells: subject, period, cells_count."""
    return _of_class(con, "classes/journal_spans", scope, school_year, class_name)


def journal(
    con: Con,
    *,
    school_year: str,
    class_name: str,
    subject: str,
    period: str,
    scope: Scope = EVERYTHING,
) -> pd.DataFrame:
    """Return the cells of a journal page as they stand in the file.

    Columns: pupil_id, full_name, lesson_date, lesson_no, cell_raw, batch_id, sheet_name, row_no,
    column_no; by pupil, then by lesson.
    """
    page = {"subject": subject, "period": period}
    return _of_class(con, "classes/journal", scope, school_year, class_name, **page)


def _of_class(
    con: Con, name: str, scope: Scope, school_year: str, class_name: str, **params: str
) -> pd.DataFrame:
    known = {"school_year": school_year, "class_name": class_name, "scope": scope.keys}
    return con.execute(text(name), known | params).df()
