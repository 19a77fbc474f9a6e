"""The page of an observer and the printed plan: who may, what is refused and said, what is never inline."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard import observe_route, study_writing
from dashboard.session import User, acting_as
from dashboard.study_words import PREDICTED_LATE
from tests.dashboard.conftest import PASSWORD, SITE, log_in
from warehouse.accounts import Account, Accounts
from warehouse.amending import newest
from warehouse.home import Home
from warehouse.staff.people import add_teacher

STUDY = "c0ffee00c0ffee00c0ffee00c0ffee00"
PAGE, PAPER = f"/observe/{STUDY}/1", f"/lesson-plan/{STUDY}/1"
NAMES = (
    "Белова Анна Игоревна",
    "Громов Борис Петрович",
    "Данилова Вера Олеговна",
    "Егорова Галина Ильинична",
)

Post = Callable[..., Any]


@pytest.fixture
def group(named: FlaskClient, home: Home) -> list[int]:
    """Four teachers: three make a cycle, of whom the second is `boris`; `vera` belongs to no cycle."""
    cards = [{"full_name": name, "name_key": name.casefold()} for name in NAMES]
    ids = [add_teacher(home.ledger, card, "anna") for card in cards]
    for login, own in (("boris", ids[1]), ("vera", ids[3])):
        home.ledger.add_record(
            "account_teacher", login, {"login": login, "teacher_id": own}, "anna"
        )
    cycle = {"class_name": "7А", "subject": "Алгебра", "teachers": ids[:3], "members": ids[:3],
             "focus": "хотим узнать, как <помочь> читать условие"}  # fmt: skip
    home.ledger.add_record("lesson_study", STUDY, cycle, "anna")
    home.ledger.add_record("research_lesson", f"{STUDY}|1", plan(), "anna")
    return ids


@pytest.fixture
def colleagues(home: Home, group: list[int]) -> None:
    """Accounts of `vera`, a teacher, and of `meto`, the methodist."""
    accounts = Accounts(home.ledger)
    for login, role in (("vera", "teacher"), ("meto", "deputy")):
        account = Account(login, login.title(), role, None, False, False)
        accounts.enter(accounts.add(account, "anna"), PASSWORD)


def plan() -> dict[str, Any]:
    predicted = {"high": "составит план сам", "middle": "с подсказкой", "low": "прочтёт вслух"}
    stages = [
        {"stage_id": "s1", "name": "Чтение условия", "minutes": 10, "predicted": predicted},
        {"stage_id": "s2", "name": "Решение", "minutes": 20, "predicted": {}},
    ]
    return {"held_on": "2026-11-20", "objective": "читать условие задачи", "stages": stages,
            "criteria": {"high": "две задачи из двух"}, "questions": ["Что было трудно?"],
            "recording": "javascript:alert(1)"}  # fmt: skip


def shown(client: FlaskClient, path: str = PAGE) -> str:
    return client.get(path, base_url=SITE).get_data(as_text=True)


def sender(client: FlaskClient) -> Post:
    """Return what posts as the script of a page does, with the token of the page that is open."""
    found = re.search(r'data-token="([^"]+)"', shown(client))
    assert found

    def post(what: str, said: Any = None, token: str = found[1]) -> tuple[int, Any]:
        headers = {observe_route.TOKEN: token}
        answer = client.post(f"{PAGE}/{what}", json=said or {}, base_url=SITE, headers=headers)
        return answer.status_code, answer.get_json(silent=True)

    return post


def sheet(observer: int, words: str = "читает дважды", **more: Any) -> dict[str, Any]:
    cells = {"s1": {"high": {"observed": words, "met": 1}}}
    said = {"watched": "live", "cells": cells, "achieved": {"low": 0}, "issues": ""}
    return {
        "observer": observer,
        "client": "a-phone-of-boris",
        "count": 1,
        "seen": None,
        "sheet": said,
        **more,
    }


def test_a_member_starts_the_lesson_and_what_is_sent_is_in_the_ledger(
    named: FlaskClient, home: Home, group: list[int]
) -> None:
    log_in(named, "boris")
    post = sender(named)
    assert post("sheet", sheet(group[1]))[1]["state"] == "not_started"
    status, said = post("start", {"seconds_ago": 60})
    assert (status, said["state"]) == (200, "started")
    assert 59 <= said["seconds_ago"] <= 75
    status, said = post("sheet", sheet(group[1]))
    assert (status, said["state"]) == (200, "saved")
    held = newest(home.ledger, "lesson_sheet", f"{STUDY}|1|{group[1]}")
    start = newest(home.ledger, "lesson_start", f"{STUDY}|1")
    assert held and start
    assert (held.record_id, held.made_by) == (said["record_id"], "Борис Второй")
    assert held.payload["cells"]["s1"]["high"] == {"observed": "читает дважды", "met": 1}
    assert held.payload["observed_on"] == start.payload["started_at"][:10]
    page = shown(named)
    assert "читает дважды</textarea>" in page
    assert f'data-seen="{held.record_id}"' in page
    # The start came a minute late, and the plan was saved within that minute.
    assert PREDICTED_LATE in page
    other = sheet(group[1], "иначе", client="another-phone", count=9)
    status, said = post("sheet", other)
    assert (status, said["state"], said["record_id"]) == (409, "moved", held.record_id)
    assert said["sheet"]["cells"]["s1"]["high"]["observed"] == "читает дважды"


def test_the_page_is_strict_and_names_no_link_that_runs(
    named: FlaskClient, group: list[int]
) -> None:
    log_in(named, "boris")
    for path in (PAGE, PAPER):
        answer = named.get(path, base_url=SITE)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 200
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert not re.search(r"<script(?![^>]*src=)|\son\w+=|style=|href=\"javascript", page)
        assert "как &lt;помочь&gt; читать условие" in page
        assert "составит план сам" in page
    assert "disabled" in re.findall(r"<fieldset id=\"watching\"[^>]*>", shown(named))[0]


def test_who_may_watch_and_who_may_only_read_the_plan(
    named: FlaskClient, home: Home, group: list[int], colleagues: None
) -> None:
    assert named.get(PAGE, base_url=SITE).headers["Location"].startswith("/login?next=")
    assert named.post(f"{PAGE}/sheet", json={}, base_url=SITE).status_code == 401
    log_in(named, "boris")
    post = sender(named)
    post("start")
    post("sheet", sheet(group[1], "тихо считает"))
    assert post("sheet", sheet(group[0]))[1]["state"] == "person"
    log_in(named, "vera")
    assert named.get(PAGE, base_url=SITE).status_code == 403
    paper = shown(named, PAPER)
    assert "прочтёт вслух" in paper
    assert "тихо считает" not in paper
    assert [
        named.get(f"/observe/{path}", base_url=SITE).status_code
        for path in (f"{STUDY}/4", "none/1")
    ] == [404, 404]
    log_in(named, "meto")
    asked = shown(named)
    assert [name in asked for name in NAMES] == [True, True, True, False]
    assert "тихо считает" in shown(named, PAPER)
    assert "тихо считает" not in shown(named, f"{PAPER}?blank")
    told = [("c1", "минута тишины", ""), ("c2", "таблица на доске", "dropped")]
    agreed = [dict(zip(("change_id", "text", "outcome"), one, strict=True)) for one in told]
    home.ledger.add_record("lesson_talk", f"{STUDY}|1", {"changes": agreed}, "anna")
    after = shown(named, PAPER.replace("/1", "/2"))
    assert "минута тишины" in after
    assert "таблица на доске" not in after


def test_a_stale_token_is_answered_with_the_new_one_and_a_deed_without_it_is_refused(
    named: FlaskClient, home: Home, group: list[int], colleagues: None
) -> None:
    log_in(named, "boris")
    post = sender(named)
    log_in(named, "boris")
    status, said = post("start")
    assert (status, said["state"]) == (403, "token")
    assert newest(home.ledger, "lesson_start", f"{STUDY}|1") is None
    assert post("start", token=said["token"])[1]["state"] == "started"
    foreign = {"Origin": "https://evil.example", observe_route.TOKEN: said["token"]}
    assert named.post(f"{PAGE}/start", json={}, base_url=SITE, headers=foreign).status_code == 403
    assert named.post(f"{PAGE}/start-back", data={}, base_url=SITE).status_code == 403
    log_in(named, "meto")
    page = shown(named, f"{PAGE}?observer={group[0]}")
    token = re.search(r'name="form_token" value="([^"]+)"', page)
    assert token
    back = f"{PAGE}/start-back?observer={group[0]}"
    assert named.post(back, data={"form_token": "guess"}, base_url=SITE).status_code == 400
    answer = named.post(back, data={"form_token": token[1]}, base_url=SITE)
    assert answer.headers["Location"] == f"{PAGE}?observer={group[0]}"
    assert newest(home.ledger, "lesson_start", f"{STUDY}|1") is None


def test_what_no_page_of_ours_would_send_is_refused_in_words(
    named: FlaskClient, home: Home, group: list[int]
) -> None:
    log_in(named, "boris")
    post = sender(named)
    assert post("start", {"seconds_ago": "вчера"})[0] == 400
    post("start", {"seconds_ago": 1e300})
    own = group[1]
    for wrong in (
        [], sheet(own, client="x"), sheet(own, count=-1), sheet(own, count=True), sheet(own, seen="1"),
        {**sheet(own), "observer": [own]}, {**sheet(own), "observer": str(own)},
    ):  # fmt: skip
        assert post("sheet", wrong)[0] == 400
    assert post("sheet", {**sheet(own), "sheet": {"watched": "нет"}})[0] == 422
    assert post("sheet", sheet(own, "я" * observe_route.MOST_BYTES))[0] == 413
    assert home.ledger.records("lesson_sheet") == []


def test_a_recording_of_a_lesson_that_nobody_marked_starts_it_on_its_planned_day(
    named: FlaskClient, home: Home, group: list[int]
) -> None:
    held = {**plan(), "held_on": "2026-10-05", "held_at": "09:30"}
    home.ledger.add_record("research_lesson", f"{STUDY}|1", held, "anna")
    log_in(named, "boris")
    post = sender(named)
    status, said = post("start", {"seconds_ago": 5, "watched": "recording"})
    assert (status, said["seconds_ago"]) == (200, None)
    start = newest(home.ledger, "lesson_start", f"{STUDY}|1")
    assert start and start.payload["started_at"] == "2026-10-05T09:30:00"
    assert "Урок внесли позже" in shown(named)


def test_a_plan_is_not_taken_back_once_its_lesson_has_started(
    named: FlaskClient, home: Home, group: list[int]
) -> None:
    last = newest(home.ledger, "research_lesson", f"{STUDY}|1")
    assert last
    log_in(named, "boris")
    sender(named)("start")
    with acting_as(User("anna", "Анна", "admin")):
        assert not study_writing.take_back(last.record_id)
        study_writing.open_again(STUDY, 1)
        assert newest(home.ledger, "lesson_start", f"{STUDY}|1")
    with acting_as(User("meto", "Методист", "deputy")):
        study_writing.open_again(STUDY, 1)
        assert study_writing.take_back(last.record_id)


def test_a_lesson_without_stages_and_one_whose_stage_is_gone_are_watched_all_the_same(
    named: FlaskClient, home: Home, group: list[int]
) -> None:
    log_in(named, "boris")
    post = sender(named)
    post("start")
    post("sheet", sheet(group[1], "слушает соседа"))
    home.ledger.add_record("research_lesson", f"{STUDY}|1", {**plan(), "stages": []}, "anna")
    page = shown(named)
    assert "Урок целиком" in page
    assert "слушает соседа</textarea>" in page
    assert "Этап, которого" in page


def test_two_cards_of_one_person_are_one_observer(
    named: FlaskClient, home: Home, group: list[int], colleagues: None
) -> None:
    alias = add_teacher(
        home.ledger,
        {"full_name": "Ким Галина Ильинична", "name_key": "ким галина ильинична"},
        "anna",
    )
    home.ledger.add_record(
        "teacher_same", str(alias), {"teacher_id": alias, "person_id": group[3]}, "anna"
    )
    cycle = {"class_name": "7А", "subject": "Алгебра", "teachers": [], "members": [alias, group[0]]}
    home.ledger.add_record("lesson_study", STUDY, cycle, "anna")
    log_in(named, "vera")
    assert f'data-observer="{alias}"' in shown(named)
    assert "Егорова Галина Ильинична" in shown(named)
