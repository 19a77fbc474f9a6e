"""Ids of names: allocated once, one for every name of a class and year."""

from __future__ import annotations

from pathlib import Path

from tests.warehouse.files_in_code import Lessons, accept
from warehouse import identities
from warehouse.home import Home
from warehouse.ledger import Ledger
from warehouse.persons import persons
from warehouse.publish import publish
from warehouse.snapshots import Reader
from warehouse.verify import verify

NAME = "белова анна игоревна"


def test_a_name_of_a_class_keeps_its_id(tmp_path: Path) -> None:
    ledger = Home.at(tmp_path).ledger
    rows = [(1, "2022/23", "5А", NAME, NAME, 1), (2, "2022/23", "5А", NAME, NAME, 2),
            (3, "2023/24", "6А", NAME, NAME, 1)]  # fmt: skip
    with ledger.transaction() as tx:
        first = identities.allocate(tx, "school", rows)
        again = identities.allocate(tx, "school", rows[::-1])
    assert first == again
    assert len(set(first.values())) == 3


def test_classes_and_years_are_shifted_together() -> None:
    assert identities.shifted_class("10 соц-эк", 1) == "11 соц-эк"
    assert identities.shifted_class("9А", 1) == "10А"
    assert identities.shifted_class("11А", 1) == identities.shifted_class("кружок", 1) == ""
    assert identities.shifted_year("2099/00", 1) == "2100/01"
    assert identities.shifted_year("2021", 1) == ""


def test_a_ledger_whose_names_shared_an_id_is_parted_and_its_addresses_live_on(
    tmp_path: Path,
) -> None:
    home = Home.at(tmp_path)
    accept(home, Lessons(pupils=[NAME.title()]))
    accept(home, Lessons(pupils=[NAME.title()], school_year="2023/24", class_name="6А"))
    accept(home, Lessons(pupils=[NAME.title()], school_year="2024/25", class_name="9Б"))
    with home.ledger.transaction() as tx:
        tx.execute("UPDATE pupil_keys SET pupil_id = 1")
        tx.execute("UPDATE batch_pupils SET pupil_id = 1")
    home.ledger.close()
    Ledger(tmp_path / "ledger.db").close()
    publish(home)
    assert verify(home) == []
    found = Reader(home).frame("SELECT DISTINCT class_name, pupil_id FROM dim_pupil ORDER BY ALL")
    ids = dict(zip(found["class_name"], found["pupil_id"], strict=True))
    assert ids["5А"] == ids["6А"] == 1
    assert ids["9Б"] != 1
    assert persons(home).of(int(ids["9Б"])) == ids["9Б"]
