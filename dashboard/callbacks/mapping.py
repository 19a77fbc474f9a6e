"""Callbacks of the mapping dialog: every correction is read again on the spot, nothing is loaded."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from dash import ALL, Input, Output, State, callback, ctx, no_update
from dash.exceptions import PreventUpdate

from dashboard import data
from dashboard.components import empty_state
from dashboard.components.mapping import AUTO, mapping_dialog
from dashboard.ids import URL, MappingIds
from dashboard.session import current_user, may
from etl import uploads
from etl.desk import school_of
from etl.formats import Format, from_toml
from etl.formats.dialog import adjusted, proposed, shown
from etl.formats.matrix import to_toml
from etl.grid import Grid
from etl.names import class_name
from etl.problems import Refusal
from etl.sources import open_grid
from etl.tidy import Decisions

FACTS = ("class_name", "subject", "period", "school_year")


@lru_cache(maxsize=4)
def grid_of(path: Path, file_name: str) -> Grid:
    """Return the grid of an upload; the last few are kept, since every correction reads it."""
    return open_grid(path, file_name)


@callback(
    Output(MappingIds.body, "children"),
    Output(MappingIds.state, "data"),
    Input(MappingIds.state, "id"),
    Input(MappingIds.letter(ALL), "n_clicks"),
    Input(MappingIds.control(ALL), "value"),
    State(MappingIds.state, "data"),
)
def show_mapping(_id: Any, _letters: Any, _controls: Any, state: dict[str, Any]) -> Any:
    """Show the dialog, first as the detector proposes, then as the person corrects."""
    found = asked_for(str(state["upload"]))
    if found is None:
        return nothing_to_map(), no_update
    grid = grid_of(found.path, found.file_name)
    if "toml" not in state:
        return opened(found, grid, state)
    changes = changed(ctx.triggered_id, ctx.triggered[0]["value"], state)
    if changes is None:
        raise PreventUpdate
    return corrected(found, grid, {**state, **changes.pop("state", {})}, changes)


def asked_for(number: str) -> uploads.Upload | None:
    """Return the upload that the address names; None where there is no such file, or no right to it."""
    if not number.isdecimal() or not may("upload"):
        return None
    found = uploads.upload(data.home(), int(number))
    return found if found and found.path.exists() else None


def opened(found: Any, grid: Grid, state: dict[str, Any]) -> Any:
    """Return the dialog with what the detector proposes."""
    try:
        fmt = proposed(grid, school_of(data.ledger()))
    except Refusal as refusal:
        problem = refusal.problems[0]
        return empty_state(problem.what, problem.fix, "/uploads", "К загрузкам"), no_update
    return drawn(found, grid, fmt, {**state, "sheet": -1, "column": 0})


def corrected(found: Any, grid: Grid, state: dict[str, Any], changes: dict[str, Any]) -> Any:
    """Return the dialog after a correction."""
    fmt = from_toml(state["toml"])
    if "table_is" in changes:
        fmt = proposed(grid, school_of(data.ledger()), changes.pop("table_is"))
        return drawn(found, grid, fmt, {**state, "sheet": -1})
    if "header_top" in changes:
        table = shown(grid, fmt, Decisions(), school_of(data.ledger()), sheet=state["sheet"])[
            "table"
        ]
        bottom = table["first_row"] - 1 if table else changes["header_top"]
        changes = {"header": (changes["header_top"], max(bottom, changes["header_top"]))}
    if changes:
        fmt = adjusted(fmt, grid, sheet=max(state["sheet"], 0), **changes)
    return drawn(found, grid, fmt, state)


def drawn(found: Any, grid: Grid, fmt: Format, state: dict[str, Any]) -> Any:
    """Return the dialog's parts and its state."""
    seen = shown(grid, fmt, Decisions(), school_of(data.ledger()), sheet=state["sheet"])
    state = {**state, "toml": to_toml(fmt), "sheet": seen["sheet"]}
    return mapping_dialog(found, fmt, seen, state["column"]), state


def changed(moved: Any, value: Any, state: dict[str, Any]) -> dict[str, Any] | None:
    """Return the changes of `adjust` that the moved control means; None where nothing was changed."""
    if not isinstance(moved, dict):
        return None
    if moved["type"] == MappingIds.letter(0)["type"]:
        return {"state": {"column": int(moved["index"])}} if value else None
    if moved["name"] == "meaning":
        return {"columns": {state["column"]: "" if value in (None, AUTO) else value}}
    return control_change(moved["name"], value)


def control_change(name: str, value: Any) -> dict[str, Any] | None:
    """Return the changes that a control of the whole table means; rows are counted from 1 on screen."""
    if value in (None, ""):
        return None
    if name in ("sheet", "column"):
        return {"state": {name: int(value)}}
    if name == "name_column":
        return {"name_columns": [int(value)]}
    if name == "header_top":
        return {"header_top": int(value) - 1}
    if name == "first_row":
        return {"first_row": int(value) - 1}
    if name == "fixed_class":
        named = class_name(str(value))
        return {"class_name": [f"value:{named[1]}"]} if named else None
    if name == "columns_are":
        return {name: "" if value == AUTO else value}
    if name in FACTS:
        return {name: [] if value == "ask" else [value]}
    return {name: value}


@callback(
    Output(URL, "href", allow_duplicate=True),
    Input(MappingIds.save, "n_clicks"),
    State(MappingIds.state, "data"),
    prevent_initial_call=True,
)
def save(clicks: int | None, state: dict[str, Any]) -> Any:
    """Keep the reading as the school's own format and check again all that waited for one."""
    if not clicks or not may("upload"):
        raise PreventUpdate
    fmt = from_toml(state["toml"])
    payload = {"toml": state["toml"], "title": fmt.title}
    data.ledger().add_record("mapping", fmt.id, payload, current_user().login)
    waiting = uploads.uploads(data.home(), states=("unknown",))
    uploads.check_again(data.home(), [one.upload_id for one in waiting])
    return "/uploads"


def nothing_to_map() -> Any:
    """Return what stands where the upload is gone."""
    return empty_state(
        "Этого файла здесь уже нет",
        "Возможно, его загрузили или убрали.",
        "/uploads",
        "К загрузкам",
    )
