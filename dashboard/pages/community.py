"""One community: its passport, its year, its classes, its lesson studies."""

from __future__ import annotations

from typing import Any

from dash import dcc, html, register_page

from dashboard.components import page_body
from dashboard.ids import CommunityIds

register_page(
    __name__,
    path_template="/community/<community_id>",
    title="Сообщество · Педсовет",
    name="Сообщество",
)


def layout(community_id: str = "", **_url_params: Any) -> html.Div:
    """Return the page's frame for a community by its id."""
    of = dcc.Store(id=CommunityIds.of, data=community_id)
    poll = dcc.Interval(id=CommunityIds.one_poll, interval=1000, disabled=True)
    return html.Div([of, poll, page_body(CommunityIds.one, 120, 140, 420)])
