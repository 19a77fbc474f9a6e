"""Marts by given and expected rows; the groups of pupils are a partition whatever the marks."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse import build

PERIOD_MARK = "school", "2023/24", 7, "7Б"
ONE = "mart_achievement_by_class_subject_period"


def marts(rows: list[tuple[int, str, int | None, str]]) -> duckdb.DuckDBPyConnection:
    """Return a database with the marts of period marks: rows are (pupil_id, subject, mark, state)."""
    con = duckdb.connect()
    con.execute(
        "CREATE TABLE period_marks (school_id VARCHAR, school_year VARCHAR, grade INTEGER,"
        " class_name VARCHAR, period VARCHAR, pupil_id BIGINT, subject VARCHAR, mark INTEGER,"
        " state VARCHAR)"
    )
    for pupil_id, subject, mark, state in rows:
        con.execute(
            "INSERT INTO period_marks VALUES (?, ?, ?, ?, 'q1', ?, ?, ?, ?)",
            [*PERIOD_MARK, pupil_id, subject, mark, state],
        )
    for model in build.models():
        if "achievement" in model.name or "pupil_group" in model.name:
            con.execute(f"CREATE TABLE {model.name} AS {model.sql}")
    return con


def attested(counts: dict[int, int]) -> list[tuple[int, str, int | None, str]]:
    """Return one subject's marks: mark → how many pupils."""
    marks = [mark for mark, count in counts.items() for _ in range(count)]
    return [(number, "Алгебра", mark, "attested") for number, mark in enumerate(marks)]


def one(con: duckdb.DuckDBPyConnection, columns: str, mart: str = ONE) -> tuple:
    """Return the only row of a mart."""
    found = con.execute(f"SELECT {columns} FROM {mart}").fetchall()
    assert len(found) == 1
    return found[0]


def test_the_worked_example_of_a_class_of_25() -> None:
    con = marts(attested({5: 4, 4: 9, 3: 10, 2: 2}))
    found = one(con, "attested_count, passed_pct, quality_pct, sou_pct, average_points")
    assert found == (25, 92.0, 52.0, 54.72, 3.6)


def test_one_not_attested_more_and_the_base_on_roll() -> None:
    con = marts([*attested({5: 4, 4: 9, 3: 10, 2: 2}), (99, "Алгебра", None, "not_attested")])
    on_roll = one(con, "passed_on_roll_pct, quality_on_roll_pct, sou_on_roll_pct")
    assert [round(value, 2) for value in on_roll] == [88.46, 50.0, 52.88]
    assert one(con, "attested_count, not_attested_count, on_roll_count, quality_pct") == (
        25,
        1,
        26,
        52,
    )


def test_exempt_pupils_are_outside_the_subject() -> None:
    con = marts([(1, "Алгебра", 5, "attested"), (2, "Алгебра", None, "exempt")])
    assert one(con, "on_roll_count, exempt_count, quality_on_roll_pct") == (1, 1, 100.0)


def test_a_one_counts_as_a_two_and_weighs_seven() -> None:
    con = marts(attested({1: 1, 5: 1}))
    found = one(con, "mark2_count, mark1_count, passed_pct, sou_pct")
    assert found == (1, 1, 50.0, 53.5)


def test_a_subject_nobody_is_attested_in_has_no_share() -> None:
    con = marts([(1, "Алгебра", None, "not_attested")])
    assert one(con, "passed_pct, quality_pct, passed_on_roll_pct") == (None, None, 0.0)


def test_a_class_counts_pupils_and_the_pool_counts_marks() -> None:
    con = marts([
        (1, "Алгебра", 5, "attested"), (1, "Физика", 5, "attested"),
        (2, "Алгебра", 4, "attested"), (2, "Физика", 3, "attested"),
        (3, "Алгебра", 2, "attested"), (3, "Физика", 5, "attested"),
        (4, "Алгебра", None, "not_attested"), (4, "Физика", 2, "attested"),
    ])  # fmt: skip
    found = one(
        con,
        "pupils_count, attested_pupils_count, passed_pupils_count, quality_pupils_count,"
        " passed_on_roll_pct, quality_on_roll_pct, pooled_marks_count, pooled_passed_count",
        "mart_achievement_by_class_period",
    )
    assert found == (4, 3, 2, 1, 50.0, 25.0, 7, 5)


@pytest.mark.parametrize(
    ("marks", "group", "subject"),
    [
        ([5, 5, None], "not_attested", None),
        ([2, None, 5], "not_attested", None),
        ([2, 3, 3], "with_two", None),
        ([3, 3, 5], "several_threes", None),
        ([3, 4, 5], "one_three", "Предмет 0"),
        ([5, 4, 5], "one_four", "Предмет 1"),
        ([4, 4, 5], "fours_and_fives", None),
        ([5, 5, 5], "all_fives", None),
    ],
)
def test_each_pupil_is_in_the_first_group_that_fits(marks, group, subject) -> None:
    rows = [
        (1, f"Предмет {i}", m, "attested" if m else "not_attested") for i, m in enumerate(marks)
    ]
    found = one(marts(rows), "pupil_group, reserve_subject", "mart_pupil_group_by_period")
    assert found == (group, subject)


marks_of_pupils = st.dictionaries(
    st.integers(1, 8),
    st.lists(st.sampled_from([1, 2, 3, 4, 5, None]), min_size=1, max_size=6),
    min_size=1,
)


@given(marks_of_pupils)
@settings(max_examples=40, deadline=None)
def test_groups_are_a_partition_of_the_pupils(pupils) -> None:
    rows = [
        (pupil, f"Предмет {i}", mark, "attested" if mark else "not_attested")
        for pupil, marks in pupils.items()
        for i, mark in enumerate(marks)
    ]
    con = marts(rows)
    found = con.execute("SELECT pupil_id, pupil_group FROM mart_pupil_group_by_period").fetchall()
    assert Counter(pupil for pupil, _ in found) == dict.fromkeys(pupils, 1)
    total, passed, quality = one(
        con,
        "pupils_count, passed_pupils_count, quality_pupils_count",
        "mart_achievement_by_class_period",
    )
    worst = {pupil: min(mark or 0 for mark in marks) for pupil, marks in pupils.items()}
    assert (total, passed, quality) == (
        len(pupils),
        sum(mark >= 3 for mark in worst.values()),
        sum(mark >= 4 for mark in worst.values()),
    )


def test_every_model_says_its_grain_and_is_one_relation_per_file() -> None:
    for model in build.models():
        first = model.sql.splitlines()[0]
        assert first.startswith("-- One row per "), f"{model.name}: {first}"
    names = {path.stem for path in Path(build.FOLDER, "marts").glob("*.sql")}
    assert names <= {model.name for model in build.models()}
