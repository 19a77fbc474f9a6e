"""The heatmap of classes × subjects with its margins."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from dashboard import theme, words
from dashboard.figures.arrangement import Arrangement, Cell, Margin
from dashboard.figures.measures import Measure
from dashboard.figures.subject_names import short_name

ROW = 30
BARS = 52
LABELS = 30
WIDE_CELLS = 8
COUNTED_CELLS = 4  # a cell holds «100 % · 103 из 103» even beside a panel
COLUMN = 32
WIDE_COLUMN = 115
SUBJECT_LABELS = 270


def heatmap(
    arranged: Arrangement,
    *,
    measure: Measure,
    marked: tuple[tuple[str, str], ...] = (),
    falling: frozenset[tuple[str, str]] = frozenset(),
) -> dict[str, Any]:
    """Return the figure: subjects down, classes right, bars of classes above, of subjects beside.

    `marked` are (subject, class_name) outlined as the hardest. Cells print the measure; a base under
    10 has a dotted outline and its n, a cell the class should have and has not is hatched. `falling`
    are (subject, class_name) with a ▼ before their number.
    """
    traces = [
        _cells(arranged, measure),
        _hatched(arranged, measure),
        *_outlines(arranged, marked),
        _numbers(arranged, measure, falling),
        _class_bars(arranged.classes, measure),
        _subject_bars(arranged.subjects, measure),
    ]
    return {"data": traces, "layout": _layout(arranged)}


def min_width(arranged: Arrangement) -> int:
    """Return the width in pixels below which cells no longer hold «100 % · 26 из 26» or their number."""
    columns = len(arranged.classes)
    has_counts = any(cell.part is not None for cell in arranged.cells.values())
    is_counted = columns <= COUNTED_CELLS and has_counts
    return SUBJECT_LABELS + (WIDE_COLUMN if is_counted else COLUMN) * columns


def _cells(arranged: Arrangement, measure: Measure) -> dict[str, Any]:
    rows = [
        [arranged.cells.get((s.name, c.name)) for c in arranged.classes] for s in arranged.subjects
    ]
    return {
        "type": "heatmap",
        "z": [[_rounded(c.value) if c else None for c in row] for row in rows],
        "customdata": [[_told(c, measure) if c else None for c in row] for row in rows],
        "hovertemplate": "<b>%{customdata[0]}, %{customdata[1]}</b>"
        f"<br>{measure.name} %{{customdata[2]}}<extra></extra>",
        "hoverongaps": False,
        "zmin": measure.low,
        "zmax": measure.high,
        "colorscale": theme.SHARE_SCALE,
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
    }


def _told(cell: Cell, measure: Measure) -> list[str]:
    """Return class, subject and the words of the hover."""
    value = "нет отметок" if cell.value is None else measure.text(cell.value)
    counts = (
        f"<br>{cell.part} из {cell.whole}" if cell.part is not None else f"<br>n = {cell.whole}"
    )
    absent = f"<br>не аттестованы: {cell.not_attested}" if cell.not_attested else ""
    return [cell.class_name, cell.subject, value + counts + absent]


def _numbers(
    arranged: Arrangement, measure: Measure, falling: frozenset[tuple[str, str]]
) -> dict[str, Any]:
    """Print the numbers over the cells, each in the ink that reads on its colour."""
    is_wide = len(arranged.classes) <= COUNTED_CELLS
    columns, rows = _places(arranged)
    shown = [c for c in arranged.cells.values() if c.class_name in columns]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [columns[c.class_name] for c in shown],
        "y": [rows[c.subject] for c in shown],
        "text": [
            ("▼" if (c.subject, c.class_name) in falling else "") + _printed(c, measure, is_wide)
            for c in shown
        ],
        "textfont": {"size": 13, "color": [_ink(c, measure) for c in shown]},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _printed(cell: Cell, measure: Measure, is_wide: bool) -> str:
    if cell.value is None:
        return measure.empty[0]
    if cell.is_small:
        number = measure.short(cell.value)
        gap = " · " if is_wide else "<br>"
        return f"{number}<span style='font-size:10px'>{gap}n = {cell.whole}</span>"
    if is_wide and cell.part is not None:
        return f"{measure.short(cell.value)}{words.NBSP}% · {cell.part} из {cell.whole}"
    return measure.short(cell.value)


def _ink(cell: Cell, measure: Measure) -> str:
    if cell.value is None:
        return theme.MUTED
    return _ink_at(round(100 * measure.position(cell.value)))


@lru_cache(maxsize=128)
def _ink_at(hundredth: int) -> str:
    return theme.ink_on(theme.scale_colour(theme.SHARE_SCALE, hundredth / 100))


def _hatched(arranged: Arrangement, measure: Measure) -> dict[str, Any]:
    """Hatch the cells that should be there and are not, and those that have no value."""
    columns, rows = _places(arranged)
    empty = [key for key, cell in arranged.cells.items() if cell.value is None]
    places = [(s, c) for s, c in [*arranged.missing, *empty] if c in columns and s in rows]
    told = [measure.empty[1] if p in arranged.cells else "нет данных" for p in places]
    return {
        "type": "bar",
        "x": [columns[c] for _, c in places],
        "base": [rows[s] - 0.46 for s, _ in places],
        "y": [0.92] * len(places),
        "width": 0.94,
        "marker": {
            "color": theme.NO_DATA,
            "line": {"width": 0},
            "pattern": {"shape": "/", "size": 6, "solidity": 0.2, "fgcolor": "#B9C0CB"},
        },
        "customdata": [
            [c, s, f"<b>{c}, {s}</b><br>{t}"] for (s, c), t in zip(places, told, strict=True)
        ],
        "hovertemplate": "%{customdata[2]}<extra></extra>",
    }


def _outlines(arranged: Arrangement, marked: tuple[tuple[str, str], ...]) -> list[dict[str, Any]]:
    small = [key for key, cell in arranged.cells.items() if cell.is_small]
    return [
        _frames(arranged, small, {"color": theme.INK, "width": 1.2, "dash": "dot"}),
        _frames(arranged, list(marked), {"color": theme.WARM, "width": 2.5}),
    ]


def _frames(
    arranged: Arrangement, keys: list[tuple[str, str]], line: dict[str, Any]
) -> dict[str, Any]:
    columns, rows = _places(arranged)
    xs: list[float | None] = []
    ys: list[float | None] = []
    for subject, name in keys:
        if name in columns and subject in rows:
            x, y = columns[name], rows[subject]
            xs += [x - 0.46, x + 0.46, x + 0.46, x - 0.46, x - 0.46, None]
            ys += [y - 0.44, y - 0.44, y + 0.44, y + 0.44, y - 0.44, None]
    return {"type": "scatter", "mode": "lines", "x": xs, "y": ys, "line": line, "hoverinfo": "skip"}


def _class_bars(classes: list[Margin], measure: Measure) -> dict[str, Any]:
    return _bars(classes, measure) | {
        "x": list(range(len(classes))),
        "y": [_length(c.value, measure) for c in classes],
        "yaxis": "y2",
        "customdata": [[c.name, "", _margin_told(c, measure, measure.by[0])] for c in classes],
    }


def _subject_bars(subjects: list[Margin], measure: Measure) -> dict[str, Any]:
    return _bars(subjects, measure) | {
        "orientation": "h",
        "y": list(range(len(subjects))),
        "x": [_length(s.value, measure) for s in subjects],
        "xaxis": "x2",
        "customdata": [["", s.name, _margin_told(s, measure, measure.by[1])] for s in subjects],
    }


def _bars(margins: list[Margin], measure: Measure) -> dict[str, Any]:
    return {
        "type": "bar",
        "width": 0.62,
        "marker": {"color": "#B9C6CC"},
        "text": [measure.short(m.value) for m in margins],
        "textposition": "outside",
        "textfont": {"size": 12, "color": theme.MUTED},
        "hovertemplate": "%{customdata[2]}<extra></extra>",
        "cliponaxis": False,
    }


def _margin_told(margin: Margin, measure: Measure, by: str) -> str:
    how = by if measure.class_part or by == measure.by[1] else f"всем {measure.by[1]}"
    counts = f"<br>{margin.part} из {margin.whole}" if margin.part is not None else ""
    return f"<b>{margin.name}</b><br>{measure.name} по {how}: {measure.text(margin.value)}{counts}"


def _length(value: float | None, measure: Measure) -> float | None:
    return (
        None
        if value is None
        else _rounded(max(value - (measure.low if measure.low == 2 else 0), 0))
    )


def _places(arranged: Arrangement) -> tuple[dict[str, int], dict[str, int]]:
    columns = {c.name: i for i, c in enumerate(arranged.classes)}
    return columns, {s.name: i for i, s in enumerate(arranged.subjects)}


def _height(arranged: Arrangement) -> int:
    return max(len(arranged.subjects), 3) * ROW + BARS + LABELS + 16


def _layout(arranged: Arrangement) -> dict[str, Any]:
    rows, columns = max(len(arranged.subjects), 1), max(len(arranged.classes), 1)
    inner = max(rows, 3) * ROW + BARS + LABELS
    below = max(rows, 3) * ROW / inner
    right = 0.9 if columns > WIDE_CELLS else 0.84
    hidden = {"showgrid": False, "showticklabels": False, "showline": False}
    return theme.layout(
        height=_height(arranged),
        margin={"l": 8, "r": 34, "t": 16, "b": 0},
        bargap=0,
        barmode="overlay",
        xaxis={
            "domain": [0, right],
            "side": "top",
            "range": [-0.5, columns - 0.5],
            "tickvals": list(range(columns)),
            "ticktext": [c.name for c in arranged.classes],
            "showgrid": False,
            "showline": False,
            "tickangle": 0
            if columns <= 24 or max(len(c.name) for c in arranged.classes) < 4
            else -60,
            "tickfont": {"size": 13},
        },
        yaxis={
            "domain": [0, below],
            "range": [rows - 0.5, -0.5],
            "tickvals": list(range(rows)),
            "ticktext": [short_name(s.name) for s in arranged.subjects],
            "showgrid": False,
            "showline": False,
        },
        xaxis2=theme.layout()["xaxis"]
        | hidden
        | {"domain": [right + 0.012, 1], "anchor": "y", "rangemode": "tozero"},
        yaxis2=theme.layout()["yaxis"]
        | hidden
        | {"domain": [below + LABELS / inner, 1], "anchor": "x", "rangemode": "tozero"},
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
