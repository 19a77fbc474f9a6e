"""The shelf of the programme's documents with their versions."""

from __future__ import annotations

from typing import Any

from dash import dcc, html, register_page

from dashboard.components import page_body
from dashboard.ids import DocumentIds

register_page(__name__, path="/documents", title="Документы · Педсовет", name="Документы")


def layout(**_url_params: Any) -> html.Div:
    """Return the page's frame; its callback fills it from the address."""
    body = page_body(DocumentIds.body, 120, 140, 320)
    return html.Div([dcc.Store(id=DocumentIds.version, data=0), body])
