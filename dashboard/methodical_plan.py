"""What the page of the methodical plan shows: the plans of all communities by month, the fact, the core team."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import data, words
from dashboard.communities import may_write
from dashboard.community_links import LIST, PLAN, Filters, to_form, to_plan
from dashboard.community_list import as_of
from dashboard.community_seen import Seen
from dashboard.community_year import Event, Moment, State
from dashboard.components import button, empty_state, note, page_head, pill_link, section
from dashboard.components import communities as listed
from dashboard.components import community_events as events
from dashboard.components import methodical_plan as parts
from dashboard.components.cards import xlsx_of
from dashboard.session import may

TITLE = "Методический план школы"


def body(seen: Seen, filters: Filters) -> list[Any]:
    """Return the page for the filters of the address: year, among (a community), kind."""
    at = seen.moment(filters.get("year", ""))
    states = seen.states(at)
    whole = [
        event
        for one in states
        for event in one.events
        if event.kind == "plan" and event.is_of(at.school_year)
    ]
    team = section("Педагогическое ядро", *core_team(seen, at), name="core")
    if not whole:
        sentence = f"{TITLE}: пунктов на {at.school_year} пока нет"
        return [
            page_head(sentence, [as_of(at)], pills(seen, states, [], filters, at)),
            nothing_yet(),
            team,
        ]
    found = [one for one in whole if fits(one, filters)]
    rows = events.plan_rows(found, at, seen.found.name, lambda own: seen.found.by_id[own].name)
    facts = [at.school_year, as_of(at), data.snapshot_line()]
    return [
        page_head(parts.sentence(found, at), facts, pills(seen, states, whole, filters, at)),
        parts.four_strips(found, at, seen.found.name),
        actions(),
        *table(seen, rows, filters, at),
        team,
    ]


def nothing_yet() -> html.Div:
    """Return the empty plan: what will be here and how to fill it."""
    return empty_state(
        "Здесь сложится методический план школы: из планов работы всех сообществ, по месяцам, с отметкой о сделанном",
        "Откройте сообщество и добавьте пункты в его план работы.", LIST, "К сообществам")  # fmt: skip


def fits(event: Event, filters: Filters) -> bool:
    """Tell whether an item fits the filters of community and kind."""
    kind = str(event.row["kind"]) if event.row else ""
    return filters.get("among", "") in ("", event.community_id) and filters.get("kind", "") in (
        "",
        kind,
    )


def pills(
    seen: Seen, states: Sequence[State], whole: Sequence[Event], filters: Filters, at: Moment
) -> list[Any]:
    """Return the filters: year, kind, and the communities as links."""
    kinds = sorted({str(one.row["kind"]) for one in whole if one.row and one.row["kind"]})
    year = listed.pill(
        "year", "Учебный год", seen.years or [at.school_year], at.school_year, "plan"
    )
    kind = listed.pill("kind", "Вид", kinds, filters.get("kind", ""), "plan")
    now = filters.get("among", "")
    named = [
        ("", "Все сообщества"),
        *((one.community.community_id, one.community.name) for one in states),
    ]
    links = [pill_link(name, to_plan(filters, among=own), own == now) for own, name in named]
    return [year, kind, html.Span(className="pills-break"), *(links if len(states) > 1 else [])]


def actions() -> html.Div:
    """Return what can be done with the plan."""
    printed: dict[str, Any] = {"data-print": "true"}
    return html.Div([button("Напечатать", kind="plain", **printed),
                     dcc.Link("К сообществам", href=LIST, className="button button-quiet")],
                    className="upload-actions")  # fmt: skip


def table(seen: Seen, rows: pd.DataFrame, filters: Filters, at: Moment) -> list[Any]:
    """Return the plan by month with its XLSX."""
    if rows.empty:
        return [
            note(
                ["Под эти условия не подходит ни один пункт. ", dcc.Link("Показать все", href=PLAN)]
            )
        ]

    def edit(row: Any) -> str:
        own = seen.found.by_id[row["community_id"]]
        return (
            to_form("plan", to_plan(filters), own.community_id, row["line_key"])
            if may_write("plan", own)
            else ""
        )

    title = f"{TITLE}, {at.school_year}"
    sheet = xlsx_of("methodical-plan-table", title, rows.drop(columns=["row"]), events.PLAN_COLUMNS,
                    data.snapshot_line())  # fmt: skip
    return [events.plan_table(rows, True, edit), *sheet]


def core_team(seen: Seen, at: Moment) -> list[Any]:
    """Return who leads the programme in the school on the day."""
    rows = [row for row in seen.found.of("core_team") if row["teacher_id"] and _is_in(row, at)]
    add = [
        dcc.Link("Добавить участника ядра", href=to_form("core_team", PLAN), className="quiet-link")
    ]
    ways = add if may("staff") else []
    if not rows:
        return [html.P("Кто ведёт программу в школе, ещё не названо.", className="muted"), *ways]
    named = sorted((seen.found.name(row["teacher_id"]), row) for row in rows)
    told = [parts.core_member(name, row, to_form("core_team", PLAN, "", row["line_key"]) if may("staff") else "")
            for name, row in named]  # fmt: skip
    return [
        html.Ul(told, className="plain-list"),
        html.P(f"На {words.day(at.day)}.", className="muted"),
        *ways,
    ]


def _is_in(row: Any, at: Moment) -> bool:
    has_begun = row["date_from"] is None or row["date_from"] <= at.day
    return has_begun and (row["date_to"] is None or row["date_to"] >= at.day)
