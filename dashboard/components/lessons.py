"""The page of lessons: its sentence, strips, the list, communities, the bridge to deficits, empty states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components import lesson_words as say
from dashboard.components.lesson_pool import FEW, MEASURES, Line, Pool, moved, pool
from dashboard.components.page import section, strip, strips
from dashboard.components.states import empty_state, note
from dashboard.components.tables import Column, data_table

NO_FORECAST = (
    "Цель у каждого урока своя, поэтому рост или спад долей сам по себе ничего не обещает."
)


def sentence(lines: Sequence[Line], is_of_one: bool, role: str = "") -> str:
    """Return the head; a change over time is told of the lessons of one teacher or one community only."""
    values = [line.value for line in lines if line.value is not None]
    if not values and role:
        return f"Среди этих уроков нет закодированных: {say.ROLES[role]} кодов не оставил"
    if not values:
        return f"Записано: {words.plural(len(lines), *say.LESSONS)}, задачи ещё не закодированы"
    change = moved(values) if is_of_one else None
    if change:
        name, before, after, first, last = change
        name = name.replace("Разнообразие n/N", "Разнообразие задач")
        what = f"{name} {'выросло' if after > before else 'снизилось'}"
        return (f"{what} с{words.NBSP}{words.number(before)} на{words.NBSP}первых {first} "
                f"{words.form(first, 'уроке', 'уроках', 'уроках')} до{words.NBSP}{words.number(after)} "
                f"на{words.NBSP}последних {last}")  # fmt: skip
    whole = pool(values)
    on = words.plural(whole.lessons, "уроке", "уроках", "уроках")
    high = say.share(whole.high, whole.tasks)
    return f"На{words.NBSP}{on} {say.tasks(whole.tasks)}: к{words.NBSP}группам 3–5 относятся {high}"


def of_circles(pools: Sequence[Pool]) -> str:
    """Return the head of who sees no single lesson: what communities' lessons come to together."""
    if not pools:
        return "Уроков с задачами, которые вам открыты, пока нет"
    lessons, whole = sum(p.lessons for p in pools), sum(p.tasks for p in pools)
    on = words.plural(lessons, "уроке", "уроках", "уроках")
    of = words.plural(len(pools), "сообщества", "сообществ", "сообществ")
    high = say.share(sum(p.high for p in pools), whole)
    return f"На{words.NBSP}{on} {of} {say.tasks(whole)}: к{words.NBSP}группам 3–5 относятся {high}"


def strips_of(lines: Sequence[Line], undone: tuple[str, Any]) -> html.Div:
    """Return the four strips; `undone` is what to do next and its way."""
    whole = pool([line.value for line in lines if line.value is not None])
    fact = strip("fact", [html.Span(words.percent(100 * whole.high / whole.tasks, 0), className="figure"),
                          "задач относятся к группам 3–5"],
                 html.P(f"{say.of(whole.high, whole.tasks)}, {words.plural(whole.lessons, *say.LESSONS)} с кодами"),
                 ) if whole.tasks else strip("fact", "Кодов пока нет")  # fmt: skip
    targets = whole.of["fit"]
    if targets:
        plan = strip("deviation", [html.Span(words.number(whole.means["fit"]), className="figure"),
                                   "среднее соответствие цели"],
                     html.P(f"структура задана на{words.NBSP}{targets} из{words.NBSP}{whole.lessons} "
                            f"{words.form(whole.lessons, 'урока', 'уроков', 'уроков')}"))  # fmt: skip
    else:
        plan = strip(
            "deviation",
            "Сравнить не с чем",
            html.P("Целевая структура не поставлена ни на одном уроке."),
        )
    later = strip("forecast", "Прогноза нет", html.P(NO_FORECAST, className="muted"))
    title, way = undone
    return strips(fact, plan, later, strip("decision", title, *([html.P(way)] if way else [])))


