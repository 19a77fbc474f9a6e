"""The board of lesson studies: at which of the seven steps every cycle is."""

from __future__ import annotations

from typing import Any

from dash import dcc, html, register_page

from dashboard.components import page_body
from dashboard.ids import StudiesIds

register_page(
    __name__,
    path="/lesson-studies",
    title="Исследование урока · Педсовет",
    name="Исследование урока",
)


def layout(**_url_params: Any) -> html.Div:
    """Return the page's frame; its callback fills it from the address."""
    version = dcc.Store(id=StudiesIds.version, data=0)
    return html.Div([version, page_body(StudiesIds.body, 120, 140, 420)], className="page-body")
