"""The panel beside the map: what one cell is made of, and where the numbers come from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components.competences import LESSONS, TEACHERS
from dashboard.components.shares import share_text
from dashboard.components.tables import Column, data_table
from dashboard.figures.competences import LEVELS, VERDICTS, group_name

VERDICT_COUNTS = (("agreed_count", "согласовано"), ("unaware_count", "неосознаваемый дефицит"),
                  ("underrated_count", "недооценка, ресурс"), ("both_low_count", "низко у обоих: ИОМ"),
                  ("both_high_count", "высоко у обоих: наставник"))  # fmt: skip


def panel(title: str, close: str, *parts: Any) -> html.Aside:
    """Return the panel of a cell."""
    head = html.Div(
        [html.H2(title), dcc.Link("Закрыть", href=close, className="button button-quiet")],
        className="upload-top",
    )
    spoken: dict[str, Any] = {"aria-label": title, "role": "region"}
    return html.Aside([head, *parts], className="card origin drill", id="origin", **spoken)


def group_panel(row: Mapping[Any, Any], least: int, close: str) -> html.Aside:
    """Return what a group says of one competence; `row` as `queries.competences.groups`."""
    who = group_name(row["group_kind"], row["group_name"])
    return panel(
        row["competence_name"], close,
        html.P(f"{who[:1].upper()}{who[1:]} · {row['block_name']}", className="strip-title"),
        *_self_parts(row, least),
        *_both_parts(row, least),
    )  # fmt: skip


def _self_parts(row: Mapping[Any, Any], least: int) -> list[Any]:
    if row["is_self_hidden"]:
        return [html.P(f"Самооценка: {_hidden(int(row['self_count']), least)}", className="muted")]
    count = int(row["self_count"])
    level = words.number(float(row["self_pct"]) * 3 / 100, 2)
    return [
        html.H3("Самооценка"),
        spread([(name, int(row[f"level{n}_count"])) for n, name in enumerate(LEVELS)]),
        html.P(f"Средний уровень {level} из 3 у {words.plural(count, 'педагога', 'педагогов', 'педагогов')}."),
    ]  # fmt: skip


def _both_parts(row: Mapping[Any, Any], least: int) -> list[Any]:
    if row["is_both_hidden"]:
        said = _hidden(int(row["both_count"]), least)
        return [html.P(f"Самооценка вместе с уроками: {said}", className="muted")]
    count, lessons = int(row["both_count"]), int(row["lessons_count"])
    own, expert = (float(row[name]) * 3 / 100 for name in ("both_self_pct", "both_expert_pct"))
    items = [
        html.Li(f"{name}: {share_text(row[column], count)}") for column, name in VERDICT_COUNTS
    ]
    return [
        html.H3("Сам и наблюдатели"),
        html.P(f"{words.plural(count, *TEACHERS)}, {words.plural(lessons, *LESSONS)}: сам {words.number(own, 2)}, "
               f"наблюдатели {words.number(expert, 2)}, разрыв {words.number(own - expert, 2)} из 3."),
        html.Ul(items, className="findings"),
    ]  # fmt: skip


def _hidden(count: int, least: int) -> str:
    if count < least:
        told = words.plural(count, *TEACHERS)
        return f"{told}, а группы меньше {least} не показываются."
    return "скрыта, чтобы по ней нельзя было вычислить соседнюю малую группу."


def spread(counts: list[tuple[str, int]]) -> html.Dl:
    """Return counts by level as bars."""
    most = max((count for _, count in counts), default=0) or 1
    parts: list[Any] = []
    for name, count in counts:
        bar = html.Div(className="bar", style={"width": f"{100 * count / most:.0f}%"})
        parts += [html.Dt(name), html.Dd(bar), html.Dd(str(count))]
    return html.Dl(parts, className="spread")


def teacher_panel(
    row: Mapping[Any, Any], lessons: pd.DataFrame, need: int, close: str
) -> html.Aside:
    """Return what a teacher says and is seen to do; `row` as `queries.competences.teachers`."""
    count = int(row["lessons_count"])
    own = (
        "нет"
        if words.is_missing(row["self_pct"])
        else f"{words.number(float(row['self_pct']) * 3 / 100, 2)} из 3"
    )
    if words.is_missing(row["expert_pct"]):
        seen = f"нет: посещено {words.plural(count, *LESSONS)} этой волны, нужно от {need}"
    else:
        level = words.number(float(row["expert_pct"]) * 3 / 100, 2)
        seen = f"{level} из 3, {words.plural(count, *LESSONS)}"
    verdict = VERDICTS[row["verdict"]]
    gap = (
        ""
        if words.is_missing(row["gap_points"])
        else f" (разрыв {words.number(float(row['gap_points']) / 100, 2)} шкалы)"
    )
    return panel(
        row["competence_name"], close,
        html.P(row["full_name"], className="strip-title"),
        html.P(f"Самооценка: {own}."),
        html.P(f"Наблюдатели: {seen}."),
        html.P(f"{verdict[:1].upper()}{verdict[1:]}{gap}."),
        html.P("Это видят только сам педагог и методист.", className="muted"),
        html.H3("Уроки"),
        data_table(lessons, LESSON_COLUMNS),
    )  # fmt: skip


LESSON_COLUMNS = [
    Column("observed_on", "День", "day"),
    Column("class_name", "Класс"),
    Column("observer_raw", "Кто посетил"),
    Column("criterion_name", "Критерий"),
    Column(
        "score",
        "Балл",
        show=lambda r: f"{words.trimmed(r['score'])} из {words.trimmed(r['max_score'])}",
    ),
]
