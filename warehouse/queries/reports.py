"""What a school owes at a period's end: the report by class with its totals, and a class's own lists."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text

Con = duckdb.DuckDBPyConnection
Classes = Sequence[tuple[str, str]]


def selections(con: Con, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return what a report can be made for: school_year, period, grade, classes_count."""
    return con.execute(text("reports/selections"), {"scope": scope.keys}).df()


def lines(con: Con, *, school_year: str, period: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the lines of the report: classes, then their grade, their level, the school.

    Columns: line (class, grade, level, school), level, level_name, grade, class_name, period (of a
    class), is_markless, classes_count, known_moves_count, known_marks_count and known_absences_count
    (classes of which it is known), roll_count and listed_count (in a register), undated_left_count,
    started_count + arrived_count − left_count = ended_count, pupils_count (with a mark or н/а),
    attested_pupils_count, the groups of the partition `…_pupils_count`, unmarked_pupils_count,
    passed_pupils_count, quality_pupils_count, lessons missed (missed_count = ill + excused +
    unexcused + unexplained), late_count, marks_count, not_attested_marks_count, and the shares of
    0–100: passed_pct, quality_pct, pooled_sou_pct on the attested base and `…_on_roll_pct`,
    pooled_average_points. A missing number is not known. A scope hides classes, and the totals of
    grades and levels where nothing is seen; a total is always of the whole grade, level or school.
    """
    params = {"school_year": school_year, "asked": _asked(con, school_year, period)}
    return con.execute(text("reports/lines"), params | {"scope": scope.keys}).df()


def subjects(con: Con, *, school_year: str, period: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return in which subjects pupils have a «2» or are not attested, of the whole school.

    Columns: level, grade, class_name, pupil_group (with_two, not_attested), subject, pupils_count; by
    class, most pupils first. No pupil is named, so a scope hides nothing: totals are sums of it.
    """
    params = {"school_year": school_year, "asked": _asked(con, school_year, period)}
    return con.execute(text("reports/subjects"), params).df()


def transfers(
    con: Con, *, school_year: str, period: str, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return one row, transfers_count: moves from class to class, which count as left and as arrived."""
    params = {"school_year": school_year, "asked": _asked(con, school_year, period)}
    return con.execute(text("reports/transfers"), params).df()


def class_pupils(
    con: Con, *, school_year: str, classes: Classes, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return the pupils of classes, each in the period it is reported for, by class and name.

    Columns: class_name, pupil_id, full_name, is_listed, is_at_start, has_arrived, has_left, is_at_end,
    pupil_group (missing where there is no mark to count), reserve_subject, mark5_count …
    mark2_count, not_attested_count, average_points, missed_count, ill_count, excused_count,
    unexcused_count, unexplained_count, late_count.
    """
    return _of_classes(con, "reports/class_pupils", scope, school_year, classes)


def class_marks(
    con: Con, *, school_year: str, classes: Classes, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return the period marks of classes, each in its period: class_name, pupil_id, subject, mark, mark_raw, state."""
    return _of_classes(con, "reports/class_marks", scope, school_year, classes)


def _asked(con: Con, school_year: str, period: str) -> list[str]:
    """Return the classes of a report, each with the period it is reported for: «7А q2», «10А h1»."""
    params = {"school_year": school_year, "period": period}
    found = con.execute(text("reports/asked"), params).fetchall()
    return [f"{class_name} {own_period}" for class_name, own_period in found]


def _of_classes(
    con: Con, name: str, scope: Scope, school_year: str, classes: Classes
) -> pd.DataFrame:
    asked = [f"{class_name} {period}" for class_name, period in classes]
    known = {"school_year": school_year, "asked": asked, "scope": scope.keys}
    return con.execute(text(name), known).df()
