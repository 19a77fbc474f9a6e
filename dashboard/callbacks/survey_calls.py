"""Callbacks of the page of calls: make one, hand out links, close, open again."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import Any

from dash import (
    ALL,
    ClientsideFunction,
    Input,
    Output,
    State,
    callback,
    clientside_callback,
    ctx,
    no_update,
)
from dash.exceptions import PreventUpdate

from dashboard import address, data, ids, session, words
from dashboard import survey_calls as desk
from dashboard.components import call_form, toast
from dashboard.components import survey_calls as parts
from dashboard.components.states import note
from dashboard.ids import CallIds as Ids
from warehouse.surveys.calls import CallError, call, close_call, make_call, reopen_call
from warehouse.surveys.invitations import invite, invite_again
from warehouse.surveys.keys import keys

PATH = "/survey-calls"
USUAL_DAYS = 14
TYPED = ("survey", "is_named", "wave", "opens", "closes", "intro", "whom", "teachers", "label",
         "count", "classes", "class_label", "class_count")  # fmt: skip
GUESTS = TYPED[6:]


clientside_callback(
    ClientsideFunction("calls", "reveal"),
    Output(Ids.sheet, "data-shown"),
    Input(Ids.sheet, "children"),
    prevent_initial_call=True,
)


@callback(
    Output(Ids.head, "children"),
    Output(Ids.list, "children"),
    Input(ids.URL, "search"),
    Input(Ids.version, "data"),
    State(ids.URL, "pathname"),
)
def show_calls(search: str | None, _version: int, pathname: str = PATH) -> Any:
    """Show the calls of every survey, or of the one that the address names."""
    if pathname != PATH:
        raise PreventUpdate
    if not session.may("settings"):
        return parts.closed(), ""
    survey = address.chosen(search).get("survey", "")
    found = desk.shown_calls(survey)
    title = desk.title_of(keys(data.ledger()), survey) if survey else ""
    return parts.head(found, title), parts.call_list(found)


@callback(Output(Ids.form, "children"), Input(ids.URL, "search"), State(ids.URL, "pathname"))
def show_form(search: str | None, pathname: str = PATH) -> Any:
    """Show the form of a new call, or of more links to the call that the address names."""
    if pathname != PATH:
        raise PreventUpdate
    if not session.may("settings"):
        return ""
    asked = address.chosen(search)
    warning = parts.reach(desk.is_only_here(), desk.has_people())
    found = call(data.ledger(), asked.get("call", ""))
    if found:
        title = desk.title_of(keys(data.ledger()), found.survey_id)
        choices = desk.choices(whom=desk.way(found.audience))
        return call_form.more_links(choices, title, found.call_id, warning)
    days = (date.today().isoformat(), (date.today() + timedelta(days=USUAL_DAYS)).isoformat())
    choices = desk.choices(asked.get("survey", ""), desk.way("teachers"))
    return call_form.new_call(choices, days, secrets.token_hex(8), warning)


@callback(
    Output(Ids.about, "children"),
    Output(Ids.is_named, "options"),
    Output(Ids.is_named, "value"),
    Output(Ids.intro, "value"),
    Output(Ids.whom, "value"),
    Output(Ids.class_label, "value"),
    Input(Ids.survey, "value"),
    State(Ids.intro, "value"),
)
def tell_survey(survey_id: str | None, intro: str | None) -> Any:
    """Say of the chosen survey whom it asks, how much and whether it can be signed, and offer what fits it."""
    key = keys(data.ledger()).get(survey_id or "")
    can_be = desk.can_be_named(key)
    options = call_form.signatures(can_be)
    if key is None:
        return "", options, "", no_update, no_update, no_update
    count = words.plural(len(key.items), "вопрос", "вопроса", "вопросов")
    about = f"{count}, отвечают {parts.AUDIENCES[key.audience]}"
    label = parts.AUDIENCES[key.audience]
    return (
        about,
        options,
        "named" if can_be else "",
        desk.opening(key, intro),
        desk.way(key.audience),
        label,
    )


@callback(
    [Output(Ids.part(whom), "hidden") for whom in call_form.WHOM],
    Input(Ids.whom, "value"),
)
def show_whom(whom: str) -> Any:
    """Show the fields of the chosen way to invite."""
    return [whom != name for name in call_form.WHOM]


@callback(
    Output(Ids.sheet, "children"),
    Output(Ids.problem, "children"),
    Output(Ids.version, "data"),
    Output(Ids.nonce, "data"),
    Input(Ids.make, "n_clicks"),
    State(Ids.nonce, "data"),
    State(Ids.version, "data"),
    State(ids.URL, "search"),
    *[State(getattr(Ids, name), "value", allow_optional=True) for name in TYPED],
    running=[(Output(Ids.make, "disabled"), True, False)],
    prevent_initial_call=True,
)
def make(clicks: int | None, nonce: str, version: int, search: str | None, *typed: Any) -> Any:
    """Make a call with its links, or more links; what cannot be is said, and nothing typed is lost."""
    if not clicks or not session.may("settings"):
        raise PreventUpdate
    said = dict(zip(TYPED, typed, strict=True))
    try:
        sheet = _made(said, nonce, is_more="call" in address.chosen(search))
    except CallError as problem:
        return no_update, note(str(problem), "warning"), no_update, no_update
    is_new = "call" not in address.chosen(search)
    return sheet, "", version + 1, secrets.token_hex(8) if is_new else no_update


@callback(
    Output(Ids.version, "data", allow_duplicate=True),
    Output(Ids.sheet, "children", allow_duplicate=True),
    Output(ids.TOAST, "children", allow_duplicate=True),
    Input(Ids.act(ALL, ALL), "n_clicks"),
    State(Ids.version, "data"),
    prevent_initial_call=True,
)
def act(clicks: list[int | None], version: int) -> Any:
    """Close a call, open it again, or make new links for those who have not answered."""
    if not any(clicks) or not session.may("settings"):
        raise PreventUpdate
    who, named = session.current_user().login, ctx.triggered_id
    return version + 1, *ACTS[named["verb"]](named["call_id"], who)


def _made(said: dict[str, Any], nonce: str, is_more: bool) -> Any:
    who = session.current_user().login
    ledger = data.ledger()
    with ledger.transaction():
        made = (
            call(ledger, nonce) if is_more else make_call(ledger, desk.asked_call(said, nonce), who)
        )
        if made is None:
            raise CallError("Такого сбора нет: обновите страницу.")
        links = invite(ledger, made.call_id, desk.guests(said, made.call_id), who)
    return _sheet(made.call_id, links)


def _sheet(call_id: str, links: Any) -> Any:
    found = call(data.ledger(), call_id)
    if found is None:
        return ""
    title = desk.title_of(keys(data.ledger()), found.survey_id)
    return parts.sheet(title, desk.links_shown(links), found.closes_on)


def _close(call_id: str, who: str) -> Any:
    close_call(data.ledger(), call_id, who)
    return "", toast("Сбор закрыт", "Ответы больше не принимаются. Его можно открыть снова.")


def _reopen(call_id: str, who: str) -> Any:
    try:
        opened = reopen_call(data.ledger(), call_id, date.today(), who)
    except CallError as problem:
        return "", toast("Сбор не открыт", str(problem))
    return "", toast("Сбор открыт", f"Ответы принимаются до {words.day(opened.closes_on)}.")


def _again(call_id: str, who: str) -> Any:
    return _sheet(call_id, invite_again(data.ledger(), call_id, who)), no_update


ACTS = {"close": _close, "reopen": _reopen, "again": _again}
