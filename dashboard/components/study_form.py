"""A form of a lesson study: its groups of fields, words beside each, and what another person saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard.components.controls import button
from dashboard.components.states import note
from dashboard.ids import StudyIds as Ids

ROWS = {"levels": 3, "stage": 2}


def draw(form: Any, who: str) -> html.Div:
    """Return a form; what is typed outlives a reload in this browser until it is saved. `who` is the login."""
    live: dict[str, Any] = {"aria-live": "polite"}
    offline = note(
        "Связи нет. Введённое остаётся в полях: сохраните, когда связь вернётся.", "warning"
    )
    return html.Div(
        [
            *[_group(form, group, who) for group in form.groups],
            html.P(id=Ids.wrong(form.name, ""), className="field-wrong", role="alert"),
            html.Div(id=Ids.conflict(form.name), **live),
            html.Div(offline, className="when-offline"),
            html.Div(button("Сохранить", Ids.save(form.name, form.seen or 0), "main"),
                     className="form-buttons"),
        ],
        className="study-form",
    )  # fmt: skip


def _group(form: Any, group: Any, who: str) -> html.Fieldset:
    head = [html.Legend(group.title)] if group.title else []
    hint = [html.P(group.hint, className="field-hint")] if group.hint else []
    closed = next((one.locked for one in group.fields if one.locked), "")
    why = [html.P(f"● {closed}.", className="muted")] if closed and group.look == "levels" else []
    fields = [_field(form, one, group.look, who) for one in group.fields]
    return html.Fieldset(
        [*head, *hint, *why, html.Div(fields, className=f"fields study-{group.look}")],
        className="study-group",
    )


def _field(form: Any, asked: Any, look: str, who: str) -> html.Label:
    hint = [html.Span(asked.hint, className="field-hint")] if asked.hint else []
    wrong = html.Span(id=Ids.wrong(form.name, asked.name), className="field-wrong", role="alert")
    is_wide = look in ("wide", "fields") and asked.kind in ("long", "part")
    label = html.Span(asked.label, className="field-label")
    return html.Label([label, *_control(form, asked, look, who), *hint, wrong],
                      className=f"field {'is-wide' if is_wide else ''} is-{asked.kind}")  # fmt: skip


def _control(form: Any, asked: Any, look: str, who: str) -> list[Any]:
    is_part = asked.kind == "part"
    common: dict[str, Any] = {
        "id": (Ids.part if is_part else Ids.field)(form.name, asked.name),
        "value": asked.value,
        "disabled": bool(asked.locked),
        # A draft is dropped by itself when the record says something else than it was begun from.
        "persistence": f"{who} {form.key} {form.name}",
        "persistence_type": "session",
    }
    if asked.kind == "select":
        return [dbc.Select(options=_options(asked), **common)]
    if asked.kind in ("long", "part"):
        return [dbc.Textarea(rows=ROWS.get(look, 4), **common)]
    if asked.options:
        offered = f"study-{form.name}-{asked.name}-list"
        known = html.Datalist([html.Option(value=value) for value, _ in asked.options], id=offered)
        return [dbc.Input(type="text", list=offered, autoComplete="off", **common), known]
    kind = {"day": "date", "time": "time"}.get(asked.kind, "text")
    more = {"inputMode": "numeric"} if asked.kind == "number" else {}
    return [dbc.Input(type=kind, autoComplete="off", **more, **common)]


def _options(asked: Any) -> list[dict[str, str]]:
    known = [{"label": label, "value": value} for value, label in asked.options]
    is_known = any(one["value"] == asked.value for one in known)
    return known if is_known else [*known, {"label": "больше не в списке", "value": asked.value}]


def conflict(form: Any, typed: Mapping[str, Any], who: str, when: str) -> html.Div:
    """Return what was typed beside what another person has saved, and the choice; `form` is filled from theirs."""
    rows = []
    for name, asked in form.fields.items():
        mine = str(typed.get(name) or "").strip()
        if mine != asked.value:
            cells = [html.Th(asked.label, scope="row"), html.Td(asked.words(mine) or "—"),
                     html.Td(asked.words(asked.value) or "—")]  # fmt: skip
            rows.append(html.Tr(cells, className="is-other"))
    head = html.Thead(html.Tr([html.Th("Поле"), html.Th("У вас"), html.Th("Сохранено")]))
    whom = f"{who}, {when}" if who else "запись вернули к прежнему виду"
    buttons = [
        button("Оставить моё", Ids.save(form.name, form.seen or 0), "plain"),
        button("Взять сохранённое", Ids.act("reload", form.name)),
    ]
    return html.Div([
        html.P(f"Пока вы писали, здесь сохранили другое: {whom}. Сравните и выберите, "
               "ничего из введённого не потеряно."),
        html.Table([head, html.Tbody(rows)], className="beside"),
        html.Div(buttons, className="form-buttons"),
    ], className="note-conflict", role="alert")  # fmt: skip
