"""The olympiad: stages, subjects, who passed on."""

from __future__ import annotations

from typing import Any

from dash import html, register_page

from dashboard.components import page_body
from dashboard.ids import OlympiadIds

register_page(__name__, path="/olympiad", title="Олимпиада · Педсовет", name="Олимпиада")


def layout(**_url_params: Any) -> html.Div:
    """Return the page's frame."""
    return page_body(OlympiadIds.body, 120, 320, 320)
