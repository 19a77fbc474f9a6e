"""The checkpoints of the programme on a day: what is due, what is late, what is missing."""

from __future__ import annotations

from typing import Any

from dash import html, register_page

from dashboard.components import page_body
from dashboard.ids import CheckpointIds

register_page(
    __name__, path="/checkpoints", title="Контрольные точки · Педсовет", name="Контрольные точки"
)


def layout(**url_params: Any) -> html.Div:
    """Return the page's frame; its callback fills it from the address."""
    return page_body(CheckpointIds.body, 120, 140, 640)
