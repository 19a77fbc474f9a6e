"""One project on the screen: the dots of its reviews by criterion, who wrote what, the form of a review."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import words
from dashboard.components.cards import chart_card
from dashboard.components.controls import button, field
from dashboard.components.page import section
from dashboard.components.practices import SIGNS
from dashboard.components.tables import Column
from dashboard.figures.project_results import MOST, headline, in_words, table
from dashboard.ids import PracticeIds, ReviewIds

NBSP = words.NBSP
STEPS = ("нет", "намечено", "в основном", "полностью")
ASKED = {"self": "Моя самооценка", "peer": "Оценка коллеги", "expert": "Внешняя экспертиза"}
BEGIN = {
    "self": "Оценить свой проект",
    "peer": "Оценить проект коллеги",
    "expert": "Внести экспертизу",
}
COLUMNS = (
    Column("name", "Критерий"),
    Column("block", "Что показывает"),
    Column("self_mean", "Самооценка", "number", 2),
    Column("self_count", "сколько", "count"),
    Column("peer_mean", "Коллеги", "number", 2),
    Column("peer_count", "сколько", "count"),
    Column("expert_mean", "Эксперты", "number", 2),
    Column("expert_count", "сколько", "count"),
)


def dots_card(found: Sequence[Any], source: str) -> html.Article:
    """Return the dots by criterion in the order of the criteria: ○ self, ◆ peers, ■ experts, each with its count."""
    unit = f"средний балл от{NBSP}0 до{NBSP}{MOST}; в{NBSP}скобках — сколько оценок"
    return chart_card(
        PracticeIds.dots, headline(found), unit, _dots(found), table(found), source,
        columns=COLUMNS, has_origin=True,
    )  # fmt: skip


def _dots(found: Sequence[Any]) -> html.Div:
    legend = html.P([html.Span([_sign(kind), f" {name}"]) for kind, (_, name) in SIGNS.items()],
                    className="review-legend")  # fmt: skip
    parts: list[Any] = [legend]
    for block, rows in groupby(found, key=lambda one: one.block):
        parts.append(html.H4(block))
        parts += [_row(one) for one in rows]
    return html.Div(parts, className="review-dots")


def _row(one: Any) -> html.Div:
    silent: dict[str, Any] = {"aria-hidden": "true"}
    ticks = [
        html.Span(str(step), className="review-tick", style={"left": _at(step)})
        for step in range(MOST + 1)
    ]
    dots = [_dot(kind, mean) for kind, (mean, _) in one.means.items()]
    track = html.Div([*ticks, *dots], className="review-track", **silent)
    return html.Div(
        [html.P(one.name), track, html.P(in_words(one.means), className="muted")],
        className="review-row",
    )


def _at(mean: float) -> str:
    return f"{100 * mean / MOST:.1f}%"


def _dot(kind: str, mean: float) -> html.Span:
    return html.Span(SIGNS[kind][0], className=f"review-dot is-{kind}", style={"left": _at(mean)})


def _sign(kind: str) -> html.Span:
    return html.Span(SIGNS[kind][0], className=f"is-{kind}", **{"aria-hidden": "true"})  # type: ignore[arg-type]


def about(one: Any) -> list[Any]:
    """Return what the register says of a project: what it is about, its link."""
    row = one.row
    link = row["evidence"]
    is_link = link.startswith(("https://", "http://"))
    shown: Any = (
        html.A(link, href=link, target="_blank", rel="noopener noreferrer") if is_link else link
    )
    return [
        *([html.P(row["note"])] if row["note"] else []),
        *([html.P(["Материалы: ", shown])] if link else []),
    ]


def ways(kinds: Sequence[str], mine: Mapping[str, Any], href: Callable[[str], str]) -> list[Any]:
    """Return the ways to the forms that the person may fill; `mine` are the own reviews by kind."""
    return [
        dcc.Link("Изменить мою оценку" if kind in mine and kind != "expert" else BEGIN[kind], href=href(kind),
                 className="button button-main" if at == 0 else "button button-plain")
        for at, kind in enumerate(kinds)
    ]  # fmt: skip


def written(rows: Sequence[tuple[Any, str, str, Any]], is_whole: bool) -> html.Section | None:
    """Return who wrote what: (review, name, day, way to change it or None); only the own ones unless `is_whole`."""
    if not rows:
        return None
    told = None if is_whole else html.P(
        "Кто что написал, видят авторы, их сообщество и методист; вам — свои оценки.", className="muted")  # fmt: skip
    items = [html.Li(_written(*row)) for row in rows]
    return section(
        "Кто что написал" if is_whole else "Ваши оценки",
        told,
        html.Ul(items, className="review-list"),
    )


def _written(review: Any, name: str, day: str, href: str | None) -> list[Any]:
    key = f"{review.line_key}|{review.kind}|{review.reviewer}"
    acts: list[Any] = []
    if href:
        acts = [dcc.Link("Изменить", href=href, className="button button-quiet"),
                button("Убрать", ReviewIds.act("hide", key))]  # fmt: skip
    sign, kind = SIGNS[review.kind]
    count = words.plural(len(review.scores), "критерий", "критерия", "критериев")
    head = html.P([f"{sign} {kind}: ", html.Strong(name), f", {day}, {count}"])
    return [head, *([html.P(review.comment)] if review.comment else []), *acts]


def form(
    criteria: Sequence[Mapping[str, Any]], said: Mapping[str, Any], state: Mapping[str, Any]
) -> html.Div:
    """Return the form; `said` has scores, comment, expert, on; `state` project, kind, the record seen, close."""
    draft = {
        "persistence": f"{state['project']} {state['kind']} {state['seen']}",
        "persistence_type": "session",
    }
    who: list[Any] = []
    if state["kind"] == "expert":
        known = {"disabled": True} if state["seen"] and said["expert"] else {}
        who = [field("Эксперт", dbc.Input(id=ReviewIds.expert, value=said["expert"], maxLength=160, **draft, **known),
                     "фамилия и место работы")]  # fmt: skip
    else:
        who = [dcc.Input(id=ReviewIds.expert, type="hidden", value="")]
    rows: list[Any] = []
    for block, found in groupby(criteria, key=lambda one: one["block_name"]):
        rows.append(html.H3(block))
        rows += [_criterion(one, said["scores"].get(one["criterion_id"]), draft) for one in found]
    live: dict[str, Any] = {"aria-live": "polite"}
    day = dbc.Input(
        id=ReviewIds.on, type="date", value=said["on"], max=date.today().isoformat(), **draft
    )
    text = dbc.Textarea(
        id=ReviewIds.comment, value=said["comment"], rows=4, maxLength=4000, **draft
    )
    return html.Div(
        [
            html.Div(who, className="fields"),
            html.Div(rows, className="criteria"),
            field("Комментарий", text, "что удалось и что добавить: его увидят авторы"),
            html.Div(field("Дата оценки", day), className="fields"),
            html.Div(id=ReviewIds.note, **live),
            html.Div([button("Сохранить", ReviewIds.save, "main"),
                      dcc.Link("Закрыть без сохранения", href=state["close"], className="button button-quiet")],
                     className="form-buttons"),
            dcc.Store(id=ReviewIds.state, data=dict(state)),
        ],
        className="observation-form review-form",
    )  # fmt: skip


def _criterion(
    one: Mapping[str, Any], value: int | None, draft: Mapping[str, str]
) -> html.Fieldset:
    options: list[dict[str, Any]] = [
        {"label": html.Span([html.B(str(step)), html.Small(name)]), "value": str(step)}
        for step, name in enumerate(STEPS)
    ]
    options.append({"label": html.Span("без оценки"), "value": ""})
    spoken: dict[str, Any] = {"aria-label": one["criterion_name"]}
    buttons = dbc.RadioItems(
        id=ReviewIds.score(one["criterion_id"]), options=options, value=None if value is None else str(value),
        inline=True, className="score-buttons", input_class_name="btn-check", label_class_name="score-button",
        label_checked_class_name="is-chosen", **draft,
    )  # fmt: skip
    return html.Fieldset(
        [html.Legend(one["criterion_name"]), buttons], className="criterion", **spoken
    )


def conflict(rows: Sequence[tuple[str, str, str]], head: str, seen: int, close: str) -> html.Div:
    """Return both versions of one review, (what, mine, theirs) where they differ, with the choice."""
    body = [html.Tr([html.Th(what, scope="row"), html.Td(mine), html.Td(theirs)], className="is-other")
            for what, mine, theirs in rows]  # fmt: skip
    top = html.Thead(html.Tr([html.Th("Что"), html.Th("У вас"), html.Th("Сохранено")]))
    buttons = [button("Оставить моё", ReviewIds.over(seen), "plain"),
               dcc.Link("Оставить сохранённое", href=close, className="button button-plain")]  # fmt: skip
    return html.Div([html.P(head), html.Table([top, html.Tbody(body)], className="beside"),
                     html.Div(buttons, className="form-buttons")], className="note-conflict", role="alert")  # fmt: skip
