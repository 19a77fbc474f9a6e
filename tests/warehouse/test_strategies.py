"""The register of strategies and the staff's resource for each, by given and expected rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from etl.work_kinds import LITERACIES
from tests.warehouse.files_in_code import StaffFile, accept
from warehouse.amending import amend
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.queries import strategies as asked
from warehouse.queries.strategies import Sight
from warehouse.reference import seed
from warehouse.scope import Scope
from warehouse.snapshots import Reader
from warehouse.staff.strategies import choices, name_key, strategies

DAY = date(2024, 1, 1)
PEOPLE = [f"Педагог{n} Анна Игоревна" for n in range(1, 7)]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path)


def use(
    who: int, title: str, frequency: int, mastery: int, day: date | None = None
) -> tuple[str, str, Any]:
    line = {"title": title, "frequency": frequency, "mastery": mastery, "date_to": day}
    return ("strategy_use", PEOPLE[who], line)


def query(home: Home, ask: Any, **params: Any) -> Any:
    publish(home)
    with Reader(home).cursor() as con:
        return ask(con, **params)


def resource(home: Home, named: bool = True) -> dict[str, list[Any]]:
    frame = query(home, asked.resource, sight=Sight(DAY, 5, named))
    names = ["asked_count", "teach_count", "apply_count", "know_count", "none_count", "often_count"]
    return {
        row["strategy_id"]: [None if pd.isna(row[name]) else int(row[name]) for name in names]
        for row in frame.to_dict("records")
        if pd.isna(row["asked_count"]) or row["asked_count"]
    }


def test_what_a_teacher_said_last_holds_by_whatever_name(home: Home) -> None:
    lines = (
        use(0, "Перевернутый  класс", 1, 1, date(2022, 5, 1)),
        use(0, "обратный класс", 2, 3, date(2023, 5, 1)),
        use(1, "Перевёрнутый класс", 2, 2),
        use(2, "Перевёрнутый класс", 0, 0),
        use(3, "Метод Икс", 3, 3),
    )
    accept(home, StaffFile(cards={name: {} for name in PEOPLE}, entries=lines))
    assert resource(home) == {"flipped": [3, 1, 1, 0, 1, 2]}
    assert query(home, asked.unknown).to_numpy().tolist() == [["Метод Икс", 1]]
    said = query(home, asked.staff, as_of=DAY).iloc[0]
    assert (said.staff_count, said.answered_count) == (6, 3)


def test_who_left_is_no_resource_and_who_leaves_later_still_is(home: Home) -> None:
    cards: dict[str, Any] = {name: {} for name in PEOPLE}
    cards[PEOPLE[0]] = {"left_on": DAY}
    cards[PEOPLE[1]] = {"left_on": date(2024, 1, 2)}
    lines = tuple(use(who, "Взаимообучение", 1, 3) for who in range(3))
    accept(home, StaffFile(cards=cards, entries=lines))
    assert resource(home) == {"peer": [2, 2, 0, 0, 0, 0]}
    found = query(home, asked.tutors, strategy="peer", sight=Sight(DAY, 5, True))
    assert found.full_name.tolist() == [PEOPLE[1], PEOPLE[2]]


def test_few_are_counted_only_for_those_who_keep_registers(home: Home) -> None:
    few = [use(who, "Взаимообучение", 2, 3) for who in range(4)]
    enough = [use(who, "Проблемное обучение", 2, 2) for who in range(5)]
    accept(home, StaffFile(cards={name: {} for name in PEOPLE}, entries=(*few, *enough)))
    assert resource(home) == {"peer": [4, 4, 0, 0, 0, 4], "problem": [5, 0, 5, 0, 0, 5]}
    assert resource(home, named=False) == {"peer": [None] * 6, "problem": [5, 0, 5, 0, 0, 5]}


def test_tutors_are_named_to_those_who_keep_registers_and_to_themselves(home: Home) -> None:
    lines = tuple(use(who, "Взаимообучение", who % 4, 3) for who in (3, 1, 2))
    accept(home, StaffFile(cards={name: {} for name in PEOPLE}, entries=lines))
    everybody = query(home, asked.tutors, strategy="peer", sight=Sight(DAY, 5, True))
    assert everybody.full_name.tolist() == [PEOPLE[1], PEOPLE[2], PEOPLE[3]]  # by name, not by use
    me = int(everybody.teacher_id[0])
    mine = Scope(teachers=frozenset({me}))
    seen = query(home, asked.tutors, strategy="peer", sight=Sight(DAY), scope=mine)
    assert seen.teacher_id.tolist() == [me]
    assert query(home, asked.tutors, strategy="peer", sight=Sight(DAY)).empty
    assert len(query(home, asked.own, teacher=me, scope=mine)) == 1
    assert query(home, asked.own, teacher=int(everybody.teacher_id[1]), scope=mine).empty


def test_a_strategy_keeps_its_lines_under_a_new_name_and_may_be_hidden(home: Home) -> None:
    accept(home, StaffFile(cards={PEOPLE[0]: {}}, entries=(use(0, "Взаимообучение", 1, 2),)))
    said = {"name": "Учимся парами", "kind": "technology", "aliases": ["Взаимообучение"]}
    seen = amend(home.ledger, "strategy", "peer", said, "Завуч", None)
    assert resource(home) == {"peer": [1, 0, 1, 0, 0, 0]}
    assert next(s for s in strategies(home.ledger) if s.strategy_id == "peer").record_id == seen
    amend(home.ledger, "strategy", "peer", said | {"is_deleted": True}, "Завуч", seen)
    assert resource(home) == {}


def test_the_shipped_register_answers_known_deficits_and_names_its_sources(home: Home) -> None:
    competences = {row["competence_id"] for row in seed("competences")}
    known = {"competence": competences, "literacy": set(LITERACIES)}
    register = strategies(home.ledger)
    assert len({one.strategy_id for one in register}) == len(register) >= 8
    for one in register:
        assert one.about and one.steps and one.source and one.kind in ("strategy", "technology")
        for answer in one.answers:
            kind, _, what = answer.partition(":")
            assert what and (kind == "skill" or what in known[kind]), answer
    names = [name_key(name) for one in register for name in (one.name, *one.aliases)]
    assert len(names) == len(set(names))


def test_deficits_of_the_staff_are_those_that_registers_name(home: Home) -> None:
    named = {"competence": "Формирующее оценивание", "title": "Курс"}
    lines: list[Any] = [("learning_routes", name, named) for name in PEOPLE[:5]]
    lines.append(("mentoring", PEOPLE[0], {"competence": "formative_assessment", "title": "Урок"}))
    lines.append(
        (
            "learning_routes",
            PEOPLE[0],
            {"competence": "Учебная мотивация учеников", "title": "Семинар"},
        )
    )
    accept(home, StaffFile(cards={name: {} for name in PEOPLE}, entries=tuple(lines)))
    few = query(home, asked.staff_deficits, sight=Sight(DAY))
    assert few[["competence_id", "teachers_count"]].to_numpy().tolist() == [
        ["formative_assessment", 5]
    ]
    assert len(query(home, asked.staff_deficits, sight=Sight(DAY, 5, True))) == 2


def test_choices_go_by_school_year_the_newest_first(home: Home) -> None:
    for year in ("2022/23", "2023/24"):
        said = {"school_year": year, "strategy_id": "peer", "reasons": "", "deficits": []}
        amend(home.ledger, "strategy_choice", year, said, "Завуч", None)
    assert list(choices(home.ledger)) == ["2023/24", "2022/23"]
