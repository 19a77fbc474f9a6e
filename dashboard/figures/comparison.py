"""The largest changes between two periods as bars from zero, warm for falls and cool for rises."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard import theme, words
from dashboard.figures.subject_names import short_name

SHOWN = 10
ROW = 28
# Beside the longest bar there is room for «▼ −21 п. п. · 103 из 104 → 98 из 103» on both sides of zero.
REACH = 2.4
MIN_WIDTH = 920


def largest(frame: pd.DataFrame, shown: int = SHOWN) -> pd.DataFrame:
    """Return the largest falls and rises, from the deepest fall to the highest rise."""
    if frame.empty:
        return frame
    falls = frame[frame["change_points"] < 0].sort_values("change_points").head(shown)
    rises = frame[frame["change_points"] > 0].sort_values("change_points").tail(shown)
    return pd.concat([falls, rises])


def changes(frame: pd.DataFrame) -> dict[str, Any]:
    """Return the figure of rows with class_name, subject, change_points and the counts of both sides."""
    rows = frame.to_dict("records")
    points = [round(float(row["change_points"]), 1) for row in rows]
    reach = max((abs(p) for p in points), default=10) * REACH
    trace = {
        "type": "bar", "orientation": "h", "y": list(range(len(rows))), "x": points, "width": 0.66,
        "marker": {"color": [theme.deviation_colour(p) for p in points], "line": {"color": theme.MUTED, "width": 0.5}},
        "text": [_told(row) for row in rows], "textposition": "outside", "cliponaxis": False,
        "textfont": {"size": 13, "color": theme.INK},
        "customdata": [[row["class_name"], row["subject"]] for row in rows],
        "hovertemplate": "<b>%{customdata[0]}, %{customdata[1]}</b><br>%{text}<extra></extra>",
    }  # fmt: skip
    layout = theme.layout(
        height=max(len(rows), 3) * ROW + 40,
        xaxis={"range": [-reach, reach], "showticklabels": False, "showgrid": False,
               "zeroline": True, "zerolinecolor": theme.MUTED},
        yaxis={"range": [max(len(rows), 1) - 0.5, -0.5], "tickvals": list(range(len(rows))),
               "ticktext": [f"{row['class_name']}, {short_name(row['subject'])}" for row in rows],
               "showgrid": False, "showline": False},
    )  # fmt: skip
    return {"data": [trace], "layout": layout}


def _told(row: dict[Any, Any]) -> str:
    counts = " → ".join(
        f"{int(row[f'{s}part_count'])} из {int(row[f'{s}whole_count'])}" for s in ("a_", "b_")
    )
    return f"{words.trend_sign(row['change_points'])} {words.points(row['change_points'], 0)} · {counts}"
