"""Words and sentences of the checkpoints: states, windows, what is due, what it means."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from dashboard import words

OPEN = ("due", "no_data")
SOON_DAYS = 90


class State(NamedTuple):
    """How a state is shown: its sign, its word and what it means."""

    sign: str
    word: str
    meaning: str


STATES = {
    "done": State("●", "выполнено", "проверено человеком, есть дата и вывод"),
    "not_held": State("✕", "не проводилось", "человек указал причину"),
    "overdue": State("▲", "просрочено", "срок прошёл, проверки нет"),
    "no_data": State("◇", "нет данных", "срок идёт, нужных данных нет"),
    "due": State("▶", "идёт", "срок идёт, данные на месте"),
    "upcoming": State("○", "предстоит", "срок ещё не начался"),
}


def state_text(state: str) -> str:
    """Return the sign and the word of a state: «▲ просрочено»."""
    shown = STATES[state]
    return f"{shown.sign}{words.NBSP}{shown.word}"


def span(start: date, end: date) -> str:
    """Return a window in words: «1 сентября – 31 декабря 2020»; the first year only where it differs."""
    if start.year == end.year:
        first = words.day(start).rsplit(words.NBSP, 1)[0]
        return f"{first} – {words.day(end)}"
    return f"{words.day(start)} – {words.day(end)}"


def points(count: int) -> str:
    """Return a number of checkpoints: «1 точка», «33 точки», «7 точек»."""
    return words.plural(count, "точка", "точки", "точек")


def headline(states: pd.DataFrame, as_of: date) -> str:
    """Return the page's sentence for a day, true before, during and after the programme."""
    start, end = states.window_from.min().date(), states.window_to.max().date()
    done = int((states.state == "done").sum())
    if as_of < start:
        return f"Программа начинается {words.day(start)}: впереди {points(len(states))}"
    if as_of > end:
        return f"Программа закончилась {words.day(end)}: {_settled(states, done)}"
    return f"На {words.day(as_of)} {_now_open(states)}; {_counts(states, done)}"


def _settled(states: pd.DataFrame, done: int) -> str:
    if not done:
        return f"ни одна из{words.NBSP}{points_of(len(states))} не отмечена выполненной"
    return f"выполнено {done} из{words.NBSP}{points_of(len(states))}"


def points_of(count: int) -> str:
    """Return a number of checkpoints after «из»: «33 точек», «1 точки»."""
    return f"{count}{words.NBSP}{words.form(count, 'точки', 'точек', 'точек')}"


def _now_open(states: pd.DataFrame) -> str:
    count = int(states.state.isin(OPEN).sum())
    blind = int((states.state == "no_data").sum())
    if not count:
        return "открытых точек нет"
    verb = words.form(count, "идёт", "идут", "идут")
    if not blind:
        return f"{verb} {points(count)}, данные на месте"
    if blind == count:
        return f"{verb} {points(count)}, и{words.NBSP}{_for_all(count)} не хватает данных"
    return f"{verb} {points(count)}, из{words.NBSP}них без нужных данных {blind}"


def _for_all(count: int) -> str:
    return "ей" if count == 1 else "всем"


def _counts(states: pd.DataFrame, done: int) -> str:
    late = int((states.state == "overdue").sum())
    return f"выполнено {done} из{words.NBSP}{len(states)}, просрочено {late}"


def due_line(row: Any) -> str:
    """Return when an open checkpoint ends and what it lacks."""
    until = f"до {words.day(row.window_to.date())}"
    return f"{until}, не хватает: {row.missing_why}" if row.missing_why else f"{until}, данные есть"


def due_title(states: pd.DataFrame, as_of: date) -> str:
    """Return the title of what is due now; where nothing is, what comes next or what it means."""
    count = int(states.state.isin(OPEN).sum())
    if count:
        verb = words.form(count, "идёт", "идут", "идут")
        return f"Сейчас {verb} {points(count)}"
    ahead = states[states.state == "upcoming"].sort_values("window_from", kind="stable")
    if ahead.empty:
        return "Открытых точек больше нет"
    first = ahead.iloc[0]
    return f"Ближайшая точка — {first.checkpoint_id}, с {words.day(first.window_from.date())}"


def soon(states: pd.DataFrame, as_of: date) -> tuple[str, str]:
    """Return the title and the text of the strip «Что будет»: terms that end in the next months."""
    horizon = pd.Timestamp(as_of) + pd.Timedelta(days=SOON_DAYS)
    ending = states[states.state.isin(OPEN) & (states.window_to <= horizon)]
    opening = states[(states.state == "upcoming") & (states.window_from <= horizon)]
    ahead = int((states.state == "upcoming").sum())
    if not ahead and not states.state.isin(OPEN).any():
        end = words.day(states.window_to.max().date())
        return "Новых сроков нет", f"Последний срок программы — {end}."
    listed = words.listed(ending.checkpoint_id.tolist(), 6)
    without = f"Без проверки станут просроченными: {listed}. " if listed else ""
    return _soon_title(len(ending)), f"{without}{_opening(len(opening))}, всего впереди {ahead}."


def _soon_title(count: int) -> str:
    within = f"{SOON_DAYS}{words.NBSP}дней"
    if not count:
        return f"В ближайшие {within} ни один срок не кончается"
    verb = words.form(count, "кончается", "кончаются", "кончаются")
    return f"В ближайшие {within} {verb} {words.plural(count, 'срок', 'срока', 'сроков')}"


def _opening(count: int) -> str:
    if not count:
        return "Новых точек за это время нет"
    return f"{words.form(count, 'Откроется', 'Откроются', 'Откроется')} {points(count)}"


def late(states: pd.DataFrame, as_of: date) -> tuple[str, str]:
    """Return the title and the text of the strip «Отклонение от плана»."""
    rows = states[states.state == "overdue"].sort_values("window_to", kind="stable")
    if rows.empty:
        return "Просроченных точек нет", "Отклонение — это точка, срок которой прошёл без проверки."
    first = rows.iloc[0]
    since = words.ago(first.window_to.date(), as_of)
    text = (
        f"Срок прошёл, а{words.NBSP}проверки нет. Первой опоздала {first.checkpoint_id}: {since}."
    )
    return f"Просрочено {len(rows)} из{words.NBSP}{len(states)}", text
