"""The registry of formulas of a lesson's value: cards with sources, the form, what an expression gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import words
from dashboard.components.controls import button, field
from dashboard.components.page import section
from dashboard.components.states import empty_state, note
from dashboard.ids import FormulaIds

make = FormulaIds.control
FORMULAS = ("формула", "формулы", "формул")
OF_LESSONS = ("уроке", "уроках", "уроках")
LETTERS = (
    ("N", "сколько задач закодировано"),
    ("n", "сколько среди них разных типов"),
    ("N1 … N5", "сколько задач каждой группы"),
    ("p1 … p5", "доли групп, от 0 до 1"),
    ("t1 … t5", "целевые доли, поставленные до урока"),
    ("+ − × ÷ ^ ( )", "действия; вместо × и ÷ можно * и /"),
    ("min max ln sqrt abs", "функции; величины в скобках разделяет точка с запятой"),
)
NOT_FOUND = (
    "Числовую формулу «дидактической ценности» и её нормы не удалось найти ни в одном доступном источнике. "
    "Поэтому система считает структуру задач, соответствие цели и разнообразие, а формулу своего листа школа "
    "вносит сюда сама, с источником. Границ «хорошо» и «плохо» нет, пока для них нет источника."
)


def sentence(formulas: Sequence[Any]) -> str:
    """Return the head of the page from the formulas of the registry."""
    known = sum(one.formula.is_confirmed for one in formulas)
    if not formulas:
        return "В реестре нет ни одной формулы ценности урока"
    if len(formulas) == 1:
        verb = "подтверждена" if known else "не подтверждена"
        return f"Единственная формула ценности урока в реестре {verb} источником"
    if not known:
        return f"Ни одна из {len(formulas)} формул ценности урока не подтверждена источником"
    return f"Подтверждены источником {known} из {len(formulas)} формул ценности урока"


def registry(formulas: Sequence[Any], removed: Sequence[Any], new: str) -> list[Any]:
    """Return the cards of formulas; `new` is the address of a new one, '' for those who may not add."""
    way = [dcc.Link("Добавить формулу", href=new, className="button button-main")] if new else []
    cards = [card(one, bool(new)) for one in formulas]
    empty = empty_state(
        "Здесь будут формулы, по которым школа считает ценность урока.",
        "Формула вносится с источником и считается на каждом уроке с кодами задач.",
    )
    return [
        note(html.P(NOT_FOUND)),
        html.Div(cards, className="formula-cards") if cards else empty,
        html.Div(way, className="actions"),
        *([_removed(removed)] if removed and new else []),
    ]


def card(one: Any, may_change: bool) -> html.Article:
    """Return a formula with its source, what it gives for the worked example, and its versions."""
    said = one.formula
    mark = "подтверждена источником" if said.is_confirmed else "не подтверждена"
    source = ", ".join(filter(None, (said.source, said.page and f"с.{words.NBSP}{said.page}")))
    lines = [
        ("Автор", said.author or "не указан"),
        ("Источник", source or "не указан"),
        ("На примере из описания", _trial(one.trials[0])),
        ("На уроках школы", _lessons(one.counted, one.refused)),
    ]
    acts = [
        dcc.Link("Изменить", href=f"/formulas?formula={said.formula_id}", className="button"),
        button("Убрать из реестра", FormulaIds.hide(said.formula_id, 1)),
    ]
    sign = "✓" if said.is_confirmed else "○"
    return html.Article(
        [
            html.H2(said.name),
            html.P([html.Span(sign, **_silent()), f" {mark} · версия {said.version}"], className="muted"),
            html.Code(said.expression, className="expression"),
            html.Dl([part for what, told in lines for part in (html.Dt(what), html.Dd(told))],
                    className="formula-facts"),
            *([history(one.versions)] if len(one.versions) > 1 else []),
            *([html.Div(acts, className="actions")] if may_change else []),
        ],
        className="card formula-card",
    )  # fmt: skip


def history(versions: Sequence[Any]) -> html.Details:
    """Return the versions of a formula, the newest first, with who wrote them and when."""
    lines = [
        html.Li([html.B(f"{one.version}. "), html.Code(one.expression), f" {_made(one)}"])
        for one in reversed(versions)
    ]
    return html.Details(
        [html.Summary(f"История: {words.plural(len(versions), 'версия', 'версии', 'версий')}"),
         html.Ul(lines)]
    )  # fmt: skip


def form(one: Any, state: Mapping[str, Any]) -> html.Section:
    """Return the form of a formula; `one` is None for a new one, `state` has formula, seen and login."""
    keep = {
        "persistence": f"formula {state['formula']} {state['seen']} {state['login']}",
        "persistence_type": "session",
    }
    texts = [
        ("name", "Название", "", {}),
        ("author", "Автор", "кто её предложил", {}),
        ("source", "Источник", "книга, методичка, лист школы", {}),
        ("page", "Страница", "", {"maxLength": 40}),
    ]
    fields = [
        field(label, dbc.Input(id=make(name), value=getattr(one, name, ""), **{"maxLength": 300, **more, **keep}), hint)
        for name, label, hint, more in texts
    ]  # fmt: skip
    expression = dbc.Input(
        id=make("expression"), value=getattr(one, "expression", ""), debounce=0.3, maxLength=300,
        placeholder="n ÷ N × 5", className="expression", autocomplete="off", **keep,
    )  # fmt: skip
    confirmed = dbc.Switch(
        id=make("is_confirmed"), value=getattr(one, "is_confirmed", False),
        label="Подтверждена: напечатана в указанном источнике", **keep,
    )  # fmt: skip
    return section(
        "Выражение и его источник",
        field("Выражение", expression),
        html.Div(id=FormulaIds.check, className="formula-check", **_live()),
        _letters(),
        html.Div(fields, className="fields"),
        confirmed,
        dcc.Store(id=FormulaIds.state, data=dict(state)),
        html.Div(id=FormulaIds.note, **_live()),
        html.Div([button("Сохранить", FormulaIds.keep, "main"), dcc.Link("К реестру", href="/formulas")],
                 className="actions"),
    )  # fmt: skip


def given(trials: Sequence[Any]) -> html.Div:
    """Return what an expression gives for the worked example and for lessons of trial."""
    first, *others = trials
    lines = [html.Li(f"{one.name}: {_trial(one)}") for one in others]
    head = html.P([f"✓ На примере из описания таксономии: {_trial(first)}"])
    return html.Div([head, html.Ul(lines, className="muted")])


def wrong(expression: str, error: Any) -> html.Div:
    """Return what is wrong with an expression, where, and what to do."""
    at = error.position
    shown = [] if at is None or not expression.strip() else [_marked(expression, at)]
    place = f"Знак {at + 1}: " if at is not None and shown else ""
    told = f"▲ {place}{error.what} {error.fix}"
    return html.Div([*shown, html.P(told, className="formula-wrong")])


def moved(who: str, when: str, said: Mapping[str, Any]) -> html.Div:
    """Return what another person kept meanwhile; one's own text stays in the form."""
    return note([
        html.P(f"Пока вы писали, {who} сохранил(а) другое ({when}). Ваш текст остался в полях."),
        html.P(["Там сейчас: ", html.Code(str(said.get("expression", ""))), f", «{said.get('name', '')}»."]),
        html.P("Нажмите «Сохранить» ещё раз, чтобы встало ваше следующей версией, или обновите страницу."),
    ], "warning")  # fmt: skip


