"""Which classes need support first: the open parts with their counts, the sum beside them, never alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components.achievement import class_href
from dashboard.components.page import later_strips, section, strip, strips
from dashboard.components.settings import thresholds
from dashboard.components.shares import share_text
from dashboard.components.tables import Column
from dashboard.figures.measures import BASES

NAMES = {
    "passed": "успеваемость ниже параллели",
    "quality": "качество ниже параллели",
    "falling": "падение два периода подряд",
    "pupils": "ученики с «2» или н/а",
    "deficit": "задания с дефицитом",
    "absence": "пропуски уроков",
}
OWN = html.Span(
    "расчёт системы", className="mark", title="Не официальная норма: так решили авторы программы"
)
NOTABLE = 0.25  # a part much lighter than the heaviest is no reason to name
NOTHING = "Итоговых отметок за этот период нет: порядок классов составить не из чего"
UNKNOWN = {
    "passed": "в параллели один класс или нет аттестованных",
    "quality": "в параллели один класс или нет аттестованных",
    "falling": "нужны три периода одного года подряд",
    "pupils": "нет отметок",
    "deficit": "нужны проверочные работы с уровнями заданий",
    "absence": "нужен журнал, в котором видны проведённые уроки",
}


def sentence(frame: pd.DataFrame, base: str, weights: Mapping[str, float], known_pct: float) -> str:
    """Return «Сначала 8В: …» with what weighs most, or why no place is named."""
    if frame.empty:
        return NOTHING
    first = frame.iloc[0]
    if words.is_missing(first["rank"]):
        most = words.percent(frame["known_pct"].max(), 0)
        return f"Места классов не названы: известно {most} весов, а нужно {words.percent(known_pct, 0)}"
    return f"Сначала {first['class_name']}: {why(first, base, weights)}"


def why(row: Any, base: str, weights: Mapping[str, float], limit: int = 2) -> str:
    """Return the parts that weigh most in a class, in words with their counts."""
    known = {part: row[part] * weights[part] for part in NAMES if not words.is_missing(row[part])}
    heaviest = max(known.values(), default=0.0)
    told = {part: w for part, w in known.items() if w > 0 and w >= NOTABLE * heaviest}
    most = sorted(told, key=lambda part: -told[part])[:limit]
    return ", ".join(said(part, row, base) for part in most) or "ни одна часть не выше нуля"


def said(part: str, row: Any, base: str) -> str:
    """Return a part of a class in words: its counts, and those of the parallel."""
    whole = "pupils_count" if base == "on_roll" else "attested_pupils_count"
    if part in ("passed", "quality"):
        own = share_text(row[f"{part}_pupils_count"], row[whole])
        parallel = words.percent(
            100 * row[f"parallel_{part}_pupils_count"] / row[f"parallel_{whole}"]
        )
        what = "без «2»" if part == "passed" else "на «4» и «5»"
        return f"{what} {own} против {parallel} в{words.NBSP}параллели"
    if part == "falling":
        many = words.plural(int(row["trend_subjects_count"]), "предмета", "предметов", "предметов")
        return (
            f"два периода подряд падает качество по {int(row['falling_subjects_count'])} из {many}"
        )
    if part == "pupils":
        return f"{int(row['in_trouble_count'])} из{words.NBSP}{int(row['pupils_count'])} с{words.NBSP}«2» или н/а"
    if part == "deficit":
        tasks = words.plural(int(row["judged_tasks_count"]), "задания", "заданий", "заданий")
        return (
            f"ниже порога {int(row['short_tasks_count'])} из{words.NBSP}{tasks} проверочных работ"
        )
    lessons = words.integer(row["lessons_count"])
    return (
        f"пропущено {words.integer(row['absences_count'])} из{words.NBSP}{lessons} ученико-уроков"
    )


def counts(part: str, row: Any, base: str) -> str:
    """Return the counts of a part for its cell, short: «16 из 25 · 80 %»."""
    if words.is_missing(row[part]):
        return words.NO_DATA
    whole = "pupils_count" if base == "on_roll" else "attested_pupils_count"
    if part in ("passed", "quality"):
        own = f"{int(row[f'{part}_pupils_count'])} из{words.NBSP}{int(row[whole])}"
        parallel = words.percent(
            100 * row[f"parallel_{part}_pupils_count"] / row[f"parallel_{whole}"]
        )
        return f"{own}, параллель {parallel}"
    pairs = {
        "falling": ("falling_subjects_count", "trend_subjects_count"),
        "pupils": ("in_trouble_count", "pupils_count"),
        "absence": ("absences_count", "lessons_count"),
        "deficit": ("short_tasks_count", "judged_tasks_count"),
    }
    top, bottom = pairs[part]
    return f"{words.integer(row[top])} из{words.NBSP}{words.integer(row[bottom])}"


def table(
    frame: pd.DataFrame, base: str, weights: Mapping[str, float], of: Mapping[str, str]
) -> html.Div:
    """Return the classes with a bar for every part; `of` has school_year and period for the links."""
    weighed = [
        html.Span(f"вес {words.number(weights[p], 1).replace(',0', '')}", className="muted")
        for p in NAMES
    ]
    head = [html.Th(label, scope="col") for label in ("Место", "Класс")]
    head += [
        html.Th([name, html.Br(), weight], scope="col")
        for name, weight in zip(NAMES.values(), weighed, strict=True)
    ]
    head += [
        html.Th(["сумма", html.Br(), html.Span("известно весов", className="muted")], scope="col")
    ]
    body = [_row(row, base, of) for row in frame.to_dict("records")]
    drawn = html.Table([html.Thead(html.Tr(head)), html.Tbody(body)], className="priority")
    return html.Div(drawn, className="table-box", tabIndex=0)


def _row(row: Any, base: str, of: Mapping[str, str]) -> html.Tr:
    place = "—" if words.is_missing(row["rank"]) else words.integer(row["rank"])
    link = dcc.Link(
        row["class_name"],
        href=class_href(of["school_year"], row["class_name"], period=of["period"]),
    )
    parts = [
        html.Td(_bar(part, row, base), className="part", **_label(NAMES[part])) for part in NAMES
    ]
    total = html.Td([html.Strong(words.number(row["priority"], 2)),
                     html.Span(words.percent(row["known_pct"], 0), className="muted")],
                    className="part-sum", **_label("сумма · известно весов"))  # fmt: skip
    return html.Tr(
        [
            html.Td(place, className="is-number", **_label("место")),
            html.Th(link, scope="row"),
            *parts,
            total,
        ]
    )


def _label(text: str) -> dict[str, Any]:
    """Return the attribute with the column's name: a narrow screen shows it beside the value."""
    return {"data-label": text}


