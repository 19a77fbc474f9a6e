"""Callbacks that keep one's own answers, the choice of a strategy and the register of strategies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dash import ALL, MATCH, Input, Output, State, callback, no_update
from dash.exceptions import PreventUpdate

from dashboard import data, strategy_writing, words
from dashboard.changes import Unacceptable
from dashboard.components import strategy_forms as forms
from dashboard.components.settings import saved
from dashboard.components.states import note
from dashboard.ids import URL, StrategyIds
from warehouse.amending import Moved

LABELS = {"strategy_id": "стратегия", "reasons": "причины", "decided_by": "кто решил", "chosen_on": "когда",
          "name": "название", "about": "суть", "steps": "шаги"}  # fmt: skip


@callback(
    Output(StrategyIds.said(MATCH), "children"),
    Output(StrategyIds.held(MATCH), "data"),
    Input(StrategyIds.level("frequency", MATCH), "value"),
    Input(StrategyIds.level("mastery", MATCH), "value"),
    State(StrategyIds.held(MATCH), "data"),
    State(StrategyIds.held(MATCH), "id"),
    prevent_initial_call=True,
)
def answer(
    frequency: int | None, mastery: int | None, seen: int | None, which: dict[str, str]
) -> Any:
    """Keep an answer of the own self-analysis as soon as it is given."""
    levels = {"frequency": frequency, "mastery": mastery}
    try:
        return saved("сохранено"), strategy_writing.keep_own(which["strategy"], levels, seen)
    except Unacceptable as problem:
        return saved(str(problem), is_good=False), no_update
    except Moved as moved:
        newer = moved.newest.record_id if moved.newest else None
        return saved(
            "этот ответ изменили на другом экране; нажмите ещё раз, чтобы остался ваш",
            is_good=False,
        ), newer


@callback(
    Output(StrategyIds.note, "children"),
    Output(StrategyIds.seen, "data"),
    Output(URL, "href", allow_duplicate=True),
    Input(StrategyIds.keep_choice, "n_clicks"),
    State(StrategyIds.control(ALL), "value"),
    State(StrategyIds.control(ALL), "id"),
    State(StrategyIds.seen, "data"),
    prevent_initial_call=True,
)
def keep_choice(
    clicks: int | None, values: list[Any], names: list[dict[str, str]], state: dict[str, Any]
) -> Any:
    """Keep the choice of the year, or say why it cannot be kept."""
    if not clicks:
        raise PreventUpdate
    said = given(values, names)
    return kept(
        lambda: strategy_writing.keep_choice(state["year"], said, state["titles"], state["seen"]),
        state,
    )


@callback(
    Output(StrategyIds.note, "children", allow_duplicate=True),
    Output(StrategyIds.seen, "data", allow_duplicate=True),
    Output(URL, "href", allow_duplicate=True),
    Input(StrategyIds.keep_strategy, "n_clicks"),
    State(StrategyIds.control(ALL), "value"),
    State(StrategyIds.control(ALL), "id"),
    State(StrategyIds.seen, "data"),
    prevent_initial_call=True,
)
def keep_strategy(
    clicks: int | None, values: list[Any], names: list[dict[str, str]], state: dict[str, Any]
) -> Any:
    """Keep a strategy of the register, or say why it cannot be kept."""
    return write_strategy(given(values, names), state, False) if clicks else no_update


@callback(
    Output(StrategyIds.note, "children", allow_duplicate=True),
    Output(StrategyIds.seen, "data", allow_duplicate=True),
    Output(URL, "href", allow_duplicate=True),
    Input(StrategyIds.hide_strategy, "n_clicks"),
    State(StrategyIds.control(ALL), "value"),
    State(StrategyIds.control(ALL), "id"),
    State(StrategyIds.seen, "data"),
    prevent_initial_call=True,
)
def hide_strategy(
    clicks: int | None, values: list[Any], names: list[dict[str, str]], state: dict[str, Any]
) -> Any:
    """Take a strategy off the register; its lines stay and wait for the name."""
    return write_strategy(given(values, names), state, True) if clicks else no_update


def write_strategy(said: Mapping[str, Any], state: Mapping[str, Any], is_deleted: bool) -> Any:
    """Write a strategy under its key, a new one under the key that the form was given."""
    key = state["strategy"] or state["new"]
    return kept(lambda: strategy_writing.keep_strategy(key, said, state["seen"], is_deleted), state)


def given(values: list[Any], names: list[dict[str, str]]) -> dict[str, Any]:
    """Return the fields of a form by name."""
    return {name["name"]: value for name, value in zip(names, values, strict=True)}


def kept(write: Callable[[], int], state: Mapping[str, Any]) -> Any:
    """Return what follows a writing: the page again, or a note and what the form has now seen."""
    try:
        write()
    except Unacceptable as problem:
        return note(str(problem), "warning"), no_update, no_update
    except Moved as moved:
        return (
            differs(moved),
            {**state, "seen": moved.newest.record_id if moved.newest else None},
            no_update,
        )
    return no_update, no_update, "/strategies"


def differs(moved: Moved) -> Any:
    """Return what another person kept meanwhile."""
    newest = moved.newest
    if newest is None:
        return note(
            "Пока вы писали, эту запись отменили. Сохраните ещё раз, чтобы она появилась.",
            "warning",
        )
    known = {one.strategy_id: one.name for one in strategy_writing.register()}
    said = [(label, str(known.get(newest.payload[name], newest.payload[name])))
            for name, label in LABELS.items() if name in newest.payload]  # fmt: skip
    return forms.moved(newest.made_by, words.moment(data.local(newest.made_at)), said)
