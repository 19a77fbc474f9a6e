"""The roadmap's drawing: what was promised as a thin step, what was counted as filled points."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard import theme, words

CEILINGS = (10, 20, 25, 50, 100)
HEIGHT = 260
LABEL_ROOM = 0.13  # of the axis: the height of a target's figures
Figure = dict[str, Any]


def target_steps(frame: pd.DataFrame, *, year: int) -> Figure:
    """Return targets and actuals of one indicator, or of the in-school parts of one row.

    `frame`: indicator_id, indicator_name, year, target_pct, actual_pct, numerator, denominator,
    ordered by indicator and year; parts that share a target share one step. `year` is marked.
    Shares are percent of people, 0–100.
    """
    if frame.empty:
        return _empty("целей нет")
    targets = frame.drop_duplicates(["year", "target_pct"]).sort_values("year")
    parts = list(frame.groupby("indicator_id", sort=False))
    points = [_actual(part, place, len(parts)) for place, (_, part) in enumerate(parts)]
    data = [_step(targets), _step_labels(targets, frame), *filter(None, points)]
    return {"data": data, "layout": _layout(frame, targets, year)}


def ceiling(frame: pd.DataFrame) -> int:
    """Return the end of the share axis: the first round number with room above what is drawn."""
    highest = max(*frame.target_pct, *frame.actual_pct.dropna())
    return next((top for top in CEILINGS if top >= highest * 1.2), 100)


def _step(targets: pd.DataFrame) -> Figure:
    years, shares = targets.year.tolist(), targets.target_pct.tolist()
    return {
        "type": "scatter",
        "mode": "lines",
        "name": "цель",
        "x": [year - 0.5 for year in years] + [years[-1] + 0.5],
        "y": [*shares, shares[-1]],
        "line": {"shape": "hv", "color": theme.INK, "width": 1.5},
        "hoverinfo": "skip",
    }


def _step_labels(targets: pd.DataFrame, frame: pd.DataFrame) -> Figure:
    """Return the targets in figures: above their steps, below where a counted point stands there."""
    room = ceiling(frame) * LABEL_ROOM
    places = []
    for year, target in zip(targets.year, targets.target_pct, strict=True):
        counted = frame[frame.year == year].actual_pct.dropna()
        is_taken = ((counted >= target - room / 4) & (counted <= target + room)).any()
        below = "bottom center" if target >= room else "top left"
        places.append(below if is_taken else "top center")
    return {
        "type": "scatter",
        "mode": "text",
        "name": "цель",
        "x": targets.year.tolist(),
        "y": targets.target_pct.tolist(),
        "text": [words.percent(share) for share in targets.target_pct],
        "textposition": places,
        "textfont": {"size": 16, "color": theme.INK},
        "cliponaxis": False,
        "customdata": [words.percent(share) for share in targets.target_pct],
        "hovertemplate": "%{x}: цель %{customdata}<extra></extra>",
    }


def _actual(part: pd.DataFrame, place: int, count: int) -> Figure | None:
    """Return the counted points of one part, set apart sideways where a year has several parts."""
    counted = part[part.actual_pct.notna()]
    if counted.empty:
        return None
    shift = (place - (count - 1) / 2) * 0.22
    name = str(part.indicator_name.iloc[0])
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": name,
        "x": [year + shift for year in counted.year],
        "y": counted.actual_pct.tolist(),
        "marker": {"size": 12, "color": theme.ACCENT, "line": {"color": theme.SURFACE, "width": 2}},
        "text": [str(place + 1)] * len(counted) if count > 1 else None,
        "textposition": "bottom center",
        "textfont": {"size": 14, "color": theme.ACCENT},
        "cliponaxis": False,
        "customdata": [_spoken(row, name) for row in counted.itertuples()],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _spoken(row: Any, name: str) -> str:
    counts = f"{words.integer(row.numerator)} из{words.NBSP}{words.integer(row.denominator)}"
    return f"{row.year}: факт {words.percent(row.actual_pct)} ({counts})<br>{_wrapped(name)}"


def _wrapped(text: str, width: int = 48) -> str:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines)


def _layout(frame: pd.DataFrame, targets: pd.DataFrame, year: int) -> Figure:
    years, top = targets.year.tolist(), ceiling(frame)
    ticks = [0, top / 2, top]
    return theme.layout(
        height=HEIGHT,
        margin={"l": 8, "r": 8, "t": 24, "b": 8},
        xaxis={
            "range": [years[0] - 0.55, years[-1] + 0.55],
            "tickvals": years,
            "ticktext": [f"<b>{y}</b>" if y == year else str(y) for y in years],
            "showgrid": False,
        },
        yaxis={
            "range": [0, top],
            "tickvals": ticks,
            "ticktext": [words.percent(share) for share in ticks],
        },
        shapes=[_year_band(year)] if year in years else [],
        annotations=[] if frame.actual_pct.notna().any() else [_no_actuals()],
    )


def _year_band(year: int) -> Figure:
    return {
        "type": "rect",
        "layer": "below",
        "xref": "x",
        "yref": "paper",
        "x0": year - 0.5,
        "x1": year + 0.5,
        "y0": 0,
        "y1": 1,
        "fillcolor": theme.NEUTRAL,
        "line": {"width": 0},
    }


def _no_actuals() -> Figure:
    return {
        "xref": "paper",
        "yref": "paper",
        "x": 0.02,
        "y": 0.98,
        "xanchor": "left",
        "yanchor": "top",
        "showarrow": False,
        "text": "○ фактов пока нет",
        "font": {"size": 14, "color": theme.MUTED},
    }


def _empty(text: str) -> Figure:
    note = _no_actuals() | {"text": text}
    axis = {"visible": False}
    return {
        "data": [],
        "layout": theme.layout(height=HEIGHT, xaxis=axis, yaxis=axis, annotations=[note]),
    }
