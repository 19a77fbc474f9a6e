"""Who is who: pupils who may be one, for a person to decide."""

from __future__ import annotations

from typing import Any

from dash import dcc, html, register_page

from dashboard.components import page_body
from dashboard.ids import WhoIds

register_page(
    __name__, path="/quality/pupils", title="Кто есть кто · Педсовет", name="Кто есть кто"
)


def layout(**_url_params: Any) -> html.Div:
    """Return the page's frame; its callback fills it from the address."""
    body = page_body(WhoIds.body, 120, 420)
    stores = [dcc.Store(id=WhoIds.version, data=0), dcc.Store(id=WhoIds.seen)]
    poll = dcc.Interval(id=WhoIds.poll, interval=1500, disabled=True)
    return html.Div([*stores, poll, body])
