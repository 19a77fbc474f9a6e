"""The charts of lessons: structure over time, measures over time, two sets side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components import lesson_words as say
from dashboard.components.cards import chart_card
from dashboard.components.lesson_pool import FEW, MEASURES, Line, Pool, pool
from dashboard.components.tables import Column
from dashboard.figures import lessons as figures
from dashboard.ids import LessonsIds

MOST_COLUMNS = 24
SPOKEN = {"fit": "соответствие цели", "variety": "разнообразие", "evenness": "равномерность"}


def structure_card(lines: Sequence[Line], names: Sequence[str], source: str) -> html.Article:
    """Return the structure of lessons over time, on a phone a list of bars."""
    coded = [line for line in lines if line.value is not None]
    shown = coded[-MOST_COLUMNS:]
    left = f"; последние {len(shown)} из{words.NBSP}{len(coded)}" if len(shown) < len(coded) else ""
    whole = pool([line.value for line in coded])
    most = max(range(5), key=lambda k: whole.counts[k])
    often = say.share(whole.counts[most], whole.tasks)
    headline = f"Чаще всего встречаются задачи группы {most + 1}, «{names[most].lower()}»: {often}"
    has_target = any(line.value.targets for line in shown)
    unit = f"доли задач пяти групп на каждом уроке, %{left}" + (
        "; тонкие черты справа — границы групп по целевой структуре" if has_target else "")  # fmt: skip
    drawing = figures.over_time(
        [_tick(line) for line in shown], [line.value.shares for line in shown],
        [line.value.targets for line in shown], names, [told(line, names) for line in shown],
    )  # fmt: skip
    rows = [
        {"day": line.day, "class_name": line.class_name, "subject": line.subject, "topic": line.topic,
         "tasks": line.value.tasks_count, **{f"n{k}": line.value.counts[k] for k in range(5)}}
        for line in coded
    ]  # fmt: skip
    columns = [Column("day", "День", "day"), Column("class_name", "Класс"), Column("subject", "Предмет"),
               Column("topic", "Тема"), Column("tasks", "Задач", "count"),
               *(Column(f"n{k}", f"{k + 1}. {name}", "count") for k, name in enumerate(names))]  # fmt: skip
    width = 260 + 44 * len(shown)
    return chart_card(LessonsIds.structure, headline, unit, drawing, pd.DataFrame(rows), source,
                      columns=columns, has_origin=True, min_width=width, narrow=_narrow(shown, names))  # fmt: skip


def _tick(line: Line) -> str:
    return f"{line.day:%d.%m.%y}<br>{line.class_name}" if line.day else line.class_name


def told(line: Line, names: Sequence[str]) -> str:
    """Return what the pointer reads of a lesson's column."""
    value = line.value
    groups = "<br>".join(f"{k}. {name}: {say.share(count, value.tasks_count)}"
                         for k, (name, count) in enumerate(zip(names, value.counts, strict=True), 1))  # fmt: skip
    return f"<b>{words.day(line.day)}, {line.class_name}</b><br>{line.subject}: {line.topic}<br>{groups}"


def _narrow(lines: Sequence[Line], names: Sequence[str]) -> html.Div:
    key = html.P([html.Span([html.Span(className=f"swatch lesson-tone-{k}"), f"{k}. {name}"])
                  for k, name in enumerate(names, 1)], className="resource-key")  # fmt: skip
    return html.Div(
        [key, html.Ul([_bar(line, names) for line in reversed(lines)], className="lesson-bars")]
    )


def _bar(line: Line, names: Sequence[str]) -> html.Li:
    spoken: dict[str, Any] = {"role": "img", "aria-label": _spoken(line, names)}
    parts = [
        html.Span(str(count), className=f"lesson-tone-{k}", style={"flex": str(count)})
        for k, count in enumerate(line.value.counts, 1)
        if count
    ]
    name = dcc.Link(f"{words.day(line.day)}, {line.class_name}", href=f"/lesson/{line.lesson_id}")
    return html.Li([name, html.Div(parts, className="group-bar lesson-bar", **spoken)])


