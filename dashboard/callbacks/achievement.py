"""Callbacks of the achievement page: the address says everything, a change only rewrites it."""

from __future__ import annotations

from typing import Any

from dash import Input, Output, State, callback, ctx, dcc, no_update

from dashboard import address, selection
from dashboard.asked import asked_of, choice, view_of
from dashboard.callbacks import cohorts, comparison, heatmap, priority
from dashboard.callbacks.origins import opens_origin
from dashboard.components import empty_state, page_head
from dashboard.ids import URL, AchievementIds, shown
from dashboard.session import may

BODIES = {
    "classes": heatmap.body,
    "parallels": heatmap.body,
    "cohorts": cohorts.body,
    "comparison": comparison.body,
    "priority": priority.body,
}


@callback(Output(AchievementIds.body, "children"), Input(URL, "search"), State(URL, "pathname"))
def show_achievement(search: str | None, pathname: str | None = "/achievement") -> Any:
    """Fill the page from the address: view, year, period, grade, metric, base and what a view adds."""
    if pathname != "/achievement":
        return no_update
    filters = address.chosen(search)
    chosen = choice(filters)
    if chosen is None:
        return nothing_yet()
    return [drawn(filters, chosen), *BODIES[view_of(filters)](filters, chosen)]


def drawn(filters: dict[str, str], chosen: selection.Chosen) -> dcc.Store:
    """Return what the page shows, so that a filter drawn again is not taken for a choice."""
    asked = asked_of(filters, chosen)
    said = {"year": chosen.school_year, "period": chosen.period, "grade": str(asked.grade or "all"),
            "metric": asked.metric, "base": asked.base}  # fmt: skip
    return dcc.Store(id=shown(AchievementIds.body), data=said)


@callback(
    Output(URL, "search", allow_duplicate=True),
    Input(AchievementIds.year, "value"),
    Input(AchievementIds.period, "value"),
    Input(AchievementIds.grade, "value"),
    Input(AchievementIds.metric, "value"),
    Input(AchievementIds.base, "value"),
    State(shown(AchievementIds.body), "data"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def choose(
    year: str,
    period: str,
    grade: str,
    metric: str,
    base: str,
    drawn: dict[str, str],
    search: str | None,
) -> Any:
    """Put the changed filter into the address; what was only drawn again changes nothing."""
    names = {AchievementIds.year: ("year", year), AchievementIds.period: ("period", period),
             AchievementIds.grade: ("grade", grade), AchievementIds.metric: ("metric", metric),
             AchievementIds.base: ("base", base)}  # fmt: skip
    moved = names.get(ctx.triggered_id)
    if moved is None or moved[1] == drawn.get(moved[0]):
        return no_update
    return address.search(address.chosen(search), **{moved[0]: moved[1], "origin": None})


opens_origin(
    AchievementIds.heatmap,
    AchievementIds.cohorts,
    AchievementIds.comparison,
    AchievementIds.priority,
)


def nothing_yet() -> list[Any]:
    """Return what stands where no period marks are loaded."""
    return [
        page_head("Успеваемость по классам и предметам"),
        empty_state(
            "Здесь будет карта классов и предметов",
            "Самые трудные места окажутся рядом. Нужен один отчёт журнала с отметками за период.",
            "/uploads" if may("upload") else "",
            "Загрузить журнал",
        ),
    ]
