"""The form of a line about communities: what it keeps, what it refuses in words, two editors, taking back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from dash import no_update
from dash.exceptions import PreventUpdate

from dashboard import app, communities, community_form, community_writing, guard, session
from dashboard.callbacks import community_form as callbacks
from dashboard.components.cards import plain_text
from dashboard.staff_writing import Form, Wrong
from tests.warehouse.files_in_code import CommunityFile, StaffFile, accept
from warehouse.amending import Moved
from warehouse.home import Home
from warehouse.publish import publish

ANNA, PETR, INNA = "Белова Анна Игоревна", "Осокин Пётр Ильич", "Ким Инна Львовна"
OTHERS = tuple(f"{last} Олег Петрович" for last in ("Ершов", "Носов", "Панин", "Рогов"))
DEPUTY = session.User("zavuch", "Завуч", "deputy")
FOUNDED = date(2025, 9, 1)


@pytest.fixture
def school(home: Home) -> Iterator[Home]:
    """A home with seven teachers and the community «Чтение» of three of a file, seen by the methodist."""
    accept(home, StaffFile(cards={name: {} for name in (ANNA, PETR, INNA, *OTHERS)}))
    lines: list[tuple[str, dict[str, Any]]] = [
        ("community", {"title": "Чтение", "date_from": FOUNDED, "teacher": ANNA})
    ]
    lines += [("members", {"community": "Чтение", "teacher": one}) for one in (ANNA, PETR, INNA)]
    accept(home, CommunityFile(tuple(lines)))
    publish(home)
    app.create_app(home)
    guard.accounts()
    with session.acting_as(DEPUTY):
        yield home


def own() -> communities.Community:
    return next(one for one in communities.communities().all if one.name == "Чтение")


def ids() -> dict[str, int]:
    return {name: key for key, name in communities.communities().names.items()}


@contextmanager
def teacher(name: str) -> Iterator[None]:
    with session.acting_as(session.User("t", "Учитель", "teacher", frozenset(), ids()[name])):
        yield


def save(register: str, key: str = "new", seen: int | None = None, **given: Any) -> None:
    given.setdefault("community", own().community_id)
    community_writing.save(Form(register, key, seen), given)


def wrong(register: str, **given: Any) -> dict[str, str]:
    """Return the words about what was refused; nothing may have been written."""
    before = communities.data.ledger().accepted_seq()
    with pytest.raises(Wrong) as found:
        save(register, **given)
    assert communities.data.ledger().accepted_seq() == before
    return dict(found.value.fields)


def test_a_meeting_is_on_the_page_at_once_and_a_double_click_is_one(school: Home) -> None:
    who = [ids()[ANNA], ids()[PETR]]
    said = {"title": "Вопросы к тексту", "date_to": "2025-10-02", "people": who[:1],
            "people_more": who[1:], "result": "Читаем вслух\nНаблюдаем в 6А"}  # fmt: skip
    save("meetings", **said)
    save("meetings", **said)
    (row,) = own().of("meetings")
    assert (row["title"], row["people"], row["date_to"]) == (
        "Вопросы к тексту",
        sorted(who),
        date(2025, 10, 2),
    )
    assert row["result"].splitlines() == ["Читаем вслух", "Наблюдаем в 6А"]


REFUSED: tuple[tuple[str, dict[str, Any], str, str], ...] = (
    ("meetings", {"title": "Раньше", "date_to": "2025-08-20"}, "date_to", "создано 1 сентября 2025"),
    ("meetings", {"title": "Без дня"}, "date_from", "на какой день"),
    ("meetings", {"title": "Завтра", "date_to": str(date.today() + timedelta(1))}, "date_to", "не наступил"),
    ("meetings", {"title": "", "date_to": "2025-10-02"}, "title", "Заполните"),
    ("meetings", {"title": "Где?", "date_to": "2025-10-02", "community": "нет"}, "community", "нет"),
    ("community", {"title": "ПОС «чтение»", "date_from": "2025-09-01"}, "title", "уже есть"),
    ("classes", {"school_year": "2025", "class_name": "5А"}, "school_year", "Учебный год"),
    ("classes", {"school_year": "2025/26", "class_name": "ААА"}, "class_name", "Класс не понят"),
)  # fmt: skip


def test_what_cannot_be_is_said_beside_its_field(school: Home) -> None:
    for register, given, field, words in REFUSED:
        assert words in wrong(register, **given)[field].replace("\u00a0", " ")
    one = str(ids()[ANNA])
    assert "тот же" in wrong("visits", teacher=one, partner=one, date_to="2025-10-02")["partner"]


def test_nobody_is_in_more_communities_than_the_school_allows(school: Home) -> None:
    for name in ("Счёт", "Опыт"):
        save("community", name, title=name, date_from="2025-09-01")
    save("members", "m1", community="Счёт", teacher=str(ids()[ANNA]))
    assert "больше 2" in wrong("members", community="Опыт", teacher=str(ids()[ANNA]))[
        "teacher"
    ].replace("\u00a0", " ")
    save(
        "members", "m2", community="Опыт", teacher=str(ids()[ANNA]), date_to="2025-12-31"
    )  # has left


def test_a_community_has_no_sixth_member(school: Home) -> None:
    for at, name in enumerate(OTHERS[:2]):
        save("members", f"m{at}", teacher=str(ids()[name]))
    assert len(own().members()) == 5
    assert "больше 5" in wrong("members", teacher=str(ids()[OTHERS[2]]))["teacher"].replace(
        "\u00a0", " "
    )
    (line,) = (r for r in own().of("members") if r["teacher_id"] == ids()[PETR])
    save("members", line["line_key"], teacher=str(ids()[PETR]), role="ресурс")  # is one of the five


def test_a_teacher_writes_of_the_own_community_and_the_own_task_only(school: Home) -> None:
    save("community", "other", title="Счёт", date_from="2025-09-01")
    with teacher(PETR):
        save("meetings", title="Своя", date_to="2025-10-02")
        assert (
            community_writing.NOT_YOURS
            in wrong("meetings", community="other", title="Чужая", date_to="2025-10-02").values()
        )
        save("tasks", "task", teacher=str(ids()[PETR]), title="Задавать вопросы на сравнение")
        assert (
            community_writing.NOT_YOURS
            in wrong("tasks", teacher=str(ids()[INNA]), title="Чужая").values()
        )
        assert [row["title"] for row in own().of("tasks")] == ["Задавать вопросы на сравнение"]
        assert "ведут участники" in plain_text(
            community_form.body({"register": "meetings", "community": "other", "line": "x"})
        )
    with teacher(INNA):
        assert own().of("tasks") == []
        with pytest.raises(Wrong):  # nobody takes the place of a line that is not seen
            save("tasks", "task", teacher=str(ids()[INNA]), title="Моя")
    with session.acting_as(session.User("d", "Директор", "director")):
        assert own().of("tasks") == []


def test_the_second_editor_sees_both_versions_and_nothing_is_lost(school: Home) -> None:
    save("meetings", title="Первая", date_to="2025-10-02")
    _, seen = communities.line("new")
    save("meetings", "new", seen, title="Вторая", date_to="2025-10-02")
    with pytest.raises(Moved):
        save("meetings", "new", seen, title="Третья", date_to="2025-10-02")
    given = {"title": "Третья", "date_to": "2025-10-02", "community": own().community_id}
    where, said, panel, words = callbacks.saved(Form("meetings", "new", seen), given, {})
    assert (where, said, words) == (no_update, no_update, {})
    told = plain_text(panel)
    assert "Вторая" in told and "Третья" in told and "Завуч" in told


def test_a_line_of_a_file_is_corrected_hidden_and_brought_back(school: Home) -> None:
    (line,) = (r for r in own().of("members") if r["teacher_id"] == ids()[PETR])
    save(
        "members", line["line_key"], teacher=str(ids()[PETR]), role="ресурс", date_from="2025-10-01"
    )
    record = community_writing.hide(line["line_key"])
    assert record is not None and ids()[PETR] not in own().members()
    assert community_writing.take_back(record) and not community_writing.take_back(record)
    assert ids()[PETR] in own().members()


def test_the_form_offers_members_first_and_keeps_its_key_in_the_address(school: Home) -> None:
    search = f"?register=meetings&community={own().community_id}"
    with pytest.raises(PreventUpdate):
        callbacks.show_form(search, "/community-form")
    moved = callbacks.key_line(search, "/community-form")
    assert "line=" in moved
    with pytest.raises(PreventUpdate):
        callbacks.key_line(moved, "/community-form")
    told = plain_text(callbacks.show_form(moved, "/community-form"))
    assert "Встречи · Чтение" in told and "Кто был" in told
    assert community_form.back_of({"back": "//evil.example"}) == "/communities"
    assert "Такой формы нет" in plain_text(community_form.body({"register": "nothing"}))
