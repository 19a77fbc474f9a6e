"""The built-in form of a survey, by link and without an account: a light page of its own, no Dash in it."""

from __future__ import annotations

import time
from collections import defaultdict, deque
from datetime import date
from typing import Any

from flask import Blueprint, Response, jsonify, make_response, render_template, request

from dashboard import data, words
from warehouse.surveys.answering import Sent, new_response_id, state_of, take
from warehouse.surveys.filling import Question, questions, read_answers, sections
from warehouse.surveys.invitations import Invitation, find
from warehouse.surveys.keys import Key, keys

routes = Blueprint("form", __name__)

MOST_BYTES = 256 * 1024
UNKNOWN_TRIES, UNKNOWN_SECONDS = 60, 600
POLICY = "; ".join([
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'",
    "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
])  # fmt: skip
# state → (status, title, what it means): the words of a link that opens no questions.
STATES = {
    "accepted": (200, "Спасибо, ответы приняты", "Страницу можно закрыть."),
    "already": (200, "Ответы уже приняты", "Они дошли с первого раза, второй раз не записаны."),
    "used": (410, "По этой ссылке уже ответили",
             "По одной ссылке принимается один ответ. Если отвечали не вы, попросите новую ссылку у того,"
             " кто её прислал."),
    "closed": (410, "Сбор ответов закончен",
               "Если вы не успели, напишите тому, кто прислал ссылку: сбор могут открыть снова."
               " Набранное на этом телефоне не стёрто."),
    "early": (403, "Сбор ещё не начался", ""),
    "unknown": (404, "Такой ссылки нет",
                "Проверьте, что адрес скопирован целиком, или попросите ссылку ещё раз."),
    "throttled": (429, "Слишком много попыток", "Подождите несколько минут и откройте ссылку снова."),
    "heavy": (413, "Ответы слишком длинные", "Сократите ответы своими словами и отправьте ещё раз."),
    "wrong": (400, "Ответы пока не приняты", "Поправьте отмеченное и отправьте ещё раз."),
}  # fmt: skip
NOTHING = "Ответьте хотя бы на один вопрос."

# When links that do not exist were asked for, by address: in memory, so that no address is written down.
_tries: defaultdict[str, deque[float]] = defaultdict(deque)


@routes.get("/form/<token>")
def show_form(token: str) -> Response:
    """Show the questions of a link, or why there are none."""
    invitation, key = _asked(token)
    state = state_of(invitation, date.today())
    if invitation is None or key is None or state != "open":
        return _closed("closed" if state == "open" else state, invitation)
    return _form(invitation, key, {}, {})


@routes.post("/form/<token>")
def take_form(token: str) -> Response:
    """Take the answers of a link: once, however many times they are sent."""
    request.max_content_length = MOST_BYTES  # of a body that does not say its length
    if (request.content_length or 0) > MOST_BYTES:
        return _closed("heavy", None)
    invitation, key = _asked(token)
    if invitation is None or key is None:
        return _closed("closed" if invitation else "unknown", invitation)
    sent = request.form.to_dict(flat=False)
    answers, wrong = read_answers(_questions(invitation, key), sent)
    if state_of(invitation, date.today()) == "open" and (wrong or not answers):
        return _refused(invitation, key, sent, wrong or {"": NOTHING})
    response_id = request.form.get("response_id", "")
    state = take(data.ledger(), token, Sent(response_id, answers), date.today())
    return _closed(state, invitation)


@routes.after_request
def harden(response: Response) -> Response:
    """Give the page a stricter policy than Dash can have."""
    response.headers["Content-Security-Policy"] = POLICY
    return response


def _form(
    invitation: Invitation, key: Key, typed: dict[str, list[str]], wrong: dict[str, str]
) -> Response:
    asked = _questions(invitation, key)
    page = render_template(
        "form.html",
        key=key,
        call=invitation.call,
        guest=invitation.guest,
        draft_id=invitation.draft_id,
        sections=sections(key, asked),
        numbers={one.name: at for at, one in enumerate(asked, start=1)},
        count=words.plural(len(asked), "вопрос", "вопроса", "вопросов"),
        until=words.day(invitation.call.closes_on),
        response_id=_one(typed, "response_id") or new_response_id(),
        typed=typed,
        wrong=wrong,
    )
    return make_response(page, STATES["wrong"][0] if wrong else 200)


def _refused(
    invitation: Invitation, key: Key, sent: dict[str, list[str]], wrong: dict[str, str]
) -> Response:
    if _is_script():
        status, title, what = STATES["wrong"]
        said = wrong.get("") or what
        return make_response(jsonify(state="wrong", title=title, what=said, wrong=wrong), status)
    return _form(invitation, key, sent, wrong)


def _closed(state: str, invitation: Invitation | None) -> Response:
    if state == "unknown" and _is_throttled(request.remote_addr or ""):
        state = "throttled"
    status, title, what = STATES[state]
    if state == "early" and invitation:
        what = f"Ссылка заработает {words.day(invitation.call.opens_on)}."
    if _is_script():
        return make_response(jsonify(state=state, title=title, what=what), status)
    draft_id = invitation.draft_id if invitation else ""
    page = render_template(
        "form_closed.html", state=state, title=title, what=what, draft_id=draft_id
    )
    return make_response(page, status)


def _asked(token: str) -> tuple[Invitation | None, Key | None]:
    """Return what a link finds and the questions it asks, None where the school has taken them away."""
    invitation = find(data.ledger(), token)
    key = keys(data.ledger()).get(invitation.call.survey_id) if invitation else None
    return invitation, key if key and key.items else None


def _questions(invitation: Invitation, key: Key) -> list[Question]:
    return questions(key, has_class=bool(invitation.guest.class_name))


def _is_script() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _is_throttled(address: str) -> bool:
    """Count one more try of a link that does not exist; tell whether there were too many of late."""
    found, now = _tries[address], time.monotonic()
    while found and found[0] < now - UNKNOWN_SECONDS:
        found.popleft()
    if len(found) < UNKNOWN_TRIES:
        found.append(now)
        return False
    return True


def _one(form: dict[str, Any], name: str) -> str:
    return str((form.get(name) or [""])[0])
