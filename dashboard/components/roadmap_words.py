"""Sentences of the roadmap, true with facts and without them."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any

import pandas as pd
from dash import html

from dashboard import words

SHARED_TARGET = (
    "Внутришкольная цель строки общая для её показателей, пока школа не введёт для каждого свою; "
    "факт считается по каждому отдельно, итога по строке нет."
)
NO_FACTS = (
    "Они появятся, когда школа внесёт сведения об учителях: аттестация, планы роста, курсы, оценка "
    "квалификации."
)


@dataclass(frozen=True)
class Promise:
    """One row of the roadmap in one series.

    `frame`: what is drawn, one row per indicator and year; several indicators are the row's
    in-school parts. `has_one_number` where the document prints one number for both series.
    """

    row_id: str
    title: str
    name: str
    people: str
    short_name: str
    responsible: str
    frame: pd.DataFrame
    has_one_number: bool = False

    def of(self, year: int) -> pd.DataFrame:
        """Return the rows of a year."""
        return self.frame[self.frame.year == year]

    def target(self, year: int) -> float | None:
        """Return the share promised by the end of a year; None where the year has no target."""
        rows = self.of(year)
        return None if rows.empty else float(rows.target_pct.iloc[0])


def promises(by_year: pd.DataFrame, indicators: pd.DataFrame, series: str) -> list[Promise]:
    """Return the rows of the roadmap in a series, in the printed order.

    The in-school series of a row is that of its parts; a row with one number shows it in both.
    """
    titles = dict(zip(indicators.indicator_id, indicators.title, strict=True))
    named = by_year.assign(title=by_year.indicator_id.map(titles))
    return [_promise(row, named, series) for row in _records(indicators)]


def _records(indicators: pd.DataFrame) -> list[dict[str, Any]]:
    rows = indicators[indicators.kind == "row"].to_dict("records")
    return [{str(key): value for key, value in row.items()} for row in rows]


def _promise(row: dict[str, Any], by_year: pd.DataFrame, series: str) -> Promise:
    own = by_year[(by_year.row_id == row["row_id"]) & (by_year.kind != "extra")]
    main = own[(own.kind == "row") & (own.series == "main")]
    parts = own[own.kind == "internal"]
    shown = main if series == "main" or parts.empty else parts
    texts = ("row_id", "title", "people", "short_name", "responsible")
    return Promise(
        **{key: row[key] for key in texts},
        name=row["indicator_name"],
        frame=shown.reset_index(drop=True),
        has_one_number=parts.empty,
    )


def headline(found: list[Promise], year: int) -> str:
    """Return the page's sentence: how far the school got by the end of a year, or what it promised."""
    counted = [row for promise in found for row in _counted(promise, year)]
    if not counted:
        kept = [p for p in found if p.target(year) is not None]
        end = f"К{words.NBSP}концу {year}{words.NBSP}года"
        return f"{end} школа обещала {_all(kept, year)}; {_no_facts(found)}"
    reached = sum(row["deviation_points"] >= 0 for row in counted)
    of_all = f"{reached} из{words.NBSP}{len(counted)}"
    noun = words.form(
        len(counted),
        "посчитанного показателя",
        "посчитанных показателей",
        "посчитанных показателей",
    )
    start = f"На конец {year}{words.NBSP}года школа дошла до цели в{words.NBSP}{of_all} {noun}"
    worst = min(counted, key=lambda row: row["deviation_points"])
    if worst["deviation_points"] >= 0:
        return start
    return f"{start}; дальше всего — «{worst['title']}»: {_against(worst)}"


def _all(found: list[Promise], year: int) -> str:
    items = [f"{words.percent(p.target(year))} {p.people}{words.NBSP}— {_glued(p)}" for p in found]
    if any(len(promise.of(year)) > 1 for promise in found):
        shares = [f"{_low(p.title)}{words.NBSP}— {words.percent(p.target(year))}" for p in found]
        return f"во внутришкольных показателях: {words.listed(shares)}"
    return words.listed(items)


def _glued(promise: Promise) -> str:
    """Return the short name with its preposition kept on the same line."""
    return promise.short_name.replace(" ", words.NBSP, 1)


