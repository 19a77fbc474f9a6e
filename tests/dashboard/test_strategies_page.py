"""The page of strategies: true sentences, who sees whom, and writing that loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from dash import no_update

from dashboard import session, strategy_pupils, strategy_writing
from dashboard import strategies as asked
from dashboard.app import create_app
from dashboard.callbacks import strategies as page
from dashboard.callbacks import strategy_forms as calls
from dashboard.changes import Unacceptable
from dashboard.components import strategies as parts
from dashboard.components.cards import plain_text
from dashboard.session import User
from dashboard.strategies import Bar, Deficit, Line
from dashboard.words import NBSP
from tests.warehouse.files_in_code import StaffFile, Work, accept
from warehouse.amending import newest
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.staff.strategies import Strategy, choices, strategies

PEOPLE = [f"Педагог{n} Анна Игоревна" for n in range(1, 8)]
DIRECTOR = User("anna", "Анна Первая", "director")


def use(who: int, title: str, frequency: int, mastery: int) -> tuple[str, str, dict[str, Any]]:
    line = {"title": title, "frequency": frequency, "mastery": mastery, "date_to": date(2024, 1, 1)}
    return ("strategy_use", PEOPLE[who], line)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A school whose six teachers told of one strategy, three of another, and whose pupils lack a task."""
    home = Home.at(tmp_path_factory.mktemp("strategies"))
    many = [
        use(who, "Взаимообучение", 2, 3 if who < 2 else 2 if who < 4 else 0) for who in range(6)
    ]
    few = [use(who, "Проектное обучение", 1, 3) for who in range(3)]
    lines = (*many, *few, use(0, "Метод Икс", 1, 1))
    accept(home, StaffFile(cards={name: {} for name in PEOPLE}, entries=lines))
    results = {f"5{n:04d}": ("5А", 2, 3, {"1": 0}) for n in range(1, 13)}
    accept(home, Work(tasks={"1": (1, "Б")}, results=results, school_year="2023/24"))
    publish(home)
    return home


@pytest.fixture
def school(loaded: Home, tmp_path: Path) -> Iterator[Home]:
    create_app(loaded)
    with session.acting_as(DIRECTOR):
        yield loaded
    for kind in ("strategy", "strategy_choice", "staff_entry"):
        for record in loaded.ledger.records(kind):
            loaded.ledger.revoke_record(record.record_id, "тест")


def shown(search: str = "") -> str:
    return plain_text(page.show_strategies(search, 0, "/strategies")).replace(NBSP, " ")


def teacher(teacher_id: int | None = 1) -> User:
    return User("t", "Учитель", "teacher", frozenset(), teacher_id)


def choose(strategy: str = "peer", **said: Any) -> dict[str, Any]:
    return {"strategy_id": strategy, "reasons": "Есть кому учить", "chosen_on": "2026-09-01",
            "decided_by": "методсовет", "deficits": ["competence:motivation"]} | said  # fmt: skip


def line(asked_count: int, teach: int = 0, apply: int = 0, is_hidden: bool = False) -> Line:
    counts = {"asked_count": asked_count, "teach_count": teach, "apply_count": apply, "know_count": 0,
              "none_count": asked_count - teach - apply, "is_hidden": is_hidden}  # fmt: skip
    return Line(Strategy("x", "Икс", "technology"), counts)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (line(25, 4, 9), "Ресурс для «Икс» есть: 13 из 25 педагогов могут применять, 4 — научить"),
        (line(25, 0, 9), "«Икс»: применяют 9 из 25, научить коллег пока некому"),
        (line(25, 1, 1), "Ресурса для «Икс» пока мало: 2 из 25 педагогов могут применять, 1 — научить"),
        (line(21), "Ресурса для «Икс» пока нет: не применяет никто из 21"),
        (line(2, 2), "О стратегии «Икс» пока ответили 2 педагога: судить о ресурсе рано"),
        (line(0), "Выбрана стратегия «Икс»; самоанализа педагогов по ней пока нет"),
        (line(0, is_hidden=True), "Для «Икс» ответили меньше 5 педагогов: ресурс пока не показан"),
    ],
)  # fmt: skip
def test_the_sentence_of_the_chosen_strategy_is_true(told, expected):
    assert parts.of_chosen(told, Bar(33, 5)).replace(NBSP, " ") == expected


