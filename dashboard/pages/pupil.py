"""The page of a pupil; every opening of it is logged."""

from __future__ import annotations

from typing import Any

from dash import dcc, html, register_page

from dashboard.components import page_body
from dashboard.ids import PupilIds

register_page(__name__, path_template="/pupil/<pupil_id>", title="Ученик · Педсовет", name="Ученик")


def layout(pupil_id: str = "", **_url_params: Any) -> html.Div:
    """Return the page's frame for a pupil."""
    of = dcc.Store(id=PupilIds.body + "-of", data=pupil_id)
    version = dcc.Store(id=PupilIds.version, data=0)
    return html.Div([of, version, page_body(PupilIds.body, 120, 360)])
