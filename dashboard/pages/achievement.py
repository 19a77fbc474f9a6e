"""Classes × subjects: where it is hard, and how hard."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash import dcc, html, no_update, register_page

from dashboard.components import chart_card, skeleton
from dashboard.components.routing import is_filter_change
from dashboard.ids import AchievementIds as Ids
from dashboard.ids import WhyIds

register_page(__name__, path="/achievement", title="Успеваемость", name="Успеваемость")


def layout(**_address: str) -> Any:
    """Return the frame of the page; a change of filters keeps what is on the screen."""
    if is_filter_change():
        return no_update
    card = chart_card(Ids.heatmap, "…", "", None, pd.DataFrame(), "", has_origin=True)
    return html.Div(
        [
            html.Div(skeleton(96), id=Ids.head),
            html.Div([card, html.Div(id=Ids.drill)], className="with-panel"),
            html.Div(id=Ids.strips),
            dcc.Store(id=WhyIds.claim(Ids.heatmap)),
        ],
        className="page-body",
    )
