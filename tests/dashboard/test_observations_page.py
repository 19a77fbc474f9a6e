"""Observed lessons: what is refused in words, a double click, two editors, who may see and correct."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dash.exceptions import PreventUpdate

from dashboard import app, data, frameworks, guard, observing, session
from dashboard.callbacks import frameworks as settings_of
from dashboard.callbacks import observations as page
from dashboard.callbacks import people
from dashboard.changes import Unacceptable
from dashboard.components.cards import plain_text
from dashboard.components.observations import scale
from tests.dashboard.staff_home import NAMES, ids_of
from warehouse.accounts import Account, Accounts
from warehouse.home import Home

VISITOR = session.User("visitor", "Гостева Вера", "teacher", frozenset())
METHODIST = session.User("deputy", "Завуч", "deputy")
FORM = {"target": "visitor|new", "key": "k1", "seen": None, "nonce": "n", "initial": {}}


@pytest.fixture
def school(staff_school: Home, tmp_path: Path) -> Iterator[Home]:
    folder = tmp_path / "home"
    shutil.copytree(staff_school.path, folder)
    home = Home.at(folder)
    app.create_app(home)
    guard.accounts()
    with session.acting_as(VISITOR):
        yield home


def given(home: Home, **more: Any) -> tuple[list[Any], list[Any], list[Any], list[Any]]:
    """Return the fields and scores of a filled form with their ids."""
    said = {"teacher": str(ids_of(home)[NAMES[2]]), "day": "2024-03-05", "class": "7 а", "subject": "Физика",
            "topic": "", "note": ""} | more  # fmt: skip
    scores = {"goal": "2", "content": None, "digital": ""}
    return (list(said.values()), list(scores.values()),
            [{"name": name} for name in said], [{"criterion": name} for name in scores])  # fmt: skip


def records(home: Home) -> list[Any]:
    return home.ledger.rows("SELECT * FROM records WHERE kind = 'observation' ORDER BY seq")


def test_a_double_click_writes_one_lesson_down(school: Home) -> None:
    _, form, drafts, search = page.saved(
        *given(school), FORM, {"visitor|new": {"key": "k1", "seen": None}}
    )
    assert (search, drafts) == ("?open=k1", {})
    page.saved(*given(school), FORM, {"visitor|new": {"key": "k1", "seen": None}})
    page.saved(*given(school), form, {})
    assert len(records(school)) == 1
    said = observing.lesson("k1")
    assert said is not None
    assert (said.teacher, said.class_name, said.scores) == (NAMES[2], "7А", {"goal": 2.0})


def test_the_second_of_two_editors_sees_both_and_chooses(school: Home) -> None:
    _, form, _, _ = page.saved(*given(school), FORM, None)
    with session.acting_as(METHODIST):
        other = {**FORM, "target": "deputy|k1", "seen": form["seen"]}
        page.saved(*given(school, note="Завуч дополнил"), other, None)
    mine = {**FORM, "target": "visitor|k1", "seen": form["seen"]}
    shown, after, drafts, search = page.saved(*given(school, note="Моя заметка"), mine, None)
    text = plain_text(shown)
    assert "Завуч дополнил" in text and "Моя заметка" in text and "Завуч" in text
    assert drafts is page.no_update and search is page.no_update
    page.save_mine(1, *given(school, note="Моя заметка"), after, None)
    lesson = observing.lesson("k1")
    assert lesson is not None
    assert lesson.note == "Моя заметка"
    assert lesson.observer == "Гостева Вера"


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        ({"teacher": None}, "Выберите педагога"),
        ({"teacher": "99999"}, "Выберите педагога"),
        ({"day": ""}, "Укажите день"),
        ({"day": "2999-01-01"}, "ещё не наступил"),
        ({"class": "Ы"}, "Класс пишется"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(
    school: Home, said: dict[str, Any], trouble: str
) -> None:
    assert trouble in plain_text(page.saved(*given(school, **said), FORM, None)[0])
    fields, _, ids, _ = given(school)
    one = page.saved(fields, ["9"], ids, [{"criterion": "goal"}], FORM, None)[0]
    assert "вне шкалы" in plain_text(one) and "хотя бы один критерий" in plain_text(one)
    assert records(school) == []


def test_a_lesson_is_seen_by_its_visitor_its_teacher_and_the_methodist(school: Home) -> None:
    page.saved(*given(school), FORM, None)
    ids = ids_of(school)
    users = {
        "visitor": (VISITOR, True),
        "methodist": (METHODIST, True),
        "observed": (session.User("c", "C", "teacher", frozenset(), ids[NAMES[2]]), True),
        "another": (session.User("b", "B", "teacher", frozenset(), ids[NAMES[1]]), False),
        "director": (session.User("d", "D", "director"), False),
        "admin": (session.User("a", "A", "admin"), False),
    }
    for name, (user, is_shown) in users.items():
        with session.acting_as(user):
            text = plain_text(page.show_observations("?open=k1", 0, "/observations"))
            assert ("Цель урока понятна" in text) == is_shown, name
            assert any(one.key == "k1" for one in observing.lessons()) == is_shown, name
            form = plain_text(page.show_observations("?form=k1", 0, "/observations"))
            assert ("Исправить запись" in form) == (name in ("visitor", "methodist")), name
    with session.acting_as(users["observed"][0]):
        refused = page.saved(*given(school), {**FORM, "target": "c|k1"}, None)[0]
        assert "тот, кто её сделал" in plain_text(refused)
        with pytest.raises(Unacceptable, match="Свой урок"):
            observing.payload(
                {"teacher": str(ids[NAMES[2]]), "day": "2024-03-05"}, {"goal": "1"}, None
            )


def test_a_deleted_lesson_comes_back(school: Home) -> None:
    page.saved(*given(school), FORM, None)
    page.remove("k1", 0)
    assert observing.lesson("k1") is None
    hidden = records(school)[-1]["record_id"]
    with (
        session.acting_as(session.User("b", "B", "teacher", frozenset())),
        pytest.raises(PreventUpdate),
    ):
        page.bring_back(hidden, 0)
    page.bring_back(hidden, 0)
    assert observing.lesson("k1") is not None


def test_scales_have_words_only_where_they_are_the_usual_one() -> None:
    assert scale(0, 3)[0] == ("0", "не видно")
    assert scale(1, 5) == [(str(n), "") for n in range(1, 6)]
    assert len(scale(0, 100)) == 11


def test_rows_of_a_framework_are_added_moved_and_kept(school: Home) -> None:
    rows = frameworks.rows_of("competences")
    first = rows[0]["competence_name"]
    rows = frameworks.changed("competences", rows, "down", 0)
    rows = frameworks.changed("competences", rows, "add", 0)
    rows[-1]["competence_name"] = "  Работа с   одарёнными "
    held = frameworks.save("competences", rows, None)
    assert frameworks.save("competences", rows, None) == held  # a double click
    now = frameworks.rows_of("competences")
    assert now[1]["competence_name"] == first
    assert now[-1]["competence_name"] == "Работа с одарёнными"
    assert now[-1]["competence_id"].startswith("own_")


@pytest.mark.parametrize(
    ("kind", "change", "trouble"),
    [
        ("competences", {"competence_name": " "}, "без названия"),
        ("competences", {"block_name": ""}, "Назовите блок"),
        ("observation_criteria", {"competence_id": "nothing"}, "какую компетенцию"),
        ("observation_criteria", {"max_score": "0"}, "Шкала"),
        ("observation_criteria", {"min_score": "много"}, "введите числа"),
    ],
)
def test_rows_that_make_no_sense_are_refused(
    school: Home, kind: str, change: dict[str, Any], trouble: str
) -> None:
    rows = frameworks.rows_of(kind)
    with pytest.raises(Unacceptable, match=trouble):
        frameworks.save(kind, [{**rows[0], **change}, *rows[1:]], None)
    with pytest.raises(Unacceptable, match="дважды"):
        frameworks.save(kind, [*rows, rows[0]], None)
    assert data.ledger().records(kind) == []


def test_a_competence_that_a_criterion_shows_is_not_dropped(school: Home) -> None:
    rows = frameworks.changed("competences", frameworks.rows_of("competences"), "remove", 0)
    with pytest.raises(Unacceptable, match="переназначьте критерий"):
        frameworks.save("competences", rows, None)


def test_the_second_editor_of_criteria_is_told_what_changed(school: Home) -> None:
    rows = frameworks.rows_of("observation_criteria")
    state = {"rows": rows, "seen": None, "known": {}}
    other = [{**rows[0], "criterion_name": "Цель названа учениками"}, *rows[1:]]
    frameworks.save("observation_criteria", other, None)
    after, _, told = settings_of.kept("observation_criteria", rows[:-1], state)
    assert "изменено «Цель названа учениками»" in plain_text(told)
    told = settings_of.kept("observation_criteria", rows[:-1], after)[2]
    assert "Сохранено" in plain_text(told)
    assert len(frameworks.rows_of("observation_criteria")) == len(rows) - 1


def test_the_administrator_says_who_an_account_is(school: Home) -> None:
    accounts = Accounts(school.ledger)
    accounts.enter(accounts.first_link() or "", "correct-horse-battery", "anna", "Анна")
    for login in ("boris", "vera"):
        accounts.add(Account(login, login, "teacher", frozenset(), False, False), "anna")
    who = ids_of(school)[NAMES[0]]
    with session.acting_as(METHODIST), pytest.raises(PreventUpdate):
        people.named("boris", str(who))
    with session.acting_as(session.User("anna", "Анна", "admin")):
        assert NAMES[0] in str(people.people_table())
        people.named("boris", str(who))
        assert "уже назван" in plain_text(people.named("vera", str(who)))
        account = accounts.find("boris")
        assert account is not None
        assert guard._of_account(account).teacher_id == who
        people.named("boris", "0")
        assert guard._of_account(account).teacher_id is None
