"""What the page of one community shows: passport, events, plan, classes with their numbers, studies, products."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import dash
import pandas as pd
from dash import html

from dashboard import data, words
from dashboard.communities import Community, may_write
from dashboard.community_classes import Supported, supported
from dashboard.community_links import LIST, Filters, to_form, to_one
from dashboard.community_list import WAITING, as_of, open_studies
from dashboard.community_seen import Seen
from dashboard.community_year import Moment, State
from dashboard.components import button, empty_state, note, page_head, pill_link, section
from dashboard.components import communities as listed
from dashboard.components import community as parts
from dashboard.components import community_events as events
from dashboard.components import community_numbers as numbers
from dashboard.components import community_words as say
from dashboard.components.cards import xlsx_of
from dashboard.origin import Number, slice_panel
from dashboard.session import current_scope, current_user, may
from warehouse import vpr_guard
from warehouse.queries import communities as queries
from warehouse.queries.provenance import Slice
from warehouse.studies.records import GROUP_SIZE
from warehouse.studies.steps import done_count, step_now, steps

PLAN = "План работы ПОС"


def body(seen: Seen, community_id: str, filters: Filters) -> list[Any]:
    """Return the page of a community for the filters of the address: year, view (plan: the paper)."""
    if community_id not in seen.found.by_id:
        return [page_head("Такого сообщества нет"), empty_state(
            "Возможно, его убрали или адрес скопирован не целиком", "Откройте список сообществ и выберите его там.",
            LIST, "К списку сообществ")]  # fmt: skip
    one = seen.state(community_id, seen.moment(filters.get("year", "")))
    page = passport(seen, one, filters)
    return paper(page) if filters.get("view") == "plan" else view(seen, page, filters)


def passport(seen: Seen, one: State, filters: Filters) -> parts.Passport:
    """Return what is told of a community."""
    own = one.community
    back = to_one(own.community_id, filters)
    pages = frozenset(page["path"] for page in dash.page_registry.values())
    cycles = [(study, done_count(found), step_now(found))
              for study in seen.studies_of(own.community_id) for found in [steps(study)]]  # fmt: skip
    return parts.Passport(
        one, seen.found.name, members(seen, own, back), cycles, own.of("tasks"), tasks_count(own, one.at), GROUP_SIZE,
        current_scope().teachers is None, partial(add, own, back), partial(edit, own, back),
        to_form("community", back, own.community_id, own.community_id) if may_write("community", own) else "", pages,
    )  # fmt: skip


def add(own: Community, back: str, register: str) -> str:
    """Return the address of a new line of a community, "" where the person may not write it."""
    me = current_user().teacher_id
    is_here = may("staff") or me in own.members()
    return (
        to_form(register, back, own.community_id)
        if is_here and may_write(register, own, me)
        else ""
    )


def edit(own: Community, back: str, row: Any) -> str:
    """Return the address to change a line, "" where the person may not."""
    is_allowed = may_write(row["register"], own, row["teacher_id"])
    return to_form(row["register"], back, own.community_id, row["line_key"]) if is_allowed else ""


def members(seen: Seen, own: Community, back: str) -> list[parts.Member]:
    """Return who is and was a member, the tutor first, then А–Я."""
    rows = [row for row in own.of("members") if row["teacher_id"]]
    found = [_member(seen, own, row, back) for row in rows]
    if own.tutor_id and own.tutor_id not in {row["teacher_id"] for row in rows}:
        tutor = {"teacher_id": own.tutor_id, "role": "тьютор", "date_from": own.row["date_from"],
                 "date_to": own.row["date_to"], "status": ""}  # fmt: skip
        found.append(_member(seen, own, tutor, ""))
    return sorted(found, key=lambda one: (one.role != "тьютор", one.name.replace("ё", "е")))


def _member(seen: Seen, own: Community, row: Any, back: str) -> parts.Member:
    is_tutor = row["teacher_id"] == own.tutor_id
    way = edit(own, back, row) if back else ""
    card = f"/teacher/{row['teacher_id']}" if may("staff") else ""
    role = "тьютор" if is_tutor else row["role"] or "участник"
    return parts.Member(seen.found.name(row["teacher_id"]), role, row["date_from"], row["date_to"], row["status"],
                        way, card)  # fmt: skip


def tasks_count(own: Community, at: Moment) -> int:
    """Return how many members have a development task: counted by the snapshot, for nobody else's is seen here."""
    if current_scope().teachers is None:
        return len({row["teacher_id"] for row in own.of("tasks")} & set(own.members(at.day)))
    found = data.frame(queries.task_counts, day=at.day)
    rows = found[found["community_id"] == own.community_id] if len(found) else found
    return int(rows["teachers_count"].sum()) if len(rows) else 0


