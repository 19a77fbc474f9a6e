"""The roadmap page's parts: cards of promises, the four strips, what stands behind a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components import roadmap_words as say
from dashboard.components.cards import chart_card
from dashboard.components.controls import pill_select
from dashboard.components.page import page_head, section, strip, strips
from dashboard.components.shares import share_text, wilson
from dashboard.components.states import note
from dashboard.components.tables import Column, data_table
from dashboard.figures.roadmap import ceiling, target_steps
from dashboard.ids import RoadmapIds

SERIES = {"main": "основной показатель", "school": "внутришкольный"}
BASES = {"staff": "все педагогические работники", "teachers": "учителя"}
FROM = {"registers": "реестры", "typed": "введено вручную"}
SOURCE = "Программа школы, приложение 1, таблица 1"


@dataclass(frozen=True)
class Roadmap:
    """What the page shows: the frames of `warehouse.queries.roadmap` and what was chosen.

    `registers`: indicator → (register, its title) that feed it; `measure`: base, measured_on of the
    year; `href(**changes)` is the address of the page.
    """

    by_year: pd.DataFrame
    indicators: pd.DataFrame
    activities: pd.DataFrame
    series: str = "main"
    year: int = 0
    source: str = ""
    registers: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    measure: Mapping[str, Any] = field(default_factory=dict)
    href: Callable[..., str] = str

    @property
    def years(self) -> list[int]:
        """The years of the roadmap, in order."""
        return sorted(int(year) for year in self.by_year.year.unique())


def roadmap_body(roadmap: Roadmap) -> list[Any]:
    """Return the page: head, strips, a chart for each row, what stands behind them."""
    promises = say.promises(roadmap.by_year, roadmap.indicators, roadmap.series)
    charts = [promise_card(promise, roadmap) for promise in promises]
    return [
        page_head(say.headline(promises, roadmap.year), _facts(roadmap), _filters(roadmap)),
        html.Div(charts, className="promises"),
        _strips(promises, roadmap),
        _reading(),
        section("Что стоит за показателями", *[_behind(p, roadmap) for p in promises]),
        section("Цели внутри мероприятий", _extra(roadmap), name="extra"),
    ]


def promise_card(promise: say.Promise, roadmap: Roadmap) -> html.Article:
    """Return the chart card of one row of the roadmap with its table twin."""
    one_number = " · в документе одно число на оба ряда" if promise.has_one_number else ""
    top = words.percent(ceiling(promise.frame)) if len(promise.frame) else ""
    return chart_card(
        RoadmapIds.card(promise.row_id),
        say.card_headline(promise, roadmap.year),
        f"доля {promise.people}, ось до {top}{one_number}",
        target_steps(promise.frame, year=roadmap.year),
        promise.frame,
        f"{SOURCE} · {_fed_by(promise, roadmap)}{roadmap.source}",
        columns=TWIN,
        has_origin=bool(promise.of(roadmap.year).actual_pct.notna().any()),
    )


def _facts(roadmap: Roadmap) -> list[str]:
    years = roadmap.years
    return [
        f"срок {years[0]}–{years[-1]}",
        f"{SERIES[roadmap.series]} (толкование: в документе не расшифровано)",
        f"база: {BASES[roadmap.measure.get('base', 'staff')]}",
        _measured(roadmap),
        roadmap.source,
    ]


def _measured(roadmap: Roadmap) -> str:
    day = roadmap.measure.get("measured_on")
    return f"на {words.day(day)}, нарастающим итогом" if day is not None else ""


def _fed_by(promise: say.Promise, roadmap: Roadmap) -> str:
    """Return the registers that the counted figures of a card come from, for its source."""
    frame = promise.frame
    found = frame[frame.counted_from == "registers"].indicator_id.unique()
    titles = [f"«{title}»" for one in found for _, title in roadmap.registers.get(one, ())]
    names = list(dict.fromkeys(titles))
    return (
        f"{'реестр' if len(names) == 1 else 'реестры'} {words.listed(names, 9)} · " if names else ""
    )


def _filters(roadmap: Roadmap) -> list[Any]:
    series = [{"label": label, "value": value} for value, label in SERIES.items()]
    years = [{"label": str(year), "value": str(year)} for year in roadmap.years]
    return [
        pill_select(RoadmapIds.series, "Ряд", series, roadmap.series),
        pill_select(RoadmapIds.year, "На конец года", years, str(roadmap.year)),
    ]


def _strips(promises: list[say.Promise], roadmap: Roadmap) -> html.Div:
    responsible = say.people_in_charge(list(roadmap.indicators.responsible.unique()))
    planned = words.plural(len(roadmap.activities), "мероприятие", "мероприятия", "мероприятий")
    return strips(
        strip("fact", *say.fact(promises, roadmap.year), _inner_counted(roadmap)),
        strip("deviation", *say.deviation(promises, roadmap.year)),
        strip(
            "forecast",
            "Прогноза пока нет",
            html.P(
                "Он появится, когда накопятся факты за несколько лет: линия «если ничего не менять», "
                "её интервал и ошибка на прошлом годе."
            ),
        ),
        strip(
            "decision",
            f"В плане {planned}",
            html.P(f"Отвечают: {responsible}. Список мероприятий — ниже, у каждого показателя."),
        ),
    )


def _inner_counted(roadmap: Roadmap) -> html.P | None:
    """Return the way from the main series to the in-school one, where only its parts are counted."""
    own = roadmap.by_year[
        (roadmap.by_year.year == roadmap.year) & (roadmap.by_year.kind == "internal")
    ]
    count = int(own.actual_pct.notna().sum())
    if roadmap.series == "school" or not count:
        return None
    told = words.plural(count, "внутришкольный показатель", "внутришкольных показателя",
                        "внутришкольных показателей")  # fmt: skip
    return html.P(dcc.Link(f"Посчитано по реестрам: {told}", href=roadmap.href(series="school")))


def _reading() -> html.Div:
    return note(
        [
            html.Strong("Толкование: в документе не расшифровано. "),
            "Таблица программы даёт на каждый год два числа и не говорит, что считает каждое. Здесь "
            "первое читается как основной показатель, второе — как внутришкольный; ряд "
            "переключается над графиками.",
        ]
    )


def _behind(promise: say.Promise, roadmap: Roadmap) -> html.Details:
    rows = roadmap.activities[roadmap.activities.indicator_id == promise.row_id]
    planned = words.plural(len(rows), "мероприятие", "мероприятия", "мероприятий")
    inner = roadmap.indicators[
        (roadmap.indicators.row_id == promise.row_id) & (roadmap.indicators.kind == "internal")
    ]
    parts = words.plural(
        len(inner),
        "внутришкольный показатель",
        "внутришкольных показателя",
        "внутришкольных показателей",
    )
    return html.Details(
        [
            html.Summary([html.Strong(promise.title), html.Span(f" {parts}, {planned}")]),
            html.P(promise.name),
            html.H3("Внутришкольные показатели"),
            html.Ol([html.Li(_inner(row, roadmap)) for row in inner.itertuples()]),
            html.P(say.SHARED_TARGET, className="muted") if len(inner) > 1 else None,
            html.H3("Мероприятия"),
            html.Ul([html.Li(name) for name in rows.activity_name]),
            html.P(f"Отвечают: {say.people_in_charge([promise.responsible])}."),
        ],
        className="behind",
        open=False,
    )


def _inner(row: Any, roadmap: Roadmap) -> list[Any]:
    twin = isinstance(row.same_as, str)
    own = row.same_as if twin else row.indicator_id
    found = roadmap.by_year[
        (roadmap.by_year.indicator_id == own) & (roadmap.by_year.year == roadmap.year)
    ]
    told = [_told(line, roadmap) for line in found.to_dict("records")]
    return [
        f"{row.indicator_name}{' (тот же, что основной)' if twin else ''}. ",
        *(told[0] if told else []),
    ]


def _told(row: Mapping[Any, Any], roadmap: Roadmap) -> list[Any]:
    """Return what a year counted with the registers it comes from, or where to fill it."""
    links = _links(row, roadmap)
    if row["counted_from"] == "typed":
        return [html.Strong(_actual(row)), ", введено вручную"]
    if words.is_missing(row["numerator"]):
        return ["Пока нет данных", *([": реестр ", *links] if links else [])]
    return (
        [html.Strong(_actual(row)), ", реестр ", *links] if links else [html.Strong(_actual(row))]
    )


def _links(row: Mapping[Any, Any], roadmap: Roadmap) -> list[Any]:
    """Return the registers that feed an indicator, each a link, with commas between."""
    links: list[Any] = []
    for register, title in roadmap.registers.get(row["indicator_id"], ()):
        links += [", "] if links else []
        links.append(dcc.Link(f"«{title}»", href=f"/registers?register={register}"))
    return links


def _extra_source(row: Mapping[Any, Any], roadmap: Roadmap) -> list[Any]:
    return ["введено вручную"] if row["counted_from"] == "typed" else _links(row, roadmap)


def _extra_deviation(row: Mapping[Any, Any]) -> str:
    if words.is_missing(row["deviation_points"]):
        return words.NO_DATA
    return f"{words.points(row['deviation_points'])}, {say.in_people(dict(row))}"


def _extra_columns(roadmap: Roadmap) -> tuple[Column, ...]:
    def origin(row: Mapping[Any, Any]) -> Any:
        return dcc.Link("Откуда число?", href=roadmap.href(origin=row["indicator_id"]))

    return (*EXTRA, Column("counted_from", "Источник", show=lambda row: _extra_source(row, roadmap)),
            Column("indicator_id", "", show=origin))  # fmt: skip


def _extra(roadmap: Roadmap) -> html.Div:
    rows = roadmap.by_year[
        (roadmap.by_year.kind == "extra") & (roadmap.by_year.year == roadmap.year)
    ]
    return html.Div(
        [
            html.P(
                "Таблица называет их не отдельной строкой, а в тексте мероприятий.",
                className="muted",
            ),
            data_table(rows, _extra_columns(roadmap)),
        ]
    )


def _actual(row: Any) -> str:
    if row["denominator"] == 0:
        return "некого считать: таких педагогов на этот день нет"
    text = share_text(row["numerator"], row["denominator"])
    span = None if text == words.NO_DATA else wilson(int(row["numerator"]), int(row["denominator"]))
    if span is None:
        return text
    return f"{text}, может быть от {words.integer(span[0])} до {words.percent(span[1], 0)}"


TWIN = (
    Column("indicator_name", "Показатель"),
    Column("year", "На конец года", show=lambda row: str(row["year"])),
    Column("target_pct", "Цель", "share"),
    Column("numerator", "Посчитано", "count"),
    Column("denominator", "Из", "count"),
    Column("actual_pct", "Факт", "share"),
    Column("deviation_points", "Отклонение", "points"),
    Column("counted_from", "Откуда", show=lambda row: FROM.get(row["counted_from"], words.NO_DATA)),
)
EXTRA = (
    Column("indicator_name", "Цель"),
    Column("target_pct", "Не менее", "share"),
    Column("actual_pct", "Факт", show=_actual),
    Column("deviation_points", "Отклонение", show=_extra_deviation),
)
