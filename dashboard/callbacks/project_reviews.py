"""Callbacks of one project: its dots and reviews, the form of a review, taking one back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
from dash import ALL, Input, Output, State, callback, ctx, dcc, html, no_update
from dash.exceptions import PreventUpdate

from dashboard import address, data, practices, projects, words
from dashboard.changes import Unacceptable
from dashboard.communities import Communities, communities, may_write
from dashboard.components import button, note, page_head, toast
from dashboard.components import practices as words_of
from dashboard.components import project_review as parts
from dashboard.components.provenance import Explained, files_panel
from dashboard.figures.project_results import in_words
from dashboard.ids import TOAST, URL, PracticeIds
from dashboard.ids import ReviewIds as Ids
from dashboard.pressed import is_pressed
from dashboard.projects import Project
from warehouse.amending import Moved
from warehouse.papers.reviews import Review

PATH = "/practices"
FOLLOWS = f"Показатели обновятся через{words.NBSP}несколько секунд."
NO_FILES = "Оценки вносятся на\u00a0этой странице, файлов у\u00a0них нет."


def link(filters: Mapping[str, str], **changes: str | None) -> str:
    """Return the address of the page with other filters."""
    return f"{PATH}{address.search(dict(filters), **changes)}"


def project_view(
    one: Project, known: Communities, filters: dict[str, str]
) -> tuple[list[Any], Any]:
    """Return one project, or the form of its review, and the panel beside."""
    kind = filters.get("review", "")
    if kind in projects.open_kinds(one):
        return form_view(one, kind, filters), None
    found = projects.results(one)
    href = partial(_review_href, one)
    mine = {r.kind: r for r in one.reviews if projects.is_mine(r)}
    pills = [dcc.Link("Все проекты", href=link(filters, project=None, origin=None), className="button button-quiet"),
             *_edit(one, known), *parts.ways(projects.open_kinds(one), mine, href)]  # fmt: skip
    facts = [one.row["kind"], one.community, one.row["status"], words_of.people(one.authors)]
    closed = [
        note(
            projects.CLOSED[kind] if kind in projects.CLOSED else projects.CLOSED["peer"], "warning"
        )
    ]
    main = [
        page_head(f"{one.title}: {_counted(one)}", [fact for fact in facts if fact], pills),
        *(closed if kind else []),
        *parts.about(one),
        parts.dots_card(found, f"Источник: оценки на\u00a0этой странице · {data.snapshot_line()}"),
        parts.written(_written(one, known), projects.may_read(one, known)),
    ]
    panel = _origin(one, link(filters, origin=None)) if filters.get("origin") else None
    return [part for part in main if part is not None], panel


def _counted(one: Project) -> str:
    count = len(one.reviews)
    return words.plural(count, *words_of.REVIEWS) if count else "оценок пока нет"


def _edit(one: Project, known: Communities) -> list[Any]:
    if not may_write("projects", known.by_id.get(one.row["community_id"])):
        return []
    href = practices.form("projects", one.key, link({}, project=one.key))
    return [dcc.Link("Изменить сведения", href=href, className="button button-quiet")]


def _review_href(one: Project, kind: str, expert: str | None = None) -> str:
    return link({}, project=one.key, review=kind, expert=expert)


def _written(one: Project, known: Communities) -> list[tuple[Review, str, str, str | None]]:
    is_whole = projects.may_read(one, known)
    rows = []
    for review in one.reviews:
        if is_whole or projects.is_mine(review):
            name = review.reviewer_raw or known.name(review.reviewer_id)
            href = (
                _review_href(one, review.kind, review.reviewer_raw)
                if projects.is_mine(review)
                else None
            )
            rows.append((review, name, words.day(review.reviewed_on), href))
    return rows


def _expert(review: Review) -> str | None:
    return review.reviewer if review.kind == "expert" else None


def _origin(one: Project, close: str) -> Any:
    told = "; ".join(f"«{r.name}»: {in_words(r.means)}" for r in projects.results(one) if r.means)
    definition = (
        "Средний балл критерия\u00a0— сумма баллов, делённая на\u00a0число оценок этого вида; "
        "кто критерий не\u00a0оценил, в\u00a0него не\u00a0входит. "
        "Самооценка, коллеги и\u00a0эксперты считаются отдельно и\u00a0не\u00a0складываются."
    )
    said = Explained(
        f"Оценки проекта {words_of.quoted(one.title)}",
        told,
        definition,
        False,
        data.reader().number,
    )
    return files_panel(said, pd.DataFrame(), close, NO_FILES)


def form_view(one: Project, kind: str, filters: Mapping[str, str]) -> list[Any]:
    """Return the form of a review, filled from what holds now."""
    expert = filters.get("expert", "") if kind == "expert" else ""
    review, seen = projects.own_review(one, kind, expert)
    said = {
        "scores": dict(review.scores) if review else {},
        "comment": review.comment if review else "",
        "expert": review.reviewer_raw if review else "",
        "on": (review.reviewed_on if review and review.reviewed_on else date.today()).isoformat(),
    }
    close = link({}, project=one.key)
    state = {"project": one.key, "kind": kind, "seen": seen, "close": close}
    head = page_head(f"{parts.ASKED[kind]}: {one.title}", [words_of.people(one.authors)])
    return [
        head,
        html.P(about_review(kind), className="muted"),
        parts.form(projects.criteria(), said, state),
    ]


def about_review(kind: str) -> str:
    """Return what a review of a kind is for and who will see it."""
    told = {
        "self": "Оцените свой проект: расхождение с\u00a0коллегами подскажет, что доработать.",
        "peer": "Это оценка проекта, не\u00a0человека. Баллы по\u00a0критериям видны всем без имени; кто их поставил,"
                " видят авторы, их сообщество и\u00a0методист.",
        "expert": "Внесите заключение внешнего эксперта: кто, когда, баллы и\u00a0вывод.",
    }  # fmt: skip
    return told[kind]


SAVED = (
    Output(URL, "search", allow_duplicate=True),
    Output(PracticeIds.version, "data", allow_duplicate=True),
    Output(TOAST, "children", allow_duplicate=True),
    Output(Ids.note, "children", allow_duplicate=True),
)
TYPED = (
    State(Ids.score(ALL), "value"),
    State(Ids.score(ALL), "id"),
    State(Ids.comment, "value"),
    State(Ids.expert, "value"),
    State(Ids.on, "value"),
    State(Ids.state, "data"),
    State(PracticeIds.version, "data"),
)


@callback(*SAVED, Input(Ids.save, "n_clicks"), *TYPED, prevent_initial_call=True)
def save(clicks: int | None, *given: Any) -> Any:
    """Keep a review; say what is wrong beside the button."""
    return saved(*given) if clicks else (no_update,) * 4


@callback(*SAVED, Input(Ids.over(ALL), "n_clicks"), *TYPED, prevent_initial_call=True)
def save_over(_clicks: list[Any], *given: Any) -> Any:
    """Keep one's own version over the other that was shown."""
    if not is_pressed():
        raise PreventUpdate
    *rest, state, version = given
    return saved(*rest, {**state, "seen": ctx.triggered_id["seen"] or None}, version)


