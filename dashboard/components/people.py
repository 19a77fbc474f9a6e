"""The part of the settings page about people: who may come in, and as whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard import words
from dashboard.components.controls import button, field
from dashboard.components.page import section
from dashboard.components.states import note
from dashboard.ids import SettingsIds

NOBODY = "0"
CLASSES_HINT = "Только для учителя: 2023/24: 7А, 7Б; 2022/23: 6А"


def people(table: Any) -> html.Section:
    """Return the form to add a person and the table of people below it."""
    shown = html.Div(table, id=SettingsIds.people_table)
    return section("Люди", _form(), html.Div(id=SettingsIds.person_note), shown)


def people_table(
    rows: Sequence[dict[str, Any]], teachers: Sequence[dict[str, str]] = ()
) -> html.Div:
    """Return the people: login, name, role, classes, state, is_disabled, teacher (an id as text, or '').

    `teachers` are the choices of who of the teachers an account is.
    """
    if not rows:
        return html.Div(html.P("Учётных записей пока нет.", className="muted"))
    labels = ("Имя", "Логин", "Роль", "Классы учителя", "Кто из педагогов", "Вход", "")
    heading = html.Thead(html.Tr([html.Th(label, scope="col") for label in labels]))
    table = html.Table([heading, html.Tbody([_person(row, teachers) for row in rows])])
    return html.Div(table, className="table-box edit-table")


def link_made(link: str, login: str, days: int) -> html.Div:
    """Return the one-time link to hand over; it is shown once."""
    alive = words.plural(days, "день", "дня", "дней")
    copy: dict[str, Any] = {"data-copy": link}
    text = [
        html.P(f"Одноразовая ссылка для «{login}», живёт {alive}. Больше она не покажется:"),
        html.P([html.Code(link), " ", button("Скопировать", **copy)]),
        html.P("Передайте её лично: по ней человек задаст пароль.", className="muted"),
    ]
    return note(text, "good")


def classes_text(classes: Any) -> str:
    """Return a teacher's classes as they are typed: «2023/24: 7А, 7Б; 2022/23: 6А»."""
    by_year: dict[str, list[str]] = {}
    for year, name in sorted(classes or ()):
        by_year.setdefault(year, []).append(name)
    years = sorted(by_year.items(), reverse=True)
    return "; ".join(f"{year}: {', '.join(names)}" for year, names in years)


def _form() -> html.Div:
    parts = [
        field("Имя", dbc.Input(id=SettingsIds.person_name, maxLength=120)),
        field("Логин", dbc.Input(id=SettingsIds.person_login, maxLength=64), "Без пробелов"),
        field("Роль", _roles(SettingsIds.person_role, "teacher")),
        field("Классы", dbc.Input(id=SettingsIds.person_classes), CLASSES_HINT),
        button("Добавить", SettingsIds.person_add, "main"),
    ]
    return html.Div(parts, className="fields")


def _person(row: dict[str, Any], teachers: Sequence[dict[str, str]]) -> html.Tr:
    login = row["login"]
    typed = dbc.Input(
        id=SettingsIds.person("classes", login), value=row["classes"], debounce=True,
        disabled=row["role"] != "teacher",
    )  # fmt: skip
    nobody = {"label": "не из педагогов", "value": NOBODY}
    who = dbc.Select(
        id=SettingsIds.person("teacher", login), options=[nobody, *teachers],
        value=row["teacher"] or NOBODY,
    )  # fmt: skip
    closed = dbc.Switch(
        id=SettingsIds.person("is_open", login), value=not row["is_disabled"], label="открыт"
    )
    live: dict[str, Any] = {"aria-live": "polite"}
    words_beside = html.Div(id=SettingsIds.person_saved(login), **live)
    link = button("Новая ссылка", SettingsIds.person_link(login))
    cells = [
        row["name"],
        login,
        _roles(SettingsIds.person("role", login), row["role"]),
        typed,
        who,
        [closed, html.Span(row["state"], className="muted")],
        [link, words_beside],
    ]
    return html.Tr([html.Td(cell) for cell in cells])


def _roles(name: Any, value: str) -> dbc.Select:
    options = [{"label": label, "value": code} for code, label in words.ROLES.items()]
    return dbc.Select(id=name, options=options, value=value)
