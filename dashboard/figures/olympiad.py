"""The olympiad by stage and by year as bars: who took part, and how many of them won."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard import theme, words

ROW = 38
WON = theme.ACCENT
TOOK_PART = "#C3DDDE"


def bars(rows: Sequence[Mapping[Any, Any]]) -> dict[str, Any]:
    """Return a bar per row: label, participations_count and successes_count (winners and prize-winners).

    The bar of those who won lies on that of all who took part; words stand at its end.
    """
    places = list(range(len(rows)))
    whole = [int(row["participations_count"]) for row in rows]
    won = [int(row["successes_count"]) for row in rows]
    reach = max(whole, default=1)
    data = [
        _bar(places, whole, TOOK_PART) | {
            "text": [told(row) for row in rows], "textposition": "outside", "cliponaxis": False,
            "textfont": {"size": 13, "color": theme.INK},
        },
        _bar(places, won, WON),
    ]  # fmt: skip
    layout = theme.layout(
        barmode="overlay",
        bargap=0.35,
        height=max(len(rows), 2) * ROW + 16,
        xaxis={"range": [0, reach * 2.1], "showticklabels": False, "showgrid": False},
        yaxis={"range": [max(len(rows), 1) - 0.5, -0.5], "tickvals": places, "showgrid": False,
               "ticktext": [row["label"] for row in rows], "showline": False},
    )  # fmt: skip
    return {"data": data, "layout": layout}


def told(row: Mapping[Any, Any]) -> str:
    """Return «12 из 40 (30 %)»: winners and prize-winners of all participations."""
    part, whole = int(row["successes_count"]), int(row["participations_count"])
    share = words.percent(100 * part / whole) if whole else words.NO_DATA
    return f"{part} из{words.NBSP}{words.integer(whole)} ({share})"


def _bar(places: list[int], values: list[int], colour: str) -> dict[str, Any]:
    return {"type": "bar", "orientation": "h", "y": places, "x": values,
            "marker": {"color": colour}, "hoverinfo": "skip"}  # fmt: skip