def saved(*given: Any) -> Any:
    """Return the address that follows, the page drawn anew, the message, what is wrong."""
    values, ids, comment, expert, on, state, version = given
    scores = {one["criterion"]: value for one, value in zip(ids, values, strict=True)}
    typed = {"scores": scores, "comment": comment, "expert": expert, "on": on}
    one = _project(state["project"])
    if one is None:
        return (
            no_update,
            no_update,
            no_update,
            note("Этого проекта больше нет в\u00a0реестре.", "warning"),
        )
    try:
        projects.keep(one, state["kind"], typed, state["seen"])
    except Unacceptable as problem:
        return no_update, no_update, no_update, note(str(problem), "warning")
    except Moved as moved:
        return no_update, no_update, no_update, theirs(one, state, typed, moved)
    said = toast(f"Оценка сохранена. {FOLLOWS}")
    return address.search({}, project=one.key), version + 1, said, None


def _project(key: str) -> Project | None:
    found = projects.projects(communities())
    return next((one for one in found if one.key == key), None)


def theirs(one: Project, state: Mapping[str, Any], typed: Mapping[str, Any], moved: Moved) -> Any:
    """Return both versions of one review that was saved on two screens at once."""
    held = moved.newest
    if held is None:
        return note(
            "Тем временем эту оценку вернули к\u00a0прежнему виду: откройте её снова.", "warning"
        )
    mine = projects.payload(one, state["kind"], typed)
    head = (f"Такая оценка уже есть: {held.made_by}, {words.moment(data.local(held.made_at))}. "
            "Сравните и\u00a0выберите, ничего из\u00a0введённого не\u00a0потеряно.")  # fmt: skip
    return parts.conflict(differing(mine, held.payload), head, held.record_id, state["close"])


def differing(mine: Mapping[str, Any], other: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return where two payloads of a review differ: what, one's own, the other."""
    rows = []
    for one in projects.criteria():
        key = one["criterion_id"]
        pair = [str(said.get("scores", {}).get(key, "—")) for said in (mine, other)]
        rows.append((one["criterion_name"], *pair))
    rows.append(("Комментарий", *[str(said.get("comment") or "—") for said in (mine, other)]))
    if other.get("is_deleted"):
        rows.append(("Оценка", "сохраняется", "убрана"))
    return [row for row in rows if row[1] != row[2]]


@callback(
    Output(PracticeIds.version, "data"),
    Output(TOAST, "children", allow_duplicate=True),
    Input(Ids.act(ALL, ALL), "n_clicks"),
    State(PracticeIds.version, "data"),
    prevent_initial_call=True,
)
def act(_clicks: list[Any], version: int) -> Any:
    """Take a review back, or show it again."""
    if not is_pressed():
        raise PreventUpdate
    return version + 1, done(ctx.triggered_id["verb"], ctx.triggered_id["key"])


def done(verb: str, key: str) -> Any:
    """Carry out one verb; return what a person reads, with the way back."""
    if verb == "back":
        return toast(
            "Оценка возвращена." if projects.bring_back(key) else "Эта оценка уже на\u00a0месте."
        )
    if not projects.hide(key):
        return toast("Этой оценки уже нет.")
    return toast("Оценка убрана.", action=button("Вернуть", Ids.act("back", key)))
