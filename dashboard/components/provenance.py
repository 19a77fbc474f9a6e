"""«Откуда число?»: the formula with its numbers, the files, the rows and their cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components.mapping import letters_of
from dashboard.components.tables import Column, data_table

STATES = {"not_attested": "н/а", "exempt": "освобождён", "passed": "зачёт", "failed": "незачёт"}


def quality_formula(counts: Any) -> str:
    """Return the shares of a subject with the counts put in."""
    five, four, three = (int(counts[f"mark{n}_count"]) for n in (5, 4, 3))
    whole = int(counts["attested_count"])
    if not whole:
        return "Никто не аттестован: долю считать не из чего."
    quality = words.percent(100 * (five + four) / whole)
    passed = words.percent(100 * (five + four + three) / whole)
    return (
        f"Качество: ({five} «5» + {four} «4») / {whole} × 100 = {quality}. "
        f"Успеваемость: ({five} + {four} + {three}) / {whole} × 100 = {passed}."
    )


def pupils_formula(counts: Any) -> str:
    """Return the shares of a class by pupils with the counts put in."""
    whole = int(counts["attested_pupils_count"])
    if not whole:
        return "Нет аттестованных учеников: долю считать не из чего."
    quality, passed = int(counts["quality_pupils_count"]), int(counts["passed_pupils_count"])
    return (
        f"Качество: {quality} учатся только на «4» и «5» из {whole} аттестованных = "
        f"{words.percent(100 * quality / whole)}. Успеваемость: {passed} без «2» из {whole} = "
        f"{words.percent(100 * passed / whole)}."
    )


def origin_panel(
    title: str, formula: str, sources: pd.DataFrame, rows: pd.DataFrame, close: str
) -> html.Aside:
    """Return the panel: `sources` and `rows` as `queries.provenance` gives them."""
    total = int(rows["rows_count"].iloc[0]) if len(rows) else 0
    shown = words.plural(len(rows), "строка", "строки", "строк")
    said = shown if len(rows) == total else f"первые {len(rows)} из {words.integer(total)}"
    parts = [
        html.Div([html.H2("Откуда число?"), dcc.Link("Закрыть", href=close, className="button button-quiet")],
                 className="upload-top"),
        html.P(title, className="strip-title"),
        html.P(formula),
        html.H3("Файлы"),
        data_table(sources, SOURCE_COLUMNS),
        html.H3(f"Строки: {said}"),
        data_table(rows, ROW_COLUMNS),
    ]  # fmt: skip
    spoken: dict[str, Any] = {"aria-label": "Откуда число?", "role": "region"}
    return html.Aside(parts, className="card origin", id="origin", **spoken)


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
ROW_COLUMNS = [
    Column("row_no", "Ячейка", show=address_of),
    Column("mark_raw", "Отметка", show=_mark),
    Column("full_name", "Ученик", show=_pupil),
    Column("subject", "Предмет"),
]
