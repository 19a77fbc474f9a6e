"""A form writes its own columns: what others wrote beside them stays, what they wrote into them is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from warehouse.amending import Moved
from warehouse.ledger import Ledger
from warehouse.studies.sections import keep

HERE = ("lesson_study", "one")


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "ledger.db")


def payload(ledger: Ledger) -> dict[str, object]:
    (record,) = ledger.records("lesson_study")
    return record.payload


def test_columns_of_another_form_stay(ledger: Ledger) -> None:
    first = keep(ledger, HERE, {"focus": "а", "rules": "б"}, "Анна", None)
    keep(ledger, HERE, {"rules": "в"}, "Борис", first)
    keep(ledger, HERE, {"focus": "г"}, "Анна", first)
    assert payload(ledger) == {"focus": "г", "rules": "в"}


def test_the_same_column_changed_meanwhile_is_shown_and_nothing_is_written(ledger: Ledger) -> None:
    first = keep(ledger, HERE, {"focus": "а"}, "Анна", None)
    second = keep(ledger, HERE, {"focus": "б"}, "Борис", first)
    with pytest.raises(Moved) as moved:
        keep(ledger, HERE, {"focus": "в"}, "Анна", first)
    assert moved.value.newest is not None
    assert moved.value.newest.record_id == second
    assert payload(ledger) == {"focus": "б"}
    keep(ledger, HERE, {"focus": "в"}, "Анна", second)
    assert payload(ledger) == {"focus": "в"}


def test_a_double_click_is_one_record(ledger: Ledger) -> None:
    said = {"focus": "а", "community_id": ""}
    first = keep(ledger, HERE, said, "Анна", None)
    assert keep(ledger, HERE, said, "Анна", None) == first
    assert ledger.accepted_seq() == 1


def test_two_who_begin_one_cycle_see_each_other(ledger: Ledger) -> None:
    keep(ledger, HERE, {"focus": "а"}, "Анна", None)
    with pytest.raises(Moved):
        keep(ledger, HERE, {"focus": "б"}, "Борис", None)
