"""Forms of strategies: one's own self-analysis for a phone, the choice of a year, a strategy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard.components.controls import button, field
from dashboard.components.states import note
from dashboard.ids import StrategyIds

SCALES = {
    "mastery": ("Насколько уверенно", ("не владею", "знаю", "применяю", "могу научить")),
    "frequency": ("Как часто", ("не применяю", "редко", "часто", "постоянно")),
}
BACK = "/strategies"
make = StrategyIds.control


def mine(rows: Sequence[tuple[Any, Mapping[str, Any]]]) -> html.Div:
    """Return a fieldset per strategy with two rows of big buttons; `rows`: (strategy, what is said)."""
    return html.Div([_answers(one, said) for one, said in rows], className="own-answers")


def _answers(one: Any, said: Mapping[str, Any]) -> html.Fieldset:
    own = one.strategy_id
    parts = [
        html.Legend(one.name),
        html.P(one.about, className="muted"),
        *[_scale(what, own, said.get(what)) for what in SCALES],
        html.Div(id=StrategyIds.said(own), **_live()),
        dcc.Store(id=StrategyIds.held(own), data=said.get("record_id")),
    ]
    return html.Fieldset(parts, className="card own-answer")


def _scale(what: str, strategy: str, value: int | None) -> html.Div:
    title, names = SCALES[what]
    options = [{"label": name, "value": level} for level, name in enumerate(names)]
    spoken: dict[str, Any] = {"role": "group", "aria-label": title}
    buttons = dbc.RadioItems(
        id=StrategyIds.level(what, strategy), options=options, value=value, inline=True,
        className="level-buttons",
        input_class_name="btn-check", label_class_name="level-button", label_checked_class_name="is-chosen",
    )  # fmt: skip
    return html.Div(
        [html.Span(title, className="field-label"), buttons], className="level", **spoken
    )


def choice(
    said: Mapping[str, Any],
    register: Sequence[Any],
    deficits: Sequence[Any],
    state: Mapping[str, Any],
) -> html.Div:
    """Return the form of a choice; `said` is what holds, `deficits` what may be named (key, title, how_much)."""
    keep = _keep(f"choice {state['year']} {state['seen']} {state['login']}")
    options = [{"label": one.name, "value": one.strategy_id} for one in register]
    day = said.get("chosen_on") or date.today().isoformat()
    named = [{"label": _deficit(one), "value": one.key} for one in deficits]
    chosen = [one["key"] for one in said.get("deficits", ())]
    fields = [
        field("Стратегия", dbc.Select(id=make("strategy_id"), options=options, value=said.get("strategy_id"), **keep)),
        field("Когда выбрали", dbc.Input(id=make("chosen_on"), type="date", value=day, **keep)),
        field("Кто решил", dbc.Input(id=make("decided_by"), value=said.get("decided_by", ""), maxLength=160,
                                     placeholder="методический совет, протокол № 3", **keep)),
    ]  # fmt: skip
    reasons = dbc.Textarea(
        id=make("reasons"), value=said.get("reasons", ""), rows=5, maxLength=4000, **keep
    )
    answered = dcc.Checklist(
        id=make("deficits"), options=named, value=chosen, className="deficit-list", **keep
    )
    titles = {one.key: one.title for one in deficits}
    return _form([
        html.Div(fields, className="fields"),
        field("Почему именно она", reasons, "Какой есть ресурс, что мешает, чего ждём к концу года"),
        html.Div([html.Span("На какие дефициты отвечает", className="field-label"), answered]),
    ], dict(state) | {"titles": titles}, button("Сохранить выбор", StrategyIds.keep_choice, "main"))  # fmt: skip


def _deficit(one: Any) -> str:
    whose = "педагоги" if one.is_of_staff else "ученики"
    return f"{one.title} ({', '.join(filter(None, [whose, one.how_much]))})"


def strategy(one: Any, answers: Mapping[str, str], state: Mapping[str, Any]) -> html.Div:
    """Return the form of a strategy; `one` is None for a new one, `answers` key → words to choose from."""
    keep = _keep(f"strategy {state['strategy']} {state['seen']} {state['login']}")
    own = one.answers if one else ()
    skills = [answer.partition(":")[2] for answer in own if answer.startswith("skill:")]
    kinds = [
        {"label": "стратегия", "value": "strategy"},
        {"label": "технология", "value": "technology"},
    ]
    fields = [
        field("Название", dbc.Input(id=make("name"), value=one.name if one else "", maxLength=160, **keep)),
        field("Что это", dbc.Select(id=make("kind"), options=kinds, value=one.kind if one else "technology", **keep)),
        field("Источник", dbc.Input(id=make("source"), value=one.source if one else "", maxLength=400, **keep)),
    ]  # fmt: skip
    texts = [
        ("about", "Коротко: в чём суть", one.about if one else "", ""),
        ("steps", "Шаги", one.steps if one else "", "Каждый шаг с новой строки или отдельным предложением"),
        ("aliases", "Другие названия", "\n".join(one.aliases if one else ()),
         "Как ещё её называют в таблицах самоанализа, каждое с новой строки"),
        ("skills", "Какие умения учеников развивает", "\n".join(skills),
         "Слова из названий умений, каждое с новой строки: «текст», «объясн»"),
    ]  # fmt: skip
    areas = [
        field(label, dbc.Textarea(id=make(name), value=value, rows=3, maxLength=4000, **keep), hint)
        for name, label, value, hint in texts
    ]
    options = [{"label": label, "value": key} for key, label in answers.items()]
    chosen = [answer for answer in own if answer in answers]
    answered = dcc.Checklist(
        id=make("answers"), options=options, value=chosen, className="deficit-list", **keep
    )
    hide = [button("Убрать из списка", StrategyIds.hide_strategy)] if one else [
        html.Span(button("Убрать", StrategyIds.hide_strategy), hidden=True)]  # fmt: skip
    return _form([
        html.Div(fields, className="fields"), *areas,
        html.Div([html.Span("На какие дефициты отвечает", className="field-label"), answered]),
    ], state, button("Сохранить", StrategyIds.keep_strategy, "main"), *hide)  # fmt: skip


def _form(parts: Sequence[Any], state: Mapping[str, Any], *ways: Any) -> html.Div:
    foot = html.Div([*ways, dcc.Link("К стратегиям", href=BACK)], className="actions")
    saying = html.Div(id=StrategyIds.note, **_live())
    return html.Div(
        [*parts, dcc.Store(id=StrategyIds.seen, data=dict(state)), saying, foot],
        className="card strategy-form",
    )


def moved(who: str, when: str, said: Sequence[tuple[str, str]]) -> html.Div:
    """Return what another person kept meanwhile, field by field; one's own text stays in the form."""
    items = [html.Li([html.Strong(f"{label}: "), text or "пусто"]) for label, text in said]
    return note([
        html.P(f"Пока вы писали, {who} сохранил(а) другое ({when}). Ваш текст остался в полях, ничего не потеряно."),
        html.Ul(items),
        html.P("Нажмите «Сохранить» ещё раз, чтобы встало ваше, или обновите страницу, чтобы оставить это."),
    ], "warning")  # fmt: skip


def _keep(key: str) -> dict[str, Any]:
    """Return what keeps typed text over a reload, until the record behind the form changes."""
    return {"persistence": key, "persistence_type": "session"}


def _live() -> dict[str, Any]:
    return {"aria-live": "polite"}
