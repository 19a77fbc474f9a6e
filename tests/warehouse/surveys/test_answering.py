"""Answers by link: once for an invitation, and nothing in the ledger leads from an answer to a person."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from warehouse.accounts import Accounts
from warehouse.home import Home
from warehouse.ledger import Ledger
from warehouse.surveys.answering import Sent, new_response_id, take
from warehouse.surveys.box import LEAST_TOGETHER, waiting_answers
from warehouse.surveys.calls import (
    Call,
    CallError,
    call,
    close_call,
    make_call,
    reopen_call,
    settle_calls,
)
from warehouse.surveys.invitations import (
    Guest,
    Link,
    find,
    invitations,
    invite,
    invite_again,
    numbered,
    progress,
)
from warehouse.surveys.waves import said_waves, wave_of

FIRST, LAST = date(2026, 11, 20), date(2026, 12, 4)
DAY = date(2026, 11, 24)
TIME = re.compile(r"T(?!00:00:00)\d\d:\d\d")


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Accounts(Home.at(tmp_path).ledger).ledger


def made(ledger: Ledger, survey_id: str = "parents", **changes: Any) -> Call:
    return make_call(ledger, Call(survey_id, FIRST, LAST, **changes), "zavuch")


def answer(ledger: Ledger, link: Link, said: Any = 3, response_id: str = "") -> str:
    sent = Sent(response_id or new_response_id(), {"1": said})
    return take(ledger, link.token, sent, DAY)


def responses(ledger: Ledger) -> list[dict[str, Any]]:
    return [record.payload for record in ledger.records("survey_response")]


def every_row(ledger: Ledger) -> list[tuple[str, dict[str, Any]]]:
    """Return every row of every table of the ledger with the table's name."""
    tables = [r["name"] for r in ledger.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return [(name, dict(row)) for name in tables for row in ledger.rows(f"SELECT * FROM {name}")]


def test_nothing_in_the_ledger_leads_from_an_answer_to_who_gave_it(ledger: Ledger) -> None:
    found = made(ledger, "competences")
    guests = [Guest(f"Учитель {n}", 9876543210 + n) for n in range(7)]
    links = invite(ledger, found.call_id, guests, "zavuch")
    before = every_row(ledger)
    sent = {link.token: new_response_id() for link in links}
    for n, link in enumerate(links):
        one = Sent(sent[link.token], {"subject_tasks_1": n % 4})
        assert take(ledger, link.token, one, DAY) == "accepted"
    close_call(ledger, found.call_id, "zavuch")
    hashes = {
        r["token_hash"]: r["invitation_id"] for _, r in every_row(ledger) if "token_hash" in r
    }
    ours = {*hashes, *hashes.values(), *(link.token for link in links)}
    people = {str(guest.teacher_id) for guest in guests} | {guest.label for guest in guests}
    new = [(table, row) for table, row in every_row(ledger) if (table, row) not in before]
    answers = [(t, r) for t, r in new if any(i in str(r) for i in sent.values())]
    assert len(answers) == len(links)
    # A row of an answer names nobody, no link, and no time of day; its event neither.
    events = {r["seq"]: r for t, r in new if t == "events"}
    for table, row in answers:
        assert table == "records"
        shown = " ".join(map(str, (*row.values(), *events[row["seq"]].values())))
        assert not [word for word in ours | people if word in shown]
        assert not TIME.search(shown)
        assert row["made_by"] == events[row["seq"]]["who"] == ""
    # What answering changed elsewhere is a mark without a moment, and it names no answer.
    others = [(t, r) for t, r in new if (t, r) not in answers and t not in ("events", "audit")]
    used = [r for t, r in others if t == "survey_invitations"]
    assert [set(r) for r in used] == [
        {"invitation_id", "call_id", "teacher_id", "label", "class_name", "is_used"}
    ] * len(links)
    assert {t for t, _ in others} <= {"survey_invitations", "survey_calls", "sqlite_sequence"}
    # Whoever keeps the log of what people did learns of the call, not of a link.
    assert {r["what"] for t, r in new if t == "audit"} == {"survey_call_closed"}


def test_answers_become_records_together_and_not_in_the_order_they_came(ledger: Ledger) -> None:
    found = made(ledger)
    links = invite(ledger, found.call_id, numbered("родители", 12), "zavuch")
    for n, link in enumerate(links[: LEAST_TOGETHER - 1]):
        answer(ledger, link, n)
    assert responses(ledger) == []
    assert waiting_answers(ledger) == {found.call_id: LEAST_TOGETHER - 1}
    for n, link in enumerate(links[LEAST_TOGETHER - 1 :], start=LEAST_TOGETHER - 1):
        answer(ledger, link, n)
    by_seq = ledger.rows("SELECT key FROM records WHERE kind = 'survey_response' ORDER BY seq")
    batches = [[r["key"] for r in by_seq[at : at + LEAST_TOGETHER]] for at in (0, LEAST_TOGETHER)]
    assert len(by_seq) == 2 * LEAST_TOGETHER
    assert all(batch == sorted(batch) for batch in batches)
    assert progress(ledger) == {found.call_id: (12, 12)}
    close_call(ledger, found.call_id, "zavuch")
    assert sorted(r["answers"]["1"] for r in responses(ledger)) == list(range(12))
    assert waiting_answers(ledger) == {}


def test_what_waits_when_the_days_are_over_becomes_records(ledger: Ledger) -> None:
    found = made(ledger)
    answer(ledger, invite(ledger, found.call_id, numbered("", 1), "zavuch")[0])
    assert not settle_calls(ledger, LAST)
    assert settle_calls(ledger, LAST + timedelta(days=1))
    assert len(responses(ledger)) == 1


def test_the_same_answer_again_is_one_answer_and_another_is_refused(ledger: Ledger) -> None:
    found = made(ledger)
    one, two = invite(ledger, found.call_id, numbered("родители", 2), "zavuch")
    own = new_response_id()
    assert [answer(ledger, one, 4, own) for _ in range(3)] == ["accepted", "already", "already"]
    assert answer(ledger, one, 0) == "used"
    assert (
        answer(ledger, two, 1, own) == "accepted"
    )  # an id that is taken lies over nobody's answer
    close_call(ledger, found.call_id, "zavuch")
    assert sorted(r["answers"]["1"] for r in responses(ledger)) == [1, 4]
    assert answer(ledger, one, 4, own) == "already"


def test_a_call_with_names_keeps_who_answered(ledger: Ledger) -> None:
    found = made(ledger, "competences", is_named=True)
    (link,) = invite(ledger, found.call_id, [Guest("Белова Анна", 5)], "zavuch")
    assert answer(ledger, link) == "accepted"
    assert [(r["teacher_id"], r["answered_on"]) for r in responses(ledger)] == [(5, "2026-11-24")]
    with pytest.raises(CallError, match="каждому учителю своя"):
        invite(ledger, found.call_id, numbered("родители", 1), "zavuch")


def test_a_class_goes_with_an_answer_where_many_of_it_are_invited(ledger: Ledger) -> None:
    found = made(ledger)
    many = [Guest(f"5А № {n}", None, "5А") for n in range(LEAST_TOGETHER)]
    few = [Guest("5Б № 1", None, "5Б")]
    for link in invite(ledger, found.call_id, [*many, *few], "zavuch"):
        answer(ledger, link)
    assert [r["class_name"] for r in responses(ledger)] == ["5А"] * LEAST_TOGETHER
    close_call(ledger, found.call_id, "zavuch")
    assert sorted(r["class_name"] for r in responses(ledger)) == ["", *["5А"] * LEAST_TOGETHER]


def test_a_second_link_leaves_the_first_and_the_draft_alone(ledger: Ledger) -> None:
    found = made(ledger, "competences")
    people = [Guest("Белова", 5), Guest("Осокин", 6)]
    first, other = invite(ledger, found.call_id, people, "zavuch")
    assert invite(ledger, found.call_id, people, "zavuch") == []
    answer(ledger, other)
    (again,) = invite_again(ledger, found.call_id, "zavuch")
    assert again.label == "Белова"
    old, new = find(ledger, first.token), find(ledger, again.token)
    assert old and new
    assert old.draft_id == new.draft_id
    assert [answer(ledger, again), answer(ledger, first)] == ["accepted", "used"]
    assert [one.is_used for one in invitations(ledger, found.call_id)] == [True, True]


def test_a_link_opens_on_the_days_of_its_call(ledger: Ledger) -> None:
    found = made(ledger)
    (link,) = invite(ledger, found.call_id, numbered("", 1), "zavuch")
    sent = Sent(new_response_id(), {"1": 2})
    assert take(ledger, link.token, sent, FIRST - timedelta(days=1)) == "early"
    assert take(ledger, link.token, sent, LAST + timedelta(days=1)) == "closed"
    close_call(ledger, found.call_id, "zavuch")
    assert take(ledger, link.token, sent, DAY) == "closed"
    late = LAST + timedelta(days=3)
    opened = reopen_call(ledger, found.call_id, late, "zavuch")
    assert opened.closes_on == late + timedelta(days=7)
    assert call(ledger, found.call_id) == opened
    assert take(ledger, link.token, sent, late) == "accepted"
    assert take(ledger, "no-such-link", sent, DAY) == "unknown"


def test_a_wave_covers_the_days_of_its_calls(ledger: Ledger) -> None:
    made(ledger, wave="до курсов")
    waves = said_waves(ledger)
    assert [wave_of("parents", day, waves) for day in (FIRST, LAST)] == ["до курсов", "до курсов"]
    with pytest.raises(CallError, match="волной «до курсов»"):
        made(ledger, wave="после курсов")
    made(ledger, "competences")  # a half of the school year needs no record
    assert len(said_waves(ledger)) == 1


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (Call("no_such", FIRST, LAST), "Выберите анкету"),
        (Call("parents", LAST, FIRST), "раньше первого"),
        (Call("parents", FIRST, LAST, is_named=True), "отвечают без имён"),
    ],
)
def test_a_call_that_cannot_be_is_refused_in_words(ledger: Ledger, asked: Call, words: str) -> None:
    with pytest.raises(CallError, match=words):
        make_call(ledger, asked, "zavuch")


def test_a_link_typed_by_hand_is_found(ledger: Ledger) -> None:
    (link,) = invite(ledger, made(ledger).call_id, numbered("", 1), "zavuch")
    typed = [link.token.upper(), link.token.replace("-", ""), f" {link.token.replace('-', ' ')} "]
    assert all(find(ledger, one) for one in typed)
    assert find(ledger, link.token[:-1]) is find(ledger, "") is None


def test_labels_are_numbered_on() -> None:
    labels = [guest.label for guest in numbered("родители", 2, ["родители № 9", "родители № 10"])]
    assert labels == ["родители № 11", "родители № 12"]
