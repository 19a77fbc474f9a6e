"""The button «Откуда число?» of a card: it only rewrites the address, the page follows."""

from __future__ import annotations

from typing import Any

from dash import Input, Output, State, callback, no_update

from dashboard import address
from dashboard.ids import URL, CardIds


def opens_origin(*cards: str) -> None:
    """Let the button of each card put `origin` into the address of its page."""
    for card in cards:
        callback(
            Output(URL, "search", allow_duplicate=True),
            Input(CardIds.origin(card), "n_clicks"),
            State(URL, "search"),
            prevent_initial_call=True,
        )(open_origin)


def open_origin(clicks: int | None, search: str | None) -> Any:
    """Open «Откуда число?» for what a page shows."""
    return address.search(address.chosen(search), origin="1") if clicks else no_update
