"""Lessons with tasks: their structure against the aim over time, communities, the bridge to deficits."""

from __future__ import annotations

from typing import Any

from dash import html, register_page

from dashboard.components import page_body
from dashboard.ids import LessonsIds

register_page(__name__, path="/lessons", title="Ценность урока · Педсовет", name="Ценность урока")


def layout(**_url_params: Any) -> html.Div:
    """Return the page's frame; its callback fills it from the address."""
    return page_body(LessonsIds.body, 120, 200, 420)
