"""The card of a teacher; every opening of it is logged."""

from __future__ import annotations

from typing import Any

from dash import dcc, html, register_page

from dashboard.components import page_body
from dashboard.ids import TeacherCardIds

register_page(
    __name__, path_template="/teacher/<teacher_id>", title="Педагог · Педсовет", name="Педагог"
)


def layout(teacher_id: str = "", **_url_params: Any) -> html.Div:
    """Return the page's frame for a teacher."""
    of = dcc.Store(id=TeacherCardIds.of, data=teacher_id)
    return html.Div([of, page_body(TeacherCardIds.body, 120, 200, 360)])
