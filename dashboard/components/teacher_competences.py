"""A teacher's own competences on the card: self-assessment beside the observers', for the teacher and the methodist."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components.page import section
from dashboard.components.states import empty_state
from dashboard.components.tables import Column, data_table
from dashboard.figures.competences import VERDICTS

STEPS = {"learning_route": "шаг маршрута", "mentor": "может быть наставником"}
NOTE = "Видят только сам педагог и методист. Уровни от 0 «не владею» до 3 «могу научить»."


def competences_section(own: pd.DataFrame) -> html.Section:
    """Return the section; `own` are a teacher's rows of `queries.competences.teachers`."""
    if own.empty:
        empty = empty_state(
            "Самооценки пока нет.",
            "Здесь будут компетенции: сам и наблюдатели рядом. Их дают анкета самооценки и посещённые уроки.",
            "/teachers", "К компетенциям педагогов",
        )  # fmt: skip
        return section("Компетенции", empty, name="competences")
    told = html.P(
        [NOTE, " ", dcc.Link("Посещённые уроки", href="/observations")], className="muted"
    )
    return section("Компетенции", told, data_table(own, COLUMNS), name="competences")


def _level(name: str) -> Any:
    def show(row: Mapping[str, Any]) -> str:
        if words.is_missing(row[name]):
            return words.NO_DATA
        return f"{words.number(float(row[name]) * 3 / 100, 1)} из{words.NBSP}3"

    return show


COLUMNS = [
    Column("competence_name", "Компетенция"),
    Column("self_pct", "Сам", show=_level("self_pct")),
    Column("expert_pct", "Наблюдатели", show=_level("expert_pct")),
    Column("lessons_count", "Уроков", "count"),
    Column("verdict", "Вывод", show=lambda r: VERDICTS[r["verdict"]]),
    Column("step", "Что дальше", show=lambda r: STEPS.get(r["step"], "—")),
]