def _spoken(line: Line, names: Sequence[str]) -> str:
    return "; ".join(
        f"{name}: {count}" for name, count in zip(names, line.value.counts, strict=True)
    )


def measures_card(lines: Sequence[Line], source: str) -> html.Article:
    """Return fit, variety and evenness over time, a small panel each."""
    coded = [line for line in lines if line.value is not None][-MOST_COLUMNS:]
    whole = pool([line.value for line in coded])
    said = [f"{SPOKEN[name]} {words.number(whole.means[name])} ({words.plural(whole.of[name], *say.LESSONS)})"
            for name, label in MEASURES if whole.means[name] is not None]  # fmt: skip
    series = [(label, [getattr(line.value, name) for line in coded]) for name, label in MEASURES]
    labels = [_tick(line) for line in coded]
    drawing = figures.measures(
        labels, series, [f"{words.day(line.day)}, {line.class_name}" for line in coded]
    )
    rows = [{"day": line.day, "class_name": line.class_name,
             **{name: getattr(line.value, name) for name, _ in MEASURES}} for line in coded]  # fmt: skip
    columns = [Column("day", "День", "day"), Column("class_name", "Класс"),
               *(Column(name, label, "number", 2) for name, label in MEASURES)]  # fmt: skip
    return chart_card(
        LessonsIds.measures, f"В{words.NBSP}среднем: {', '.join(said)}",
        "от 0 до 1, каждая точка — урок; норм нет, выше не всегда лучше", drawing, pd.DataFrame(rows), source,
        columns=columns, has_origin=True, min_width=620,
    )  # fmt: skip


def compared_card(one: Pool, other: Pool, names: Sequence[str], source: str) -> html.Article:
    """Return two sets of lessons side by side: the structure of each and the means of the measures."""
    headline = (f"Задачи групп 3–5: {say.share(one.high, one.tasks)} — {one.label}; "
                f"{say.share(other.high, other.tasks)} — {other.label}")  # fmt: skip
    few = [
        f"{side.label}: n{words.NBSP}={words.NBSP}{side.lessons}"
        for side in (one, other)
        if side.lessons < FEW
    ]
    unit = "доля задач каждой группы, %" + (f"; мало уроков, {', '.join(few)}" if few else "")
    drawing = figures.compared(
        [(p.label, p.shares, p.counts, p.tasks) for p in (one, other)], names
    )
    rows = [
        {"label": p.label, "lessons": p.lessons, "tasks": p.tasks,
         **{f"n{k}": say.share(p.counts[k], p.tasks) for k in range(5)}, **p.means}
        for p in (one, other)
    ]  # fmt: skip
    columns = [Column("label", "Уроки"), Column("lessons", "Уроков", "count"), Column("tasks", "Задач", "count"),
               *(Column(f"n{k}", f"{k + 1}. {name}") for k, name in enumerate(names)),
               *(Column(name, label, "number", 2) for name, label in MEASURES)]  # fmt: skip
    narrow = by_group([(p.label, p.counts, p.tasks) for p in (one, other)], None, names)
    return chart_card(LessonsIds.compared, headline, unit, drawing, pd.DataFrame(rows), source, columns=columns,
                      has_origin=True, narrow=narrow)  # fmt: skip


def by_group(
    sides: Sequence[tuple[str, Sequence[int], int]],
    targets: Sequence[float] | None,
    names: Sequence[str],
) -> html.Dl:
    """Return structures for a phone: under every group a bar per side (label, counts, whole) with its words."""
    found: list[Any] = []
    for k, name in enumerate(names):
        goal = f", цель {words.percent(100 * targets[k], 0)}" if targets else ""
        found.append(html.Dt(f"{k + 1}. {name}{goal}"))
        found += [
            html.Dd([html.Div(style={"width": f"{100 * counts[k] / whole:.1f}%"}, className="lesson-hbar"),
                     f"{say.share(counts[k], whole)} — {label}"])
            for label, counts, whole in sides
        ]  # fmt: skip
    return html.Dl(found, className="lesson-narrow")
