"""Cohorts and comparisons over a school of three years, by hand."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from tests.warehouse.achievement_con import Mark, school
from warehouse.queries import achievement, cohorts
from warehouse.queries.cohorts import Sides
from warehouse.scope import Scope

NOW = {"school_year": "2023/24", "period": "q4"}
YEARS = Sides("2022/23", "q4", "2023/24", "q4")


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """6А becomes 7А: pupil 0 leaves, 10 joins, six rise to «4», one falls; 7Б is new, 10А has halves."""
    before = [4, 3, 3, 3, 3, 3, 3, 4, 4, 4]
    after = {1: 4, 2: 4, 3: 4, 4: 4, 5: 5, 6: 4, 7: 3, 8: 4, 9: 4, 10: 3}
    made = school([
        *(Mark("6А", n, mark, school_year="2022/23") for n, mark in enumerate(before)),
        *(Mark("7А", n, mark) for n, mark in after.items()),
        *(Mark("7Б", n, 3) for n in range(30, 40)),
        *(Mark("10А", n, 4, "h2") for n in range(50, 60)),
    ])  # fmt: skip
    yield made
    made.close()


def test_a_line_of_a_cohort_names_who_came_and_went(con) -> None:
    found = cohorts.lines(con, **NOW)
    assert list(found.class_name) == ["6А", "7А"]
    newest = found.iloc[1]
    assert (newest.newest_class, newest.before_class_name) == ("7А", "6А")
    assert (newest.stayed_count, newest.joined_count, newest.left_count) == (9, 1, 1)
    assert (newest.quality_pupils_count, newest.same_quality_pupils_count) == (8, 8)
    assert newest.same_pupils_count == 9
    assert newest.parallel_quality_pct == 40


def test_two_years_are_compared_along_the_cohort(con) -> None:
    found = cohorts.compared(con, sides=YEARS)
    assert len(found) == 1
    row = found.iloc[0]
    assert (row.a_class_name, row.class_name) == ("6А", "7А")
    assert (row.up_count, row.down_count, row.same_count) == (6, 1, 9)
    assert (row.joined_count, row.left_count) == (1, 1)
    assert (row.a_part_count, row.b_part_count, row.change_points) == (4, 8, 40)


def test_the_passed_on_roll_are_compared_by_their_own_border() -> None:
    """0 and 1 get their mark or their «3», 2 loses hers, 3 stays; without attestation is below «3»."""
    made = school([
        *(Mark("6А", n, mark, school_year="2022/23") for n, mark in enumerate((None, 2, 3, 5))),
        *(Mark("7А", n, mark) for n, mark in enumerate((3, 4, None, 3))),
    ])  # fmt: skip
    row = cohorts.compared(made, sides=YEARS, share=cohorts.Share("passed", "on_roll")).iloc[0]
    assert (row.a_part_count, row.a_whole_count) == (2, 4)
    assert (row.b_part_count, row.b_whole_count, row.change_points) == (3, 4, 25)
    assert (row.same_count, row.up_count, row.down_count) == (4, 2, 1)
    attested = cohorts.compared(made, sides=YEARS, share=cohorts.Share("passed")).iloc[0]
    assert (attested.a_whole_count, attested.b_whole_count) == (3, 3)
    assert (attested.same_count, attested.up_count, attested.down_count) == (2, 1, 0)
    assert attested.left_count == attested.joined_count == 1


def test_classes_that_cannot_be_compared_are_named(con) -> None:
    found = cohorts.comparable(con, sides=YEARS).set_index("class_name")
    assert (found.loc["7А", "a_count"], found.loc["7А", "b_count"]) == (1, 1)
    assert (found.loc["7Б", "a_count"], found.loc["7Б", "b_count"]) == (0, 1)
    assert found.loc["10А", "b_count"] == 0


def test_a_teacher_compares_own_classes(con) -> None:
    other = Scope.of([("2023/24", "7Б")])
    assert cohorts.compared(con, sides=YEARS, scope=other).empty
    assert cohorts.lines(con, **NOW, scope=other).empty
    assert list(cohorts.comparable(con, sides=YEARS, scope=other).class_name) == ["7Б"]
    assert list(achievement.priority(con, **NOW, scope=other).class_name) == ["7Б"]


def test_parallels_are_those_of_the_scope(con) -> None:
    assert list(achievement.parallels(con, **NOW).grade) == [7]
    cell = achievement.parallels(con, **NOW).iloc[0]
    assert (cell.quality_count, cell.attested_count) == (8, 20)
    tenth = Scope.of([("2023/24", "10А")])
    assert achievement.parallels(con, **NOW, scope=tenth).empty
    assert achievement.grades(con, **NOW, scope=tenth).empty
    assert achievement.grades(con, **NOW).iloc[0].quality_pupils_count == 8


def test_falls_name_three_periods() -> None:
    goods = {"q2": 10, "q3": 8, "q4": 5}
    made = school([Mark("7А", n, 4 if n < good else 3, period)
                   for period, good in goods.items() for n in range(20)])  # fmt: skip
    row = achievement.falls(made, **NOW).iloc[0]
    assert (row.earlier_quality_count, row.before_quality_count, row.quality_count) == (10, 8, 5)
    assert row.change_points == -25
    assert achievement.falls(made, **NOW, scope=Scope.of([])).empty
