"""Callbacks of a place where a file is attached: say what is attached, take it off the form."""

from __future__ import annotations

from typing import Any

from dash import MATCH, Input, Output, callback, ctx
from dash.exceptions import PreventUpdate

from dashboard.components import attach
from dashboard.ids import AttachIds as Ids
from dashboard.pressed import is_pressed


@callback(Output(Ids.shown(MATCH), "children"), Input(Ids.file(MATCH), "data"))
def show(held: dict[str, Any] | None) -> Any:
    """Say which file is attached now."""
    return attach.attached(ctx.outputs_list["id"]["name"], held)


@callback(
    Output(Ids.file(MATCH), "data"),
    Input(Ids.clear(MATCH), "n_clicks"),
    prevent_initial_call=True,
)
def clear(_clicks: int | None) -> None:
    """Take the file off the form; its bytes are kept, as everything that was brought."""
    if not is_pressed():
        raise PreventUpdate