def view(seen: Seen, page: parts.Passport, filters: Filters) -> list[Any]:
    """Return the page as a screen."""
    one = page.state
    own, at = one.community.community_id, one.at
    coming = say.next_steps(one, open_studies(seen, own), seen.found.name) if one.is_open else []
    ways = events.Ways(seen.found.name, page.edit_line)
    source = data.snapshot_line()
    facts = [at.school_year, as_of(at), page.row["literacy"], page.row["strategy"], source]
    classes = supported(one.community)
    add_class = parts.add_link(page, "classes", "Добавить класс")
    panel = origin_of(classes, filters, own)
    left = [
        events.timeline(one, ways),
        plan_section(page, one, source),
        numbers.section_of(
            classes, source, vpr_guard.WHY, add_class, current_scope().classes is None
        ),
    ]
    return [
        page_head(parts.sentence(page), facts, pills(seen, one, filters)),
        parts.four_strips(page, coming),
        parts.ways(page),
        *([note(WAITING)] if data.is_waiting() else []),
        html.Div([html.Div(left, className="page-body span-8"),
                  html.Div([panel, parts.passport(page)], className="page-body span-4")], className="grid"),
        parts.studies(page), parts.failures(page), parts.products(page),
    ]  # fmt: skip


def origin_of(classes: Sequence[Supported], filters: Filters, own: str) -> Any:
    """Return «Откуда число?» of the class that the headline speaks of, None where it is not asked for."""
    known = numbers.compared(classes)
    if not filters.get("origin") or not known:
        return None
    one, _, now = known[0]
    of_grade = now["class_name"].isdecimal()
    of = Slice(now["school_year"], now["period"], int(now["class_name"]) if of_grade else None,
               None if of_grade else now["class_name"], one.subject or None)  # fmt: skip
    return slice_panel(Number(of), filters["origin"], partial(to_one, own, filters))


def pills(seen: Seen, one: State, filters: Filters) -> list[Any]:
    """Return the year and the way back to all communities."""
    year = listed.pill("year", "Учебный год", seen.years, one.at.school_year, "one")
    return [year, pill_link("Все сообщества", f"{LIST}?year={one.at.school_year}")]


def plan_of(page: parts.Passport) -> pd.DataFrame:
    """Return the plan of the year as rows."""
    one = page.state
    found = [
        event for event in one.events if event.kind == "plan" and event.is_of(one.at.school_year)
    ]
    return events.plan_rows(found, one.at, page.name, lambda _own: one.community.name)


def plan_section(page: parts.Passport, one: State, source: str) -> html.Section:
    """Return the plan of work of the year by month with its XLSX."""
    rows = plan_of(page)
    add_item = parts.add_link(page, "plan", "Добавить в план")
    if rows.empty:
        return section(
            "План работы", note("План на этот учебный год ещё не составлен."), add_item, name="plan"
        )
    table = events.plan_table(rows, False, lambda row: page.edit_line(row["row"]))
    title = f"План работы {say.quoted(one.community.name)}, {one.at.school_year}"
    sheet = rows.drop(columns=["row"])
    return section("План работы", table, *xlsx_of("community-plan", title, sheet, events.PLAN_COLUMNS, source),
                   add_item, name="plan")  # fmt: skip


def paper(page: parts.Passport) -> list[Any]:
    """Return the plan of work as paper: what the community is, the plan with the fact, the meetings."""
    one, rows = page.state, plan_of(page)
    meetings = [
        event for event in one.events if event.kind == "meeting" and event.is_of(one.at.school_year)
    ]
    printed: dict[str, Any] = {"data-print": "true"}
    back = to_one(one.community.community_id, year=one.at.school_year)
    table = (
        events.plan_table(rows, False)
        if len(rows)
        else note("План на этот учебный год ещё не составлен.")
    )
    return [
        page_head(f"{PLAN} {say.quoted(one.community.name)} на {one.at.school_year} учебный год",
                  [as_of(one.at), data.snapshot_line()]),
        html.Div([button("Напечатать", kind="main", **printed), html.A("К сообществу", href=back,
                  className="button button-quiet")], className="upload-actions"),
        parts.paper_head(page),
        table,
        section("Встречи", events.meeting_table(meetings, one.at)) if meetings else None,
        html.P([html.Span("Тьютор ____________________"), html.Span("Заместитель директора ____________________"),
                html.Span(words.NBSP)], className="signatures only-print"),
    ]  # fmt: skip
