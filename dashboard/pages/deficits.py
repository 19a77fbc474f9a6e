"""Deficits: tasks and skills of a work by class, the drill of a task, the paper to hand in."""

from __future__ import annotations

from typing import Any

from dash import html, register_page

from dashboard.components import page_body
from dashboard.ids import DeficitIds

register_page(__name__, path="/deficits", title="Дефициты · Педсовет", name="Дефициты")


def layout(**_url_params: Any) -> html.Div:
    """Return the page's frame; its callback fills it from the address."""
    return page_body(DeficitIds.body, 120, 560)
