"""The timeline of checkpoints: rows that read as a list and, on a wide screen, draw their windows.

Plain HTML, so that names wrap, the keyboard opens a row, a screen reader hears it, and a narrow
screen keeps the list and drops the drawing.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

import pandas as pd
from dash import html

from dashboard import words
from dashboard.components import checkpoint_words as say

LABEL_TURNS = 60
"""Past this percent of the width a term stands left of its bar."""


class Scale(NamedTuple):
    """The span of days that the drawing covers and the day it is drawn for."""

    start: date
    end: date
    as_of: date

    def at(self, day: date) -> float:
        """Return the place of a day in percent of the width, held inside the drawing."""
        share = (day - self.start).days / ((self.end - self.start).days + 1)
        return round(100 * min(max(share, 0.0), 1.0), 2)

    @property
    def holds_today(self) -> bool:
        """Whether the day lies inside the drawing."""
        return self.start <= self.as_of <= self.end


def timeline(states: pd.DataFrame, stages: pd.DataFrame, as_of: date) -> html.Div:
    """Return the timeline of `checkpoint_states` rows, grouped by stage and step.

    `stages` gives the span of the drawing (date_from, date_to); an empty frame says so in words.
    """
    if states.empty:
        return html.Div(html.P("Таких точек на эту дату нет."), className="timeline empty")
    scale = Scale(stages.date_from.min().date(), stages.date_to.max().date(), as_of)
    groups = [_stage(rows, scale) for _, rows in states.groupby("stage", sort=False)]
    return html.Div([_head(scale), *groups], className="timeline")


def _head(scale: Scale) -> html.Div:
    years = [
        html.Span(f"{first}/{(first + 1) % 100:02d}", style=_left(scale, date(first, 9, 1)))
        for first in range(scale.start.year, scale.end.year)
    ]
    side = "" if scale.holds_today else " is-late" if scale.as_of > scale.end else " is-early"
    flag = html.Span(
        _flag(scale), className=f"timeline-flag{side}", style=_left(scale, scale.as_of)
    )
    track = html.Div([*years, flag], className="point-track timeline-years")
    return html.Div([html.Span(), html.Span(), track], className="timeline-head", **_hidden())


def _flag(scale: Scale) -> str:
    day = f"{scale.as_of:%d.%m.%Y}"
    if scale.holds_today:
        return day
    return f"{day} →" if scale.as_of > scale.end else f"← {day}"


def _stage(rows: pd.DataFrame, scale: Scale) -> html.Section:
    first = rows.iloc[0]
    title = html.H3(f"{first.stage} этап. {first.stage_name}")
    steps = [_step(found, scale) for _, found in rows.groupby("step", sort=False)]
    return html.Section([title, *steps], className="timeline-stage")


def _step(rows: pd.DataFrame, scale: Scale) -> html.Div:
    first = rows.iloc[0]
    title = html.H4(f"Шаг {first.step}. {first.step_name}")
    return html.Div([title, *[_point(row, scale) for row in rows.itertuples()]])


def _point(row: Any, scale: Scale) -> html.Details:
    sign, word, _ = say.STATES[row.state]
    state = [html.Span(sign, className="point-sign", **_hidden()), html.Span(word)]
    number = html.Span(row.checkpoint_id, className="point-number")
    window = html.Span(
        say.span(row.window_from.date(), row.window_to.date()), className="point-window"
    )
    summary = html.Summary(
        [
            html.Span(state, className="point-state"),
            html.Span([number, f" {row.name}", window], className="point-name"),
            _track(row, scale),
        ]
    )
    return html.Details([summary, _details(row)], className=f"point point-{row.state}")


def _track(row: Any, scale: Scale) -> html.Span:
    first, last = row.window_from.date(), row.window_to.date()
    start, end = scale.at(first), scale.at(last + timedelta(days=1))
    bar = html.Span(
        className="point-bar", style={"left": f"{start}%", "width": f"{end - start:.2f}%"}
    )
    beside = {"left": f"{end}%"} if end < LABEL_TURNS else {"right": f"{100 - start:.2f}%"}
    term = html.Span(say.span(first, last), className="point-term", style=beside)
    line = html.Span(className="point-today", style=_left(scale, scale.as_of))
    return html.Span(
        [bar, term, *([line] if scale.holds_today else [])], className="point-track", **_hidden()
    )


def _details(row: Any) -> html.Dl:
    reviewed = "" if pd.isna(row.reviewed_on) else words.day(row.reviewed_on.date())
    facts = [
        ("Вид работ", f"{row.work_id} {row.work_name}"),
        ("Срок в программе", _printed(row.printed)),
        ("Состояние", say.STATES[row.state].meaning),
        ("Чего не хватает", row.missing_why),
        ("Какие данные нужны", row.needs),
        ("Отвечает", row.responsible),
        ("Что должно получиться", row.output),
        ("Вопросы", row.questions),
        ("Проверено", reviewed),
        ("Вывод", row.conclusion),
    ]
    shown = [(label, text) for label, text in facts if isinstance(text, str) and text]
    parts = [part for label, text in shown for part in (html.Dt(label), html.Dd(text))]
    return html.Dl(parts, className="point-details")


def _printed(term: Any) -> str:
    return "не напечатан, взят из строки выше" if words.is_missing(term) else str(term)


def _left(scale: Scale, day: date) -> dict[str, str]:
    return {"left": f"{scale.at(day)}%"}


def _hidden() -> dict[str, Any]:
    return {"aria-hidden": "true"}
