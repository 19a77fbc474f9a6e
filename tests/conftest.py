"""A tiny school in DuckDB: tidy relations by hand, the marts by their own SQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import duckdb
import pytest
from xdist.scheduler import LoadScopeScheduling

from warehouse.sql import text

MARTS = [
    "mart_achievement_by_class_subject_period",
    "mart_pupil_group_by_period",
    "mart_achievement_by_class_period",
    "mart_achievement_by_grade_subject_period",
    "mart_achievement_by_grade_period",
    "mart_achievement_by_school_period",
    "mart_trend_by_class_subject_period",
    "mart_cohort_by_class",
    "mart_cohort_by_period",
    "mart_priority_by_class_period",
]
YEAR = "2023/24"
# Marks of 25 pupils of 7А in algebra: the worked example of the formulas (92 %, 52 %, 54.72 %, 3.60).
ALGEBRA_7A = [5] * 4 + [4] * 9 + [3] * 10 + [2] * 2
ALGEBRA_7B = [5] + [4] * 3 + [3] * 4 + [2] * 4

# Tests that share something costly (a server with its browser, a loaded sample school) by the beginning
# of their path: each group runs in one worker, so that the thing is made once.
TOGETHER = {
    "tests/browser/": "browser",
    "tests/etl/demo/": "sample school",
    "tests/dashboard/test_achievement_views": "small school",
    "tests/dashboard/test_analysis_pages": "small school",
    "tests/dashboard/test_journal_page": "small school",
}


class Grouping(LoadScopeScheduling):
    """Gives tests to workers one by one, and those of a group to one worker.

    The mark `xdist_group` does the same, but not with the pytest that we use: it writes the group into
    a test's id, which pytest 9.2 no longer lets anybody change.
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((name for path, name in TOGETHER.items() if nodeid.startswith(path)), nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Grouping:
    """Let the groups decide which worker takes a test."""
    return Grouping(config, log)


@pytest.fixture(scope="session")
def school_con() -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the tiny school: 7А (25 pupils), 7Б (13), 1А without marks."""
    con = duckdb.connect()
    con.execute(TABLES)
    _fill(con)
    for mart in MARTS:
        con.execute(f"CREATE TABLE {mart} AS {text('marts/' + mart)}")
    yield con
    con.close()


TABLES = """
CREATE TABLE dim_class (
    school_id VARCHAR, school_year VARCHAR, class_name VARCHAR, grade INTEGER, pupils_count BIGINT);
CREATE TABLE dim_pupil (
    school_id VARCHAR, school_year VARCHAR, class_name VARCHAR, pupil_id BIGINT, full_name VARCHAR,
    name_key VARCHAR);
CREATE TABLE period_marks (
    school_id VARCHAR, school_year VARCHAR, grade INTEGER, class_name VARCHAR, subject VARCHAR,
    subject_raw VARCHAR, subgroup VARCHAR, pupil_id BIGINT, period VARCHAR, mark INTEGER,
    mark_raw VARCHAR, state VARCHAR, batch_id INTEGER, sheet_name VARCHAR, row_no INTEGER,
    column_no INTEGER);
CREATE TABLE marks (
    school_id VARCHAR, school_year VARCHAR, grade INTEGER, class_name VARCHAR, subject VARCHAR,
    subject_raw VARCHAR, subgroup VARCHAR, pupil_id BIGINT, period VARCHAR, lesson_date DATE,
    lesson_no INTEGER, seq INTEGER, mark INTEGER, weight INTEGER, mark_raw VARCHAR,
    work_type VARCHAR, cell_raw VARCHAR, batch_id INTEGER, sheet_name VARCHAR, row_no INTEGER,
    column_no INTEGER);
CREATE TABLE attendance (
    school_id VARCHAR, school_year VARCHAR, grade INTEGER, class_name VARCHAR, subject VARCHAR,
    subject_raw VARCHAR, subgroup VARCHAR, pupil_id BIGINT, period VARCHAR, lesson_date DATE,
    lesson_no INTEGER, seq INTEGER, code_raw VARCHAR, kind VARCHAR, batch_id INTEGER,
    sheet_name VARCHAR, row_no INTEGER, column_no INTEGER);
CREATE TABLE lessons (
    school_id VARCHAR, school_year VARCHAR, grade INTEGER, class_name VARCHAR, subject VARCHAR,
    subject_raw VARCHAR, subgroup VARCHAR, pupil_id BIGINT, period VARCHAR, lesson_date DATE,
    lessons_count INTEGER, batch_id INTEGER);
CREATE TABLE mart_deficit_share_by_class (school_id VARCHAR, school_year VARCHAR, grade INTEGER,
    class_name VARCHAR, judged_tasks_count BIGINT, short_tasks_count BIGINT);
CREATE TABLE thresholds (name VARCHAR, value DOUBLE);
INSERT INTO thresholds VALUES ('falling_points', 5);
CREATE TABLE loaded_batches (
    batch_id INTEGER, seq INTEGER, school_id VARCHAR, file_name VARCHAR, sha256 VARCHAR,
    format_id VARCHAR, source_kind VARCHAR, accepted_at TIMESTAMP, accepted_by VARCHAR);
"""


def _fill(con: duckdb.DuckDBPyConnection) -> None:
    for name, grade, pupils in [("1А", 1, 20), ("7А", 7, 25), ("7Б", 7, 13)]:
        con.execute("INSERT INTO dim_class VALUES ('s', ?, ?, ?, ?)", [YEAR, name, grade, pupils])
    for pupil in range(1, 39):
        name = f"Ученик {pupil:02d}"
        group = "7А" if pupil <= 25 else "7Б"
        row = [YEAR, group, pupil, name, name.lower()]
        con.execute("INSERT INTO dim_pupil VALUES ('s', ?, ?, ?, ?, ?)", row)
    con.execute(
        "INSERT INTO loaded_batches VALUES (1, 1, 's', 'ведомость.xlsx', 'ab12', 'period_matrix',"
        " 'register', ?, 'Завуч')",
        [datetime(2024, 5, 27, 12, 0)],
    )
    _marks(con, "7А", "Алгебра", "q4", 1, ALGEBRA_7A)
    _marks(con, "7А", "Алгебра", "q3", 1, [5] * 6 + [4] * 9 + [3] * 10)
    _marks(con, "7А", "История", "q4", 1, [5] * 20 + [4] * 5)
    _marks(con, "7Б", "Алгебра", "q4", 26, [*ALGEBRA_7B, None])
    _marks(con, "7Б", "История", "q4", 26, [5] * 7)
    _lessons(con)


def _marks(
    con: duckdb.DuckDBPyConnection,
    class_name: str,
    subject: str,
    period: str,
    first: int,
    marks: list[int | None],
) -> None:
    column = 2 if subject == "Алгебра" else 3
    for offset, mark in enumerate(marks):
        state, raw = ("attested", str(mark)) if mark else ("not_attested", "н/а")
        con.execute(
            "INSERT INTO period_marks VALUES ('s', ?, 7, ?, ?, ?, '', ?, ?, ?, ?, ?, 1, 'Лист1', ?, ?)",
            [YEAR, class_name, subject, subject, first + offset, period, mark, raw, state,
             4 + offset, column],
        )  # fmt: skip


def _lessons(con: duckdb.DuckDBPyConnection) -> None:
    known = [YEAR, 7, "7А", "Алгебра", "Алгебра", "", 1, "q4", date(2024, 4, 2)]
    place = [1, "Лист1", 44, 29]
    for seq, mark in enumerate((4, 3), 1):
        row = ["s", *known, 1, seq, mark, 1, str(mark), "", "4/3", *place]
        con.execute(f"INSERT INTO marks VALUES ({', '.join('?' * len(row))})", row)
    for seq, (code, kind) in enumerate([("Н", "unexcused"), ("О", "late")], 1):
        row = ["s", *known[:-1], date(2024, 4, 3), 1, seq, code, kind, 1, "Лист1", 44, 30]
        con.execute(f"INSERT INTO attendance VALUES ({', '.join('?' * len(row))})", row)
