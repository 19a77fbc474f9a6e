"""Which doubts of a class may be decided at once: given files, expected lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.warehouse.files_in_code import Lessons, accept
from warehouse.class_doubts import class_doubts
from warehouse.doubts import doubts
from warehouse.home import Home
from warehouse.persons import persons

FULL = ["Белова Анна Ильинична", "Громов Лев Ильич", "Дубов Пётр Львович"]
SHORT = ["Белова А.И.", "Громов Л.И.", "Дубов П.Л."]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path)


def lists(home: Home) -> list[tuple[str, str, list[str]]]:
    found = persons(home)
    return [(one.one[1], one.other[1], [d.other.name_raw for d in one.doubts])
            for one in class_doubts(found, doubts(found))]  # fmt: skip


def classes(home: Home, before: list[str], after: list[str]) -> None:
    accept(home, Lessons("5А", pupils=before, school_year="2022/23"))
    accept(home, Lessons("6А", pupils=after, school_year="2023/24"))


@pytest.mark.parametrize(("before", "after"), [(FULL, SHORT), (SHORT, SHORT), (SHORT, FULL)])
def test_a_class_by_initials_is_one_question(home: Home, before, after) -> None:
    classes(home, before, after)
    assert lists(home) == [("5А", "6А", after)]


@pytest.mark.parametrize("before", [True, False])
def test_who_has_a_second_match_is_left_to_a_person(home: Home, before: bool) -> None:
    full, short = [*FULL, "Белова Алина Игоревна"], SHORT
    classes(home, *((full, short) if before else (short, full)))
    (found,) = lists(home)
    assert [name[:5] for name in found[2]] == ["Громо", "Дубов"]


def test_two_matches_in_two_years_must_be_of_one_name(home: Home) -> None:
    accept(home, Lessons("5А", pupils=FULL, school_year="2022/23"))
    accept(home, Lessons("6А", pupils=SHORT, school_year="2023/24"))
    newer = ["Белова Алина Игоревна", *FULL[1:]]
    accept(home, Lessons("7А", pupils=newer, school_year="2024/25"))
    assert all("Белова" not in name for _, _, names in lists(home) for name in names)


def test_one_pair_or_a_pair_put_off_makes_no_list(home: Home) -> None:
    classes(home, FULL[:2], SHORT[:2])
    found = persons(home)
    every = doubts(found)
    assert len(class_doubts(found, every)) == 1
    assert class_doubts(found, every, {every[0].key}) == []
