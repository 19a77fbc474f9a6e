"""A journal in DuckDB by hand: live marks, codes, lessons held and the lists of pupils; marts by their own SQL."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import duckdb

from warehouse import build
from warehouse.sql import text

YEAR = "2023/24"
TERM = (date(2024, 3, 31), date(2024, 5, 26))
MARTS = (
    "mart_journal_by_pupil_subject_day",
    "mart_journal_list_by_pupil_subject_period",
    "mart_standing_by_pupil_subject_period",
    "mart_standing_by_class_subject_period",
)
LIVE = (
    "school_id VARCHAR, school_year VARCHAR, period VARCHAR, grade INTEGER, class_name VARCHAR,"
    " subject VARCHAR, subgroup VARCHAR, pupil_id BIGINT, lesson_date DATE"
)


@dataclass
class Journal:
    """One class, 7Б, in the fourth quarter: what stands in its journal.

    marks: (pupil, subject, day, mark, weight); codes: (pupil, subject, day, lesson_no, kind);
    lessons: (pupil, subject, day, count); period_marks: (pupil, subject, mark);
    left: pupil → the day of leaving, None where it is not known.
    """

    pupils: tuple[int, ...]
    subjects: tuple[str, ...] = ("Алгебра",)
    marks: list[tuple[int, str, date, int, int]] = field(default_factory=list)
    codes: list[tuple[int, str, date, int, str]] = field(default_factory=list)
    lessons: list[tuple[int, str, date, int]] = field(default_factory=list)
    period_marks: list[tuple[int, str, int]] = field(default_factory=list)
    left: dict[int, date | None] = field(default_factory=dict)
    arrived: dict[int, date] = field(default_factory=dict)

    def built(self) -> duckdb.DuckDBPyConnection:
        """Return a database with this journal and its marts."""
        con = duckdb.connect()
        _tables(con)
        self._fill_lists(con)
        known = ["s", YEAR, "q4", 7, "7Б"]
        for pupil, subject, day, mark, weight in self.marks:
            _insert(con, "marks", [*known, subject, "", pupil, day, mark, weight])
        for pupil, subject, day, number, kind in self.codes:
            _insert(con, "attendance", [*known, subject, "", pupil, day, number, kind])
        for pupil, subject, day, count in self.lessons:
            _insert(con, "lessons", [*known, subject, "", pupil, day, count])
        for pupil, subject, mark in self.period_marks:
            _insert(con, "period_marks", [*known, subject, pupil, mark])
        sql = {model.name: model.sql for model in build.models()}
        for mart in MARTS:
            con.execute(f"CREATE TABLE {mart} AS {sql[mart]}")
        return con

    def _fill_lists(self, con: duckdb.DuckDBPyConnection) -> None:
        for part, subject in enumerate(self.subjects, 1):
            _insert(con, "stg_parts", ["s", 1, part, "current", YEAR, 7, "7Б", subject])
            _insert(con, "loaded_part_dates", [1, part, *TERM])
            for pupil in self.pupils:
                _insert(con, "loaded_part_pupils", [1, part, pupil])
        for pupil in self.pupils:
            left = [self.left.get(pupil), int(pupil in self.left)]
            _insert(con, "roll", [YEAR, "7Б", pupil, self.arrived.get(pupil), *left])
            _insert(con, "dim_pupil", [YEAR, "7Б", pupil, f"Ученик {pupil:02d}"])


def _tables(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(f"CREATE TABLE marks ({LIVE}, mark INTEGER, weight INTEGER)")
    con.execute(f"CREATE TABLE attendance ({LIVE}, lesson_no INTEGER, kind VARCHAR)")
    con.execute(f"CREATE TABLE lessons ({LIVE}, lessons_count INTEGER)")
    con.execute(
        "CREATE TABLE period_marks (school_id VARCHAR, school_year VARCHAR, period VARCHAR,"
        " grade INTEGER, class_name VARCHAR, subject VARCHAR, pupil_id BIGINT, mark INTEGER)"
    )
    con.execute(
        "CREATE TABLE stg_parts (school_id VARCHAR, batch_id INTEGER, part_no INTEGER, measure VARCHAR,"
        " school_year VARCHAR, grade INTEGER, class_name VARCHAR, subject VARCHAR)"
    )
    con.execute(
        "CREATE TABLE roll (school_year VARCHAR, class_name VARCHAR, pupil_id BIGINT, arrived_on DATE,"
        " left_on DATE, has_left INTEGER)"
    )
    con.execute(
        "CREATE TABLE dim_pupil (school_year VARCHAR, class_name VARCHAR, pupil_id BIGINT, full_name VARCHAR)"
    )
    con.execute(
        "CREATE TABLE dim_class AS SELECT * FROM (VALUES ('2023/24', 1, '1А'), ('2023/24', 7, '7Б'))"
        " AS c (school_year, grade, class_name)"
    )
    for table in ("loaded_part_pupils", "loaded_part_dates", "school_periods", "period_systems"):
        con.execute(text(f"tables/{table}"))
    _insert(con, "period_systems", [7, "quarters"])
    _insert(con, "school_periods", [YEAR, "quarters", "q4", *TERM, TERM[0], date(2024, 8, 31)])
    _insert(con, "school_periods", [YEAR, "quarters", "q3", date(2024, 1, 9), date(2024, 3, 22),
                                    date(2024, 1, 9), date(2024, 3, 30)])  # fmt: skip


def _insert(con: duckdb.DuckDBPyConnection, table: str, row: list[object]) -> None:
    con.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
