"""Callbacks of the page of practices: projects with their reviews, the bank, where experience was shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
from dash import ALL, Input, Output, State, callback, dcc, html, no_update
from dash.exceptions import PreventUpdate

from dashboard import address, data, origin, practices, projects, words
from dashboard.callbacks.origins import opens_origin
from dashboard.callbacks.project_reviews import PATH, link, project_view
from dashboard.communities import Communities, communities, may_write
from dashboard.components import empty_state, page_head, pill_select
from dashboard.components import practices as parts
from dashboard.ids import URL, PracticeIds, shown
from dashboard.ids import PracticeIds as Ids
from etl.days import school_year_of

PILLS = ("community", "kind", "year")
NOTHING = "all"
BESIDE = (("/documents", "Документы программы"), ("/communities", "Сообщества"))
opens_origin(PracticeIds.dots)


@callback(
    Output(Ids.body, "children"),
    Input(URL, "search"),
    Input(Ids.version, "data"),
    State(URL, "pathname"),
)
def show_practices(search: str | None, _version: int = 0, pathname: str = PATH) -> Any:
    """Fill the page from the address: `view`, `project` with `review` and `expert`, filters, `origin`."""
    if pathname != PATH:
        raise PreventUpdate
    filters = address.chosen(search)
    drawn = {name: filters.get(name, "") for name in PILLS}
    return [dcc.Store(id=shown(Ids.body), data=drawn), *body(filters)]


def body(filters: dict[str, str]) -> list[Any]:
    """Return the view that the address names, or one project."""
    known = communities()
    found = projects.projects(known)
    one = next((p for p in found if p.key == filters.get("project")), None)
    if one is not None:
        main, panel = project_view(one, known, filters)
        return [origin.beside(main, panel)]
    show = VIEWS.get(filters.get("view", ""), projects_view)
    return [*show(known, filters), beside()]


def beside() -> html.P:
    """Return the ways to pages nearby."""
    links = [part for href, name in BESIDE for part in (dcc.Link(name, href=href), " · ")]
    return html.P(links[:-1])


def head(
    sentence: str, filters: Mapping[str, str], pills: list[Any], is_empty: bool = False
) -> Any:
    """Return the head of a view with the ways between views and its filters."""
    ways = parts.views(filters.get("view", ""), partial(link, {}))
    told = parts.NOT_SO if is_empty and any(filters.get(name) for name in PILLS) else sentence
    return page_head(told, [data.snapshot_line()], [*ways, *pills])


def projects_view(known: Communities, filters: dict[str, str]) -> list[Any]:
    """Return the projects by title, with who may review what."""
    found = projects.projects(known)
    rows = practices.of_community([one.row for one in found], filters.get("community", ""))
    keys = {row["line_key"] for row in rows}
    chosen = [one for one in found if one.key in keys]
    if not found:
        what = "Здесь будут педагогические проекты сообществ с\u00a0самооценкой, оценками коллег и\u00a0экспертов"
        empty = _empty(known, "projects", what, "Добавить проект")
        return [head(parts.projects_sentence(0, 0, 0), filters, []), empty]
    judged = [sum(bool(one.of(kind)) for one in chosen) for kind in ("peer", "expert")]
    href = partial(_project_href, filters)
    add = _add(known, "projects", "Добавить проект")
    return [
        head(
            parts.projects_sentence(len(chosen), *judged),
            filters,
            [_communities(known, filters), *add],
        ),
        parts.projects_strips(chosen, projects.waiting(chosen), href),
        parts.project_cards(chosen, href),
    ]


def _project_href(filters: Mapping[str, str], key: str) -> str:
    return link(filters, project=key)


def bank_view(known: Communities, filters: dict[str, str]) -> list[Any]:
    """Return the bank as a board by status."""
    every = known.of("practices")
    rows = practices.of_community(every, filters.get("community", ""))
    rows = sorted(rows, key=lambda row: (str(row["title"]).casefold(), row["line_key"]))
    if not every:
        what = "Здесь будут практики школы: описанные, на\u00a0экспертизе и\u00a0прошедшие её"
        empty = _empty(known, "practices", what, "Добавить практику")
        return [head(parts.bank_sentence(0, 0, 0), filters, []), empty]
    columns = practices.statuses(rows)
    by_status = dict(columns)
    proved = sum(bool(row["organisation"] and row["date_to"]) for row in rows)
    sentence = parts.bank_sentence(len(rows), len(by_status["в банке"]), proved)
    card = partial(_practice, known)
    return [
        head(
            sentence,
            filters,
            [_communities(known, filters), *_add(known, "practices", "Добавить практику")],
        ),
        parts.bank_strips(by_status, practices.unproved(rows), practices.form("practices")),
        parts.board(columns, card),
    ]


def _practice(known: Communities, row: Mapping[str, Any]) -> Any:
    community = known.by_id.get(row["community_id"])
    about = (community.name if community else "", [known.name(one) for one in row["people"]])
    way = None
    if may_write("practices", community):
        href = practices.form("practices", row["line_key"])
        way = dcc.Link("Изменить", href=href, className="button button-quiet")
    return parts.practice_card(row, about, way)


def showings_view(known: Communities, filters: dict[str, str]) -> list[Any]:
    """Return where and when experience was shown, the newest first."""
    every, today = practices.showings(known), date.today()
    if not every:
        what = "Здесь будет видно, где и\u00a0когда школа показывала опыт: платформы, мастер-классы, площадки"
        empty = _empty(known, "showings", what, "Добавить показ")
        return [head(parts.showings_sentence("", 0, 0), filters, []), empty]
    rows = practices.of_community(every, filters.get("community", ""))
    rows = [row for row in rows if row["kind"] == filters.get("kind", row["kind"])]
    rows = [
        row for row in rows if practices.year_of(row) == filters.get("year", practices.year_of(row))
    ]
    past = [row for row in rows if not row["date_to"] or row["date_to"] <= today]
    year = filters.get("year") or school_year_of(today)
    now = sum(practices.year_of(row) == year for row in past)
    ahead = sorted((row for row in rows if row not in past), key=lambda row: row["date_to"])
    pills = [_communities(known, filters), *_pills(every, filters)]
    silent = [] if filters.get("community") else practices.silent(known, past, today)
    sentence = parts.showings_sentence(year, now, len(past))
    return [
        head(sentence, filters, [*pills, *_add(known, "showings", "Добавить показ")], not rows),
        parts.showings_strips(past, ahead, silent, practices.form("showings")),
        parts.showings_table(_table(rows, known)),
    ]


def _table(rows: list[Any], known: Communities) -> pd.DataFrame:
    columns = (
        "date_to",
        "title",
        "kind",
        "organisation",
        "who",
        "community",
        "evidence",
        "note",
        "href",
    )
    made = []
    for row in rows:
        community = known.by_id.get(row["community_id"])
        who = words.listed([known.name(one) for one in row["people"]])
        href = (
            practices.form("showings", row["line_key"]) if may_write("showings", community) else ""
        )
        made.append(
            {**row, "who": who, "community": community.name if community else "", "href": href}
        )
    return pd.DataFrame(made, columns=list(columns))


def _communities(known: Communities, filters: Mapping[str, str]) -> Any:
    options = [
        {"label": "все", "value": NOTHING},
        {"label": "без сообщества", "value": practices.SCHOOL},
    ]
    options += [{"label": one.name, "value": one.community_id} for one in known.all]
    return pill_select(
        Ids.pill("community"), "Сообщество", options, filters.get("community", NOTHING)
    )


def _pills(every: list[Any], filters: Mapping[str, str]) -> list[Any]:
    kinds = sorted({row["kind"] for row in every if row["kind"]})
    years = sorted({practices.year_of(row) for row in every if row["date_to"]}, reverse=True)
    made = []
    for name, label, values in (("kind", "Где", kinds), ("year", "Учебный год", years)):
        options = [{"label": "все", "value": NOTHING}, *({"label": v, "value": v} for v in values)]
        made.append(pill_select(Ids.pill(name), label, options, filters.get(name, NOTHING)))
    return made


def _add(known: Communities, register: str, label: str) -> list[Any]:
    if not _may_add(known, register):
        return []
    return [dcc.Link(label, href=practices.form(register), className="button button-main")]


def _may_add(known: Communities, register: str) -> bool:
    return may_write(register, None) or any(may_write(register, one) for one in known.all)


def _empty(known: Communities, register: str, what: str, label: str) -> Any:
    if not _may_add(known, register):
        return empty_state(what, "Их добавляют участники сообществ и\u00a0те, кто ведёт реестры.")
    how = "Добавьте первую запись здесь или загрузите таблицу по\u00a0шаблону на\u00a0странице «Загрузки»."
    return empty_state(what, how, practices.form(register), label)


VIEWS = {"": projects_view, "bank": bank_view, "showings": showings_view}


@callback(
    Output(URL, "search", allow_duplicate=True),
    Input(Ids.pill(ALL), "value"),
    State(Ids.pill(ALL), "id"),
    State(shown(Ids.body), "data", allow_optional=True),
    State(URL, "search"),
    prevent_initial_call=True,
)
def choose(values: list[str | None], pills: list[Any], drawn: Any, search: str | None) -> Any:
    """Put a changed filter into the address; what was only drawn again changes nothing."""
    given = zip((pill["name"] for pill in pills), values, strict=True)
    where = address.moved(search, given, drawn, NOTHING)
    return no_update if where is None else where
