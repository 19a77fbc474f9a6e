"""Callbacks of the page between period ends: the address says everything, a change only rewrites it."""

from __future__ import annotations

from typing import Any

from dash import Input, Output, State, callback, ctx, no_update

from dashboard import address
from dashboard import journal_body as page
from dashboard.callbacks.heatmap import place_of
from dashboard.callbacks.origins import opens_origin
from dashboard.components import journal as parts
from dashboard.components.journal import ALL
from dashboard.ids import URL, CardIds, JournalIds, shown
from dashboard.journal_choice import read_day


@callback(Output(JournalIds.body, "children"), Input(URL, "search"), State(URL, "pathname"))
def show_journal(search: str | None, pathname: str | None = "/journal") -> Any:
    """Fill the page from the address: year, period, grade, class, subject, date, measure, origin."""
    if pathname != "/journal":
        return no_update
    filters = address.chosen(search)
    asked = page.choice(filters)
    if asked is None:
        return page.nothing_yet()
    return page.body(filters, asked) if asked.has_begun else page.not_begun(filters, asked)


# What else a choice forgets: a day belongs to its period, a class to its parallel.
FORGOTTEN = {
    "year": ("period", "date", "class", "subject"),
    "period": ("date",),
    "grade": ("class",),
}


@callback(
    Output(URL, "search", allow_duplicate=True),
    Input(JournalIds.year, "value"),
    Input(JournalIds.period, "value"),
    Input(JournalIds.grade, "value"),
    Input(JournalIds.class_name, "value"),
    Input(JournalIds.subject, "value"),
    Input(JournalIds.day, "value"),
    Input(JournalIds.measure, "value"),
    State(shown(JournalIds.body), "data"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def choose(*values: Any) -> Any:
    """Put the changed filter into the address; what was only drawn again changes nothing."""
    *asked, drawn, search = values
    names = (JournalIds.year, JournalIds.period, JournalIds.grade, JournalIds.class_name,
             JournalIds.subject, JournalIds.day, JournalIds.measure)  # fmt: skip
    moved = dict(zip(names, zip(drawn, asked, strict=True), strict=True)).get(ctx.triggered_id)
    if moved is None or moved[1] == drawn[moved[0]]:
        return no_update
    return moved_search(address.chosen(search), *moved)


def moved_search(filters: dict[str, str], name: str, value: str | None) -> Any:
    """Return the address with one filter changed, and what it makes meaningless forgotten."""
    if name == "date" and read_day(value or "") is None:
        return no_update
    forgotten: dict[str, str | None] = dict.fromkeys(FORGOTTEN.get(name, ()))
    return address.search(filters, **forgotten, **{name: None if value == ALL else value, "origin": None})  # fmt: skip


@callback(
    Output(URL, "href", allow_duplicate=True),
    Output(JournalIds.heatmap, "clickData"),
    Input(JournalIds.heatmap, "clickData"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def open_cell(clicked: dict[str, Any] | None, search: str | None) -> Any:
    """Open the panel of the clicked cell, or the list of the clicked class; forget the click."""
    filters = address.chosen(search)
    asked = page.choice(filters)
    if not clicked or asked is None:
        return no_update, no_update
    class_name, subject = place_of(clicked["points"][0], page.draw(asked).arranged)
    if not class_name:
        return no_update, None
    return page.to_page(filters, **{"class": class_name, "subject": subject or None, "origin": None}), None  # fmt: skip


opens_origin(JournalIds.heatmap)


@callback(
    Output(CardIds.table(JournalIds.heatmap), "children"),
    Input(CardIds.toggle(JournalIds.heatmap), "n_clicks"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def show_table(clicks: int | None, search: str | None) -> Any:
    """Fill the table twin when it is opened: its links are the keyboard's way into the panel."""
    filters = address.chosen(search)
    asked = page.choice(filters)
    if clicks != 1 or asked is None:
        return no_update
    drawn = page.draw(asked)
    cell = page.cell_address(filters)
    return parts.twin_table(parts.twin(drawn.arranged), drawn.concern, cell)
