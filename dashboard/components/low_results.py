"""Signs of low results (ШНОР) in calm words: two of them, each on its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
from dash import html

from dashboard import words
from dashboard.components.cards import table_card
from dashboard.components.page import section
from dashboard.components.shares import share_text
from dashboard.components.states import note
from dashboard.components.tables import Column
from dashboard.figures.subject_names import in_sentence


def section_of(frame: pd.DataFrame, pct: float) -> list[Any]:
    """Return both signs of low results in calm words; nothing where the school's are not for this person."""
    if frame.empty:
        return []
    title = "Признаки низких результатов"
    said: list[Any] = [note(text, "warning") for text in signs(frame, pct)]
    calm = html.P(
        f"Ни один признак не поднят: работ, где низких результатов {words.percent(pct)} и больше, "
        "меньше двух за год, и ни одна не повторилась два года подряд."
    )
    rule = html.P(
        f"Два отдельных признака: (а) не меньше {words.percent(pct)} низких результатов в двух и более "
        "процедурах одного года; (б) в одной процедуре два года подряд.", className="muted",
    )  # fmt: skip
    table = table_card("objectivity-low", title, frame, LOW_COLUMNS)
    return [section(title, *(said or [calm]), rule, table, name="low-results")]


def signs(frame: pd.DataFrame, pct: float) -> list[str]:
    """Return each raised sign as a sentence, of the newest year that has it."""
    found = []
    for name, text in (("is_in_two", "в двух и более работах одного года"),
                       ("is_twice", "в одной работе два года подряд")):  # fmt: skip
        rows = frame[frame[name] == 1] if len(frame) else frame
        if len(rows):
            year = rows["school_year"].max()
            named = [procedure(row) for row in rows[rows["school_year"] == year].to_dict("records")]
            found.append(
                f"{year}: низких результатов {words.percent(pct)} и{words.NBSP}больше {text} — "
                f"{words.listed(named, 4)}"
            )
    return found


def procedure(row: Mapping[Any, Any]) -> str:
    """Return a procedure with its share: «ВПР, математика, 5 класс: 8 из 20 (40 %)»."""
    share = share_text(int(row["low_count"]), int(row["judged_count"]))
    name = f"{words.work_kind(row['kind'])}, {in_sentence(row['subject'])}"
    return f"{name}, {row['grade']}{words.NBSP}класс: {share}"


def _yes(name: str) -> Callable[[Any], str]:
    return lambda row: "▲ да" if row[name] else "нет"


LOW_COLUMNS = [
    Column("school_year", "Год"),
    Column("kind", "Процедура", show=lambda row: words.work_kind(row["kind"])),
    Column("subject", "Предмет"),
    Column("grade", "Класс работы", "count"),
    Column("low_count", "Низких результатов", "count"),
    Column("judged_count", "Участников", "count"),
    Column("low_pct", "Доля", "share"),
    Column("is_in_two", "В двух работах года", show=_yes("is_in_two")),
    Column("is_twice", "Два года подряд", show=_yes("is_twice")),
]
