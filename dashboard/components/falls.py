"""Falls two periods on end: in words, and as a list."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components.cards import table_card
from dashboard.components.page import section
from dashboard.components.shares import share_text
from dashboard.components.tables import Column
from dashboard.figures.subject_names import in_sentence
from dashboard.ids import AchievementIds

TITLE = "Падают два периода подряд"


def fall_words(row: Any) -> str:
    """Return «▼ Падает два периода подряд: 56 % → 48 % → 40 %»."""
    line = " → ".join(
        words.percent(row[f"{when}quality_pct"], 0) for when in ("earlier_", "before_", "")
    )
    return f"▼ Качество падает два периода подряд: {line}"


def falls(frame: pd.DataFrame, points: float, cell: str) -> html.Section:
    """Return the list of `queries.achievement.falls`; `points` make a fall, `cell` leads to a drill."""
    how = (
        f"Каждый раз не меньше, чем на {words.number(points, 0)}{words.NBSP}п.{words.NBSP}п., в одном учебном "
        "году. База: аттестованные."
    )
    if frame.empty:
        none = "Таких классов и предметов за этот период нет."
        return section(TITLE, html.P(f"{none} {how}", className="muted"))
    columns = [
        Column("class_name", "Где", show=lambda row: _where(row, cell)),
        Column("earlier", "Два периода назад", show=lambda row: _share(row, "earlier_")),
        Column("before", "Период назад", show=lambda row: _share(row, "before_")),
        Column("now", "Сейчас", show=lambda row: _share(row, "")),
        Column("change_points", "За два периода", kind="points"),
    ]
    counted = words.plural(len(frame), "место", "места", "мест")
    table = table_card(AchievementIds.falls, TITLE, frame, columns, how)
    return section(f"▼ {TITLE}: {counted}", html.P(how, className="muted"), table)


def _where(row: Any, cell: str) -> dcc.Link:
    href = cell.format(class_name=quote(row["class_name"]), subject=quote(row["subject"]))
    return dcc.Link(f"{row['class_name']}, {in_sentence(row['subject'])}", href=href)


def _share(row: Any, when: str) -> str:
    return share_text(row[f"{when}quality_count"], row[f"{when}attested_count"])
