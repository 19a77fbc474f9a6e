"""ОГЭ and ЕГЭ in words and tables, the same on the page of objectivity and on a class's card."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash import html

from dashboard import words
from dashboard.components.page import later_strips, strip, strips
from dashboard.components.shares import share_text
from dashboard.components.tables import Column


def _share(part: str, whole: str) -> Any:
    return lambda row: share_text(row[part], row[whole])


def with_counts(frame: pd.DataFrame) -> pd.DataFrame:
    """Return exams with passed_count and quality_count, who have them not yet."""
    if frame.empty:
        return frame
    return frame.assign(
        passed_count=frame["marked_count"] - frame["mark2_count"],
        quality_count=frame["mark5_count"] + frame["mark4_count"],
    )


SAT = [
    Column("participants_count", "Участников", "count"),
    Column("absent_count", "Не явились", "count"),
]
OGE = [
    *SAT,
    Column("marked_count", "Оценено", "count"),
    Column("average_mark", "Средняя", "number", 2),
    Column("passed_count", "Успеваемость", show=_share("passed_count", "marked_count")),
    Column("quality_count", "Качество", show=_share("quality_count", "marked_count")),
    Column("below_count", "Ниже минимума", show=_share("below_count", "judged_count")),
    Column("year_pairs_count", "Есть годовая", "count"),
    Column("lowered_count", "Ниже её", "count"),
    Column("confirmed_count", "Равна", show=_share("confirmed_count", "year_pairs_count")),
    Column("raised_count", "Выше", "count"),
]
EGE = [
    *SAT,
    Column("tested_count", "С баллом", "count"),
    Column("average_test_points", "Средний тестовый балл", "number", 1),
    Column("below_count", "Ниже минимума", show=_share("below_count", "judged_count")),
    Column("high_count", "81–100 баллов", show=_share("high_count", "tested_count")),
]
GVE = [
    column for column in OGE if column.key != "below_count"
]  # its lowest mark is the «2» of «Успеваемость»
COLUMNS = {"oge": OGE, "ege": EGE, "gve": GVE}


def headline(frame: pd.DataFrame, kind: str, year: str) -> str:
    """Return how an exam of a year went over all its subjects."""
    people = int(frame["participants_count"].sum())
    taken = words.plural(people, "участие", "участия", "участий")
    below = int(frame["below_count"].fillna(0).sum())
    return f"{words.work_kind(kind)} {year}: {taken}, ниже минимума {below}"


def four_strips(frame: pd.DataFrame) -> html.Div:
    """Return the strips of exams with test points: who passed, who stands high, and the rest."""
    tested, judged, below, high = (
        int(frame[f"{name}_count"].fillna(0).sum())
        for name in ("tested", "judged", "below", "high")
    )
    mean = (frame["average_test_points"] * frame["tested_count"]).sum() / tested if tested else None
    return strips(
        strip("fact", f"Средний тестовый балл {words.number(mean, 1)}",
              html.P(f"81–100 баллов: {share_text(high, tested)}")),
        strip("deviation", f"Ниже минимума: {share_text(below, judged)}",
              html.P("С годовой отметкой тестовый балл не сравнивается.", className="muted")),
        *later_strips(),
    )  # fmt: skip


def remark(kind: str) -> html.P:
    """Return what a participation is, and what is laid beside what."""
    beside = (
        " Годовая отметка есть у тех, кого протокол называет по имени и чей журнал загружен."
        if kind != "ege"
        else " Ниже минимума считаются там, где минимальный балл предмета известен."
    )
    text = f"Участие — один ученик на одном экзамене; пересдача заменяет прежний результат.{beside}"
    return html.P(text, className="muted")