def test_resource_is_ready_from_its_borders():
    assert line(6, 1, 1).is_ready(Bar(33, 5)) and not line(7, 1, 1).is_ready(Bar(33, 5))
    assert not line(4, 4).is_ready(Bar(33, 5)) and not line(6, 0, 6).is_ready(Bar(33, 5))


def test_the_page_compares_strategies_and_keeps_the_order_of_the_register_in_the_map(school):
    text = shown()
    assert "больше всего ресурса у «Взаимообучение»: 4 из 6 применяют, 2 могут научить" in text
    assert "самоанализ написали 6 из 7 педагогов" in text
    assert "«Метод Икс»" in text and "02-86" in text
    order = [one.strategy.strategy_id for one in asked.by_resource(asked.lines(asked.sight()))]
    assert order[:2] == ["peer", "project"]


def test_few_are_hidden_and_nobody_is_named_to_a_teacher(school):
    assert "Педагог1 Анна Игоревна" in shown("?strategy=project")
    with session.acting_as(teacher(None)):
        text = shown("?strategy=project")
        table = parts.rows(asked.lines(asked.sight()))
    assert "Педагог" not in text.replace("Педагогов", "") and "слишком мало" in text
    hidden = table[table.strategy_id == "project"].iloc[0]
    assert pd.isna(hidden.asked_count) and pd.isna(hidden.teach_count)
    with session.acting_as(teacher(1)):
        text = shown("?strategy=peer")
    assert "Вы отметили, что можете научить" in text and "Педагог2" not in text


def test_views_belong_to_those_who_may_use_them(school):
    assert list(page.allowed()) == ["", "choose", "edit"]
    with session.acting_as(teacher()):
        assert list(page.allowed()) == ["", "mine"]
        assert "Карта ресурса" in shown("?view=choose")
        with pytest.raises(Unacceptable):
            strategy_writing.keep_choice("2026/27", choose(), {}, None)
        with pytest.raises(Unacceptable):
            strategy_writing.keep_strategy("peer", {"name": "Иначе"}, None)
    with session.acting_as(DIRECTOR), pytest.raises(Unacceptable):
        strategy_writing.keep_own("peer", {"frequency": 1, "mastery": 1}, None)


def test_an_own_answer_is_kept_once_and_another_screen_is_told(school):
    with session.acting_as(teacher()):
        where = {"type": "strategy-held", "strategy": "flipped"}
        said, seen = calls.answer(None, 3, None, where)
        assert "сохранено" in plain_text(said)
        assert calls.answer(None, 3, seen, where)[1] == seen  # a double click
        _, later = calls.answer(2, 3, seen, where)
        said, now = calls.answer(1, 3, seen, where)
        assert "на другом экране" in plain_text(said) and now == later
        assert strategy_writing.own_answers()["flipped"] == {
            "frequency": 2,
            "mastery": 3,
            "record_id": later,
        }
        assert strategy_writing.own_answers()["peer"] == {"frequency": 2, "mastery": 3}
        assert "введите" not in plain_text(calls.answer(7, 3, later, where)[0])
        publish(school)
        assert "Вы отметили, что можете научить" in shown("?strategy=flipped")
    with session.acting_as(teacher(2)):
        assert "flipped" not in strategy_writing.own_answers()


def test_the_choice_holds_with_its_reasons_and_the_deficits_it_answers(school):
    titles = {"competence:motivation": "Учебная мотивация учеников"}
    state = {"year": asked.this_year(), "seen": None, "titles": titles}
    names = [{"name": name} for name in choose()]
    done = calls.keep_choice(
        1, list(choose(deficits=["competence:motivation", "чужой"]).values()), names, state
    )
    assert done == (no_update, no_update, "/strategies")
    text = shown()
    assert "Ресурс для «Взаимообучение» есть: 4 из 6 педагогов могут применять, 2 — научить" in text
    assert "Есть кому учить" in text and "методсовет, 1 сентября 2026" in text
    assert "Готовый ресурс есть для 1 из 1 дефицитов" in text
    assert choices(school.ledger)[state["year"]]["deficits"] == [
        {"key": "competence:motivation", "title": "Учебная мотивация учеников"}
    ]


