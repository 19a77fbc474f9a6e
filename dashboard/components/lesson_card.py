"""The card of a lesson: facts, its structure against the target, the values, agreement, the tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components import lesson_words as say
from dashboard.components.cards import chart_card, table_card
from dashboard.components.controls import button
from dashboard.components.page import section, strip, strips
from dashboard.components.states import empty_state, note
from dashboard.components.tables import Column, data_table
from dashboard.figures.lessons import structure
from dashboard.ids import LessonIds

TARGETS_LATE = "поставлена после урока: сравнение с задуманным условно"
TARGETS_BEFORE = "поставлена до урока"


@dataclass(frozen=True)
class By:
    """What one coder's codes come to: who, in which role, the value (None without codes), places without a code."""

    name: str
    role: str
    value: Any
    uncoded: list[int] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The coder as a column: «учитель», «наблюдатель Белова А. И.»; the teacher's own codes are of the role."""
        if self.role == "teacher":
            return "учитель"
        return f"наблюдатель {words.short_name(self.name)}".strip()


def head(day: str, tasks: int, main: By | None) -> str:
    """Return the sentence of the page."""
    if not tasks:
        return f"Урок {day}: задачи ещё не записаны"
    if main is None or main.value is None:
        return f"Урок {day}: {say.tasks(tasks)}, ещё без кодов"
    return f"Урок {day}: {say.value_words(main.value)}"


def strips_of(main: By | None, target: str, is_target: bool, next_step: Any) -> html.Div:
    """Return the four strips of a lesson; `target` are the words about its target structure."""
    value = main.value if main else None
    if value is None:
        fact = strip("fact", "Структуры пока нет: задачи не закодированы")
    else:
        high = sum(value.counts[2:])
        more = f"{words.percent(value.high_pct, 0)}; медианная группа {say.middle(value.median_category)}"
        fact = strip("fact", [html.Span(say.of(high, value.tasks_count), className="figure"),
                              f"{words.form(value.tasks_count, *say.OF_TASKS)} относятся к группам 3–5"],
                     html.P(more))  # fmt: skip
    if value is not None and value.fit is not None:
        plan = strip("deviation", [html.Span(words.number(value.fit), className="figure"), "соответствие цели"],
                     html.P(target, className="muted"))  # fmt: skip
    else:
        plan = strip("deviation", "Сравнить не с чем" if not is_target else "Соответствие появится с кодами",
                     html.P(target, className="muted"))  # fmt: skip
    later = strip("forecast", "По одному уроку не предсказать",
                  html.P(dcc.Link("Как меняются задачи от урока к уроку", href="/lessons")))  # fmt: skip
    return strips(fact, plan, later, strip("decision", next_step))


def facts(pairs: Sequence[tuple[str, Any]]) -> html.Dl:
    """Return what a lesson is about: (label, value), empty values left out."""
    found = [html.Div([html.Dt(label), html.Dd(value)]) for label, value in pairs if value]
    return html.Dl(found, className="card-facts")


def structure_card(
    by: Sequence[By], targets: Sequence[float] | None, names: Sequence[str], source: str
) -> html.Article:
    """Return the structure of a lesson by its coders, the target as a thin step."""
    table = structure_table(by, targets, names)
    main = by[0].value
    most = max(range(5), key=lambda k: main.counts[k])
    told = say.share(main.counts[most], main.tasks_count)
    headline = f"Больше всего задач группы {most + 1}, «{names[most].lower()}»: {told}"
    unit = (
        "доля задач каждой группы, %; тонкая черта — целевая структура"
        if targets
        else "доля задач каждой группы, %"
    )
    bars = [(one.label, one.value.shares, one.value.counts, one.value.tasks_count) for one in by]
    columns = [Column("name", "Группа"), *([Column("target", "Цель", "share")] if targets else []),
               *(Column(f"said{at}", one.label) for at, one in enumerate(by))]  # fmt: skip
    drawing, narrow = structure(bars, targets, names), _narrow(by, targets, names)
    return chart_card(LessonIds.structure, headline, unit, drawing, table, source, columns=columns,
                      has_origin=True, narrow=narrow)  # fmt: skip


