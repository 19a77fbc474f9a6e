"""What a community did and plans: the timeline of meetings, visits and lessons, and its plan of work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import theme, words
from dashboard.community_links import to_list
from dashboard.components import community_words as say
from dashboard.components.page import section
from dashboard.components.states import note
from dashboard.components.tables import Column, data_table

FIRST = 8
STATES = {"held": ("●", "состоялось"), "missed": ("▲", "не состоялось"), "ahead": ("○", "впереди")}


@dataclass(frozen=True)
class Ways:
    """How to name people and where to change a line: `edit(row)` is an address, "" where it may not be."""

    name: say.Names
    edit: Callable[[Any], str]


def state_of(one: Any, at: Any) -> str:
    """Return how an event stands at a moment: held, missed, ahead."""
    if one.held_on is not None:
        return "held"
    return "ahead" if at.is_ahead(one) else "missed"


def timeline(one: Any, ways: Ways) -> html.Section:
    """Return the meetings, visits and lessons of the year: what is ahead, then what was, the newest first."""
    events = [
        event for event in one.events if event.kind != "plan" and event.is_of(one.at.school_year)
    ]
    if not events:
        return section(
            "Встречи, посещения, уроки",
            note("За этот учебный год записей ещё нет."),
            name="events",
        )
    ahead = sorted((e for e in events if state_of(e, one.at) == "ahead"), key=lambda e: e.day)
    past = sorted(
        (e for e in events if state_of(e, one.at) != "ahead"), key=lambda e: e.day, reverse=True
    )
    visited = to_list({"year": one.at.school_year, "among": one.community.community_id})
    parts = [
        html.P(dcc.Link("Кто у кого был на уроке", href=f"{visited}#visits")),
        *([html.H3("Впереди"), _list(ahead, one.at, ways)] if ahead else []),
        *([html.H3("Было"), *_past(past, one.at, ways)] if past else []),
    ]
    return section("Встречи, посещения, уроки", *parts, name="events")


def _past(events: Sequence[Any], at: Any, ways: Ways) -> list[Any]:
    shown, rest = events[:FIRST], events[FIRST:]
    if not rest:
        return [_list(shown, at, ways)]
    title = f"Ещё {words.plural(len(rest), 'запись', 'записи', 'записей')} этого года"
    return [
        _list(shown, at, ways),
        html.Details([html.Summary(title), _list(rest, at, ways)], className="more"),
    ]


def _list(events: Sequence[Any], at: Any, ways: Ways) -> html.Ol:
    return html.Ol([_item(event, at, ways) for event in events], className="community-events")


def _item(event: Any, at: Any, ways: Ways) -> html.Li:
    state = state_of(event, at)
    sign, told = STATES[state]
    parts: list[Any] = [
        html.Span(sign, className="state-sign", title=told), " ",
        html.Span(words.day(event.day), className="event-day"), " — ", html.Strong(_title(event, ways)),
        *([f" · {told}"] if state == "missed" else []), *_moved(event),
    ]  # fmt: skip
    where = ways.edit(event.row) if event.row is not None else ""
    edit = [dcc.Link("Изменить", href=where, className="quiet-link")] if where else []
    head = html.Div([html.P(parts), *edit], className="event-head")
    return html.Li([head, *_details(event, ways)], className=f"is-{state}")


def _title(event: Any, ways: Ways) -> Any:
    title = say.event(event, ways.name)
    title = title[:1].upper() + title[1:]
    if event.kind == "lesson":
        return dcc.Link(title, href=f"/lesson-study/{event.lesson[0].cycle.study_id}")
    kind = event.row["kind"]
    return f"{title} ({kind})" if event.kind == "meeting" and kind and kind != "встреча" else title


def _moved(event: Any) -> list[str]:
    if (
        event.kind == "lesson"
        or not event.held_on
        or not event.planned_on
        or event.held_on == event.planned_on
    ):
        return []
    return [f" · было намечено на {words.day(event.planned_on)}"]


def _details(event: Any, ways: Ways) -> list[Any]:
    row = event.row
    if row is None:
        return []
    came = ", ".join(words.short_name(ways.name(one)) for one in row["people"])
    about = ", ".join(
        filter(
            None, [row["class_name"], row["subject"], row["title"] if event.kind == "visit" else ""]
        )
    )
    decided = [line for line in (row["result"] or "").splitlines() if line.strip()]
    told = [
        html.P(about, className="muted") if about else None,
        html.P(f"Были: {came}") if came else None,
        _decided(decided, event.kind) if decided else None,
        html.P(f"Почему: {row['reason']}") if row["reason"] else None,
        html.P(row["note"], className="muted") if row["note"] and event.kind == "meeting" else None,
    ]
    return [part for part in told if part is not None]


def _decided(lines: Sequence[str], kind: str) -> Any:
    label = "Решили" if kind == "meeting" else "Вывод"
    if len(lines) == 1:
        return html.P(f"{label}: {lines[0]}")
    return html.Div([html.P(f"{label}:"), html.Ul([html.Li(line) for line in lines])])


def plan_rows(
    events: Sequence[Any], at: Any, name: say.Names, called: Callable[[str], str]
) -> pd.DataFrame:
    """Return items of plans as rows in order of terms: month, planned_on, title, kind, community_name,
    responsible, state, held_on, result, line_key, community_id."""
    rows = [
        {
            "month": month(event), "planned_on": event.planned_on, "title": event.row["title"],
            "kind": event.row["kind"] or "", "community_name": called(event.community_id),
            "responsible": words.short_name(name(event.row["teacher_id"])) if event.row["teacher_id"] else "",
            "state": state_of(event, at), "held_on": event.held_on, "result": event.row["result"] or "",
            "line_key": event.row["line_key"], "community_id": event.community_id, "row": event.row,
        }
        for event in sorted(events, key=lambda one: (one.planned_on or one.day, one.row["title"]))
    ]  # fmt: skip
    columns = ["month", "planned_on", "title", "kind", "community_name", "responsible", "state", "held_on", "result",
               "line_key", "community_id", "row"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def month(event: Any) -> str:
    """Return the month that an item of a plan stands in: «октябрь 2023»."""
    day = event.planned_on or event.day
    return f"{theme.month(day.month)}{words.NBSP}{day.year}"


def plan_table(
    rows: pd.DataFrame, has_community: bool, edit: Callable[[Any], str] | None = None
) -> html.Div:
    """Return the plan by month with the fact beside it; `edit(row)` is the address to change an item."""
    labels = ["Срок", "Что делаем", "Вид", *(["Сообщество"] if has_community else []), "Ответственный", "Факт",
              "Результат"]  # fmt: skip
    head = html.Thead(html.Tr([html.Th(label, scope="col") for label in labels]))
    body: list[Any] = []
    for name, own in groupby(rows.to_dict("records"), key=lambda row: row["month"]):
        items = list(own)
        done = sum(row["state"] == "held" for row in items)
        told = f"{name[:1].upper()}{name[1:]} — сделано {say.of(done, len(items))}"
        body.append(
            html.Tr(html.Th(told, colSpan=len(labels), scope="rowgroup"), className="is-group")
        )
        body += [_plan_row(row, labels, has_community, edit) for row in items]
    return html.Div(
        html.Table([head, html.Tbody(body)], className="plan-table"),
        className="table-box",
        tabIndex=0,
    )


def _plan_row(
    row: Any, labels: Sequence[str], has_community: bool, edit: Callable[[Any], str] | None
) -> html.Tr:
    where = edit(row) if edit else ""
    title = dcc.Link(row["title"], href=where, title="Изменить") if where else row["title"]
    sign, told = STATES[row["state"]]
    told = f"выполнено {words.day(row['held_on'])}" if row["state"] == "held" else (
        "не выполнено" if row["state"] == "missed" else told)  # fmt: skip
    cells = [words.day(row["planned_on"]), title, row["kind"] or "—",
             *([row["community_name"]] if has_community else []), row["responsible"] or "не назван",
             [html.Span(sign, className="state-sign"), f" {told}"], row["result"] or "—"]  # fmt: skip
    spoken = [{"data-label": label} for label in labels]
    return html.Tr(
        [html.Td(cell, className="is-none" if cell == "—" else "", **said)  # type: ignore[arg-type]
         for cell, said in zip(cells, spoken, strict=True)],
        className=f"is-{row['state']}",
    )  # fmt: skip


PLAN_COLUMNS = (
    Column("month", "Месяц"),
    Column("planned_on", "Срок", "day"),
    Column("title", "Что делаем"),
    Column("kind", "Вид"),
    Column("community_name", "Сообщество"),
    Column("responsible", "Ответственный"),
    Column("held_on", "Выполнено", "day"),
    Column("result", "Результат"),
)


def meeting_table(meetings: Sequence[Any], at: Any) -> html.Div:
    """Return the meetings of a year with the day planned and the day held, for the paper."""
    rows = [
        {"planned_on": one.planned_on, "title": one.row["title"], "kind": one.row["kind"] or "встреча",
         "state": state_of(one, at), "held_on": one.held_on}
        for one in sorted(meetings, key=lambda one: one.planned_on or one.day)
    ]  # fmt: skip
    return data_table(pd.DataFrame(rows), MEETING_COLUMNS)


def _fact(row: Any) -> str:
    sign, told = STATES[row["state"]]
    return f"{sign} {words.day(row['held_on']) if row['state'] == 'held' else told}"


MEETING_COLUMNS = (
    Column("planned_on", "Намечена", show=lambda r: "вне плана" if words.is_missing(r["planned_on"]) else
           words.day(r["planned_on"])),
    Column("title", "Тема"),
    Column("kind", "Вид"),
    Column("held_on", "Факт", show=_fact),
)  # fmt: skip
