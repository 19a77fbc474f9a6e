"""Callbacks of the frame: the current way in the rail, XLSX of any card."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash import MATCH, ClientsideFunction, Input, Output, State, callback, clientside_callback
from dash.exceptions import PreventUpdate

from dashboard import ids
from dashboard.papers import xlsx

clientside_callback(
    ClientsideFunction("shell", "mark"),
    Output(ids.ShellIds.nav, "data-path"),
    Input(ids.URL, "pathname"),
)


@callback(
    Output(ids.CardIds.download(MATCH), "data"),
    Input(ids.CardIds.xlsx(MATCH), "n_clicks"),
    State(ids.CardIds.rows(MATCH), "data"),
    prevent_initial_call=True,
)
def download_table(clicks: int | None, rows: dict[str, Any] | None) -> Any:
    """Send the table twin of a card as a workbook."""
    if not clicks or not rows:
        raise PreventUpdate
    frame = pd.DataFrame(rows["rows"], columns=rows["labels"])
    return xlsx.sent(frame, rows["title"], rows["notes"])