def _narrow(by: Sequence[By], targets: Sequence[float] | None, names: Sequence[str]) -> html.Dl:
    """Return the structure for a phone: under every group a bar per coder with its words."""
    found: list[Any] = []
    for k, name in enumerate(names):
        goal = f", цель {words.percent(100 * targets[k], 0)}" if targets else ""
        found.append(html.Dt(f"{k + 1}. {name}{goal}"))
        found += [html.Dd([html.Div(style={"width": f"{100 * one.value.shares[k]:.1f}%"}, className="lesson-hbar"),
                           f"{say.share(one.value.counts[k], one.value.tasks_count)} — {one.label}"])
                  for one in by]  # fmt: skip
    return html.Dl(found, className="lesson-narrow")


def structure_table(
    by: Sequence[By], targets: Sequence[float] | None, names: Sequence[str]
) -> pd.DataFrame:
    """Return the structure as a table: a row per category, a column per coder."""
    rows = []
    for k, name in enumerate(names):
        row: dict[str, Any] = {"name": f"{k + 1}. {name}"}
        row |= {"target": 100 * targets[k]} if targets else {}
        row |= {
            f"said{at}": say.share(one.value.counts[k], one.value.tasks_count)
            for at, one in enumerate(by)
        }
        rows.append(row)
    return pd.DataFrame(rows)


def values_table(by: Sequence[By]) -> html.Section:
    """Return the numbers of a lesson by its coders, each with what it is computed from."""
    rows = []
    for name, formula, show in MEASURES:
        row = {"name": name, "formula": formula}
        row |= {f"said{at}": show(one.value) for at, one in enumerate(by)}
        rows.append(row)
    columns = [Column("name", "Показатель"), *(Column(f"said{at}", one.label) for at, one in enumerate(by)),
               Column("formula", "Как считается")]  # fmt: skip
    return section(
        "Показатели урока",
        html.P([html.Span(say.OURS, className="mark"), f" {say.NO_NORMS}"], className="muted"),
        table_card("lesson-values", "Показатели урока", pd.DataFrame(rows), columns, say.OURS),
    )


def _of(name: str, digits: int = 2) -> Any:
    return lambda value: say.number_or_why(
        getattr(value, name), value.reasons.get(name, ""), digits
    )


MEASURES: tuple[tuple[str, str, Any], ...] = (
    ("Соответствие цели", "1 − ½ Σ |p − t|, от 0 до 1", _of("fit")),
    ("Разнообразие n/N", "число разных типов на число задач", _of("variety")),
    ("Разнообразие с поправкой", "n / min(N, 27): не падает на длинных уроках", _of("variety_capped")),
    ("Равномерность E", "−Σ p ln p / ln 5, от 0 до 1", _of("evenness")),
    ("Задачи групп 3–5", "доля задач групп 3, 4 и 5",
     lambda value: say.share(sum(value.counts[2:]), value.tasks_count)),
    ("Медианная группа", "группа средней по порядку задачи", lambda value: say.middle(value.median_category)),
)  # fmt: skip


def formulas_table(rows: Sequence[Mapping[str, Any]], by: Sequence[By], href: str) -> html.Section:
    """Return the school's formulas: name, values by coder, expression, source, version, confirmed or not."""
    columns = [
        Column("name", "Формула"), *(Column(f"said{at}", one.label) for at, one in enumerate(by)),
        Column("expression", "Выражение"), Column("source", "Источник"), Column("version", "Версия"),
    ]  # fmt: skip
    way = [html.P(dcc.Link("Реестр формул", href=href))] if href else []
    if not rows:
        return section("Формулы школы", html.P("Формул в реестре нет.", className="muted"), *way)
    return section("Формулы школы", data_table(pd.DataFrame(list(rows)), columns), *way)


def agreement_section(
    pairs: Sequence[tuple[str, str, Any]], names: Mapping[int, str], places: Mapping[str, int]
) -> html.Section:
    """Return how far coders agree, in words, and the list of disagreements: the matter of a tutorial."""
    parts: list[Any] = []
    for one, other, found in pairs:
        parts += [
            html.H3(f"{one[:1].upper()}{one[1:]} и {other}"),
            _counted(found),
            *_apart(one, other, found, places),
        ]
    return section("Согласие двух кодировщиков", *parts, name="agreement")


