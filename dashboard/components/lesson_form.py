"""The form of a lesson: its fields, the target structure with the sum shown live, the list of tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import words
from dashboard.components.attach import attach
from dashboard.components.controls import button
from dashboard.components.page import section
from dashboard.ids import LessonIds

Options = Sequence[tuple[str, str]]
NOTHING = {"label": "—", "value": ""}
SIGNS = (("up", "↑", "Выше"), ("down", "↓", "Ниже"), ("remove", "×", "Убрать"))
HOW_TO_PASTE = ("Одна задача в строке. Можно вставить столбцы из таблицы: текст и код («2.5» или только группа «2»), "
                "коды станут вашими.")  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """What the form shows. `said` fills the fields; `rows` are the tasks (no, text, code); `target` is kept in
    the page: key, seen, next_no, study_id, study_lesson. `draft` names what is typed in this browser."""

    title: str
    said: Mapping[str, str]
    rows: Sequence[Mapping[str, str]]
    target: Mapping[str, Any]
    draft: str
    close: str
    teachers: Options
    circles: Options
    aims: Options
    categories: Sequence[str]
    coders: Options = ()
    card: Mapping[str, Any] | None = None


def form(drawn: Drawn) -> html.Div:
    """Return the form; what is typed outlives a reload in this browser until it is saved."""
    buttons = [
        button("Сохранить урок", LessonIds.save(drawn.target["seen"] or 0), "main"),
        dcc.Link("Закрыть без сохранения", href=drawn.close, className="button button-quiet"),
    ]
    live: dict[str, Any] = {"aria-live": "polite"}
    return html.Div(
        [
            dcc.Store(id=LessonIds.form, data=dict(drawn.target)),
            dcc.Store(id=LessonIds.rows(drawn.draft), storage_type="local",
                      data=[dict(row) for row in drawn.rows]),
            section("Об уроке", html.Div(_about(drawn), className="fields")),
            section("Цель и целевая структура", *_targets(drawn)),
            section("Задачи урока", *_tasks(drawn)),
            section("Технологическая карта", attach(_place(drawn), drawn.card, "Приложить карту"),
                    html.P(id=LessonIds.wrong("card"), className="field-wrong", role="alert")),
            html.P(id=LessonIds.wrong(""), className="field-wrong", role="alert"),
            html.Div(id=LessonIds.conflict, **live),
            html.Div(buttons, className="form-buttons lesson-buttons"),
            html.P("Черновик хранится в этом браузере, пока урок не сохранён.", className="muted"),
        ],
        className="card lesson-form",
    )  # fmt: skip


def _place(drawn: Drawn) -> str:
    return f"lesson{drawn.target['key']}{drawn.target['seen'] or 0}"


def _about(drawn: Drawn) -> list[html.Label]:
    return [
        _select(drawn, "teacher", "Педагог", drawn.teachers),
        _input(drawn, "held_on", "День урока", type="date"),
        _input(drawn, "class", "Класс", placeholder="7А", maxLength=20),
        _input(drawn, "subject", "Предмет", maxLength=120),
        _input(drawn, "topic", "Тема", maxLength=300),
        _select(drawn, "community", "Сообщество", drawn.circles, "если урок исследует сообщество"),
    ]


def _targets(drawn: Drawn) -> list[Any]:
    live: dict[str, Any] = {"aria-live": "polite"}
    aim = _labelled("Цель урока", dbc.Select(
        id=LessonIds.aim, options=[NOTHING, *_options(drawn.aims), {"label": "Своя цель", "value": "own"}],
        value=drawn.said.get("aim", ""), **_kept(drawn)), "aim", "подставит доли, если они ещё не заданы")  # fmt: skip
    shares = [
        _labelled(f"{k}. {name}", dbc.Input(
            id=LessonIds.target(k), value=drawn.said.get(f"t{k}", ""), inputMode="decimal", placeholder="%",
            autoComplete="off", **_kept(drawn)), f"t{k}")
        for k, name in enumerate(drawn.categories, 1)
    ]  # fmt: skip
    told = (
        "Какую долю задач каждой группы вы хотите на этом уроке, в процентах. Ставьте её до урока: тогда "
        "соответствие цели показывает, как вышло задуманное. Высшая группа не лучше низшей: всё решает цель."
    )
    return [
        html.Div([aim, _input(drawn, "aim_text", "Своими словами", maxLength=300)], className="fields"),
        html.P(told, className="muted"),
        html.Div(shares, className="fields lesson-targets"),
        html.P([html.Span(id=LessonIds.total, **live),
                html.Span(id=LessonIds.wrong("targets"), className="field-wrong", role="alert")],
               className="lesson-total"),
    ]  # fmt: skip


def _tasks(drawn: Drawn) -> list[Any]:
    paste = html.Details([
        html.Summary("Вставить сразу много"),
        html.Label([html.Span("Список задач", className="field-label"),
                    dbc.Textarea(id=LessonIds.paste_text, rows=5),
                    html.Span(HOW_TO_PASTE, className="field-hint")], className="field"),
        html.Div([button("Добавить в список", LessonIds.paste, "plain"),
                  *([_select(drawn, "coder", "Чьи коды", drawn.coders)] if drawn.coders else [])],
                 className="form-buttons"),
    ], className="lesson-paste", open=not drawn.rows)  # fmt: skip
    return [
        html.Ol(id=LessonIds.list, className="lesson-tasks"),
        html.Div([button("Добавить задачу", LessonIds.add, "plain")], className="form-buttons"),
        html.P(id=LessonIds.wrong("tasks"), className="field-wrong", role="alert"),
        paste,
    ]


def rows(found: Sequence[Mapping[str, str]], draft: str) -> list[html.Li]:
    """Return the tasks as fields in order, each with the buttons that move or remove it."""
    return [_row(at, row, draft) for at, row in enumerate(found, 1)]


def _row(at: int, row: Mapping[str, str], draft: str) -> html.Li:
    buttons = [
        button(sign, LessonIds.row_act(verb, row["no"]), title=label,
               **{"aria-label": f"{label}: задача {at}"})
        for verb, sign, label in SIGNS
    ]  # fmt: skip
    text = dbc.Textarea(
        id=LessonIds.task(row["no"]), value=row["text"], rows=2, maxLength=2000,
        persistence=draft, persistence_type="local",
    )  # fmt: skip
    named = html.Label(
        [html.Span(f"Задача {at}", className="field-label"), text], className="field"
    )
    code = [html.Span(f"код {row['code']}", className="mark")] if row.get("code") else []
    return html.Li([named, html.Div([*code, *buttons], className="row-acts")])


def _input(drawn: Drawn, name: str, label: str, **more: Any) -> html.Label:
    value = drawn.said.get(name, "")
    control = dbc.Input(
        id=LessonIds.field(name), value=value, autoComplete="off", **more, **_kept(drawn)
    )
    return _labelled(label, control, name)


def _select(drawn: Drawn, name: str, label: str, options: Options, hint: str = "") -> html.Label:
    control = dbc.Select(id=LessonIds.field(name), options=[NOTHING, *_options(options)],
                         value=drawn.said.get(name, ""), **_kept(drawn))  # fmt: skip
    return _labelled(label, control, name, hint)


def _labelled(label: str, control: Any, name: str, hint: str = "") -> html.Label:
    told = [html.Span(hint, className="field-hint")] if hint else []
    wrong = html.Span(id=LessonIds.wrong(name), className="field-wrong", role="alert")
    return html.Label(
        [html.Span(label, className="field-label"), control, *told, wrong], className="field"
    )


def _kept(drawn: Drawn) -> dict[str, Any]:
    return {"persistence": drawn.draft, "persistence_type": "local"}


def _options(options: Options) -> list[dict[str, str]]:
    return [{"label": label, "value": value} for value, label in options]


LABELS = {
    "teacher_id": "Педагог", "held_on": "День", "class_name": "Класс", "subject_raw": "Предмет",
    "topic": "Тема", "aim": "Цель", "targets": "Целевая структура", "community_id": "Сообщество",
    "tasks": "Задачи", "card": "Технологическая карта", "is_deleted": "Убран",
}  # fmt: skip


@dataclass(frozen=True)
class Theirs:
    """What somebody saved while the form was open; `record_id` is 0 where it was taken back."""

    who: str
    when: str
    record_id: int


def conflict(
    rows: Sequence[tuple[str, str, str]], theirs: Theirs, own_button: Any, close: str
) -> html.Div:
    """Return both versions side by side, (what, mine, theirs), with the choice between them."""
    head = (f"Пока форма была открыта, это изменили: {theirs.who}, {theirs.when}." if theirs.record_id else
            "Пока форма была открыта, это вернули к прежнему виду.")  # fmt: skip
    cells = [
        html.Tr([html.Th(what, scope="row"), html.Td(mine or "—"), html.Td(other or "—")],
                className="is-other")
        for what, mine, other in rows
    ]  # fmt: skip
    top = html.Thead(html.Tr([html.Th("Что"), html.Th("У вас"), html.Th("Сохранено")]))
    buttons = [
        own_button,
        dcc.Link("Взять сохранённое", href=close, className="button button-plain"),
    ]
    return html.Div(
        [html.P(f"{head} Сравните и выберите, ничего из введённого не потеряно."),
         html.Table([top, html.Tbody(cells)], className="beside"),
         html.Div(buttons, className="form-buttons")],
        className="note-conflict", role="alert",
    )  # fmt: skip


def keep_mine(record_id: int) -> Any:
    """Return the button that keeps one's own lesson over what was saved."""
    return button("Оставить моё", LessonIds.save(record_id), "plain")


def saved_words(tasks: int) -> str:
    """Return what is said after a save."""
    count = words.plural(tasks, "задача", "задачи", "задач")
    return f"Урок сохранён: {count}." if tasks else "Урок сохранён. Задачи можно добавить позже."
