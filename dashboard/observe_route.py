"""The page of an observer at a research lesson: light, without Dash, good for a lesson without a connection."""

from __future__ import annotations

import math
import re
import secrets
from datetime import date, datetime
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    session,
)
from werkzeug.wrappers import Response as AnyResponse

from dashboard import data, lesson_sheets, study_writing, words
from dashboard.form_route import POLICY
from dashboard.front_door import form_token
from dashboard.lesson_sheets import Lesson
from dashboard.session import current_user
from dashboard.studies import doubt, names_in
from warehouse.amending import Moved, newest
from warehouse.studies.records import START, lesson_key, sheet_of
from warehouse.studies.records import start as read_start
from warehouse.studies.shapes import ACHIEVED, LETTERS, LEVEL_NAMES, Start
from warehouse.studies.sheet_cells import Unreadable, read_sheet
from warehouse.studies.sheets import (
    NotStarted,
    Sent,
    begin,
    predicted,
    save_sheet,
)

routes = Blueprint("observe", __name__)

MOST_BYTES = 256 * 1024
TOKEN = "X-Form-Token"
CLIENT = re.compile(r"[\w-]{8,64}")
AS_EXPECTED = {2: "как ожидали", 1: "отчасти", 0: "иначе"}
CLOSED = "Наблюдают педагоги группы этого исследования. Если вы в\N{NO-BREAK SPACE}группе, попросите" \
    " администратора связать вашу учётную запись с\N{NO-BREAK SPACE}педагогом."  # fmt: skip
NOT_YOURS = "Сейчас в\N{NO-BREAK SPACE}этом браузере вошёл другой человек. Войдите под своим именем:" \
    " записи целы и\N{NO-BREAK SPACE}уйдут сами."  # fmt: skip
NOT_STARTED = (
    "Начало урока снято. Нажмите «Урок начался» ещё раз: записи целы и\N{NO-BREAK SPACE}уйдут сами."
)
STRANGE = "Запрос не прочитан: обновите страницу, записи целы."


@routes.get("/observe/<study_id>/<int:lesson_no>")
def show(study_id: str, lesson_no: int) -> AnyResponse:
    """Show the sheet of one observer, or ask who watches."""
    found = _found(study_id, lesson_no)
    choices = lesson_sheets.observers(found)
    if not choices:
        page = render_template("problem.html", title="Наблюдение вам закрыто", what=CLOSED)
        return make_response(page, 403)
    observer = _chosen(choices)
    if observer is None:
        return _ask(found, choices)
    return _sheet(found, choices, observer)


@routes.post("/observe/<study_id>/<int:lesson_no>/start")
def start(study_id: str, lesson_no: int) -> Response:
    """Note that the lesson has started: from now on its predictions are locked."""
    found, said = _asked(study_id, lesson_no)
    ago = said.get("seconds_ago", 0)
    if isinstance(ago, bool) or not isinstance(ago, (int, float)) or not math.isfinite(ago):
        return _answer(400, "wrong", what=STRANGE)
    is_past = said.get("watched") == "recording" and study_writing.is_late(
        found.shown.study, lesson_no
    )
    held = _past(found) if is_past else begin(data.ledger(), _key(found), current_user().name, ago)
    return _answer(
        200, "started", started=lesson_sheets.started(held),
        seconds_ago=lesson_sheets.seconds_since(held), plan=found.plan.record_id,
    )  # fmt: skip


@routes.post("/observe/<study_id>/<int:lesson_no>/sheet")
def take(study_id: str, lesson_no: int) -> Response:
    """Keep a sheet that a phone sends, or say why it is not kept; the phone keeps its own until it is."""
    found, said = _asked(study_id, lesson_no)
    observer = said.get("observer")
    if not _is_sending(said) or not _is_number(observer):
        return _answer(400, "wrong", what=STRANGE)
    if observer not in lesson_sheets.observers(found):
        return _answer(403, "person", what=NOT_YOURS)
    try:
        kept, texts = _keep(found, said)
    except (Unreadable, NotStarted, Moved) as why:
        return _refusal(why)
    at = f"{datetime.now():%H:%M}"
    return _answer(200, "saved", record_id=kept, at=at, names=names_in(texts))


@routes.post("/observe/<study_id>/<int:lesson_no>/start-back")
def take_back(study_id: str, lesson_no: int) -> AnyResponse:
    """Take the start of a lesson back: a methodist's decision, predictions are open again."""
    _found(study_id, lesson_no)
    if not study_writing.may_open():
        abort(403)
    if not _is_ours(request.form.get("form_token", "")):
        abort(400, "Страница устарела: обновите её и попробуйте ещё раз.")
    study_writing.open_again(study_id, lesson_no)
    return redirect(request.full_path.rstrip("?").replace("/start-back", "", 1))


@routes.before_request
def limit() -> None:
    """Read no more of a request than a sheet can be."""
    request.max_content_length = MOST_BYTES


@routes.after_request
def harden(response: Response) -> Response:
    """Give the page a stricter policy than Dash can have."""
    response.headers["Content-Security-Policy"] = POLICY
    return response


