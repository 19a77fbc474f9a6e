"""The page of calls: what is asked becomes links, links become answers, answers become scores."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from dashboard import app, guard, session
from dashboard import survey_calls as desk
from dashboard.callbacks import survey_calls as page
from dashboard.components.cards import plain_text
from dashboard.session import User
from tests.warehouse.files_in_code import StaffFile, accept
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.snapshots import Reader
from warehouse.surveys.answering import Sent, new_response_id, take
from warehouse.surveys.calls import calls, close_call
from warehouse.surveys.invitations import invitations

DEPUTY = User("anna", "Анна Первая", "deputy")
TODAY = date.today()
TYPED = {
    "survey": "parents", "is_named": "", "wave": "", "opens": TODAY.isoformat(),
    "closes": (TODAY + timedelta(days=7)).isoformat(), "intro": "", "whom": "count", "teachers": [],
    "label": "Ответ", "count": 6, "classes": [], "class_label": "родители", "class_count": 5,
}  # fmt: skip


@pytest.fixture
def deputy(home: Home) -> Iterator[Home]:
    """A home with two teachers, asked by a deputy over the school's network."""
    accept(home, StaffFile(cards={"Белова Анна Игоревна": {}, "Осокин Пётр Ильич": {}}))
    publish(home)
    made = app.create_app(home)
    here = {"base_url": "http://school.local:8050"}
    guard.accounts()
    with made.server.test_request_context("/", **here), session.acting_as(DEPUTY):
        yield home


def press(search: str = "", nonce: str = "nonce-1", **typed: Any) -> tuple[str, str]:
    """Press the button; return the words of the sheet and of the problem."""
    said = {**TYPED, **typed}
    sheet, problem, *_ = page.make(1, nonce, 0, search, *[said[name] for name in page.TYPED])
    return tuple(plain_text(x).replace("\xa0", " ") if x else "" for x in (sheet, problem))  # type: ignore[return-value]


def tokens(sheet: str) -> list[str]:
    return re.findall(r"http://school\.local:8050/form/([a-z0-9-]{19})", sheet)


def shown(search: str = "") -> str:
    return " ".join(plain_text(x) for x in page.show_calls(search, 0)).replace("\xa0", " ")


def test_links_are_made_and_answers_to_them_are_scored(deputy: Home) -> None:
    assert "Сборов ответов ещё не было" in shown()
    sheet, problem = press()
    links = list(dict.fromkeys(tokens(sheet)))
    assert (len(links), problem) == (6, "")
    for link in links[:5]:
        take(deputy.ledger, link, Sent(new_response_id(), {"1": 4}), TODAY)
    said = shown()
    assert "Открыт 1 сбор ответов: ответили 5 из 6" in said
    assert "Ещё не ответили: 1" in said
    publish(deputy)
    scored = Reader(deputy).frame(
        "SELECT item_id, value FROM survey_values WHERE survey_id = 'parents'"
    )
    assert scored.to_numpy().tolist() == [["1", 4.0]] * 5
    close_call(deputy.ledger, calls(deputy.ledger)[0].call_id, "anna")
    assert "Сейчас ни один сбор ответов не открыт" in shown()


def test_the_same_form_sent_twice_is_one_call(deputy: Home) -> None:
    press()
    _, problem = press()
    assert "уже сделан" in problem
    assert len(calls(deputy.ledger)) == 1
    assert press(nonce="nonce-2")[1] == ""
    assert len(calls(deputy.ledger)) == 2


def test_teachers_are_invited_by_name_and_reminded(deputy: Home) -> None:
    named = dict(desk.choices().teachers)
    sheet, _ = press(survey="competences", is_named="named", whom="teachers", teachers=list(named))
    assert all(name in sheet for name in named.values())
    (made,) = calls(deputy.ledger)
    first = next(iter(tokens(sheet)))
    take(deputy.ledger, first, Sent(new_response_id(), {"math_literacy_1": 1}), TODAY)
    (answered,) = deputy.ledger.records("survey_response")
    assert answered.payload["teacher_id"] in named
    sheet, _ = page._again(made.call_id, "anna")
    waiting = [
        one.guest.label for one in invitations(deputy.ledger, made.call_id) if not one.is_used
    ]
    assert len(set(tokens(plain_text(sheet)))) == len(waiting) == 1
    assert waiting[0] in plain_text(sheet)


def test_more_links_go_on_with_the_numbers(deputy: Home) -> None:
    press(whom="classes", classes=["5А"])
    (made,) = calls(deputy.ledger)
    sheet, _ = press(
        f"?call={made.call_id}", made.call_id, whom="classes", classes=["5А"], class_count=1
    )
    assert "5А, родители № 6" in sheet
    assert len(calls(deputy.ledger)) == 1
    assert {one.guest.class_name for one in invitations(deputy.ledger, made.call_id)} == {"5А"}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"survey": None}, "Выберите анкету"),
        ({"closes": ""}, "Введите первый и последний день"),
        ({"count": None}, "от 1 до 1000"),
        ({"whom": "teachers"}, "кому нужны ссылки"),
        ({"survey": "competences", "is_named": "named"}, "каждому учителю своя"),
    ],
)
def test_what_cannot_be_asked_is_said_and_nothing_is_made(
    deputy: Home, typed: dict[str, Any], words: str
) -> None:
    _, problem = press(**typed)
    assert words in problem
    assert calls(deputy.ledger) == []


def test_only_those_who_keep_the_settings_may_ask(deputy: Home) -> None:
    with session.acting_as(User("boris", "Борис", "teacher", frozenset())):
        assert "ведут администратор" in shown()
        assert page.show_form("") == ""
        with pytest.raises(page.PreventUpdate):
            press()


def test_the_page_says_where_its_links_lead(deputy: Home) -> None:
    assert "заведите учётные записи" in plain_text(page.show_form(""))


def test_a_chosen_survey_brings_what_fits_it(deputy: Home) -> None:
    about, signed, value, intro, whom, _ = page.tell_survey("competences", "")
    assert (value, signed[1]["disabled"], whom) == ("named", False, "teachers")
    assert "49 вопросов, отвечают учителя" in about.replace("\xa0", " ")
    # Who answers is told the scale, and not how the answers will be read.
    _, signed, value, intro, whom, label = page.tell_survey("zamfir", intro)
    assert intro.endswith("до 5 (в очень большой мере).")
    _, signed, value, kept, whom, label = page.tell_survey("parents", "Уважаемые родители!")
    assert (value, signed[1]["disabled"], label) == ("", True, "родители")
    assert (kept, whom) == ("Уважаемые родители!", "count")
