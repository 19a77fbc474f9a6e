"""Callbacks of the checkpoints page."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from dash import Input, Output, State, callback, ctx, no_update

from dashboard import address, data
from dashboard.components import empty_state
from dashboard.components.checkpoint_words import STATES
from dashboard.components.checkpoints import Checkpoints, checkpoints_body
from dashboard.ids import URL, CheckpointIds
from warehouse.queries import checkpoints


@callback(Output(CheckpointIds.body, "children"), Input(URL, "search"))
def show_checkpoints(search: str | None) -> Any:
    """Fill the page from the address: `as_of` (ISO day), `stage` and `state`."""
    filters, today = address.chosen(search), date.today()
    as_of = chosen_day(filters.get("as_of", ""), today)
    states = data.frame(checkpoints.checkpoint_states, as_of=as_of)
    if states.empty:
        return nothing_yet()
    state = filters.get("state", "")
    page = Checkpoints(
        states,
        data.frame(checkpoints.stages),
        as_of,
        today,
        stage=filters.get("stage", ""),
        state=state if state in STATES else "",
        source=data.snapshot_line(),
        link=partial(_link, filters),
    )
    return checkpoints_body(page)


@callback(
    Output(URL, "search", allow_duplicate=True),
    Input(CheckpointIds.as_of, "value"),
    Input(CheckpointIds.stage_day, "value"),
    Input(CheckpointIds.stage, "value"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def choose(as_of: str | None, stage_day: str | None, stage: str | None, search: str | None) -> Any:
    """Put the changed filter into the address; what was only drawn again changes nothing."""
    filters = address.chosen(search)
    return changed(filters, ctx.triggered_id, {
        CheckpointIds.as_of: ("as_of", as_of),
        CheckpointIds.stage_day: ("as_of", stage_day),
        CheckpointIds.stage: ("stage", stage),
    })  # fmt: skip


def changed(filters: dict[str, str], moved: Any, values: dict[str, tuple[str, str | None]]) -> Any:
    """Return the query string with the moved control's value, or no_update when it says so already."""
    if moved not in values:
        return no_update
    key, value = values[moved]
    if key == "as_of" and not value:
        return no_update
    asked = address.search(filters, **{key: value})
    return no_update if address.chosen(asked) == filters else asked


def chosen_day(asked: str, today: date) -> date:
    """Return the asked day, or today where the address has none that can be read."""
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return today


def nothing_yet() -> Any:
    """Return what stands where nothing is published yet."""
    return empty_state(
        "Здесь будут 33 контрольные точки программы",
        "Их сроки и состояние на любой день. Они появятся вместе с первой загрузкой.",
        "/uploads",
        "Загрузить файлы",
    )


def _link(filters: dict[str, str], **changes: str) -> str:
    return f"/checkpoints{address.search(filters, **changes)}"
