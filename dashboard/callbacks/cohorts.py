"""The cohorts of the achievement page: one class followed through the years."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from dash import html

from dashboard import data, origin, selection, words
from dashboard.asked import Asked, asked_of, to_page, to_views
from dashboard.components import achievement, chart_card, page_head
from dashboard.components import cohorts as parts
from dashboard.figures import cohorts as figures
from dashboard.figures.measures import on_base
from dashboard.ids import AchievementIds
from warehouse.queries import classes, cohorts
from warehouse.queries.provenance import Slice

METRICS = ("quality", "passed")


def body(filters: dict[str, str], chosen: selection.Chosen) -> list[Any]:
    """Return the page of the cohorts whose newest class is in the chosen year."""
    asked = asked_of(filters, chosen)
    if asked.metric not in METRICS:
        asked = replace(asked, metric=METRICS[0])
    frame = on_base(data.frame(cohorts.lines, **asked.slice), asked.base)
    facts = [
        f"до {chosen.school_year}",
        f"{words.period(chosen.period)} каждого года",
        data.snapshot_line(),
    ]
    pills = [
        *achievement.views(to_views(filters)),
        *achievement.filters(asked, chosen, metrics=METRICS),
    ]
    rules = html.P(f"{parts.RULE} {parts.SAME}", className="muted")
    return [
        page_head(parts.sentence(frame, asked.measure), facts, pills),
        parts.four_strips(frame, asked.measure, lost(asked, frame)),
        origin.beside([card(asked, frame), rules], origin_of(filters, asked)),
    ]


def origin_of(filters: dict[str, str], asked: Asked) -> Any:
    """Return the rows behind the newest year of the cohorts; None where nobody asked."""
    if not filters.get("origin"):
        return None
    number = origin.Number(Slice(**asked.slice), asked.metric, asked.base)
    return origin.slice_panel(number, filters["origin"], partial(to_page, filters))


def card(asked: Asked, frame: Any) -> Any:
    """Return the small multiples with their table."""
    return chart_card(
        AchievementIds.cohorts,
        parts.headline(frame, asked.measure),
        parts.unit(asked.measure, asked.base, asked.period),
        figures.cohorts(frame, part=asked.metric),
        frame,
        f"Источник: отметки за период из журнала · {data.snapshot_line()}",
        columns=parts.columns(asked.measure, asked.base),
        min_width=900,
        has_origin=True,
    )


def lost(asked: Asked, frame: Any) -> list[str]:
    """Return the classes of the year that have no year before: new ones, and those made anew."""
    known = data.frame(classes.classes)
    own = known[known["school_year"] == asked.school_year] if len(known) else known
    if asked.grade is not None and len(own):
        own = own[own["grade"] == asked.grade]
    followed = set(frame["newest_class"]) if len(frame) else set()
    return [name for name in own["class_name"] if name not in followed] if len(own) else []
