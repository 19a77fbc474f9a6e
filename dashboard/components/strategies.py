"""Strategies on the screen: the sentence, the bars of resource, the map, the choice, deficits and answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components.cards import chart_card, table_card
from dashboard.components.page import section, strip, strips
from dashboard.components.tables import Column, data_table
from dashboard.ids import StrategyIds

LEVELS = {
    "teach": "могут научить",
    "apply": "применяют",
    "know": "знают",
    "none": "не владеют",
    "silent": "не ответили",
}
FREQUENCIES = {"always": "постоянно", "often": "часто", "rarely": "редко", "never": "не применяют"}
KINDS = {"strategy": "стратегия", "technology": "технология"}
PEOPLE = ("педагог", "педагога", "педагогов")


def sentence(chosen: Any, found: Sequence[Any], bar: Any) -> str:
    """Return the head: the resource of the chosen strategy, else the strategy with most of it."""
    if chosen is not None:
        return of_chosen(chosen, bar)
    told = [one for one in found if one.asked]
    if not told:
        return "Стратегия ещё не выбрана, и самоанализа педагогов пока нет"
    best = max(told, key=lambda one: (one.can_apply, one.can_teach))
    return (
        f"Стратегия ещё не выбрана; больше всего ресурса у «{best.strategy.name}»: {counts(best)}"
    )


def of_chosen(line: Any, bar: Any) -> str:
    """Return what is true of the chosen strategy's resource; `bar` says from where it is ready."""
    name = f"«{line.strategy.name}»"
    if line.is_hidden:
        return f"Для {name} ответили меньше {bar.least} педагогов: ресурс пока не показан"
    if not line.asked:
        return f"Выбрана стратегия {name}; самоанализа педагогов по{words.NBSP}ней пока нет"
    if line.asked < bar.least:
        few = words.form(line.asked, "ответил", "ответили", "ответили")
        return f"О стратегии {name} пока {few} {words.plural(line.asked, *PEOPLE)}: судить о ресурсе рано"
    if not line.can_apply:
        return f"Ресурса для {name} пока нет: не применяет никто из{words.NBSP}{line.asked}"
    if not line.can_teach:
        return f"{name}: применяют {line.can_apply} из{words.NBSP}{line.asked}, научить коллег пока некому"
    of = words.form(line.asked, "педагога", "педагогов", "педагогов")
    verb = words.form(line.can_apply, "может", "могут", "могут")
    able = f"{line.can_apply} из{words.NBSP}{line.asked} {of} {verb} применять"
    if not line.is_ready(bar):
        return f"Ресурса для {name} пока мало: {able}, {line.can_teach}{words.NBSP}— научить"
    return f"Ресурс для {name} есть: {able}, {line.can_teach}{words.NBSP}— научить"


def answered(count: int, staff: int) -> str:
    """Return how many teachers of the staff wrote a self-analysis of any strategy."""
    of = words.form(staff, "педагога", "педагогов", "педагогов")
    return f"самоанализ написали {count} из{words.NBSP}{staff} {of}"


def counts(line: Any) -> str:
    """Return «13 из 25 применяют, 4 могут научить»; what is not told in words."""
    if line.is_hidden:
        return "ответили слишком мало, чтобы показать"
    if not line.asked:
        return "нет данных"
    verb = words.form(line.can_teach, "может", "могут", "могут")
    teach = f"{line.can_teach}{words.NBSP}{verb} научить" if line.can_teach else "научить некому"
    return f"{line.can_apply} из{words.NBSP}{line.asked} применяют, {teach}"


def bars_card(
    found: Sequence[Any], staff: int, source: str, href: Callable[..., str]
) -> html.Article:
    """Return the comparison of strategies by the staff's resource; a full bar is the whole staff."""
    told = [one for one in found if one.asked]
    headline = "Самоанализа пока нет: сравнить нечего"
    if told:
        best, worst = told[0], told[-1]
        headline = f"Больше всего ресурса у «{best.strategy.name}»: {counts(best)}"
        if len(told) > 1 and worst.can_apply < best.can_apply:
            headline += f"; меньше всего у «{worst.strategy.name}»: {counts(worst)}"
    whole = max([staff, *(one.asked for one in found)])
    drawing = html.Div([_key(), *[_bar(one, whole, href) for one in found]], className="resource")
    unit = f"число педагогов, вся полоса — {words.plural(whole, *PEOPLE)}; сначала стратегии, которые применяют чаще"
    return chart_card(
        StrategyIds.bars, headline, unit, drawing, rows(found), source, columns=TWIN, has_origin=bool(told)
    )  # fmt: skip


