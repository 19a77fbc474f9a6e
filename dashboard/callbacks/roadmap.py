"""Callbacks of the roadmap page."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from dash import Input, Output, State, callback, dcc, no_update

from dashboard import address, data, roadmap_origin
from dashboard.components import empty_state
from dashboard.components.roadmap import SERIES, Roadmap, roadmap_body
from dashboard.ids import URL, CardIds, RoadmapIds, shown
from dashboard.origin import beside
from warehouse.programme import roadmap_seed
from warehouse.queries import roadmap


@callback(Output(RoadmapIds.body, "children"), Input(URL, "search"), State(URL, "pathname"))
def show_roadmap(search: str | None, pathname: str | None = "/roadmap") -> Any:
    """Fill the page from the address: `series` (main, school) and `year`."""
    if pathname != "/roadmap":
        return no_update
    by_year = data.frame(roadmap.by_year, as_of=date.today())
    if by_year.empty:
        return nothing_yet()
    filters = address.chosen(search)
    years = [int(year) for year in by_year.year]
    year = chosen_year(filters.get("year", ""), years, date.today())
    page = Roadmap(
        by_year,
        data.frame(roadmap.indicators),
        data.frame(roadmap.activities),
        series=filters["series"] if filters.get("series") in SERIES else "main",
        year=year,
        source=data.snapshot_line(),
        registers=roadmap_origin.fed_by(),
        measure=roadmap_origin.measure(year),
        href=partial(to_page, filters),
    )
    drawn = {"series": page.series, "year": str(page.year)}
    head, *rest = roadmap_body(page)
    panel = roadmap_origin.panel(filters.get("origin", ""), page)
    return [dcc.Store(id=shown(RoadmapIds.body), data=drawn), head, beside(rest, panel)]


def to_page(filters: dict[str, str], **changes: str | None) -> str:
    """Return the address of the page with changes."""
    return f"/roadmap{address.search(filters, **changes)}"


for row in roadmap_seed()["indicators"]:
    callback(
        Output(URL, "search", allow_duplicate=True),
        Input(CardIds.origin(RoadmapIds.card(row["id"])), "n_clicks"),
        State(URL, "search"),
        prevent_initial_call=True,
    )(partial(roadmap_origin.open_origin, row["id"]))


@callback(
    Output(URL, "search", allow_duplicate=True),
    Input(RoadmapIds.series, "value"),
    Input(RoadmapIds.year, "value"),
    State(shown(RoadmapIds.body), "data"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def choose(series: str, year: str, drawn: dict[str, str], search: str | None) -> Any:
    """Put a changed filter into the address; what was only drawn again changes nothing."""
    asked = {"series": series, "year": year}
    moved = {key: value for key, value in asked.items() if value != drawn.get(key)}
    return address.search(address.chosen(search), **moved) if moved else no_update


def chosen_year(asked: str, years: list[int], today: date) -> int:
    """Return the asked year when the roadmap has it, else the one nearest to today."""
    if asked.isdecimal() and int(asked) in years:
        return int(asked)
    return min(years, key=lambda year: abs(year - today.year))


def nothing_yet() -> Any:
    """Return what stands where nothing is published yet."""
    return empty_state(
        "Здесь будет дорожная карта программы",
        "Цели по годам и факты рядом с ними. Они появятся вместе с первой загрузкой.",
        "/uploads",
        "Загрузить файлы",
    )
