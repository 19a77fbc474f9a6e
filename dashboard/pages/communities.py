"""The communities of the school: who meets by plan, the map of months, who visited whom."""

from __future__ import annotations

from typing import Any

from dash import dcc, html, register_page

from dashboard.components import page_body
from dashboard.ids import CommunityIds

register_page(__name__, path="/communities", title="Сообщества · Педсовет", name="Сообщества")


def layout(**_url_params: Any) -> html.Div:
    """Return the page's frame; its callback fills it from the address."""
    version = dcc.Store(id=CommunityIds.version, data=0)
    poll = dcc.Interval(id=CommunityIds.poll, interval=1000, disabled=True)
    return html.Div([version, poll, page_body(CommunityIds.body, 120, 140, 420)])
