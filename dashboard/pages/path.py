"""The tree «От дефицита к результату»."""

from __future__ import annotations

from typing import Any

from dash import html, register_page

from dashboard.components import page_body
from dashboard.ids import PathIds

register_page(
    __name__,
    path="/path",
    title="От дефицита к результату · Педсовет",
    name="От дефицита к результату",
)


def layout(**_url_params: Any) -> html.Div:
    """Return the page's frame; its callback fills it from the address."""
    return html.Div(page_body(PathIds.body, 120, 140, 420))
