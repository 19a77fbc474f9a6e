"""Which pairs of pupils are asked about: given files, expected doubts."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from tests.warehouse.files_in_code import Lessons, accept
from tests.warehouse.test_persons import TRANSFER, decide, journal, weeks
from warehouse.doubts import Doubt, doubts
from warehouse.home import Home
from warehouse.identities import Key
from warehouse.persons import Files, Persons, Unions, persons

AUTUMN = date(2022, 9, 5)
IVAN, IVAN_FULL = "Иванов Иван", "Иванов Иван Петрович"


def asked(home: Home) -> list[tuple[str, str, str, str]]:
    """Return (reason, row of the one, row of the other, proposal) of the open doubts."""
    return [(d.reason, _row(d.one), _row(d.other), d.proposal) for d in doubts(persons(home))]


def _row(key: Key) -> str:
    return f"{key.school_year[2:4]} {key.class_name} {key.name_key}"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("22 5А", "Иванова Мария Петровна"), ("23 6А", "Иванова Мария Петровна")], []),
        (
            [("22 5А", "Иванова Мария Петровна"), ("23 6А", "Иванова Марья Петровна")],
            ["one_letter one"],
        ),
        ([("22 5А", "Белова Наталья"), ("23 6А", "Белова Наталия")], ["one_letter one"]),
        ([("22 5А", "Белова Наталья"), ("23 6Б", "Белова Наталия")], ["one_letter "]),
        ([("22 5А", "Белова Ольга"), ("22 5А", "Белово Ольга")], ["one_letter one"]),
        (
            [("22 5А", "Иванова Мария Петровна"), ("23 6А", "Мария Иванова Петровна")],
            ["word_order one"],
        ),
        (
            [("22 5А", "Мамедов Али Рашид оглы"), ("23 6А", "Мамедов Али Рашид-оглы")],
            ["spelling one"],
        ),
        ([("22 5А", IVAN), ("23 6А", IVAN)], ["patronymic_missing one"]),
        ([("22 5А", IVAN), ("23 6А", IVAN_FULL)], ["patronymic_missing one"]),
        ([("22 5А", IVAN), ("23 6Б", IVAN_FULL)], ["patronymic_missing "]),
        ([("22 5А", IVAN), ("22 5Б", IVAN_FULL)], []),
        ([("22 5А", "Иванов И.П."), ("22 5А", IVAN_FULL)], ["initials one"]),
        ([("22 5А", "Иванов И.П."), ("23 6А", "Иванов И.П.")], ["initials "]),
        ([("22 5А", "Иванов И.О."), ("22 5А", IVAN_FULL)], []),
        ([("22 5А", IVAN_FULL), ("24 7А", IVAN_FULL)], ["gap_year one"]),
        ([("22 5А", IVAN_FULL), ("23 5А", IVAN_FULL)], ["repeated_year "]),
        ([("22 5А", IVAN_FULL), ("26 9А", IVAN_FULL)], []),
        ([("22 5А", IVAN_FULL), ("22 9А", IVAN_FULL)], []),
        ([("22 5А", "Орлова Анна Ильинична"), ("23 6А", "Орлов Иван Ильич")], []),
    ],
)
def test_what_is_alike_but_not_certain_is_asked(tmp_path: Path, rows, expected) -> None:
    home = Home.at(tmp_path)
    for number, (place, name) in enumerate(rows):
        year, class_name = place.split()
        school_year = f"20{year}/{int(year) + 1}"
        accept(home, Lessons(class_name, f"Предмет {number}", "", [name], school_year=school_year))
    assert [f"{reason} {proposal}" for reason, _, _, proposal in asked(home)] == expected


def test_one_full_name_in_two_classes_is_asked_and_the_days_tell_what_is_proposed(
    tmp_path: Path,
) -> None:
    home = Home.at(tmp_path)
    days = {IVAN_FULL: weeks(AUTUMN)}
    accept(home, journal("2022/23 5А", days))
    accept(home, journal("2022/23 5Б", days))
    accept(home, journal("2022/23 5В", {IVAN_FULL: weeks(date(2023, 3, 1))}))
    found = {(one[3:5], other[3:5]): (reason, said) for reason, one, other, said in asked(home)}
    assert found == {
        ("5А", "5Б"): ("overlap", "apart"),
        ("5А", "5В"): ("same_name_other_class", "one"),
        ("5Б", "5В"): ("same_name_other_class", "one"),
    }


def test_a_certain_transfer_is_no_question(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    for file in TRANSFER:
        accept(home, file)
    assert asked(home) == []


def test_namesakes_of_a_class_are_asked_a_year_later_and_one_answer_leaves_one_question(
    tmp_path: Path,
) -> None:
    home = Home.at(tmp_path)
    for place in (("5А", "2022/23"), ("6А", "2023/24")):
        accept(home, Lessons(place[0], pupils=[IVAN, IVAN_FULL], school_year=place[1]))
    assert [(reason, one, other) for reason, one, other, _ in asked(home)] == [
        ("patronymic_missing", "22 5А иванов иван", "23 6А иванов иван")
    ]
    decide(home, "pupil_link", *(d.pupil_id for d in _pair(home)))
    assert asked(home) == []


def _pair(home: Home) -> tuple[Key, Key]:
    doubt = doubts(persons(home))[0]
    return doubt.one, doubt.other


@pytest.mark.parametrize("kind", ["pupil_link", "pupil_apart"])
def test_a_decided_pair_is_not_asked_again_until_the_decision_is_taken_back(
    tmp_path: Path, kind: str
) -> None:
    home = Home.at(tmp_path)
    accept(home, Lessons(pupils=[IVAN]))
    accept(home, Lessons("6А", pupils=[IVAN], school_year="2023/24"))
    record = decide(home, kind, 1, 2)
    assert asked(home) == []
    home.ledger.revoke_record(record, "завуч")
    assert len(asked(home)) == 1


def test_a_school_of_four_years_is_gone_through_at_once(tmp_path: Path) -> None:
    """900 pupils a year, a tenth of them without a patronymic each year: nobody is compared with everybody."""
    first_names = [
        f"{a}{b}на" for a in ("Ан", "Ел", "Ма", "Ол", "Ир", "Та") for b in ("и", "ри", "си")
    ]
    keys: dict[int, Key] = {}
    for year in range(4):
        for pupil in range(900):
            grade = pupil % 8 + 1 + year
            surname = f"фам{'абвгдежзик'[pupil % 10]}{'лмнопрсту'[pupil // 100]}ова"
            name = f"{surname} {first_names[pupil % 17].lower()} {'петровна' if (pupil + year) % 10 else ''}"
            number = len(keys) + 1
            school_year = f"{2020 + year}/{21 + year}"
            class_name = f"{grade}{'АБВГ'[pupil // 225]}"
            keys[number] = Key(number, school_year, class_name, name.strip(), 1)
    found = Persons(keys, Unions(keys), set(), Files(Home.at(tmp_path), 0))
    started = time.process_time()
    listed = doubts(found)
    assert (
        time.process_time() - started < 10
    )  # of the processor: a hundred times that if all met all
    assert listed and all(isinstance(doubt, Doubt) for doubt in listed)


def test_namesakes_are_asked_from_year_to_year_and_not_over_it(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    key = {number: Key(number, f"{2020 + y}/{21 + y}", f"{5 + y}А", IVAN_FULL.casefold(), ordinal)
           for number, (y, ordinal) in enumerate([(0, 1), (0, 2), (1, 1), (1, 2), (2, 1)], 1)}  # fmt: skip
    found = doubts(Persons(key, Unions(key), set(), Files(home, 0)))
    assert {doubt.reason for doubt in found} == {"namesakes"}
    assert {doubt.key for doubt in found} == {"1-3", "1-4", "2-3", "2-4", "3-5", "4-5"}
