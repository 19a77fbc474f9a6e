"""The board of lesson studies: the sentence, the strips, cycles by step, the list that can be taken away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import study_words as say
from dashboard import words
from dashboard.components.cards import table_card
from dashboard.components.controls import pill_select
from dashboard.components.page import section, strip, strips
from dashboard.components.tables import Column
from dashboard.ids import StudiesIds

LISTED = 3
ALL_YEARS = "all"


def sentence(found: Sequence[Any]) -> str:
    """Return the head of the board: «Идут 3 исследования урока, застряло 1, завершено 2»."""
    if not found:
        return "Исследований урока пока нет"
    stalled = sum(one.is_stalled for one in found)
    states = (
        (sum(one.is_running for one in found) - stalled, ("Идёт", "Идут", "Идут")),
        (stalled, ("Застряло", "Застряли", "Застряло")),
        (sum(one.is_finished for one in found), ("Завершено", "Завершены", "Завершено")),
        (sum(not one.is_finished and not one.is_running for one in found), STOPPED),
    )
    told = [(count, words.form(count, *verbs)) for count, verbs in states if count]
    first, verb = told[0]
    more = [f"{word.lower()} {count}" for count, word in told[1:]]
    return ", ".join([f"{verb} {words.plural(first, *say.CYCLES)} урока", *more])


STOPPED = ("Прекращено", "Прекращены", "Прекращено")


def pills(found: Sequence[Any], filters: Any) -> list[Any]:
    """Return the filters: community and school year of the cycles that are there."""
    names = {one.cycle.community_id: one.community for one in found if one.community}
    known = sorted(names.items(), key=lambda pair: pair[1].casefold())
    communities = [{"label": "все", "value": ""}, *({"label": n, "value": c} for c, n in known)]
    years = sorted({one.school_year for one in found}, reverse=True)
    told = [*years, {"label": "все годы", "value": ALL_YEARS}]
    return [
        pill_select(
            StudiesIds.pill("community"), "Сообщество", communities, filters.get("community", "")
        ),
        pill_select(StudiesIds.pill("year"), "Учебный год", told, filters["year"]),
    ]


def top_strips(found: Sequence[Any], changes: Any, day: date) -> html.Div:
    """Return the strips of the board: steps done, what stands, lessons ahead, agreed changes."""
    done, total = sum(one.done for one in found), 7 * len(found)
    running = [one for one in found if one.is_running]
    stalled = [one for one in running if one.is_stalled]
    coming = sorted((one for one in running if one.ahead_on), key=lambda one: one.ahead_on)
    decided = say.of_changes(changes.carried, changes.agreed)
    return strips(
        strip("fact", f"Сделано {done} из{words.NBSP}{total} {words.form(total, *OF_STEPS)}",
              html.P("по семи шагам каждого исследования", className="muted")),
        strip("deviation", _stands(stalled, len(running)),
              _list([f"{_named(one)}: {ago(one, day)}" for one in stalled])),
        strip("forecast", "Ближайшие уроки" if coming else "Уроков впереди не назначено",
              _list([f"{words.day(one.ahead_on)}: {_named(one)}" for one in coming])),
        strip("decision", decided if changes.agreed else "Договорённостей об изменениях пока нет",
              html.P("изменения переходят из урока в урок", className="muted")),
    )  # fmt: skip


OF_STEPS = ("шага", "шагов", "шагов")


def _stands(stalled: Sequence[Any], running: int) -> str:
    if stalled:
        count = words.plural(len(stalled), *say.CYCLES)
        return f"▲ {words.form(len(stalled), 'Застряло', 'Застряли', 'Застряли')} {count}"
    return "Ни одно не застряло" if running else "Незавершённых нет"


def _list(told: Sequence[str]) -> Any:
    more = [f"и{words.NBSP}ещё{words.NBSP}{len(told) - LISTED}"] if len(told) > LISTED else []
    return (
        html.Ul([html.Li(one) for one in [*told[:LISTED], *more]], className="strip-list")
        if told
        else None
    )


def _named(one: Any) -> str:
    return say.which(one.cycle.class_name, one.cycle.subject)


def ago(one: Any, day: date) -> str:
    """Return «последнее событие 2 месяца назад»."""
    return f"последнее событие {words.ago(one.last_on, day)}"


def board(found: Sequence[Any], day: date) -> html.Div:
    """Return the cycles that go on by the step they are at; on a phone the columns follow one another."""
    columns = []
    for number, name in say.STEPS.items():
        own = [one for one in found if one.is_running and one.now == number]
        count = html.Span(str(len(own)), className="board-count")
        cards: list[Any] = [card(one, day) for one in own]
        cards = cards or [html.P("нет", className="muted")]
        head = html.H3([html.Span(f"{number}. {name}"), count])
        columns.append(
            html.Section([head, *cards], className="board-step" + ("" if own else " is-empty"))
        )
    return html.Div(columns, className="study-board")


def card(one: Any, day: date) -> html.Article:
    """Return a cycle as a card: which, about what, how far, what it lacks or how long it stands."""
    now = one.steps[one.now - 1] if one.now <= len(one.steps) else None
    link = dcc.Link(_named(one), href=f"/lesson-study/{one.cycle.study_id}")
    stands = (
        html.P(f"▲ застряло: {ago(one, day)}", className="is-stalled") if one.is_stalled else None
    )
    lacks = html.P(f"не хватает: {say.missing(now.missing, 2)}", className="muted") if now else None
    last = f" · {words.ago(one.last_on, day)}" if one.last_on and not one.is_stalled else ""
    return html.Article([
        html.H4(link),
        html.P(one.cycle.focus) if one.cycle.focus else None,
        html.P(one.community, className="muted") if one.community else None,
        html.P(f"{say.progress(one.done)}{last}", className="muted"),
        stands, lacks if one.is_running else None,
    ], className="card study-card")  # fmt: skip


def others(found: Sequence[Any], day: date) -> list[Any]:
    """Return the cycles that are done and those that were stopped."""
    done = [one for one in found if one.is_finished]
    stopped = [one for one in found if not one.is_finished and not one.is_running]
    kinds = (("Завершены", done), ("Прекращены", stopped))
    return [section(title, html.Div([card(one, day) for one in own], className="study-cards"))
            for title, own in kinds if own]  # fmt: skip


def listed(found: Sequence[Any], source: str) -> html.Section:
    """Return the cycles as a table with XLSX."""
    frame = pd.DataFrame([_row(one) for one in found])
    table = table_card(StudiesIds.cycles, "Исследования урока", frame, COLUMNS, source)
    return section(
        "Списком", html.Details([html.Summary("Таблица"), table], className="study-edit")
    )


def _row(one: Any) -> dict[str, Any]:
    state = "завершено" if one.is_finished else "прекращено" if not one.is_running else (
        "застряло" if one.is_stalled else "идёт")  # fmt: skip
    return {
        "study_id": one.cycle.study_id, "year": one.school_year, "which": _named(one),
        "focus": one.cycle.focus, "community": one.community, "done": one.done, "step": say.step_name(one.now),
        "state": state, "last_on": pd.Timestamp(one.last_on) if one.last_on else None,
    }  # fmt: skip


COLUMNS = (
    Column("which", "Класс и предмет",
           show=lambda row: dcc.Link(row["which"], href=f"/lesson-study/{row['study_id']}")),
    Column("focus", "Тема"), Column("community", "Сообщество"), Column("year", "Учебный год"),
    Column("done", "Шагов из 7", "count"), Column("step", "Шаг"), Column("state", "Состояние"),
    Column("last_on", "Последнее событие", "day"),
)  # fmt: skip
