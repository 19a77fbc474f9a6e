"""The page of an address that does not exist."""

import dash
from dash import html

from dashboard.components import empty_state, page_head

dash.register_page(__name__, title="Нет такой страницы")


def layout(**_address: str) -> html.Div:
    """Say that nothing lives here and lead back."""
    lost = empty_state(
        "Возможно, ссылка устарела или в адресе опечатка",
        "С данными ничего не случилось. Все страницы перечислены слева.",
        "/",
        "На главную",
    )
    return html.Div([page_head("Такой страницы нет"), lost], className="page-body")
