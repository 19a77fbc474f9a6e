"""The form of a line: made of the declared fields, with words beside each, and what another person saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import words
from dashboard.components import register_words as say
from dashboard.components.controls import button
from dashboard.components.page import section
from dashboard.ids import CommunityFormIds, RegisterIds
from dashboard.register_fields import AGE_GROUPS, Field, column

NOTHING = {"label": "—", "value": ""}
LONG = ("long", "lines")
Ids = type[RegisterIds] | type[CommunityFormIds]


@dataclass(frozen=True)
class Drawn:
    """What a form shows: its fields with the row that fills them, and what its lists offer.

    `target` is kept in the page: register, key, seen. `close` is the address without the form.
    `lists` are (value, words) of fields that choose by name, `first` the people who are likely in a list
    of people; `keeps` is how long the browser keeps a draft.
    """

    title: str
    fields: Sequence[Field]
    row: Mapping[str, Any]
    target: Mapping[str, Any]
    close: str
    teachers: Sequence[tuple[int, str]] = ()
    competences: Sequence[str] = ()
    notes: Sequence[Any] = field(default_factory=tuple)
    lists: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    first: Sequence[int] = ()
    ids: Ids = RegisterIds
    keeps: str = "session"


def form(drawn: Drawn) -> html.Section:
    """Return the form; what is typed outlives a reload in this browser until it is saved or closed."""
    seen = drawn.target["seen"]
    buttons = [
        button("Сохранить", drawn.ids.save(seen or 0), "main"),
        dcc.Link("Закрыть без сохранения", href=drawn.close, className="button button-quiet"),
    ]
    body = [
        *drawn.notes,
        html.Div([_field(asked, drawn) for asked in drawn.fields], className="fields"),
        html.P(id=drawn.ids.wrong(""), className="field-wrong", role="alert"),
        html.Div(id=drawn.ids.conflict, **{"aria-live": "polite"}),  # type: ignore[arg-type]
        html.Div(buttons, className="form-buttons"),
        dcc.Store(id=drawn.ids.form, data=dict(drawn.target)),
    ]
    return section(drawn.title, html.Div(body, className="card register-form"), name="form")


def _field(asked: Field, drawn: Drawn) -> html.Label | html.Div:
    label: list[Any] = [asked.label]
    label += [html.Span(" · обязательно", className="muted")] if asked.required else []
    label += (
        [html.Span(" · по одному в строке", className="muted")] if asked.type == "lines" else []
    )
    wrong = html.Span(id=drawn.ids.wrong(asked.name), className="field-wrong", role="alert")
    if asked.type == "people":
        parts = [html.Span(label, className="field-label"), *_people(asked, drawn), wrong]
        return html.Div(parts, className="field is-wide", role="group")
    name = "field is-wide" if asked.type in LONG else "field"
    return html.Label([html.Span(label, className="field-label"), _control(asked, drawn), wrong],
                      className=name)  # fmt: skip


def _control(asked: Field, drawn: Drawn) -> Any:
    held = drawn.row.get(column(asked))
    value = "" if held is None else held.isoformat() if hasattr(held, "isoformat") else str(held)
    common = _kept(asked.name, drawn)
    options = _options(asked, drawn)
    if options is not None:
        known = {option["value"] for option in options}
        own = [] if value in known else [{"label": value, "value": value}]
        return dbc.Select(options=[NOTHING, *options, *own], value=value, **common)
    if asked.type in LONG:
        return dbc.Textarea(value=value, rows=3, **common)
    kind = "date" if asked.type == "date" else "text"
    more = {"inputMode": "decimal"} if asked.type == "number" else {}
    shown = value.replace(".", ",") if asked.type == "number" else value
    shown = shown.removesuffix(",0") if asked.type == "number" else shown
    return dbc.Input(type=kind, value=shown, autoComplete="off", **more, **common)


def _kept(name: str, drawn: Drawn) -> dict[str, Any]:
    """A draft belongs to a line as it was seen: after a save the form begins from what was saved."""
    target = drawn.target
    return {
        "id": drawn.ids.field(name),
        "persistence": f"{target['register']} {target['key']} {target['seen']}",
        "persistence_type": drawn.keeps,
    }


def _people(asked: Field, drawn: Drawn) -> list[Any]:
    """Return the likely people as boxes for a thumb, the others as a list to search in."""
    names = dict(drawn.teachers)
    held = [int(one) for one in drawn.row.get(asked.name) or ()]
    boxes = [{"label": names[one], "value": one} for one in drawn.first if one in names]
    rest = [{"label": name, "value": key} for key, name in drawn.teachers if key not in drawn.first]
    likely = dbc.Checklist(options=boxes, value=[one for one in held if one in drawn.first],
                           className="people-boxes", **_kept(asked.name, drawn))  # fmt: skip
    more = dcc.Dropdown(options=rest, value=[one for one in held if one not in drawn.first], multi=True,
                        placeholder="Ещё кто-то: начните вводить фамилию" if boxes else "Начните вводить фамилию",
                        **_kept(f"{asked.name}_more", drawn))  # fmt: skip
    return [likely, more]


def _options(asked: Field, drawn: Drawn) -> list[dict[str, str]] | None:
    if asked.name in drawn.lists:
        return [{"label": said, "value": value} for value, said in drawn.lists[asked.name]]
    if asked.type == "teacher":
        return [{"label": name, "value": str(key)} for key, name in drawn.teachers]
    if asked.type == "competence":
        return [{"label": name, "value": name} for name in drawn.competences]
    if asked.type == "level":
        return [
            {"label": f"{at} — {text}", "value": str(at)} for at, text in enumerate(asked.choices)
        ]
    if asked.type == "choice":
        return [{"label": AGE_GROUPS.get(text, text), "value": text} for text in asked.choices]
    return None


@dataclass(frozen=True)
class Theirs:
    """What somebody saved while the form was open: the row (None where it was taken away), who, when, its record."""

    row: Mapping[str, Any] | None
    who: str
    when: str
    record_id: int


def conflict(
    fields: Sequence[Field],
    mine: Mapping[str, Any],
    theirs: Theirs,
    close: str,
    ids: Ids = RegisterIds,
) -> html.Div:
    """Return both versions side by side, what differs in words, with the choice between them."""
    author = theirs.who or "Другой человек"
    head = f"Пока форма была открыта, эту строку изменили: {author}, {theirs.when}. " if theirs.who else (
        "Пока форма была открыта, эту строку вернули к прежнему виду. ")  # fmt: skip
    if theirs.row is None:
        told: Any = html.P(
            f"{head}Теперь строка убрана из реестра. Ничего из введённого не потеряно."
        )
    else:
        told = html.Div([html.P(f"{head}Сравните и выберите, ничего из введённого не потеряно."),
                         _beside(fields, mine, theirs.row)])  # fmt: skip
    buttons = [
        button("Оставить моё", ids.save(theirs.record_id), "plain"),
        dcc.Link("Оставить сохранённое", href=close, className="button button-plain"),
    ]
    return html.Div([told, html.Div(buttons, className="form-buttons")], className="note-conflict",
                    role="alert")  # fmt: skip


def _beside(
    fields: Sequence[Field], mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> html.Table:
    rows = []
    for asked in fields:
        one, other = say.value(asked, mine), say.value(asked, theirs)
        differs = one != other
        cells = [html.Th([asked.label, *([html.Span(" ▲ различается", className="differs")] if differs else [])],
                         scope="row"),
                 html.Td(one or say.DASH), html.Td(other or say.DASH)]  # fmt: skip
        rows.append(html.Tr(cells, className="is-other" if differs else ""))
    head = html.Thead(html.Tr([html.Th("Поле"), html.Th("У вас"), html.Th("Сохранено")]))
    return html.Table([head, html.Tbody(rows)], className="beside")


def saved_words(what: str) -> str:
    """Return what is said after a save."""
    return f"Сохранено: {what}. Показатели обновятся через{words.NBSP}несколько секунд."
