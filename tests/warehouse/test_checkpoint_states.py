"""States of the checkpoints on a day: given what was loaded and reviewed, expect a state."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.programme_con import (
    load_mark,
    load_period_mark,
    load_work,
    programme_con,
    review,
)
from warehouse.queries.checkpoints import STATES, checkpoint_states

START, END = date(2020, 6, 1), date(2025, 6, 1)
DAYS = st.dates(START, END)


@pytest.fixture
def con():
    return programme_con()


@pytest.fixture(scope="module")
def bare():
    return programme_con()


def state(con, checkpoint_id, day):
    frame = checkpoint_states(con, as_of=day).set_index("checkpoint_id")
    return frame.state[checkpoint_id]


@pytest.mark.parametrize(
    ("checkpoint_id", "day", "expected"),
    [
        ("2.1.1", date(2020, 12, 31), "upcoming"),
        ("2.1.1", date(2021, 1, 1), "due"),
        ("2.1.1", date(2021, 2, 28), "due"),
        ("2.1.1", date(2021, 3, 1), "overdue"),
        ("1.1.2", date(2020, 8, 31), "upcoming"),
        ("1.1.2", date(2020, 9, 1), "no_data"),
        ("1.1.2", date(2020, 12, 31), "no_data"),
        ("1.1.2", date(2021, 1, 1), "overdue"),
        ("3.1.1", date(2021, 8, 1), "no_data"),
        ("6.2.1", date(2024, 8, 31), "due"),
        ("6.2.1", date(2024, 9, 1), "overdue"),
    ],
)
def test_windows_make_states(bare, checkpoint_id, day, expected):
    assert state(bare, checkpoint_id, day) == expected


def test_all_33_on_any_day_with_known_states(bare):
    frame = checkpoint_states(bare, as_of=date(2023, 3, 15))
    assert len(frame) == 33 and frame.checkpoint_id.is_unique
    assert set(frame.state) <= set(STATES)
    assert frame.columns[:9].tolist() == [
        "checkpoint_id", "stage", "step", "name", "window_from", "window_to", "state", "missing",
        "reviewed_on",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2020, 9, 1), "due"),  # the year just ended, whose August the window is
        (date(2021, 5, 26), "due"),
        (date(2021, 9, 1), "no_data"),  # the next school year says nothing of it
        (date(2020, 8, 31), "no_data"),  # nor does the one before
    ],
)
def test_august_2021_asks_for_the_year_just_ended(con, day, expected):
    load_mark(con, day)
    assert state(con, "3.1.1", date(2021, 8, 20)) == expected


def test_a_mark_counts_from_the_day_of_its_lesson(con):
    con.execute("DELETE FROM checkpoint_needs WHERE data_kind IN ('control_work', 'monitoring')")
    load_mark(con, date(2020, 10, 5))
    assert state(con, "1.1.1", date(2020, 10, 4)) == "no_data"
    assert state(con, "1.1.1", date(2020, 10, 5)) == "due"


@pytest.mark.parametrize(
    ("period", "day", "expected"),
    [
        ("q1", date(2020, 10, 26), "no_data"),
        ("q1", date(2020, 10, 27), "due"),
        ("year", date(2020, 12, 31), "no_data"),  # the mark of the year is not there in December
    ],
)
def test_a_period_mark_counts_from_the_end_of_its_period(con, period, day, expected):
    con.execute("DELETE FROM checkpoint_needs WHERE data_kind IN ('control_work', 'monitoring')")
    load_period_mark(con, "2020/21", period)
    assert state(con, "1.1.1", day) == expected


def test_the_mark_of_the_year_serves_the_august_after_it(con):
    load_period_mark(con, "2020/21", "year")
    assert state(con, "3.1.1", date(2021, 8, 1)) == "due"


def test_missing_says_in_russian_what_is_not_there(con):
    load_mark(con, date(2020, 10, 5))
    frame = checkpoint_states(con, as_of=date(2020, 11, 1)).set_index("checkpoint_id")
    assert frame.missing["1.1.1"] == "результаты контрольных работ, внутренние мониторинги"
    assert frame.missing["1.1.2"] == "результаты ВПР, результаты ОГЭ"
    assert frame.missing["2.1.1"] == ""
    assert frame.missing["3.3.1"] == "" and frame.needs["3.3.1"] == "состав и планы ПОС"
    late = checkpoint_states(con, as_of=date(2021, 3, 1)).set_index("checkpoint_id")
    assert late.state["1.1.2"] == "overdue" and late.missing["1.1.2"]
    assert "загрузите протоколы ОГЭ" in late.missing_why["1.1.2"]


def test_a_review_settles_a_checkpoint_from_its_day_on(con):
    review(con, "2.1.1", "done", date(2021, 2, 10))
    assert state(con, "2.1.1", date(2021, 2, 9)) == "due"
    assert state(con, "2.1.1", date(2021, 2, 10)) == "done"
    assert state(con, "2.1.1", date(2024, 1, 1)) == "done"


def test_done_goes_before_not_held(con):
    review(con, "1.1.2", "not_held", date(2020, 12, 1))
    assert state(con, "1.1.2", date(2020, 12, 2)) == "not_held"
    review(con, "1.1.2", "done", date(2020, 12, 10))
    review(con, "1.1.2", "not_held", date(2020, 12, 20))
    frame = checkpoint_states(con, as_of=date(2021, 1, 1)).set_index("checkpoint_id")
    assert frame.state["1.1.2"] == "done" and frame.missing["1.1.2"] == ""
    assert frame.reviewed_on["1.1.2"].date() == date(2020, 12, 10)


@settings(max_examples=40, deadline=None)
@given(day=DAYS, later=st.integers(0, 1500))
def test_time_only_moves_a_checkpoint_forward(bare, day, later):
    before = checkpoint_states(bare, as_of=day).set_index("checkpoint_id").state
    after = checkpoint_states(bare, as_of=day + timedelta(later)).set_index("checkpoint_id").state
    assert not ((before == "overdue") & (after != "overdue")).any()
    assert not ((before != "upcoming") & (after == "upcoming")).any()


@settings(max_examples=20, deadline=None)
@given(days=st.lists(DAYS, min_size=1, max_size=4), as_of=DAYS)
def test_more_data_never_makes_a_state_worse(days, as_of):
    con = programme_con()
    before = checkpoint_states(con, as_of=as_of)
    for day in days:
        load_mark(con, day)
    after = checkpoint_states(con, as_of=as_of)
    changed = before.state != after.state
    assert set(before.state[changed]) <= {"no_data"} and set(after.state[changed]) <= {"due"}


@pytest.mark.parametrize(
    ("year", "held_on", "day", "missing"),
    [
        ("2020/21", date(2020, 10, 20), date(2020, 10, 19), "результаты ВПР, результаты ОГЭ"),
        ("2020/21", date(2020, 10, 20), date(2020, 10, 20), "результаты ОГЭ"),
        ("2020/21", None, date(2020, 12, 1), "результаты ВПР, результаты ОГЭ"),
        ("2021/22", date(2021, 10, 20), date(2020, 12, 1), "результаты ВПР, результаты ОГЭ"),
    ],
)  # fmt: skip
def test_a_work_counts_from_its_day_and_for_its_own_year(con, year, held_on, day, missing):
    load_work(con, "vpr", year, held_on)
    frame = checkpoint_states(con, as_of=day).set_index("checkpoint_id")
    assert frame.missing["1.1.2"] == missing
