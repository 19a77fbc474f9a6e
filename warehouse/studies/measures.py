"""What a lesson study measures of pupils and of its own work; nothing of it marks a teacher.

Predictions fulfilled, progress against the criterion and the share of agreed changes carried out are
measures of our own ([D] of the catalogue), after Dudley's workbook.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from warehouse.studies.shapes import LESSONS, LEVELS, Sheet, Study


@dataclass(frozen=True)
class Fulfilled:
    """How predictions about a case pupil came out: cells that observers judged, by 2, 1, 0.

    `scores` are what each observer says was achieved against the criterion, in order.
    """

    cells: int = 0
    met2: int = 0
    met1: int = 0
    met0: int = 0
    scores: tuple[int, ...] = ()

    @property
    def achieved(self) -> int | None:
        """What the pupil achieved: the median of observers, the lower one of two."""
        return self.scores[(len(self.scores) - 1) // 2] if self.scores else None


@dataclass(frozen=True)
class Changes:
    """How many changes were agreed for a next lesson, and what became of them."""

    agreed: int
    carried: int
    dropped: int


def fulfilled(sheets: Sequence[Sheet], level: str) -> Fulfilled:
    """Return how predictions about the pupil of a level came out over all sheets of a lesson."""
    said = [row[level].met for one in sheets for row in one.cells.values() if level in row]
    count = Counter(met for met in said if met is not None)
    scores = sorted(one.achieved[level] for one in sheets if level in one.achieved)
    return Fulfilled(count.total(), count[2], count[1], count[0], tuple(scores))


def by_lesson(study: Study) -> Mapping[int, Mapping[str, Fulfilled]]:
    """Return how predictions came out by lesson that has sheets, then level."""
    return {
        number: {level: fulfilled(study.sheets[number], level) for level in LEVELS}
        for number in LESSONS
        if study.sheets.get(number)
    }


def changes(study: Study) -> Changes:
    """Return what became of the changes agreed after lessons that have a next one."""
    said = [one for number in LESSONS[:-1] for one in study.talk(number).changes]
    count = Counter(one.outcome for one in said)
    return Changes(len(said), count["carried"], count["dropped"])