def _key() -> html.P:
    items = [
        html.Span([html.Span(className=f"swatch resource-{name}"), label])
        for name, label in LEVELS.items()
    ]
    return html.P(items, className="resource-key")


def _bar(line: Any, whole: int, href: Callable[..., str]) -> html.Div:
    name = dcc.Link(line.strategy.name, href=href(strategy=line.strategy.strategy_id, origin=None))
    spoken: dict[str, Any] = {"role": "img", "aria-label": f"{line.strategy.name}: {counts(line)}"}
    bar = html.Div(_segments(line, whole), className="resource-bar", **spoken)
    told = html.Span(counts(line), className="resource-told")
    return html.Div(
        [html.Div(name, className="resource-name"), bar, told], className="resource-row"
    )


def _segments(line: Any, whole: int) -> list[html.Span]:
    known = (
        {} if line.is_hidden else {n: int(line.counts[f"{n}_count"] or 0) for n in list(LEVELS)[:4]}
    )
    known["silent"] = whole - line.asked
    return [
        html.Span(str(count), className=f"resource-{name}", style={"flexGrow": count},
                  title=f"{LEVELS[name]}: {count}")
        for name, count in known.items() if count
    ]  # fmt: skip


def rows(found: Sequence[Any]) -> pd.DataFrame:
    """Return the strategies as rows: names and counts, None where too few answered."""
    numbers = [f"{name}_count" for name in ("asked", "teach", "apply", "know", "none", "frequency",
                                            *FREQUENCIES)]  # fmt: skip
    return pd.DataFrame(
        [
            {"strategy_id": one.strategy.strategy_id, "strategy_name": one.strategy.name,
             "kind": KINDS[one.strategy.kind], **{name: one.counts.get(name) for name in numbers}}
            for one in found
        ],
        columns=["strategy_id", "strategy_name", "kind", *numbers],
    )  # fmt: skip


def map_section(found: Sequence[Any], source: str, href: Callable[..., str]) -> html.Section:
    """Return the map strategy × level with «4 из 25» in every cell, and how often it is used."""
    table = rows(found)
    columns = [
        Column("strategy_name", "Стратегия",
               show=lambda r: dcc.Link(r["strategy_name"], href=href(strategy=r["strategy_id"]))),
        Column("asked_count", "Ответили", "count"),
        *[_of(f"{name}_count", LEVELS[name].capitalize(), "asked_count") for name in list(LEVELS)[:4]],
        *[_of(f"{name}_count", label.capitalize(), "frequency_count") for name, label in FREQUENCIES.items()],
    ]  # fmt: skip
    text = "Слева — насколько уверенно, справа — как часто. Порядок тот же, что в списке стратегий школы."
    return section("Карта ресурса", html.P(text, className="muted"),
                   table_card(StrategyIds.matrix, "Карта ресурса", table, columns, source))  # fmt: skip


def _of(key: str, label: str, base: str) -> Column:
    def show(row: Mapping[Any, Any]) -> str:
        if words.is_missing(row[key]) or words.is_missing(row[base]) or not row[base]:
            return words.NO_DATA
        return f"{int(row[key])} из{words.NBSP}{int(row[base])}"

    return Column(key, label, "count", show=show)


TWIN = (
    Column("strategy_name", "Стратегия"),
    Column("kind", "Что это"),
    Column("asked_count", "Ответили", "count"),
    *(
        Column(f"{name}_count", label.capitalize(), "count")
        for name, label in list(LEVELS.items())[:4]
    ),
    *(Column(f"{name}_count", label.capitalize(), "count") for name, label in FREQUENCIES.items()),
)


def top_strips(
    chosen: Mapping[str, Any] | None, line: Any, covered: tuple[int, int], way: Any
) -> html.Div:
    """Return the strips: the resource, deficits without it, what comes later, the choice with its reasons."""
    ready, whole = covered
    told = (
        f"Готовый ресурс есть для {ready} из{words.NBSP}{whole} дефицитов"
        if whole
        else "Дефициты ещё не названы"
    )
    fact = counts(line) if line is not None else "Стратегия не выбрана"
    return strips(
        strip("fact", fact, html.P("по самоанализу педагогов, каждый о себе", className="muted")),
        strip("deviation", told, html.P(
            "Готов — применяет достаточно педагогов и есть кому научить" if whole else
            "Их называют вместе с выбором стратегии", className="muted")),
        strip("forecast", "Пока не считаем",
              html.P("Прогноз появится вместе с прогнозом показателей", className="muted")),
        strip("decision", *_decision(chosen, line), *([way] if way is not None else [])),
    )  # fmt: skip


