"""Lesson studies through a publish: the tables of their records and what communities count of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.warehouse.studies import study_in_code as code
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.snapshots import Reader
from warehouse.studies.records import STUDY

COMMUNITY = "a" * 32


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A community with a finished cycle, one at its fifth step and one that was taken away."""
    made = Home.at(tmp_path_factory.mktemp("studies"))
    line = {"register": "community", "community_id": COMMUNITY, "title": "Понимаем текст",
            "date_from": "2024-09-02"}  # fmt: skip
    made.ledger.add_record("community_line", COMMUNITY, line, "тест")
    own = {"community_id": COMMUNITY}
    code.write(made.ledger, 7, "whole", **own)
    code.write(made.ledger, 4, "begun", **own)
    code.write(made.ledger, 4, "gone", **own)
    made.ledger.add_record(STUDY, "gone", code.cycle(is_deleted=True, **own), "тест")
    publish(made)
    return made


def rows(home: Home, sql: str) -> list[tuple[Any, ...]]:
    return list(Reader(home).frame(sql).itertuples(index=False, name=None))


def test_a_community_counts_its_cycles_and_their_steps(home: Home) -> None:
    sql = (
        "SELECT lesson_studies_count, steps_done, steps_total FROM mart_community_activity"
        " WHERE school_year = '2024/25'"
    )
    assert rows(home, sql) == [(2, 11, 14)]


def test_steps_and_lessons_keep_their_days(home: Home) -> None:
    steps = "SELECT step_no, done_on FROM typed_study_steps WHERE study_id = 'begun' AND is_done"
    days = [(number, day.date()) for number, day in rows(home, f"{steps} ORDER BY 1")]
    assert days == [
        (1, date(2024, 9, 20)), (2, date(2024, 9, 20)), (3, date(2024, 10, 7)), (4, date(2024, 10, 8)),
    ]  # fmt: skip
    lessons = "SELECT lesson_no, planned_on = held_on FROM typed_study_lessons WHERE study_id = "
    assert rows(home, f"{lessons} 'whole' ORDER BY 1") == [(1, True), (2, True), (3, True)]
    spans = rows(home, "SELECT started_on, last_on FROM typed_lesson_studies ORDER BY study_id")
    assert [tuple(day.date() for day in span) for span in spans] == [
        (date(2024, 9, 20), date(2024, 10, 8)), (date(2024, 9, 20), date(2024, 11, 25)),
    ]  # fmt: skip


def test_predictions_are_counted_by_lesson_and_level(home: Home) -> None:
    sql = (
        "SELECT level, cells_count, met2_count, met1_count, met0_count, achieved, achieved_count"
        " FROM typed_study_predictions WHERE study_id = 'begun' ORDER BY level"
    )
    assert rows(home, sql) == [
        ("high", 1, 1, 0, 0, 2, 1), ("low", 1, 0, 0, 1, 0, 1), ("middle", 1, 0, 1, 0, 1, 1),
    ]  # fmt: skip
