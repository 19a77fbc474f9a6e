"""What a parser must know of the school: its terms, and which classes go by which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from etl.days import school_year_of, year_of
from etl.names import subject_key
from etl.seeds import seed
from warehouse.surveys.keys import Key, ready_keys
from warehouse.surveys.waves import Wave

ENOUGH = 0.8  # Jaccard share at which a range of dates is a term
LIKELY = 0.6  # and the one at which it may be taken for one unasked


@cache
def shipped_aliases() -> Mapping[str, str]:
    """Return the subjects that the seed knows, by the key of each spelling."""
    names = {subject_key(row["subject"]): row["subject"] for row in seed("subject_aliases")}
    return names | {subject_key(row["alias"]): row["subject"] for row in seed("subject_aliases")}


class Criterion(NamedTuple):
    """A criterion of observed lessons: its words folded, as printed, and its scale."""

    key: str
    name: str
    min_score: float
    max_score: float


@cache
def shipped_criteria() -> tuple[Criterion, ...]:
    """Return the criteria of observed lessons that the seed gives."""
    return tuple(criterion(row) for row in seed("observation_criteria"))


def criterion(row: Mapping[str, Any]) -> Criterion:
    """Return the criterion of a row with `criterion_name`, `min_score`, `max_score`."""
    name, scale = row["criterion_name"], (row["min_score"], row["max_score"])
    return Criterion(subject_key(name), name, *map(float, scale))


@cache
def shipped_competences() -> tuple[str, ...]:
    """Return the names of the competences that the seed gives."""
    return tuple(row["competence_name"] for row in seed("competences"))


@cache
def shipped_task_types() -> frozenset[str]:
    """Return the codes of the types of tasks that the seed gives."""
    return frozenset(row["code"] for row in seed("task_types"))


class KnownCommunity(NamedTuple):
    """A community that the school has: its name and the days it was founded and closed on."""

    name: str
    founded_on: date | None = None
    closed_on: date | None = None


class CalendarPeriod(NamedTuple):
    """One period of one school year under one system (quarters, halves, trimesters)."""

    school_year: str
    system: str
    period: str
    date_from: date
    date_to: date


class UsualPeriod(NamedTuple):
    """A period as it usually falls, for school years without terms of their own."""

    system: str
    period: str
    month_day_from: str
    month_day_to: str

    def of(self, school_year: str) -> CalendarPeriod:
        """Return the period with the dates of one school year."""
        days = (_day(self.month_day_from, school_year), _day(self.month_day_to, school_year))
        return CalendarPeriod(school_year, self.system, self.period, *days)


@dataclass(frozen=True)
class Surveys:
    """What a school knows of surveys: keys by survey_id, forms by signature (see warehouse/surveys/keys.py),
    and the waves that people named."""

    keys: Mapping[str, Key] = field(default_factory=ready_keys)
    forms: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    waves: Sequence[Wave] = ()


@dataclass
class School:
    """The calendar of a school and the system of each grade.

    `calendar` holds the school's own terms; a school year absent from it goes by `usual`. `enough` is
    the share of common days at which a range of dates is a term, `likely` the one at which it may be
    taken for a term where nobody can be asked. `aliases` are subjects by the key of a synonym,
    `own_codes` the codes and names by which outside files know the school, `other_codes` those of which
    somebody said that they are not ours; `class_numbers` are the (school year, grade, number) whose
    class somebody named. `teachers` are the names of the staff as printed, by their keys, `criteria`
    and `competences` those of its observed lessons, `registers` what a person said a table of the staff
    is, by its header; `task_types` are the codes of tasks, `communities` go by their folded names,
    `typed_lines` and `typed_lessons` are the keys of what was typed of them on pages; a teacher is meant to
    be in at most `groups_of_teacher_max` groups at once, a group to have `group_size` (least, most) people;
    what is said to be held after `today` is planned.
    """

    calendar: Sequence[CalendarPeriod]
    systems: dict[int, str]
    default_school_year: str
    usual: Sequence[UsualPeriod] = field(default_factory=lambda: usual_periods())
    enough: float = ENOUGH
    likely: float = LIKELY
    aliases: Mapping[str, str] = field(default_factory=shipped_aliases, repr=False)
    own_codes: frozenset[str] = frozenset()
    other_codes: frozenset[str] = frozenset()
    class_numbers: frozenset[tuple[str, int, int]] = frozenset()
    surveys: Surveys = field(default_factory=Surveys, repr=False)
    teachers: Mapping[str, str] = field(default_factory=dict, repr=False)
    criteria: Sequence[Criterion] = field(default_factory=shipped_criteria, repr=False)
    competences: Sequence[str] = field(default_factory=shipped_competences, repr=False)
    registers: Mapping[str, str] = field(default_factory=dict, repr=False)
    task_types: frozenset[str] = field(default_factory=shipped_task_types, repr=False)
    communities: Mapping[str, KnownCommunity] = field(default_factory=dict, repr=False)
    typed_lines: frozenset[str] = frozenset()
    typed_lessons: frozenset[str] = frozenset()
    groups_of_teacher_max: int = 2
    group_size: tuple[int, int] = (3, 5)
    today: date = field(default_factory=date.today, compare=False)
    _terms: dict[tuple[str, int], list[CalendarPeriod]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @classmethod
    def default(cls, today: date | None = None) -> School:
        """Return a school that has entered nothing yet: the terms and systems of the seeds."""
        systems = {int(row["grade"]): row["system"] for row in seed("period_systems")}
        day = today or date.today()
        return cls(_dated_periods(), systems, school_year_of(day), today=day)

    def periods(self, school_year: str, grade: int) -> list[CalendarPeriod]:
        """Return the terms of a grade's system in one school year, and `year`, by first day."""
        system = self.systems.get(grade, "quarters")
        own = [p for p in self.calendar if (p.school_year, p.system) == (school_year, system)]
        usual = (p.of(school_year) for p in self.usual if p.system == system)
        return sorted(own or usual, key=lambda p: (p.date_from, p.date_to))

    def terms(self, school_year: str, grade: int) -> list[CalendarPeriod]:
        """Return the terms of a grade without the whole year."""
        return [p for p in self.periods(school_year, grade) if p.period != "year"]

    def fits(
        self, school_year: str, grade: int, date_from: date, date_to: date
    ) -> list[tuple[str, float]]:
        """Return (period, Jaccard share of days) of the grade's periods, best fit first."""
        fits = [(p.period, jaccard((date_from, date_to), (p.date_from, p.date_to)))
                for p in self.periods(school_year, grade)]  # fmt: skip
        return sorted(fits, key=lambda fit: -fit[1])

    def period_of_range(
        self, school_year: str, grade: int, date_from: date, date_to: date
    ) -> str | None:
        """Return the period that a range of dates is (Jaccard ≥ 0.8), or None."""
        period, share = self.fits(school_year, grade, date_from, date_to)[0]
        return period if share >= self.enough else None

    def best_period(self, school_year: str, grade: int, date_from: date, date_to: date) -> str:
        """Return the period that fits a range of dates best, however badly."""
        return self.fits(school_year, grade, date_from, date_to)[0][0]

    def subject(self, printed: str) -> str:
        """Return what two names of one subject share: its canonical name, or else its key."""
        key = subject_key(printed)
        return self.aliases.get(key, key)

    def in_break(self, school_year: str, grade: int, day: date) -> bool:
        """Say whether a day lies outside every term of the grade."""
        key = (school_year, grade)
        if key not in self._terms:
            self._terms[key] = self.terms(school_year, grade)
        return not any(p.date_from <= day <= p.date_to for p in self._terms[key])


def usual_periods() -> list[UsualPeriod]:
    """Return the periods that the seed gives for every year."""
    rows = (row for row in seed("school_periods") if not row["school_year"])
    return [UsualPeriod(*list(row.values())[1:]) for row in rows]


def jaccard(one: tuple[date, date], other: tuple[date, date]) -> float:
    """Return days in both ranges over days in either; ends are inclusive."""
    both = (min(one[1], other[1]) - max(one[0], other[0])).days + 1
    either = (one[1] - one[0]).days + (other[1] - other[0]).days + 2 - max(both, 0)
    return max(both, 0) / either


def _dated_periods() -> list[CalendarPeriod]:
    rows = (row for row in seed("school_periods") if row["school_year"])
    return [UsualPeriod(*list(row.values())[1:]).of(row["school_year"]) for row in rows]


def _day(month_day: str, school_year: str) -> date:
    month, day = map(int, month_day.split("-"))
    return date(year_of(month, school_year), month, day)
