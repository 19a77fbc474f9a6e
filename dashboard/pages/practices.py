"""Pedagogical projects and their reviews, the bank of practices, where experience was shown."""

from __future__ import annotations

from typing import Any

from dash import dcc, html, register_page

from dashboard.components import page_body
from dashboard.ids import PracticeIds

register_page(__name__, path="/practices", title="Практики · Педсовет", name="Практики")


def layout(**_url_params: Any) -> html.Div:
    """Return the page's frame; its callback fills it from the address."""
    body = page_body(PracticeIds.body, 120, 140, 320)
    return html.Div([dcc.Store(id=PracticeIds.version, data=0), body])
