"""Between period ends: where pupils stand by their current marks as of a day."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text

Con = duckdb.DuckDBPyConnection


@dataclass(frozen=True)
class View:
    """What is looked at: a period of a school year as of a day, and the thresholds that decide.

    Marks after `as_of` are not seen. `disputed_points` is the width of a border; a pupil has few
    marks when fewer than `enough_count` stand `check_days` before the period's end.
    """

    school_year: str
    period: str
    as_of: date
    grade: int | None = None
    class_name: str | None = None
    disputed_points: float = 0.15
    enough_count: int = 3
    check_days: int = 30


def selections(con: Con, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return what can be chosen: school_year, period, grade, classes_count, date_from, date_to, last_day."""
    return con.execute(text("journal/selections"), {"scope": scope.keys}).df()


def cells(con: Con, *, view: View, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return class × subject: pupils and what would come out if the period ended on the day.

    Columns: grade, class_name, subject, pupils_count, marked_count (with a mark), unmarked_count
    (without, exempt pupils apart), passed_count, quality_count, two_count (by the likely mark),
    disputed_count, few_count (on the day of the check), still_few_count (and still), attention_count
    (disputed, still few marks or a likely «2»), marks_count,
    marks_held_count, last_mark_on, absences_count, absences_held_count, late_count, exempt_count,
    lessons_count (null: unknown). `…_held_count` are of the days whose lessons are known.
    """
    return _over_standing(con, "journal/cells", view, scope)


def classes(con: Con, *, view: View, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the classes by pupils: pupils_count, disputed_pupils_count, few_pupils_count,
    attention_pupils_count, absences_count, absences_held_count, lessons_count; grade 1 without figures."""
    return _over_standing(con, "journal/classes", view, scope)


def groups(con: Con, *, view: View, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return pupils with their group if the period ended on the day: grade, class_name, pupil_id,
    pupil_group, is_quality_low and is_quality_high (only «4» and «5» if disputed marks fell, rose)."""
    return _over_standing(con, "journal/groups", view, scope)


def pupils(con: Con, *, view: View, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return pupil × subject of a class by name, with sums, the likely mark and absences by reason.

    base_points / base_weight is the mean the likely mark rounds (weighted where marks have weights);
    border_tenths is the border a disputed mean stands at (45, 35, 25); check_marks_count are the marks
    a check of few marks counts; period_mark and against_mean are given where the period is closed.
    """
    return _over_standing(con, "journal/pupils", view, scope)


def absences(con: Con, *, view: View, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return one row: lessons missed by reason, late_count, exempt_count, lessons_count (null: unknown)."""
    return _over_standing(con, "journal/absences", view, scope)


def against_mean(con: Con, *, view: View, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return class × subject: compared_count, above_count, equal_count, below_count and their shares.

    A period mark against the rounding of the mean of all current marks of the period.
    """
    known = asdict(view)
    params = {key: known[key] for key in ("school_year", "period", "grade", "class_name")}
    return con.execute(text("journal/against_mean"), params | {"scope": scope.keys}).df()


def _over_standing(con: Con, name: str, view: View, scope: Scope) -> pd.DataFrame:
    """Return the answer of a question over `standing`, the one relation that all of them share."""
    asked = text(name)
    joined = asked.replace("WITH ", ", ", 1) if "\nWITH " in asked else asked
    sql = f"WITH standing AS (\n{text('journal/standing')}\n)\n{joined}"
    params = asdict(view) | {"scope": scope.keys}
    used = {key: value for key, value in params.items() if f"${key}" in sql}
    return con.execute(sql, used).df()


def origin_rows(
    con: Con,
    *,
    view: View,
    subject: str | None = None,
    row_limit: int = 50,
    row_offset: int = 0,
    scope: Scope = EVERYTHING,
) -> pd.DataFrame:
    """Return the marks and codes of the view's class with their cells, a page of them.

    Columns as of `queries.provenance.period_rows`, and lesson_date.
    """
    page = {"row_limit": row_limit, "row_offset": row_offset}
    params = _of_files(view, subject, scope) | page
    del params["grade"]
    return con.execute(text("journal/origin_rows"), params).df()


def origin_sources(
    con: Con, *, view: View, subject: str | None = None, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return the files behind the view: batch_id, file_name, sha256, accepted_at, accepted_by, rows_count."""
    return con.execute(text("journal/origin_sources"), _of_files(view, subject, scope)).df()


def _of_files(view: View, subject: str | None, scope: Scope) -> dict[str, object]:
    keys = ("school_year", "period", "as_of", "grade", "class_name")
    known = asdict(view)
    return {key: known[key] for key in keys} | {"subject": subject, "scope": scope.keys}
