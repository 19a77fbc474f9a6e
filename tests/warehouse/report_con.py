"""A school of hand-made rows for the period report: relations as staging leaves them, marts by their SQL."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import duckdb

from warehouse import build
from warehouse.reference import school_levels

YEAR = "2023/24"
MODELS = (
    "report_windows",
    "mart_achievement_by_class_subject_period",
    "mart_pupil_group_by_period",
    "mart_roll_by_pupil_period",
    "mart_period_report_by_class",
)
TERMS = [
    ("quarters", "q1", date(2023, 9, 1), date(2023, 10, 27)),
    ("quarters", "q2", date(2023, 11, 6), date(2023, 12, 28)),
    ("quarters", "q3", date(2024, 1, 9), date(2024, 3, 22)),
    ("quarters", "q4", date(2024, 4, 1), date(2024, 5, 24)),
    ("halves", "h1", date(2023, 9, 1), date(2023, 12, 27)),
    ("halves", "h2", date(2024, 1, 9), date(2024, 5, 24)),
]
TABLES = """
CREATE TABLE school_periods (school_year VARCHAR, system VARCHAR, period VARCHAR, date_from DATE,
    date_to DATE, tile_from DATE, tile_to DATE);
CREATE TABLE period_systems (grade INTEGER, system VARCHAR);
CREATE TABLE school_levels (grade INTEGER, level INTEGER, level_name VARCHAR, is_markless INTEGER);
CREATE TABLE dim_class (school_id VARCHAR, school_year VARCHAR, class_name VARCHAR, grade INTEGER);
CREATE TABLE dim_pupil (school_id VARCHAR, school_year VARCHAR, class_name VARCHAR, pupil_id BIGINT,
    full_name VARCHAR);
CREATE TABLE roll (school_id VARCHAR, school_year VARCHAR, grade INTEGER, class_name VARCHAR,
    pupil_id BIGINT, full_name VARCHAR, is_listed INTEGER, arrived_on DATE, left_on DATE,
    has_left INTEGER);
CREATE TABLE period_marks (school_id VARCHAR, school_year VARCHAR, grade INTEGER, class_name VARCHAR,
    subject VARCHAR, pupil_id BIGINT, period VARCHAR, mark INTEGER, mark_raw VARCHAR, state VARCHAR);
CREATE TABLE marks (school_id VARCHAR, school_year VARCHAR, grade INTEGER, class_name VARCHAR,
    pupil_id BIGINT, lesson_date DATE);
CREATE TABLE attendance (school_id VARCHAR, school_year VARCHAR, grade INTEGER, class_name VARCHAR,
    pupil_id BIGINT, lesson_date DATE, kind VARCHAR);
"""


@dataclass(frozen=True)
class Pupil:
    """A pupil of a class: marks are by period, `5`, `н/а`, `осв` by subject in order; "" is empty."""

    pupil_id: int
    class_name: str
    marks: tuple[tuple[str, str], ...] = ()
    arrived_on: date | None = None
    left_on: date | None = None
    has_left: bool = False
    is_listed: bool = True
    absences: tuple[tuple[date, str], ...] = ()

    @property
    def grade(self) -> int:
        """The grade of the class."""
        return int("".join(c for c in self.class_name if c.isdigit()))


SUBJECTS = ("Алгебра", "Биология", "Физика")
STATES = {"н/а": "not_attested", "осв": "exempt", "зач": "passed"}


def report_con(pupils: Iterable[Pupil]) -> duckdb.DuckDBPyConnection:
    """Return a database with the models of the report over these pupils."""
    con = duckdb.connect()
    con.execute(TABLES)
    _calendar(con)
    for pupil in pupils:
        _insert(con, pupil)
    for model in build.models():
        if model.name in MODELS:
            con.execute(f"CREATE TABLE {model.name} AS {model.sql}")
    return con


def _calendar(con: duckdb.DuckDBPyConnection) -> None:
    for system in ("quarters", "halves"):
        own = [term for term in TERMS if term[0] == system]
        tiles = [date(2023, 9, 1), *(term[2] for term in own[1:]), date(2024, 9, 1)]
        for term, tile, after in zip(own, tiles[:-1], tiles[1:], strict=True):
            end = date.fromordinal(after.toordinal() - 1)
            con.execute(
                "INSERT INTO school_periods VALUES (?, ?, ?, ?, ?, ?, ?)", [YEAR, *term, tile, end]
            )
    for row in school_levels():
        system = "halves" if row["level"] == 3 else "quarters"
        con.execute("INSERT INTO period_systems VALUES (?, ?)", [row["grade"], system])
        con.execute("INSERT INTO school_levels VALUES (?, ?, ?, ?)", list(row.values()))


def _insert(con: duckdb.DuckDBPyConnection, pupil: Pupil) -> None:
    key = ["s", YEAR, pupil.grade, pupil.class_name]
    known = con.execute("SELECT 1 FROM dim_class WHERE class_name = ?", [pupil.class_name])
    if not known.fetchone():
        con.execute(
            "INSERT INTO dim_class VALUES ('s', ?, ?, ?)", [YEAR, pupil.class_name, pupil.grade]
        )
    name = f"Ученик {pupil.pupil_id:02d}"
    con.execute(
        "INSERT INTO dim_pupil VALUES ('s', ?, ?, ?, ?)",
        [YEAR, pupil.class_name, pupil.pupil_id, name],
    )
    has_left = int(pupil.has_left or pupil.left_on is not None)
    moves = [int(pupil.is_listed), pupil.arrived_on, pupil.left_on, has_left]
    con.execute(
        f"INSERT INTO roll VALUES ({', '.join('?' * 10)})", [*key, pupil.pupil_id, name, *moves]
    )
    for period, text in pupil.marks:
        for subject, said in zip(SUBJECTS, text.split(), strict=False):
            if said == "-":
                continue
            state = STATES.get(said, "attested")
            mark = int(said) if state == "attested" else None
            con.execute(f"INSERT INTO period_marks VALUES ({', '.join('?' * 10)})",
                        [*key, subject, pupil.pupil_id, period, mark, said, state])  # fmt: skip
    for day, kind in pupil.absences:
        con.execute(
            "INSERT INTO attendance VALUES (?, ?, ?, ?, ?, ?, ?)", [*key, pupil.pupil_id, day, kind]
        )
