"""A DuckDB of the programme's tables and the few relations its queries read, for tests."""

from __future__ import annotations

from datetime import date

import duckdb
import pyarrow as pa

from warehouse.programme import programme_tables
from warehouse.roadmap_rules import Rules, rule_tables
from warehouse.sql import text
from warehouse.tables import ddl, schema

DEFAULT = Rules()
LIVE = """
CREATE TABLE marks (school_id VARCHAR, school_year VARCHAR, lesson_date DATE);
CREATE TABLE period_marks (school_id VARCHAR, school_year VARCHAR, period VARCHAR);
CREATE TABLE mart_assessment_by_class (school_id VARCHAR, school_year VARCHAR, kind VARCHAR,
    held_on DATE, grade INTEGER, class_grade INTEGER, participants_count BIGINT);
CREATE TABLE staff (school_id VARCHAR, teacher_id BIGINT, position VARCHAR, age_group VARCHAR,
    experience_years INTEGER, came_on DATE, left_on DATE);
CREATE TABLE staff_entries (school_id VARCHAR, entry_key VARCHAR, register VARCHAR, teacher_id BIGINT,
    title VARCHAR, kind VARCHAR, status VARCHAR, batch_id INTEGER, date_from DATE, date_to DATE);
CREATE TABLE dim_teacher (school_id VARCHAR, teacher_id BIGINT, full_name VARCHAR);
CREATE TABLE olympiad_results (school_id VARCHAR, school_year VARCHAR, stage VARCHAR, held_on DATE);
CREATE TABLE IF NOT EXISTS school_periods (
    school_year VARCHAR, system VARCHAR, period VARCHAR, date_from DATE, date_to DATE,
    tile_from DATE, tile_to DATE
);
"""
TERMS = {"q1": ("09-01", "10-27"), "q2": ("11-05", "12-28"), "q4": ("03-31", "05-26")}


def programme_con() -> duckdb.DuckDBPyConnection:
    """Return a connection with the programme published and nothing else loaded."""
    con = duckdb.connect()
    for statement in ddl():
        con.execute(statement)
    con.execute(LIVE)
    for table, rows in programme_tables("s1").items():
        con.register("rows", rows)
        con.execute(f"INSERT INTO {table} SELECT * FROM rows")
    settle(con)
    for first in range(2020, 2024):
        for period, (start, end) in TERMS.items():
            _add_term(con, first, period, (start, end))
    publish_roadmap(con)
    return con


def publish_roadmap(con: duckdb.DuckDBPyConnection) -> None:
    """Refresh the roadmap's models from their tables."""
    for model in ("staging/roadmap_base", "staging/roadmap_lines", "marts/mart_roadmap_by_year"):
        con.execute(f"CREATE OR REPLACE TABLE {model.partition('/')[2]} AS {text(model)}")


def settle(con: duckdb.DuckDBPyConnection, said: Rules = DEFAULT) -> None:
    """Lay how the roadmap is counted."""
    for table, rows in rule_tables("s1", said).items():
        con.register("rules", pa.Table.from_pylist(rows, schema=schema(table)))
        con.execute(f"DELETE FROM {table}")
        con.execute(f"INSERT INTO {table} SELECT * FROM rules")


def load_mark(con: duckdb.DuckDBPyConnection, day: date) -> None:
    """Put one mark of a day into the journal."""
    first = day.year - (day.month < 9)
    year = f"{first}/{(first + 1) % 100:02d}"
    con.execute("INSERT INTO marks VALUES ('s1', ?, ?)", [year, day])


def load_period_mark(con: duckdb.DuckDBPyConnection, school_year: str, period: str) -> None:
    """Put one period mark into the journal."""
    con.execute("INSERT INTO period_marks VALUES ('s1', ?, ?)", [school_year, period])


def load_work(
    con: duckdb.DuckDBPyConnection, kind: str, school_year: str, held_on: date | None = None
) -> None:
    """Put the results of one work of grade 5 into the warehouse."""
    con.execute(
        "INSERT INTO mart_assessment_by_class VALUES ('s1', ?, ?, ?, 5, 5, 20)",
        [school_year, kind, held_on],
    )


def review(con: duckdb.DuckDBPyConnection, checkpoint_id: str, state: str, day: date) -> None:
    """Let a person review a checkpoint on a day."""
    con.execute(
        "INSERT INTO checkpoint_reviews VALUES ('s1', ?, ?, ?, 'вывод')",
        [checkpoint_id, state, day],
    )


def _add_term(
    con: duckdb.DuckDBPyConnection, first: int, period: str, term: tuple[str, str]
) -> None:
    days = [f"{first + (text < '09-01')}-{text}" for text in term]
    year = f"{first}/{(first + 1) % 100:02d}"
    con.execute(
        "INSERT INTO school_periods VALUES (?, 'quarters', ?, ?, ?, ?, ?)",
        [year, period, *days, *days],
    )