def _marked(expression: str, at: int) -> html.Code:
    here = expression[at : at + 1] or " "
    return html.Code(
        [expression[:at], html.Mark(here), expression[at + 1 :]], className="expression"
    )


def _letters() -> html.Details:
    rows = [
        html.Tr([html.Th(html.Code(name), scope="row"), html.Td(what)]) for name, what in LETTERS
    ]
    table = html.Table(html.Tbody(rows), className="formula-letters")
    return html.Details([html.Summary("Какие буквы и знаки можно"), table])


def _trial(one: Any) -> str:
    return f"не считается. {one.refused}" if one.value is None else value(one.value)


def value(number: float) -> str:
    """Return what a formula gives: to four digits, with a decimal comma."""
    return f"{number:.4g}".replace(".", ",").replace("-", words.MINUS)


def _lessons(counted: int, refused: int) -> str:
    if not counted + refused:
        return "пока нет уроков с кодами задач"
    if not refused:
        return f"посчитана на {words.plural(counted, *OF_LESSONS)}"
    return (
        f"посчитана на {counted} из {words.plural(counted + refused, 'урока', 'уроков', 'уроков')}"
    )


def _made(one: Any) -> str:
    if not one.made_at:
        return "поставлена с программой"
    gone = ", убрана из реестра" if one.is_deleted else ""
    return f"{one.made_by}, {words.moment(datetime.fromisoformat(one.made_at))}{gone}"


def _removed(formulas: Sequence[Any]) -> html.Details:
    lines = [
        html.Li([f"«{one.name}» ", html.Code(one.expression), " ",
                 button("Вернуть", FormulaIds.hide(one.formula_id, 0))])
        for one in formulas
    ]  # fmt: skip
    title = f"Убраны из реестра: {words.plural(len(formulas), *FORMULAS)}"
    return html.Details([html.Summary(title), html.Ul(lines, className="formula-removed")])


def _live() -> dict[str, Any]:
    return {"aria-live": "polite"}


def _silent() -> dict[str, Any]:
    return {"aria-hidden": "true"}
