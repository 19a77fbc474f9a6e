"""What the page of communities shows: who meets by plan, the map of months, the cards, who visited whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import dash
import pandas as pd
from dash import dcc, html

from dashboard import community_origin, data, words
from dashboard.communities import Community, may_write
from dashboard.community_links import LIST, PLAN, Filters, to_form, to_list, to_one
from dashboard.community_seen import Seen
from dashboard.community_year import Moment, State
from dashboard.components import communities as parts
from dashboard.components import community_map as drawn
from dashboard.components import community_words as say
from dashboard.components import empty_state, note, page_head, pill_link, section
from dashboard.components.cards import xlsx_of
from dashboard.components.tables import Column, data_table
from dashboard.figures import community_months, visit_matrix
from dashboard.figures.visit_matrix import Person
from dashboard.ids import CommunityIds
from dashboard.origin import beside
from dashboard.session import current_user, may
from warehouse.queries import communities as queries
from warehouse.studies.records import GROUP_SIZE, Study
from warehouse.studies.steps import done_count, is_finished, step_now, steps

WAITING = "Сводка по месяцам пересчитывается, страница обновится сама."
WAYS = ((PLAN, "Методический план школы"), ("/lesson-studies", "Исследование урока"),
        ("/path", "От дефицита к результату"), ("/practices", "Практики"),
        ("/documents", "Документы программы"))  # fmt: skip


def body(seen: Seen, filters: Filters) -> list[Any]:
    """Return the page for the filters of the address: year, strategy, literacy, kind, among, origin."""
    if not seen.found.all:
        return [page_head("Сообществ пока нет"), nothing_yet()]
    at = seen.moment(filters.get("year", ""))
    states = [one for one in seen.states(at) if fits(one.community, filters)]
    main = view(seen, filters, at, states) if states else [none_fit()]
    panel = community_origin.panel(seen, at, filters)
    return [head(seen, at, states, filters), beside(main, panel)]


def nothing_yet() -> html.Div:
    """Return the empty page: what will be here and how to fill it."""
    return empty_state(
        "Здесь будут сообщества школы: кто в каком, встречи, взаимопосещения, исследования уроков и что дальше",
        "Создайте сообщество здесь или загрузите таблицу по шаблону." if may("staff") else
        "Сообщества создаёт методист; как только они появятся, вы увидите их здесь.",
        to_form("community") if may("staff") else "", "Создать сообщество",
    )  # fmt: skip


def none_fit() -> html.Div:
    """Return what stands where no community fits the filters."""
    reset = dcc.Link("Показать все", href=LIST)
    return note(["Под эти условия не подходит ни одно сообщество. ", reset])


def fits(one: Community, filters: Mapping[str, str]) -> bool:
    """Tell whether a community fits the filters of strategy and literacy."""
    return all(
        filters.get(name, "") in ("", str(one.row[name])) for name in ("strategy", "literacy")
    )


def head(seen: Seen, at: Moment, states: Sequence[State], filters: Filters) -> html.Header:
    """Return the head: the sentence, on which day it is true, the filters."""
    sentence = parts.sentence(states) if states else "Таких сообществ нет"
    choices = {"year": seen.years, **{name: said(seen, name) for name in ("strategy", "literacy")}}
    asked = {**filters, "year": at.school_year}
    mine = seen.found.own(current_user().teacher_id, at.day)
    links = [dcc.Link(one.name, href=to_one(one.community_id)) for one in mine]
    own = [html.Span(["вы участник: ", *links])] if links else []
    facts = [at.school_year, as_of(at), *own, data.snapshot_line()]
    return page_head(sentence, facts, parts.filters(asked, choices))


def said(seen: Seen, name: str) -> list[str]:
    """Return what communities say of a column, А–Я."""
    return sorted({str(one.row[name]) for one in seen.found.all if one.row[name]})


def as_of(at: Moment) -> str:
    """Return on which day the page is true."""
    if at.is_over:
        return f"на {words.day(at.day)}, последний день с{words.NBSP}записями этого года"
    return f"на {words.day(at.day)}"


def view(seen: Seen, filters: Filters, at: Moment, states: list[State]) -> list[Any]:
    """Return the strips, the ways, the map, the cards, the matrix and the table of the year."""
    source = data.snapshot_line()
    activity = of_year(data.frame(queries.activity), at, states)
    return [
        parts.four_strips(states, attended(activity), seen.found.name),
        ways(),
        *([note(WAITING)] if data.is_waiting() else []),
        map_card(filters, at, states, source),
        parts.cards([card(seen, one) for one in states], to_list(filters)),
        visits_card(seen, filters, at, states, source),
        table(activity, source),
    ]


def ways() -> html.Div:
    """Return the ways to what stands beside."""
    known = {page["path"] for page in dash.page_registry.values()}
    quiet = "button button-quiet"
    new = [
        dcc.Link("Создать сообщество", href=to_form("community"), className="button button-main")
    ]
    offered = [
        dcc.Link("Предложить составы по дефицитам", href="/community-proposal", className=quiet)
    ]
    links = [dcc.Link(label, href=path, className=quiet) for path, label in WAYS if path in known]
    mine = [*new, *(offered if "/community-proposal" in known else [])] if may("staff") else []
    return html.Div([*mine, *links], className="quiet-row register-ways")


def of_year(activity: pd.DataFrame, at: Moment, states: Iterable[State]) -> pd.DataFrame:
    """Return the rows of `mart_community_activity` of the year and the communities shown."""
    if activity.empty:
        return activity
    own = [one.community.community_id for one in states]
    return activity[
        (activity["school_year"] == at.school_year) & activity["community_id"].isin(own)
    ]


def attended(activity: pd.DataFrame) -> tuple[int, int]:
    """Return how many came to the meetings held, and how many were expected."""
    if activity.empty:
        return 0, 0
    return int(activity["attended_count"].sum()), int(activity["expected_count"].sum())


def map_card(filters: Filters, at: Moment, states: list[State], source: str) -> html.Article:
    """Return the map of activity by month, of the kind of event that the address names."""
    kind = filters.get("kind", say.ALL) if filters.get("kind") in say.SHOWN else say.ALL
    frame = data.frame(queries.months)
    if len(frame) and kind != say.ALL:
        frame = frame[frame["kind"] == kind]
    named = [(one.community.community_id, one.community.name) for one in states]
    found = community_months.months(frame, named, at.school_year, None if at.is_over else at.day)
    return drawn.map_card(found, kind, source, parts.kinds(kind, partial(to_list, filters)))


def card(seen: Seen, one: State) -> parts.Card:
    """Return what the card of a community tells."""
    own, at = one.community, one.at
    cycles = open_studies(seen, own.community_id)
    coming = say.next_steps(one, cycles, seen.found.name)
    classes = [
        row["class_name"] for row in own.of("classes") if row["school_year"] == at.school_year
    ]
    tutor = words.short_name(seen.found.name(own.tutor_id)) if own.tutor_id else ""
    return parts.Card(
        one, len(own.members(at.day)), tutor, list(dict.fromkeys(classes)),
        coming[0] if coming and one.is_open else say.nothing_next(one), study_steps(seen, own.community_id, at),
        may_write("meetings", own), GROUP_SIZE,
    )  # fmt: skip


def open_studies(seen: Seen, community_id: str) -> list[tuple[Study, int]]:
    """Return the lesson studies of a community that go on, with the step that each is at."""
    found = [(one, steps(one)) for one in seen.studies_of(community_id) if not one.cycle.stopped_on]
    return [(one, step_now(own)) for one, own in found if not is_finished(own)]


def study_steps(seen: Seen, community_id: str, at: Moment) -> tuple[int, int]:
    """Return how many steps of the year's lesson studies are done, and how many there are."""
    found = [
        steps(one)
        for one in seen.studies_of(community_id)
        if one.cycle.school_year == at.school_year
    ]
    return sum(map(done_count, found)), sum(map(len, found))


