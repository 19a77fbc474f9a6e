"""The editors of the types of tasks and of the aims of lessons: rows with their fields and buttons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import words
from dashboard.components.controls import button
from dashboard.components.page import section
from dashboard.components.settings import edit_table
from dashboard.ids import FormulaIds

TAXONOMY, AIMS = "task_taxonomy", "lesson_aims"
SHARES = tuple(f"t{k}" for k in range(1, 6))
WHOLE, NEAR = 100, 0.5
ABOUT = {
    TAXONOMY: (
        "27 типов таксономии. Название можно уточнить; свой тип добавляют для предмета, он входит в свою группу. "
        "Более высокая группа не лучше: ценность задач зависит от цели урока."
    ),
    AIMS: (
        "Сколько задач каждой группы учитель хочет дать при такой цели урока. Это расчёт системы, а не норма: "
        "доли можно изменить здесь для школы и в самом уроке для одного урока."
    ),
}
TITLES = {TAXONOMY: "Типы учебных задач", AIMS: "Цели урока"}
SIGNS = (("up", "↑", "Выше"), ("down", "↓", "Ниже"), ("remove", "×", "Убрать"))


def editor(state: Mapping[str, Any], may_change: bool) -> html.Section:
    """Return the section of a list; the table is drawn from the store, so that a reload keeps the draft."""
    if not may_change:
        return section(
            TITLES[state["kind"]], html.P(ABOUT[state["kind"]], className="muted"), plain(state)
        )
    live: dict[str, Any] = {"aria-live": "polite"}
    add = (
        [button("Добавить цель", FormulaIds.act("add", 0), "plain")]
        if state["kind"] == AIMS
        else []
    )
    return section(
        TITLES[state["kind"]],
        html.P(ABOUT[state["kind"]], className="muted"),
        dcc.Store(id=FormulaIds.rows(state["draft"]), data=dict(state), storage_type="session"),
        html.Div(table(state), id=FormulaIds.table, className=f"formula-list is-{state['kind']}"),
        html.Div([*add, button("Сохранить", FormulaIds.act("save", 0), "main")], className="actions"),
        html.Div(id=FormulaIds.list_note, **live),
    )  # fmt: skip


def table(state: Mapping[str, Any]) -> html.Div:
    """Return the rows of a list with their fields."""
    return _aims(state) if state["kind"] == AIMS else _types(state)


def plain(state: Mapping[str, Any]) -> html.Div:
    """Return the rows of a list for those who may not change it."""
    if state["kind"] == AIMS:
        rows = [
            html.Tr([html.Td(row["aim_name"]), *[html.Td(f"{row[t]}{words.NBSP}%") for t in SHARES]])
            for row in state["rows"]
        ]  # fmt: skip
        return edit_table(_aim_heads(state)[:-2], rows, "Целей нет.")
    lines = []
    for group in state["categories"]:
        lines.append(_group(group, []))
        lines += [
            html.Tr([html.Td(row["code"]), html.Td(row["type_name"]), html.Td(row["subject"] or "все")])
            for row in state["rows"] if int(row["code"][0]) == group["category"]
        ]  # fmt: skip
    return edit_table(("Код", "Тип", "Предмет"), lines, "")


def told_total(whole: float | None) -> html.Span:
    """Return the sum of an aim's shares, with words where it is not 100 %."""
    if whole is None:
        return html.Span("▲ не число", className="formula-wrong")
    if abs(whole - WHOLE) <= NEAR:
        return html.Span(f"✓ {words.percent(whole)}")
    return html.Span(f"▲ {words.percent(whole)}", className="formula-wrong", title="нужно 100 %")


def _types(state: Mapping[str, Any]) -> html.Div:
    lines: list[html.Tr] = []
    for group in state["categories"]:
        add = button("Добавить тип", FormulaIds.act("add", group["category"]))
        lines.append(_group(group, [add]))
        lines += [
            _type(at, row, state)
            for at, row in enumerate(state["rows"])
            if int(row["code"][0]) == group["category"]
        ]
    return edit_table(("Код", "Тип", "Предмет", ""), lines, "")


def _group(group: Mapping[str, Any], acts: Sequence[Any]) -> html.Tr:
    other = html.Span(f" · иначе: {group['other_name']}", className="muted")
    name = html.Div([html.Span([f"{group['category']}. {group['category_name']}", other]), *acts],
                    className="formula-group")  # fmt: skip
    return html.Tr(html.Th(name, colSpan=4, scope="colgroup"), className="group")


def _type(at: int, row: Mapping[str, Any], state: Mapping[str, Any]) -> html.Tr:
    name = dbc.Textarea(id=FormulaIds.cell(at, "type_name"), value=row["type_name"], rows=1, maxLength=200,
                        **_keep(f"{state['draft']} {row['code']}"))  # fmt: skip
    if not row["is_own"]:
        return html.Tr(
            [html.Td(row["code"]), html.Td(name), html.Td("все", className="muted"), html.Td("")]
        )
    options = [{"label": "все предметы", "value": ""}]
    options += [{"label": one, "value": one} for one in state["subjects"]]
    subject = dbc.Select(id=FormulaIds.cell(at, "subject"), options=options, value=row["subject"] or "",
                         **_keep(f"{state['draft']} {row['code']} subject"))  # fmt: skip
    drop = _act("remove", "×", f"Убрать тип {row['code']}", at)
    return html.Tr([html.Td(row["code"]), html.Td(name), html.Td(subject), html.Td(drop)])


def _aims(state: Mapping[str, Any]) -> html.Div:
    lines = [_aim(at, row, state["draft"]) for at, row in enumerate(state["rows"])]
    return edit_table(_aim_heads(state), lines, "Целей нет: добавьте хотя бы одну.")


def _aim_heads(state: Mapping[str, Any]) -> list[Any]:
    groups = [
        html.Abbr(f"t{one['category']}, %", title=one["category_name"])
        for one in state["categories"]
    ]
    return ["Цель", *groups, "Σ", ""]


def _aim(at: int, row: Mapping[str, Any], draft: str) -> html.Tr:
    own = f"{draft} {row['aim_id']}"
    name = _text(at, "aim_name", row, own)
    shares = [_share(at, share, row, own) for share in SHARES]
    whole = html.Div(id=FormulaIds.total(at), className="formula-total")
    acts = [
        _act(verb, sign, f"{label}: {row['aim_name'] or 'новая цель'}", at)
        for verb, sign, label in SIGNS
    ]
    cells = [name, *shares, whole, html.Div(acts, className="row-acts")]
    return html.Tr([html.Td(cell) for cell in cells])


def _share(at: int, share: str, row: Mapping[str, Any], own: str) -> html.Label:
    spoken = f", процентов: {row['aim_name'] or 'новая цель'}"
    typed = dbc.Input(id=FormulaIds.target(at, share), value=row[share], inputmode="decimal",
                      maxLength=6, className="formula-share", **_keep(f"{own} {share}"))  # fmt: skip
    name = html.Span(share, className="share-name")
    return html.Label([name, html.Span(spoken, className="only-spoken"), typed])


def _text(at: int, field: str, row: Mapping[str, Any], own: str) -> dbc.Input:
    return dbc.Input(
        id=FormulaIds.cell(at, field), value=row[field], maxLength=200, **_keep(f"{own} {field}")
    )


def _act(verb: str, sign: str, label: str, at: int) -> html.Button:
    return button(sign, FormulaIds.act(verb, at), title=label, **{"aria-label": label})


def _keep(key: str) -> dict[str, Any]:
    """Return what keeps typed text over a reload, until the record behind the list changes."""
    return {"persistence": key, "persistence_type": "session"}
