"""The page of lessons: its sentence, structure over time, measures, comparison of two sets, communities, deficits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components import lesson_words as say
from dashboard.components.cards import chart_card
from dashboard.components.page import section, strip, strips
from dashboard.components.states import empty_state, note
from dashboard.components.tables import Column, data_table
from dashboard.figures import lessons as figures
from dashboard.ids import LessonsIds

MOST_COLUMNS = 24
FEWEST = 4  # lessons on both sides of «было — стало» together
MOVED = 0.05
FEW = 3
MEASURES = (("fit", "Соответствие цели"), ("variety", "Разнообразие n/N"), ("evenness", "Равномерность E"))


@dataclass(frozen=True)
class Line:
    """A lesson in the list; `value` is None while it has no codes, `coder` says whose codes speak for it."""

    lesson_id: str
    day: Any
    teacher: str
    class_name: str
    subject: str
    topic: str
    tasks: int
    value: Any
    coder: str
    coders: int
    apart: int
    target: str


@dataclass(frozen=True)
class Pool:
    """Lessons taken together: how many of them have codes, their tasks by group, the means of measures.

    A mean is over `…_of` lessons that have the measure, None where none has.
    """

    label: str
    lessons: int
    counts: tuple[int, ...]
    means: Mapping[str, float | None]
    of: Mapping[str, int]

    @property
    def tasks(self) -> int:
        """The coded tasks."""
        return sum(self.counts)

    @property
    def high(self) -> int:
        """The tasks of groups 3–5."""
        return sum(self.counts[2:])

    @property
    def shares(self) -> tuple[float, ...]:
        """The structure of all tasks together; zeros of none."""
        return tuple(count / self.tasks if self.tasks else 0.0 for count in self.counts)


def pool(values: Sequence[Any], label: str = "") -> Pool:
    """Return the values of lessons taken together: tasks are added up, measures are averaged over lessons."""
    counts = tuple(sum(value.counts[k] for value in values) for k in range(5))
    known = {name: [v for value in values if (v := getattr(value, name)) is not None] for name, _ in MEASURES}
    means = {name: fmean(found) if found else None for name, found in known.items()}
    return Pool(label, len(values), counts, means, {name: len(found) for name, found in known.items()})


def moved(values: Sequence[Any]) -> tuple[str, float, float, int, int] | None:
    """Return the measure that changed most from the earlier half of lessons to the later one.

    (name, before, after, lessons before, lessons after), or None where there are too few lessons or no
    measure moved by MOVED. An odd lesson in the middle belongs to the earlier half.
    """
    found = []
    for name, label in MEASURES[:2]:
        known = [v for value in values if (v := getattr(value, name)) is not None]
        if len(known) < FEWEST:
            continue
        middle = (len(known) + 1) // 2
        before, after = fmean(known[:middle]), fmean(known[middle:])
        found.append((label, before, after, middle, len(known) - middle))
    largest = max(found, key=lambda one: abs(one[2] - one[1]), default=None)
    return largest if largest and abs(largest[2] - largest[1]) >= MOVED else None


def sentence(lines: Sequence[Line], is_of_one: bool) -> str:
    """Return the head; a change over time is told of the lessons of one teacher or one community only."""
    values = [line.value for line in lines if line.value is not None]
    if not values:
        return f"Записано: {words.plural(len(lines), *say.LESSONS)}, задачи ещё не закодированы"
    change = moved(values) if is_of_one else None
    if change:
        name, before, after, first, last = change
        what = f"{name.split(' n/')[0]} {'выросло' if after > before else 'снизилось'}"
        return (f"{what} с{words.NBSP}{words.number(before)} на{words.NBSP}первых {first} "
                f"{words.form(first, 'уроке', 'уроках', 'уроках')} до{words.NBSP}{words.number(after)} "
                f"на{words.NBSP}последних {last}")  # fmt: skip
    whole = pool(values)
    on = words.plural(whole.lessons, "уроке", "уроках", "уроках")
    return f"На{words.NBSP}{on} {say.tasks(whole.tasks)}: к{words.NBSP}группам 3–5 относятся {say.share(whole.high, whole.tasks)}"


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
        plan = strip("deviation", "Сравнить не с чем", html.P("Целевая структура не поставлена ни на одном уроке."))
    later = strip("forecast", "Прогноза нет", html.P(
        "Цель у каждого урока своя, поэтому рост или спад долей сам по себе ничего не обещает.", className="muted"))  # fmt: skip
    title, way = undone
    return strips(fact, plan, later, strip("decision", title, *([html.P(way)] if way else [])))


def structure_card(lines: Sequence[Line], names: Sequence[str], source: str) -> html.Article:
    """Return the structure of lessons over time, on a phone a list of bars."""
    coded = [line for line in lines if line.value is not None]
    shown = coded[-MOST_COLUMNS:]
    left = f"; последние {len(shown)} из{words.NBSP}{len(coded)}" if len(shown) < len(coded) else ""
    whole = pool([line.value for line in coded])
    most = max(range(5), key=lambda k: whole.counts[k])
    headline = f"Чаще всего встречаются задачи группы {most + 1}, «{names[most].lower()}»: {say.share(whole.counts[most], whole.tasks)}"
    has_target = any(line.value.targets for line in shown)
    unit = f"доли задач пяти групп на каждом уроке, %{left}" + (
        "; чёрные черты — границы групп по целевой структуре" if has_target else "")  # fmt: skip
    drawing = figures.over_time(
        [_tick(line) for line in shown], [line.value.shares for line in shown],
        [line.value.targets for line in shown], names, [told(line, names) for line in shown],
    )  # fmt: skip
    rows = [{"day": line.day, "class_name": line.class_name, "subject": line.subject, "topic": line.topic,
             "tasks": line.value.tasks_count, **{f"n{k}": line.value.counts[k] for k in range(5)}} for line in coded]  # fmt: skip
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
    rows = [
        html.Li([
            dcc.Link(f"{words.day(line.day)}, {line.class_name}", href=f"/lesson/{line.lesson_id}"),
            html.Div([html.Span(str(count), className=f"lesson-tone-{k}", style={"flex": str(count)})
                      for k, count in enumerate(line.value.counts, 1) if count], className="group-bar lesson-bar",
                     role="img", **{"aria-label": _spoken(line, names)}),
        ])
        for line in reversed(lines)
    ]  # fmt: skip
    return html.Div([key, html.Ul(rows, className="lesson-bars")])


def _spoken(line: Line, names: Sequence[str]) -> str:
    return "; ".join(f"{name}: {count}" for name, count in zip(names, line.value.counts, strict=True))


def measures_card(lines: Sequence[Line], source: str) -> html.Article:
    """Return fit, variety and evenness over time, a small panel each."""
    coded = [line for line in lines if line.value is not None][-MOST_COLUMNS:]
    whole = pool([line.value for line in coded])
    said = [f"{label.lower()} {words.number(whole.means[name])} ({words.plural(whole.of[name], *say.LESSONS)})"
            for name, label in MEASURES if whole.means[name] is not None]  # fmt: skip
    series = [(label, [getattr(line.value, name) for line in coded]) for name, label in MEASURES]
    labels = [_tick(line) for line in coded]
    drawing = figures.measures(labels, series, [f"{words.day(line.day)}, {line.class_name}" for line in coded])
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
    few = [f"{side.label}: n{words.NBSP}={words.NBSP}{side.lessons}" for side in (one, other) if side.lessons < FEW]
    unit = "доля задач каждой группы, %" + (f"; мало уроков, {', '.join(few)}" if few else "")
    drawing = figures.compared([(p.label, p.shares, p.counts, p.tasks) for p in (one, other)], names)
    rows = [
        {"label": p.label, "lessons": p.lessons, "tasks": p.tasks,
         **{f"n{k}": say.share(p.counts[k], p.tasks) for k in range(5)}, **p.means}
        for p in (one, other)
    ]  # fmt: skip
    columns = [Column("label", "Уроки"), Column("lessons", "Уроков", "count"), Column("tasks", "Задач", "count"),
               *(Column(f"n{k}", f"{k + 1}. {name}") for k, name in enumerate(names)),
               *(Column(name, label, "number", 2) for name, label in MEASURES)]  # fmt: skip
    return chart_card(LessonsIds.compared, headline, unit, drawing, pd.DataFrame(rows), source, columns=columns)


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
    return f"{words.integer(row['coders'])}, {apart}" if row["apart"] else f"{words.integer(row['coders'])}"


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
               Column("completion_pct", "Выполнение", "share"), Column("participants_count", "Писали", "count")]  # fmt: skip
    rows = [data_table(table, columns)] if len(table) else []
    return section(
        title,
        html.Div([strip("fact", short), strip("deviation", lessons)], className="grid-two"),
        *rows,
        html.P(["Что требует задание работы, никто не кодировал, поэтому одно не объясняет другое: это повод "
                "для разговора. ", why], className="muted"),
        name="bridge",
    )  # fmt: skip


def class_links(found: Sequence[tuple[str, str, bool]]) -> html.Section:
    """Return the classes whose deficits may be laid beside their lessons: (label, href, is chosen)."""
    links = [
        dcc.Link(label, href=href, className="pill pill-link" + (" is-current" if is_current else ""))
        for label, href, is_current in found
    ]
    told = "Дефициты класса по контрольным и мониторингам рядом с задачами его уроков."
    return section("Связь с дефицитами класса", html.P(told, className="muted"), html.Div(links, className="pills"))


def nothing(is_teacher: bool, new: str, template: str) -> list[Any]:
    """Return the empty state of the page and how to fill it."""
    how = ("Запишите урок и вставьте его задачи списком, по одной в строке, или загрузите таблицу: в ней день, "
           "класс, задачи и их коды.")  # fmt: skip
    if not is_teacher:
        how = "Отдельный урок видят сам педагог, его сообщество и методист. Сводка сообщества появится с третьего урока."
    empty = empty_state("Здесь будет видно, какие задачи решают на уроках и как они отвечают цели",
                        how, new if is_teacher else "", "Записать урок" if is_teacher else "")  # fmt: skip
    example = html.P(["Например: «На 6 уроках 60 задач: к группам 3–5 относятся 35 % (21 из 60)»."], className="is-example")
    way = [html.P(html.A("Шаблон таблицы XLSX", href=template, download=""))] if template else []
    return [empty, example, *way]


def few_words(found: int) -> html.Div:
    """Return what is said where filters leave no lesson."""
    return note(f"Под эти условия не подходит ни один из{words.NBSP}{words.plural(found, 'урока', 'уроков', 'уроков')}.")


def origin(lines: Sequence[Line], whole: Pool, close: str) -> html.Section:
    """Return «Откуда число?»: how lessons are taken together, and the lessons themselves."""
    said = [
        ("Доля групп 3–5", f"({' + '.join(str(n) for n in whole.counts[2:])}) / {whole.tasks} = "
         f"{words.percent(100 * whole.high / whole.tasks) if whole.tasks else words.NO_DATA}"),
        *((label, f"среднее по {words.plural(whole.of[name], 'уроку', 'урокам', 'урокам')}: {words.number(whole.means[name])}")
          for name, label in MEASURES if whole.of[name]),
    ]  # fmt: skip
    rows = [
        html.Li([dcc.Link(f"{words.day(line.day)}, {line.class_name}", href=f"/lesson/{line.lesson_id}"),
                 f": {say.value_words(line.value)}; кодировал {line.coder}"])
        for line in lines if line.value is not None
    ]  # fmt: skip
    return html.Section([
        html.H2("Откуда число?"),
        html.P("Задачи уроков складываются, показатели усредняются по урокам. За урок говорят коды, в которых "
               "меньше пропусков, из равных — педагога."),
        html.Dl([html.Div([html.Dt(name), html.Dd(formula)]) for name, formula in said], className="card-facts lesson-origin"),
        html.H3("Уроки"), html.Ul(rows),
        html.P(html.Span(say.OURS, className="mark")),
        dcc.Link("Закрыть", href=close, className="button button-plain"),
    ], className="card origin")  # fmt: skip
