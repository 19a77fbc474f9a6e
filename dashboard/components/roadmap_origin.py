"""«Откуда число?» of the roadmap: the formula of each indicator and the lines of registers behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components.shares import share_text
from dashboard.components.tables import Column, data_table

UNNAMED = "Имена видят администратор, директор и заместитель директора; учитель видит свои строки."


@dataclass(frozen=True)
class Told:
    """An indicator's year: its row of the roadmap, the lines of `queries.roadmap.lines`, register → title."""

    row: Mapping[Any, Any]
    lines: pd.DataFrame
    titles: Mapping[str, str]


def lines_panel(found: Sequence[Told], counting: str, close: str, is_named: bool) -> html.Aside:
    """Return the panel of one or more indicators; `close` is where it is closed."""
    away = dcc.Link("Закрыть", href=close, className="button button-quiet")
    parts: list[Any] = [html.Div([html.H2("Откуда число?"), away], className="upload-top")]
    parts.append(html.P(counting, className="muted"))
    for one in found:
        parts += _one(one)
    parts += [] if is_named else [html.P(UNNAMED, className="muted")]
    spoken: dict[str, Any] = {"aria-label": "Откуда число?", "role": "region"}
    return html.Aside(parts, className="card origin", id="origin", **spoken)


def _one(told: Told) -> list[Any]:
    links: list[Any] = []
    for register, title in told.titles.items():
        links += [" ", dcc.Link(f"«{title}»", href=f"/registers?register={register}")]
    return [
        html.H3(told.row["indicator_name"]),
        html.P(formula(told)),
        html.P(["Реестры:" if len(told.titles) > 1 else "Реестр:", *links]) if links else None,
        data_table(shown(told), COLUMNS) if len(told.lines) else None,
    ]


def formula(told: Told) -> str:
    """Return the counts behind a figure in words, with what was left out and why."""
    row = told.row
    if row["counted_from"] == "typed":
        return f"{share_text(row['numerator'], row['denominator'])}: введено вручную, реестр не считается."
    if words.is_missing(row["numerator"]):
        return "Нет данных: ни одной строки за этот срок, или день ещё не наступил."
    left = int((~told.lines["is_counted"]).sum()) if len(told.lines) else 0
    lines = words.plural(len(told.lines) - left, "строка", "строки", "строк")
    apart = (
        f" Не считается {words.plural(left, 'строка', 'строки', 'строк')}: причина рядом."
        if left
        else ""
    )
    return f"{share_text(row['numerator'], row['denominator'])} — {lines}.{apart}"


def shown(told: Told) -> pd.DataFrame:
    """Return the lines as the table shows them."""
    titles = dict(told.titles)
    return told.lines.assign(
        register=[titles.get(name, name) for name in told.lines["register"]],
        why=[_why(row) for row in told.lines.to_dict("records")],
    )


def _name(row: Mapping[Any, Any]) -> str:
    return "без имени" if words.is_missing(row["full_name"]) else str(row["full_name"])


def _why(row: Mapping[Any, Any]) -> str:
    if row["is_counted"]:
        return "да"
    if not row["has_state"]:
        return f"нет: состояние «{row['status']}»" if row["status"] else "нет: состояние не указано"
    return "нет: педагог не входит в базу"


COLUMNS = (
    Column("full_name", "Педагог", show=lambda row: _name(row)),
    Column("dated_on", "День", "day"),
    Column("why", "Считается"),
    Column("title", "Строка"),
    Column("register", "Реестр"),
    Column("file_name", "Файл", show=lambda row: row["file_name"] or "введено вручную"),
)
