"""Callbacks of the page of lessons: show it, filters into the address."""

from __future__ import annotations

from typing import Any

from dash import ALL, Input, Output, State, callback, dcc, no_update
from dash.exceptions import PreventUpdate

from dashboard import address, lesson_list
from dashboard.callbacks.origins import opens_origin
from dashboard.ids import URL, LessonsIds, shown
from dashboard.lesson_list import ANY, PATH, PILLS

Ids = LessonsIds
opens_origin(Ids.structure, Ids.measures, Ids.compared)


@callback(Output(Ids.body, "children"), Input(URL, "search"), State(URL, "pathname"))
def show_lessons(search: str | None, pathname: str = PATH) -> Any:
    """Fill the page from the address: community, teacher, subject, year, class, coder, versus, origin."""
    if pathname != PATH:
        raise PreventUpdate
    filters = address.chosen(search)
    drawn = {name: filters.get(name, "") for name in PILLS}
    return [dcc.Store(id=shown(Ids.body), data=drawn), *lesson_list.body(filters)]


@callback(
    Output(URL, "search", allow_duplicate=True),
    Input(Ids.pill(ALL), "value"),
    State(Ids.pill(ALL), "id"),
    State(shown(Ids.body), "data", allow_optional=True),
    State(URL, "search"),
    prevent_initial_call=True,
)
def choose(
    values: list[str | None], pills: list[dict[str, str]], drawn: Any, search: str | None
) -> Any:
    """Put a changed filter into the address; what was only drawn again changes nothing."""
    given = zip((pill["name"] for pill in pills), values, strict=True)
    where = address.moved(search, given, drawn, ANY)
    return no_update if where is None else where
