"""The form of a new call, or of more links to one that is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import words
from dashboard.components.controls import button, field
from dashboard.components.page import section
from dashboard.components.states import note
from dashboard.ids import CallIds

WHOM = {"teachers": "Учителям из списка", "count": "Ссылки без имён", "classes": "По классам"}
KEPT: dict[str, Any] = {"persistence": True, "persistence_type": "session"}
CLASS_HINT = "Класс попадёт в ответ, если в сборе не меньше пяти ссылок этого класса"


@dataclass(frozen=True)
class Choices:
    """What there is to choose from: surveys and teachers as (value, label), classes by name.

    `survey` and `whom` are what is chosen to begin with.
    """

    surveys: Sequence[tuple[str, str]]
    teachers: Sequence[tuple[int, str]]
    classes: Sequence[str]
    survey: str = ""
    whom: str = "count"


def new_call(
    choices: Choices, days: tuple[str, str], nonce: str, warning: Any = ""
) -> html.Section:
    """Return the form of a call: which survey, signed or not, when, and who gets links."""
    surveys = [{"value": value, "label": label} for value, label in choices.surveys]
    what = [
        field("Анкета", dbc.Select(id=CallIds.survey, options=surveys, value=choices.survey or None)),
        field("Волна", dbc.Input(id=CallIds.wave, maxLength=60, **KEPT),
              "Пусто: полугодие. Или «до», «после», если сравниваете"),
        field("Первый день", dbc.Input(id=CallIds.opens, type="date", value=days[0])),
        field("Последний день", dbc.Input(id=CallIds.closes, type="date", value=days[1])),
    ]  # fmt: skip
    names = _choice("Подпись", CallIds.is_named, signatures(False), "")
    text = field("Что сказать отвечающим", dbc.Textarea(id=CallIds.intro, maxLength=1000, rows=3, **KEPT),
                 "Необязательно. Покажется над вопросами")  # fmt: skip
    return section(
        "Новый сбор",
        warning,
        html.Div(what, className="fields"),
        html.P(id=CallIds.about, className="muted"),
        names,
        text,
        *_guests(choices, nonce, "Сделать сбор и ссылки"),
        name="new",
    )


def signatures(can_be_named: bool) -> list[dict[str, Any]]:
    """Return the two ways to answer; with names only where the survey may be signed."""
    return [
        {"value": "", "label": "Без имён: видно, сколько ответило, но не кто что ответил"},
        {"value": "named", "label": "С именами: ответы каждого увидят он сам и методист",
         "disabled": not can_be_named},
    ]  # fmt: skip


def more_links(choices: Choices, title: str, call_id: str, warning: Any = "") -> html.Section:
    """Return the form of more links to a call that is there."""
    back = dcc.Link("Новый сбор", href="/survey-calls")
    return section(
        f"Добавить ссылки: {title}",
        warning,
        *_guests(choices, call_id, "Сделать ссылки"),
        html.P(back),
        name="new",
    )


def _guests(choices: Choices, nonce: str, label: str) -> list[Any]:
    whom = [{"value": value, "label": name} for value, name in WHOM.items()]
    first = choices.whom
    return [
        dcc.Store(id=CallIds.nonce, data=nonce),
        _choice("Кому ссылки", CallIds.whom, whom, first),
        html.Div(_teachers(choices), id=CallIds.part("teachers"), hidden=first != "teachers"),
        html.Div(_count(), id=CallIds.part("count"), className="fields", hidden=first != "count"),
        html.Div(
            _classes(choices),
            id=CallIds.part("classes"),
            className="fields",
            hidden=first != "classes",
        ),
        html.Div(id=CallIds.problem, **{"aria-live": "polite"}),  # type: ignore[arg-type]
        button(label, CallIds.make, "main"),
    ]


def _teachers(choices: Choices) -> list[Any]:
    options = [{"value": value, "label": name} for value, name in choices.teachers]
    everyone = [value for value, _ in choices.teachers]
    boxes = dbc.Checklist(
        id=CallIds.teachers, options=options, value=everyone, className="call-teachers"
    )
    if not options:
        missing = ["Списка учителей ещё нет. Загрузите его на странице ",
                   dcc.Link("«Загрузки»", href="/uploads"), " или сделайте ссылки без имён."]  # fmt: skip
        return [boxes, note(missing)]
    count = words.plural(len(everyone), "учитель", "учителя", "учителей")
    hint = f"В списке {count}. Снимите отметку с тех, кому ссылка не нужна."
    return [html.P(hint, className="muted"), boxes]


def _count() -> list[Any]:
    return [
        field("Сколько ссылок", _number(CallIds.count, 25)),
        field("Подпись на карточках", dbc.Input(id=CallIds.label, value="Ответ", maxLength=80, **KEPT),
              "К ней добавится номер: «Ответ №\u00a07»"),
    ]  # fmt: skip


def _classes(choices: Choices) -> list[Any]:
    options = [{"value": name, "label": name} for name in choices.classes]
    classes = dbc.Checklist(id=CallIds.classes, options=options, value=[], className="call-classes")
    return [
        html.Div([html.Span("Классы", className="field-label"), classes,
                  html.Span(CLASS_HINT, className="field-hint")], className="field span-all"),
        field("Ссылок на класс", _number(CallIds.class_count, 25)),
        field("Подпись на карточках", dbc.Input(id=CallIds.class_label, value="родители", maxLength=60, **KEPT),
              "Получится «5А, родители №\u00a07»"),
    ]  # fmt: skip


def _number(name: str, value: int) -> dbc.Input:
    return dbc.Input(id=name, type="number", min=1, max=1000, step=1, value=value)


def _choice(label: str, name: str, options: Sequence[dict[str, Any]], value: str) -> html.Fieldset:
    radios = dbc.RadioItems(id=name, options=list(options), value=value, className="call-radios")
    return html.Fieldset([html.Legend(label, className="field-label"), radios], className="field")
