"""Callback of the overview."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
from dash import Input, Output, callback, html, no_update

from dashboard import address, data, quality, selection, words
from dashboard.components import empty_state, page_head, pill_link
from dashboard.components import home as parts
from dashboard.components.low_results import signs
from dashboard.components.priority import why as reasons
from dashboard.components.quality import freshness_text
from dashboard.ids import URL, HomeIds
from dashboard.session import current_scope, may
from warehouse import priority
from warehouse.queries import achievement, checkpoints, objectivity, overview, provenance
from warehouse.thresholds import setting, threshold

OPEN_STATES = ("overdue", "no_data", "due")
FIRST_CLASSES = 5


@callback(Output(HomeIds.body, "children"), Input(URL, "search"), Input(URL, "pathname"))
def show_home(search: str | None, pathname: str | None = "/") -> Any:
    """Fill the overview for the newest period, or for the one in the address."""
    if pathname != "/":
        return no_update
    chosen = selection.chosen(data.frame(achievement.selections), address.chosen(search))
    if chosen is None:
        return nothing_yet()
    school = data.frame(overview.school)
    of = {"school_year": chosen.school_year, "period": chosen.period, "before": chosen.before}
    support = in_need(data.frame(overview.support, **of), of, first(chosen))
    due = open_points()
    small = int(threshold(data.ledger(), "small_group_count"))
    notable = threshold(data.ledger(), "deviation_points")
    now = of_period(school, chosen.school_year, chosen.period)
    stale = [freshness_text(one) for one in quality.fresh() if one.is_stale]
    facts = [
        chosen.school_year,
        words.period(chosen.period),
        whose(chosen.grades),
        data.snapshot_line(),
        *stale,
    ]
    return [
        page_head(parts.sentence(now, of_period(school, chosen.school_year, chosen.before)), facts, periods(chosen)),
        parts.four_strips(now, support, parts.decision(due, programme_ended()), low_signs()),
        html.Div([html.Div(parts.support(support.head(FIRST_CLASSES)), className="span-8"),
                  html.Div(parts.due_list(due, programme_ended()), className="span-4")], className="grid"),
        parts.changes(data.frame(overview.changes, **of), of, small, notable),
        *newest_loads(),
    ]  # fmt: skip


def whose(grades: tuple[int, ...]) -> str:
    """Return the grades the period is of, «2–9 классы»; "" where a person sees only some classes.

    Quarters and half-years stand in one year: without it the shares of two pages would seem to disagree.
    """
    return words.grades(grades) if current_scope().classes is None else ""


def low_signs() -> list[str]:
    """Return the signs of low results that the newest works raise."""
    found = data.frame(objectivity.low_results, school=data.ledger().school_id)
    newest = found[found["school_year"] == found["school_year"].max()] if len(found) else found
    return signs(newest, threshold(data.ledger(), "low_results_pct"))


def newest_loads() -> list[Any]:
    """Return the newest loads for those who load; a file's name may tell of classes and pupils of others."""
    return [parts.loads(data.frame(provenance.batches, row_limit=5))] if may("upload") else []


def periods(chosen: selection.Chosen) -> list[Any]:
    """Return the periods of the year as links: each can be opened, copied and gone back from."""
    year = chosen.school_year
    return [
        pill_link(
            words.period(p), f"/{address.search({'year': year, 'period': p})}", p == chosen.period
        )
        for p in chosen.periods
    ]


def of_period(school: pd.DataFrame, school_year: str, period: str) -> pd.Series | None:
    """Return the row of the whole school for a period, or None."""
    if not period or school.empty:
        return None
    found = school[(school["school_year"] == school_year) & (school["period"] == period)]
    return found.iloc[0] if len(found) else None


def first(chosen: selection.Chosen) -> pd.DataFrame:
    """Return the classes with a place in the priority, and why: class_name, rank, why, main_why."""
    frame = data.frame(achievement.priority, school_year=chosen.school_year, period=chosen.period)
    base = str(setting(data.ledger(), "base"))
    weights = priority.weights(data.ledger())
    known_pct = threshold(data.ledger(), "priority_known_pct")
    found = priority.ranked(frame, base, weights, known_pct)
    named = found[found["rank"].notna()] if len(found) else found
    rows = named.to_dict("records")
    why = [reasons(row, base, weights) for row in rows]
    main = [reasons(row, base, weights, limit=1) for row in rows]
    ranks = named["rank"].tolist() if len(named) else []
    names = named["class_name"].tolist() if len(named) else []
    return pd.DataFrame({"class_name": names, "rank": ranks, "why": why, "main_why": main})


def in_need(frame: pd.DataFrame, of: dict[str, str], ranked: pd.DataFrame) -> pd.DataFrame:
    """Return classes in the order of the priority; those without a place come after, by who has a «2» or н/а.

    Where no class has a place, the order is the share of pupils with a «2» or н/а, then the gap to
    the parallel.
    """
    if frame.empty:
        return frame
    frame = frame.merge(ranked, on="class_name", how="left")
    share = frame["in_trouble_count"] / frame["pupils_count"].clip(lower=1)
    gap = frame["quality_pct"] - frame["parallel_quality_pct"]
    named = frame.assign(school_year=of["school_year"], period=of["period"], share=share, gap=gap)
    order = ["rank", "share", "gap", "class_name"]
    return named.sort_values(order, ascending=[True, False, True, True])


def programme_ended() -> date | None:
    """Return the last day of the programme where it is over, else None."""
    stages = data.frame(checkpoints.stages)
    last = max(stages["date_to"]).date() if len(stages) else None
    return last if last and last < date.today() else None


def open_points() -> pd.DataFrame:
    """Return the checkpoints that wait for somebody today, the earliest first."""
    states = data.frame(checkpoints.checkpoint_states, as_of=date.today())
    if states.empty:
        return states
    return states[states["state"].isin(OPEN_STATES)].sort_values(["window_to", "checkpoint_id"])


def nothing_yet() -> list[Any]:
    """Return the overview of an empty home."""
    return [
        page_head("Данных пока нет"),
        empty_state(
            "Здесь будет обзор школы: что изменилось, кому нужна поддержка, что на контроле",
            "Начните с отчёта электронного журнала за период.",
            "/uploads" if may("upload") else "",
            "Загрузить журнал",
        ),
    ]
