"""The parts of the guide: its text and the catalogue of metrics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard.components.page import page_head, section
from dashboard.components.tables import Column, data_table

OWN_FORMULA = "расчёт системы"
DIRECTIONS = {"up": "больше — лучше", "down": "меньше — лучше", "none": "—"}


def source_mark(source: str) -> html.Span:
    """Return where a formula comes from: published, or a calculation of the system."""
    return html.Span("опубликована" if source == "V" else OWN_FORMULA, className="mark")


def guide(text: str, metrics: Sequence[dict[str, Any]]) -> list[Any]:
    """Return the guide: `metrics` have label, unit, formula, note, source, direction."""
    head = page_head("Как пользоваться и как читать числа", ["руководство", "каталог показателей"])
    return [head, html.Div(dcc.Markdown(text), className="text"), _catalogue(metrics)]


def _catalogue(metrics: Sequence[dict[str, Any]]) -> html.Section:
    columns = [
        Column("label", "Показатель"),
        Column("unit", "Единица"),
        Column("formula", "Как считается"),
        Column("note", "На что смотреть"),
        Column("direction", "Куда лучше", show=lambda row: DIRECTIONS[row["direction"]]),
        Column("source", "Формула", show=lambda row: source_mark(row["source"])),
    ]
    words = (
        "Пометка «расчёт системы» стоит там, где формула — обычная практика или придумана здесь: "
        "это не официальная норма."
    )
    table = data_table(pd.DataFrame(list(metrics)), columns)
    return section("Каталог показателей", html.P(words, className="muted"), table, name="metrics")
