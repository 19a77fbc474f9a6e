"""The form of a line about communities: a meeting, a visit, a member, an item of the plan."""

from __future__ import annotations

from typing import Any

from dash import html, register_page

from dashboard.components import page_body
from dashboard.ids import CommunityFormIds

register_page(__name__, path="/community-form", title="Запись · Педсовет", name="Запись")


def layout(**_url_params: Any) -> html.Div:
    """Return the page's frame; its callback fills it from the address."""
    return page_body(CommunityFormIds.body, 80, 420)
