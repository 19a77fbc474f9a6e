"""Callbacks about people: add one, change one, make a new one-time link."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dash import MATCH, Input, Output, State, callback, ctx
from dash.exceptions import PreventUpdate
from flask import current_app, request

from dashboard import data, ids, observing, session
from dashboard.changes import Unacceptable, parse_classes
from dashboard.components import people as parts
from dashboard.components.settings import saved
from dashboard.components.states import note
from dashboard.guard import accounts
from warehouse.accounts import LINK_DAYS, Account, AccountError
from warehouse.amending import newest

Ids = ids.SettingsIds
WHO = "account_teacher"
NOT_HERE = "В примере школы учётные записи не заводят: он открывается без входа."


def show_people() -> Any:
    """Return the part about people."""
    return parts.people(people_table())


def people_table() -> Any:
    """Return the table of people as it stands now."""
    known = observing.people()
    teachers = [{"label": name, "value": str(own)} for own, name in known.items()]
    said = {r.key: str(r.payload["teacher_id"] or "") for r in data.ledger().records(WHO)}
    rows = [
        _row(person) | {"teacher": said.get(person.login, "")} for person in accounts().people()
    ]
    return parts.people_table(rows, teachers)


@callback(
    Output(Ids.person_note, "children"),
    Output(Ids.people_table, "children"),
    Input(Ids.person_add, "n_clicks"),
    State(Ids.person_login, "value"),
    State(Ids.person_name, "value"),
    State(Ids.person_role, "value"),
    State(Ids.person_classes, "value"),
    prevent_initial_call=True,
)
def add_person(clicks: int | None, *typed: str | None) -> Any:
    """Add a person and show their one-time link."""
    if not clicks or not session.may("people"):
        raise PreventUpdate
    if current_app.config["DEMO"]:
        return note(NOT_HERE, "warning"), people_table()
    login, name, role, classes = (text or "" for text in typed)
    try:
        scope = parse_classes(classes) if role == "teacher" else None
        person = Account(login.strip().casefold(), name, role, scope, False, False)
        token = accounts().add(person, session.current_user().login)
    except (AccountError, Unacceptable) as problem:
        return note(str(problem), "warning"), people_table()
    return _link(token, person.login), people_table()


@callback(
    Output(Ids.person_saved(MATCH), "children"),
    Input(Ids.person("role", MATCH), "value"),
    Input(Ids.person("classes", MATCH), "value"),
    Input(Ids.person("is_open", MATCH), "value"),
    Input(Ids.person_link(MATCH), "n_clicks"),
    State(Ids.person_link(MATCH), "id"),
    prevent_initial_call=True,
)
def change_person(role: str, classes: str, is_open: bool, clicks: int, name: Any) -> Any:
    """Change a person's role, classes or door, or make a new link."""
    if not session.may("people"):
        raise PreventUpdate
    try:
        return _changed(name["login"], role, classes, is_open, clicks)
    except (AccountError, Unacceptable) as problem:
        return saved(str(problem), is_good=False)


@callback(
    Output(Ids.person_saved(MATCH), "children", allow_duplicate=True),
    Input(Ids.person("teacher", MATCH), "value"),
    State(Ids.person("teacher", MATCH), "id"),
    prevent_initial_call=True,
)
def name_teacher(teacher: str, name: Any) -> Any:
    """Say who of the teachers an account is: that person sees own answers and observed lessons."""
    return named(name["login"], teacher)


def named(login: str, teacher: str) -> Any:
    """Keep who an account is, and return the words for beside it; one teacher has one account."""
    if not session.may("people"):
        raise PreventUpdate
    held = newest(data.ledger(), WHO, login)
    before = held.payload["teacher_id"] if held else None
    who = None if teacher == parts.NOBODY else int(teacher)
    if who == before or accounts().find(login) is None:
        raise PreventUpdate
    others = [r.key for r in data.ledger().records(WHO) if who and r.payload["teacher_id"] == who]
    if others:
        return saved(f"Этот педагог уже назван у «{others[0]}»", is_good=False)
    data.ledger().add_record(WHO, login, {"teacher_id": who}, session.current_user().login)
    return saved("сохранено")


def _changed(login: str, role: str, classes: str, is_open: bool, clicks: int) -> Any:
    before = accounts().find(login)
    if before is None:
        raise PreventUpdate
    if clicks and ctx.triggered_id == Ids.person_link(login):
        return _link(accounts().invite(login, session.current_user().login), login)
    scope = parse_classes(classes) if role == "teacher" else None
    after = replace(before, role=role, classes=scope, is_disabled=not is_open)
    if after == before:
        raise PreventUpdate
    accounts().change(after, session.current_user().login)
    return saved("сохранено")


def _link(token: str, login: str) -> Any:
    return parts.link_made(f"{request.host_url}welcome/{token}", login, LINK_DAYS)


def _row(person: Account) -> dict[str, Any]:
    return {
        "login": person.login,
        "name": person.name,
        "role": person.role,
        "classes": parts.classes_text(person.classes),
        "is_disabled": person.is_disabled,
        "state": "" if person.has_password else "пароль ещё не задан",
    }
