"""The page of one lesson with tasks."""

from __future__ import annotations

from typing import Any

from dash import dcc, html, register_page

from dashboard.components import page_body
from dashboard.ids import LessonIds

register_page(__name__, path_template="/lesson/<lesson_id>", title="Урок · Педсовет", name="Урок")


def layout(lesson_id: str = "", **_url_params: Any) -> html.Div:
    """Return the page's frame for a lesson; its callback fills it from the address."""
    body = page_body(LessonIds.body, 120, 200, 360)
    stores = [dcc.Store(id=LessonIds.of, data=lesson_id), dcc.Store(id=LessonIds.version, data=0)]
    return html.Div([*stores, body], className="page-body")
