"""Who sat a work and what they wrote: points by task, the mark they give, the journal's mark beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Any

from etl.demo.achievement import PeriodMarks, period_marks, stays
from etl.demo.roster import ClassYear
from etl.demo.seeds import settings, table


@dataclass(frozen=True)
class Task:
    """A task of a work: its code, the most points for it, its level, what it checks ("" unknown)."""

    code: str
    most: int
    level: str
    skill: str = ""
    block: str = ""


@dataclass(frozen=True)
class Paper:
    """A work: of which grade, in which school year, its tasks.

    `period` is the one whose mark stands beside as that of the journal.
    """

    subject: str
    grade: int
    school_year: str
    tasks: tuple[Task, ...]
    period: str

    @property
    def spring(self) -> int:
        """Return the calendar year in which the school year ends."""
        return int(self.school_year[:4]) + 1


@dataclass(frozen=True)
class Answers:
    """A participant: `cells` as printed («X» for a task not begun), `points` by task."""

    code: int
    class_name: str
    cells: tuple[Any, ...]
    points: tuple[int, ...]
    mark: int
    journal_mark: int

    @property
    def is_absent(self) -> bool:
        """Tell whether the participant did not come."""
        return not self.points


def paper_of(row: dict[str, Any], school_year: str) -> Paper:
    """Return a work of `data/works.toml`."""
    checks = {line["task"]: (line["skill"], line["block"]) for line in table("skills")
              if (line["subject"], line["grade"]) == (row["subject"], str(row["grade"]))}  # fmt: skip
    tasks = (said.split(":") for said in row["tasks"])
    found = tuple(Task(code, int(most), level, *checks[code]) for code, most, level in tasks)
    period = row.get("period", settings("works")["journal_period"])
    return Paper(row["subject"], row["grade"], school_year, found, period)


@lru_cache(maxsize=64)
def marks_of(klass: ClassYear, seed: int) -> PeriodMarks:
    """Return the period marks of a class, kept while its works are written."""
    return period_marks(klass, seed)


def sit(paper: Paper, classes: Sequence[ClassYear], seed: int) -> list[Answers]:
    """Return the participants of a work, class by class; codes begin with the grade they are in."""
    found: list[Answers] = []
    for klass in classes:
        marks = marks_of(klass, seed)
        rng = Random(f"{seed}/{klass.school_year}/{klass.name}/{paper.subject}/{paper.grade}/work")
        for seat in klass.seats:
            mark = marks.get((seat.pupil.no, paper.subject, paper.period), "")
            if mark.isdigit() and stays(seat, paper.period):
                code = klass.grade * 10000 + len(found) + 1
                found.append(_answers((paper, klass, rng), code, int(mark)))
    return found


def _answers(sitting: tuple[Paper, ClassYear, Random], code: int, journal: int) -> Answers:
    paper, klass, rng = sitting
    if rng.random() < settings("works")["absent_share"]:
        return Answers(code, klass.name, ("",) * len(paper.tasks), (), 0, journal)
    cells = tuple(_cells(sitting, _knows(paper, klass, journal, rng)))
    points = tuple(0 if cell == "X" else cell for cell in cells)
    return Answers(code, klass.name, cells, points, mark_of(paper, sum(points)), journal)


def _knows(paper: Paper, klass: ClassYear, journal: int, rng: Random) -> int:
    """Return the mark that a pupil's knowledge is worth, whatever the journal says."""
    story = settings("works")
    place = {"year": klass.school_year, "class": klass.name, "subject": paper.subject}
    low = [row["share"] for row in story["low"]
           if (row["subject"], row["grade"]) == (paper.subject, paper.grade)]  # fmt: skip
    if low and journal == 3 and rng.random() < low[0]:
        return 2
    return max(2, journal - 1) if place in story["raised"] else journal


def _cells(sitting: tuple[Paper, ClassYear, Random], knows: int) -> Iterator[Any]:
    paper, klass, rng = sitting
    story = settings("works")
    unskilled = {row["skill"]: row["chance"] for row in story["unskilled"]
                 if (row["year"], row["subject"], row["grade"])
                 == (paper.school_year, paper.subject, paper.grade)}  # fmt: skip
    for task in paper.tasks:
        chance = story["chance"][str(knows)] - story["harder"][task.level]
        chance = unskilled.get(task.skill, chance)
        place = {"year": klass.school_year, "class": klass.name, "subject": paper.subject}
        if {**place, "task": task.code} in story["unsolved"]:
            chance = 0.0
        got = sum(rng.random() < chance for _ in range(task.most))
        yield "X" if not got and rng.random() < story["skipped_share"] else got


def mark_of(paper: Paper, points: int) -> int:
    """Return the mark for points."""
    share = points / sum(task.most for task in paper.tasks)
    borders: list[float] = settings("works")["borders"]
    return 2 + sum(share >= border for border in borders)
