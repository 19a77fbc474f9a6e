"""Who is in a class now, who came during the year and who left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components.cards import xlsx_of
from dashboard.components.controls import button
from dashboard.components.page import section
from dashboard.components.tables import Column
from dashboard.ids import ClassIds

FOLLOWS = "Показатели обновятся через несколько секунд."
TAKEN_BACK = f"Отметка о выбытии снята. {FOLLOWS}"
TAKEN_BACK_BEFORE = "Эта отметка уже снята."
COLUMNS = [
    Column("full_name", "Ученик"),
    Column("arrived_on", "Прибытие"),
    Column("left_on", "Выбытие"),
    Column("state", "В классе"),
    Column("other_classes", "Другие классы этого года"),
]


def movements(frame: pd.DataFrame, said: Mapping[int, int]) -> html.Section | None:
    """Return the roll in a sentence, the leavers and the arrivals; None where no roll is known.

    `frame` is of `queries.classes.movements`; `said` are the records that a person made of leavers, by
    pupil: each has a way back.
    """
    if frame.empty:
        return None
    rows = frame.to_dict("records")
    left = [row for row in rows if row["has_left"]]
    came = [row for row in rows if not words.is_missing(row["arrived_on"])]
    parts: list[Any] = [html.P(sentence(len(rows) - len(left), len(came), len(left)))]
    if left:
        parts.append(html.Ul([html.Li(_leaver(row, said)) for row in left]))
    if came:
        parts.append(html.Ul([html.Li(_arrival(row)) for row in came]))
    return section(
        "Состав класса", *parts, *xlsx_of("class-roll", "Состав класса", sheet(frame), COLUMNS)
    )


def sentence(now: int, came: int, left: int) -> str:
    """Return the roll in words: «Сейчас в классе 24 ученика; за год прибыл 1, выбыли 2»."""
    moved = [
        f"{words.form(came, 'прибыл', 'прибыли', 'прибыли')} {came}" if came else "",
        f"{words.form(left, 'выбыл', 'выбыли', 'выбыли')} {left}" if left else "",
    ]
    told = ", ".join(filter(None, moved))
    pupils = words.plural(now, "ученик", "ученика", "учеников")
    return f"Сейчас в{words.NBSP}классе {pupils}" + (f"; за год {told}." if told else ".")


def _leaver(row: Mapping[Any, Any], said: Mapping[int, int]) -> list[Any]:
    day = row["left_on"]
    when = "" if words.is_missing(day) else f" {words.day(day)}"
    # The school does not say the sex of a pupil: the noun of the deed fits everybody.
    told = [
        _name(row),
        f" — выбытие{when}" if when else " — выбытие, день не указан",
        _elsewhere(row),
    ]
    record = said.get(int(row["pupil_id"]))
    undo = [" ", button("Не выбыл", ClassIds.stays(record))] if record else []
    return [*told, *undo]


def _arrival(row: Mapping[Any, Any]) -> list[Any]:
    return [_name(row), f" — прибытие {words.day(row['arrived_on'])}", _elsewhere(row)]


def _name(row: Mapping[Any, Any]) -> dcc.Link:
    return dcc.Link(row["full_name"], href=f"/pupil/{row['pupil_id']}")


def _elsewhere(row: Mapping[Any, Any]) -> str:
    return (
        f"; в этом году есть и в{words.NBSP}{row['other_classes']}" if row["other_classes"] else ""
    )


def sheet(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the roll as rows of a sheet."""
    states = ["выбыл" if left else "учится" for left in frame["has_left"]]
    return frame.assign(
        state=states,
        arrived_on=_dates(frame["arrived_on"]),
        left_on=_dates(frame["left_on"]),
    )


def _dates(days: pd.Series) -> pd.Series:
    """Return days without their time of day, None where unknown."""
    plain = [None if words.is_missing(day) else pd.Timestamp(day).date() for day in days]
    return pd.Series(plain, index=days.index, dtype=object)
