"""When a class has its lessons: a week's plan, and the days it falls on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from etl.demo.people import Pupil
from etl.demo.roster import ClassYear
from etl.demo.subjects import Subject
from etl.demo.terms import lesson_days

WEEK = 5


@dataclass(frozen=True, order=True)
class Lesson:
    """One lesson of a subject: its day and its number among the subject's lessons of that day."""

    day: date
    slot: int


def part_of(subject: Subject, pupil: Pupil) -> str:
    """Return the part of the class a pupil has the subject with; empty for the whole class."""
    if subject.split == "group":
        return str(pupil.group)
    if subject.split == "sex":
        return "f" if pupil.is_female else "m"
    return ""


class Timetable:
    """The week of a class: for each subject and part, how many lessons on each weekday."""

    def __init__(self, klass: ClassYear, subjects: list[Subject], seed: int) -> None:
        self._klass = klass
        self._seed = seed
        self._load = [0.0] * WEEK
        rng = Random(f"{seed}/{klass.school_year}/{klass.name}/week")
        self._weeks = {
            (subject.name, part): self._place(subject, rng)
            for subject in sorted(subjects, key=lambda s: -s.hours)
            for part in {"group": "12", "sex": "fm"}.get(subject.split, ("",))
        }

    def lessons(self, subject: str, part: str, period: str) -> list[Lesson]:
        """Return the lessons held in a period; one in forty fell out."""
        week = self._weeks[subject, part]
        rng = Random(f"{self._seed}/{self._klass.name}/{subject}/{part}/{period}/held")
        return [
            Lesson(day, slot)
            for day in lesson_days(self._klass.school_year, period)
            for slot in range(week[day.weekday()])
            if rng.random() > 0.025
        ]

    def _place(self, subject: Subject, rng: Random) -> list[int]:
        """Spread the hours over the least laden days; two lessons of labour go together."""
        week = [0] * WEEK
        together = 2 if subject.split == "sex" and subject.hours > 1 else 1
        for _ in range(subject.hours // together):
            at = min(range(WEEK), key=lambda d: (week[d], self._load[d] + rng.random()))
            if week[at] == 0 and rng.random() < 0.06 and any(week):
                at = week.index(max(week))
            week[at] += together
            self._load[at] += together / (2 if subject.split else 1)
        return week
