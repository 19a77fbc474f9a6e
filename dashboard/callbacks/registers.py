"""Callbacks of the registers of the staff: show the page, filters into the address, hide and take back."""

from __future__ import annotations

from datetime import date
from typing import Any

from dash import ALL, Input, Output, State, callback, ctx, dcc, html, no_update
from dash.exceptions import PreventUpdate

from dashboard import address, registers, staff, staff_writing
from dashboard.callbacks.checkpoints import is_new_day
from dashboard.components import button, toast
from dashboard.components.register_lines import ALL as ALL_OF
from dashboard.ids import TOAST, URL, shown
from dashboard.ids import RegisterIds as Ids
from dashboard.pressed import is_pressed
from dashboard.register_links import PATH
from warehouse.amending import Moved

FOLLOWS = "Показатели обновятся через несколько секунд."
PILLS = ("teacher", "year", "state")


@callback(
    Output(Ids.body, "children"),
    Input(URL, "search"),
    Input(Ids.version, "data"),
    State(URL, "pathname"),
)
def show_registers(search: str | None, _version: int = 0, pathname: str = PATH) -> Any:
    """Fill the page from the address: `register`, `view`, `line` (an open form), filters, `as_of`, `origin`."""
    if pathname != PATH:
        raise PreventUpdate
    filters = address.chosen(search)
    day = registers.as_of(filters) if filters.get("view") == "support" else date.today()
    drawn = {**{name: filters.get(name, "") for name in PILLS}, "as_of": day.isoformat()}
    return [dcc.Store(id=shown(Ids.body), data=drawn), *registers.body(staff.staff(day), filters)]


@callback(
    Output(URL, "search", allow_duplicate=True),
    Input(Ids.pill(ALL), "value"),
    State(Ids.pill(ALL), "id"),
    State(shown(Ids.body), "data"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def choose(
    values: list[str | None], pills: list[dict[str, str]], drawn: Any, search: str | None
) -> Any:
    """Put a changed filter into the address; what was only drawn again changes nothing."""
    given = zip((pill["name"] for pill in pills), values, strict=True)
    where = address.moved(search, given, drawn, ALL_OF)
    return no_update if where is None else where


@callback(
    Output(URL, "search", allow_duplicate=True),
    Input(Ids.day, "value"),
    State(shown(Ids.body), "data"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def choose_day(day: str | None, drawn: dict[str, str], search: str | None) -> Any:
    """Put the day of the view of support into the address."""
    if not day or not is_new_day(day, drawn["as_of"]):
        return no_update
    return address.search(address.chosen(search), as_of=day)


@callback(
    Output(Ids.version, "data"),
    Output(TOAST, "children", allow_duplicate=True),
    Input(Ids.act(ALL, ALL), "n_clicks"),
    State(Ids.version, "data"),
    prevent_initial_call=True,
)
def act(_clicks: list[Any], version: int) -> Any:
    """Do what the pressed button says with its line, record or pair."""
    if not is_pressed():
        raise PreventUpdate
    return version + 1, done(ctx.triggered_id["verb"], ctx.triggered_id["key"])


def done(verb: str, key: str) -> html.Div:
    """Carry out one verb; return what a person reads, with the way back."""
    if verb == "back":
        undone = staff_writing.take_back(int(key))
        return toast(f"Возвращено. {FOLLOWS}" if undone else "Это уже возвращено.")
    if verb == "same":
        one, other = (int(part) for part in key.split())
        return joined(one, other)
    try:
        record = staff_writing.hide(key)
    except Moved:
        return toast("Эту строку только что изменили: посмотрите её ещё раз. Ничего не убрано.")
    if record is None:
        return toast("Этой строки уже нет.")
    return toast(f"Строка убрана. {FOLLOWS}", action=back(record))


def joined(one: int, other: int) -> html.Div:
    """Say that two teachers are one person; return what a person reads."""
    record = staff_writing.join_people(one, other)
    if record is None:
        return toast("Выберите двух разных педагогов из списка. Ничего не записано.")
    return toast(f"Записано: это один человек. {FOLLOWS}", action=back(record))


def back(record: int) -> Any:
    """Return the button that takes a record back."""
    return button("Вернуть", Ids.act("back", str(record)))


@callback(
    Output(Ids.version, "data", allow_duplicate=True),
    Output(TOAST, "children", allow_duplicate=True),
    Input(Ids.join, "n_clicks"),
    State(Ids.join_one, "value"),
    State(Ids.join_other, "value"),
    State(Ids.version, "data"),
    prevent_initial_call=True,
)
def join(clicks: int | None, one: str | None, other: str | None, version: int) -> Any:
    """Join the two teachers that the lists name."""
    if not clicks:
        raise PreventUpdate
    return version + 1, joined(int(one or 0), int(other or 0))
