"""Proposed teams: groups by deficits, changed by hand, that become communities."""

from __future__ import annotations

from typing import Any

from dash import dcc, html, register_page

from dashboard.components import page_body
from dashboard.ids import ProposalIds

register_page(
    __name__, path="/community-proposal", title="Группы для ПОС · Педсовет", name="Группы для ПОС"
)


def layout(**_url_params: Any) -> html.Div:
    """Return the page's frame; its callback fills it from the address."""
    body = page_body(ProposalIds.body, 120, 140, 420)
    return html.Div([dcc.Store(id=ProposalIds.version, data=0), body])
