"""Tables: plain HTML, right-aligned figures, words for what is unknown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from dash import html

from dashboard import words


@dataclass(frozen=True)
class Column:
    """How a column of a frame is shown.

    `kind` is text, count, share (0–100), number, points or day; `digits` counts those after the
    comma; `show` overrides all and takes the whole row (a mapping), returning text or a component.
    """

    key: str
    label: str
    kind: str = "text"
    digits: int = 1
    show: Callable[[Any], Any] | None = None


# Columns whose cells name pupils: who takes such a table away is written down.
PUPIL_KEYS = frozenset({"full_name", "pupils", "names", "one_name"})
NUMERIC = frozenset({"count", "share", "number", "points"})


def data_table(
    frame: pd.DataFrame, columns: Sequence[Column] | None = None, caption: str = ""
) -> html.Div:
    """Return a table that scrolls inside its own box; an empty frame says so."""
    shown = list(columns or [Column(str(c), str(c), _kind(frame[c])) for c in frame.columns])
    if frame.empty:
        return html.Div(html.P("Строк пока нет.", className="muted"), className="table-box")
    head = html.Thead(html.Tr([_heading(c) for c in shown]))
    body = html.Tbody([_row(r, shown) for r in frame.to_dict("records")])
    named = [html.Caption(caption)] if caption else []
    # A box that scrolls must be reachable from the keyboard.
    return html.Div(html.Table([*named, head, body]), className="table-box", tabIndex=0)


def cell_text(value: Any, column: Column) -> str:
    """Return the words of one cell."""
    if words.is_missing(value):
        return words.NO_DATA
    if column.kind == "number":
        return words.number(value, column.digits)
    by_kind = {"count": words.integer, "share": words.percent, "points": words.points}
    by_kind["day"] = words.day  # type: ignore[assignment]
    return by_kind.get(column.kind, str)(value)


def _kind(values: pd.Series) -> str:
    if pd.api.types.is_bool_dtype(values) or not pd.api.types.is_numeric_dtype(values):
        return "text"
    return "count" if pd.api.types.is_integer_dtype(values) else "number"


def _heading(column: Column) -> html.Th:
    return html.Th(column.label, className=_class(column), scope="col")


def _row(record: dict[Any, Any], columns: list[Column]) -> html.Tr:
    return html.Tr([_cell(record, c) for c in columns])


def _cell(record: dict[Any, Any], column: Column) -> html.Td:
    if column.show:
        return html.Td(column.show(record), className=_class(column))
    value = record.get(column.key)
    missing = " is-missing" if words.is_missing(value) else ""
    return html.Td(cell_text(value, column), className=_class(column) + missing)


def _class(column: Column) -> str:
    if column.key.endswith("class_name"):
        return "is-class"
    return "is-number" if column.kind in NUMERIC else ""
