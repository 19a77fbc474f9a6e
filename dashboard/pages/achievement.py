"""Achievement: classes × subjects, the hardest first, and the drill of a cell."""

from __future__ import annotations

from typing import Any

from dash import html, register_page

from dashboard.components import page_body
from dashboard.ids import AchievementIds

register_page(__name__, path="/achievement", title="Успеваемость · Педсовет", name="Успеваемость")


def layout(**_url_params: Any) -> html.Div:
    """Return the page's frame; its callback fills it from the address."""
    return page_body(AchievementIds.body, 120, 560)
