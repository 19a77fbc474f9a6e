"""Classes of a community over their periods: a class a panel, the parallel in grey, the day it was founded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard import theme, words

PANEL, GAP = 180, 0.36
GREY = "#98A0AE"


def numbers(found: Sequence[Any]) -> dict[str, Any]:
    """Return the figure: качество, 0–100, of every class over its own periods, one panel under another.

    `found` are classes with `title` and `periods` (school_year, class_name, period, quality_pct,
    quality_count, attested_count, parallel_quality_pct, side).
    """
    figure: dict[str, Any] = {
        "data": [],
        "layout": theme.layout(height=max(len(found), 1) * PANEL + 26),
    }
    figure["layout"] |= {
        "annotations": [],
        "shapes": [],
        "margin": {"l": 36, "r": 12, "t": 26, "b": 0},
    }
    for at, one in enumerate(found):
        _panel(figure, at, len(found), one)
    return figure


def _panel(figure: dict[str, Any], at: int, count: int, one: Any) -> None:
    name = "" if at == 0 else str(at + 1)
    top = 1 - at / count
    place = [top - (1 - GAP) / count, top]
    labels = [label(row) for row in one.periods.to_dict("records")]
    axis = {
        "anchor": f"y{name}",
        "showgrid": False,
        "tickfont": {"size": 12},
        "type": "category",
        "tickangle": 0,
    }
    base = figure["layout"]
    base[f"xaxis{name}"] = {**base["xaxis"], **axis, "nticks": 12}
    base[f"yaxis{name}"] = {**base["yaxis"], "anchor": f"x{name}", "domain": place, "range": [0, 104],
                            "tickvals": [0, 50, 100], "tickfont": {"size": 12}}  # fmt: skip
    figure["data"] += [
        _line(labels, one.periods["parallel_quality_pct"], name, {"color": GREY, "width": 2}, None),
        _line(
            labels,
            one.periods["quality_pct"],
            name,
            {"color": theme.ACCENT, "width": 2.5},
            _said(one),
        ),
    ]
    base["annotations"].append({
        "text": f"<b>{one.title}</b>", "x": 0, "y": top, "xref": "paper", "yref": "paper", "xanchor": "left",
        "yanchor": "bottom", "showarrow": False, "font": {"size": 14},
    })  # fmt: skip
    _founded(figure, name, one, labels)


def _line(
    labels: list[str], values: Any, name: str, line: dict[str, Any], said: list[str] | None
) -> dict[str, Any]:
    hover = (
        {"hovertext": said, "hovertemplate": "%{hovertext}<extra></extra>"}
        if said
        else {"hoverinfo": "skip"}
    )
    return {
        "type": "scatter", "mode": "lines+markers" if said else "lines", "x": labels,
        "y": [None if words.is_missing(value) else float(value) for value in values],
        "line": line, "marker": {"size": 7}, "xaxis": f"x{name}", "yaxis": f"y{name}", "connectgaps": True, **hover,
    }  # fmt: skip


def _founded(figure: dict[str, Any], name: str, one: Any, labels: list[str]) -> None:
    """Draw where the work began: before the first period since, or at the one that it began in."""
    sides = one.periods["side"].tolist()
    during = next((at for at, side in enumerate(sides) if side == "during"), None)
    since = next((at for at, side in enumerate(sides) if side == "since"), None)
    if during is None and since is None:
        return
    at: float = during if during is not None else (since or 0) - 0.5
    figure["layout"]["shapes"].append({
        "type": "line", "xref": f"x{name}", "yref": f"y{name}", "x0": at, "x1": at, "y0": 0, "y1": 104,
        "line": {"color": theme.INK, "width": 1, "dash": "dot"},
    })  # fmt: skip
    figure["layout"]["annotations"].append({
        "text": "начало работы", "xref": f"x{name}", "yref": f"y{name}", "x": at, "y": 104, "xanchor": "left",
        "yanchor": "top", "showarrow": False, "font": {"size": 12, "color": theme.MUTED}, "xshift": 4,
    })  # fmt: skip


def label(row: Any) -> str:
    """Return a period as the axis names it: «3 четв. 22/23»."""
    term = words.period(row["period"]).replace("четверть", "четв.").replace("полугодие", "полуг.")
    return f"{term.replace('триместр', 'трим.')}<br>{row['school_year'][2:]}"


def _said(one: Any) -> list[str]:
    return [
        f"{row['class_name']}, {words.period(row['period'])} {row['school_year']}: "
        f"{words.percent(row['quality_pct'])} ({told(row)})"
        for row in one.periods.to_dict("records")
    ]  # fmt: skip


def told(row: Any) -> str:
    """Return «13 из 25»."""
    if words.is_missing(row["attested_count"]):
        return words.NO_DATA
    return f"{int(row['quality_count'])} из{words.NBSP}{int(row['attested_count'])}"
