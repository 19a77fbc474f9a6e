"""One survey: results, before and after, side by side, free answers, and its key."""

from __future__ import annotations

from typing import Any

from dash import dcc, html, register_page

from dashboard.components import page_body
from dashboard.ids import SurveyIds

register_page(__name__, path_template="/survey/<survey_id>", title="Опрос · Педсовет", name="Опрос")


def layout(survey_id: str = "", **_url_params: Any) -> html.Div:
    """Return the page's frame for a survey by its id."""
    of = dcc.Store(id=SurveyIds.of, data=survey_id)
    version = dcc.Store(id=SurveyIds.version, data=0)
    poll = dcc.Interval(id=SurveyIds.poll, interval=2000, disabled=True)
    return html.Div([of, version, poll, page_body(SurveyIds.body, 120, 420)])