def lesson_table(lines: Sequence[Line]) -> html.Section:
    """Return the lessons by date, the newest first; never by a value."""
    rows = [
        {"day": line.day, "lesson_id": line.lesson_id, "teacher": line.teacher, "class_name": line.class_name,
         "subject": line.subject, "topic": line.topic, "tasks": line.tasks, "value": _of_value(line),
         "fit": line.value.fit if line.value else None, "coder": line.coder, "apart": line.apart, "coders": line.coders}
        for line in reversed(lines)
    ]  # fmt: skip
    return section("Уроки по дням", data_table(pd.DataFrame(rows), COLUMNS))


def _of_value(line: Line) -> str:
    if line.value is None:
        return "без кодов"
    high = f"групп 3–5: {say.of(sum(line.value.counts[2:]), line.value.tasks_count)}"
    types = line.value.types_count
    return high if types is None else f"{high}; {words.plural(types, *say.TYPES)}"


def _open(row: Mapping[Any, Any]) -> dcc.Link:
    return dcc.Link(words.day(row["day"]), href=f"/lesson/{row['lesson_id']}", title="Открыть урок")


def _coders(row: Mapping[Any, Any]) -> str:
    if not row["coders"]:
        return "никто"
    if row["coders"] == 1:
        return row["coder"] or "коллега"
    apart = words.plural(row["apart"], "расхождение", "расхождения", "расхождений")
    people = words.plural(row["coders"], "человек", "человека", "человек")
    return f"{people}, {apart}" if row["apart"] else people


COLUMNS = [
    Column("day", "День", show=_open), Column("teacher", "Педагог"), Column("class_name", "Класс"),
    Column("subject", "Предмет"), Column("topic", "Тема"), Column("tasks", "Задач", "count"),
    Column("value", "Структура"),
    Column("fit", "Соответствие цели", show=lambda row: (
        "—" if words.is_missing(row["fit"]) else words.number(row["fit"]))),
    Column("coders", "Кодировали", show=_coders),
]  # fmt: skip


def circles_section(found: Sequence[Pool], few: int, names: Sequence[str]) -> html.Section | None:
    """Return communities of three lessons or more, by name; how many have fewer is said."""
    if not found and not few:
        return None
    rows = [
        {"label": p.label, "lessons": p.lessons, "tasks": p.tasks,
         **{f"n{k}": say.share(p.counts[k], p.tasks) for k in range(5)},
         **{name: None if p.of[name] < FEW else p.means[name] for name, _ in MEASURES}}
        for p in found
    ]  # fmt: skip
    columns = [Column("label", "Сообщество"), Column("lessons", "Уроков", "count"), Column("tasks", "Задач", "count"),
               *(Column(f"n{k}", f"{k + 1}. {name}") for k, name in enumerate(names)),
               *(Column(name, label, "number", 2) for name, label in MEASURES)]  # fmt: skip
    several = words.form(few, "сообщества", "сообществ", "сообществ")
    rest = [html.P(f"Ещё у{words.NBSP}{few} {several} уроков с кодами меньше {FEW}: их сводку не показываем.",
                   className="muted")] if few else []  # fmt: skip
    told = "Сводка без имён педагогов, от трёх уроков. Порядок по названию: сообщества не сравнивают по числам."
    table = [data_table(pd.DataFrame(rows), columns)] if rows else []
    return section("Сообщества", html.P(told, className="muted"), *table, *rest)


def bridge(title: str, lessons: str, short: str, table: pd.DataFrame, why: str) -> html.Section:
    """Return what a class falls short in by the school's own works beside what its lessons ask."""
    columns = [Column("work", "Работа"), Column("task_code", "Задание"), Column("level", "Уровень"),
               Column("completion_pct", "Выполнение", "share"),
               Column("participants_count", "Писали", "count")]  # fmt: skip
    rows = [data_table(table, columns)] if len(table) else []
    return section(
        title,
        html.Div([_side("Работы класса", short), _side("Уроки с кодами", lessons)], className="grid-two"),
        *rows,
        html.P(["Что требует задание работы, никто не кодировал, поэтому одно не объясняет другое: это повод "
                "для разговора. ", why], className="muted"),
        name="bridge",
    )  # fmt: skip


