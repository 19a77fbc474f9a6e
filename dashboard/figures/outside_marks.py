"""Marks of a work beside the journal's as bars of 100 %, and the spread of points with its borders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard import theme, words

ROW = 30
# Code of a part, its words, its colour; drawn from left to right in this order.
PARTS = (
    ("lowered", "понизили", "#DB9F78"),
    ("confirmed", "подтвердили", theme.ACCENT),
    ("raised", "повысили", "#86B9BC"),
)
NARROWEST = 6.0  # a share under this has no room for its count
FEW_POINTS = 15  # up to so many points each has its own tick
REACH = 122  # per cents, with room for the words beside a bar
BESIDE = 0.5  # how solid the bar of another group than the school's own is


def shares(rows: Sequence[Mapping[Any, Any]]) -> dict[str, Any]:
    """Return a bar per row: label, lowered_pct, confirmed_pct, raised_pct and their counts.

    Beside a bar stand the share that confirmed and its 95 % interval (low_pct, high_pct). A row without
    counts (a line of an aggregate report) is drawn paler and shows per cents.
    """
    data = [_part(rows, code, name, colour) for code, name, colour in PARTS]
    data.append(_beside(rows))
    layout = theme.layout(
        barmode="stack",
        bargap=0.28,
        height=max(len(rows), 2) * ROW + 36,
        xaxis={"range": [0, REACH], "tickvals": [0, 50, 100], "ticksuffix": f"{words.NBSP}%"},
        yaxis={"range": [max(len(rows), 1) - 0.5, -0.5], "tickvals": list(range(len(rows))),
               "ticktext": [row["label"] for row in rows], "showgrid": False, "showline": False},
    )  # fmt: skip
    return {"data": data, "layout": layout}


def _part(rows: Sequence[Mapping[Any, Any]], code: str, name: str, colour: str) -> dict[str, Any]:
    values = [float(row[f"{code}_pct"] or 0) for row in rows]
    return {
        "type": "bar", "orientation": "h", "name": name, "y": list(range(len(rows))),
        "x": [round(value, 1) for value in values],
        "marker": {"color": colour, "opacity": [1 if is_own(row) else BESIDE for row in rows]},
        "text": [_count(row, code) if value >= NARROWEST else "" for row, value in zip(rows, values, strict=True)],
        "textposition": "inside", "insidetextanchor": "middle", "textangle": 0,
        "textfont": {"size": 13, "color": [theme.ink_on(colour) if is_own(row) else theme.INK for row in rows]},
        "customdata": [f"{row['label']}: {name} {_told(row, code)}" for row in rows],
        "hovertemplate": "%{customdata}<extra></extra>",
    }  # fmt: skip


def _beside(rows: Sequence[Mapping[Any, Any]]) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "text", "x": [101] * len(rows), "y": list(range(len(rows))),
        "text": [interval(row) for row in rows], "textposition": "middle right", "cliponaxis": False,
        "textfont": {"size": 13, "color": theme.MUTED}, "hoverinfo": "skip",
    }  # fmt: skip


def interval(row: Mapping[Any, Any]) -> str:
    """Return the share that confirmed with its interval: «74 % (54–87)»; a stated one stands alone."""
    share = words.percent(row["confirmed_pct"], 0)
    if not is_own(row):
        return share
    return f"{share} ({words.number(row['low_pct'], 0)}–{words.number(row['high_pct'], 0)})"


def is_own(row: Mapping[Any, Any]) -> bool:
    """Tell whether a row was counted here, not stated by an aggregate report."""
    return not words.is_missing(row.get("confirmed_count"))


def _count(row: Mapping[Any, Any], code: str) -> str:
    return str(int(row[f"{code}_count"])) if is_own(row) else words.percent(row[f"{code}_pct"], 0)


def _told(row: Mapping[Any, Any], code: str) -> str:
    share = words.percent(row[f"{code}_pct"])
    if not is_own(row):
        return share
    whole = int(row["participants_count"])
    return f"{int(row[f'{code}_count'])} из{words.NBSP}{whole} ({share})"


def spread(
    counts: Mapping[float, int], borders: Mapping[int, float], most: float | None = None
) -> dict[str, Any]:
    """Return how many participants have each total of points; borders stand where they were entered.

    `most` is the greatest possible total. A border stands before the least total of its mark.
    """
    totals = sorted(counts)
    reach = max([most or 0.0, *totals, *borders.values()])
    bars = {
        "type": "bar", "x": totals, "y": [counts[total] for total in totals], "width": 0.86,
        "marker": {"color": theme.ACCENT},
        "customdata": [_points_told(total, counts[total]) for total in totals],
        "hovertemplate": "%{customdata}<extra></extra>",
    }  # fmt: skip
    layout = theme.layout(
        height=300,
        margin={"t": 28},
        xaxis={
            "range": [-0.7, reach + 0.7],
            "title": {"text": "первичный балл"},
            "showgrid": False,
            "dtick": 1 if reach <= FEW_POINTS else None,
        },
        yaxis={"title": {"text": "участников"}, "rangemode": "tozero", "tickformat": "d"},
    )
    layout["shapes"] = [_line(points - 0.5) for points in borders.values()]
    layout["annotations"] = [_name(mark, points - 0.5) for mark, points in borders.items()]
    return {"data": [bars], "layout": layout}


def _points_told(total: float, count: int) -> str:
    people = words.plural(count, "участник", "участника", "участников")
    return f"{words.trimmed(total)} б.: {people}"


def _line(x: float) -> dict[str, Any]:
    stroke = {"color": theme.MUTED, "width": 1.5, "dash": "dash"}
    return {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "line": stroke}


def _name(mark: int, x: float) -> dict[str, Any]:
    return {"text": f"«{mark}» →", "x": x, "y": 1, "yref": "paper", "xanchor": "left",
            "yanchor": "bottom", "showarrow": False, "font": {"size": 13, "color": theme.MUTED}}  # fmt: skip
