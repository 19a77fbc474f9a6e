"""The current marks of one pupil by date: a line per subject, every mark a dot with the mark printed."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard import theme, words
from dashboard.figures.subject_names import short_name

ROW = 46
# A mark stands a little higher or lower in its line, so that the way of a subject is seen.
STEP = 0.17
MIDDLE = 3.5


def timeline(frame: pd.DataFrame) -> dict[str, Any]:
    """Return the figure of `queries.pupils.marks`: dates to the right, the lowest mean on top.

    customdata of a dot is the place of its cell: batch_id, row_no, column_no, sheet_name. A «2» is
    warm and square: a sign as well as a colour.
    """
    subjects = ordered(frame)
    lines = {subject: number for number, subject in enumerate(subjects)}
    rows = frame.to_dict("records") if len(frame) else []
    low = [row["mark"] <= 2 for row in rows]
    trace = {
        "type": "scatter", "mode": "markers+text",
        "x": [row["lesson_date"].isoformat()[:10] for row in rows],
        "y": [round(lines[row["subject"]] - STEP * (row["mark"] - MIDDLE), 2) for row in rows],
        "text": [str(int(row["mark"])) for row in rows],
        "textfont": {"size": 12, "color": [theme.SURFACE if two else theme.INK for two in low]},
        "marker": {"size": 18, "symbol": ["square" if two else "circle" for two in low],
                   "color": [theme.WARM if two else theme.SURFACE for two in low],
                   "line": {"width": 1, "color": [theme.WARM if two else theme.ACCENT for two in low]}},
        "customdata": [[int(row["batch_id"]), int(row["row_no"]), int(row["column_no"]),
                        str(row["sheet_name"]), _told(row)] for row in rows],
        "hovertemplate": "%{customdata[4]}<extra></extra>",
    }  # fmt: skip
    return {"data": [trace], "layout": _layout(subjects, frame)}


def ordered(frame: pd.DataFrame) -> list[str]:
    """Return the subjects, the lowest mean of marks first."""
    if frame.empty:
        return []
    means = frame.groupby("subject")["mark"].mean()
    return sorted(means.index.tolist(), key=lambda subject: (means[subject], subject))


def _told(row: dict[Any, Any]) -> str:
    work = f"<br>{row['work_type']}" if row.get("work_type") else ""
    weight = f"<br>вес {int(row['weight'])}" if int(row["weight"] or 1) != 1 else ""
    return f"<b>{row['subject']}</b><br>{words.day(row['lesson_date'])}: «{row['cell_raw']}»{work}{weight}"


def _layout(subjects: list[str], frame: pd.DataFrame) -> dict[str, Any]:
    means = [float(frame[frame["subject"] == subject]["mark"].mean()) for subject in subjects]
    names = [
        f"{short_name(subject)} <b>{words.number(mean, 2)}</b>"
        for subject, mean in zip(subjects, means, strict=True)
    ]
    return theme.layout(
        height=max(len(subjects), 2) * ROW + 44,
        margin={"l": 8, "r": 16, "t": 8, "b": 24},
        xaxis={"type": "date", "tickformat": "%d.%m", "nticks": 10, "showgrid": True},
        yaxis={"range": [max(len(subjects), 1) - 0.5, -0.5], "tickvals": list(range(len(subjects))),
               "ticktext": names, "showgrid": True, "showline": False},
    )  # fmt: skip
