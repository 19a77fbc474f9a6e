"""The map of deficits: tasks or skills down, classes right, each cell judged by its level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import words

STEP, STEPS = 10.0, 3
LEVELS = {"Б": "базовый", "П": "повышенный", "В": "высокий"}


@dataclass(frozen=True)
class Limits:
    """Between which two percentages the verdict is uncertain: below the first a task falls short."""

    short: float
    enough: float


@dataclass(frozen=True)
class Cell:
    """One cell: the completion, its verdict (enough, uncertain, short, '') and the counts behind it."""

    row: str
    class_name: str
    value: float | None
    verdict: str
    participants: int
    is_small: bool
    tone: str
    points: float = 0.0
    possible: float = 0.0
    digits: int = 0


@dataclass(frozen=True)
class Row:
    """A task or a skill: how it is named, of which level, its cell of the grade and that of others."""

    key: str
    skill: str
    level: str
    max_points: float | None
    whole: Cell
    beside: float | None
    is_system: bool = False
    not_attempted: int = 0


@dataclass(frozen=True)
class Grid:
    """Rows in the order of the work, classes in theirs ('' last), cells by (row, class)."""

    rows: tuple[Row, ...]
    classes: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]

    @property
    def short(self) -> list[Row]:
        """The rows whose grade falls short, the lowest first."""
        found = [row for row in self.rows if row.whole.verdict == "short"]
        return sorted(found, key=lambda row: row.whole.value or 0)

    def short_of(self, class_name: str) -> list[Cell]:
        """The cells of a class that fall short."""
        own = (self.cells.get((row.key, class_name)) for row in self.rows)
        return [cell for cell in own if cell is not None and cell.verdict == "short"]


def tone(value: float | None, verdict: str, limits: Limits | None) -> str:
    """Return the name of a colour: short-1 … short-3, uncertain, enough-1 … enough-3, none.

    The further from its own threshold, the stronger: 50 % of a basic task is short, of a high one enough.
    """
    if value is None or limits is None or not verdict:
        return "none"
    if verdict == "uncertain":
        return verdict
    distance = limits.short - value if verdict == "short" else value - limits.enough
    return f"{verdict}-{min(int(distance / STEP) + 1, STEPS)}"


def digits_of(value: float | None, verdict: str, limits: Limits | None) -> int:
    """Return how many digits after the comma tell the truth: 56.7 % falls short, «57» would not."""
    if value is None or limits is None or not verdict:
        return 0
    told = round(value)
    of_told = "enough" if told >= limits.enough else "short" if told < limits.short else "uncertain"
    return int(of_told != verdict)


def task_grid(
    frame: pd.DataFrame,
    limits: Mapping[str, Limits],
    beside: Mapping[str, float],
    small: int,
) -> Grid:
    """Return the map of tasks; `frame` as `queries.deficits.tasks`, `limits` by level, `beside` by task."""
    rows: dict[str, Row] = {}
    cells: dict[tuple[str, str], Cell] = {}
    for record in frame.to_dict("records"):
        own = limits.get(record["level"])
        key = record["task_code"]
        cells[key, record["class_name"]] = _cell(
            record, key, (record["class_name"], ""), own, small
        )
        whole = _cell(record, key, ("", "grade_"), own, small)
        row = Row(key, record["skill"], record["level"], record["max_points"], whole, beside.get(key),
                  not_attempted=int(record["grade_not_attempted_count"]))  # fmt: skip
        _keep(rows, row)
    return Grid(tuple(rows.values()), classes_of(frame), cells)


def skill_grid(frame: pd.DataFrame, beside: Mapping[str, float], small: int) -> Grid:
    """Return the map of skills; `frame` as `queries.deficits.skills`, `beside` by skill.

    A skill's tasks may be of several levels, so it is judged by how many of them fall short: most of
    them make a system deficit, some an uncertain one.
    """
    rows: dict[str, Row] = {}
    cells: dict[tuple[str, str], Cell] = {}
    for record in frame.to_dict("records"):
        key, name = record["skill"], record["class_name"]
        cells[key, name] = _skill_cell(record, (name, ""), small)
        whole = _skill_cell(record, ("", "grade_"), small)
        is_system = bool(record["grade_is_system_deficit"])
        _keep(rows, Row(key, record["block"], "", None, whole, beside.get(key), is_system))
    return Grid(tuple(rows.values()), classes_of(frame), cells)


def skills_beside(tasks: pd.DataFrame, others: pd.DataFrame) -> dict[str, float]:
    """Return the completion of each skill among others, its tasks pooled by points as our own are.

    `tasks` as `queries.deficits.tasks`, `others` the rows of one group of `queries.deficits.outside`. A
    group that does not say how many answered is taken to have answered every task alike. A skill with a
    task that the group does not tell is left out: pooled without it, it would be another skill.
    """
    if tasks.empty or others.empty:
        return {}
    own = tasks[tasks["skill"] != ""].drop_duplicates("task_code")
    both = own[["task_code", "skill", "max_points"]].merge(
        others[["task_code", "completion_pct", "participants_count"]], "left", "task_code"
    )
    possible = both["max_points"] * both["participants_count"].astype(float).fillna(1)
    both = both.assign(possible=possible, got=possible * both["completion_pct"])
    full = both.groupby("skill").filter(lambda of: bool(of["completion_pct"].notna().all()))
    sums = full.groupby("skill")[["got", "possible"]].sum()
    known = sums[sums["possible"] > 0]
    return dict(zip(known.index, (known["got"] / known["possible"]).astype(float), strict=True))


def _keep(rows: dict[str, Row], row: Row) -> None:
    """Keep a row with the grade that most wrote the work in: a class of another grade may stand in a file."""
    kept = rows.get(row.key)
    if kept is None or row.whole.participants > kept.whole.participants:
        rows[row.key] = row


def classes_of(frame: pd.DataFrame) -> tuple[str, ...]:
    """Return the classes of a frame: 5А before 10А, '' last."""
    found = set(frame["class_name"]) if len(frame) else set()
    return tuple(sorted(found, key=lambda name: (name == "", len(name), name)))


def _cell(
    record: Mapping[Any, Any], key: str, of: tuple[str, str], limits: Limits | None, small: int
) -> Cell:
    class_name, prefix = of
    value, verdict = _known(record[f"{prefix}completion_pct"]), record[f"{prefix}verdict"]
    count = int(record[f"{prefix}participants_count"])
    colour = tone(value, verdict, limits)
    points = float(record[f"{prefix}points_sum"])
    possible = float(record["max_points"]) * count
    digits = digits_of(value, verdict, limits)
    return Cell(
        key, class_name, value, verdict, count, count < small, colour, points, possible, digits
    )


def _skill_cell(record: Mapping[Any, Any], of: tuple[str, str], small: int) -> Cell:
    class_name, prefix = of
    short, judged = record[f"{prefix}short_tasks_count"], record[f"{prefix}judged_tasks_count"]
    count = int(record[f"{prefix}participants_count"])
    value = _known(record[f"{prefix}completion_pct"])
    verdict = skill_verdict(int(short), int(judged))
    colour = {"short": "short-2", "enough": "enough-2"}.get(verdict, verdict or "none")
    points, possible = (float(record[f"{prefix}points_{name}"]) for name in ("sum", "possible"))
    return Cell(
        record["skill"], class_name, value, verdict, count, count < small, colour, points, possible
    )


def skill_verdict(short: int, judged: int) -> str:
    """Return short where most of the judged tasks fall short, uncertain where some do, '' where none is judged."""
    if not judged:
        return ""
    return "short" if 2 * short > judged else "uncertain" if short else "enough"


def _known(value: Any) -> float | None:
    return None if words.is_missing(value) else float(value)


def hardest_classes(grid: Grid) -> tuple[list[str], int]:
    """Return the classes with most rows short, and how many; '' counts where no class is named."""
    counted = [name for name in grid.classes if name] or list(grid.classes)
    counts = {name: len(grid.short_of(name)) for name in counted}
    most = max(counts.values(), default=0)
    return [name for name, count in counts.items() if count == most], most


def twin(grid: Grid, other: str) -> pd.DataFrame:
    """Return the map as a table: a row per task or skill, a column per class, the grade, the others."""
    records = []
    for row in grid.rows:
        record: dict[str, Any] = {"row": row.key, "level": LEVELS.get(row.level, ""),
                                  "max_points": row.max_points, "skill": row.skill}  # fmt: skip
        for name in grid.classes:
            cell = grid.cells.get((row.key, name))
            record[f"class {name}"] = cell.value if cell else None
        record |= {
            "whole": row.whole.value,
            "is_short": "да" if row.whole.verdict == "short" else "",
        }
        records.append(record | ({"beside": row.beside} if other else {}))
    return pd.DataFrame(records)


def spread(frame: pd.DataFrame) -> list[tuple[str, int]]:
    """Return how many got what of a task, in order: «не приступали», 0, 1 … «не проходили».

    `frame` as `queries.deficits.task_points`, of the classes that are meant.
    """
    counts: dict[tuple[int, float], int] = {}
    rank = {"not_attempted": 0, "answered": 1, "not_taught": 2}
    for record in frame.to_dict("records"):
        points = record["points"] if record["state"] == "answered" else 0.0
        key = (rank[record["state"]], float(points))
        counts[key] = counts.get(key, 0) + int(record["participants_count"])
    names = {0: "не приступали", 2: "не проходили"}
    return [(names.get(state, words.trimmed(points)), counts[state, points])
            for state, points in sorted(counts)]  # fmt: skip


def by_variant(frame: pd.DataFrame, max_points: float) -> list[tuple[str, float, int]]:
    """Return (variant, completion, participants) of a task; nothing where there is one variant only."""
    could = frame[frame["state"] != "not_taught"] if len(frame) else frame
    found = []
    for variant, own in could.groupby("variant") if len(could) else ():
        count = int(own["participants_count"].sum())
        earned = float((own["points"].fillna(0) * own["participants_count"]).sum())
        found.append((str(variant), 100 * earned / (max_points * count), count))
    return found if len(found) > 1 else []


def marks_total(classes: pd.DataFrame) -> dict[str, Any]:
    """Return the sums of the classes of a work (`queries.assessments.classes`) with their shares."""
    counts = ("listed_count", "participants_count", "marked_count", "mark5_count", "mark4_count",
              "mark3_count", "mark2_count", "pointed_count")  # fmt: skip
    total: dict[str, Any] = {name: int(classes[name].sum()) for name in counts}
    pointed = total["pointed_count"]
    points = float(classes["points_sum"].sum()) / pointed if pointed else None
    return total | shares_of(total) | {"class_name": "Всего", "average_total_points": points}


def shares_of(row: Mapping[str, Any]) -> dict[str, float | None]:
    """Return успеваемость, качество and the mean mark from the counts of marks."""
    marked = row["marked_count"]
    if not marked:
        return {"passed_pct": None, "quality_pct": None, "average_mark": None}
    marks: Sequence[int] = [row[f"mark{n}_count"] for n in (5, 4, 3, 2)]
    mean = sum(weight * count for weight, count in zip((5, 4, 3, 2), marks, strict=True)) / marked
    return {
        "passed_pct": 100 * (marked - marks[3]) / marked,
        "quality_pct": 100 * (marks[0] + marks[1]) / marked,
        "average_mark": mean,
    }
