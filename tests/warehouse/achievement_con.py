"""A database with the achievement marts of rows given in code: who has which mark, in which class."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import duckdb

from warehouse import build

TABLES = """
CREATE TABLE period_marks (school_id VARCHAR, school_year VARCHAR, grade INTEGER,
    class_name VARCHAR, period VARCHAR, pupil_id BIGINT, subject VARCHAR, mark INTEGER, state VARCHAR);
CREATE TABLE dim_class (school_id VARCHAR, school_year VARCHAR, class_name VARCHAR, grade INTEGER,
    pupils_count BIGINT);
CREATE TABLE dim_pupil (school_id VARCHAR, school_year VARCHAR, class_name VARCHAR, pupil_id BIGINT,
    full_name VARCHAR, name_key VARCHAR);
CREATE TABLE lessons (school_id VARCHAR, school_year VARCHAR, grade INTEGER, class_name VARCHAR,
    subject VARCHAR, subgroup VARCHAR, pupil_id BIGINT, period VARCHAR, lesson_date DATE,
    lessons_count INTEGER);
CREATE TABLE attendance (school_id VARCHAR, school_year VARCHAR, grade INTEGER, class_name VARCHAR,
    subject VARCHAR, subgroup VARCHAR, pupil_id BIGINT, period VARCHAR, lesson_date DATE,
    lesson_no INTEGER, kind VARCHAR);
CREATE TABLE mart_deficit_share_by_class (school_id VARCHAR, school_year VARCHAR, grade INTEGER,
    class_name VARCHAR, judged_tasks_count BIGINT, short_tasks_count BIGINT);
CREATE TABLE thresholds (name VARCHAR, value DOUBLE);
INSERT INTO thresholds VALUES ('falling_points', 5);
"""
YEAR = "2023/24"
DAY = date(2024, 4, 2)
MARTS = ("achievement", "pupil_group", "trend", "cohort", "priority")


class Mark(NamedTuple):
    """One period mark; None is «н/а»."""

    class_name: str
    pupil_id: int
    mark: int | None
    period: str = "q4"
    subject: str = "Алгебра"
    school_year: str = YEAR


class Away(NamedTuple):
    """One absence from a lesson of a day."""

    class_name: str
    pupil_id: int
    lesson_no: int = 1
    kind: str = "unexcused"


def grade(class_name: str) -> int:
    """Return the grade of «7Б»."""
    return int("".join(c for c in class_name if c.isdigit()))


def school(
    marks: Iterable[Mark],
    lessons: dict[tuple[str, int], int] | None = None,
    absences: Iterable[Away] = (),
    wanted: tuple[str, ...] = MARTS,
) -> duckdb.DuckDBPyConnection:
    """Return the marts of these marks; `lessons` are held of a class for a pupil on one day of q4."""
    con = duckdb.connect()
    con.execute(TABLES)
    rows = [
        [m.school_year, grade(m.class_name), m.class_name, m.period, m.pupil_id, m.subject, m.mark,
         "attested" if m.mark else "not_attested"]
        for m in marks
    ]  # fmt: skip
    places = ", ".join(["('s', ?, ?, ?, ?, ?, ?, ?, ?)"] * len(rows))
    con.execute(
        f"INSERT INTO period_marks VALUES {places}", [value for row in rows for value in row]
    )
    for (name, pupil_id), count in (lessons or {}).items():
        con.execute(
            "INSERT INTO lessons VALUES ('s', ?, ?, ?, 'Алгебра', '', ?, 'q4', ?, ?)",
            [YEAR, grade(name), name, pupil_id, DAY, count],
        )
    for away in absences:
        con.execute(
            "INSERT INTO attendance VALUES ('s', ?, ?, ?, 'Алгебра', '', ?, 'q4', ?, ?, ?)",
            [YEAR, grade(away.class_name), away.class_name, away.pupil_id, DAY, away.lesson_no,
             away.kind],
        )  # fmt: skip
    con.execute(
        "INSERT INTO dim_pupil SELECT DISTINCT 's', school_year, class_name, pupil_id, '', ''"
        " FROM period_marks"
    )
    con.execute(
        "INSERT INTO dim_class SELECT 's', school_year, class_name, min(grade), count(DISTINCT pupil_id)"
        " FROM period_marks GROUP BY school_year, class_name"
    )
    for model in build.models():
        if model.name.startswith("mart_") and any(word in model.name for word in wanted):
            con.execute(f"CREATE TABLE {model.name} AS {model.sql}")
    return con
