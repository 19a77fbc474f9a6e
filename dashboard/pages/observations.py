"""Observed lessons: what visitors saw, by criteria; a form that fits a phone."""

from __future__ import annotations

from typing import Any

from dash import dcc, html, register_page

from dashboard.components import page_body
from dashboard.ids import ObservationIds

register_page(
    __name__, path="/observations", title="Посещённые уроки · Педсовет", name="Посещённые уроки"
)


def layout(**_url_params: Any) -> html.Div:
    """Return the page's frame; its callback fills it from the address."""
    version = dcc.Store(id=ObservationIds.version, data=0)
    return html.Div([version, page_body(ObservationIds.body, 120, 480)], className="page-body")
