"""The form by link: open without an account, plain words at every turn, one answer however often sent."""

from __future__ import annotations

import logging
import re
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from dashboard import form_route
from tests.dashboard.conftest import SITE, log_in
from warehouse.home import Home
from warehouse.surveys.answering import new_response_id
from warehouse.surveys.calls import Call, close_call, make_call
from warehouse.surveys.invitations import Guest, invite, numbered
from warehouse.surveys.keys import ready_keys

TODAY = date.today()
JSON = {"Accept": "application/json"}


@pytest.fixture
def link(named: FlaskClient, home: Home) -> str:
    """The path of a link to an open call without names."""
    asked = Call("parents", TODAY, TODAY + timedelta(days=7), intro="Уважаемые <родители>!")
    made = make_call(home.ledger, asked, "anna")
    return (
        "/form/" + invite(home.ledger, made.call_id, numbered("5А, родители", 1), "anna")[0].token
    )


def page(client: FlaskClient, path: str, **options: object) -> str:
    return client.get(path, base_url=SITE, **options).get_data(as_text=True)


def test_the_form_opens_without_an_account_a_cookie_or_a_line_of_inline_script(
    named: FlaskClient, link: str
) -> None:
    named.get("/health", base_url=SITE)  # the very first request wires Dash
    answer = named.get(link, base_url=SITE)
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]*src=)|\son\w+=|style=", shown)
    assert "_dash" not in shown
    assert "Уважаемые &lt;родители&gt;!" in shown
    assert shown.count("<fieldset") == shown.count("<legend") == len(ready_keys()["parents"].items)
    assert "Анкета без имён" in shown
    assert "5А, родители" not in shown


def test_an_answer_is_taken_once_by_script_and_without_it(
    named: FlaskClient, link: str, home: Home
) -> None:
    form = {"q.1": "3", "q.2": "0", "response_id": new_response_id()}
    said = [named.post(link, data=form, base_url=SITE, headers=JSON).get_json() for _ in range(2)]
    assert [one["state"] for one in said] == ["accepted", "already"]
    again = named.post(link, data=form, base_url=SITE)
    assert (again.status_code, "Ответы уже приняты" in again.get_data(as_text=True)) == (200, True)
    other = named.post(link, data={**form, "response_id": new_response_id()}, base_url=SITE)
    assert other.status_code == 410
    assert "По этой ссылке уже ответили" in page(named, link)
    assert [dict(row)["n"] for row in home.ledger.rows("SELECT count(*) AS n FROM survey_box")] == [
        1
    ]


def test_what_is_wrong_is_shown_beside_its_question_and_nothing_typed_is_lost(
    named: FlaskClient, link: str
) -> None:
    own = new_response_id()
    bad = {"q.1": "17", "q.2": "4", "response_id": own}
    answer = named.post(link, data=bad, base_url=SITE)
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert "Выберите один из предложенных ответов." in shown
    assert re.search(r'name="q\.2"\s+value="4" checked', shown)
    assert own in shown
    said = named.post(link, data={}, base_url=SITE, headers=JSON).get_json()
    assert said["what"] == "Ответьте хотя бы на один вопрос."


def test_a_link_that_opens_nothing_says_why(named: FlaskClient, home: Home, link: str) -> None:
    later = Call("climate_pupils", TODAY + timedelta(days=2), TODAY + timedelta(days=7))
    made = make_call(home.ledger, later, "anna")
    early = invite(home.ledger, made.call_id, numbered("", 1), "anna")[0].token
    assert "Сбор ещё не начался" in page(named, f"/form/{early}")
    assert "Такой ссылки нет" in page(named, "/form/none")
    row = home.ledger.one("SELECT call_id FROM survey_calls WHERE survey_id = 'parents'")
    assert row
    close_call(home.ledger, row["call_id"], "anna")
    assert "Сбор ответов закончен" in page(named, link)


def test_a_stranger_site_a_flood_and_a_flow_of_guesses_are_turned_away(
    named: FlaskClient, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = {"q.1": "3"}
    foreign = {"Origin": "https://evil.example"}
    assert named.post(link, data=form, base_url=SITE, headers=foreign).status_code == 403
    heavy = {"q.1": "я" * form_route.MOST_BYTES}
    assert named.post(link, data=heavy, base_url=SITE).status_code == 413
    monkeypatch.setattr(form_route, "UNKNOWN_TRIES", 3)
    form_route._tries.clear()
    codes = [named.get(f"/form/guess{n}", base_url=SITE).status_code for n in range(5)]
    form_route._tries.clear()
    assert codes == [404, 404, 404, 429, 429]
    assert named.get(link, base_url=SITE).status_code == 200


def test_a_form_is_signed_by_its_invitation_and_not_by_who_is_logged_in(
    named: FlaskClient, home: Home
) -> None:
    made = make_call(home.ledger, Call("competences", TODAY, TODAY, is_named=True), "anna")
    (link,) = invite(home.ledger, made.call_id, [Guest("Белова Анна Игоревна", 77)], "anna")
    log_in(named, "boris")
    assert "Отвечает Белова Анна Игоревна" in page(named, f"/form/{link.token}")
    named.post(f"/form/{link.token}", data={"q.subject_tasks_1": "2"}, base_url=SITE)
    (record,) = home.ledger.records("survey_response")
    assert (record.payload["teacher_id"], record.made_by) == (77, "")


def test_the_token_of_a_link_is_never_logged(
    named: FlaskClient, link: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_args: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(form_route, "state_of", fail)
    with caplog.at_level(logging.DEBUG):
        assert named.get(link, base_url=SITE).status_code == 500
    assert "/form/…" in caplog.text
    assert link.rsplit("/", 1)[1] not in caplog.text