def _low(text: str) -> str:
    return text[:1].lower() + text[1:]


def people_in_charge(names: list[str]) -> str:
    """Return who answers, for the middle of a sentence; abbreviations stay in capitals."""
    return ", ".join(_low(name) for name in names)


def _no_facts(found: list[Promise]) -> str:
    is_other_year = any(promise.frame.actual_pct.notna().any() for promise in found)
    return "фактов за этот год пока нет" if is_other_year else "фактов пока нет"


def _counted(promise: Promise, year: int) -> list[dict[str, Any]]:
    rows = promise.of(year)
    found = rows[rows.actual_pct.notna()].to_dict("records")
    return [{str(key): value for key, value in row.items()} for row in found]


def short_of(numerator: float, denominator: float, target_pct: float) -> int:
    """Return how many people the target lacks; below zero, how many are beyond it. 3 of 25 at 20 % → 2."""
    return ceil(target_pct * denominator / 100 - 1e-9) - int(numerator)


def in_people(row: dict[str, Any]) -> str:
    """Return a deviation in people: «не хватает 2 человек», «больше цели на 3 человека»."""
    missing = short_of(row["numerator"], row["denominator"], row["target_pct"])
    if missing > 0:
        return f"не{words.NBSP}хватает {words.plural(missing, 'человека', 'человек', 'человек')}"
    if missing < 0:
        return (
            f"больше цели на{words.NBSP}{words.plural(-missing, 'человека', 'человека', 'человек')}"
        )
    return "ровно по цели"


def _against(row: dict[str, Any]) -> str:
    actual, target = words.percent(row["actual_pct"]), words.percent(row["target_pct"])
    return f"{actual} при цели {target}"


def card_headline(promise: Promise, year: int) -> str:
    """Return the sentence above one chart."""
    counted, on_year = _counted(promise, year), f"на конец {year}{words.NBSP}года"
    if not counted:
        return f"{promise.title}: цель {words.percent(promise.target(year))} {on_year}"
    if len(promise.of(year)) == 1:
        return f"{promise.title}: {_against(counted[0])} {on_year}"
    reached = sum(row["deviation_points"] >= 0 for row in counted)
    parts = words.form(len(counted), "показателя", "показателей", "показателей")
    return (
        f"{promise.title}: до цели дошли {reached} из{words.NBSP}{len(counted)} {parts} {on_year}"
    )


def fact(found: list[Promise], year: int) -> list[Any]:
    """Return the title and the children of the strip «Факт»."""
    counted = [row for promise in found for row in _counted(promise, year)]
    if not counted:
        return ["Фактов пока нет", html.P(NO_FACTS)]
    total = sum(len(promise.of(year)) for promise in found)
    title = f"Посчитано {len(counted)} из{words.NBSP}{total} за {year}{words.NBSP}год"
    return [title, html.Ul([html.Li(f"{r['title']}: {_counts(r)}") for r in counted])]


def _counts(row: dict[str, Any]) -> str:
    part, whole = words.integer(row["numerator"]), words.integer(row["denominator"])
    return f"{part} из{words.NBSP}{whole} ({words.percent(row['actual_pct'])})"


def deviation(found: list[Promise], year: int) -> list[Any]:
    """Return the title and the children of the strip «Отклонение от плана»."""
    counted = [row for promise in found for row in _counted(promise, year)]
    targets = [f"{p.title}: цель {words.percent(p.target(year))}" for p in found]
    if not counted:
        title = f"Сравнить не с{words.NBSP}чем: есть только цели на конец {year}{words.NBSP}года"
        return [title, html.Ul([html.Li(text) for text in targets])]
    behind = [row for row in counted if row["deviation_points"] < 0]
    title = f"Ниже цели: {len(behind)} из{words.NBSP}{len(counted)}"
    items = [f"{words.trend_sign(r['deviation_points'])} {r['title']}: {_gap(r)}" for r in counted]
    return [title, html.Ul([html.Li(text) for text in items])]


def _gap(row: dict[str, Any]) -> str:
    points, target = words.points(row["deviation_points"]), words.percent(row["target_pct"])
    return f"{points} к{words.NBSP}цели {target}, {in_people(row)}"