def visits_card(
    seen: Seen, filters: Filters, at: Moment, states: list[State], source: str
) -> html.Section:
    """Return the matrix of who visited whom: of all communities, or of the one that the address names."""
    shown = [
        one for one in states if filters.get("among") in (None, "", one.community.community_id)
    ] or states
    found = matrix(seen, shown, at)
    all_in = len(shown) == len(states)
    switch = [pill_link("Все сообщества", to_list(filters, among=None), all_in)] + [
        pill_link(one.community.name, to_list(filters, among=one.community.community_id),
                  not all_in and one is shown[0]) for one in states
    ]  # fmt: skip
    if not found.people:
        return section("Кто у кого был на уроке", note("Участники сообществ ещё не названы."))
    return section("Кто у кого был на уроке", drawn.visits_card(found, source, switch if len(states) > 1 else []),
                   name="visits")  # fmt: skip


def matrix(seen: Seen, shown: Sequence[State], at: Moment) -> visit_matrix.Matrix:
    """Return the matrix of the members of communities and of everybody in their visits of the year."""
    name, people = seen.found.name, dict[int, Person]()
    for one in shown:
        for own in one.community.members(at.day):
            first = people.get(own) or Person(own, name(own), one.community.name)
            people[own] = replace(first, others=first.others | {one.community.name})
    visits = [
        event
        for one in shown
        for event in one.events
        if event.kind == "visit" and event.is_of(at.school_year)
    ]
    rows = [event.row for event in visits if event.row]
    for own in (row[part] for row in rows for part in ("teacher_id", "partner_id") if row[part]):
        people.setdefault(own, Person(own, name(own)))
    told = [
        (row["teacher_id"] or 0, row["partner_id"] or 0, row["date_to"], row["date_to"] is None)
        for row in rows
    ]
    return visit_matrix.matrix(people.values(), told)


