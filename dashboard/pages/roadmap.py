"""The roadmap: what the programme promised by year, and how far the school got."""

from __future__ import annotations

from typing import Any

from dash import html, register_page

from dashboard.components import page_body
from dashboard.ids import RoadmapIds

register_page(__name__, path="/roadmap", title="Дорожная карта · Педсовет", name="Дорожная карта")


def layout(**url_params: Any) -> html.Div:
    """Return the page's frame; its callback fills it from the address."""
    return page_body(RoadmapIds.body, 120, 420, 140)
