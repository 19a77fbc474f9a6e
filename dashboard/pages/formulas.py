"""Formulas of a lesson's value: the registry with sources and versions, types of tasks, aims of lessons."""

from __future__ import annotations

from typing import Any

from dash import dcc, html, register_page

from dashboard.components import page_body
from dashboard.ids import FormulaIds

register_page(__name__, path="/formulas", title="Формулы урока · Педсовет", name="Формулы урока")


def layout(**_url_params: Any) -> html.Div:
    """Return the page's frame; its callback fills it from the address."""
    body = page_body(FormulaIds.body, 120, 420)
    return html.Div([dcc.Store(id=FormulaIds.version, data=0), body])
