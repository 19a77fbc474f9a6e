"""The paper of a work on the screen: who took part, marks, tasks, the journal beside, conclusions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components.big_tables import Cell, big_table
from dashboard.components.controls import button
from dashboard.components.page import section
from dashboard.components.reports import signatures
from dashboard.components.tables import Column, data_table
from dashboard.figures.deficits import LEVELS
from dashboard.figures.work_report import MARK_COLUMNS, NO_CLASS, mark_lines
from dashboard.ids import DeficitIds

__all__ = ["actions", "body", "signatures"]


def actions(origin: str) -> html.Div:
    """Return what can be taken away: the workbook, the page as paper, the cells behind it."""
    printed: dict[str, Any] = {"data-print": "true"}
    return html.Div(
        [
            button("Справка, XLSX", DeficitIds.paper, "main"),
            button("Напечатать", kind="plain", **printed),
            dcc.Link("Откуда число?", href=origin, className="button button-quiet"),
            dcc.Download(id=DeficitIds.download),
        ],
        className="upload-actions report-actions",
    )


def body(report: Any) -> html.Div:
    """Return the paper: facts, marks by class, tasks, the journal beside, conclusions."""
    facts = [part for label, text in report.facts for part in (html.Dt(label), html.Dd(text))]
    parts = [
        html.Dl(facts),
        section("Кто писал и с какими отметками", marks(report.classes, report.total)),
        *([section("Выполнение по заданиям", tasks(report))] if report.grid.rows else []),
        *(
            [section("Рядом с отметками журнала", journal(report.journal))]
            if len(report.journal)
            else []
        ),
        section("Выводы", html.Ol([html.Li(text) for text in report.conclusions])),
    ]
    return html.Div(parts, className="work-report")


def marks(classes: pd.DataFrame, total: Mapping[str, Any]) -> html.Div:
    """Return the table of classes with their marks."""
    lines = mark_lines(classes, total)
    return big_table(
        [Cell(column.label) for column in MARK_COLUMNS],
        [[Cell(shown(line.get(c.key), c.kind), name="" if c.kind == "text" else "is-number") for c in MARK_COLUMNS]
         for line in lines],
        "report",
    )  # fmt: skip


def shown(value: Any, kind: str) -> str:
    """Return a figure of the paper as it is printed."""
    if kind == "text":
        return str(value)
    if words.is_missing(value):
        return words.NO_DATA
    return (
        words.integer(value)
        if kind == "count"
        else words.number(value, 2 if kind == "points" else 1)
    )


def tasks(report: Any) -> html.Div:
    """Return the table of tasks: level, maximum, skill, completion by class, all, the others."""
    grid, beside = report.grid, report.beside
    names = [f"{name or NO_CLASS}, %" for name in grid.classes]
    head = [
        "Задание",
        "Уровень",
        "Макс.",
        "Умение",
        *names,
        "Все, %",
        *([f"{beside}, %"] if beside else []),
    ]
    rows = []
    for row in grid.rows:
        cells = [grid.cells.get((row.key, name)) for name in grid.classes]
        figures = [*(percent(c.value if c else None, c.verdict if c else "") for c in cells),
                   percent(row.whole.value, row.whole.verdict),
                   *([percent(row.beside, "")] if beside else [])]  # fmt: skip
        rows.append([Cell(row.key), Cell(LEVELS.get(row.level, "не задан")), Cell(words.trimmed(row.max_points or 0)),
                     Cell(row.skill or "—"), *(Cell(text, name="is-number") for text in figures)])  # fmt: skip
    return html.Div([big_table([Cell(text) for text in head], rows, "report"),
                     html.P("▼ — ниже порога своего уровня.", className="muted")])  # fmt: skip


def percent(value: float | None, verdict: str) -> str:
    """Return the completion of a cell with ▼ where it falls short."""
    return f"{'▼' if verdict == 'short' else ''}{words.number(value, 1)}"


def journal(frame: pd.DataFrame) -> html.Div:
    """Return by class how the marks of the work stand beside the journal's."""
    columns = [
        Column("class_name", "Класс", show=lambda r: r["class_name"] or NO_CLASS),
        Column("participants_count", "Пар отметок", "count"),
        Column("lowered_count", "Ниже журнала", "count"),
        Column("confirmed_count", "Совпали", "count"),
        Column("raised_count", "Выше журнала", "count"),
        Column("gap2_count", "На две и больше", "count"),
    ]
    return data_table(frame, columns)
