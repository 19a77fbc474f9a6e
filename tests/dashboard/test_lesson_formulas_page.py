"""The page of formulas: true sentences, a wrong formula is told and not kept, lists with their sums."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from dash import no_update

from dashboard import lesson_formulas, lesson_lists, session
from dashboard.app import create_app
from dashboard.callbacks import lesson_formulas as page
from dashboard.callbacks import lesson_lists as calls
from dashboard.changes import Unacceptable
from dashboard.components import lesson_formulas as parts
from dashboard.components import lesson_lists as lists
from dashboard.components.cards import plain_text
from dashboard.ids import FormulaIds
from dashboard.session import User
from dashboard.words import NBSP
from warehouse.amending import Moved, newest
from warehouse.home import Home
from warehouse.lessons.taxonomy import aims, taxonomy

DEPUTY = User("zavuch", "Завуч", "deputy")
TEACHER = User("t", "Учитель", "teacher", frozenset(), 1)
SAID = {
    "name": "По листу школы",
    "expression": "N5 ÷ N",
    "source": "Лист школы",
    "is_confirmed": True,
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home.at(tmp_path_factory.mktemp("formulas"))


@pytest.fixture
def home(made: Home) -> Iterator[Home]:
    create_app(made)
    with session.acting_as(DEPUTY):
        yield made
    for kind in ("value_formula", "task_taxonomy", "lesson_aims"):
        for row in made.ledger.rows("SELECT record_id FROM records WHERE kind = ?", (kind,)):
            made.ledger.revoke_record(row["record_id"], "тест")


def shown(search: str = "") -> str:
    return plain_text(page.show_formulas(search, 0, "/formulas")).replace(NBSP, " ")


def given(**said: Any) -> tuple[list[Any], list[Any]]:
    return list(said.values()), [FormulaIds.control(name) for name in said]


def test_the_registry_says_what_is_known_of_each_formula(home: Home) -> None:
    said = shown()
    assert "Единственная формула ценности урока в реестре не подтверждена источником" in said
    assert (
        "n / N × 5" in said
        and "известна по пересказу" in said
        and "На примере из описания4" in said
    )
    assert "пока нет уроков с кодами задач" in said
    lesson_formulas.save("own", SAID, None)
    assert "Подтверждены источником 1 из 2 формул" in shown()
    with session.acting_as(TEACHER):
        assert "Изменить" not in shown() and "Изменить" not in shown("?formula=held")
        with pytest.raises(Unacceptable):
            lesson_formulas.save("own", SAID, None)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("n ÷ N × 5", "✓ На примере из описания таксономии: 4"),
        ("1 ÷ (N − 1)", "урок с одной задачей: не считается. Деление на ноль."),
        ("5 + р1", "▲ Знак 5: «р1» набрано русскими буквами. Наберите латиницей: p1."),
        ("N N", "знак действия"),
        ("", "Здесь появится"),
    ],
)
def test_an_expression_is_checked_as_it_is_typed(
    home: Home, expression: str, expected: str
) -> None:
    assert expected in plain_text(page.check(expression))


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"expression": "N5 ÷ (N − N)"}, "Деление на ноль"),
        ({"expression": "value"}, "в формулах нет"),
        ({"expression": "import os"}, "в формулах нет"),
        ({"name": " "}, "Назовите"),
        ({"source": ""}, "Укажите, где она напечатана"),
        ({"name": "вариативность"}, "Так уже называется другая"),
        ({"author": "о" * 301}, "Слишком длинно"),
    ],
)
def test_a_wrong_formula_says_so_and_saves_nothing(
    home: Home, said: dict[str, Any], why: str
) -> None:
    state = {"formula": "own", "seen": None}
    told, _, href, _ = page.keep(1, *given(**{**SAID, **said}), state)
    assert why in plain_text(told) and href is no_update
    assert newest(home.ledger, "value_formula", "own") is None


def test_a_formula_is_kept_under_versions_and_two_editors_see_each_other(home: Home) -> None:
    state = {"formula": "kept", "seen": None}
    assert page.keep(1, *given(**SAID), state)[2] == "/formulas"
    assert page.keep(1, *given(**SAID), state)[2] == "/formulas"
    told, changed, href, _ = page.keep(1, *given(**{**SAID, "expression": "N4 ÷ N"}), state)
    assert "Завуч" in plain_text(told) and "N5 ÷ N" in plain_text(told) and href is no_update
    page.keep(1, *given(**{**SAID, "expression": "N4 ÷ N"}), {**state, "seen": changed["seen"]})
    assert "версия 2" in shown() and "История: 2 версии" in shown()
    lesson_formulas.hide("kept", is_deleted=True)
    assert "Убраны из реестра: 1 формула" in shown()
    lesson_formulas.hide("kept", is_deleted=False)
    assert "версия 4" in shown()


def test_the_form_holds_what_holds(home: Home) -> None:
    lesson_formulas.save("held", SAID, None)
    assert "Формула «По листу школы»: версия 1" in shown("?formula=held")
    assert "Новая формула" in shown("?formula=abc")


def test_a_type_of_the_school_gets_a_code_that_no_type_has_had(home: Home) -> None:
    rows = lesson_lists.rows_of("task_taxonomy")
    found = lesson_lists.changed("task_taxonomy", rows, "add", 2)
    at = next(at for at, row in enumerate(found) if row["code"] == "2.10")
    with pytest.raises(Unacceptable, match="Назовите тип"):
        lesson_lists.save("task_taxonomy", found, None)
    found[at] |= {"type_name": "На уравнивание реакций", "subject": "Химия"}
    seen = lesson_lists.save("task_taxonomy", found, None)
    assert [one.subject for one in taxonomy(home.ledger) if one.code == "2.10"] == ["Химия"]
    assert "школа добавила свои: 1" in shown("?part=task_taxonomy")
    lesson_lists.save(
        "task_taxonomy", lesson_lists.changed("task_taxonomy", found, "remove", at), seen
    )
    again = lesson_lists.changed("task_taxonomy", lesson_lists.rows_of("task_taxonomy"), "add", 2)
    assert [row["code"] for row in again if row["is_own"]] == ["2.11"]
    with pytest.raises(Unacceptable, match="убрать нельзя"):
        lesson_lists.save("task_taxonomy", rows[1:], seen)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"t1": "10"}, "складываются в"),
        ({"t1": "-20", "t2": "120"}, "складываются в"),
        ({"t1": "много"}, "числом процентов"),
        ({"aim_name": ""}, "без названия"),
        ({"aim_name": "изучение нового"}, "названо дважды"),
    ],
)
def test_targets_of_an_aim_are_one_whole(home: Home, change: dict[str, str], why: str) -> None:
    rows = lesson_lists.rows_of("lesson_aims")
    rows[0] |= change
    told = calls.kept(rows, {"kind": "lesson_aims", "seen": None}, 0)
    assert why in plain_text(told[1]) and told[2] is no_update
    assert newest(home.ledger, "lesson_aims", "school") is None


def test_aims_are_kept_as_shares_and_another_editor_is_told(home: Home) -> None:
    rows = lesson_lists.rows_of("lesson_aims")
    state = {"kind": "lesson_aims", "seen": None}
    rows[0] |= {"t1": "62,5", "t2": "27,5 %", "t3": "10"}
    assert calls.kept(rows, state, 0)[2] == 1
    assert aims(home.ledger)[0].targets == (0.625, 0.275, 0.1, 0, 0)
    moved = lesson_lists.changed("lesson_aims", rows, "down", 0)
    moved[0]["aim_name"] = "Новое иначе"
    (held,), told, version, _ = calls.kept(moved, state, 0)
    assert "«Новое иначе» названо «Изучение нового»" in plain_text(told) and version is no_update
    assert calls.kept(moved, held, 0)[2] == 1
    assert [aim.aim_name for aim in aims(home.ledger)][:2] == ["Новое иначе", "Проверка знаний"]
    with pytest.raises(Moved):
        lesson_lists.save("lesson_aims", rows, None)


def test_the_sum_is_said_as_shares_are_typed() -> None:
    assert plain_text(calls.show_total(["20", "30", "20,5", "9.5", "20"])).startswith("✓ 100")
    assert plain_text(calls.show_total(["20", "", None, "0", "20"])).startswith("▲ 40")
    assert plain_text(calls.show_total(["двадцать", "0", "0", "0", "0"])) == "▲ не число"


def test_lists_are_read_by_everybody_and_changed_by_few(home: Home) -> None:
    with session.acting_as(TEACHER):
        types, goals = shown("?part=task_taxonomy"), shown("?part=lesson_aims")
        assert "На сравнение и различение" in types and "Добавить тип" not in types
        assert "Проверка знаний" in goals and "Сохранить" not in goals
        with pytest.raises(Unacceptable):
            lesson_lists.save("lesson_aims", lesson_lists.rows_of("lesson_aims"), None)
    assert "Добавить тип" in plain_text(lists.editor(lesson_lists.opened("task_taxonomy"), True))


def test_a_number_of_a_formula_has_four_digits_and_a_comma() -> None:
    assert [parts.value(number) for number in (0.935, 4.0, -1.41259, 0)] == [
        "0,935",
        "4",
        "−1,413",
        "0",
    ]
