"""Callbacks of the board of lesson studies: filters live in the address."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from dash import ALL, Input, Output, State, callback, dcc, html, no_update

from dashboard import address, studies
from dashboard.components import empty_state, note, page_head
from dashboard.components import studies as parts
from dashboard.ids import URL, shown
from dashboard.ids import StudiesIds as Ids
from dashboard.session import current_user, may

PAGE = "/lesson-studies"
FILTERS = ("community", "year")


@callback(
    Output(Ids.body, "children"),
    Input(URL, "search"),
    Input(Ids.version, "data"),
    State(URL, "pathname"),
)
def show_studies(search: str | None, _version: int = 0, pathname: str | None = PAGE) -> Any:
    """Fill the board from the address: community, year."""
    if pathname != PAGE:
        return no_update
    every = studies.every(studies.world())
    if not every:
        return nothing_yet()
    filters = {"year": studies.newest_year(every), **address.chosen(search)}
    drawn = {name: filters.get(name, "") for name in FILTERS}
    return [dcc.Store(id=shown(Ids.body), data=drawn), *board(every, filters)]


def board(every: list[studies.Shown], filters: dict[str, str]) -> list[Any]:
    """Return the board of what the filters leave; without a year of the newest."""
    world = every[0].world
    found = studies.chosen(every, filters)
    facts = ["семь шагов, три урока, три ученика А, Б и В", world.as_of]
    head = page_head(parts.sentence(found), facts, parts.pills(every, filters))
    if not found:
        reset = dcc.Link("Показать все", href=f"{PAGE}?year={studies.ALL}")
        return [head, ways(), note(["Под эти условия не подходит ни одно исследование. ", reset])]
    return [
        head, parts.top_strips(found, studies.agreed(found), world.day), ways(),
        parts.board(found, world.day), *parts.others(found, world.day),
        parts.listed(found, f"Источник: записи групп {world.as_of}"),
    ]  # fmt: skip


def ways() -> html.Div:
    """Return the way to a new cycle for those who may begin one."""
    return html.Div(new_link(), className="quiet-row")


def new_link() -> list[Any]:
    """Return the link to a new cycle; its key stands in the address, so that a reload keeps the draft."""
    if not may_begin():
        return []
    return [dcc.Link("Начать исследование", href=new_address(), className="button button-main")]


def new_address() -> str:
    """Return the address of a cycle that nobody has begun."""
    return f"/lesson-study/{uuid4().hex}"


def may_begin() -> bool:
    """Tell whether the person may begin a cycle: a teacher, or who keeps the registers."""
    return may("staff") or current_user().teacher_id is not None


def nothing_yet() -> list[Any]:
    """Return the board before the first cycle."""
    how = "Соберите группу из 3–5 педагогов, выберите тему и класс: дальше страница ведёт по шагам."
    none = empty_state(
        "Здесь будет доска исследований: на каком из семи шагов каждая группа", how,
        new_address() if may_begin() else "", "Начать исследование",
    )  # fmt: skip
    return [page_head(parts.sentence([])), none]


@callback(
    Output(URL, "search", allow_duplicate=True),
    Input(Ids.pill(ALL), "value"),
    State(Ids.pill(ALL), "id"),
    State(shown(Ids.body), "data", allow_optional=True),
    State(URL, "search"),
    prevent_initial_call=True,
)
def choose(
    values: list[str | None], pills: list[dict[str, str]], drawn: Any, search: str | None
) -> Any:
    """Put a changed filter into the address; what was only drawn again changes nothing."""
    given = zip((pill["name"] for pill in pills), values, strict=True)
    where = address.moved(search, given, drawn)
    return no_update if where is None else where
