"""The registers of the staff: overview, one register, the teachers of the school, support."""

from __future__ import annotations

from typing import Any

from dash import dcc, html, register_page

from dashboard.components import page_body
from dashboard.ids import RegisterIds

register_page(__name__, path="/registers", title="Реестры · Педсовет", name="Реестры")


def layout(**_url_params: Any) -> html.Div:
    """Return the page's frame; its callback fills it from the address."""
    version = dcc.Store(id=RegisterIds.version, data=0)
    return html.Div([version, page_body(RegisterIds.body, 120, 140, 480)])
