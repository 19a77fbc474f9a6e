"""Calls to answer a survey by link: make them, hand the links over, see how many have answered."""

from __future__ import annotations

from typing import Any

from dash import dcc, html, register_page

from dashboard.components import skeleton
from dashboard.components.page import stay_in_place
from dashboard.ids import CallIds

register_page(__name__, path="/survey-calls", title="Сбор ответов · Педсовет", name="Сбор ответов")


def layout(**_url_params: Any) -> html.Div:
    """Return the page's frame; what is typed in the form outlives every redrawing of the list."""
    stay_in_place()
    return html.Div(
        [
            dcc.Store(id=CallIds.version, data=0),
            html.Div(skeleton(90), id=CallIds.head),
            html.Div(id=CallIds.sheet, **{"aria-live": "polite"}),  # type: ignore[arg-type]
            html.Div(skeleton(240), id=CallIds.list),
            html.Div(skeleton(420), id=CallIds.form),
        ],
        className="page-body calls-page",
    )
