"""The page of an address that does not exist."""

import dash

from dashboard.components import empty_state

dash.register_page(__name__, title="Нет такой страницы")


def layout(**_address: str) -> object:
    """Say that nothing lives here and lead back."""
    return empty_state(
        "Такой страницы нет",
        "Возможно, ссылка устарела или в адресе опечатка. С данными ничего не случилось.",
        "/",
        "На главную",
    )
