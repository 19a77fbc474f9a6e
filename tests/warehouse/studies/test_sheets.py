"""Sheets of a research lesson: one whole sheet sent again and late, two phones, a start that locks predictions."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.amending import Moved, newest
from warehouse.ledger import Ledger
from warehouse.studies.sections import keep
from warehouse.studies.shapes import PLAN, Start
from warehouse.studies.sheet_cells import Unreadable, read_sheet
from warehouse.studies.sheets import (
    Locked,
    NotStarted,
    Sent,
    begin,
    changed_since_start,
    check_predictions,
    predictions_locked,
    save_sheet,
    take_start_back,
)

LESSON = "a1|1"
KEY = f"{LESSON}|7"
STAGES = [
    {
        "stage_id": "s1",
        "name": "Начало",
        "minutes": 5,
        "predicted": {"high": "поймёт сразу", "middle": "", "low": ""},
    }
]


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "ledger.db")


def said(words: str = "пишет", met: int | None = 2, **more: Any) -> dict[str, Any]:
    cells = {"s1": {"high": {"observed": words, "met": met}}}
    return {"watched": "live", "cells": cells, "achieved": {"high": 2}, "issues": "", **more}


def sent(
    count: int, words: str = "пишет", client: str = "phone-one", seen: int | None = None
) -> Sent:
    return Sent(client, count, seen, read_sheet(said(words), 7))


def newest_id(ledger: Ledger) -> int:
    held = newest(ledger, PLAN, LESSON)
    assert held is not None
    return held.record_id


def held_words(ledger: Ledger) -> str:
    held = newest(ledger, "lesson_sheet", KEY)
    assert held is not None
    return str(held.payload["cells"]["s1"]["high"]["observed"])


@settings(max_examples=8, deadline=None)
@given(order=st.lists(st.integers(1, 5), min_size=2, max_size=7))
def test_whatever_the_order_of_sendings_the_newest_that_arrived_holds(
    order: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    ledger = Ledger(tmp_path_factory.mktemp("sent") / "ledger.db")
    begin(ledger, LESSON, "Белова")
    for count in order:
        save_sheet(ledger, KEY, sent(count, f"запись {count}"), "Белова")
    assert held_words(ledger) == f"запись {max(order)}"
    rises = [one for at, one in enumerate(order) if one > max(order[:at], default=0)]
    rows = ledger.rows("SELECT 1 FROM records WHERE kind = 'lesson_sheet'")
    assert len(rows) == len(rises)
    ledger.close()


def test_a_second_phone_sees_what_changed_and_both_are_kept(ledger: Ledger) -> None:
    begin(ledger, LESSON, "Белова")
    first = save_sheet(ledger, KEY, sent(1, "с первого"), "Белова")
    with pytest.raises(Moved) as moved:
        save_sheet(ledger, KEY, sent(1, "со второго", "phone-two"), "Белова")
    assert moved.value.newest is not None
    assert (moved.value.newest.record_id, held_words(ledger)) == (first, "с первого")
    save_sheet(ledger, KEY, sent(2, "с обоих", "phone-two", first), "Белова")
    # What the first phone sent before arrives again: it is told of its own record, so its next one is asked.
    assert save_sheet(ledger, KEY, sent(1, "с первого"), "Белова") == first
    with pytest.raises(Moved):
        save_sheet(ledger, KEY, sent(2, "с первого дальше", seen=first), "Белова")
    assert held_words(ledger) == "с обоих"
    assert len(ledger.rows("SELECT 1 FROM records WHERE kind = 'lesson_sheet'")) == 2


def test_the_first_start_wins_and_a_phone_may_tell_of_it_later(ledger: Ledger) -> None:
    with pytest.raises(NotStarted):
        save_sheet(ledger, KEY, sent(1), "Белова")
    assert not predictions_locked(ledger, "a1", 1)
    first = begin(ledger, LESSON, "Белова", 600)
    assert begin(ledger, LESSON, "Громова") == first
    assert predictions_locked(ledger, "a1", 1)
    assert not predictions_locked(ledger, "a1", 2)
    later = begin(ledger, "a1|2", "Громова")
    assert timedelta(minutes=9) < _moment(later) - _moment(first) < timedelta(minutes=11)
    assert take_start_back(ledger, LESSON, "Завуч")
    assert not take_start_back(ledger, LESSON, "Завуч")
    assert not predictions_locked(ledger, "a1", 1)


def _moment(start: Start) -> datetime:
    return datetime.fromisoformat(start.started_at)


def test_predictions_are_locked_and_the_rest_of_the_plan_is_not(ledger: Ledger) -> None:
    plan = {"held_on": "2026-11-20", "stages": STAGES}
    check_predictions(ledger, LESSON, plan)
    ledger.add_record("research_lesson", LESSON, plan, "Белова")
    begin(ledger, LESSON, "Белова")
    renamed = [{**STAGES[0], "name": "Вход в урок"}, {"stage_id": "s2", "name": "Итог"}]
    check_predictions(ledger, LESSON, {**plan, "place": "каб. 12", "stages": renamed})
    guess = {"high": "не поймёт", "middle": "", "low": ""}
    for stages in (
        [],
        [{**STAGES[0], "predicted": guess}],
        [*STAGES, {"stage_id": "s2", "name": "Итог", "predicted": guess}],
    ):
        with pytest.raises(Locked) as locked:
            keep(ledger, (PLAN, LESSON), {"stages": stages}, "Громова", newest_id(ledger))
        assert locked.value.since.by == "Белова"
    keep(ledger, (PLAN, LESSON), {"stages": renamed}, "Громова", newest_id(ledger))
    take_start_back(ledger, LESSON, "Завуч")
    check_predictions(ledger, LESSON, {**plan, "stages": []})


def test_a_start_that_came_late_tells_of_predictions_changed_meanwhile(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        ledger.add_record("research_lesson", LESSON, {"stages": STAGES}, "Белова")
        tx.execute("UPDATE records SET made_at = '2020-01-01T08:00:00Z'")
    begin(ledger, LESSON, "Белова", 600)
    assert not changed_since_start(ledger, "a1", 1)
    guess = {"high": "запутается"}
    other = [{**STAGES[0], "predicted": guess}]
    ledger.add_record("research_lesson", LESSON, {"stages": other}, "Громова")
    assert changed_since_start(ledger, "a1", 1)


def test_a_sheet_is_read_as_it_is_and_nothing_else() -> None:
    read = read_sheet(
        said("  видит  ", None, pupil="Иванов", watched="recording", observed_on="2026-11-20"), 7
    )
    assert read == {
        "observer_id": 7, "watched": "recording", "observed_on": "2026-11-20",
        "cells": {"s1": {"high": {"observed": "видит", "met": None}}},
        "achieved": {"high": 2, "middle": None, "low": None}, "issues": "",
    }  # fmt: skip
    assert read_sheet(said("", None), 7)["cells"] == {}


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        [],
        said(watched="по слухам"),
        said(met=3),
        said(met=True),
        said("я" * 4001),
        said(cells={"../s": {}}),
        said(cells={"s1": []}),
        said(achieved={"high": 5}),
        said(observed_on="вчера"),
        said(observed_on=(date.today() + timedelta(days=1)).isoformat()),
    ],
)
def test_what_is_no_sheet_is_refused(wrong: Any) -> None:
    with pytest.raises(Unreadable):
        read_sheet(wrong, 7)
