"""Callbacks of the lists of types and aims: rows move on the page, saving keeps them, sums are said at once."""

from __future__ import annotations

from typing import Any

from dash import ALL, MATCH, Input, Output, State, callback, ctx, no_update
from dash.exceptions import PreventUpdate

from dashboard import lesson_lists, words
from dashboard.changes import Unacceptable
from dashboard.components import lesson_lists as parts
from dashboard.components import note, toast
from dashboard.ids import TOAST, FormulaIds
from dashboard.pressed import is_pressed
from warehouse.amending import Moved

Ids = FormulaIds
STAYS = (no_update, no_update)  # neither the page is drawn anew nor anything said in the corner
MOVED = (
    "Пока вы правили, список сохранил другой человек ({who}): {what}. Сохраните ещё раз, чтобы остались ваши "
    "строки, или обновите страницу, чтобы взять его."
)


@callback(Output(Ids.table, "children"), Input(Ids.rows(ALL), "data"), prevent_initial_call=True)
def show_list(stores: list[Any]) -> Any:
    """Draw the list as its draft has it."""
    if not stores or not stores[0]:
        raise PreventUpdate
    return parts.table(stores[0])


@callback(Output(Ids.total(MATCH), "children"), Input(Ids.target(MATCH, ALL), "value"))
def show_total(shares: list[Any]) -> Any:
    """Say the sum of an aim's shares as they are typed."""
    return parts.told_total(lesson_lists.total(shares))


@callback(
    Output(Ids.rows(ALL), "data"),
    Output(Ids.list_note, "children"),
    Output(Ids.version, "data", allow_duplicate=True),
    Output(TOAST, "children", allow_duplicate=True),
    Input(Ids.act(ALL, ALL), "n_clicks"),
    State(Ids.cell(ALL, ALL), "value"),
    State(Ids.cell(ALL, ALL), "id"),
    State(Ids.target(ALL, ALL), "value"),
    State(Ids.target(ALL, ALL), "id"),
    State(Ids.rows(ALL), "data"),
    State(Ids.version, "data"),
    prevent_initial_call=True,
)
def act(_clicks: Any, texts: Any, text_ids: Any, shares: Any, share_ids: Any, *held: Any) -> Any:
    """Add, remove or move a row on the page, or keep all of them."""
    if not is_pressed():
        raise PreventUpdate
    (state,), version = held
    rows = lesson_lists.filled(state["rows"], [*text_ids, *share_ids], [*texts, *shares])
    asked = ctx.triggered_id
    if asked["verb"] == "save":
        return kept(rows, state, version)
    found = lesson_lists.changed(state["kind"], rows, asked["verb"], int(asked["row"]))
    return [{**state, "rows": found}], note("Не сохранено: нажмите «Сохранить»."), *STAYS


def kept(rows: lesson_lists.Rows, state: Any, version: int) -> Any:
    """Keep the rows; say what cannot be kept, or who changed them in between."""
    try:
        lesson_lists.save(state["kind"], rows, state["seen"])
    except Unacceptable as problem:
        return [{**state, "rows": rows}], note(f"{problem} Не сохранено.", "warning"), *STAYS
    except Moved as other:
        theirs = other.newest
        what = lesson_lists.differing(state["kind"], rows, theirs.payload["rows"] if theirs else [])
        said = MOVED.format(who=theirs.made_by if theirs else "", what=words.listed(what, 6))
        seen = theirs.record_id if theirs else None
        return [{**state, "rows": rows, "seen": seen}], note(said, "warning"), *STAYS
    return [no_update], no_update, version + 1, toast("Список сохранён.")
