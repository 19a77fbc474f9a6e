"""The page between period ends: filters, strips, the drawing, the sections under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components.big_tables import Cell as BigCell
from dashboard.components.big_tables import big_table
from dashboard.components.cards import chart_card
from dashboard.components.controls import pill_select
from dashboard.components.heat_list import heat_list
from dashboard.components.page import strip, strips
from dashboard.components.shares import share_text
from dashboard.components.tables import Column, cell_text
from dashboard.figures.arrangement import Arrangement
from dashboard.figures.journal import CONCERNS, Concern
from dashboard.figures.subject_names import in_sentence
from dashboard.ids import JournalIds

ALL = "all"
MOST_LINKS = 6
QUALITY_GROUPS = ("one_four", "fours_and_fives", "all_fives")
LATER_DECISION = "Решения с ответственным и сроком появятся вместе с контролем программы"
RULE = "от 4,50 «5», от 3,50 «4», от 2,50 «3», ниже «2»"


@dataclass(frozen=True)
class Choices:
    """What the pills offer and what is chosen."""

    years: Sequence[str]
    periods: Sequence[str]
    grades: Sequence[int]
    classes: Sequence[str]
    subjects: Sequence[str]
    chosen: dict[str, str]


@dataclass(frozen=True)
class Before:
    """Pupils on «4» and «5» of those attested at the end of the period before; (0, 0) unknown.

    `likely` by the means of its current marks, as this period is counted; `given` by its period marks.
    """

    likely: tuple[int, int] = (0, 0)
    given: tuple[int, int] = (0, 0)


def filters(choices: Choices) -> list[Any]:
    """Return the pills: year, period, grade, class, subject, day, measure."""
    now = choices.chosen
    periods = [{"label": words.period(p), "value": p} for p in choices.periods]
    grades = [{"label": f"{g} классы", "value": str(g)} for g in choices.grades]
    measures = [{"label": c.measure.name, "value": code} for code, c in CONCERNS.items()]
    return [
        pill_select(JournalIds.year, "Год", list(reversed(choices.years)), now["year"]),
        pill_select(JournalIds.period, "Период", periods, now["period"]),
        pill_select(JournalIds.grade, "Параллель", [_all("все"), *grades], now["grade"]),
        pill_select(JournalIds.class_name, "Класс", [_all("все"), *choices.classes], now["class"]),
        pill_select(
            JournalIds.subject, "Предмет", [_all("все"), *choices.subjects], now["subject"]
        ),
        _day_field(now["date"]),
        pill_select(JournalIds.measure, "Показать", measures, now["measure"]),
    ]


def _all(label: str) -> dict[str, str]:
    return {"label": label, "value": ALL}


def _day_field(day: str) -> html.Label:
    field = dcc.Input(id=JournalIds.day, type="date", value=day, className="pill-date")  # type: ignore[arg-type]
    return html.Label([html.Span("На дату", className="pill-label"), field], className="pill")


def quality_of(groups: pd.DataFrame) -> tuple[int, int]:
    """Return how many pupils would have only «4» and «5», and how many would be attested."""
    if groups.empty:
        return 0, 0
    attested = groups[groups["pupil_group"] != "not_attested"]
    return int(attested["pupil_group"].isin(QUALITY_GROUPS).sum()), len(attested)


def with_groups(classes: pd.DataFrame, groups: pd.DataFrame) -> pd.DataFrame:
    """Return the classes with quality_pupils_count and attested_pupils_count of the likely groups."""
    counts = (
        {name: quality_of(rows) for name, rows in groups.groupby("class_name")}
        if len(groups)
        else {}
    )
    nobody: tuple[int | None, int | None] = (None, None)
    columns = ["quality_pupils_count", "attested_pupils_count"]
    beside = pd.DataFrame(
        [counts.get(name, nobody) for name in classes["class_name"]], columns=columns
    )
    return pd.concat([classes.reset_index(drop=True), beside], axis=1)


def four_strips(groups: pd.DataFrame, before: Before, cells: pd.DataFrame, lists: Any) -> html.Div:
    """Return fact, deviation from the period before, what disputed marks may change, what to do."""
    quality, whole = quality_of(groups)
    fact = strip(
        "fact", f"Если закончить сегодня, на «4» и «5»: {share_text(quality, whole)}",
        *_group_lines(groups),
    )  # fmt: skip
    return strips(fact, _deviation((quality, whole), before), _forecast(groups, cells),
                  strip("decision", "Списки для классных руководителей", lists,
                        html.P(LATER_DECISION, className="muted")))  # fmt: skip


def _group_lines(groups: pd.DataFrame) -> list[html.P]:
    if groups.empty:
        return []
    counts = groups["pupil_group"].value_counts()
    told = [f"{name}: {int(counts[code])}" for code, name in words.PUPIL_GROUPS.items() if code in counts]  # fmt: skip
    return [html.P("; ".join(told), className="muted")]


def _deviation(now: tuple[int, int], before: Before) -> html.Section:
    if not now[1] or not before.likely[1]:
        return strip("deviation", "Прошлого периода для сравнения нет")
    change = 100 * now[0] / now[1] - 100 * before.likely[0] / before.likely[1]
    given = f" С итоговыми отметками: {share_text(*before.given)}." if before.given[1] else ""
    return strip(
        "deviation", f"{words.trend_sign(change)} {words.points(change)} к прошлому периоду",
        html.P(f"Там по средним было {share_text(*before.likely)}.{given}", className="muted"),
    )  # fmt: skip


def _forecast(groups: pd.DataFrame, cells: pd.DataFrame) -> html.Section:
    disputed = int(cells["disputed_count"].sum()) if len(cells) else 0
    marks = words.plural(disputed, "спорная отметка", "спорные отметки", "спорных отметок")
    if groups.empty or not disputed:
        return strip("forecast", "Спорных отметок нет: итог виден по средним")
    attested = groups[groups["pupil_group"] != "not_attested"]
    low, high = int(attested["is_quality_low"].sum()), int(attested["is_quality_high"].sum())
    whole = f"из{words.NBSP}{len(attested)}"
    if low == high:
        told = f"На «4» и «5» выйдет {low} {whole}, куда бы ни ушли спорные отметки"
    else:
        span = f"от{words.NBSP}{low} до{words.NBSP}{high} {whole}"
        told = f"На «4» и «5» может выйти {span}: если все спорные отметки уйдут вниз и если вверх"
    return strip("forecast", f"Решат {marks}", html.P(told))


def list_links(cells: pd.DataFrame, href: Any) -> html.P:
    """Return the links to the lists of classes, those with most marks in question first."""
    if cells.empty:
        return html.P("Классов с текущими отметками нет", className="muted")
    counts = cells.groupby("class_name")["attention_count"].sum()
    order = sorted(counts.index, key=lambda one: (-counts[one], one))
    links: list[Any] = []
    for name in order[:MOST_LINKS]:
        links += [dcc.Link(f"{name}{words.NBSP}({int(counts[name])})", href=href(name)), " "]
    others = len(order) - MOST_LINKS
    more = f"и ещё {others}: выберите класс выше" if others > 0 else ""
    return html.P(["Больше всего отметок под вопросом: ", *links, more])


LEADS = {
    "attention": "Больше всего внимания нужно",
    "quality": "Ниже всего качество, если закончить сегодня",
    "disputed": "Больше всего спорных отметок",
    "few": "Чаще всего мало отметок",
    "absences": "Больше всего пропусков",
}
CALM = {
    "attention": "Под вопросом ничего нет",
    "quality": "Текущих отметок пока нет",
    "disputed": "Спорных отметок нет",
    "few": "Отметок хватает у всех",
    "absences": "Пропусков нет",
}


def card_headline(found: Sequence[Any], concern: Concern) -> str:
    """Return where attention is needed most, from the hardest cells."""
    if concern.is_early:
        return "Накопляемость проверять ещё рано"
    if not found:
        return CALM[concern.measure.code]
    cell = found[0]
    counted = f" — {cell.part} из{words.NBSP}{cell.whole}" if cell.part is not None else ""
    where = f"{in_sentence(cell.subject)} в{words.NBSP}{cell.class_name}"
    return f"{LEADS[concern.measure.code]}: {where}, {concern.measure.text(cell.value)}{counted}"


def unit(concern: Concern, notes: Sequence[str]) -> str:
    """Return how to read the drawing: unit, what a cell counts, thresholds."""
    name = concern.measure.name + (", %" if concern.is_share else "")
    return " · ".join([f"{name[:1].upper()}{name[1:]}", *notes])


def heat_card(
    arranged: Arrangement, figure: dict[str, Any], concern: Concern, texts: dict[str, str]
) -> Any:
    """Return the card of the heatmap; its table twin comes when it is opened.

    `texts` has headline, unit, source, min_width and cell, the address of a panel.
    """
    return chart_card(JournalIds.heatmap, texts["headline"], texts["unit"], figure, twin(arranged),
                      texts["source"], columns=twin_columns(concern), has_origin=True, is_late=True,
                      min_width=int(texts["min_width"]),
                      narrow=heat_list(arranged, concern.measure, texts["cell"], concern.is_high_hard))  # fmt: skip


def twin(arranged: Arrangement) -> pd.DataFrame:
    """Return the rows of the table twin by subject and class as they are drawn."""
    rows = [
        (c.class_name, c.subject, c.value, c.part, c.whole)
        for s in arranged.subjects
        for k in arranged.classes
        if (c := arranged.cells.get((s.name, k.name)))
    ]
    columns = ["class_name", "subject", "value", "part", "whole"]
    return pd.DataFrame(rows, columns=columns).astype(object)


def twin_columns(concern: Concern) -> list[Column]:
    """Return the columns of the table twin."""
    kind = "number" if concern.is_share else "count"
    return [Column("class_name", "Класс"), Column("subject", "Предмет"),
            Column("value", concern.measure.name, kind=kind), Column("part", "Из них", kind="count"),
            Column("whole", "База", kind="count")]  # fmt: skip


def twin_table(table: pd.DataFrame, concern: Concern, cell: str) -> html.Div:
    """Return the table twin; `cell` is the address of a panel with places for class and subject."""
    columns = twin_columns(concern)
    rows = [
        [BigCell(row["class_name"]),
         BigCell(row["subject"], cell.format(class_name=quote(row["class_name"]), subject=quote(row["subject"]))),
         *(BigCell(cell_text(row[c.key], c), name="is-number") for c in columns[2:])]
        for row in table.to_dict("records")
    ]  # fmt: skip
    return big_table([BigCell(c.label) for c in columns], rows)
