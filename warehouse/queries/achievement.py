"""Achievement of classes by subject: the heatmap, its margins and the drill of one cell."""

from __future__ import annotations

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text

Con = duckdb.DuckDBPyConnection


def selections(con: Con, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return what can be chosen: school_year, period, grade, classes_count."""
    return con.execute(text("achievement/selections"), {"scope": scope.keys}).df()


def heatmap(
    con: Con,
    *,
    school_year: str,
    period: str,
    grade: int | None = None,
    scope: Scope = EVERYTHING,
) -> pd.DataFrame:
    """Return the cells class × subject of a period, by marks.

    Columns: grade, class_name, subject, attested_count, not_attested_count, exempt_count,
    on_roll_count, mark5_count … mark1_count (mark2_count includes the «1»), passed_count,
    quality_count, passed_pct, quality_pct, sou_pct, average_points and the shares `_on_roll_pct`.
    """
    params = {"school_year": school_year, "period": period, "grade": grade, "scope": scope.keys}
    return con.execute(text("achievement/heatmap"), params).df()


def classes(
    con: Con,
    *,
    school_year: str,
    period: str,
    grade: int | None = None,
    scope: Scope = EVERYTHING,
) -> pd.DataFrame:
    """Return the classes of a period, by pupils, with grade 1 and classes that have no marks yet.

    Columns: grade, class_name, pupils_count, attested_pupils_count, not_attested_pupils_count,
    passed_pupils_count, quality_pupils_count, the shares of them, and the pooled figures (by marks).
    """
    params = {"school_year": school_year, "period": period, "grade": grade, "scope": scope.keys}
    return con.execute(text("achievement/classes"), params).df()


def cell_periods(
    con: Con, *, school_year: str, class_name: str, subject: str, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return the periods of one class × subject: the columns of `heatmap` and `parallel_…` beside."""
    params = {"school_year": school_year, "class_name": class_name, "subject": subject}
    return con.execute(text("achievement/cell_periods"), params | {"scope": scope.keys}).df()


def cell_pupils(
    con: Con,
    *,
    school_year: str,
    period: str,
    class_name: str,
    subject: str,
    scope: Scope = EVERYTHING,
) -> pd.DataFrame:
    """Return the pupils of a cell with a «2», a «1» or not attested: pupil_id, full_name, mark, state."""
    params = {"school_year": school_year, "period": period, "class_name": class_name}
    params |= {"subject": subject}
    return con.execute(text("achievement/cell_pupils"), params | {"scope": scope.keys}).df()


def parallels(
    con: Con,
    *,
    school_year: str,
    period: str,
    grade: int | None = None,
    scope: Scope = EVERYTHING,
) -> pd.DataFrame:
    """Return the cells parallel × subject of a period, by marks: the columns of `heatmap` without class_name."""
    params = {"school_year": school_year, "period": period, "grade": grade, "scope": scope.keys}
    return con.execute(text("achievement/parallels"), params).df()


def grades(
    con: Con,
    *,
    school_year: str,
    period: str,
    grade: int | None = None,
    scope: Scope = EVERYTHING,
) -> pd.DataFrame:
    """Return the parallels of a period, by pupils: the columns of `classes` without class_name."""
    params = {"school_year": school_year, "period": period, "grade": grade, "scope": scope.keys}
    return con.execute(text("achievement/grades"), params).df()


def falls(
    con: Con,
    *,
    school_year: str,
    period: str,
    grade: int | None = None,
    scope: Scope = EVERYTHING,
) -> pd.DataFrame:
    """Return class × subject that fell two periods on end, the deepest first.

    Columns: grade, class_name, subject, quality_count, attested_count, quality_pct, the same with
    `before_` and `earlier_` (one and two periods before), change_points over both falls.
    """
    params = {"school_year": school_year, "period": period, "grade": grade, "scope": scope.keys}
    return con.execute(text("achievement/falls"), params).df()


def priority(
    con: Con,
    *,
    school_year: str,
    period: str,
    grade: int | None = None,
    scope: Scope = EVERYTHING,
) -> pd.DataFrame:
    """Return the classes of a period with their parts of priority, 0–1 or unknown, and the counts.

    Columns: those of `mart_priority_by_class_period`; `warehouse.priority.ranked` weighs them.
    """
    params = {"school_year": school_year, "period": period, "grade": grade, "scope": scope.keys}
    return con.execute(text("achievement/priority"), params).df()
