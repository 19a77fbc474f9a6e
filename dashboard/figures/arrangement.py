"""Classes × subjects put in order, so that trouble gathers in one corner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from dashboard import words
from dashboard.figures.measures import SMALL, Measure

UNKNOWN_LAST = 1e9


class Cell(NamedTuple):
    """A class × subject: the measure, the count above the line, the base, the not attested."""

    grade: int
    class_name: str
    subject: str
    value: float | None
    part: int | None
    whole: int
    not_attested: int
    small: int = SMALL

    @property
    def is_small(self) -> bool:
        """Tell whether the base is too small to lean on."""
        return 0 < self.whole < self.small


class Margin(NamedTuple):
    """A whole class or a whole subject: the measure and its counts."""

    name: str
    grade: int
    value: float | None
    part: int | None
    whole: int


@dataclass(frozen=True)
class Arrangement:
    """What the heatmap draws: subjects downwards and classes to the right, the hardest first.

    `missing` are the cells that should be there: the parallel has the subject, the class does not.
    """

    cells: dict[tuple[str, str], Cell]
    classes: list[Margin]
    subjects: list[Margin]
    missing: list[tuple[str, str]]
    markless: list[str]


def cells(frame: pd.DataFrame, measure: Measure, base: str, small: int = SMALL) -> list[Cell]:
    """Return the cells of a heatmap frame (columns of `queries.achievement.heatmap`).

    A base under `small` pupils is a small group.
    """
    if frame.empty:
        return []
    whole = "on_roll_count" if base == "on_roll" else "attested_count"
    parts = _listed(frame, measure.part) if measure.part else [None] * len(frame)
    names = ("grade", "class_name", "subject", measure.cell_column(base))
    before = [_listed(frame, name) for name in names]
    after = [_listed(frame, whole), _listed(frame, "not_attested_count")]
    return [Cell._make((*row, small)) for row in zip(*before, parts, *after, strict=True)]


def arrange(
    found: list[Cell], classes: pd.DataFrame, measure: Measure, base: str, order: str = "difficulty"
) -> Arrangement:
    """Return cells with their margins; `order` is difficulty or grade (classes by their names)."""
    columns = class_margins(classes, measure, base)
    markless = [c.name for c in columns if c.grade == 1 and c.value is None]
    drawn = [c for c in columns if c.name not in markless]
    if order == "difficulty":
        drawn.sort(key=_difficulty)
    rows = sorted(subject_margins(found, measure), key=_difficulty)
    by_place = {(c.subject, c.class_name): c for c in found}
    return Arrangement(by_place, drawn, rows, _missing(by_place, drawn), markless)


def class_margins(classes: pd.DataFrame, measure: Measure, base: str) -> list[Margin]:
    """Return the classes (columns of `queries.achievement.classes`) in the order of the frame."""
    if classes.empty:
        return []
    whole = "pupils_count" if base == "on_roll" else "attested_pupils_count"
    if not measure.class_part:
        whole = "pooled_marks_count"
    columns = [_listed(classes, name) for name in ("class_name", "grade")]
    columns += [_listed(classes, measure.class_column(base))]
    columns += [
        _listed(classes, measure.class_part) if measure.class_part else [None] * len(classes)
    ]
    wholes = [int(count or 0) for count in _listed(classes, whole)]
    return [Margin(*row) for row in zip(*columns, wholes, strict=True)]


def subject_margins(found: Iterable[Cell], measure: Measure) -> list[Margin]:
    """Return the subjects over all the classes shown, by marks."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for cell in found:
        if cell.value is not None:
            total = sums[cell.subject]
            total[0] += cell.part if cell.part is not None else cell.value * cell.whole
            total[1] += cell.whole
        else:
            sums[cell.subject]
    scale = 100.0 if measure.part else 1.0
    return [
        Margin(
            name, 0, scale * part / n if n else None, int(part) if measure.part else None, int(n)
        )
        for name, (part, n) in sums.items()
    ]


def hardest(found: Iterable[Cell], count: int = 5) -> list[Cell]:
    """Return the cells with the lowest measure, larger classes first; small groups are left out."""
    known = [c for c in found if c.value is not None and not c.is_small]
    return sorted(known, key=lambda c: (c.value, -c.whole, c.class_name, c.subject))[:count]


def _difficulty(margin: Margin) -> tuple[float, int, str]:
    return (UNKNOWN_LAST if margin.value is None else margin.value, margin.grade, margin.name)


def _missing(found: dict[tuple[str, str], Cell], classes: list[Margin]) -> list[tuple[str, str]]:
    taught = {(c.grade, c.subject) for c in found.values()}
    return [
        (subject, c.name)
        for c in classes
        for grade, subject in taught
        if grade == c.grade and (subject, c.name) not in found
    ]


def _listed(frame: pd.DataFrame, column: str) -> list[Any]:
    """Return a column as plain values, None for the unknown."""
    values = frame[column].tolist()
    return [None if words.is_missing(value) else value for value in values]
