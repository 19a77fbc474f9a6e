"""Answers to a survey as figures: distributions, scales with their levels, shares of agreement.

Keys of surveys come as plain mappings (see `warehouse.surveys.keys`), answers as rows of its queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import fsum, sqrt
from typing import Any

from dashboard import theme, words

Row = Mapping[Any, Any]
CLOSED = ("scale", "number", "single", "multi")
MOST_STEPS = 11  # numbers of a scale that are drawn even where nobody chose them
UNREAD = "не распознано"
OTHERS = "другие ответы"


def distribution(item: Row, rows: Sequence[Row]) -> dict[str, Any]:
    """Return an item with its answers: text, people, is_shown, scale_id (its first), kind (steps or options), parts.

    A part is {label, value, count, pct, colour, ink}: of steps the least number first, the unread last;
    of options the most chosen first. Shares are of the people who answered, so those of a multiple
    choice do not sum up to 100.
    """
    people = int(rows[0]["answers_count"]) if rows else 0
    is_shown = bool(rows) and bool(rows[0]["is_shown"])
    is_steps = item["type"] in ("scale", "number")
    parts = [] if not is_shown else (_steps(item, rows) if is_steps else _options(item, rows))
    for part in parts:
        part["pct"] = 100 * part["count"] / people
    return {
        "item_id": item["item_id"], "text": item["text"], "people": people, "is_shown": is_shown,
        "scale_id": next(iter(item.get("scales", ())), ""),
        "kind": "steps" if is_steps else "options", "parts": parts,
    }  # fmt: skip


def _steps(item: Row, rows: Sequence[Row]) -> list[dict[str, Any]]:
    counts: defaultdict[float, int] = defaultdict(int)
    unread = 0
    for row in rows:
        if words.is_missing(row["value"]):
            unread += int(row["values_count"])
        else:
            counts[float(row["value"])] += int(row["values_count"])
    parts = [
        {"label": step_label(item, value), "value": value, "count": counts[value], **paint(item, value)}
        for value in steps_of(item, counts)
    ]  # fmt: skip
    if unread:
        parts.append(
            {"label": UNREAD, "value": None, "count": unread, "colour": "", "ink": theme.INK}
        )
    return parts


def steps_of(item: Row, met: Iterable[float] = ()) -> list[float]:
    """Return the numbers of an item's scale, the least first, with those met outside of them."""
    low, high = float(item["min"]), float(item["max"])
    own = [low + step for step in range(int(high - low) + 1)] if low < high else []
    return sorted({*(own if len(own) <= MOST_STEPS else ()), *met})


def step_label(item: Row, value: float) -> str:
    """Return «4 — скорее согласен»: a number with its wording, where it has one."""
    worded = next((word for word, number in item["wordings"] if float(number) == value), "")
    return f"{words.trimmed(value)} — {worded}" if worded else words.trimmed(value)


def paint(item: Row, value: float) -> dict[str, str]:
    """Return the colour of a number on its scale, light to dark, and the ink on it."""
    low, high = float(item["min"]), float(item["max"])
    place = (value - low) / (high - low) if low < high else 0.5
    colour = theme.scale_colour(theme.SHARE_SCALE, place)
    return {"colour": colour, "ink": theme.ink_on(colour)}