def _decision(chosen: Mapping[str, Any] | None, line: Any) -> list[Any]:
    if chosen is None or line is None:
        return ["Стратегия на учебный год ещё не выбрана"]
    by = ", ".join(filter(None, [chosen.get("decided_by"), _day(chosen.get("chosen_on"))]))
    return [
        f"На {chosen['school_year']} выбрана «{line.strategy.name}»",
        html.P(chosen.get("reasons") or "Причины не записаны"),
        html.P(by, className="muted") if by else None,
    ]


def _day(text: Any) -> str:
    return words.day(pd.Timestamp(text).date()) if text else ""


def deficit_section(table: pd.DataFrame, is_chosen: bool, way: html.P, why: Any) -> html.Section:
    """Return deficits with the strategies that answer them; columns title, whose, how_much, answers, ready."""
    title = (
        "Дефициты, на которые отвечает выбор"
        if is_chosen
        else "Дефициты и стратегии, которые на них отвечают"
    )
    if table.empty:
        return section(
            title,
            html.P(
                "Дефициты появятся из проверочных работ и из реестров педагогов.", className="muted"
            ),
            way,
        )
    return section(title, data_table(table, DEFICIT_COLUMNS), way, why)


DEFICIT_COLUMNS = (
    Column("title", "Дефицит"),
    Column("whose", "У кого"),
    Column("how_much", "Сколько"),
    Column("answers", "Какие стратегии отвечают"),
    Column("ready", "Готовый ресурс"),
)


def detail(
    line: Any, tutors: pd.DataFrame, is_named: bool, answers: Sequence[str], ways: Sequence[Any]
) -> html.Aside:
    """Return the panel of a strategy: what it is, its steps, what it answers, how often, who can teach."""
    one = line.strategy
    parts = [
        html.Div([html.H2(one.name), ways[0]], className="upload-top"),
        html.P(KINDS[one.kind].capitalize(), className="muted"),
        html.P(one.about),
        html.H3("Ресурс"), html.P(counts(line)), html.P(how_often(line), className="muted"),
        *([html.H3("Шаги"), html.Ol([html.Li(step) for step in steps(one.steps)])] if one.steps else []),
        *([html.H3("На что отвечает"), html.Ul([html.Li(text) for text in answers])] if answers else []),
        *_tutors(line, tutors, is_named),
        html.P(f"Источник: {one.source}", className="muted") if one.source else None,
        *ways[1:],
    ]  # fmt: skip
    spoken: dict[str, Any] = {"aria-label": one.name, "role": "region"}
    return html.Aside(parts, className="card drill", **spoken)


def steps(text: str) -> list[str]:
    """Return the steps of a strategy, one a sentence or a line."""
    lines = text.splitlines() if "\n" in text else text.split(". ")
    return [line.strip().rstrip(".") for line in lines if line.strip()]


def how_often(line: Any) -> str:
    """Return how often a strategy is used: «постоянно 3, часто 8, редко 6, не применяют 8 из 25»."""
    whole = line.counts.get("frequency_count")
    if words.is_missing(whole) or not whole:
        return "Как часто — нет данных"
    told = [f"{label} {int(line.counts[f'{name}_count'])}" for name, label in FREQUENCIES.items()]
    return f"Как часто: {', '.join(told)} из{words.NBSP}{int(whole)}"


def _tutors(line: Any, tutors: pd.DataFrame, is_named: bool) -> list[Any]:
    if not is_named:
        text = "Кто может научить, видят администратор, директор и заместитель директора."
        own = [html.P("Вы отметили, что можете научить.")] if len(tutors) else []
        return [html.H3("Кто может научить"), *own, html.P(text, className="muted")]
    if tutors.empty:
        return [html.H3("Кто может научить"), html.P("Пока никто.", className="muted")]
    return [html.H3("Кто может научить"), html.Ul([html.Li(_tutor(row)) for row in tutors.to_dict("records")]),
            html.P("По фамилии: это не порядок по мастерству.", className="muted")]  # fmt: skip


def _tutor(row: Mapping[Any, Any]) -> list[Any]:
    name = dcc.Link(row["full_name"], href=f"/teacher/{int(row['teacher_id'])}")
    return [name, f", {row['subjects']}" if row["subjects"] else ""]
