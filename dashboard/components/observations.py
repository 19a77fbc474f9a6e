"""Observed lessons: the list, one lesson, the form with big buttons, and two versions side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import dash_bootstrap_components as dbc
import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components.controls import button, field
from dashboard.components.page import section
from dashboard.components.states import note
from dashboard.components.tables import Column, data_table
from dashboard.ids import ObservationIds

# The steps of the usual scale; other scales show their numbers alone.
STEPS = ("не видно", "изредка", "в основном", "ярко")
MOST_STEPS = 11
NO_SCORE = ""  # takes a score back
LESSONS = ("урок", "урока", "уроков")
LABELS = {
    "teacher_id": "педагог", "observed_on": "день", "class_name": "класс", "subject_raw": "предмет",
    "topic": "тема", "note": "заметка", "observer_raw": "кто посетил", "is_deleted": "запись удалена",
}  # fmt: skip


def lesson_table(lessons: Sequence[Any]) -> html.Div:
    """Return the lessons with the way into each; nothing of what was scored."""
    rows = [
        {"day": one.day, "teacher": one.teacher, "class_name": one.class_name, "subject": one.subject,
         "observer": one.observer, "key": one.key}
        for one in lessons
    ]  # fmt: skip
    return data_table(pd.DataFrame(rows), COLUMNS)


def _open(row: Mapping[Any, Any]) -> dcc.Link:
    name = f"Открыть урок: {row['teacher']}"
    return dcc.Link(words.day(row["day"]), href=f"/observations?open={row['key']}", title=name)


COLUMNS = [
    Column("day", "День", show=_open),
    Column("teacher", "Педагог"),
    Column("class_name", "Класс"),
    Column("subject", "Предмет"),
    Column("observer", "Кто посетил"),
]


def lesson_card(lesson: Any, criteria: Sequence[Mapping[str, Any]]) -> html.Article:
    """Return one lesson with its scores, for those who may see it."""
    facts = [lesson.class_name, lesson.subject, lesson.topic, f"посещение: {lesson.observer}"]
    rows = [
        {"criterion": one["criterion_name"], "score": lesson.scores.get(one["criterion_id"]),
         "most": one["max_score"]}
        for one in criteria if one["criterion_id"] in lesson.scores
    ]  # fmt: skip
    ways: list[Any] = []
    if lesson.is_mine_to_correct:
        ways = [dcc.Link("Исправить", href=f"/observations?form={lesson.key}", className="button button-main"),
                button("Удалить", ObservationIds.act("delete", lesson.key))]  # fmt: skip
    parts = [
        html.P(" · ".join(filter(None, facts)), className="facts"),
        data_table(pd.DataFrame(rows), SCORE_COLUMNS),
        *([section("Заметка", html.P(lesson.note))] if lesson.note else []),
        html.P("Баллы видят сам педагог, методист и тот, кто посетил урок.", className="muted"),
        html.Div([*ways, dcc.Link("К списку", href="/observations")], className="actions"),
    ]
    return html.Article(parts, className="card")


def _score(row: Mapping[Any, Any]) -> str:
    return f"{words.trimmed(row['score'])} из{words.NBSP}{words.trimmed(row['most'])}"


SCORE_COLUMNS = [Column("criterion", "Критерий"), Column("score", "Балл", show=_score)]


def form(
    said: Mapping[str, Any],
    people: Mapping[int, str],
    criteria: Sequence[Mapping[str, Any]],
    state: Mapping[str, Any],
) -> html.Div:
    """Return the form; `said` has the fields and `scores`, `state` what saving needs."""
    names = [{"label": name, "value": str(own)} for own, name in people.items()]
    make = ObservationIds.field
    fields = [
        field("Педагог", dcc.Dropdown(id=make("teacher"), options=names, value=said["teacher"],
                                      placeholder="Начните печатать фамилию")),
        field("День", dbc.Input(id=make("day"), type="date", value=said["day"])),
        field("Класс", dbc.Input(id=make("class"), value=said["class"], placeholder="7А", maxLength=20)),
        field("Предмет", dbc.Input(id=make("subject"), value=said["subject"], maxLength=120)),
        field("Тема урока", dbc.Input(id=make("topic"), value=said["topic"], maxLength=300)),
    ]  # fmt: skip
    scores = [criterion(one, said["scores"].get(one["criterion_id"])) for one in criteria]
    text = dbc.Textarea(id=make("note"), value=said["note"], rows=4, maxLength=4000)
    live: dict[str, Any] = {"aria-live": "polite"}
    offline = note(
        "Связи нет. Всё введённое хранится здесь: сохраните, когда связь вернётся.", "warning"
    )
    return html.Div(
        [
            dcc.Store(id=ObservationIds.form, data=dict(state)),
            dcc.Store(id=ObservationIds.draft, storage_type="local"),
            html.Div(fields, className="fields"),
            html.Div(scores, className="criteria"),
            field("Заметка", text, "Что получилось, о чём поговорить после урока"),
            html.Div(id=ObservationIds.note, **live),
            html.Div(offline, id=ObservationIds.offline, className="when-offline", **live),
            html.Div([button("Сохранить", ObservationIds.save, "main"),
                      dcc.Link("К списку", href="/observations")], className="actions form-actions"),
            html.P("Черновик хранится в этом браузере, пока урок не сохранён: можно закрыть страницу.",
                   className="muted"),
        ],
        className="observation-form",
    )  # fmt: skip


def criterion(one: Mapping[str, Any], value: float | None) -> html.Fieldset:
    """Return a criterion with its scores as big buttons; nothing chosen is not seen, and counts nowhere."""
    steps = scale(float(one["min_score"]), float(one["max_score"]))
    options = [
        {"label": html.Span([html.B(number), html.Small(name)]), "value": number}
        for number, name in steps
    ]
    options.append({"label": html.Span("без оценки"), "value": NO_SCORE})
    spoken: dict[str, Any] = {"aria-label": one["criterion_name"]}
    chosen = None if value is None else words.trimmed(value)
    buttons = dbc.RadioItems(
        id=ObservationIds.score(one["criterion_id"]), options=options, value=chosen, inline=True,
        className="score-buttons",
        input_class_name="btn-check", label_class_name="score-button", label_checked_class_name="is-chosen",
    )  # fmt: skip
    return html.Fieldset(
        [html.Legend(one["criterion_name"]), buttons], className="criterion", **spoken
    )


def scale(least: float, most: float) -> list[tuple[str, str]]:
    """Return the scores of a scale with their words: («0», «не видно») …; a long scale by whole numbers."""
    count = min(int(most - least) + 1, MOST_STEPS)
    numbers = [words.trimmed(least + step) for step in range(count)]
    named = STEPS if (least, most) == (0, len(STEPS) - 1) else [""] * count
    return list(zip(numbers, named, strict=True))


def conflict(
    mine: Mapping[str, Any], theirs: Any, names: Sequence[str], labels: Mapping[str, str]
) -> html.Div:
    """Return both versions of what two people changed at once, and the choice; `theirs` is a record."""
    said = theirs.payload if theirs else {}
    rows = [
        {
            "what": labels.get(name, LABELS.get(name, name)),
            "mine": _said(mine, name),
            "theirs": _said(said, name),
        }
        for name in names
    ]
    who = (
        f"Пока вы правили этот урок, его иначе сохранил другой человек: {theirs.made_by}."
        if theirs
        else "Запись отозвана."
    )
    columns = [Column("what", "Что"), Column("mine", "У вас"), Column("theirs", "Сохранено")]
    return note([
        html.P([html.Strong(who), " Ничего не потеряно: выберите, что оставить."]),
        data_table(pd.DataFrame(rows), columns),
        html.Div([button("Оставить моё", ObservationIds.over, "plain"),
                  button("Взять сохранённое", ObservationIds.take)], className="actions"),
    ], "warning")  # fmt: skip


def _said(payload: Mapping[str, Any], name: str) -> str:
    value = payload.get("scores", {}).get(name) if name not in LABELS else payload.get(name)
    return (
        "—"
        if value in (None, "")
        else words.trimmed(value)
        if isinstance(value, float)
        else str(value)
    )


def counted(count: int) -> str:
    """Return «Записано 12 уроков»."""
    return f"Записано: {words.plural(count, *LESSONS)}"


CLOSED = (
    "Как прошёл урок, видят сам педагог, тот, кто его посетил, и методист. Сводка по группам педагогов — "
    "на странице «Педагоги»."
)


def none_of_yours(count: int) -> str:
    """Return the head of a list in which none of the school's observed lessons is the person's."""
    if not count:
        return "Посещённых уроков пока нет"
    return f"В школе посещено {words.plural(count, 'урок', 'урока', 'уроков')}, среди них нет ваших"
