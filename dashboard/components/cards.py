"""The card of a chart: a headline that is a true sentence, the drawing, its table and its source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from dash import Output, dcc, html
from dash.development.base_component import Component

from dashboard import theme, words
from dashboard.components.controls import button
from dashboard.components.tables import PUPIL_KEYS, Column, data_table
from dashboard.ids import CardIds

STAFF_MEETING_LATER = "Страница педсовета ещё не открыта: её добавит одна из следующих версий"
WAITING = html.P("Таблица загружается…", className="muted")


def chart_card(
    id: str,
    headline: Any,
    unit: Any,
    figure: dict[str, Any] | Component | None,
    table: pd.DataFrame,
    source: Any,
    *actions: Any,
    columns: Sequence[Column] | None = None,
    has_origin: bool = False,
    min_width: int = 0,
    is_late: bool = False,
    narrow: Component | None = None,
) -> html.Article:
    """Return a chart with its headline, unit, table twin, source and the quiet row of actions.

    A drawing made of HTML may stand in place of a figure; it speaks for itself.
    `id` is the graph's id; the other parts have ids of `CardIds`. `columns` declares the table
    twin; XLSX gets the same columns unrounded. `has_origin` enables «Откуда число?». A drawing
    narrower than `min_width` pixels scrolls sideways instead of shrinking. A long table twin
    `is_late`: a callback fills it when «Таблица» is opened. `narrow` stands in place of the drawing on a phone.
    """
    twin = WAITING if is_late else data_table(table, columns)
    parts = [
        html.H3(headline, id=CardIds.headline(id)),
        html.P(unit, id=CardIds.unit(id), className="unit"),
        _graph(id, headline, figure, min_width),
        *([html.Div(narrow, className="chart-narrow")] if narrow is not None else []),
        html.P(source, id=CardIds.source(id), className="source"),
        _quiet_row(id, has_origin, actions),
        html.Div(twin, id=CardIds.table(id), hidden=True),
        dcc.Store(id=CardIds.rows(id), data=sheet_rows(headline, table, source, columns)),
        dcc.Download(id=CardIds.download(id)),
    ]
    return html.Article(parts, className="card chart-card")


def table_card(
    id: str, title: str, table: pd.DataFrame, columns: Sequence[Column], source: str = ""
) -> html.Div:
    """Return a table with its XLSX; `id` names it among the tables of the page."""
    return html.Div([data_table(table, columns), *xlsx_of(id, title, table, columns, source)])


def xlsx_of(
    id: str, title: str, table: pd.DataFrame, columns: Sequence[Column], source: str = ""
) -> list[Component]:
    """Return what lets a table be taken as XLSX: the button, its rows and its download."""
    return [
        html.Div(button("XLSX", CardIds.xlsx(id), title="Скачать таблицу"), className="quiet-row"),
        dcc.Store(id=CardIds.rows(id), data=sheet_rows(title, table, source, columns)),
        dcc.Download(id=CardIds.download(id)),
    ]


def outputs(id: str) -> list[Output]:
    """Return the outputs that refresh a card in place, in the order of `chart_values`."""
    ids = [CardIds.headline(id), CardIds.unit(id), CardIds.table(id), CardIds.source(id)]
    parts = [Output(name, "children") for name in ids]
    return [Output(id, "figure"), *parts, Output(CardIds.rows(id), "data")]


def chart_values(
    headline: Any,
    unit: Any,
    figure: dict[str, Any],
    table: pd.DataFrame,
    source: Any,
    columns: Sequence[Column] | None = None,
) -> list[Any]:
    """Return the values for `outputs`."""
    twin = data_table(table, columns)
    return [figure, headline, unit, twin, source, sheet_rows(headline, table, source, columns)]


def sheet_rows(
    headline: Any, table: pd.DataFrame, source: Any, columns: Sequence[Column] | None
) -> dict[str, Any]:
    """Return what XLSX needs: title, labels, rows of plain values, notes, and whether pupils are named."""
    keys = [c.key for c in columns if c.key in table.columns] if columns else list(table.columns)
    labels = {c.key: c.label for c in columns or []}
    columns_of_values = [[_plain(value) for value in table[key].tolist()] for key in keys]
    return {
        "title": plain_text(headline),
        "labels": [labels.get(key, str(key)) for key in keys],
        "rows": [list(row) for row in zip(*columns_of_values, strict=True)],
        "notes": [plain_text(source)],
        "names_pupils": bool(PUPIL_KEYS & set(keys)) and not table.empty,
    }


def plain_text(component: Any) -> str:
    """Return the words of a component without its markup."""
    if component is None or isinstance(component, (str, int, float)):
        return "" if component is None else str(component)
    if isinstance(component, (list, tuple)):
        return "".join(plain_text(part) for part in component)
    return plain_text(getattr(component, "children", None))


def _plain(value: Any) -> Any:
    if words.is_missing(value):
        return None
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value


def _graph(
    id: str, headline: Any, figure: dict[str, Any] | Component | None, min_width: int = 0
) -> html.Div:
    if isinstance(figure, Component):
        return html.Div(figure, id=id)
    drawn = figure or {"data": [], "layout": theme.layout()}
    height = drawn.get("layout", {}).get("height", 360)
    graph = dcc.Graph(
        id=id,
        figure=drawn,
        config=theme.graph_config(),  # type: ignore[arg-type]
        responsive=True,
        style={"height": f"{height}px", "minWidth": f"{min_width}px"},
    )
    spoken: dict[str, Any] = {"role": "img", "aria-label": f"График: {plain_text(headline)}"}
    return html.Div(graph, className="chart", **spoken)


def _quiet_row(id: str, has_origin: bool, actions: Sequence[Any]) -> html.Div:
    twin: dict[str, Any] = {"data-toggle": CardIds.table(id), "aria-expanded": "false"}
    parts = [
        button("Таблица", CardIds.toggle(id), **twin, **{"aria-controls": CardIds.table(id)}),
        button("XLSX", CardIds.xlsx(id), title="Скачать таблицу"),
        button("На педсовет", disabled=True, title=STAFF_MEETING_LATER),
    ]
    reason: dict[str, Any] = (
        {} if has_origin else {"title": "Для этого графика разбор числа ещё не готов"}
    )
    parts += [button("Откуда число?", CardIds.origin(id), disabled=not has_origin, **reason)]
    return html.Div([*parts, *actions], className="quiet-row")
