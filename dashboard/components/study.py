"""One lesson study on the screen: the sentence, the four strips, the walk through seven steps, what it measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import study_words as say
from dashboard import words
from dashboard.components.cards import chart_card
from dashboard.components.controls import button
from dashboard.components.page import page_head, strip, strips
from dashboard.components.path_links import to_path
from dashboard.components.states import empty_state
from dashboard.components.tables import Column
from dashboard.ids import StudyIds

BOARD = "/lesson-studies"


def head(shown: Any, members: Sequence[str]) -> html.Header:
    """Return the head: which cycle, how far it is, what comes next."""
    one = shown.cycle
    if one.record_id is None:
        return page_head(
            "Новое исследование урока: начните с группы", ["семь шагов, три урока, три ученика"]
        )
    facts = [
        f"«Хотим узнать, как улучшить…»: {one.focus}" if one.focus else "",
        f"сообщество «{shown.community}»" if shown.community else "",
        ", ".join(members), shown.school_year,
        dcc.Link("от дефицита к результату", href=to_path(study=one.study_id)),
        f"последнее событие {words.ago(shown.last_on, shown.world.day)}" if shown.last_on else "",
        shown.world.as_of if shown.world.day < shown.world.today else "",
    ]  # fmt: skip
    return page_head(sentence(shown), facts)


def sentence(shown: Any) -> str:
    """Return the head of a cycle: «6А, математика: сделано 4 из 7 шагов, дальше — обсуждение урока № 1»."""
    one = shown.cycle
    named = say.which(one.class_name, one.subject)
    if one.stopped_on:
        return f"{named}: исследование прекращено на шаге {shown.now} из{words.NBSP}7"
    if shown.is_finished:
        return f"{named}: все 7{words.NBSP}шагов пройдены"
    stands = ", застряло" if shown.is_stalled else ""
    step = say.STEPS[shown.now]
    told = f"сделано {shown.done} из{words.NBSP}7{words.NBSP}шагов{stands}, дальше{words.NBSP}— «{step}»"
    return f"{named}: {told}"


def top_strips(shown: Any, made: Any, ahead: str) -> html.Div:
    """Return the strips of a cycle; `made` are its measures: predictions (met, said) and changes."""
    met, said = made.predictions
    told = say.of_predictions(met, said) if said else "листов наблюдения пока нет"
    of_steps = f"{shown.done} из{words.NBSP}7{words.NBSP}шагов"
    agreed = made.changes.agreed
    decided = say.of_changes(made.changes.carried, agreed)
    return strips(
        strip("fact", of_steps, html.P(told, className="muted")),
        strip("deviation", *_deviation(shown)),
        strip("forecast", ahead, *_between(made.days)),
        strip("decision", decided if agreed else "О чём менять урок, договорятся на обсуждении",
              html.P(_open(made.changes), className="muted")),
    )  # fmt: skip


def _deviation(shown: Any) -> list[Any]:
    if shown.cycle.stopped_on:
        return ["Прекращено", html.P(shown.cycle.stopped_why, className="muted")]
    if shown.is_finished:
        return ["Отклонений нет: цикл пройден целиком"]
    lacks = say.missing(shown.steps[shown.now - 1].missing)
    told = html.P(f"Не хватает: {lacks}", className="muted")
    if not shown.is_stalled:
        return ["Идёт без долгих перерывов", told]
    last = words.ago(shown.last_on, shown.world.day)
    return [f"▲ Застряло: последнее событие {last}", told]


def _between(days: Mapping[int, int]) -> list[Any]:
    told = [f"до урока №{words.NBSP}{number}{words.NBSP}— {words.plural(count, 'день', 'дня', 'дней')}"
            for number, count in days.items()]  # fmt: skip
    return [html.P(f"Между уроками: {', '.join(told)}", className="muted")] if told else []


def _open(changes: Any) -> str:
    left = changes.agreed - changes.carried - changes.dropped
    if not changes.agreed:
        return ""
    return "" if not left else f"судьба {left} ещё не записана"


def step(number: int, shown: Any, content: Sequence[Any], opened: int = 0) -> html.Details:
    """Return a step: its name and state, folded unless it is the one that goes on or was written into."""
    found = shown.steps[number - 1]
    is_now = number == shown.now
    kind = "is-done" if found.is_done else "is-now" if is_now else "is-later"
    sign = "✓" if found.is_done else str(number)
    head = html.Summary([
        html.Span(sign, className="step-sign", **{"aria-hidden": "true"}),  # type: ignore[arg-type]
        html.Span([html.Strong(f"{number}. {say.STEPS[number]}"), html.Span(_state(found, shown.now))],
                  className="step-head"),
    ])  # fmt: skip
    about = html.P(say.ABOUT[number], className="muted")
    body = html.Div([about, *content], className="step-body")
    return html.Details([head, body], open=is_now or number == opened, id=f"step-{number}",
                        className=f"card study-step print-open {kind}")  # fmt: skip


def _state(found: Any, now: int) -> str:
    if found.is_done:
        return f"сделано {words.day(found.done_on)}" if found.done_on else "сделано"
    if found.step_no > now:
        return "впереди"
    return f"идёт сейчас · не хватает: {say.missing(found.missing)}"


def block(title: str, told: Sequence[Any], form: Any = None, edit: Any = None) -> html.Section:
    """Return a part of a step: what is written, and the form that changes it, else the button that opens it."""
    shown = [part for part in told if part is not None]
    body: list[Any] = [html.Div(shown, className="study-told")] if shown else []
    if form is not None:
        body.append(form)
    elif edit is not None:
        body.append(
            html.Div(
                button("Изменить" if shown else "Заполнить", edit), className="quiet-row no-print"
            )
        )
    elif not shown:
        body.append(html.P("Пока не записано.", className="muted"))
    return html.Section([html.H3(title) if title else None, *body], className="study-block")


def measures(lessons: Mapping[int, Mapping[str, Any]], source: str) -> html.Article | None:
    """Return how predictions came out by lesson and case pupil; None before the first sheet.

    `lessons` are `measures.by_lesson`.
    """
    if not lessons:
        return None
    rows = [
        {"lesson": number, "lesson_name": say.lesson(number).capitalize(), "level": level, "pupil": say.pupil(level),
         "met2": one.met2, "met1": one.met1, "met0": one.met0, "cells": one.cells,
         "achieved": say.ACHIEVED.get(one.achieved, words.NO_DATA)}
        for number, levels in lessons.items() for level, one in levels.items()
    ]  # fmt: skip
    table = pd.DataFrame(rows)
    unit = "сколько предсказаний сбылось из тех, о которых сказали наблюдатели, и достигнут ли критерий"
    return chart_card(
        StudyIds.predictions, _headline(lessons), unit, _drawing(rows), table, source, columns=TWIN
    )


def _headline(lessons: Mapping[int, Mapping[str, Any]]) -> str:
    def told(number: int) -> str:
        each = lessons[number].values()
        return f"{sum(one.met2 for one in each)} из{words.NBSP}{sum(one.cells for one in each)}"

    first, last = min(lessons), max(lessons)
    if first == last:
        return f"На уроке №{words.NBSP}{first} сбылось предсказаний: {told(first)}"
    return (f"На уроке №{words.NBSP}{first} сбылось {told(first)} предсказаний, "
            f"на уроке №{words.NBSP}{last}{words.NBSP}— {told(last)}")  # fmt: skip


def _drawing(rows: Sequence[Mapping[str, Any]]) -> html.Table:
    head = html.Tr(
        [
            html.Th("Ученик"),
            *[html.Th(name) for name in dict.fromkeys(r["lesson_name"] for r in rows)],
        ]
    )
    body = []
    for level in say.LEVELS:
        own = [row for row in rows if row["level"] == level]
        body.append(
            html.Tr([html.Th(say.pupil(level), scope="row"), *[html.Td(_cell(row)) for row in own]])
        )
    return html.Table([html.Thead(head), html.Tbody(body)], className="study-measures")


def _cell(row: Mapping[str, Any]) -> list[Any]:
    if not row["cells"]:
        return [html.Span(words.NO_DATA, className="muted"), html.P(f"критерий: {row['achieved']}")]
    marks = [(2, row["met2"]), (1, row["met1"]), (0, row["met0"])]
    dots = [
        html.Span(say.SIGNS[met] * count, title=f"{say.MET[met]}: {count}") for met, count in marks
    ]
    told = f"{row['met2']} из{words.NBSP}{row['cells']}"
    return [
        html.Strong(told),
        html.Span(dots, className="met-dots"),
        html.P(f"критерий: {row['achieved']}"),
    ]


TWIN = (
    Column("lesson_name", "Урок"), Column("pupil", "Ученик"), Column("met2", "Сбылось", "count"),
    Column("met1", "Отчасти", "count"), Column("met0", "Не сбылось", "count"),
    Column("cells", "Всего сказано", "count"), Column("achieved", "Критерий"),
)  # fmt: skip


def foot(shown: Any, may_edit: bool) -> html.Div:
    """Return the ways from a cycle: to the board, to print, to take it away."""
    ways: list[Any] = [dcc.Link("Все исследования", href=BOARD, className="button button-quiet")]
    if shown.cycle.record_id is not None:
        printed: dict[str, Any] = {"data-print": "true"}
        ways += [button("Распечатать", **printed)]
        ways += (
            [button("Убрать исследование", StudyIds.act("hide", shown.cycle.study_id))]
            if may_edit
            else []
        )
    return html.Div(ways, className="quiet-row no-print")


def gone() -> list[Any]:
    """Return what stands for a cycle that is not there."""
    how = "Возможно, его убрали или адрес набран с ошибкой."
    none = empty_state("Такого исследования нет", how, BOARD, "Все исследования")
    return [page_head("Исследование урока"), none]
