"""Callbacks of the checkpoints page."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from dash import Input, Output, State, callback, dcc, no_update

from dashboard import address, data
from dashboard.components import empty_state
from dashboard.components.checkpoint_words import STATES
from dashboard.components.checkpoints import ALL, Checkpoints, checkpoints_body
from dashboard.ids import URL, CheckpointIds, shown
from warehouse.queries import checkpoints

# A year that is still being typed reads as 0002, 0020, 0202.
FIRST_DAY = date(2000, 1, 1)


@callback(Output(CheckpointIds.body, "children"), Input(URL, "search"), State(URL, "pathname"))
def show_checkpoints(search: str | None, pathname: str | None = "/checkpoints") -> Any:
    """Fill the page from the address: `as_of` (ISO day), `stage` and `state`."""
    if pathname != "/checkpoints":
        return no_update
    filters, today = address.chosen(search), date.today()
    as_of = chosen_day(filters.get("as_of", ""), today)
    states = data.frame(checkpoints.checkpoint_states, as_of=as_of)
    if states.empty:
        return nothing_yet()
    stages = data.frame(checkpoints.stages)
    stage, state = filters.get("stage", ""), filters.get("state", "")
    page = Checkpoints(
        states,
        stages,
        as_of,
        today,
        stage=stage if stage in {str(number) for number in stages.stage} else "",
        state=state if state in STATES else "",
        source=data.snapshot_line(),
        link=partial(_link, filters),
    )
    drawn = {"as_of": as_of.isoformat(), "stage": page.stage or ALL}
    return [dcc.Store(id=shown(CheckpointIds.body), data=drawn), *checkpoints_body(page)]


@callback(
    Output(URL, "search", allow_duplicate=True),
    Input(CheckpointIds.as_of, "value"),
    Input(CheckpointIds.stage_day, "value"),
    Input(CheckpointIds.stage, "value"),
    State(shown(CheckpointIds.body), "data"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def choose(
    as_of: str, stage_day: str, stage: str, drawn: dict[str, str], search: str | None
) -> Any:
    """Put the changed filter into the address; what was only drawn again changes nothing."""
    days = [day for day in (as_of, stage_day) if is_new_day(day, drawn["as_of"])]
    moved: dict[str, str | None] = {"as_of": days[0]} if days else {}
    if stage != drawn["stage"]:
        moved["stage"] = None if stage == ALL else stage
    return address.search(address.chosen(search), **moved) if moved else no_update


def is_new_day(asked: str | None, drawn: str) -> bool:
    """Tell whether a control holds a whole day, typed to its end, that is not shown yet."""
    return asked != drawn and chosen_day(asked or "", date.min) >= FIRST_DAY


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
