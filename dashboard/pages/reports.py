"""Reports of a period: the school's own by class, and the papers of a class teacher."""

from __future__ import annotations

from typing import Any

from dash import html, register_page

from dashboard.components import page_body
from dashboard.ids import ReportIds

register_page(
    __name__, path="/reports", title="Отчёты за период · Педсовет", name="Отчёты за период"
)


def layout(**_url_params: Any) -> html.Div:
    """Return the page's frame; its callback fills it from the address."""
    return page_body(ReportIds.body, 120, 560)
