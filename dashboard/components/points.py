"""The spread of points of one work: borders that were entered, and what stands at them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import dcc, html

from dashboard import words
from dashboard.components.controls import button, field, pill_select
from dashboard.components.objectivity import FEWEST, Limits, certainty
from dashboard.ids import ObjectivityIds

MARKS = (3, 4, 5)
NO_BORDERS = (
    "Границы отметок не введены, поэтому они не нарисованы и пики у них не ищутся. Границы берут из "
    "официальной шкалы перевода баллов этой работы."
)
CLOSED = "Вводят границы администратор, директор и заместитель."
SPREAD = {
    "информативно": "распределение информативно",
    "приблизительно": "распределение приблизительно",
    "ограниченно": "по распределению можно судить ограниченно",
    FEWEST: "по распределению судить рано",
}
NOT_A_PROOF = "возможный маркер, не доказательство"


def work_pill(works: Sequence[tuple[str, str]], chosen: str) -> html.Div:
    """Return the choice of the work whose points are drawn: (assessment_id, its words)."""
    options = [{"label": name, "value": code} for code, name in works]
    return html.Div(pill_select(ObjectivityIds.work, "Работа", options, chosen), className="pills")


def headline(counts: Mapping[float, int], name: str) -> str:
    """Return the middle of the spread: «ВПР, математика, 5 класс: половина участников набрала 12 баллов и больше»."""
    whole, seen = sum(counts.values()), 0
    for total in sorted(counts, reverse=True):
        seen += counts[total]
        if 2 * seen >= whole:
            break
    people = f"{seen} из{words.NBSP}{whole}"
    return f"{name[:1].upper()}{name[1:]}: {people} набрали {_points(total)} и{words.NBSP}больше"


def _points(total: float) -> str:
    if total != int(total):
        return f"{words.trimmed(total)}{words.NBSP}балла"
    return words.plural(int(total), "балл", "балла", "баллов")


def peaks(counts: Mapping[float, int], borders: Mapping[int, float], limits: Limits) -> list[str]:
    """Return what stands at every border; few participants tell nothing of peaks."""
    whole = sum(counts.values())
    if whole < limits.approximate:
        return [f"Участников {whole}: о{words.NBSP}пиках у{words.NBSP}границ судить рано."]
    return [_at_border(counts, mark, least, limits) for mark, least in sorted(borders.items())]


def _at_border(counts: Mapping[float, int], mark: int, least: float, limits: Limits) -> str:
    at = sum(n for total, n in counts.items() if least <= total < least + 1)
    below = sum(n for total, n in counts.items() if least - 1 <= total < least)
    said = (
        f"Граница «{mark}»: {_points(least)} у{words.NBSP}{at}, на балл меньше у{words.NBSP}{below}"
    )
    is_peak = at >= limits.peak_count and at >= limits.peak_ratio * max(below, 1)
    return f"▲ {said}: {NOT_A_PROOF}." if is_peak else f"{said}."


def at_borders(
    counts: Mapping[float, int], borders: Mapping[int, float], limits: Limits
) -> list[Any]:
    """Return the words under the spread: how far it may be trusted, and what stands at the borders."""
    whole = sum(counts.values())
    people = words.plural(whole, "участник", "участника", "участников")
    sure = html.P(f"{people}: {SPREAD[certainty(whole, limits)]}.", className="muted")
    if not borders:
        return [sure, html.P(NO_BORDERS, className="muted")]
    return [sure, html.Ul([html.Li(text) for text in peaks(counts, borders, limits)])]


def border_fields(borders: Mapping[int, float], may_enter: bool) -> html.Details:
    """Return the fields of the least points of each mark; words where the person may not enter them."""
    title = "Изменить границы отметок" if borders else "Ввести границы отметок"
    if not may_enter:
        return html.Details([html.Summary(title), html.P(CLOSED, className="muted")])
    inputs = [
        field(f"«{mark}» с, баллов", dcc.Input(id=ObjectivityIds.border(mark), type="number", min=0, step=0.5,
                                                value=borders.get(mark)))
        for mark in MARKS
    ]  # fmt: skip
    keep = button("Сохранить границы", ObjectivityIds.keep, "plain")
    said = html.Div(id=ObjectivityIds.kept, **{"aria-live": "polite"})  # type: ignore[arg-type]
    return html.Details([html.Summary(title), html.Div([*inputs, keep], className="fields"), said])
