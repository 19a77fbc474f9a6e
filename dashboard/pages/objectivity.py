"""Objectivity: marks of outside works beside the journal's."""

from __future__ import annotations

from typing import Any

from dash import dcc, html, register_page

from dashboard.components import page_body
from dashboard.ids import ObjectivityIds

register_page(__name__, path="/objectivity", title="Объективность · Педсовет", name="Объективность")


def layout(**_url_params: Any) -> html.Div:
    """Return the page's frame."""
    version = dcc.Store(id=ObjectivityIds.version, data=0)
    return html.Div([version, page_body(ObjectivityIds.body, 120, 420, 320)])