def _side(label: str, told: str) -> html.Div:
    return html.Div(
        [html.P(label, className="strip-kind"), html.P(told, className="strip-title")],
        className="strip",
    )


def class_links(found: Sequence[tuple[str, str, bool]]) -> html.Section:
    """Return the classes whose deficits may be laid beside their lessons: (label, href, is chosen)."""
    links = [
        dcc.Link(
            label, href=href, className="pill pill-link" + (" is-current" if is_current else "")
        )
        for label, href, is_current in found
    ]
    told = "Дефициты класса по контрольным и мониторингам рядом с задачами его уроков."
    return section(
        "Связь с дефицитами класса",
        html.P(told, className="muted"),
        html.Div(links, className="pills"),
    )


def nothing(is_teacher: bool, new: str, template: str) -> list[Any]:
    """Return the empty state of the page and how to fill it."""
    how = "Запишите урок и вставьте его задачи списком, по одной в строке."
    if template:
        how = f"{how[:-1]}, или загрузите таблицу: в ней день, класс, задачи и их коды."
    if not is_teacher:
        how = ("Отдельный урок видят сам педагог, его сообщество и методист. Сводка сообщества появится с третьего "
               "урока.")  # fmt: skip
    empty = empty_state("Здесь будет видно, какие задачи решают на уроках и как они отвечают цели",
                        how, new if is_teacher else "", "Записать урок" if is_teacher else "")  # fmt: skip
    example = html.P(
        ["Например: «На 6 уроках 60 задач: к группам 3–5 относятся 35 % (21 из 60)»."],
        className="is-example",
    )
    way = [html.P(html.A("Шаблон таблицы XLSX", href=template, download=""))] if template else []
    return [empty, example, *way]


def few_words(found: int) -> html.Div:
    """Return what is said where filters leave no lesson."""
    return note(
        f"Под эти условия не подходит ни один из{words.NBSP}{words.plural(found, 'урока', 'уроков', 'уроков')}."
    )


def substituted(whole: Pool) -> list[tuple[str, str]]:
    """Return the figures of lessons taken together with their numbers put in: (name, formula)."""
    of = f", {whole.label}" if whole.label else ""
    parts = " + ".join(str(count) for count in whole.counts[2:])
    high = words.percent(100 * whole.high / whole.tasks) if whole.tasks else words.NO_DATA
    means = [
        (f"{label}{of}", f"среднее по {words.plural(whole.of[name], 'уроку', 'урокам', 'урокам')}: "
         f"{words.number(whole.means[name])}")
        for name, label in MEASURES if whole.of[name]
    ]  # fmt: skip
    return [(f"Доля групп 3–5{of}", f"({parts}) / {whole.tasks} = {high}"), *means]


def origin(lines: Sequence[Line], pools: Sequence[Pool], close: str) -> html.Section:
    """Return «Откуда число?»: how lessons are taken together, of every set, and the chosen lessons themselves."""
    said = [line for whole in pools for line in substituted(whole)]
    rows = [
        html.Li([dcc.Link(f"{words.day(line.day)}, {line.class_name}", href=f"/lesson/{line.lesson_id}"),
                 f": {say.value_words(line.value)}; кодировал {line.coder}"])
        for line in lines if line.value is not None
    ]  # fmt: skip
    return html.Section([
        html.H2("Откуда число?"),
        html.P("Задачи уроков складываются, показатели усредняются по урокам. За урок говорят коды, в которых "
               "меньше пропусков, из равных — педагога."),
        html.Dl([html.Div([html.Dt(name), html.Dd(formula)]) for name, formula in said],
                className="card-facts lesson-origin"),
        html.H3("Уроки"), html.Ul(rows),
        html.P(html.Span(say.OURS, className="mark")),
        dcc.Link("Закрыть", href=close, className="button button-plain"),
    ], className="card origin")  # fmt: skip