def table(activity: pd.DataFrame, source: str) -> html.Section:
    """Return the year of the communities as a table with its XLSX."""
    title = "Сообщества за год"
    if activity.empty:
        return section(
            title, note("Сводка за год появится через несколько секунд после первой записи.")
        )
    sheet = xlsx_of(CommunityIds.years, title, activity, SHEET_COLUMNS, source)
    table = html.Div(data_table(activity, YEAR_COLUMNS), className="year-table")
    return section(title, table, *sheet, name="year")


def _of(held: str, planned: str) -> Any:
    def told(row: Mapping[Any, Any]) -> str:
        done, meant = int(row[held]), int(row[planned])
        if not meant:
            return f"{done} без{words.NBSP}плана" if done else "—"
        return say.of(done, meant)

    return told


def _attendance(row: Mapping[Any, Any]) -> str:
    if not row["expected_count"]:
        return words.NO_DATA
    counts = say.of(int(row["attended_count"]), int(row["expected_count"]))
    return f"{counts} ({words.percent(row['attendance_pct'], 0)})"


def _named(row: Mapping[Any, Any]) -> dcc.Link:
    return dcc.Link(row["community_name"], href=to_one(row["community_id"]))


YEAR_COLUMNS = (
    Column("community_name", "Сообщество", show=_named),
    Column("members_count", "Участников за год", "count"),
    Column("meetings_held", "Встречи", "count", show=_of("meetings_held", "meetings_planned")),
    Column("attendance_pct", "Были на встречах", "share", show=_attendance),
    Column("visits_held", "Взаимопосещения", "count", show=_of("visits_held", "visits_planned")),
    Column("plan_held", "План работы", "count", show=_of("plan_held", "plan_planned")),
    Column("steps_done", "Шаги исследований урока", "count", show=_of("steps_done", "steps_total")),
    Column("last_held_on", "Последнее событие", "day"),
)
SHEET_COLUMNS = (
    Column("community_name", "Сообщество"),
    Column("members_count", "Участников за год", "count"),
    Column("meetings_planned", "Встречи намечены", "count"),
    Column("meetings_held", "Встречи прошли", "count"),
    Column("expected_count", "Ждали на встречах", "count"),
    Column("attended_count", "Были на встречах", "count"),
    Column("attendance_pct", "Были на встречах, %", "share"),
    Column("visits_planned", "Посещения намечены", "count"),
    Column("visits_held", "Посещения прошли", "count"),
    Column("plan_planned", "Пункты плана", "count"),
    Column("plan_held", "Выполнено", "count"),
    Column("lesson_studies_count", "Исследования урока", "count"),
    Column("steps_done", "Шаги пройдены", "count"),
    Column("steps_total", "Всего шагов", "count"),
    Column("last_held_on", "Последнее событие", "day"),
)
