"""Callbacks of the page of a pupil."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
from dash import Input, Output, State, callback, dcc, html, no_update

from dashboard import address, data, guard, kinship, origin, selection
from dashboard.components import empty_state, page_head, pill_select
from dashboard.components import pupil as parts
from dashboard.figures.timeline import timeline
from dashboard.ids import TOAST, URL, PupilIds, shown
from dashboard.session import current_user, may
from warehouse.accounts import audit
from warehouse.queries import pupils


@callback(
    Output(PupilIds.body, "children"),
    Input(URL, "search"),
    Input(PupilIds.body + "-of", "data"),
    Input(PupilIds.version, "data"),
)
def show_pupil(search: str | None, pupil_id: str, _version: int = 0) -> Any:
    """Fill the page of a pupil; who opened it is logged. An id that was joined to another leads on."""
    person = person_of(pupil_id)
    classes = data.frame(pupils.classes, pupil_id=person) if person else pd.DataFrame()
    if classes.empty:
        return nobody()
    filters = address.chosen(search)
    if not filters.get("cell"):
        audit(guard.accounts().ledger, current_user().login, "view", f"pupil {pupil_id}")
    return page(person, classes, filters)


def person_of(pupil_id: str) -> int:
    """Return the pupil that an id leads to; 0 for what is no id."""
    if not pupil_id.isdigit() or len(pupil_id) > 18:
        return 0
    found = data.frame(pupils.person, pupil_id=int(pupil_id))
    return int(found["person_id"][0]) if len(found) else int(pupil_id)


def page(pupil_id: int, classes: pd.DataFrame, filters: dict[str, str]) -> list[Any]:
    """Return the page of a pupil in the chosen year."""
    years = sorted(set(classes["school_year"]), reverse=True)
    year = filters["year"] if filters.get("year") in years else years[0]
    now = classes[classes["school_year"] == year].iloc[0]
    groups = data.frame(pupils.groups, pupil_id=pupil_id)
    marks = data.frame(pupils.period_marks, pupil_id=pupil_id, school_year=year)

    current = data.frame(pupils.marks, pupil_id=pupil_id, school_year=year)

    def href(row: Any) -> str:
        return f"/pupil/{pupil_id}{address.search(filters, cell=origin.cell_address(row))}"

    side = None
    if filters.get("cell"):
        side = origin.cell_from(
            filters["cell"], f"/pupil/{pupil_id}{address.search(filters, cell=None)}"
        )
    periods = selection.in_order(list(marks["period"])) if len(marks) else []
    body = [
        parts.period_marks(marks, periods, href),
        parts.current_marks(
            current, timeline(current), href, f"Источник: журнал · {data.snapshot_line()}"
        ),
        parts.absences(data.frame(pupils.absences, pupil_id=pupil_id, school_year=year)),
        parts.way(classes, groups, split_ways(pupil_id, classes, filters)),
    ]
    grid = [html.Div(body, className="page-body span-8" if side else "page-body span-12")]
    grid += [html.Div(side, className="span-4")] if side else []
    facts = [now["class_name"], year, data.snapshot_line(), "открытие этой страницы записано"]
    pills = [pill_select(PupilIds.year, "Год", years, year)]
    drawn = dcc.Store(id=shown(PupilIds.body), data={"year": year})
    return [drawn, page_head(parts.sentence(now["full_name"], newest_group(groups, year)), facts, pills),
            html.Div(grid, className="grid")]  # fmt: skip


def split_ways(
    pupil_id: int, classes: pd.DataFrame, filters: dict[str, str]
) -> parts.Splits | None:
    """Return how to say that from a class on this is another pupil, for those who may."""
    if not may("upload") or len(classes) < 2:
        return None
    link = partial(_to_pupil, pupil_id, filters)
    return parts.Splits(filters.get("split", ""), lambda place: link(split=place), link(split=None))


def _to_pupil(pupil_id: int, filters: dict[str, str], **changes: str | None) -> str:
    return f"/pupil/{pupil_id}{address.search(filters, **changes)}"


@callback(
    Output(URL, "search", allow_duplicate=True),
    Output(TOAST, "children", allow_duplicate=True),
    Input(PupilIds.split, "n_clicks"),
    State(PupilIds.body + "-of", "data"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def split(clicks: int | None, pupil_id: str, search: str | None) -> Any:
    """Say that from the class in the address on this is another pupil."""
    if not clicks or not may("upload"):
        return no_update, no_update
    filters = address.chosen(search)
    school_year, _, class_name = filters.get("split", "").partition(" ")
    record = kinship.split(person_of(pupil_id), school_year, class_name)
    said = parts.split_said(record is not None)
    return address.search(filters, split=None), said


def newest_group(groups: pd.DataFrame, year: str) -> pd.Series | None:
    """Return the group of the newest term of a year, or None."""
    mine = groups[groups["school_year"] == year] if len(groups) else groups
    if mine.empty:
        return None
    period = selection.newest(dict.fromkeys(mine["period"], 1))
    return mine[mine["period"] == period].iloc[0]


@callback(
    Output(URL, "search", allow_duplicate=True),
    Input(PupilIds.year, "value"),
    State(shown(PupilIds.body), "data"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def choose_year(year: str | None, drawn: dict[str, str], search: str | None) -> Any:
    """Put the year into the address."""
    if not year or drawn.get("year") == year:
        return no_update
    return address.search(address.chosen(search), year=year, cell=None)


@callback(
    Output(URL, "search", allow_duplicate=True),
    Output(PupilIds.timeline, "clickData"),
    Input(PupilIds.timeline, "clickData"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def open_mark(clicked: dict[str, Any] | None, search: str | None) -> Any:
    """Open the cell of a clicked mark; forget the click."""
    told = (clicked or {"points": [{}]})["points"][0].get("customdata")
    if not told:
        return no_update, no_update
    place = ":".join(str(part) for part in told[:4])
    return address.search(address.chosen(search), cell=place), None


def nobody() -> list[Any]:
    """Return what stands for a pupil who is not there, or not in this person's classes."""
    return [
        page_head("Ученик"),
        empty_state(
            "Такого ученика в ваших классах нет",
            "Страницы учеников видят их учителя, заместители и директор.",
            "/achievement",
            "К классам",
        ),
    ]
