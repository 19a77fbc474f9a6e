"""The shelf on the screen: cards of documents, the versions of one, forms, what the programme still lacks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import words
from dashboard.components.attach import attach, file_link
from dashboard.components.controls import button, field
from dashboard.components.page import section, strip, strips
from dashboard.ids import DocumentIds

NBSP = words.NBSP
DOCUMENTS = ("документ", "документа", "документов")
VERSIONS = ("версия", "версии", "версий")
PLACES = {"projects": ("/practices", "Практики"), "lessons": ("/lessons", "Ценность урока")}
WHOLE = "school"  # the value of a list for what belongs to no community: an empty one is not shown
LABELS = {"title": "Название", "kind": "Вид", "community_id": "Чей документ"}


@dataclass(frozen=True)
class Shown:
    """A document as a card shows it: `whose` in words, when its newest version was laid, what may be done."""

    document: Any
    whose: str
    laid: str
    is_mine: bool
    href: str


def sentence(count: int, asked: int, missing: int) -> str:
    """Return the head: how many documents there are, and how much of what the programme asks for is missing."""
    if not count:
        return f"На{NBSP}полке пока пусто: программа ждёт {words.plural(asked, 'вид', 'вида', 'видов')} документов"
    told = f"На{NBSP}полке {words.plural(count, *DOCUMENTS)}"
    if not missing:
        return f"{told}: есть всё, чего ждёт программа"
    of = f"{missing} из{NBSP}{asked}"
    return f"{told}; из{NBSP}того, чего ждёт программа, ещё нет {of}"


def top(count: int, versions: int, missing: Sequence[Any], today: date, last: str) -> html.Div:
    """Return the strips: what lies here, what is missing, which term comes next, what was done last."""
    names = words.listed([one.kind for one in missing], 4)
    ahead = sorted((one.due, one.kind) for one in missing if one.due and one.due >= today)
    late = [one for one in missing if one.due and one.due < today]
    forecast = f"Следующий срок: {words.day(ahead[0][0])}" if ahead else "Сроков впереди нет"
    told = (
        f"к{NBSP}этому дню ждут: {ahead[0][1]}"
        if ahead
        else "все сроки программы для документов прошли"
    )
    lacking = words.form(len(late), "срок прошёл у", "срок прошёл у", "срок прошёл у")
    return strips(
        strip("fact", words.plural(count, *DOCUMENTS), html.P(words.plural(versions, *VERSIONS), className="muted")),
        strip("deviation", f"Ещё нет: {len(missing)}" if missing else "Есть всё, чего ждёт программа",
              html.P(names) if missing else None,
              html.P(f"{lacking} {len(late)}", className="muted") if late else None),
        strip("forecast", forecast, html.P(told, className="muted")),
        strip("decision", last or "Первый документ ещё не положен",
              html.P("Прежние версии не стираются: к ним можно вернуться.", className="muted")),
    )  # fmt: skip


def cards(shown: Sequence[Shown]) -> html.Div:
    """Return the documents as cards."""
    return html.Div([_card(one) for one in shown], className="paper-cards")


def _card(one: Shown) -> html.Article:
    document, newest = one.document, one.document.newest
    count = len(document.live)
    told: list[Any] = [html.P("Файла пока нет.", className="figure-none")]
    if newest:
        note = f": {newest.note}" if newest.note else ""
        told = [
            html.P(file_link(newest.file), className="paper-file"),
            html.P(f"Версия {newest.no} от{NBSP}{words.day(newest.on)}{note}"),
            html.P(one.laid, className="muted"),
        ]
    more = "Новая версия и прежние" if one.is_mine else "Все версии"
    way = dcc.Link(f"{more} ({count})", href=one.href, className="button button-quiet")
    kind = html.P(f"{document.kind} · {one.whose}", className="muted")
    title = html.H3(dcc.Link(document.title, href=one.href))
    return html.Article([kind, title, *told, way], className="card paper-card")


def missing_section(
    missing: Sequence[Any], add: Callable[[str], str] | None
) -> html.Section | None:
    """Return what the programme asks for and nobody has laid; `add` gives the address of a form of a kind."""
    if not missing:
        return None
    return section(
        "Ещё нет",
        html.Ul([html.Li(_lacking(one, add)) for one in missing], className="paper-missing"),
    )


def _lacking(one: Any, add: Callable[[str], str] | None) -> list[Any]:
    points = f"контрольные точки {', '.join(one.checkpoints)}" if len(one.checkpoints) > 1 else (
        f"контрольная точка {one.checkpoints[0]}" if one.checkpoints else "")  # fmt: skip
    due = f"срок {words.day(one.due)}" if one.due else ""
    final = "итоговый продукт программы" if one.is_final else ""
    facts = ", ".join(filter(None, [final, points, due]))
    way: list[Any] = []
    if one.place in PLACES:
        href, name = PLACES[one.place]
        way = [" ", dcc.Link(f"Появится в разделе «{name}»", href=href)]
    elif add is not None:
        way = [" ", dcc.Link("Добавить", href=add(one.kind))]
    return [html.Strong(one.kind), f" — ещё нет ({facts})." if facts else " — ещё нет.", *way]


def versions(document: Any, laid: Callable[[Any], str], is_mine: bool) -> html.Section:
    """Return the versions of a document, the newest first; hidden ones are shown to those who may bring them back."""
    rows = [v for v in document.versions if is_mine or not v.is_deleted]
    body: Any = html.Ol(
        [_version(v, document, laid, is_mine) for v in rows], className="paper-versions"
    )
    empty = html.P("Версий пока нет.", className="muted")
    return section("Версии", body if rows else empty)


def _version(one: Any, document: Any, laid: Callable[[Any], str], is_mine: bool) -> html.Li:
    key = f"{document.document_id}|{one.no}"
    act = button("Вернуть", DocumentIds.act("back", key)) if one.is_deleted else (
        button("Убрать", DocumentIds.act("hide", key)))  # fmt: skip
    told = html.Strong(f"Версия {one.no}")
    day = f" от{NBSP}{words.day(one.on)}"
    file: Any = (
        html.Span(f"{one.file_name}: убрана", className="muted")
        if one.is_deleted
        else file_link(one.file)
    )
    parts = [
        html.P(
            [
                told,
                day,
                html.Span(" · новейшая", className="muted") if one == document.newest else "",
            ]
        ),
        html.P(file, className="paper-file"),
        *([html.P(one.note)] if one.note else []),
        html.P([laid(one), " ", *([act] if is_mine else [])], className="muted"),
    ]
    return html.Li(parts, className="is-hidden" if one.is_deleted else "")


def version_form(document: Any, state: Mapping[str, Any]) -> html.Section:
    """Return the form of a new version: the file, what changed in it, the day."""
    draft = f"{document.document_id} {state['after']}"
    parts = [
        attach(_place(draft)),
        *_version_fields(draft, "Что изменилось"),
        *_ending(state, "Положить новую версию", ""),
    ]
    return section("Новая версия", html.Div(parts, className="card paper-form"), name="form")


def card_form(
    said: Mapping[str, Any],
    options: tuple[Sequence[str], Sequence[tuple[str, str]]],
    state: Mapping[str, Any],
) -> html.Section:
    """Return the form of a document's card: whole with the first file for a new one."""
    kinds, owners = options
    draft = f"{state['document']} {state['seen']}"
    kept: dict[str, Any] = {"persistence": draft, "persistence_type": "session"}
    make = DocumentIds.field
    kind_options = [{"label": k, "value": k} for k in kinds]
    owner_options = [{"label": name, "value": key or WHOLE} for key, name in owners]
    fields = [
        field("Название", dbc.Input(id=make("title"), value=said.get("title", ""), maxLength=200, **kept)),
        field("Вид", dbc.Select(id=make("kind"), options=kind_options, value=said.get("kind") or None,
                                  placeholder="выберите", **kept)),
        field("Свой вид", dbc.Input(id=make("own_kind"), value="", maxLength=80, **kept), "если в списке нет"),
        field("Чей документ", dbc.Select(id=make("community_id"), options=owner_options,
                                         value=said["community_id"] or WHOLE, **kept)),
    ]  # fmt: skip
    is_new = state["seen"] is None
    first = [attach(_place(draft)), *_version_fields(draft, "О версии")] if is_new else []
    ending = _ending(state, "Положить на полку" if is_new else "Сохранить", state["close"])
    parts = [html.Div(fields, className="fields"), *first, *ending]
    return section("О документе", html.Div(parts, className="card paper-form"), name="form")


