"""The olympiad (ВсОШ): stages, subjects, who passed on, who won.

«Класс» is the pupil's own, «класс участия» the grade of the paper. Whose class nobody named is seen
by those who see the whole school.
"""

from __future__ import annotations

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text

Con = duckdb.DuckDBPyConnection


def stages(con: Con, *, school: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return every school year × stage (school, municipal, regional, final), the newest year first.

    Columns: school_year, stage, participations_count, pupils_count (told by name), unnamed_count,
    winners_count, prize_winners_count, above_own_grade_count, senior_pupils_count and
    senior_unnamed_count (grades 7–11).
    """
    return _asked(con, "stages", scope, school=school)


def subjects(con: Con, *, school: str, school_year: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return every subject × stage of a year: counts as of `stages`, without the grades 7–11."""
    return _asked(con, "subjects", scope, school=school, school_year=school_year)


def passed_on(con: Con, *, school: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return by school year the named pupils of grades 7–11 at the school and municipal stage, and at both.

    Columns: school_year, school_pupils_count, municipal_pupils_count, both_pupils_count.
    """
    return _asked(con, "passed_on", scope, school=school)


def successes(
    con: Con, *, school: str, school_year: str, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return the named winners and prize-winners of a year, the highest stage first.

    Columns: stage, subject, profile, class_name, grade, participation_grade, pupil_id, full_name,
    status, place, points, max_points.
    """
    return _asked(con, "successes", scope, school=school, school_year=school_year)


def sources(con: Con, *, school: str, school_year: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the files behind a year: columns of `queries.objectivity.sources`."""
    return _asked(con, "sources", scope, school=school, school_year=school_year)


def _asked(con: Con, name: str, scope: Scope, **params: str) -> pd.DataFrame:
    return con.execute(text(f"olympiad/{name}"), {**params, "scope": scope.keys}).df()
