"""«Откуда число?»: the formula with its numbers, the files, the rows and their cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components.mapping import letters_of
from dashboard.components.tables import Column, data_table

STATES = {"not_attested": "н/а", "exempt": "освобождён", "passed": "зачёт", "failed": "незачёт"}


@dataclass(frozen=True)
class Explained:
    """What a number means: what it is of, its formula with the counts, its definition, the snapshot."""

    title: str
    formula: str
    definition: str
    is_official: bool
    snapshot: int


@dataclass(frozen=True)
class Pages:
    """The page of the rows that is shown, from 1, and where the others are."""

    number: int
    size: int
    href: Callable[[int], str]
    close: str


def origin_panel(
    said: Explained, sources: pd.DataFrame, rows: pd.DataFrame, pages: Pages
) -> html.Aside:
    """Return the panel: `sources` and `rows` as `queries.provenance` gives them."""
    official: list[Any] = (
        [] if said.is_official else [" ", html.Span("расчёт системы", className="mark")]
    )
    parts = [
        html.Div([html.H2("Откуда число?"),
                  dcc.Link("Закрыть", href=pages.close, className="button button-quiet")], className="upload-top"),
        html.P(said.title, className="strip-title"),
        html.P(said.formula),
        html.P([said.definition, *official], className="muted"),
        html.P(f"Снимок данных {said.snapshot}", className="muted"),
        html.H3("Файлы"),
        data_table(sources, SOURCE_COLUMNS),
        html.H3(_counted(rows, pages)),
        data_table(rows, ROW_COLUMNS),
        _pager(rows, pages),
    ]  # fmt: skip
    spoken: dict[str, Any] = {"aria-label": "Откуда число?", "role": "region"}
    return html.Aside(parts, className="card origin", id="origin", **spoken)


def files_panel(said: Explained, sources: pd.DataFrame, close: str, remark: str = "") -> html.Aside:
    """Return the panel of a number whose rows are not listed: its files, with the place where these say it.

    `sources` may have sheet_name, first_row and last_row (from 0); `remark` stands under the table.
    """
    official: list[Any] = (
        [] if said.is_official else [" ", html.Span("расчёт системы", className="mark")]
    )
    has_place = "sheet_name" in sources.columns
    columns = [*SOURCE_COLUMNS, *([PLACE_COLUMN] if has_place else [])]
    parts = [
        html.Div([html.H2("Откуда число?"),
                  dcc.Link("Закрыть", href=close, className="button button-quiet")], className="upload-top"),
        html.P(said.title, className="strip-title"),
        html.P(said.formula),
        html.P([said.definition, *official], className="muted"),
        html.P(f"Снимок данных {said.snapshot}", className="muted"),
        html.H3("Файлы"),
        data_table(sources, columns),
        *([html.P(remark, className="muted")] if remark else []),
    ]  # fmt: skip
    spoken: dict[str, Any] = {"aria-label": "Откуда число?", "role": "region"}
    return html.Aside(parts, className="card origin", id="origin", **spoken)


def _counted(rows: pd.DataFrame, pages: Pages) -> str:
    total = int(rows["rows_count"].iloc[0]) if len(rows) else 0
    if total <= pages.size:
        return f"Отметки: {words.plural(total, 'строка', 'строки', 'строк')}"
    first = (pages.number - 1) * pages.size + 1
    return f"Отметки: {first}–{first + len(rows) - 1} из{words.NBSP}{words.integer(total)}"


def _pager(rows: pd.DataFrame, pages: Pages) -> html.Nav | None:
    total = int(rows["rows_count"].iloc[0]) if len(rows) else 0
    last = -(-total // pages.size)
    links = []
    if pages.number > 1:
        links.append(dcc.Link("← Назад", href=pages.href(pages.number - 1)))
    if pages.number < last:
        links.append(dcc.Link("Дальше →", href=pages.href(pages.number + 1)))
    spoken: dict[str, Any] = {"aria-label": "Страницы отметок"}
    return html.Nav(links, className="pager", **spoken) if links else None


def cell_panel(found: pd.DataFrame, neighbours: Sequence[Sequence[str]], close: str) -> html.Aside:
    """Return the panel of one cell of a file: what was read from it, and the cells around it."""
    if found.empty:
        body: list[Any] = [html.P("Такой ячейки в ваших классах нет.", className="muted")]
    else:
        first = found.iloc[0]
        day = words.day(first["lesson_date"]) if not words.is_missing(first["lesson_date"]) else ""
        about = ", ".join(
            filter(None, [first["full_name"], first["class_name"], first["subject"], day])
        )
        body = [
            html.P(about, className="strip-title"),
            html.P(["В файле стоит ", html.Strong(f"«{first['cell_raw']}»"), ", прочитано: ",
                    "; ".join(meaning(row) for row in found.to_dict("records"))]),
            html.P(f"Файл «{first['file_name']}», {address_of(first)}"),
            html.P(f"Загрузил: {first['accepted_by']}, {words.moment(first['accepted_at'])}", className="muted"),
            *([_neighbours(neighbours, int(first["row_no"]), int(first["column_no"]))] if neighbours else []),
        ]  # fmt: skip
    head = html.Div(
        [
            html.H2("Откуда число?"),
            dcc.Link("Закрыть", href=close, className="button button-quiet"),
        ],
        className="upload-top",
    )
    spoken: dict[str, Any] = {"aria-label": "Ячейка файла", "role": "region"}
    return html.Aside([head, *body], className="card origin", id="origin", **spoken)


def meaning(row: Mapping[Any, Any]) -> str:
    """Return in words what was read: «отметка 4», «пропуск по болезни», «н/а»."""
    if row["meaning"] == "mark" or row["meaning"] == "attested":
        weight = f", вес {row['weight']}" if row.get("weight", 1) > 1 else ""
        return f"отметка{weight}"
    kind = words.ATTENDANCE_KINDS.get(row["meaning"])
    return f"посещаемость: {kind}" if kind else STATES.get(row["meaning"], row["meaning"])


def _neighbours(rows: Sequence[Sequence[str]], row: int, column: int) -> html.Div:
    """Return the cells around one, `rows` being the square whose middle it is."""
    above, left = max(row - 2, 0), max(column - 3, 0)
    width = max(map(len, rows), default=0)
    head = [html.Th(""), *(html.Th(letters_of(left + n)) for n in range(width))]
    body = [
        html.Tr([html.Th(above + r + 1), *(
            html.Td(text, className="is-cell" if (above + r, left + c) == (row, column) else "")
            for c, text in enumerate(cells))])
        for r, cells in enumerate(rows)
    ]  # fmt: skip
    return html.Div(html.Table([html.Thead(html.Tr(head)), html.Tbody(body)]),
                    className="mapping-grid origin-grid", tabIndex=0)  # fmt: skip


def address_of(row: Any) -> str:
    """Return the cell as a spreadsheet names it: «Лист1!D45»."""
    return f"{row['sheet_name']}!{letters_of(int(row['column_no']))}{int(row['row_no']) + 1}"


def _mark(row: Mapping[Any, Any]) -> str:
    return (
        str(row["mark_raw"])
        if row["state"] == "attested"
        else STATES.get(row["state"], row["state"])
    )


def _when(row: Mapping[Any, Any]) -> str:
    return f"{row['accepted_by']}, {words.moment(row['accepted_at'])}"


def _pupil(row: Mapping[Any, Any]) -> dcc.Link:
    return dcc.Link(row["full_name"], href=f"/pupil/{int(row['pupil_id'])}")


SOURCE_COLUMNS = [
    Column("file_name", "Файл", show=lambda r: html.A(r["file_name"], href=f"/upload/source/{int(r['batch_id'])}")),
    Column("accepted_at", "Кто и когда загрузил", show=_when),
    Column("rows_count", "Строк", kind="count"),
]  # fmt: skip
PLACE_COLUMN = Column(
    "sheet_name", "Где в файле",
    show=lambda r: f"{r['sheet_name']}, строки {int(r['first_row']) + 1}–{int(r['last_row']) + 1}",
)  # fmt: skip
ROW_COLUMNS = [
    Column("row_no", "Ячейка", show=address_of),
    Column("mark_raw", "Отметка", show=_mark),
    Column("full_name", "Ученик", show=_pupil),
    Column("subject", "Предмет"),
]
