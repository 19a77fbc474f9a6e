"""The works of a class on its card: ВПР, контрольные, exams; never beside anybody's name."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components import exams as exam_parts
from dashboard.components.cards import table_card
from dashboard.components.page import section
from dashboard.components.shares import share_text
from dashboard.components.tables import Column

WORKS = "Проверочные работы класса"


def works(frame: pd.DataFrame, school_year: str) -> html.Section:
    """Return the works of a class as a table; `frame` as `queries.assessments.of_class`, with `name`."""
    if frame.empty:
        said = "Протоколы ВПР и контрольных этого класса ещё не загружены."
        return section(WORKS, html.P(said, className="muted"))
    kinds = set(frame["kind"])
    kind = "vpr" if "vpr" in kinds else min(kinds)
    href = f"/objectivity?{urlencode({'year': school_year, 'kind': kind})}"
    link = dcc.Link("Сравнить с отметками журнала", href=href)
    return section(WORKS, table_card("class-works", WORKS, frame, WORK_COLUMNS), html.P(link))


def exams(frame: pd.DataFrame) -> list[Any]:
    """Return the exams of a class, each kind its own table; nothing where it sat none."""
    if frame.empty:
        return []
    counted = exam_parts.with_counts(frame)
    tables: list[Any] = []
    for kind, columns in exam_parts.COLUMNS.items():
        rows = counted[counted["kind"] == kind]
        if len(rows):
            name = f"{words.work_kind(kind)} класса"
            shown = [Column("subject", "Предмет"), *columns]
            tables += [html.H3(name), table_card(f"class-{kind}", name, rows, shown)]
            tables += [exam_parts.remark(kind)]
    kinds = [kind for kind in exam_parts.COLUMNS if kind in set(frame["kind"])]
    return [section(words.listed([words.work_kind(kind) for kind in kinds]), *tables)]


def _sat(row: Any) -> str:
    return share_text(int(row["participants_count"]), int(row["listed_count"]))


def _marks(row: Any) -> str:
    if not int(row["marked_count"]):
        return "без отметок"
    return ", ".join(f"«{n}»{words.NBSP}{int(row[f'mark{n}_count'])}" for n in (5, 4, 3, 2))


def _beside(row: Any) -> str:
    if words.is_missing(row["pairs_count"]):
        return words.NO_DATA
    kept = share_text(int(row["confirmed_count"]), int(row["pairs_count"]))
    return f"{kept}, ниже {int(row['lowered_count'])}, выше {int(row['raised_count'])}"


def _to_map(row: Any) -> Any:
    """Return the name of a work as the way to its tasks; without points there is nothing to go to."""
    if words.is_missing(row["completion_pct"]):
        return row["name"]
    return dcc.Link(row["name"], href=f"/deficits?{urlencode({'work': row['assessment_id']})}")


WORK_COLUMNS = [
    Column("name", "Работа", show=_to_map),
    Column("held_on", "Дата", "day"),
    Column("participants_count", "Писали", show=_sat),
    Column("completion_pct", "Выполнение", "share"),
    Column("marked_count", "Отметки", show=_marks),
    Column("passed_pct", "Успеваемость", "share"),
    Column("quality_pct", "Качество", "share"),
    Column("confirmed_count", "Подтвердили журнал", show=_beside),
]
