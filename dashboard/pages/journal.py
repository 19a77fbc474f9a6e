"""Between period ends: what would come out today, what is disputed, where marks are few."""

from __future__ import annotations

from typing import Any

from dash import html, register_page

from dashboard.components import page_body
from dashboard.ids import JournalIds

register_page(
    __name__, path="/journal", title="Между четвертями · Педсовет", name="Между четвертями"
)


def layout(**_url_params: Any) -> html.Div:
    """Return the page's frame; its callback fills it from the address."""
    return page_body(JournalIds.body, 120, 140, 560)
