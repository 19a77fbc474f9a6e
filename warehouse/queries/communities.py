"""Communities: their lines as the snapshot has them, and their activity."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd

from warehouse.communities.declared import own_registers
from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text


def lines(con: duckdb.DuckDBPyConnection, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the lines about communities that may be seen, by register and date.

    Columns: those of `community_lines` but the school and line_no, is_deleted (a file's line that was
    hidden), people (ids), file_name, accepted_at, accepted_by. Development tasks and exclusions go by
    `scope.teachers`; everything else is open to the school.
    """
    asked = {"own_registers": own_registers(), "teachers": scope.teacher_ids}
    return con.execute(text("communities/lines"), asked).df()


def activity(con: duckdb.DuckDBPyConnection, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return `mart_community_activity` with community_name; it names nobody, so a scope hides nothing."""
    return con.execute(text("communities/activity")).df()


def months(con: duckdb.DuckDBPyConnection, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return `mart_community_month` with community_name; it names nobody, so a scope hides nothing."""
    return con.execute(text("communities/months")).df()


def class_periods(
    con: duckdb.DuckDBPyConnection,
    *,
    school_year: str,
    class_name: str,
    subject: str = "",
    scope: Scope = EVERYTHING,
) -> pd.DataFrame:
    """Return the periods of a class, and of what it was and became in other years, by the journal alone.

    Columns: school_year, class_name, period, attested_count, quality_count, passed_count, quality_pct,
    passed_pct, and of the parallel `parallel_…`. By pupils; of a `subject` by its marks. A `class_name`
    that is a number is a grade: the whole parallel, with nothing beside it.
    """
    asked = {"school_year": school_year, "subject": subject}
    if class_name.isdecimal():
        return con.execute(
            text("communities/grade_periods"), {**asked, "grade": int(class_name)}
        ).df()
    known = {**asked, "class_name": class_name, "scope": scope.keys}
    return con.execute(text("communities/class_periods"), known).df()


def own_works(
    con: duckdb.DuckDBPyConnection,
    *,
    classes: tuple[str, ...],
    subject: str = "",
    scope: Scope = EVERYTHING,
) -> pd.DataFrame:
    """Return the school's own works of classes («2023/24 7А»), the newest first; ВПР and exams are none of them.

    Columns: school_year, class_name, kind, subject, label, literacy, grade, held_on, participants_count,
    marked_count, quality_count, quality_pct, completion_pct.
    """
    asked = {"classes": list(classes), "subject": subject, "scope": scope.keys}
    return con.execute(text("communities/own_works"), asked).df()


def task_counts(
    con: duckdb.DuckDBPyConnection, *, day: date, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return community_id and teachers_count, the members on a day who have a development task; nobody is named."""
    return con.execute(text("communities/task_counts"), {"day": day}).df()
