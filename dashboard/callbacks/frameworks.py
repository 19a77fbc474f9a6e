"""Callbacks of the settings about competences and criteria: rows move on the page, saving keeps them."""

from __future__ import annotations

from typing import Any

from dash import ALL, MATCH, Input, Output, State, callback, ctx, no_update
from dash.exceptions import PreventUpdate

from dashboard import frameworks, session, words
from dashboard.changes import Unacceptable
from dashboard.components import frameworks as parts
from dashboard.components.states import note
from dashboard.ids import FrameworkIds
from warehouse.amending import Moved

Ids = FrameworkIds
MOVED = (
    "Пока вы правили, строки сохранил другой человек ({who}): {what}. Обновите страницу, чтобы взять его "
    "строки, или сохраните ещё раз, чтобы оставить ваши."
)


def show_frameworks(_asked: dict[str, str]) -> list[Any]:
    """Return the part of the settings about competences and criteria."""
    rows = {kind: frameworks.rows_of(kind) for kind in parts.TITLES}
    known = {row["competence_id"]: row["competence_name"] for row in rows["competences"]}
    return [
        parts.framework(kind, found, frameworks.seen(kind), known) for kind, found in rows.items()
    ]


@callback(
    Output(Ids.rows(MATCH), "data"),
    Output(Ids.table(MATCH), "children"),
    Output(Ids.note(MATCH), "children"),
    Input(Ids.act(MATCH, ALL, ALL), "n_clicks"),
    State(Ids.cell(MATCH, ALL, ALL), "value"),
    State(Ids.cell(MATCH, ALL, ALL), "id"),
    State(Ids.rows(MATCH), "data"),
    State(Ids.rows(MATCH), "id"),
    prevent_initial_call=True,
)
def act(clicks: list[int | None], values: list[Any], ids: list[Any], state: Any, own: Any) -> Any:
    """Add, remove or move a row on the page, or keep all of them."""
    if not any(clicks) or not ctx.triggered_id or not session.may("settings"):
        raise PreventUpdate
    kind, asked = own["kind"], ctx.triggered_id
    rows = frameworks.filled(kind, ids, values, state["rows"])
    if asked["verb"] == "save":
        return kept(kind, rows, state)
    return moved(kind, rows, state, (asked["verb"], int(asked["row"])))


def moved(kind: str, rows: frameworks.Rows, state: Any, asked: tuple[str, int]) -> Any:
    """Return the state and the table after a row was added, removed or moved; nothing is kept yet."""
    found = frameworks.changed(kind, rows, *asked)
    told = note("Не сохранено: нажмите «Сохранить».", "info")
    return {**state, "rows": found}, parts.table(kind, found, state["known"]), told


def kept(kind: str, rows: frameworks.Rows, state: Any) -> Any:
    """Keep the rows; say what cannot be kept, or who changed them in between."""
    try:
        seen = frameworks.save(kind, rows, state["seen"])
    except Unacceptable as problem:
        return {**state, "rows": rows}, no_update, note(str(problem), "warning")
    except Moved as other:
        theirs = other.newest
        what = frameworks.differing(kind, rows, theirs.payload["rows"] if theirs else [])
        said = MOVED.format(who=theirs.made_by if theirs else "", what=words.listed(what, 6))
        held = theirs.record_id if theirs else None
        return {**state, "rows": rows, "seen": held}, no_update, note(said, "warning")
    return {**state, "rows": rows, "seen": seen}, no_update, note("Сохранено.", "good")
