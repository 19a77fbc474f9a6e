"""The methodical plan of the school: the plans of all communities together, with the fact beside them."""

from __future__ import annotations

from typing import Any

from dash import html, register_page

from dashboard.components import page_body
from dashboard.ids import CommunityIds

register_page(
    __name__,
    path="/methodical-plan",
    title="Методический план · Педсовет",
    name="Методический план",
)


def layout(**_url_params: Any) -> html.Div:
    """Return the page's frame; its callback fills it from the address."""
    return html.Div([page_body(CommunityIds.plan, 120, 140, 420)])
