"""Small multiples of one class: a subject a panel, the class over its periods, the parallel in grey."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard import theme, words
from dashboard.figures.subject_names import short_name

PER_ROW = 5
PANEL = 118
GAP = 0.035
LONGEST_TITLE = 19
FALL = -10.0


def trends(
    frame: pd.DataFrame, *, periods: Sequence[str], per_row: int = PER_ROW
) -> dict[str, Any]:
    """Return the figure: качество, 0–100, by subject over `periods`, hardest subject first.

    `frame` has subject, period, quality_pct, attested_count, quality_count, parallel_quality_pct
    (see `queries.classes.subjects`). An empty frame gives an empty figure.
    """
    subjects = ordered(frame, periods)
    rows = -(-len(subjects) // per_row) or 1
    figure: dict[str, Any] = {"data": [], "layout": theme.layout(height=rows * PANEL + 20)}
    figure["layout"]["annotations"] = []
    bottom = _bottom(frame, periods)
    for number, subject in enumerate(subjects):
        place = _place(number, rows, per_row)
        mine = frame[frame["subject"] == subject].set_index("period").reindex(list(periods))
        _panel(figure, number + 1, place, subject, mine)
        figure["layout"]["yaxis" + ("" if number == 0 else str(number + 1))]["range"] = [
            bottom,
            108,
        ]
    return figure


def ordered(frame: pd.DataFrame, periods: Sequence[str]) -> list[str]:
    """Return the subjects that have a share, the lowest last known share first."""
    last: dict[str, float] = {}
    known = frame[frame["quality_pct"].notna()] if len(frame) else frame
    for period in periods:
        now = known[known["period"] == period] if len(known) else known
        last |= dict(zip(now["subject"], now["quality_pct"], strict=True)) if len(now) else {}
    return sorted(last, key=lambda subject: (last[subject], subject))


def _bottom(frame: pd.DataFrame, periods: Sequence[str]) -> float:
    """Return the lower end of every panel: one scale for all, without the empty part below."""
    rows = frame[frame["period"].isin(list(periods))] if len(frame) else frame
    known = [
        v for c in ("quality_pct", "parallel_quality_pct") if len(rows) for v in rows[c].dropna()
    ]
    return min(known, default=0.0) - 8


def _change(mine: pd.DataFrame) -> float:
    """Return the change from the first known period to the last, in points."""
    known = [float(v) for v in mine["quality_pct"] if not words.is_missing(v)]
    return known[-1] - known[0] if len(known) > 1 else 0.0


def _place(number: int, rows: int, per_row: int) -> tuple[list[float], list[float]]:
    row, column = divmod(number, per_row)
    width, height = 1 / per_row, 1 / rows
    x = [column * width + GAP / 2, (column + 1) * width - GAP / 2]
    top = 1 - row * height
    return x, [max(top - height * 0.96, 0), top - height * 0.3]


def _panel(
    figure: dict[str, Any],
    number: int,
    place: tuple[list[float], list[float]],
    subject: str,
    mine: pd.DataFrame,
) -> None:
    name = "" if number == 1 else str(number)
    labels = [words.period(str(period)) for period in mine.index]
    figure["data"] += [
        _line(labels, mine["parallel_quality_pct"], name, {"color": "#C5CBD5", "width": 2}, None),
        _line(
            labels,
            mine["quality_pct"],
            name,
            {"color": theme.WARM if _change(mine) <= FALL else theme.ACCENT, "width": 2.5},
            _told(subject, mine),
        ),
    ]
    hidden = {"showticklabels": False, "showgrid": False, "showline": False, "automargin": False}
    axes = {
        f"xaxis{name}": {**theme.layout()["xaxis"], **hidden, "domain": place[0], "anchor": f"y{name}",
                         "range": [-0.3, len(labels) - 0.3]},
        f"yaxis{name}": {**theme.layout()["yaxis"], **hidden, "domain": place[1], "anchor": f"x{name}",
                         },
    }  # fmt: skip
    figure["layout"] |= axes
    figure["layout"]["annotations"].append(_title(subject, mine, place))


def _line(
    labels: list[str], values: pd.Series, name: str, line: dict[str, Any], told: Any
) -> dict[str, Any]:
    known = [None if words.is_missing(v) else round(float(v), 1) for v in values]
    trace = {"type": "scatter", "mode": "lines+markers", "x": labels, "y": known, "line": line,
             "marker": {"size": 6, "color": line["color"]}, "xaxis": f"x{name}", "yaxis": f"y{name}"}  # fmt: skip
    if told is None:
        return {**trace, "hoverinfo": "skip", "mode": "lines"}
    return {**trace, "customdata": told, "hovertemplate": "%{customdata}<extra></extra>"}


def _told(subject: str, mine: pd.DataFrame) -> list[str]:
    return [
        f"<b>{subject}</b><br>{words.period(str(period))}: {words.percent(row['quality_pct'])}"
        + ("" if words.is_missing(row["attested_count"])
           else f"<br>{int(row['quality_count'])} из {int(row['attested_count'])}")
        for period, row in mine.iterrows()
    ]  # fmt: skip


def _shortened(subject: str) -> str:
    name = short_name(subject)
    return name if len(name) <= LONGEST_TITLE else f"{name[: LONGEST_TITLE - 1].rstrip()}…"


def _title(
    subject: str, mine: pd.DataFrame, place: tuple[list[float], list[float]]
) -> dict[str, Any]:
    known = [v for v in mine["quality_pct"] if not words.is_missing(v)]
    last = words.percent(known[-1], 0) if known else words.NO_DATA
    change = _change(mine)
    moved = ""
    if abs(change) >= -FALL:
        colour = theme.WARM if change < 0 else theme.COOL
        moved = f" <span style='color:{colour}'>{words.trend_sign(change)}{words.NBSP}{abs(round(change))}</span>"
    return {
        "text": f"{_shortened(subject)}  <b>{last}</b>{moved}",
        "x": place[0][0],
        "y": place[1][1],
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": 4,
        "showarrow": False,
        "font": {"size": 14},
    }
