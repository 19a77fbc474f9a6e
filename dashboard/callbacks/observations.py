"""Callbacks of the observed lessons: the list, one lesson, the form and its saving."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import dash
from dash import (
    ALL,
    ClientsideFunction,
    Input,
    Output,
    State,
    callback,
    clientside_callback,
    ctx,
    dcc,
    html,
    no_update,
)
from dash.exceptions import PreventUpdate

from dashboard import address, data, observing, words
from dashboard.changes import Unacceptable
from dashboard.components import button, empty_state, note, page_head, toast
from dashboard.components import observations as parts
from dashboard.ids import TOAST, URL, ObservationIds
from dashboard.session import current_user, may
from warehouse.amending import Moved, newest
from warehouse.queries import competences

Ids = ObservationIds
LIST = "/observations"


@callback(
    Output(Ids.body, "children"),
    Input(URL, "search"),
    Input(Ids.version, "data"),
    State(URL, "pathname"),
)
def show_observations(search: str | None, _version: int = 0, pathname: str | None = LIST) -> Any:
    """Fill the page from the address: the list, `open` a lesson, or `form` (new, or a lesson to correct)."""
    if pathname != LIST:
        return no_update
    if not may("see"):
        return [page_head("Посещённые уроки")]
    filters = address.chosen(search)
    if filters.get("form"):
        return form_page(filters["form"])
    return lesson_page(filters["open"]) if filters.get("open") else list_page()


def list_page() -> list[Any]:
    """Return the lessons that the person may see and the way to the form."""
    found = observing.lessons()
    way = html.Div(dcc.Link("Записать урок", href=f"{LIST}?form=new", className="button button-main"),
                   className="row-acts")  # fmt: skip
    whose = "Все посещённые уроки" if may("teachers") else "Ваши уроки и те, которые посетили вы"
    told = data.frame(competences.observed_count)
    others = int(told["lessons_count"].sum()) if len(told) else 0
    head = page_head(parts.counted(len(found)) if found else parts.none_of_yours(others), [whose])
    if found:
        return [head, way, parts.lesson_table(found)]
    if others:
        return [head, note(parts.CLOSED, "info"), way]
    return [head, empty_state(
        "Здесь будут уроки, которые вы посетили, и ваши уроки, на которых были коллеги",
        "Запишите урок с телефона прямо в классе или загрузите таблицу посещений.",
        f"{LIST}?form=new", "Записать урок",
    )]  # fmt: skip


def lesson_page(key: str) -> list[Any]:
    """Return one lesson, or the words for none."""
    found = observing.lesson(key)
    if found is None:
        gone = empty_state(
            "Такого урока среди ваших нет", "Возможно, его удалили или он не ваш.", LIST, "К списку"
        )
        return [page_head("Посещённый урок"), gone]
    title = f"{found.teacher}: урок {words.day(found.day)}"
    return [page_head(title), parts.lesson_card(found, observing.criteria())]


def form_page(which: str) -> list[Any]:
    """Return the form of a new lesson, or of one that the person may correct."""
    people = observing.people()
    if not people:
        return [page_head("Записать урок"), empty_state(
            "Кого посетили, выбирают из списка педагогов", "Загрузите реестр педагогов или нагрузку учителей.",
            "/uploads" if may("upload") else "", "Загрузить список")]  # fmt: skip
    held = None if which == "new" else newest(data.ledger(), observing.KIND, which)
    if which != "new" and (held is None or not observing.may_correct(held)):
        return lesson_page(which)
    said = blank() if held is None else said_of(held.payload)
    key = observing.new_key() if held is None else which
    state = {
        "target": f"{current_user().login}|{which}", "key": key, "seen": held.record_id if held else None,
        "nonce": uuid4().hex, "initial": initial(said),
    }  # fmt: skip
    title = "Записать посещённый урок" if held is None else "Исправить запись об уроке"
    return [page_head(title), parts.form(said, people, observing.criteria(), state)]


def blank() -> dict[str, Any]:
    """Return the fields of a new lesson: today, the rest empty."""
    return {"teacher": None, "day": date.today().isoformat(), "class": "", "subject": "", "topic": "",
            "note": "", "scores": {}}  # fmt: skip


def said_of(payload: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a lesson that was written down."""
    return {"teacher": str(payload["teacher_id"]), "day": payload["observed_on"],
            "class": payload["class_name"], "subject": payload["subject_raw"], "topic": payload["topic"],
            "note": payload["note"], "scores": payload["scores"]}  # fmt: skip


def initial(said: dict[str, Any]) -> dict[str, Any]:
    """Return what the form shows at first, as the browser reads it."""
    scores = {
        c["criterion_id"]: said["scores"].get(c["criterion_id"]) for c in observing.criteria()
    }
    return {
        "fields": {name: said[name] for name in observing.FIELDS},
        "scores": {k: None if v is None else words.trimmed(v) for k, v in scores.items()},
    }


clientside_callback(
    ClientsideFunction("observations", "keep"),
    Output(Ids.draft, "data"),
    Input(Ids.field(ALL), "value"),
    Input(Ids.score(ALL), "value"),
    State(Ids.field(ALL), "id"),
    State(Ids.score(ALL), "id"),
    State(Ids.form, "data"),
    State(Ids.draft, "data"),
    prevent_initial_call=True,
)
clientside_callback(
    ClientsideFunction("observations", "restore"),
    Output(Ids.field(ALL), "value"),
    Output(Ids.score(ALL), "value"),
    Input(Ids.draft, "modified_timestamp"),
    State(Ids.field(ALL), "id"),
    State(Ids.score(ALL), "id"),
    State(Ids.form, "data"),
    State(Ids.draft, "data"),
)


