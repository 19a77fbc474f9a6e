"""Callbacks of the page of formulas: the address says everything, a wrong formula is said and not kept."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

from dash import ALL, Input, Output, State, callback, ctx, no_update
from dash.exceptions import PreventUpdate

from dashboard import data, lesson_formulas, words
from dashboard.changes import Unacceptable
from dashboard.components import lesson_formulas as parts
from dashboard.components import lesson_lists as lists
from dashboard.components import note, page_head, pill_link, toast
from dashboard.ids import TOAST, URL, FormulaIds
from dashboard.lesson_lists import opened, opened_sentence
from dashboard.pressed import is_pressed
from dashboard.session import current_user, may
from warehouse.amending import Moved
from warehouse.lessons.expressions import FormulaError

PAGE = "/formulas"
STAYS = (no_update, no_update)  # neither another page nor anything in the corner
PARTS = {
    "": "Формулы",
    "task_taxonomy": "Типы задач",
    "lesson_aims": "Цели и целевые структуры",
}


@callback(
    Output(FormulaIds.body, "children"),
    Input(URL, "search"),
    Input(FormulaIds.version, "data"),
    State(URL, "pathname"),
)
def show_formulas(search: str | None, _version: int = 0, pathname: str | None = PAGE) -> Any:
    """Fill the page from the address: part (task_taxonomy, lesson_aims), formula (the form)."""
    if pathname != PAGE:
        return no_update
    asked = {name: values[0] for name, values in parse_qs((search or "").lstrip("?")).items()}
    part = asked.get("part", "")
    if part in lists.ABOUT:
        return [_head(part, opened_sentence(part)), lists.editor(opened(part), may("settings"))]
    if asked.get("formula") and may("settings"):
        return _form(asked["formula"])
    found = lesson_formulas.registry()
    new = f"{PAGE}?formula={lesson_formulas.new_id()}" if may("settings") else ""
    return [
        _head("", parts.sentence(found)),
        *parts.registry(found, lesson_formulas.removed(), new),
    ]


@callback(Output(FormulaIds.check, "children"), Input(FormulaIds.control("expression"), "value"))
def check(expression: str | None) -> Any:
    """Say what an expression gives for the worked example as it is typed, or what is wrong with it."""
    if not str(expression or "").strip():
        return note("Здесь появится, что формула даёт на примере из описания таксономии.")
    found = lesson_formulas.check(expression)
    if isinstance(found, FormulaError):
        return parts.wrong(str(expression), found)
    return parts.given(found)


@callback(
    Output(FormulaIds.note, "children"),
    Output(FormulaIds.state, "data"),
    Output(URL, "href", allow_duplicate=True),
    Output(TOAST, "children", allow_duplicate=True),
    Input(FormulaIds.keep, "n_clicks"),
    State(FormulaIds.control(ALL), "value"),
    State(FormulaIds.control(ALL), "id"),
    State(FormulaIds.state, "data"),
    prevent_initial_call=True,
)
def keep(clicks: int | None, values: list[Any], names: list[dict[str, str]], state: Any) -> Any:
    """Keep the formula as its next version, or say why it cannot be kept."""
    if not clicks:
        raise PreventUpdate
    said = {name["name"]: value for name, value in zip(names, values, strict=True)}
    try:
        lesson_formulas.save(state["formula"], said, state["seen"])
    except Unacceptable as problem:
        return note(str(problem), "warning"), no_update, *STAYS
    except Moved as other:
        return _moved(other), {**state, "seen": _record(other)}, *STAYS
    return no_update, no_update, PAGE, toast("Формула сохранена и считается на уроках.")


@callback(
    Output(FormulaIds.version, "data", allow_duplicate=True),
    Input(FormulaIds.hide(ALL, ALL), "n_clicks"),
    State(FormulaIds.version, "data"),
    prevent_initial_call=True,
)
def hide(_clicks: list[int | None], version: int) -> int:
    """Take a formula off the registry, or put it back."""
    if not is_pressed() or not may("settings"):
        raise PreventUpdate
    asked = ctx.triggered_id
    lesson_formulas.hide(asked["formula"], is_deleted=bool(int(asked["is_deleted"])))
    return version + 1


def _form(formula_id: str) -> list[Any]:
    one = lesson_formulas.held(formula_id)
    state = {
        "formula": formula_id,
        "seen": one.record_id if one else None,
        "login": current_user().login,
    }
    title = f"Формула «{one.name}»: версия {one.version}" if one else "Новая формула ценности урока"
    facts = ["сохранится следующей версией; прежние останутся в истории"] if one else []
    return [page_head(title, facts), parts.form(one, state)]


def _head(part: str, sentence: str) -> Any:
    ways = [
        pill_link(name, PAGE + (f"?part={own}" if own else ""), own == part)
        for own, name in PARTS.items()
    ]
    return page_head(sentence, ["таксономия учебных задач Д. Толлингеровой"], ways)


def _moved(other: Moved) -> Any:
    newest = other.newest
    if newest is None:
        return note("Пока вы писали, запись отменили. Сохраните ещё раз.", "warning")
    when = words.moment(data.local(newest.made_at))
    return parts.moved(newest.made_by, when, newest.payload)


def _record(other: Moved) -> int | None:
    return other.newest.record_id if other.newest else None
