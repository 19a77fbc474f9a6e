"""Strategies: the staff's resource for each, the chosen one, one's own self-analysis."""

from __future__ import annotations

from typing import Any

from dash import dcc, html, register_page

from dashboard.components import page_body
from dashboard.ids import StrategyIds

register_page(__name__, path="/strategies", title="Стратегии · Педсовет", name="Стратегии")


def layout(**_url_params: Any) -> html.Div:
    """Return the page's frame; its callback fills it from the address."""
    body = page_body(StrategyIds.body, 120, 140, 420)
    return html.Div([dcc.Store(id=StrategyIds.version, data=0), body])