def _bar(part: str, row: Any, base: str) -> list[Any]:
    value = row[part]
    if words.is_missing(value):
        return [html.Span(words.NO_DATA, className="part-none no-data", title=UNKNOWN[part])]
    bar = html.Span(html.Span(style={"width": f"{100 * value:.1f}%"}), className="part-bar")
    return [
        html.Span([html.B(words.number(value, 2)), bar]),
        html.Span(counts(part, row, base), className="muted"),
    ]


def columns(base: str) -> list[Column]:
    """Return the columns of the workbook: every part with its counts, the sum and the place."""
    whole = "pupils_count" if base == "on_roll" else "attested_pupils_count"
    numbers = [
        ("rank", "Место"), ("class_name", "Класс"), *NAMES.items(), ("priority", "Сумма"),
        ("known_pct", "Известно весов, %"), ("pupils_count", "Учеников"), (whole, f"База: {BASES[base]}"),
        ("passed_pupils_count", "Без «2» и н/а"), ("quality_pupils_count", "На «4» и «5»"),
        (f"parallel_{whole}", "База параллели"), ("parallel_passed_pupils_count", "Без «2» и н/а в параллели"),
        ("parallel_quality_pupils_count", "На «4» и «5» в параллели"), ("in_trouble_count", "С «2» или н/а"),
        ("falling_subjects_count", "Предметов падает"), ("trend_subjects_count", "Предметов с тремя периодами"),
        ("absences_count", "Пропущено уроков"), ("lessons_count", "Ученико-уроков"),
    ]  # fmt: skip
    return [Column(key, label) for key, label in numbers]


def _placed(ranked: int, whole: int) -> str:
    """Return how many classes have a place: «По местам расставлены все 28 классов»."""
    classes = words.plural(whole, "класс", "класса", "классов")
    if ranked == whole:
        return f"По местам расставлены все {classes}" if whole > 1 else f"По местам: {classes}"
    return f"По местам расставлены {ranked} из{words.NBSP}{words.plural(whole, 'класса', 'классов', 'классов')}"


def four_strips(
    frame: pd.DataFrame, base: str, weights: Mapping[str, float], known_pct: float
) -> html.Div:
    """Return the first classes with their reasons, and how much is known."""
    ranked = frame[frame["rank"].notna()] if len(frame) else frame
    items = [
        html.Li(f"{row['class_name']}: {why(row, base, weights)}")
        for row in ranked.head(3).to_dict("records")
    ]
    unknown = [name for part, name in NAMES.items() if frame.empty or frame[part].isna().all()]
    told = f"Нет данных: {words.listed(unknown, 6)}" if unknown else "Все части известны"
    return strips(
        strip("fact", _placed(len(ranked), len(frame)),
              html.P(f"{told}. Порог: {words.percent(known_pct, 0)} весов", className="muted")),
        strip("deviation", "Поддержка нужна сначала" if items else "Места не названы", html.Ol(items)),
        *later_strips(),
    )  # fmt: skip


def meaning(metrics: Sequence[Any]) -> html.Section:
    """Return how each part is scaled; `metrics` are entries of the catalogue."""
    items = [html.Div([html.Dt(m.label), html.Dd(f"{m.formula}. {m.note}")]) for m in metrics]
    return section("Как считается", html.P(["Каждая часть — от 0 до 1, сумма делится на веса известных частей. ", OWN]),
                   html.Dl(items, className="behind parts-meaning"))  # fmt: skip


def weights(rows: Sequence[dict[str, Any]], may_edit: bool) -> html.Section:
    """Return the weights: editable in place for those who may, else as words."""
    if not may_edit:
        said = ", ".join(
            f"{row['meaning'].lower()} — {words.number(row['value'], 1)}" for row in rows
        )
        return section(
            "Веса",
            html.P(f"{said}. Меняют администратор, директор и заместитель.", className="muted"),
        )
    pages = [row["page"] for row in rows]
    history = dcc.Link("Кто и что менял", href="/settings?part=thresholds")
    return html.Section(
        [thresholds(rows, pages, "Веса и пороги"), html.P(history)], className="section"
    )