def _counted(found: Any) -> html.Ul:
    code = (f"Один и тот же тип: {say.share(found.same_code_count, found.both_count)}"
            if found.same_code_count is not None and found.both_count
            else "Совпадение типов не посчитать: где-то указана только группа")  # fmt: skip
    items: list[Any] = [
        f"Одна и та же группа: {say.share(found.same_category_count, found.both_count)}",
        code,
        [say.kappa_words(found.kappa, found.kappa_reason, found.both_count),
         html.Span(f" ({say.KAPPA_SOURCE}; взвешенная κ Коэна, {say.OURS})", className="muted")],
    ]  # fmt: skip
    return html.Ul([html.Li(item) for item in items])


def _apart(one: str, other: str, found: Any, places: Mapping[str, int]) -> list[Any]:
    if not found.disagreements:
        return [html.P("Расхождений нет." if found.both_count else "Сравнить пока нечего.")]
    rows = [{"at": places.get(d.no, 0), "text": d.text, "a": d.code_a, "b": d.code_b, "far": d.distance}
            for d in found.disagreements]  # fmt: skip
    columns = [Column("at", "№", "count"), Column("text", "Задача"), Column("a", one), Column("b", other),
               Column("far", "Групп между кодами", "count")]  # fmt: skip
    return [html.P([html.Strong("Предмет для тьюториала: "),
                    words.plural(len(rows), "расхождение", "расхождения", "расхождений")]),
            data_table(pd.DataFrame(rows), columns)]  # fmt: skip


def task_list(tasks: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> html.Section:
    """Return the tasks in order, each with the codes that may be seen: (text, [(whose, code)])."""
    items = [
        html.Li(
            [
                html.Span(text),
                *[html.Span(f"{whose}: {code}", className="mark") for whose, code in codes],
            ]
        )
        for text, codes in tasks
    ]
    return section("Задачи урока", html.Ol(items, className="lesson-read"))


def no_tasks(href: str) -> html.Div:
    """Return the empty state of a lesson without tasks."""
    return empty_state(
        "Здесь будут задачи урока, их структура и соответствие цели",
        "Впишите задачи или вставьте их списком: по одной в строке, можно таблицей вместе с кодами.",
        href, "Добавить задачи" if href else "",
    )  # fmt: skip


def hidden_words(count: int, href: str) -> html.Div:
    """Return why codes of colleagues are not shown yet, with the way for who does not code."""
    what = words.plural(count, "кодировка коллеги", "кодировки коллег", "кодировок коллег")
    way = [" ", dcc.Link("Посмотреть, не кодируя", href=href)] if href else []
    return note(
        [f"Скрыто: {what}. Коды откроются, когда вы закончите свои: так согласие честное.", *way]
    )


def acts(key: str, is_mine: bool) -> html.Div:
    """Return the ways from a lesson."""
    own = [dcc.Link("Изменить урок", href=f"/lesson/{key}?edit=1", className="button button-plain"),
           button("Убрать", LessonIds.act("hide", key))] if is_mine else []  # fmt: skip
    return html.Div([*own, dcc.Link("Все уроки", href="/lessons", className="button button-quiet")],
                    className="quiet-row register-ways")  # fmt: skip


def origin(lines: Sequence[tuple[str, str]], sources: Sequence[Any], close: str) -> html.Section:
    """Return «Откуда число?» of a lesson: (name, the formula with its numbers), then who coded it and when."""
    found = [html.Div([html.Dt(name), html.Dd(formula)]) for name, formula in lines]
    parts = [
        html.H2("Откуда число?"), html.Dl(found, className="card-facts lesson-origin"),
        html.H3("Источник"), html.Ul([html.Li(one) for one in sources]),
        html.P([html.Span(say.OURS, className="mark"), " Формулы объяснены в справке, в разделе о ценности урока."],
               className="muted"),
        dcc.Link("Закрыть", href=close, className="button button-plain"),
    ]  # fmt: skip
    return html.Section(parts, className="card origin")
