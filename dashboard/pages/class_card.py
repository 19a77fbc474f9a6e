"""The card of a class."""

from __future__ import annotations

from typing import Any

from dash import dcc, html, register_page

from dashboard.components import page_body
from dashboard.ids import ClassIds

register_page(
    __name__,
    path_template="/class/<school_year>/<class_name>",
    title="Класс · Педсовет",
    name="Класс",
)


def layout(school_year: str = "", class_name: str = "", **_url_params: Any) -> html.Div:
    """Return the page's frame for a class such as `2023-24` and `7Б`."""
    name = dcc.Store(id=ClassIds.body + "-of", data=[school_year, class_name])
    version = dcc.Store(id=ClassIds.version, data=0)
    return html.Div([name, version, page_body(ClassIds.body, 120, 420)])
