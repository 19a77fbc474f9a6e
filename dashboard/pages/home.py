"""The overview: five minutes before a meeting."""

from __future__ import annotations

from typing import Any

from dash import html, register_page

from dashboard.components import page_body
from dashboard.ids import HomeIds

register_page(__name__, path="/", title="Обзор · Педсовет", name="Обзор")


def layout(**_url_params: Any) -> html.Div:
    """Return the page's frame; its callback fills it."""
    return page_body(HomeIds.body, 120, 360)