@callback(
    Output(Ids.note, "children"),
    Output(Ids.form, "data"),
    Output(Ids.draft, "data", allow_duplicate=True),
    Output(URL, "search", allow_duplicate=True),
    Input(Ids.save, "n_clicks"),
    State(Ids.field(ALL), "value"),
    State(Ids.score(ALL), "value"),
    State(Ids.field(ALL), "id"),
    State(Ids.score(ALL), "id"),
    State(Ids.form, "data"),
    State(Ids.draft, "data"),
    prevent_initial_call=True,
)
def save_lesson(clicks: int | None, *given: Any) -> Any:
    """Write the lesson down; a double click writes it once, another's change in between is shown."""
    return saved(*given) if clicks else (no_update,) * 4


@callback(
    Output(Ids.note, "children", allow_duplicate=True),
    Output(Ids.form, "data", allow_duplicate=True),
    Output(Ids.draft, "data", allow_duplicate=True),
    Output(URL, "search", allow_duplicate=True),
    Input(Ids.over, "n_clicks"),
    State(Ids.field(ALL), "value"),
    State(Ids.score(ALL), "value"),
    State(Ids.field(ALL), "id"),
    State(Ids.score(ALL), "id"),
    State(Ids.form, "data"),
    State(Ids.draft, "data"),
    prevent_initial_call=True,
)
def save_mine(clicks: int | None, *given: Any) -> Any:
    """Write one's own version over the other that was shown."""
    if not clicks:
        return (no_update,) * 4
    *rest, form, drafts = given
    target = form["target"]
    known = {**(drafts or {})}
    known[target] = {**known.get(target, {"key": form["key"]}), "seen": form["newest"]}
    return saved(*rest, form, known)


def saved(*state: Any) -> Any:
    """Return the note, the state of the form, the drafts that are left and the address that follows."""
    fields, scores, field_ids, score_ids, form, drafts = state
    draft = (drafts or {}).get(form["target"], form)
    key, seen = draft["key"], draft["seen"]
    held = newest(data.ledger(), observing.KIND, key)
    if held is not None and not observing.may_correct(held):
        return note("Исправить запись может тот, кто её сделал, или методист.", "warning"), *(
            no_update,
        ) * 3
    given = {own["name"]: value for own, value in zip(field_ids, fields, strict=True)}
    scored = {own["criterion"]: value for own, value in zip(score_ids, scores, strict=True)}
    try:
        said = observing.payload(given, scored, held)
        record_id = observing.save(key, said, seen)
    except Unacceptable as problem:
        return note(str(problem), "warning"), *(no_update,) * 3
    except Moved as moved:
        theirs = moved.newest
        labels = {c["criterion_id"]: c["criterion_name"] for c in observing.criteria()}
        names = observing.differing(said, theirs.payload if theirs else {})
        shown = parts.conflict(said, theirs, names, labels)
        return shown, {**form, "newest": theirs.record_id if theirs else None}, no_update, no_update
    left = {target: one for target, one in (drafts or {}).items() if target != form["target"]}
    return "", {**form, "key": key, "seen": record_id}, left, f"?open={key}"


@callback(
    Output(Ids.draft, "data", allow_duplicate=True),
    Output(Ids.version, "data", allow_duplicate=True),
    Input(Ids.take, "n_clicks"),
    State(Ids.form, "data"),
    State(Ids.draft, "data"),
    State(Ids.version, "data"),
    prevent_initial_call=True,
)
def take_theirs(clicks: int | None, form: Any, drafts: Any, version: int) -> Any:
    """Leave one's own draft and fill the form from what is saved."""
    if not clicks:
        raise PreventUpdate
    left = {target: one for target, one in (drafts or {}).items() if target != form["target"]}
    return left, version + 1


@callback(
    Output(URL, "search", allow_duplicate=True),
    Output(Ids.version, "data", allow_duplicate=True),
    Output(TOAST, "children", allow_duplicate=True),
    Input(Ids.act(ALL, ALL), "n_clicks"),
    State(Ids.version, "data"),
    prevent_initial_call=True,
)
def act(clicks: list[int | None], version: int) -> Any:
    """Delete a lesson, or bring a deleted one back."""
    asked = ctx.triggered_id
    if not any(clicks) or not asked:
        raise PreventUpdate
    return (
        remove(asked["key"], version)
        if asked["verb"] == "delete"
        else bring_back(asked["key"], version)
    )


def remove(key: str, version: int) -> Any:
    """Hide a lesson; the message has the way back."""
    held = newest(data.ledger(), observing.KIND, key)
    if held is None or not observing.may_correct(held):
        raise PreventUpdate
    record_id = observing.save(key, {**held.payload, "is_deleted": True}, held.record_id)
    back = button("Вернуть", Ids.act("back", record_id))
    return "", version + 1, toast("Запись об уроке удалена.", action=back)


def bring_back(record_id: Any, version: int) -> Any:
    """Take the deletion back."""
    row = data.ledger().one("SELECT * FROM records WHERE record_id = ?", (int(record_id),))
    record = data.ledger().record(row) if row else None
    if record is None or not record.payload.get("is_deleted") or not observing.may_correct(record):
        raise PreventUpdate
    data.ledger().revoke_record(record.record_id, current_user().name)
    return dash.no_update, version + 1, toast("Запись об уроке возвращена.")
