"""The guide: tasks, how to read the numbers, who sees what, and the catalogue of metrics."""

from dash import html, register_page

from dashboard.components import skeleton
from dashboard.ids import HelpIds

register_page(__name__, path="/help", title="Справка · Педсовет")


def layout(**_params: str) -> html.Div:
    """Return the page's frame; its callback fills it."""
    return html.Div(skeleton(600), id=HelpIds.body, className="page-body")