def _found(study_id: str, lesson_no: int) -> Lesson:
    found = lesson_sheets.lesson(study_id, lesson_no)
    if found is None:
        abort(404)
    return found


def _asked(study_id: str, lesson_no: int) -> tuple[Lesson, dict[str, Any]]:
    """Return the lesson of a request by script and what it says; stop it where it is not our page's."""
    if not _is_ours(request.headers.get(TOKEN, "")):
        # After a new login in another tab: the page goes on with the new token.
        abort(_answer(403, "token", token=form_token()))
    found = lesson_sheets.lesson(study_id, lesson_no)
    if found is None:
        what = "Этого исследования больше нет. Записи остаются на\N{NO-BREAK SPACE}телефоне."
        abort(_answer(404, "gone", what=what))
    if not lesson_sheets.observers(found):
        abort(_answer(403, "person", what=NOT_YOURS))
    said = request.get_json(silent=True)
    return found, said if isinstance(said, dict) else {}


def _refusal(why: Unreadable | NotStarted | Moved) -> Response:
    if isinstance(why, Moved):
        held = why.newest
        assert held is not None
        at = f"{data.local(held.made_at):%H:%M}"
        return _answer(409, "moved", record_id=held.record_id, sheet=held.payload, at=at)
    if isinstance(why, NotStarted):
        return _answer(409, "not_started", what=NOT_STARTED)
    return _answer(422, "wrong", what=str(why))


def _is_ours(token: str) -> bool:
    return secrets.compare_digest(
        token.encode(), str(session.get("form_token") or secrets.token_hex()).encode()
    )


def _past(found: Lesson) -> Start:
    """Note that a lesson watched in a recording took place on its planned day; return the start that holds."""
    study_writing.start(found.cycle.study_id, found.lesson_no)
    held = read_start(data.ledger(), found.cycle.study_id, found.lesson_no)
    assert held is not None
    return held


def _is_sending(said: dict[str, Any]) -> bool:
    """Tell whether a request names its device, its place in what the device sends and what it has seen."""
    client, seen = said.get("client"), said.get("seen")
    is_named = isinstance(client, str) and CLIENT.fullmatch(client) is not None
    return is_named and _is_number(said.get("count")) and (seen is None or _is_number(seen))


def _keep(found: Lesson, said: dict[str, Any]) -> tuple[int, list[str]]:
    """Keep a sheet; return its record and what is written in it in words."""
    sheet = _dated(read_sheet(said.get("sheet"), said["observer"]), found)
    sent = Sent(said["client"], said["count"], said.get("seen"), sheet)
    key = lesson_key(found.cycle.study_id, found.lesson_no, said["observer"])
    texts = [cell["observed"] for row in sheet["cells"].values() for cell in row.values()]
    return save_sheet(data.ledger(), key, sent, current_user().name), [*texts, sheet["issues"]]


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 53


def _dated(payload: dict[str, Any], found: Lesson) -> dict[str, Any]:
    """Give a sheet written at the lesson the day of the lesson."""
    if payload["watched"] == "live" and found.start:
        return {**payload, "observed_on": found.start.started_on.isoformat()}
    return payload


def _answer(status: int, state: str, **said: Any) -> Response:
    return make_response(jsonify(state=state, **said), status)


def _key(found: Lesson) -> str:
    return lesson_key(found.cycle.study_id, found.lesson_no)


def _chosen(choices: dict[int, str]) -> int | None:
    """Return who watches: as the address says, else the only one, else the person oneself."""
    asked, own = request.args.get("observer"), current_user().teacher_id
    if len(choices) == 1:
        return next(iter(choices))
    if asked is None:
        return own if own in choices else None
    return int(asked) if asked.isdecimal() and int(asked) in choices else None


def _ask(found: Lesson, choices: dict[int, str]) -> Response:
    return make_response(
        render_template("observe_who.html", lesson=found, choices=choices, day=words.day)
    )


def _sheet(found: Lesson, choices: dict[int, str], observer: int) -> Response:
    ledger = data.ledger()
    held = newest(
        ledger, "lesson_sheet", lesson_key(found.cycle.study_id, found.lesson_no, observer)
    )
    sheet = sheet_of(held) if held else None
    page = render_template(
        "observe.html",
        lesson=found,
        choices=choices,
        observer=observer,
        sheet=sheet,
        stages=lesson_sheets.stages(found.plan, sheet),
        cell=lesson_sheets.cell,
        span=lesson_sheets.span,
        started=lesson_sheets.started(found.start),
        seconds_ago=lesson_sheets.seconds_since(found.start),
        is_predicted=bool(predicted(found.plan)),
        may_take_back=study_writing.may_open() and newest(ledger, START, _key(found)) is not None,
        levels=LETTERS,
        level_names=LEVEL_NAMES,
        expected=AS_EXPECTED,
        achieved=ACHIEVED,
        doubt=doubt(found.shown.study, found.lesson_no),
        today=date.today().isoformat(),
        day=words.day,
        form_token=form_token(),
    )
    return make_response(page)
