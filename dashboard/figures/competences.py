"""The map of competences and the quadrants of self against observers: groups, or the teachers one may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import theme, words

TOP_LEVEL = 3
STEPS = 5
LONGEST_LABEL = 28
FEW = 6  # points that can all be named beside
GAP_STEP, GAP_STEPS = 15.0, 3  # hundredths of the scale from one tone of a gap to the next
UNKNOWN = "не указано"
# What a cell shows: of a group, of a teacher, and its name.
MEASURES = {
    "self": ("самооценка", "self_pct", "self_pct"),
    "expert": ("наблюдатели", "both_expert_pct", "expert_pct"),
    "gap": ("разрыв", "", "gap_points"),
}
LEVELS = ("не владею", "знаю", "применяю", "могу научить")
AGES = {"first_years": "до 35, первые три года", "under_35": "до 35 лет, опытнее", "35_44": "35–44 года",
        "45_54": "45–54 года", "55_plus": "55 лет и старше"}  # fmt: skip
VERDICTS = {
    "agreed": "согласовано",
    "unaware": "неосознаваемый дефицит",
    "underrated": "недооценка, ресурс",
    "": "наблюдений мало",
}


@dataclass(frozen=True)
class Shown:
    """What the map shows: a measure, and how far (in hundredths of the scale) a gap is agreement."""

    measure: str
    agreed: float = GAP_STEP


@dataclass(frozen=True)
class Cell:
    """One cell: its value (level 0–3, or the gap in hundredths of the scale), and of how many teachers."""

    value: float | None
    count: int
    is_hidden: bool
    tone: str


@dataclass(frozen=True)
class Grid:
    """Competences down by block, columns right: (key, name); cells by (competence, column key)."""

    rows: tuple[tuple[str, str, str], ...]
    columns: tuple[tuple[str, str], ...]
    cells: Mapping[tuple[str, str], Cell]


@dataclass(frozen=True)
class Place:
    """Where the quadrants end: how far a gap is agreement, what is low and high; shares of the scale."""

    gap: float
    low: float
    high: float


def group_name(kind: str, name: str) -> str:
    """Return how a group is called on screens."""
    if kind == "all":
        return "весь коллектив"
    if kind == "age":
        return AGES.get(name, UNKNOWN)
    return name or UNKNOWN


def group_grid(frame: pd.DataFrame, kind: str, show: Shown) -> Grid:
    """Return competence × group of a kind, the whole staff first; `frame` as `queries.competences.groups`."""
    shown = frame[frame["group_kind"].isin([kind, "all"])] if len(frame) else frame
    names = sorted(
        {name for k, name in _pairs(shown) if k == kind}, key=lambda n: (not n, _rank(n))
    )
    columns = [("all", group_name("all", "all"))]
    columns += [(name or "unknown", group_name(kind, name)) for name in names]
    cells = {}
    for row in shown.to_dict("records"):
        key = "all" if row["group_kind"] == "all" else row["group_name"] or "unknown"
        cells[row["competence_id"], key] = _group_cell(row, show)
    return Grid(_rows(shown), tuple(columns), cells)


def _pairs(frame: pd.DataFrame) -> set[tuple[str, str]]:
    return set(zip(frame["group_kind"], frame["group_name"], strict=True)) if len(frame) else set()


def _rank(name: str) -> tuple[int, str]:
    return (list(AGES).index(name), "") if name in AGES else (len(AGES), name)


def teacher_grid(frame: pd.DataFrame, show: Shown) -> Grid:
    """Return competence × teacher, names from А to Я; `frame` as `queries.competences.teachers`."""
    people = frame.drop_duplicates("teacher_id") if len(frame) else frame
    columns = [(str(row["teacher_id"]), row["full_name"]) for row in people.to_dict("records")]
    column = MEASURES[show.measure][2]
    values = [_known(value) for value in frame[column]] if len(frame) else []
    cells = {
        (row["competence_id"], str(row["teacher_id"])): _cell(value, show, int(value is not None))
        for row, value in zip(frame.to_dict("records"), values, strict=True)
    }
    return Grid(_rows(frame), tuple(columns), cells)


def beside(grid: Grid, other: Grid) -> Grid:
    """Return a grid with the columns of another one to its right."""
    rows = grid.rows or other.rows
    return Grid(rows, (*grid.columns, *other.columns), {**grid.cells, **other.cells})


def _rows(frame: pd.DataFrame) -> tuple[tuple[str, str, str], ...]:
    if frame.empty:
        return ()
    ordered = frame.drop_duplicates("competence_id").sort_values("position", kind="stable")
    columns = ("block_name", "competence_id", "competence_name")
    return tuple(zip(*(ordered[name] for name in columns), strict=True))


def _group_cell(row: Mapping[Any, Any], show: Shown) -> Cell:
    own, seen = _known(row["self_pct"]), _known(row["both_expert_pct"])
    if show.measure == "self":
        return _cell(own, show, int(row["self_count"]), bool(row["is_self_hidden"]))
    if show.measure == "gap" and seen is not None:
        seen = float(row["both_self_pct"]) - seen
    return _cell(seen, show, int(row["both_count"]), bool(row["is_both_hidden"]))


def _cell(value: float | None, show: Shown, count: int, is_hidden: bool = False) -> Cell:
    if show.measure == "gap":
        return Cell(value, count, is_hidden, gap_tone(value, show.agreed))
    level = None if value is None else value * TOP_LEVEL / 100
    return Cell(level, count, is_hidden, level_tone(level))


def _known(value: Any) -> float | None:
    return None if words.is_missing(value) else float(value)


def level_tone(level: float | None) -> str:
    """Return the name of a colour of a level 0–3: level-0 … level-4, none."""
    return "none" if level is None else f"level-{min(int(level / TOP_LEVEL * STEPS), STEPS - 1)}"


def gap_tone(points: float | None, agreed: float = GAP_STEP) -> str:
    """Return the name of a colour of a gap: warm where one sees oneself higher, cool where lower."""
    if points is None:
        return "none"
    beyond = abs(points) - agreed
    if beyond <= 0:
        return "uncertain"
    side = "short" if points > 0 else "enough"
    return f"{side}-{min(int(beyond / GAP_STEP) + 1, GAP_STEPS)}"


def group_points(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the points of groups for one competence; hidden groups have none."""
    return [
        _point(group_name(row["group_kind"], row["group_name"]), row["both_self_pct"], row["both_expert_pct"],
               f"{words.plural(int(row['both_count']), 'педагог', 'педагога', 'педагогов')}")
        for row in frame.to_dict("records") if not row["is_both_hidden"]
    ]  # fmt: skip