def _place(draft: str) -> str:
    return draft.replace(" ", "-")


def _version_fields(draft: str, label: str) -> list[Any]:
    kept: dict[str, Any] = {"persistence": draft, "persistence_type": "session"}
    make = DocumentIds.field
    return [
        field(label, dbc.Textarea(id=make("note"), value="", rows=2, maxLength=1000, **kept)),
        field(
            "Дата версии",
            dbc.Input(id=make("on"), type="date", value=date.today().isoformat(), **kept),
        ),
    ]


def _ending(state: Mapping[str, Any], label: str, close: str) -> list[Any]:
    live: dict[str, Any] = {"aria-live": "polite"}
    ways: list[Any] = [button(label, DocumentIds.save, "main")]
    ways += (
        [dcc.Link("Закрыть без сохранения", href=close, className="button button-quiet")]
        if close
        else []
    )
    return [
        html.Div(id=DocumentIds.note, **live),
        html.Div(ways, className="form-buttons"),
        dcc.Store(id=DocumentIds.state, data=dict(state)),
    ]


def conflict(
    mine: Mapping[str, Any], theirs: Mapping[str, Any], head: str, ways: tuple[int, str]
) -> html.Div:
    """Return both cards of a document side by side with the choice; `ways` are the record seen and the way out."""
    rows = []
    for name, label in LABELS.items():
        one, other = str(mine.get(name) or "—"), str(theirs.get(name) or "—")
        mark = [html.Span(" ▲ различается", className="differs")] if one != other else []
        cells = [html.Th([label, *mark], scope="row"), html.Td(one), html.Td(other)]
        rows.append(html.Tr(cells, className="is-other" if mark else ""))
    top_row = html.Thead(html.Tr([html.Th("Поле"), html.Th("У вас"), html.Th("Сохранено")]))
    buttons = [
        button("Оставить моё", DocumentIds.over(ways[0]), "plain"),
        dcc.Link("Оставить сохранённое", href=ways[1], className="button button-plain"),
    ]
    table = html.Table([top_row, html.Tbody(rows)], className="beside")
    return html.Div([html.P(head), table, html.Div(buttons, className="form-buttons")],
                    className="note-conflict", role="alert")  # fmt: skip


def hidden_section(hidden: Sequence[Any]) -> html.Section | None:
    """Return the hidden documents with the way back."""
    if not hidden:
        return None
    rows = [
        html.Li(
            [
                f"{one.kind}: {one.title} ",
                button("Вернуть", DocumentIds.act("back", one.document_id)),
            ]
        )
        for one in hidden
    ]
    return section("Убрано с полки", html.Ul(rows, className="paper-missing"))
