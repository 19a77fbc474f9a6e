"""First support: the classes in order, the open parts, the weights that can be changed on the spot."""

from __future__ import annotations

from dataclasses import asdict, replace
from functools import partial
from typing import Any

import pandas as pd
from dash import ALL, Input, Output, State, callback, html, no_update

from dashboard import address, data, origin, selection, words
from dashboard.asked import Asked, asked_of, choice, to_page, to_views
from dashboard.components import achievement, chart_card, page_head
from dashboard.components import priority as parts
from dashboard.figures.measures import BASES
from dashboard.ids import URL, AchievementIds, SettingsIds
from dashboard.session import may
from warehouse import priority, thresholds
from warehouse.metrics import catalogue
from warehouse.queries import achievement as queries
from warehouse.queries.provenance import Slice

UNUSED = ("metric",)
SECTION = "Первоочередная поддержка"


def body(filters: dict[str, str], chosen: selection.Chosen) -> list[Any]:
    """Return the page of the priority for a choice."""
    metrics = [m for name, m in catalogue().items() if name.startswith("priority_")]
    weights = [asdict(t) for t in thresholds.thresholds(data.ledger()) if t.section == SECTION]
    ranking = ranking_of(filters, chosen)
    return [
        html.Div(ranking, id=AchievementIds.priority_body, className="page-body"),
        parts.weights(weights, may("settings")),
        parts.meaning(metrics),
    ]


def ranking_of(filters: dict[str, str], chosen: selection.Chosen) -> list[Any]:
    """Return the head, the strips and the ranking as the weights now are."""
    asked = asked_of(filters, chosen)
    weights = priority.weights(data.ledger())
    known_pct = thresholds.threshold(data.ledger(), "priority_known_pct")
    frame = ranked(asked)
    facts = [chosen.school_year, words.period(chosen.period), parts.OWN, data.snapshot_line()]
    pills = [
        *achievement.views(to_views(filters)),
        *achievement.filters(asked, chosen, UNUSED),
    ]
    return [
        page_head(parts.sentence(frame, asked.base, weights, known_pct), facts, pills),
        parts.four_strips(frame, asked.base, weights, known_pct),
        origin.beside([card(asked, frame, weights)], origin_of(filters, asked, weights)),
    ]


def origin_of(filters: dict[str, str], asked: Asked, weights: dict[str, float]) -> Any:
    """Return how the sums were made and the marks behind them; None where nobody asked."""
    if not filters.get("origin"):
        return None
    known = " + ".join(words.trimmed(weight) for weight in weights.values())
    said = f"Сумма: Σ (вес × часть) / Σ весов известных частей; все веса: {known}."
    number = origin.Number(Slice(**asked.slice), "quality", asked.base)
    panel = origin.slice_panel(number, filters["origin"], partial(to_page, filters))
    below = html.P("Ниже: отметки, из которых сложены части.", className="muted")
    return html.Div(
        [html.Div([html.P(said), below], className="card"), panel], className="page-body"
    )


def ranked(asked: Asked) -> pd.DataFrame:
    """Return the classes in the order of need; the places are those of the whole school that may be seen."""
    whole = data.frame(queries.priority, **replace(asked, grade=None).slice)
    weights = priority.weights(data.ledger())
    known_pct = thresholds.threshold(data.ledger(), "priority_known_pct")
    found = priority.ranked(whole, asked.base, weights, known_pct)
    return found if asked.grade is None or found.empty else found[found["grade"] == asked.grade]


def card(asked: Asked, frame: pd.DataFrame, weights: dict[str, float]) -> Any:
    """Return the ranking with its workbook."""
    of = {"school_year": asked.school_year, "period": asked.period}
    first = frame["class_name"].head(3).tolist() if len(frame) else []
    named = (
        f"Сначала {words.listed(first)}"
        if len(frame) and frame["rank"].notna().any()
        else "Части по классам"
    )
    base = BASES[asked.base]
    return chart_card(
        AchievementIds.priority,
        f"{named}: из чего сложилась сумма",
        f"Каждая часть от 0 (не мешает) до 1 · база: {base} · наведите на «нет данных», чтобы узнать, чего не хватает",
        parts.table(frame, asked.base, weights, of),
        frame,
        f"Источник: отметки за период из журнала · {data.snapshot_line()} · расчёт системы, не норма",
        columns=parts.columns(asked.base),
        has_origin=True,
    )


@callback(
    Output(AchievementIds.priority_body, "children"),
    Input(SettingsIds.saved("threshold", ALL), "children"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def weigh_again(saved: list[Any], search: str | None) -> Any:
    """Put the classes in order anew when a weight has been kept; the fields stay as they are."""
    filters = address.chosen(search)
    chosen = choice(filters)
    if chosen is None or not any(saved):
        return no_update
    return ranking_of(filters, chosen)
