"""Teachers: competences as they see themselves and as visitors of lessons see them."""

from __future__ import annotations

from typing import Any

from dash import html, register_page

from dashboard.components import page_body
from dashboard.ids import TeacherIds

register_page(__name__, path="/teachers", title="Педагоги · Педсовет", name="Педагоги")


def layout(**_url_params: Any) -> html.Div:
    """Return the page's frame; its callback fills it from the address."""
    return page_body(TeacherIds.body, 120, 140, 560)
