"""Callbacks of the uploads page: what is on its way in, accepting, undoing."""

from __future__ import annotations

import json
import time
from typing import Any

from dash import ALL, Input, Output, State, callback, ctx, no_update
from dash.exceptions import PreventUpdate

from dashboard import address, data, leavers
from dashboard.components import button, note, toast
from dashboard.components.achievement import class_href
from dashboard.components.upload_history import history, mapping_list
from dashboard.components.uploads import publishing, waiting_list
from dashboard.ids import TOAST, URL, UploadIds
from dashboard.papers.staff_forms import table_title
from dashboard.pressed import is_pressed
from dashboard.session import current_user, may
from etl import uploads
from etl.desk import mapping_titles
from etl.loads import Wanted, loads
from etl.tidy import Decisions

FRESH = "-10 minutes"
IDLE_STATES = ("ready", "asks", "unknown", "same", "refused")


@callback(
    Output(UploadIds.waiting, "children"),
    Output(UploadIds.mappings, "children"),
    Output(UploadIds.history, "children"),
    Output(UploadIds.seen, "data"),
    Output(UploadIds.poll, "disabled"),
    Input(UploadIds.tick, "data"),
    Input(UploadIds.poll, "n_intervals"),
    Input(URL, "search"),
    State(UploadIds.seen, "data"),
)
def show_uploads(_tick: Any, _polls: Any, search: str | None, seen: str | None) -> Any:
    """Show this person's uploads and the history; what has not changed is left as it is."""
    if not may("upload"):
        return (
            note("Загружать файлы могут администратор, директор и заместитель."),
            None,
            None,
            "",
            True,
        )
    found = uploads.uploads(data.home(), current_user().login)
    is_publishing = data.is_waiting()
    is_idle = not is_publishing and all(one.state in IDLE_STATES for one in found)
    state = json.dumps(
        [[one.upload_id, one.state] for one in found]
        + [is_publishing, data.ledger().accepted_seq(), search]
    )
    if state == seen:
        return no_update, no_update, no_update, no_update, is_idle
    return (
        waiting_list(found, news(is_publishing)),
        mapping_list(own_layouts()),
        shown_history(address.chosen(search)),
        state,
        is_idle,
    )


def news(is_publishing: bool) -> Any:
    """Return what became of this person's latest loads: being published, or done, with their classes."""
    rows = data.ledger().rows(
        "SELECT report, revoked_seq FROM batches WHERE coalesce(revoked_by, accepted_by) = ?"
        " AND coalesce(revoked_at, accepted_at) > strftime('%Y-%m-%dT%H:%M:%SZ', 'now', ?)"
        " ORDER BY batch_id DESC",
        (current_user().login, FRESH),
    )
    facts = [json.loads(row["report"]).get("facts", {}) for row in rows if not row["revoked_seq"]]
    classes = dict.fromkeys(
        (class_name, year)
        for fact in facts
        for class_name in fact.get("classes", [])
        for year in fact.get("school_years", [])[-1:]
    )
    links = [(name, class_href(year, name)) for name, year in classes]
    return publishing(is_publishing, bool(rows), links)


def own_layouts() -> list[tuple[int, str]]:
    """Return the school's own layouts: the record that a person may forget, and its name.

    What was answered of a register of teachers is one of them: «Курсы.xlsx: Повышение квалификации».
    """
    titles = mapping_titles(data.ledger())
    own = [
        (record.record_id, titles.get(record.key, record.payload.get("title", record.key)))
        for record in data.ledger().records("mapping")
    ]
    return own + [
        (
            record.record_id,
            f"{record.payload['file_name']}: {table_title(record.payload['register'])}",
        )
        for record in data.ledger().records("staff_header")
    ]


def shown_history(asked: dict[str, str]) -> Any:
    """Return the loads that the address asks for."""
    found = loads(data.home(), wanted(asked))
    for row in found.rows:
        row["accepted_at"] = data.local(row["accepted_at"])
        row["revoked_at"] = data.local(row["revoked_at"]) if row["revoked_at"] else None
    return history(found, asked)


def wanted(asked: dict[str, str]) -> Wanted:
    """Return what the filters of an address look for."""
    page = asked.get("page", "1")
    return Wanted(asked.get("kind", ""), asked.get("class", ""), asked.get("who", ""),
                  asked.get("state", ""), asked.get("text", ""),
                  int(page) if page.isdecimal() else 1)  # fmt: skip


