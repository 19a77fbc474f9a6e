"""One lesson study: the cycle walked through its seven steps."""

from __future__ import annotations

from typing import Any

from dash import dcc, html, register_page

from dashboard.components import page_body
from dashboard.ids import StudyIds

register_page(
    __name__, path_template="/lesson-study/<study_id>", title="Исследование урока · Педсовет",
    name="Исследование урока",
)  # fmt: skip


def layout(study_id: str = "", **_url_params: Any) -> html.Div:
    """Return the page's frame for a cycle."""
    of = dcc.Store(id=StudyIds.of, data=study_id)
    version = dcc.Store(id=StudyIds.version, data=[0, 0, []])
    return html.Div([of, version, page_body(StudyIds.body, 120, 140, 420)], className="page-body")
