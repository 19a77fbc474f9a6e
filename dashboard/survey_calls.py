"""Calls as their page shows them, and what its form asks for as plain values of the ledger."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, request

from dashboard import data
from dashboard.components.call_form import Choices
from dashboard.components.survey_calls import CallShown, LinkShown
from dashboard.guard import LOOPBACK, accounts
from warehouse.queries.classes import classes
from warehouse.queries.survey_calls import teachers
from warehouse.surveys.box import waiting_answers
from warehouse.surveys.calls import Call, CallError, calls
from warehouse.surveys.invitations import Guest, Link, invitations, numbered, progress
from warehouse.surveys.keys import Key, keys
from warehouse.surveys.waves import wave_name


def shown_calls(survey_id: str = "") -> list[CallShown]:
    """Return the calls of a survey, or of all, the newest first."""
    ledger, today = data.ledger(), date.today()
    known, done, boxed = keys(ledger), progress(ledger), waiting_answers(ledger)
    return [
        CallShown(
            one.call_id, one.survey_id, title_of(known, one.survey_id), one.audience,
            wave_name(one.wave), one.opens_on, one.closes_on, one.is_named, one.state(today),
            *done.get(one.call_id, (0, 0)), _waiting(one.call_id), boxed.get(one.call_id, 0),
        )
        for one in calls(ledger, survey_id)
    ]  # fmt: skip


def title_of(known: Mapping[str, Key], survey_id: str) -> str:
    """Return a survey's title; what to call it where its key is gone."""
    return known[survey_id].title if survey_id in known else "анкета без ключа"


def choices(survey: str = "", whom: str = "count") -> Choices:
    """Return what the form offers: surveys with questions, the staff, the classes of the newest year."""
    named = keys(data.ledger())
    found = data.frame(teachers, today=date.today())
    staff = zip(found["teacher_id"], found["full_name"], strict=True) if len(found) else ()
    surveys = sorted((key.title, name) for name, key in named.items() if key.items)
    return Choices(
        [(name, title) for title, name in surveys],
        [(int(teacher_id), str(name)) for teacher_id, name in staff],
        _classes(),
        survey if survey in named else "",
        whom,
    )


def way(audience: str) -> str:
    """Return how an audience is usually invited, as the school's lists allow: teachers, classes or count."""
    found = choices()
    if audience == "teachers":
        return "teachers" if found.teachers else "count"
    return "classes" if found.classes else "count"


def can_be_named(key: Key | None) -> bool:
    """Tell whether a survey may be signed."""
    return bool(key and key.is_named and key.audience == "teachers")


def opening(key: Key, typed: str | None) -> str:
    """Return what stands over the questions: as typed, else the first sentence about the survey.

    The rest of what is said of a survey is for those who read the answers and would prompt those who give them.
    """
    offered = {first_sentence(one.about) for one in keys(data.ledger()).values()}
    return typed if typed and typed not in offered else first_sentence(key.about)


def first_sentence(text: str) -> str:
    """Return a text up to the end of its first sentence."""
    return re.split(r"(?<=[.!?])\s+(?=[А-ЯЁA-Z])", text.strip(), maxsplit=1)[0]


def asked_call(typed: Mapping[str, Any], nonce: str) -> Call:
    """Return the call that the form asks for; the same form sent twice is one call. Raises CallError."""
    return Call(
        str(typed["survey"] or ""),
        _day(typed["opens"]),
        _day(typed["closes"]),
        str(typed["wave"] or ""),
        typed["is_named"] == "named",
        str(typed["intro"] or ""),
        call_id=nonce,
    )


def guests(typed: Mapping[str, Any], call_id: str) -> list[Guest]:
    """Return whom the form invites: chosen teachers, a number of nameless people, or of each class.

    Raises CallError where nobody is chosen or a number is missing.
    """
    if typed["whom"] == "teachers":
        names = dict(choices().teachers)
        found = [Guest(names[one], one) for one in typed["teachers"] or () if one in names]
    else:
        found = _nameless(typed, [one.guest.label for one in invitations(data.ledger(), call_id)])
    if not found:
        raise CallError("Выберите, кому нужны ссылки.")
    return found


def links_shown(links: Sequence[Link]) -> list[LinkShown]:
    """Return links with the address that this page was opened by."""
    return [LinkShown(one.label, f"{request.host_url}form/{one.token}") for one in links]


def is_only_here() -> bool:
    """Tell whether links lead to this computer alone."""
    host = urlsplit(f"//{request.host}").hostname or ""
    return host in LOOPBACK or not has_people()


def has_people() -> bool:
    """Tell whether there are named accounts, without which only this computer is answered."""
    return accounts().are_named() and not current_app.config["DEMO"]


def _nameless(typed: Mapping[str, Any], held: Sequence[str]) -> list[Guest]:
    if typed["whom"] == "count":
        return numbered(str(typed["label"] or ""), _whole(typed["count"]), held)
    count, label = _whole(typed["class_count"]), str(typed["class_label"] or "").strip()
    return [
        Guest(guest.label, None, name)
        for name in typed["classes"] or ()
        for guest in numbered(f"{name}, {label}" if label else name, count, held)
    ]


def _whole(value: Any) -> int:
    if not isinstance(value, int) or not 1 <= value <= 1000:
        raise CallError("Число ссылок: от 1 до 1000.")
    return value


def _day(text: Any) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError as error:
        raise CallError("Введите первый и последний день сбора.") from error


def _waiting(call_id: str) -> tuple[str, ...]:
    found = invitations(data.ledger(), call_id)
    return tuple(one.guest.label for one in found if not one.is_used)


def _classes() -> list[str]:
    found = data.frame(classes)
    if found.empty:
        return []
    newest = found[found["school_year"] == found["school_year"].max()]
    return [str(name) for name in newest["class_name"]]