def competence_points(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the points of competences for one group; competences with too few teachers have none."""
    return [
        _point(row["competence_name"], row["both_self_pct"], row["both_expert_pct"],
               f"{words.plural(int(row['both_count']), 'педагог', 'педагога', 'педагогов')}")
        for row in frame.to_dict("records") if not row["is_both_hidden"]
    ]  # fmt: skip


def teacher_points(frame: pd.DataFrame, label: str) -> list[dict[str, Any]]:
    """Return the points of single teachers (`label` is full_name) or of a teacher's competences."""
    return [
        _point(row[label], row["self_pct"], row["expert_pct"],
               f"{words.plural(int(row['lessons_count']), 'урок', 'урока', 'уроков')}")
        for row in frame.to_dict("records") if not words.is_missing(row["gap_points"])
    ]  # fmt: skip


def _point(name: str, own: float, expert: float, of: str) -> dict[str, Any]:
    scale = TOP_LEVEL / 100
    return {"name": name, "self": float(own) * scale, "expert": float(expert) * scale, "of": of}


def zone(own: float, expert: float, place: Place) -> str:
    """Return the quadrant of a point in words; levels 0–3."""
    one, other = own / TOP_LEVEL, expert / TOP_LEVEL
    gap = round(one - other, 9)
    if max(one, other) <= place.low:
        return "низко у обоих: ИОМ"
    if min(one, other) >= place.high:
        return "высоко у обоих: наставник"
    return VERDICTS["agreed" if abs(gap) <= place.gap else "unaware" if gap > 0 else "underrated"]


def quadrants(
    points: Sequence[Mapping[str, Any]], own: Sequence[Mapping[str, Any]], place: Place
) -> dict[str, Any]:
    """Return the scatter of self (right) against observers (up); `own` is the person's, drawn as diamonds.

    The diamonds bear no names beside the staff's points of the same names: they would lie one over another.
    """
    traces = [_trace(points, theme.ACCENT, "circle", place)]
    if own:
        diamonds = _trace(own, theme.WARM, "diamond", place)
        traces.append({**diamonds, "mode": "markers"} if points else diamonds)
    axis = {
        "range": [-0.12, 3.12],
        "tickvals": [0, 1, 2, 3],
        "ticktext": list(LEVELS),
        "showgrid": False,
    }
    return {
        "data": traces,
        "layout": theme.layout(
            height=520,
            xaxis={**axis, "title": {"text": "Самооценка"}},
            yaxis={**axis, "title": {"text": "Наблюдатели"}, "tickangle": -90},
            shapes=_shapes(place),
            annotations=_zone_names(),
        ),
    }


def _trace(
    points: Sequence[Mapping[str, Any]], colour: str, symbol: str, place: Place
) -> dict[str, Any]:
    spots = _spots(points)
    names = [_label(spot, place, len(spots) <= FEW) for spot in spots]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [spot[0]["self"] for spot in spots],
        "y": [spot[0]["expert"] for spot in spots],
        "text": names,
        "textposition": [_side(spot[0], at) for at, spot in enumerate(spots)],
        "textfont": {"size": 12, "color": theme.INK},
        "customdata": [_told(spot, place) for spot in spots],
        "hovertemplate": "%{customdata}<extra></extra>",
        "cliponaxis": False,
        "marker": {"size": 12, "color": colour, "symbol": symbol,
                   "line": {"width": 1, "color": theme.SURFACE}},
    }  # fmt: skip


