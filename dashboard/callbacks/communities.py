"""Callbacks of the pages of communities: the address says everything, what is published is followed."""

from __future__ import annotations

from functools import partial
from typing import Any

from dash import ALL, Input, Output, State, callback, dcc, no_update

from dashboard import address, community_list, community_view, data, methodical_plan
from dashboard.callbacks.origins import opens_origin
from dashboard.community_links import LIST, PLAN
from dashboard.community_origin import MONTHS, VISITS
from dashboard.community_seen import seen
from dashboard.components import community_words as say
from dashboard.ids import URL, CardIds
from dashboard.ids import CommunityIds as Ids
from dashboard.roadmap_origin import open_origin


@callback(
    Output(Ids.body, "children"),
    Output(Ids.poll, "disabled"),
    Input(URL, "search"),
    Input(Ids.poll, "n_intervals"),
    State(URL, "pathname"),
)
def show_communities(search: str | None, _turn: int | None = 0, pathname: str | None = LIST) -> Any:
    """Fill the page from the address: year, strategy, literacy, kind, among, origin."""
    if pathname != LIST:
        return no_update, True
    # Asked first: what is published meanwhile is shown by one more turn, never missed.
    is_waiting = data.is_waiting()
    filters, now = address.chosen(search), seen()
    drawn = {**filters, "year": now.moment(filters.get("year", "")).school_year}
    store = dcc.Store(id=Ids.drawn("list", "filters"), data=drawn)
    return [store, *community_list.body(now, filters)], not is_waiting


@callback(
    Output(Ids.one, "children"),
    Output(Ids.one_poll, "disabled"),
    Input(URL, "search"),
    Input(Ids.of, "data"),
    Input(Ids.one_poll, "n_intervals"),
)
def show_community(search: str | None, of: str, _turn: int | None = 0) -> Any:
    """Fill the page of a community from the address: year, view."""
    is_waiting = data.is_waiting()
    filters, now = address.chosen(search), seen()
    drawn = {**filters, "year": now.moment(filters.get("year", "")).school_year}
    store = dcc.Store(id=Ids.drawn("one", "filters"), data=drawn)
    return [store, *community_view.body(now, of, filters)], not is_waiting


@callback(Output(Ids.plan, "children"), Input(URL, "search"), State(URL, "pathname"))
def show_plan(search: str | None, pathname: str | None = PLAN) -> Any:
    """Fill the methodical plan from the address: year, among, kind."""
    if pathname != PLAN:
        return no_update
    filters, now = address.chosen(search), seen()
    drawn = {**filters, "year": now.moment(filters.get("year", "")).school_year}
    return [
        dcc.Store(id=Ids.drawn("plan", "filters"), data=drawn),
        *methodical_plan.body(now, filters),
    ]


def chosen(
    values: list[str | None], pills: list[dict[str, str]], drawn: list[Any], search: str | None
) -> Any:
    """Return the address with a changed filter; what was only drawn again, or is gone, changes nothing."""
    given = zip((pill["name"] for pill in pills), values, strict=True)
    where = address.moved(search, given, drawn[0] if drawn else {}, say.ALL)
    return no_update if where is None else where


def filter_of(page: str) -> None:
    """Let the filters of a page rewrite its address."""
    pill = Ids.pill(page, ALL)
    callback(
        Output(URL, "search", allow_duplicate=True),
        Input(pill, "value"),
        State(pill, "id"),
        State(Ids.drawn(page, ALL), "data"),
        State(URL, "search"),
        prevent_initial_call=True,
    )(partial(chosen))


for page in ("list", "one", "plan"):
    filter_of(page)
opens_origin(Ids.numbers)
for card, name in ((Ids.map, MONTHS), (Ids.visits, VISITS)):
    callback(
        Output(URL, "search", allow_duplicate=True),
        Input(CardIds.origin(card), "n_clicks"),
        State(URL, "search"),
        prevent_initial_call=True,
    )(partial(open_origin, name))
