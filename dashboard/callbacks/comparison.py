"""Any two periods compared: class × subject along the cohort, and the same pupils."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
from dash import Input, Output, State, callback, dcc, html, no_update

from dashboard import address, data, origin, selection
from dashboard.asked import Asked, asked_of, choice, to_page, to_views
from dashboard.components import achievement, chart_card, page_head
from dashboard.components import comparison as parts
from dashboard.figures import comparison as figures
from dashboard.figures.measures import BASES
from dashboard.ids import URL, AchievementIds, CardIds
from warehouse.queries import achievement as queries
from warehouse.queries import cohorts
from warehouse.queries.cohorts import BORDERS, Share, Sides
from warehouse.queries.provenance import Slice


def body(filters: dict[str, str], chosen: selection.Chosen) -> list[Any]:
    """Return the page of a comparison: the chosen period against the one that the address names."""
    asked = share_of(filters, chosen)
    sides = sides_of(filters, chosen)
    a, b = (sides.a_year, sides.a_period), (sides.b_year, sides.b_period)
    frame = rows(sides, asked)
    comparable = data.frame(cohorts.comparable, sides=sides, grade=asked.grade)
    facts = [
        f"{parts.named(*a)} → {parts.named(*b)}",
        f"база: {BASES[asked.base]}",
        data.snapshot_line(),
    ]
    pills = [*achievement.views(to_views(filters)), *achievement.filters(asked, chosen, metrics=tuple(BORDERS)),
             parts.against(options(), "|".join(a))]  # fmt: skip
    side = origin_of(filters, sides, asked) or panel(filters, frame, sides, asked)
    return [
        page_head(parts.sentence(frame, asked.small, asked.measure), facts, pills),
        parts.four_strips(frame, parts.comparable_words(comparable, a, b), asked.small),
        origin.beside([card(frame, sides, asked)], side),
    ]


def origin_of(filters: dict[str, str], sides: Sides, asked: Asked) -> Any:
    """Return the rows behind the chosen period, or behind the other side of the comparison; None unasked."""
    if not filters.get("origin"):
        return None
    is_other = filters.get("side") == "other"
    year, period = (sides.a_year, sides.a_period) if is_other else (sides.b_year, sides.b_period)
    of = Slice(year, period, asked.grade, filters.get("class"), filters.get("subject"))
    href = partial(to_page, filters)
    page = origin.slice_panel(origin.Number(of, asked.metric, asked.base), filters["origin"], href)
    turned = {"origin": "1", "side": "" if is_other else "other"}
    a, b = parts.named(sides.a_year, sides.a_period), parts.named(sides.b_year, sides.b_period)
    turn = dcc.Link(
        f"То же за {b if is_other else a}", href=href(**turned), className="button button-quiet"
    )
    return html.Div([page, turn], className="page-body")


def rows(sides: Sides, asked: Asked) -> pd.DataFrame:
    """Return the compared cells, the largest falls first."""
    share = Share(asked.metric, asked.base)
    return data.frame(cohorts.compared, sides=sides, share=share, grade=asked.grade)


def share_of(filters: dict[str, str], chosen: selection.Chosen) -> Asked:
    """Return what is asked; a measure that is not a share of pupils gives place to the first that is."""
    asked = asked_of(filters, chosen)
    return asked if asked.metric in BORDERS else replace(asked, metric=next(iter(BORDERS)))


def options() -> list[tuple[str, str]]:
    """Return every (school year, period) that has marks, the newest first."""
    found = data.frame(queries.selections)
    years = sorted(set(found["school_year"]), reverse=True) if len(found) else []
    return [
        (year, period)
        for year in years
        for period in reversed(
            selection.in_order(found[found["school_year"] == year]["period"].tolist())
        )
    ]


def sides_of(filters: dict[str, str], chosen: selection.Chosen) -> Sides:
    """Return the two periods; without a choice, the period before, or the same one a year before."""
    known = options()
    year, _, period = filters.get("against", "").partition("|")
    if (year, period) not in known:
        year, period = _default(chosen, known)
    return Sides(year, period, chosen.school_year, chosen.period)


def _default(chosen: selection.Chosen, known: list[tuple[str, str]]) -> tuple[str, str]:
    if chosen.before:
        return chosen.school_year, chosen.before
    same = [place for place in known if place[1] == chosen.period and place[0] < chosen.school_year]
    return same[0] if same else (chosen.school_year, chosen.period)


def card(frame: pd.DataFrame, sides: Sides, asked: Asked) -> Any:
    """Return the largest changes with the table of all."""
    shown = figures.largest(parts.large(frame, asked.small))
    a, b = parts.named(sides.a_year, sides.a_period), parts.named(sides.b_year, sides.b_period)
    return chart_card(
        AchievementIds.comparison,
        f"Что изменилось: {a} → {b}",
        f"{asked.measure.name.capitalize()} по отметкам, разница в п. п. · база: {BASES[asked.base]} · "
        "десять самых больших снижений и подъёмов, без малых групп",
        figures.changes(shown),
        frame,
        f"Источник: отметки за период из журнала · {data.snapshot_line()}",
        columns=parts.columns(a, b, asked.measure, asked.base),
        has_origin=True,
        is_late=True,
        min_width=figures.MIN_WIDTH,
    )


def panel(filters: dict[str, str], frame: pd.DataFrame, sides: Sides, asked: Asked) -> Any:
    """Return the panel of the class and subject in the address; None without them."""
    name, subject = filters.get("class"), filters.get("subject")
    found = (
        frame[(frame["class_name"] == name) & (frame["subject"] == subject)]
        if len(frame)
        else frame
    )
    if found.empty:
        return None
    return parts.panel(found.iloc[0], asked.measure, {
        "a": parts.named(sides.a_year, sides.a_period),
        "b": parts.named(sides.b_year, sides.b_period),
        "year": sides.b_year,
        "period": sides.b_period,
        "base": asked.base,
        "small": str(asked.small),
        "close": to_page(filters, **{"class": None, "subject": None}),
    })  # fmt: skip


@callback(
    Output(URL, "search", allow_duplicate=True),
    Input(AchievementIds.against, "value"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def choose_against(value: str | None, search: str | None) -> Any:
    """Put the period to compare with into the address; what was only drawn again changes nothing."""
    filters = address.chosen(search)
    chosen = choice(filters)
    if not value or chosen is None:
        return no_update
    sides = sides_of(filters, chosen)
    if value == f"{sides.a_year}|{sides.a_period}":
        return no_update
    return address.search(filters, against=value)


@callback(
    Output(URL, "search", allow_duplicate=True),
    Output(AchievementIds.comparison, "clickData"),
    Input(AchievementIds.comparison, "clickData"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def open_row(clicked: dict[str, Any] | None, search: str | None) -> Any:
    """Open the panel of a clicked bar; forget the click."""
    told = (clicked or {"points": [{}]})["points"][0].get("customdata")
    if not told:
        return no_update, no_update
    return address.search(address.chosen(search), **{"class": told[0], "subject": told[1]}), None


@callback(
    Output(CardIds.table(AchievementIds.comparison), "children"),
    Input(CardIds.toggle(AchievementIds.comparison), "n_clicks"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def show_table(clicks: int | None, search: str | None) -> Any:
    """Fill the table of all changes when it is opened."""
    filters = address.chosen(search)
    chosen = choice(filters)
    if clicks != 1 or chosen is None:
        return no_update
    page = to_page(filters, **{"class": None, "subject": None})
    asked = share_of(filters, chosen)
    found = rows(sides_of(filters, chosen), asked)
    return parts.twin_table(found, page + "&class={class_name}&subject={subject}", asked.measure)
