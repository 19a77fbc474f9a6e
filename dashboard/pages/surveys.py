"""The list of surveys."""

from __future__ import annotations

from typing import Any

from dash import html, register_page

from dashboard.components import page_body
from dashboard.ids import SurveyIds

register_page(__name__, path="/surveys", title="Опросы · Педсовет", name="Опросы")


def layout(**_url_params: Any) -> html.Div:
    """Return the page's frame."""
    return page_body(SurveyIds.list_body, 120, 320)
