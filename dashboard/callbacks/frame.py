"""Callbacks of the frame: the current way in the rail, XLSX of any card."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash import MATCH, ClientsideFunction, Input, Output, State, callback, clientside_callback
from dash.exceptions import PreventUpdate

from dashboard import guard, ids
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
    State(ids.URL, "pathname"),
    prevent_initial_call=True,
)
def download_table(clicks: int | None, rows: dict[str, Any] | None, pathname: str = "") -> Any:
    """Send the table twin of a card as a workbook; one that names pupils is noted in the log."""
    if not clicks or not rows:
        raise PreventUpdate
    if rows.get("names_pupils"):
        guard.note_download(f"table {rows['title']} {pathname}".strip())
    frame = pd.DataFrame(rows["rows"], columns=rows["labels"])
    return xlsx.sent(frame, rows["title"], rows["notes"])
