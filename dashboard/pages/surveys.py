"""The list of surveys."""

from __future__ import annotations

from typing import Any

from dash import dcc, html, register_page

from dashboard.components import page_body
from dashboard.ids import SurveyIds

register_page(__name__, path="/surveys", title="Опросы · Педсовет", name="Опросы")


def layout(**_url_params: Any) -> html.Div:
    """Return the page's frame."""
    version = dcc.Store(id=SurveyIds.list_version, data=0)
    poll = dcc.Interval(id=SurveyIds.list_poll, interval=2000, disabled=True)
    return html.Div([version, poll, page_body(SurveyIds.list_body, 120, 320)])
