"""The dialogs of the whole product: the search, and the list of keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from dashboard.components.controls import button
from dashboard.components.icons import icon
from dashboard.ids import SearchIds

GENERAL = (
    ("/", "Найти класс, ученика, педагога или страницу"),
    ("?", "Показать клавиши"),
    ("Esc", "Закрыть то, что открыто поверх страницы"),
    ("↑ ↓", "Выбрать в найденном"),
    ("Enter", "Открыть выбранное"),
)


def search_dialog() -> html.Dialog:
    """Return the frame of the search; assets/search.js fills it when it is opened."""
    return html.Dialog(id=SearchIds.dialog, className="dialog search", **_named("Поиск"))


def search_button(is_short: bool = False) -> html.Button:
    """Return the way into the search that is always in sight."""
    asked: dict[str, Any] = {"data-search": "true", "aria-haspopup": "dialog"}
    if is_short:
        return html.Button(icon("search", "Найти"), className="menu-button", type="button", **asked)
    words = [
        icon("search"),
        html.Span("Найти", className="rail-word"),
        html.Kbd("/", className="rail-word"),
    ]
    return html.Button(words, className="way search-way", type="button", title="Найти (/)", **asked)


def keys_dialog(ways: Sequence[tuple[str, str]]) -> html.Dialog:
    """Return the list of keys; `ways` are (letter, page) of the pages that the person may open."""
    rows = [_row([key], what) for key, what in GENERAL]
    rows += [_row(["g", letter], label) for letter, label in ways]
    closing: dict[str, Any] = {"data-close-dialog": "true"}
    title = html.Div([html.H2("Клавиши"), button("Закрыть", **closing)], className="dialog-top")
    note = html.P(
        "Буквы — по клавише, раскладка не важна. В полях ввода клавиши не срабатывают.",
        className="muted",
    )
    return html.Dialog(
        [title, html.Table(html.Tbody(rows), className="keys"), note],
        id=SearchIds.keys,
        className="dialog",
        **_named("Клавиши"),
    )


def _row(keys: Sequence[str], what: str) -> html.Tr:
    pressed: list[Any] = []
    for key in keys:
        pressed += [html.Kbd(key), " "]
    return html.Tr([html.Td(pressed), html.Td(what)])


def _named(label: str) -> dict[str, Any]:
    return {"aria-label": label}
