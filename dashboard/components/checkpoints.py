"""The checkpoints page's parts: head and filters, the four strips, what is due, the timeline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components import checkpoint_words as say
from dashboard.components.cards import chart_card
from dashboard.components.controls import pill_link, pill_select
from dashboard.components.page import page_head, section, strip, strips
from dashboard.components.states import note
from dashboard.components.tables import Column
from dashboard.components.timeline import timeline
from dashboard.ids import CheckpointIds

SOURCE = "Программа школы, приложение 2"
REVIEWS_LATER = "Выполнено — это дата и вывод проверки. Её добавит одна из следующих версий."
ALL, OTHER = "all", "other"


@dataclass(frozen=True)
class Checkpoints:
    """What the page shows: all states on a day, the stages, and what was chosen.

    `link` makes the address of the page with changed filters: `link(state="due")`.
    """

    states: pd.DataFrame
    stages: pd.DataFrame
    as_of: date
    today: date
    stage: str = ""
    state: str = ""
    source: str = ""
    link: Callable[..., str] = str

    @property
    def shown(self) -> pd.DataFrame:
        """The rows of the chosen stage and state."""
        rows = self.states
        rows = rows[rows.stage.astype(str) == self.stage] if self.stage else rows
        return rows[rows.state == self.state] if self.state else rows

    @property
    def stage_days(self) -> list[tuple[str, date]]:
        """The quick choices of a day: today and both ends of every stage."""
        days = [("сегодня", self.today)]
        for stage in _records(self.stages):
            days.append((f"начало {stage.stage}-го этапа", stage.date_from.date()))
            days.append((f"конец {stage.stage}-го этапа", stage.date_to.date()))
        return days


def _records(frame: pd.DataFrame) -> list[Any]:
    return list(frame.itertuples())


def checkpoints_body(page: Checkpoints) -> list[Any]:
    """Return the page: head, what the end of the programme means, strips, what is due, timeline."""
    spoken: dict[str, Any] = {"aria-label": "Состояние точек"}
    return [
        page_head(say.headline(page.states, page.as_of), _facts(page), _filters(page)),
        _over(page),
        _strips(page),
        _due(page),
        html.Nav(_legend(page), className="pills", **spoken),
        _timeline_card(page),
    ]


def _facts(page: Checkpoints) -> list[str]:
    return [
        f"на {words.day(page.as_of)}",
        f"3{words.NBSP}этапа, 6{words.NBSP}шагов, {say.points(len(page.states))}",
        page.source,
    ]


def _filters(page: Checkpoints) -> list[Any]:
    options = [{"label": label, "value": day.isoformat()} for label, day in page.stage_days]
    known = {option["value"] for option in options}
    other = [] if page.as_of.isoformat() in known else [{"label": "другая дата", "value": OTHER}]
    stages = [{"label": "все этапы", "value": ALL}] + [
        {"label": f"{stage.stage}. {stage.stage_name}", "value": str(stage.stage)}
        for stage in _records(page.stages)
    ]
    chosen = page.as_of.isoformat() if not other else OTHER
    return [
        _day_field(page),
        pill_select(CheckpointIds.stage_day, "Быстро", other + options, chosen),
        pill_select(CheckpointIds.stage, "Этап", stages, page.stage or ALL),
    ]


def _day_field(page: Checkpoints) -> html.Label:
    field = dcc.Input(
        id=CheckpointIds.as_of,
        type="date",  # type: ignore[arg-type]
        value=page.as_of.isoformat(),
        className="pill-date",
    )
    return html.Label([html.Span("На дату", className="pill-label"), field], className="pill")


def _over(page: Checkpoints) -> Any:
    end = page.stages.date_to.max().date()
    if page.as_of <= end:
        return None
    links = [
        dcc.Link(label, href=page.link(as_of=day.isoformat()))
        for label, day in page.stage_days
        if day <= end
    ]
    listed = [part for link in links for part in (", ", link)][1:]
    return note(
        [
            f"Программа закончилась {words.day(end)}, поэтому на эту дату просрочено всё, что не "
            "отмечено проверкой: это говорит об отметках, а не о том, что работы не было. ",
            "Как было по ходу программы: ",
            *listed,
            ".",
        ]
    )


def _strips(page: Checkpoints) -> html.Div:
    states = page.states
    done = int((states.state == "done").sum())
    dropped = int((states.state == "not_held").sum())
    late_title, late_text = say.late(states, page.as_of)
    soon_title, soon_text = say.soon(states, page.as_of)
    fact = f"Не проводилось: {dropped}." if dropped else "Отметок «не проводилось» нет."
    return strips(
        strip("fact", f"Выполнено {done} из{words.NBSP}{len(states)}", html.P(fact)),
        strip("deviation", late_title, html.P(late_text)),
        strip("forecast", soon_title, html.P(soon_text)),
        strip("decision", "Отметки появятся с проверкой точек", html.P(REVIEWS_LATER)),
    )


def _due(page: Checkpoints) -> html.Section:
    rows = page.states[page.states.state.isin(say.OPEN)]
    items = [_due_item(row) for row in rows.itertuples()]
    body = html.Ul(items, className="due-list") if items else html.P(_nothing_due(page))
    return section(say.due_title(page.states, page.as_of), body, name="due")


def _due_item(row: Any) -> html.Li:
    number = html.Span(row.checkpoint_id, className="point-number")
    state = html.Span(say.state_text(row.state), className=f"due-state due-{row.state}")
    return html.Li(
        [
            html.P([number, " ", row.name]),
            html.P([state, f" · {say.due_line(row)}"], className="muted"),
        ]
    )


def _nothing_due(page: Checkpoints) -> str:
    if (page.states.state == "upcoming").any():
        return "На эту дату ни одна точка не открыта."
    return "Сроки всех точек прошли. Выберите дату по ходу программы, чтобы увидеть её в движении."


def _legend(page: Checkpoints) -> list[Any]:
    rows = page.states
    rows = rows[rows.stage.astype(str) == page.stage] if page.stage else rows
    links = [pill_link(f"все {len(rows)}", page.link(state=""), not page.state)]
    for state in say.STATES:
        text = f"{say.state_text(state)}{words.NBSP}{int((rows.state == state).sum())}"
        links.append(pill_link(text, page.link(state=state), page.state == state))
    return links


def _timeline_card(page: Checkpoints) -> html.Article:
    shown = page.shown
    total = len(page.states)
    picked = f"показано {len(shown)} из{words.NBSP}{total}" if len(shown) < total else "все точки"
    return chart_card(
        CheckpointIds.timeline,
        f"Сроки и состояние точек на {words.day(page.as_of)}",
        f"учебные годы по горизонтали · {picked} · строка открывается щелчком или клавишей Enter",
        timeline(shown, page.stages, page.as_of),
        twin(shown),
        f"{SOURCE} · {page.source}",
        columns=TWIN,
    )


def twin(states: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the table twin: days without hours, states in words."""
    days = {key: states[key].dt.date for key in ("window_from", "window_to", "reviewed_on")}
    named = states.state.map(say.state_text)
    return states.assign(**days, state_name=named)


def _responsible(row: Any) -> str:
    named = row["responsible"]
    return "не назван" if words.is_missing(named) else str(named)


TWIN = (
    Column("checkpoint_id", "Точка"),
    Column("name", "Название"),
    Column("stage_name", "Этап"),
    Column("step", "Шаг"),
    Column("window_from", "Начало", "day"),
    Column("window_to", "Конец", "day"),
    Column("state_name", "Состояние"),
    Column("missing", "Чего не хватает"),
    Column("needs", "Какие данные нужны"),
    Column("responsible", "Отвечает", show=_responsible),
    Column("reviewed_on", "Проверено", "day"),
)
