"""The quality of the data: questions, each with what it is, why it matters and what mends it."""

from __future__ import annotations

from typing import Any

from dash import html, register_page

from dashboard.components import page_body
from dashboard.ids import QualityIds

register_page(__name__, path="/quality", title="Качество данных · Педсовет", name="Качество данных")


def layout(**_url_params: Any) -> html.Div:
    """Return the page's frame."""
    return page_body(QualityIds.body, 120, 260, 260)