@pytest.mark.parametrize(
    ("said", "problem"),
    [(choose("нет такой"), "Выберите стратегию"), (choose(reasons=" "), "Напишите, почему"),
     (choose(chosen_on=""), "Укажите день"), (choose(reasons="о" * 4001), "Слишком длинно")],
)  # fmt: skip
def test_a_choice_that_cannot_be_kept_says_why(school, said, problem):
    note, _, href = calls.kept(lambda: strategy_writing.keep_choice("2026/27", said, {}, None), {})
    assert problem in plain_text(note) and href is no_update
    assert newest(school.ledger, "strategy_choice", "2026/27") is None


def test_two_who_choose_at_once_both_see_what_was_kept(school):
    first = strategy_writing.keep_choice("2026/27", choose(), {}, None)
    state = {"year": "2026/27", "seen": None, "titles": {}}
    names, values = [{"name": name} for name in choose()], list(choose("project").values())
    note, told, href = calls.keep_choice(1, values, names, state)
    text = plain_text(note)
    assert "стратегия: Взаимообучение" in text and "ничего не потеряно" in text
    assert told["seen"] == first and href is no_update
    assert calls.keep_choice(1, values, names, told)[2] == "/strategies"
    assert choices(school.ledger)["2026/27"]["strategy_id"] == "project"


def test_a_new_strategy_takes_the_lines_that_were_waiting_for_its_name(school):
    state = {"strategy": "", "new": "own-key", "seen": None}
    said = {
        "name": "Метод Икс",
        "kind": "strategy",
        "skills": "текст\nсхем",
        "answers": ["literacy:reading"],
    }
    assert calls.write_strategy(said, state, False)[2] == "/strategies"
    again = calls.write_strategy(said | {"name": "взаимообучение"}, state | {"new": "other"}, False)
    assert "другая стратегия" in plain_text(again[0])
    own = next(one for one in strategies(school.ledger) if one.strategy_id == "own-key")
    assert own.answers == ("literacy:reading", "skill:текст", "skill:схем")
    publish(school)
    assert "названия, которых нет" not in shown() and "Метод Икс" in shown()
    renamed = said | {"name": "Метод Игрек"}
    calls.write_strategy(renamed, {"strategy": "own-key", "seen": own.record_id}, False)
    own = next(one for one in strategies(school.ledger) if one.strategy_id == "own-key")
    assert own.aliases == ("Метод Икс",)


def test_deficits_of_pupils_come_by_grade_and_find_the_strategies_that_answer(school):
    found = strategy_pupils.pupil_deficits()
    assert [one.key for one in found] == ["skill:Математика|5|задание 1"]
    assert found[0].title.replace(NBSP, " ") == "Математика, 5 классы: задание 1"
    register = {one.strategy_id: one for one in strategies(school.ledger)}
    text = Deficit("skill:Чтение|5|Решение задач", "")
    assert not asked.answers(register["reading"], text)
    assert asked.answers(register["reading"], Deficit("skill:Русский язык|5|Анализ Текста", ""))
    assert asked.answers(register["reading"], Deficit("literacy:reading", ""))
    assert not asked.answers(register["reading"], Deficit("competence:motivation", ""))


def test_literacies_are_one_line_each():
    row = {"subject": "Математика", "grade": 5, "skill": None, "task_code": "1", "literacy": "math"}
    rows = pd.DataFrame([row, row | {"grade": 6}, row | {"literacy": "", "skill": "Дроби"}])
    found = strategy_pupils.listed(rows, "2023/24")
    assert [one.key for one in found] == ["literacy:math", "skill:Математика|5|Дроби"]
    assert found[0].title.replace(NBSP, " ") == "Математическая грамотность, 5 и 6 классы"


def test_where_the_numbers_come_from_names_the_files(school):
    text = shown("?origin=1")
    assert "«Взаимообучение»: 4 из 6 применяют" in text and "файл.xlsx" in text


def test_empty_states_say_what_will_be_here(home):
    create_app(home)
    with session.acting_as(DIRECTOR):
        assert "Загрузить файлы" in shown()
        accept(home, StaffFile(cards={PEOPLE[0]: {}}))
        publish(home)
        text = shown()
    assert "самоанализа педагогов пока нет" in text and "Загрузить таблицу" in text
    assert page.show_strategies("", 0, "/other") is no_update
