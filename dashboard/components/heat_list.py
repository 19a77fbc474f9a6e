"""The heatmap of a narrow screen: a line per subject, its classes as chips that are links, the hardest first."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from dash import dcc, html

from dashboard import words
from dashboard.figures.arrangement import Arrangement, Cell, Margin
from dashboard.figures.measures import Measure
from dashboard.figures.subject_names import short_name

STEPS = 4


def heat_list(
    arranged: Arrangement, measure: Measure, cell: str, is_high_hard: bool = False
) -> html.Div:
    """Return the cells by subject; `cell` is the address of a drill with class_name and subject.

    A low value is the hard one, or a high one where `is_high_hard`. One text and no component a
    cell: hundreds of them would freeze a phone.
    """
    sign = -1 if is_high_hard else 1
    lines = "".join(_subject(arranged, s, measure, (cell, sign)) for s in arranged.subjects)
    drawn = dcc.Markdown(f'<div class="heat-list">{lines}</div>', dangerously_allow_html=True)
    hint = "Предметы и классы — от трудных к лёгким. Нажмите на класс, чтобы открыть клетку."
    return html.Div([html.P(hint, className="muted"), drawn])


def _subject(
    arranged: Arrangement, subject: Margin, measure: Measure, drill: tuple[str, int]
) -> str:
    cell, sign = drill
    own = [arranged.cells.get((subject.name, c.name)) for c in arranged.classes]
    known = sorted(
        (c for c in own if c is not None),
        key=lambda c: (c.value is None, sign * (c.value or 0), c.class_name),
    )
    missing = [name for place, name in arranged.missing if place == subject.name]
    chips = [_chip(c, measure, cell) for c in known]
    chips += [
        f'<span class="chip no-data">{escape(name)} {words.NO_DATA}</span>' for name in missing
    ]
    value = measure.text(subject.value)
    return f"<p><strong>{escape(short_name(subject.name))}: {value}</strong></p><p>{' '.join(chips)}</p>"


def _chip(cell: Cell, measure: Measure, address: str) -> str:
    href = address.format(class_name=quote(cell.class_name), subject=quote(cell.subject))
    shown = "н/а" if cell.value is None else measure.short(cell.value)
    small = f" n = {cell.whole}" if cell.is_small else ""
    name = "chip-none" if cell.value is None else f"chip-{_step(measure.position(cell.value))}"
    dotted = " chip-small" if cell.is_small else ""
    text = f"{escape(cell.class_name)} <b>{shown}</b>{small}"
    return f'<a class="chip {name}{dotted}" href="{escape(href)}">{text}</a>'


def _step(position: float) -> int:
    return min(int(position * STEPS), STEPS - 1)
