"""Cohorts in words: who grew most, who came and went, which classes cannot be followed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from dash import html

from dashboard import words
from dashboard.components.page import later_strips, strip, strips
from dashboard.components.shares import share_text
from dashboard.components.tables import Column
from dashboard.figures.measures import BASES, Measure

NOTHING = "Проследить классы по годам пока нельзя: нужны отметки двух лет подряд"
RULE = (
    "Когорта — один класс в разные годы. Класс считается тем же, если больше половины его учеников учились "
    "в прошлом году вместе и больше половины оставшихся в школе учеников того класса пришли сюда; буква может "
    "смениться."
)
SAME = "«Те же ученики» — те, кто был в классе во все показанные годы."


def sentence(frame: pd.DataFrame, measure: Measure) -> str:
    """Return the largest change of a cohort over its years, with the counts of both ends."""
    moved = changes(frame, measure.code)
    if moved.empty:
        return NOTHING
    most = moved.iloc[int(moved["change_points"].abs().argmax())]
    verb = "выросло" if most["change_points"] > 0 else "упало"
    if abs(most["change_points"]) < 0.05:
        return f"У когорт {measure.name} держится: ни у одной не изменилось"
    if measure.code == "passed":
        verb = verb[:-1] + "а" if verb.endswith("ло") else verb
    return (
        f"Сильнее всего {measure.name} {verb} в{words.NBSP}{most['newest_class']}: "
        f"с{words.NBSP}{words.percent(most['first_pct'], 0)} до{words.NBSP}{words.percent(most['last_pct'], 0)} "
        f"с{words.NBSP}{most['first_year']} года ({_counted(most)})"
    )


def _counted(row: Any) -> str:
    then = f"{int(row['first_part'])} из{words.NBSP}{int(row['first_whole'])}"
    return f"было {then}, стало {int(row['last_part'])} из{words.NBSP}{int(row['last_whole'])}"


def changes(frame: pd.DataFrame, part: str) -> pd.DataFrame:
    """Return the first and the last known year of every cohort with two known years or more.

    Columns: newest_class, first_ and last_ year, pct, part, whole; change_points.
    """
    columns = ["newest_class", "first_year", "last_year", "first_pct", "last_pct", "first_part",
               "last_part", "first_whole", "last_whole", "change_points"]  # fmt: skip
    rows = []
    known = frame[frame[f"{part}_pct"].notna()] if len(frame) else frame
    for name, own in known.groupby("newest_class") if len(known) else ():
        if len(own) > 1:
            first, last = own.iloc[0], own.iloc[-1]
            ends = [[e["school_year"], e[f"{part}_pct"], e[f"{part}_pupils_count"],
                     e["attested_pupils_count"]] for e in (first, last)]  # fmt: skip
            pairs = [value for pair in zip(*ends, strict=True) for value in pair]
            rows.append([name, *pairs, ends[1][1] - ends[0][1]])
    return pd.DataFrame(rows, columns=columns)


def headline(frame: pd.DataFrame, measure: Measure) -> str:
    """Return how many cohorts rose and fell."""
    moved = changes(frame, measure.code)
    if moved.empty:
        return NOTHING
    up, down = int((moved["change_points"] > 0).sum()), int((moved["change_points"] < 0).sum())
    cohorts = words.plural(len(moved), "когорты", "когорт", "когорт")
    return f"Из {cohorts} {measure.name} за годы наблюдения выше у{words.NBSP}{up}, ниже у{words.NBSP}{down}"


def unit(measure: Measure, base: str, period: str) -> str:
    """Return how to read the small multiples."""
    return (
        f"{measure.name.capitalize()} по ученикам, % · {words.period(period)} каждого года · база: {BASES[base]} · "
        "линия — весь класс, пунктир — те же ученики, серая — параллель; ▼ ▲ — сдвиг от 10 п. п."
    )


def four_strips(frame: pd.DataFrame, measure: Measure, lost: Sequence[str]) -> html.Div:
    """Return fact, deviation, and what cannot be said; `lost` are the classes with no year before."""
    moved = changes(frame, measure.code).sort_values("change_points")
    falls = moved[moved["change_points"] < 0].head(3)
    joined = frame["joined_count"].sum() if len(frame) else 0
    left = frame["left_count"].sum() if len(frame) else 0
    came = words.plural(int(joined), "ученик", "ученика", "учеников")
    alone = [html.P(f"Без прошлого года: {words.listed(list(lost), 8)}", className="muted")]
    fact = strip(
        "fact",
        f"Прослежено когорт: {len(moved)}",
        html.P(f"За все годы пришли {came}, ушли {int(left)}"),
        *(alone if lost else []),
    )
    items = [html.Li(f"{row['newest_class']}: {words.points(row['change_points'])}, {_counted(row)}")
             for row in falls.to_dict("records")]  # fmt: skip
    return strips(
        fact,
        strip("deviation", "Сильнее всего снизились" if items else "Снижений нет", html.Ul(items)),
        *later_strips(),
    )


def columns(measure: Measure, base: str) -> list[Column]:
    """Return the columns of the table twin: every year of every cohort, counts on both readings."""
    part = measure.code
    whole = BASES[base]
    return [
        Column("newest_class", "Когорта"),
        Column("school_year", "Год"),
        Column("class_name", "Класс"),
        Column("pupils_count", "Учеников", kind="count"),
        Column("joined_count", "Пришли", kind="count", show=lambda row: _moved(row, "joined_count")),
        Column("left_count", "Ушли", kind="count", show=lambda row: _moved(row, "left_count")),
        Column(f"{part}_pct", f"Весь класс, {whole}", kind="share", show=lambda row: _share(row, "", part)),
        Column(f"same_{part}_pct", "Те же ученики", kind="share", show=lambda row: _share(row, "same_", part)),
        Column(f"parallel_{part}_pct", "Параллель", kind="share"),
    ]  # fmt: skip


def _moved(row: Any, column: str) -> str:
    return "начало" if words.is_missing(row[column]) else words.integer(row[column])


def _share(row: Any, prefix: str, part: str) -> str:
    return share_text(row[f"{prefix}{part}_pupils_count"], row[f"{prefix}attested_pupils_count"])