@callback(
    Output(URL, "search", allow_duplicate=True),
    Input(UploadIds.filter(ALL), "value"),
    State(UploadIds.filter(ALL), "id"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def filter_history(values: list[Any], names: list[dict[str, str]], search: str | None) -> Any:
    """Put the chosen filters of the history into the address; another choice begins at its first page."""
    before = address.chosen(search)
    chosen = {
        name["name"]: "" if value in (None, "all") else value
        for name, value in zip(names, values, strict=True)
    }
    if all(before.get(name, "") == value for name, value in chosen.items()):
        raise PreventUpdate
    return address.search(before, **chosen, page=None)


@callback(
    Output(UploadIds.tick, "data", allow_duplicate=True),
    Output(TOAST, "children", allow_duplicate=True),
    Input(UploadIds.act(ALL, ALL), "n_clicks"),
    State(UploadIds.answer(ALL, ALL), "value"),
    State(UploadIds.leavers(ALL), "value"),
    State(UploadIds.left_on(ALL), "value"),
    prevent_initial_call=True,
)
def act(_clicks: list[Any], _answers: list[Any], _leavers: list[Any], _left_on: list[Any]) -> Any:
    """Do what the pressed button says with its upload, load or mapping."""
    if not is_pressed():
        raise PreventUpdate
    verb, number = ctx.triggered_id["verb"], int(ctx.triggered_id["number"])
    said = done(verb, number, ctx.states_list)
    return time.time(), toast(said, action=way_back(verb, number))


def way_back(verb: str, number: int) -> Any:
    """Return the button that takes an undo back; other deeds have theirs in the history."""
    return button("Вернуть", UploadIds.act("bring_back", number)) if verb == "undo" else None


def done(verb: str, number: int, states: list[Any]) -> str:
    """Carry out one verb and return what a person reads; `states` are the answers, the leavers and their day."""
    if not may("upload"):
        return "Загружать и отменять могут администратор, директор и заместитель."
    who, home = current_user().login, data.home()
    if verb == "accept":
        days = [day for _, day in _values(states, 2, number)]
        leavers.note(_values(states, 1, number), days[0] if days else None)
        return accepted(uploads.accept(home, [number], who))
    if verb == "discard":
        uploads.discard(home, [number])
        return "Файл убран. Ничего не изменилось."
    if verb == "decide":
        uploads.decide(home, number, answered(number, _values(states, 0, number)), who)
        return "Проверяем с вашими ответами…"
    if verb == "undo":
        undone = data.ledger().revoke(number, who)
        return (
            f"Загрузка № {number} отменена, вернутся прежние числа."
            if undone
            else "Эта загрузка уже отменена."
        )
    if verb in ("restore", "bring_back"):
        restored = uploads.restore(home, number, who)
        return "Загрузка возвращена." if restored else "Эта загрузка уже действует."
    data.ledger().revoke_record(number, who)
    return "Описание таблицы забыто. Загруженное по нему осталось."


def _values(states: list[Any], place: int, number: int) -> list[tuple[Any, Any]]:
    """Return (id, value) of the states of one upload."""
    return [(s["id"], s.get("value")) for s in states[place] if s["id"]["number"] == number]


def answered(number: int, values: list[tuple[Any, Any]]) -> Decisions:
    """Return an upload's decisions with the new answers."""
    found = uploads.upload(data.home(), number)
    before = vars(found.decisions) if found else {}
    said = {name["field"]: str(value or "").strip() for name, value in values}
    return Decisions(**{**before, **said})


def accepted(result: tuple[list[int], list[int]]) -> str:
    """Return in words what became of an acceptance."""
    batches_made, again = result
    if again:
        return "Данные этого класса изменились после проверки. Проверяем ещё раз: посмотрите новые числа."
    if not batches_made:
        return "Этот файл уже принят."
    return "Принято. Показатели обновятся через несколько секунд."


@callback(
    Output(UploadIds.tick, "data", allow_duplicate=True),
    Output(TOAST, "children", allow_duplicate=True),
    Input(UploadIds.accept_all, "n_clicks"),
    Input(UploadIds.discard_all, "n_clicks"),
    prevent_initial_call=True,
)
def act_on_all(accept: int | None, discard: int | None) -> Any:
    """Accept everything that is ready, or put everything away."""
    if not (accept or discard) or not may("upload"):
        raise PreventUpdate
    found = uploads.uploads(data.home(), current_user().login)
    if ctx.triggered_id == UploadIds.discard_all:
        uploads.discard(data.home(), [one.upload_id for one in found])
        return _ticked("Все файлы убраны. Ничего не изменилось.")
    ready = [one.upload_id for one in found if one.state == "ready"]
    return _ticked(accepted(uploads.accept(data.home(), ready, current_user().login)))


def _ticked(said: str) -> Any:
    """Return a new tick, so that the list looks again, and a message for the corner."""
    return time.time(), toast(said)
