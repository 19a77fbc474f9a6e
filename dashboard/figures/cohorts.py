"""Small multiples of cohorts: one a panel over the years, its parallel in grey, the same pupils dotted."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard import theme, words
from dashboard.figures.trends import FALL, GAP

PER_ROW = 5
PANEL = 150
HEAD, FOOT = 0.26, 0.16


def cohorts(frame: pd.DataFrame, *, part: str) -> dict[str, Any]:
    """Return the figure: the share named by `part` (quality or passed), by cohort, the lowest first.

    `frame` as `queries.cohorts.lines` gives it, on one base. The axis of all panels is one.
    """
    names = ordered(frame, part)
    rows = -(-len(names) // PER_ROW) or 1
    figure: dict[str, Any] = {"data": [], "layout": theme.layout(height=rows * PANEL + 8)}
    figure["layout"]["annotations"] = []
    span = _span(frame, part)
    for number, name in enumerate(names):
        place = _place(number, rows)
        _panel(figure, number + 1, place, frame[frame["newest_class"] == name], part)
        figure["layout"][f"yaxis{_suffix(number + 1)}"]["range"] = span
    return figure


def ordered(frame: pd.DataFrame, part: str) -> list[str]:
    """Return the cohorts with a share in two years or more, the lowest newest share first."""
    if frame.empty:
        return []
    known = frame[frame[f"{part}_pct"].notna()]
    counts = known["newest_class"].value_counts()
    last = {str(name): rows[f"{part}_pct"].iloc[-1] for name, rows in known.groupby("newest_class")}
    return sorted((n for n in last if counts[n] > 1), key=lambda name: (last[name], name))


def _span(frame: pd.DataFrame, part: str) -> list[float]:
    columns = (f"{part}_pct", f"same_{part}_pct", f"parallel_{part}_pct")
    known = [float(v) for c in columns if len(frame) for v in frame[c].dropna()]
    return [min(known, default=0.0) - 8, min(max(known, default=100.0) + 8, 108.0)]


def _panel(
    figure: dict[str, Any], number: int, place: tuple[list[float], list[float]], rows: pd.DataFrame, part: str
) -> None:  # fmt: skip
    name, labels = _suffix(number), rows["class_name"].tolist()
    change = _change(rows, part)
    colour = theme.WARM if change <= FALL else theme.ACCENT
    grey = {"color": "#C5CBD5", "width": 2}
    same = {"color": colour, "width": 1.5, "dash": "dot"}
    figure["data"] += [
        _line(rows, f"parallel_{part}_pct", name, grey) | {"mode": "lines", "hoverinfo": "skip"},
        _line(rows, f"same_{part}_pct", name, same) | {"mode": "lines", "hoverinfo": "skip"},
        _line(rows, f"{part}_pct", name, {"color": colour, "width": 2.5})
        | {"customdata": _told(rows, part), "hovertemplate": "%{customdata}<extra></extra>"},
    ]
    quiet = {"showgrid": False, "showline": False, "automargin": False}
    figure["layout"] |= {
        f"xaxis{name}": {**theme.layout()["xaxis"], **quiet, "domain": place[0], "anchor": f"y{name}",
                         "range": [-0.35, len(labels) - 0.65], "tickvals": list(range(len(labels))),
                         "ticktext": labels, "tickfont": {"size": 12, "color": theme.MUTED}},
        f"yaxis{name}": {**theme.layout()["yaxis"], **quiet, "domain": place[1], "anchor": f"x{name}",
                         "showticklabels": False},
    }  # fmt: skip
    figure["layout"]["annotations"].append(_title(rows, part, change, place))


def _line(rows: pd.DataFrame, column: str, name: str, line: dict[str, Any]) -> dict[str, Any]:
    known = [None if words.is_missing(v) else round(float(v), 1) for v in rows[column]]
    return {"type": "scatter", "mode": "lines+markers", "x": list(range(len(known))), "y": known,
            "line": line, "marker": {"size": 6, "color": line["color"]},
            "xaxis": f"x{name}", "yaxis": f"y{name}"}  # fmt: skip


def _told(rows: pd.DataFrame, part: str) -> list[str]:
    """Return the words of every year: the whole class, the same pupils, who came and went."""
    return [_year_told(row, part) for row in rows.to_dict("records")]


def _year_told(row: dict[Any, Any], part: str) -> str:
    parts = [f"<b>{row['class_name']}, {row['school_year']}</b>"]
    for label, prefix in (("весь класс", ""), ("те же ученики", "same_")):
        whole = row[f"{prefix}attested_pupils_count"]
        if not words.is_missing(whole):
            count = f"{int(row[f'{prefix}{part}_pupils_count'])} из {int(whole)}"
            parts.append(f"{label}: {words.percent(row[f'{prefix}{part}_pct'])}, {count}")
    if not words.is_missing(row["joined_count"]):
        parts.append(f"пришли {int(row['joined_count'])}, ушли {int(row['left_count'])}")
    return "<br>".join(parts)


def _change(rows: pd.DataFrame, part: str) -> float:
    known = rows[f"{part}_pct"].dropna()
    return float(known.iloc[-1] - known.iloc[0]) if len(known) > 1 else 0.0


def _title(
    rows: pd.DataFrame, part: str, change: float, place: tuple[list[float], list[float]]
) -> dict[str, Any]:
    last = words.percent(rows[f"{part}_pct"].dropna().iloc[-1], 0)
    moved = ""
    if abs(change) >= -FALL:
        colour = theme.WARM if change < 0 else theme.COOL
        sign = f"{words.trend_sign(change)}{words.NBSP}{abs(round(change))}"
        moved = f" <span style='color:{colour}'>{sign}</span>"
    return {
        "text": f"{rows['newest_class'].iloc[0]}  <b>{last}</b>{moved}",
        "x": place[0][0], "y": place[1][1], "xref": "paper", "yref": "paper",
        "xanchor": "left", "yanchor": "bottom", "yshift": 4, "showarrow": False, "font": {"size": 14},
    }  # fmt: skip


def _place(number: int, rows: int) -> tuple[list[float], list[float]]:
    row, column = divmod(number, PER_ROW)
    width, height = 1 / PER_ROW, 1 / rows
    top = 1 - row * height
    x = [column * width + GAP / 2, (column + 1) * width - GAP / 2]
    return x, [max(top - height * (1 - FOOT), 0), top - height * HEAD]


def _suffix(number: int) -> str:
    return "" if number == 1 else str(number)