def _spots(points: Sequence[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """Return the points that fall on one spot together, so that no name lies over another."""
    spots: dict[tuple[float, float], list[Mapping[str, Any]]] = {}
    for point in points:
        spots.setdefault((round(point["self"], 2), round(point["expert"], 2)), []).append(point)
    return list(spots.values())


def _told(spot: Sequence[Mapping[str, Any]], place: Place) -> str:
    first = spot[0]
    values = (
        f"сам {words.number(first['self'], 1)}, наблюдатели {words.number(first['expert'], 1)} из 3"
    )
    names = "<br>".join(f"{p['name']} · {p['of']}" for p in spot)
    return f"{names}<br>{values}<br>{zone(first['self'], first['expert'], place)}"


def _label(spot: Sequence[Mapping[str, Any]], place: Place, is_few: bool) -> str:
    """Return the name beside a spot: of every one where there are few, else of those that stand apart."""
    is_apart = zone(spot[0]["self"], spot[0]["expert"], place) != VERDICTS["agreed"]
    more = f" +{len(spot) - 1}" if len(spot) > 1 else ""
    return f"{_short(str(spot[0]['name']))}{more}" if is_few or is_apart else ""


def _short(name: str) -> str:
    """Return a name that fits beside a point: «Белова А. И.», «Проектирование урока от…»."""
    parts = name.split()
    if len(parts) == 3 and all(part[:1].isupper() for part in parts):
        return f"{parts[0]} {parts[1][0]}. {parts[2][0]}."
    return name if len(name) <= LONGEST_LABEL else f"{name[:LONGEST_LABEL].rsplit(' ', 1)[0]}…"


def _side(point: Mapping[str, Any], at: int) -> str:
    """Return where the name stands: away from the right edge, neighbours above and below by turns."""
    side = "left" if point["self"] > 0.75 * TOP_LEVEL else "center"
    return f"{'top' if at % 2 == 0 else 'bottom'} {side}"


def _shapes(place: Place) -> list[dict[str, Any]]:
    """Return the band of agreement and the corners of both low and both high."""
    gap, low, high = (TOP_LEVEL * share for share in (place.gap, place.low, place.high))
    band = f"M 0 0 L {gap} 0 L 3 {3 - gap} L 3 3 L {3 - gap} 3 L 0 {gap} Z"
    line = {"color": theme.MUTED, "width": 1, "dash": "dot"}
    return [
        {"type": "path", "path": band, "fillcolor": theme.NEUTRAL, "line": {"width": 0}, "layer": "below"},
        {"type": "rect", "x0": 0, "y0": 0, "x1": low, "y1": low, "line": line, "layer": "below"},
        {"type": "rect", "x0": high, "y0": high, "x1": 3, "y1": 3, "line": line, "layer": "below"},
    ]  # fmt: skip


def _zone_names() -> list[dict[str, Any]]:
    names = [
        (0.04, -0.08, "низко у обоих: ИОМ", "left"),
        (2.98, 3.08, "высоко у обоих: наставник", "right"),
        (2.98, 0.1, "неосознаваемый дефицит", "right"),
        (0.04, 2.9, "недооценка, ресурс", "left"),
    ]
    font = {"size": 13, "color": theme.MUTED}
    return [
        {"x": x, "y": y, "text": text, "xanchor": side, "showarrow": False, "font": font}
        for x, y, text, side in names
    ]


def people_twin(grid: Grid) -> pd.DataFrame:
    """Return the map of teachers as a table: a row per teacher from А to Я, a column per competence."""
    records = []
    for key, full_name in grid.columns:
        record: dict[str, Any] = {"full_name": full_name}
        for _, competence, _ in grid.rows:
            cell = grid.cells.get((competence, key))
            record[f"column {competence}"] = cell.value if cell else None
        records.append(record)
    return pd.DataFrame(records)


def twin(grid: Grid) -> pd.DataFrame:
    """Return the map as a table: a row per competence, a column per group."""
    records = []
    for block, competence, name in grid.rows:
        record: dict[str, Any] = {"block_name": block, "competence_name": name}
        for key, _ in grid.columns:
            cell = grid.cells.get((competence, key))
            record[f"column {key}"] = cell.value if cell else None
        records.append(record)
    return pd.DataFrame(records)
