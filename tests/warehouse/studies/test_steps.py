"""The seven steps of a lesson study and its measures: given records, expect what is done, missing and counted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.warehouse.studies import study_in_code as code
from tests.warehouse.studies.study_in_code import STUDY_ID
from warehouse.ledger import Ledger
from warehouse.studies import measures
from warehouse.studies.records import (
    LEVELS,
    PLAN,
    SHEET,
    STUDY,
    TALK,
    Study,
    lesson_key,
    studies,
    study,
)
from warehouse.studies.steps import (
    Missing,
    days_between,
    done_count,
    is_finished,
    is_stalled,
    last_on,
    started_on,
    step_now,
    steps,
)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "ledger.db")


def held(ledger: Ledger) -> Study:
    found = study(ledger, STUDY_ID)
    assert found is not None
    return found


@pytest.mark.parametrize("until", range(1, 8))
def test_a_cycle_written_up_to_a_step_is_done_up_to_it(ledger: Ledger, until: int) -> None:
    code.write(ledger, until)
    found = steps(held(ledger))
    assert [one.is_done for one in found] == [number <= until for number in range(1, 8)]
    assert step_now(found) == until + 1
    assert done_count(found) == until
    assert is_finished(found) == (until == 7)
    assert [(one.done_on is not None) for one in found] == [one.is_done for one in found]


def test_a_step_is_done_on_the_day_that_its_records_tell_of(ledger: Ledger) -> None:
    code.write(ledger, 7)
    assert [str(one.done_on) for one in steps(held(ledger))] == [
        "2024-09-20", "2024-09-20", "2024-10-07", "2024-10-08", "2024-10-21", "2024-11-12", "2024-11-25",
    ]  # fmt: skip


def test_what_is_missing_is_said_with_its_lesson(ledger: Ledger) -> None:
    code.write(ledger, 4)
    ledger.add_record(STUDY, STUDY_ID, code.cycle(members=[11, 12], case_pupils={"high": "x"}), "т")
    bare = code.plan(1, questions=[], criteria={"high": "x"}, stages=[])
    ledger.add_record(PLAN, lesson_key(STUDY_ID, 1), bare, "т")
    said = code.talk("2024-10-08", interviews={"high": "x"}, teaching="")
    ledger.add_record(TALK, lesson_key(STUDY_ID, 1), said, "т")
    missing = [one.missing for one in steps(held(ledger))]
    assert missing[0] == (Missing("members"),)
    assert missing[1] == (Missing("case_pupils"),)
    assert missing[2] == (Missing("criteria", 1), Missing("stages", 1), Missing("questions", 1))
    assert missing[3] == (Missing("interviews", 1),)
    assert missing[4][0] == Missing("teaching", 1)
    assert Missing("held_on", 2) in missing[4]
    assert Missing("start", 2) in missing[5]
    assert missing[6] == (Missing("summary"), Missing("summary_on"))


def test_six_members_are_no_group(ledger: Ledger) -> None:
    code.write(ledger, 2, members=[1, 2, 3, 4, 5, 6])
    assert steps(held(ledger))[0].missing == (Missing("members"),)


@pytest.mark.parametrize(
    ("today", "more", "stalled"),
    [
        ("2024-10-20", {}, False),  # twelve days after the discussion
        ("2024-11-05", {}, False),  # exactly four weeks
        ("2024-11-06", {}, True),
        ("2024-11-06", {"stopped_on": "2024-10-10"}, False),
    ],
)
def test_a_cycle_without_events_for_weeks_is_stalled(
    ledger: Ledger, today: str, more: dict[str, str], stalled: bool
) -> None:
    code.write(ledger, 4, **more)
    assert is_stalled(held(ledger), date.fromisoformat(today), 4) is stalled


def test_a_lesson_ahead_keeps_a_cycle_from_being_stalled(ledger: Ledger) -> None:
    code.write(ledger, 4)
    ledger.add_record(PLAN, lesson_key(STUDY_ID, 2), code.plan(2, held_on="2024-12-02"), "т")
    assert not is_stalled(held(ledger), date(2024, 12, 1), 4)
    assert is_stalled(held(ledger), date(2025, 1, 1), 4)


def test_a_finished_cycle_is_never_stalled(ledger: Ledger) -> None:
    code.write(ledger, 7)
    assert not is_stalled(held(ledger), date(2026, 1, 1), 4)


def test_days_between_lessons_and_of_the_whole(ledger: Ledger) -> None:
    code.write(ledger, 7)
    found = held(ledger)
    assert days_between(found) == {2: 14, 3: 21}
    assert started_on(found) == date(2024, 9, 20)
    assert last_on(found, date(2024, 11, 20)) == date(2024, 11, 12)
    assert last_on(found, date(2025, 1, 1)) == date(2024, 11, 25)


def test_predictions_are_counted_over_all_sheets_of_a_lesson(ledger: Ledger) -> None:
    code.write(ledger, 4)
    second = code.sheet(1, (2, None, 2), achieved={"high": 1, "middle": 2, "low": None})
    ledger.add_record(SHEET, lesson_key(STUDY_ID, 1, 13), second, "т")
    found = measures.by_lesson(held(ledger))
    assert list(found) == [1]
    high, middle, low = (found[1][level] for level in LEVELS)
    assert (high.cells, high.met2, high.achieved) == (2, 2, 1)
    assert (middle.cells, middle.met1, middle.achieved) == (1, 1, 1)
    assert (low.cells, low.met2, low.met0, low.achieved) == (2, 1, 1, 0)


def test_changes_of_the_last_lesson_have_nowhere_to_be_carried(ledger: Ledger) -> None:
    code.write(ledger, 6)
    ledger.add_record(TALK, lesson_key(STUDY_ID, 3), code.talk("2024-11-12", (("Ещё", ""),)), "т")
    assert measures.changes(held(ledger)) == measures.Changes(3, 1, 1)


def test_all_cycles_are_read_as_one_is_and_a_deleted_one_is_gone(ledger: Ledger) -> None:
    code.write(ledger, 7)
    code.write(ledger, 3, "other")
    before = ledger.accepted_seq()
    ledger.add_record(STUDY, "other", code.cycle(is_deleted=True), "т")
    assert studies(ledger) == [held(ledger)]
    assert study(ledger, "other") is None
    assert [one.cycle.study_id for one in studies(ledger, before)] == [STUDY_ID, "other"]
