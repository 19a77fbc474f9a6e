"""The frame around every page: skip link, rail with the ways and the person, corner for messages."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from dash import dcc, html, page_container

from dashboard import ids, words
from dashboard.components import icon
from dashboard.components.keys import keys_dialog, search_button, search_dialog
from dashboard.session import User

WAYS = (
    ("/", "Обзор", "home", ""),
    ("/achievement", "Успеваемость", "grid", ""),
    ("/journal", "Между четвертями", "clock", ""),
    ("/reports", "Отчёты за период", "file", ""),
    ("/deficits", "Дефициты", "target", ""),
    ("/objectivity", "Объективность", "scales", ""),
    ("/olympiad", "Олимпиада", "medal", ""),
    ("/teachers", "Педагоги", "people", ""),
    ("/registers", "Реестры", "list", ""),
    ("/surveys", "Опросы", "speech", ""),
    ("/strategies", "Стратегии", "compass", ""),
    ("/communities", "Сообщества", "rings", ""),
    ("/lesson-studies", "Исследование урока", "cycle", ""),
    ("/lessons", "Ценность урока", "steps", ""),
    ("/practices", "Практики", "bank", ""),
    ("/roadmap", "Дорожная карта", "road", ""),
    ("/checkpoints", "Контрольные точки", "flag", ""),
    ("/uploads", "Загрузки", "upload", "upload"),
    ("/quality", "Качество данных", "check", "upload"),
    ("/settings", "Настройки", "sliders", "settings"),
    ("/help", "Справка", "book", ""),
)

# `g` and the letter go to the page.
LETTERS = {"/": "o", "/achievement": "u", "/journal": "j", "/reports": "r", "/roadmap": "d",
           "/checkpoints": "k", "/uploads": "z", "/quality": "q", "/settings": "s", "/help": "h",
           "/deficits": "n", "/objectivity": "b", "/olympiad": "l",
           "/teachers": "p", "/strategies": "t", "/surveys": "v", "/registers": "e",
           "/communities": "c", "/lesson-studies": "i", "/lessons": "w", "/practices": "a"}  # fmt: skip


def frame(user: User, form_token: str, paths: Collection[str], rights: Collection[str]) -> html.Div:
    """Return the whole layout for a person; `paths` are the pages that exist."""
    ways = [w for w in WAYS if w[0] in paths and (not w[3] or w[3] in rights)]
    keys = [(LETTERS[w[0]], w[1]) for w in ways if w[0] in LETTERS]
    rail: list[Any] = [
        _brand(),
        search_button(),
        html.Nav([_way(*w[:3]) for w in ways], id=ids.ShellIds.nav),
    ]
    return html.Div(
        [
            dcc.Location(id=ids.URL, refresh="callback-nav"),
            html.A("К содержанию", href="#page", className="skip-link"),
            html.Div([*rail, _foot(user, form_token)], className="rail", id="rail"),
            html.Div(className="rail-shade", **_toggle("rail")),
            html.Main([_top_bar(), page_container], id="page", className="page", tabIndex="-1"),
            html.Div(id=ids.TOAST, className="toasts", **_spoken("Сообщения")),
            search_dialog(),
            keys_dialog(keys),
        ],
        className="shell",
    )


def _brand() -> html.Div:
    mark = html.Span("П", className="brand-mark", **{"aria-hidden": "true"})  # type: ignore[arg-type]
    name = dcc.Link([mark, html.Span("Педсовет", className="rail-word")], href="/")
    return html.Div(name, className="brand")


def _way(path: str, label: str, picture: str) -> dcc.Link:
    letter: dict[str, Any] = {"data-letter": LETTERS.get(path, "")}
    content = [icon(picture), html.Span(label, className="rail-word", **letter)]
    return dcc.Link(content, href=path, className="way", title=label)


def _foot(user: User, form_token: str) -> html.Div:
    who = html.Div(
        [html.Span(user.name, className="user-name"), html.Span(words.role(user.role))],
        className="user rail-word",
        id=ids.ShellIds.user,
    )
    leaving = _role_switch(user, form_token) if user.login == "demo" else _logout(form_token)
    return html.Div([_theme_button(), who, leaving], className="rail-foot")


def _theme_button() -> html.Button:
    spoken: dict[str, Any] = {"data-theme-switch": "true", "aria-label": "Тёмный или светлый вид"}
    label = html.Span("Сменить вид", className="rail-word")
    return html.Button([icon("moon"), label], className="way", type="button", **spoken)


def _logout(form_token: str) -> html.Form:
    label = [icon("door"), html.Span("Выйти", className="rail-word")]
    leave = html.Button(label, className="way", type="submit", title="Выйти")
    return html.Form([_token(form_token), leave], action="/logout", method="POST")


def _role_switch(user: User, form_token: str) -> html.Form:
    buttons = [_role_button(code, code == user.role) for code in words.ROLES]
    title = html.P("Смотреть как", className="rail-word muted")
    parts = [_token(form_token), title, html.Div(buttons, className="roles")]
    return html.Form(parts, action="/role", method="POST", id=ids.ShellIds.demo_role)


def _role_button(code: str, is_current: bool) -> html.Button:
    spoken: dict[str, Any] = {"aria-pressed": "true" if is_current else "false"}
    short = words.role(code).split(words.NBSP)[0]
    return html.Button(short, name="role", value=code, type="submit", className="role", **spoken)


def _token(form_token: str) -> dcc.Input:
    return dcc.Input(type="hidden", name="form_token", value=form_token)


def _top_bar() -> html.Div:
    menu: dict[str, Any] = {**_toggle("rail"), "aria-label": "Меню", "aria-controls": "rail"}
    opener = html.Button(icon("menu"), className="menu-button", type="button", **menu)
    find = search_button(is_short=True)
    return html.Div([opener, dcc.Link("Педсовет", href="/"), find], className="top-bar")


def _toggle(target: str) -> dict[str, Any]:
    return {"data-open": target}


def _spoken(label: str) -> dict[str, Any]:
    return {"aria-live": "polite", "aria-label": label}
