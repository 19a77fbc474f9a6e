"""Callbacks of the roadmap page."""

from __future__ import annotations

from datetime import date
from typing import Any

from dash import Input, Output, State, callback, no_update

from dashboard import address, data
from dashboard.components import empty_state
from dashboard.components.roadmap import SERIES, Roadmap, roadmap_body
from dashboard.ids import URL, RoadmapIds
from warehouse.queries import roadmap


@callback(Output(RoadmapIds.body, "children"), Input(URL, "search"))
def show_roadmap(search: str | None) -> Any:
    """Fill the page from the address: `series` (main, school) and `year`."""
    by_year = data.frame(roadmap.by_year)
    if by_year.empty:
        return nothing_yet()
    filters = address.chosen(search)
    years = [int(year) for year in by_year.year]
    page = Roadmap(
        by_year,
        data.frame(roadmap.indicators),
        data.frame(roadmap.activities),
        series=filters["series"] if filters.get("series") in SERIES else "main",
        year=chosen_year(filters.get("year", ""), years, date.today()),
        source=data.snapshot_line(),
    )
    return roadmap_body(page)


@callback(
    Output(URL, "search", allow_duplicate=True),
    Input(RoadmapIds.series, "value"),
    Input(RoadmapIds.year, "value"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def choose(series: str | None, year: str | None, search: str | None) -> Any:
    """Put a changed filter into the address; an address that says so already stays."""
    filters = address.chosen(search)
    asked = address.search(filters, series=series, year=year)
    shown = {"series": "main", "year": year, **filters}
    return no_update if shown == address.chosen(asked) else asked


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
