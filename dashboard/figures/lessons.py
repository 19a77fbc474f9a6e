"""Lessons by the groups of their tasks: one lesson against its target, many over time, two sets side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard import theme, words

# Groups 1–5 light to dark of one hue: an order, not a worth.
TONES = ("#E3EEEF", "#B5D3D5", "#7FB3B7", "#3F878E", "#0F4A53")
COLOURS = (theme.ACCENT, "#86B9BC", "#C5CBD5")
BAR = 0.8
By = tuple[str, Sequence[float], Sequence[int], int]


def structure(
    by: Sequence[By], targets: Sequence[float] | None, names: Sequence[str]
) -> dict[str, Any]:
    """Return the structure of one lesson: bars by group, one per coder (label, shares, counts, whole).

    The target share of a group is a thin step of ink across its bars; every bar prints its share and counts.
    """
    width = BAR / max(len(by), 1)
    most = max([0.01, *(share for _, shares, _, _ in by for share in shares), *(targets or ())])
    traces = []
    for number, (label, shares, counts, whole) in enumerate(by):
        heights = [at - BAR / 2 + width * (number + 0.5) for at in range(len(names))]
        said = [_printed(share, count, whole, label if len(by) > 1 else "")
                for share, count in zip(shares, counts, strict=True)]  # fmt: skip
        # The words stand beyond the step of the target, so that it does not strike them through.
        ends = [max(share, (targets or shares)[at]) for at, share in enumerate(shares)]
        traces += [
            {"type": "bar", "orientation": "h", "name": label, "width": width, "y": heights,
             "x": [100 * share for share in shares], "hoverinfo": "skip",
             "marker": {"color": COLOURS[number % len(COLOURS)]}},
            {"type": "scatter", "mode": "text", "y": heights, "x": [100 * (end + most / 60) for end in ends],
             "text": said, "textposition": "middle right", "hoverinfo": "skip", "cliponaxis": False},
        ]  # fmt: skip
    return {"data": traces, "layout": theme.layout(
        height=(260 if len(by) < 2 else 40 + 5 * 28 * len(by)), barmode="overlay",
        shapes=[_step(at, 100 * target) for at, target in enumerate(targets or ())],
        xaxis={"range": [0, 100 * most * 1.9], "showticklabels": False, "showgrid": False},
        yaxis={"tickvals": list(range(len(names))), "range": [len(names) - 0.5, -0.5], "showgrid": False,
               "ticktext": [f"{k}. {name}" for k, name in enumerate(names, 1)]},
    )}  # fmt: skip


def _printed(share: float, count: int, whole: int, label: str) -> str:
    return f"{words.percent(100 * share, 0)} · {count} из{words.NBSP}{whole}" + (
        f" · {label}" if label else ""
    )


def _step(at: int, target: float) -> dict[str, Any]:
    line = {"color": theme.INK, "width": 2}
    return {
        "type": "line",
        "x0": target,
        "x1": target,
        "y0": at - 0.48,
        "y1": at + 0.48,
        "line": line,
    }


def over_time(
    labels: Sequence[str],
    shares: Sequence[Sequence[float]],
    targets: Sequence[Sequence[float] | None],
    names: Sequence[str],
    told: Sequence[str],
) -> dict[str, Any]:
    """Return stacked columns, one per lesson in time: p1 at the bottom to p5; every part prints its percent.

    The borders that the target sets are thin steps of ink at the right of the column, clear of the numbers; the
    groups are named at the last one.
    """
    places = list(range(len(labels)))
    traces = [
        {
            "type": "bar", "x": places, "y": [100 * row[k] for row in shares], "name": name,
            "marker": {"color": TONES[k], "line": {"color": theme.SURFACE, "width": 1}}, "width": 0.78,
            "text": [words.number(100 * row[k], 0) if row[k] >= 0.07 else "" for row in shares],
            "textposition": "inside", "insidetextanchor": "middle", "textangle": 0,
            "insidetextfont": {"size": 12, "color": theme.ink_on(TONES[k])},
            "customdata": list(told), "hovertemplate": "%{customdata}<extra></extra>",
        }
        for k, name in enumerate(names)
    ]  # fmt: skip
    shapes = [step for at, target in enumerate(targets) if target for step in _borders(at, target)]
    return {"data": traces, "layout": theme.layout(
        height=380, barmode="stack", shapes=shapes, annotations=_named(shares, names),
        margin={"l": 8, "r": 190, "t": 8, "b": 8},
        xaxis={"tickvals": places, "ticktext": list(labels), "showgrid": False,
               "range": [-0.5, max(len(labels), 1) - 0.5]},
        yaxis={"range": [0, 101], "ticksuffix": f"{words.NBSP}%", "tickvals": [0, 50, 100]},
    )}  # fmt: skip


def _borders(at: int, target: Sequence[float]) -> list[dict[str, Any]]:
    """Return the steps at the borders between groups that a target sets; equal borders are drawn once."""
    heights = sorted({round(100 * sum(target[:k]), 6) for k in range(1, 5)})
    return [
        {"type": "line", "x0": at + 0.2, "x1": at + 0.48, "y0": height, "y1": height,
         "line": {"color": theme.INK, "width": 2}}
        for height in heights if 0 < height < 100
    ]  # fmt: skip


def _named(shares: Sequence[Sequence[float]], names: Sequence[str]) -> list[dict[str, Any]]:
    """Return the names of the groups beside the last column, apart from each other."""
    if not shares:
        return []
    last, found, low = shares[-1], [], -8.0
    for k, name in enumerate(names):
        low = max(100 * (sum(last[:k]) + last[k] / 2), low + 8)
        found.append({
            "x": 1, "xref": "paper", "y": low, "xanchor": "left", "yanchor": "middle", "xshift": 8,
            "text": f"{k + 1}. {name}", "showarrow": False, "font": {"size": 13, "color": theme.MUTED},
        })  # fmt: skip
    return found


def measures(
    labels: Sequence[str], series: Sequence[tuple[str, Sequence[float | None]]], told: Sequence[str]
) -> dict[str, Any]:
    """Return small multiples, one panel per measure (name, values 0–1 in time); the last value is printed."""
    figure: dict[str, Any] = {"data": [], "layout": theme.layout(height=190, annotations=[])}
    width = 1 / max(len(series), 1)
    places = list(range(len(labels)))
    for number, (name, values) in enumerate(series):
        axis = "" if number == 0 else str(number + 1)
        x = [number * width + 0.015, (number + 1) * width - 0.025]
        figure["data"].append({
            "type": "scatter", "mode": "lines+markers", "x": places, "y": list(values), "xaxis": f"x{axis}",
            "yaxis": f"y{axis}", "line": {"color": theme.ACCENT, "width": 2}, "connectgaps": False,
            "marker": {"size": 7, "color": theme.ACCENT}, "customdata": list(told),
            "hovertemplate": f"{name}: %{{y:.2f}}<br>%{{customdata}}<extra></extra>",
        })  # fmt: skip
        base = theme.layout()
        figure["layout"][f"xaxis{axis}"] = {
            **base["xaxis"], "domain": x, "anchor": f"y{axis}", "showticklabels": False,
            "showgrid": False, "range": [-0.5, max(len(labels), 1) - 0.5]}  # fmt: skip
        figure["layout"][f"yaxis{axis}"] = {
            **base["yaxis"], "domain": [0, 0.76], "anchor": f"x{axis}", "range": [-0.04, 1.08],
            "tickvals": [0, 0.5, 1], "showticklabels": number == 0}  # fmt: skip
        figure["layout"]["annotations"].append(_panel_title(name, values, x[0]))
    return figure


def _panel_title(name: str, values: Sequence[float | None], x: float) -> dict[str, Any]:
    known = [value for value in values if value is not None]
    last = f" <b>{words.number(known[-1])}</b>" if known else f" {words.NO_DATA}"
    return {"text": f"{name}{last}", "x": x, "y": 1, "xref": "paper", "yref": "paper", "xanchor": "left",
            "yanchor": "top", "showarrow": False, "font": {"size": 14}}  # fmt: skip


def compared(sets: Sequence[By], names: Sequence[str]) -> dict[str, Any]:
    """Return two sets of lessons side by side by group: (label, shares, counts, whole) each."""
    return structure(sets, None, names)
