"""The part of the settings about competences and criteria: rows with their fields and buttons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard.components.controls import button
from dashboard.components.page import section
from dashboard.components.settings import edit_table
from dashboard.ids import FrameworkIds

TITLES = {
    "competences": "Компетенции",
    "observation_criteria": "Критерии посещённого урока",
    "project_criteria": "Критерии педагогического проекта",
}
ABOUT = {
    "competences": "По ним педагоги оценивают себя, и по ним собирается карта. Порядок здесь — порядок на карте.",
    "observation_criteria": "По ним оценивают урок на странице «Посещённые уроки». Каждый показывает одну компетенцию.",
    "project_criteria": "По ним автор, коллеги и эксперты оценивают проект на странице «Практики», от 0 до 3. "
    "Баллы по убранному критерию не показываются, но и не стираются.",
}
HEADS = {
    "competences": ("Компетенция", "Блок", ""),
    "observation_criteria": ("Критерий", "Компетенция", "От", "До", ""),
    "project_criteria": ("Критерий", "Что показывает", ""),
}
SIGNS = (("up", "↑", "Выше"), ("down", "↓", "Ниже"), ("remove", "×", "Убрать"))


def framework(
    kind: str, rows: Sequence[Mapping[str, Any]], seen: int | None, known: Mapping[str, str]
) -> html.Section:
    """Return the section of a framework; `known` are the competences to choose from, id → name."""
    live: dict[str, Any] = {"aria-live": "polite"}
    return section(
        TITLES[kind],
        html.P(ABOUT[kind], className="muted"),
        dcc.Store(id=FrameworkIds.rows(kind), data={"rows": list(rows), "seen": seen, "known": dict(known)}),
        html.Div(table(kind, rows, known), id=FrameworkIds.table(kind), className="framework"),
        html.Div([
            button("Добавить строку", FrameworkIds.act(kind, "add", 0), "plain"),
            button("Сохранить", FrameworkIds.act(kind, "save", 0), "main"),
        ], className="actions"),
        html.Div(id=FrameworkIds.note(kind), **live),
    )  # fmt: skip


def table(kind: str, rows: Sequence[Mapping[str, Any]], known: Mapping[str, str]) -> html.Div:
    """Return the rows with their fields."""
    lines = [_line(kind, at, row, known) for at, row in enumerate(rows)]
    return edit_table(HEADS[kind], lines, "Строк нет.")


def _line(kind: str, at: int, row: Mapping[str, Any], known: Mapping[str, str]) -> html.Tr:
    if kind == "competences":
        cells = [_text(kind, at, "competence_name", row), _text(kind, at, "block_name", row)]
    elif kind == "project_criteria":
        cells = [_text(kind, at, "criterion_name", row), _text(kind, at, "block_name", row)]
    else:
        options = [{"label": name, "value": own} for own, name in known.items()]
        chosen = dbc.Select(id=FrameworkIds.cell(kind, at, "competence_id"), options=options,
                            value=row["competence_id"] or None)  # fmt: skip
        cells = [_text(kind, at, "criterion_name", row), chosen,
                 _number(kind, at, "min_score", row), _number(kind, at, "max_score", row)]  # fmt: skip
    return html.Tr([html.Td(cell) for cell in [*cells, _buttons(kind, at, row)]])


def _buttons(kind: str, at: int, row: Mapping[str, Any]) -> html.Div:
    name = row.get("criterion_name") or row.get("competence_name") or "строка"
    made = [
        button(
            sign,
            FrameworkIds.act(kind, verb, at),
            title=label,
            **{"aria-label": f"{label}: {name}"},
        )
        for verb, sign, label in SIGNS
    ]
    return html.Div(made, className="row-acts")


def _text(kind: str, at: int, field: str, row: Mapping[str, Any]) -> dbc.Input:
    return dbc.Input(id=FrameworkIds.cell(kind, at, field), value=row[field], maxLength=200)


def _number(kind: str, at: int, field: str, row: Mapping[str, Any]) -> dbc.Input:
    value = f"{float(row[field]):g}" if str(row[field]).strip() else ""
    return dbc.Input(id=FrameworkIds.cell(kind, at, field), value=value, style={"width": "64px"})