def _options(item: Row, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the options; what one person alone wrote in, and the key does not know, stands together last."""
    counts: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        counts[str(row["value_raw"])] += int(row["values_count"])
    own = [label for label, count in counts.items() if count == 1 and label not in item["options"]]
    lone = sum(counts.pop(label) for label in own)
    colour = theme.SHARE_SCALE[2][1]
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ordered += [(OTHERS, lone)] if lone else []
    return [
        {"label": label, "value": None, "count": count, "colour": colour, "ink": theme.ink_on(colour)}
        for label, count in ordered
    ]  # fmt: skip


def table_rows(found: Sequence[Row]) -> list[dict[str, Any]]:
    """Return distributions as rows of a table: text, label, count, people, pct."""
    return [
        {"text": one["text"], "label": part["label"], "count": part["count"], "people": one["people"],
         "pct": part["pct"]}
        for one in found
        for part in one["parts"]
    ]  # fmt: skip


def scale_result(scale: Row, rows: Sequence[Row]) -> dict[str, Any]:
    """Return a scale in a wave: people, is_shown, mean, sd (of a sample), min, max, level, levels, share.

    `levels` are (name, count) by the cuts, the lowest first; `level` is that of the mean; `share` is the
    mean's place between the bounds, 0–100. Nothing but people where the answers may not be shown.
    """
    people = int(rows[0]["answers_count"]) if rows else 0
    found: dict[str, Any] = {
        "scale_id": scale["scale_id"], "name": scale["name"], "block": scale["block"],
        "source": scale["source"], "people": people, "is_shown": bool(rows) and bool(rows[0]["is_shown"]),
        "mean": None, "sd": None, "min": None, "max": None, "level": "", "levels": [], "share": None,
    }  # fmt: skip
    if not found["is_shown"]:
        return found
    pairs = [(float(row["score"]), int(row["scores_count"])) for row in rows]
    low, high = float(rows[0]["scale_min"]), float(rows[0]["scale_max"])
    mean = fsum(score * count for score, count in pairs) / people
    spread = fsum(count * (score - mean) ** 2 for score, count in pairs)
    return found | {
        "mean": mean, "sd": sqrt(spread / (people - 1)) if people > 1 else None, "min": low, "max": high,
        "level": level_of(scale, mean), "levels": levels(scale, pairs),
        "share": 100 * (mean - low) / (high - low) if high > low else None,
    }  # fmt: skip


def level_of(scale: Row, score: float) -> str:
    """Return the name of the level that a score reaches, "" where the scale has no cuts."""
    return next(
        (name for least, name in reversed(scale["cuts"]) if score >= float(least) - 1e-9), ""
    )


def levels(scale: Row, pairs: Sequence[tuple[float, int]]) -> list[tuple[str, int]]:
    """Return how many reach each level, the lowest first; nothing where the scale has no cuts."""
    counts = {name: 0 for _, name in scale["cuts"]}
    for score, count in pairs:
        name = level_of(scale, score)
        if name:
            counts[name] += count
    return list(counts.items())


def agreement(item: Row, rows: Sequence[Row]) -> dict[str, Any]:
    """Return who agrees with a statement: agree_count, people (with a number), is_shown.

    To agree is to answer above the middle of the item's scale: 4 and 5 of 1–5, 3 and 4 of 1–4.
    """
    middle = (float(item["min"]) + float(item["max"])) / 2
    told = [
        (float(r["value"]), int(r["values_count"]))
        for r in rows
        if not words.is_missing(r["value"])
    ]
    return {
        "agree_count": sum(count for value, count in told if value > middle),
        "people": sum(count for _, count in told),
        "is_shown": bool(rows) and bool(rows[0]["is_shown"]),
    }


def beside(statements: Sequence[Row], audiences: Mapping[str, str]) -> dict[str, Any]:
    """Return a figure with a point per audience on the line of each statement, the share of agreement.

    A statement has text, shares (audience → percent, absent where nobody may be shown) and counts
    (audience → «13 из 28»).
    """
    places = list(range(len(statements)))
    lines = [_line(place, statement) for place, statement in zip(places, statements, strict=True)]
    points = [_points(places, statements, code, name) for code, name in audiences.items()]
    layout = theme.layout(
        height=max(len(statements), 2) * 56 + 60,
        xaxis={"range": [-3, 103], "ticksuffix": f"{words.NBSP}%", "side": "top"},
        yaxis={"range": [len(statements) - 0.5, -0.5], "tickvals": places, "showgrid": False,
               "showline": False, "ticktext": [wrapped(s["text"]) for s in statements]},
        showlegend=True,
        legend={"orientation": "h", "y": -0.02, "yanchor": "top", "x": 0},
    )  # fmt: skip
    return {"data": [*lines, *points], "layout": layout}


SIGNS = {"teachers": ("circle", theme.ACCENT), "pupils": ("diamond", theme.WARM),
         "parents": ("square", theme.MUTED)}  # fmt: skip


def _line(place: int, statement: Row) -> dict[str, Any]:
    shares = list(statement["shares"].values())
    return {"type": "scatter", "mode": "lines", "x": [min(shares, default=0), max(shares, default=0)],
            "y": [place, place], "line": {"color": theme.HAIRLINE, "width": 6}, "hoverinfo": "skip",
            "showlegend": False}  # fmt: skip


def _points(
    places: Sequence[int], statements: Sequence[Row], code: str, name: str
) -> dict[str, Any]:
    told = [(s["shares"][code], place, s["counts"][code])
            for place, s in zip(places, statements, strict=True) if code in s["shares"]]  # fmt: skip
    symbol, colour = SIGNS.get(code, ("circle", theme.MUTED))
    return {"type": "scatter", "mode": "markers", "name": name, "x": [x for x, _, _ in told],
            "y": [y for _, y, _ in told], "customdata": [counts for _, _, counts in told],
            "marker": {"symbol": symbol, "size": 14, "color": colour},
            "hovertemplate": f"{name}: %{{customdata}} (%{{x:.0f}}{words.NBSP}%)<extra></extra>"}  # fmt: skip


def wrapped(text: str, width: int = 44) -> str:
    """Return a text in lines of about so many letters, for the labels of an axis."""
    lines: list[str] = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines)
