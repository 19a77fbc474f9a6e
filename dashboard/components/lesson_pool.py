"""Lessons as lines of a list, and lessons taken together: tasks added up, measures averaged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

FEWEST = 4  # lessons on both sides of «было — стало» together
MOVED = 0.05
FEW = 3
MEASURES = (
    ("fit", "Соответствие цели"),
    ("variety", "Разнообразие n/N"),
    ("evenness", "Равномерность E"),
)


@dataclass(frozen=True)
class Line:
    """A lesson in the list; `value` is None while it has no codes, `coder` says whose codes speak for it."""

    lesson_id: str
    day: Any
    teacher: str
    class_name: str
    subject: str
    topic: str
    tasks: int
    value: Any
    coder: str
    coders: int
    apart: int


@dataclass(frozen=True)
class Pool:
    """Lessons taken together: how many of them have codes, their tasks by group, the means of measures.

    A mean is over `…_of` lessons that have the measure, None where none has.
    """

    label: str
    lessons: int
    counts: tuple[int, ...]
    means: Mapping[str, float | None]
    of: Mapping[str, int]

    @property
    def tasks(self) -> int:
        """The coded tasks."""
        return sum(self.counts)

    @property
    def high(self) -> int:
        """The tasks of groups 3–5."""
        return sum(self.counts[2:])

    @property
    def shares(self) -> tuple[float, ...]:
        """The structure of all tasks together; zeros of none."""
        return tuple(count / self.tasks if self.tasks else 0.0 for count in self.counts)


def pool(values: Sequence[Any], label: str = "") -> Pool:
    """Return the values of lessons taken together: tasks are added up, measures are averaged over lessons."""
    counts = tuple(sum(value.counts[k] for value in values) for k in range(5))
    known = {
        name: [v for value in values if (v := getattr(value, name)) is not None]
        for name, _ in MEASURES
    }
    means = {name: fmean(found) if found else None for name, found in known.items()}
    return Pool(
        label, len(values), counts, means, {name: len(found) for name, found in known.items()}
    )


def moved(values: Sequence[Any]) -> tuple[str, float, float, int, int] | None:
    """Return the measure that changed most from the earlier half of lessons to the later one.

    (name, before, after, lessons before, lessons after), or None where there are too few lessons or no
    measure moved by MOVED. An odd lesson in the middle belongs to the earlier half.
    """
    found = []
    for name, label in MEASURES[:2]:
        known = [v for value in values if (v := getattr(value, name)) is not None]
        if len(known) < FEWEST:
            continue
        middle = (len(known) + 1) // 2
        before, after = fmean(known[:middle]), fmean(known[middle:])
        found.append((label, before, after, middle, len(known) - middle))
    largest = max(found, key=lambda one: abs(one[2] - one[1]), default=None)
    return largest if largest and abs(largest[2] - largest[1]) >= MOVED else None
