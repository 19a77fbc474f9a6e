"""How communities do in a school year on a day: what was planned, what was held, who stands, what is next.

Everything here is of what holds now, typed a moment ago included; no query is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from dashboard.communities import Communities, Community
from etl.days import bounds, school_year_of
from warehouse.freshness import Term, school_days
from warehouse.studies.records import Study

KINDS = {"meetings": "meeting", "visits": "visit", "plan": "plan"}
WEEK = 7


@dataclass(frozen=True)
class Event:
    """Something that a community planned or did: a meeting, a visit, an item of its plan, a research lesson.

    `row` is its line, None for a lesson; `lesson` is (study, number) of one.
    """

    kind: str
    community_id: str
    planned_on: date | None
    held_on: date | None
    row: Mapping[str, Any] | None = None
    lesson: tuple[Study, int] | None = None

    @property
    def day(self) -> date:
        """The day it is told under: when it was held, else when it is planned for."""
        return self.held_on or self.planned_on or date.min

    def is_of(self, school_year: str) -> bool:
        """Tell whether it was planned for a year or held in it."""
        return any(
            school_year_of(one) == school_year for one in (self.planned_on, self.held_on) if one
        )


@dataclass(frozen=True)
class Moment:
    """The school year that a page speaks of and the day it is seen on.

    A year that is over is seen on its last day with anything held, for nobody may be said to stand since.
    """

    school_year: str
    day: date
    is_over: bool

    def is_due(self, event: Event) -> bool:
        """Tell whether an event was planned for this year and its day has come."""
        on = event.planned_on
        return (
            on is not None
            and school_year_of(on) == self.school_year
            and (self.is_over or on <= self.day)
        )

    def is_held(self, event: Event) -> bool:
        """Tell whether an event was held in this year."""
        on = event.held_on
        return on is not None and school_year_of(on) == self.school_year and on <= self.day

    def is_ahead(self, event: Event) -> bool:
        """Tell whether an event is still to come."""
        on = event.planned_on
        return not self.is_over and event.held_on is None and on is not None and on > self.day


@dataclass(frozen=True)
class Limits:
    """From when a community stands, which share of meetings is by plan, and the terms of school years."""

    stalled_weeks: float
    plan_pct: float
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class State:
    """A community at a moment: `events` are all it ever had."""

    community: Community
    events: tuple[Event, ...]
    at: Moment
    limits: Limits

    def due(self, *kinds: str) -> list[Event]:
        """Return what was planned up to the day."""
        return [one for one in self._of(kinds) if self.at.is_due(one)]

    def held(self, *kinds: str) -> list[Event]:
        """Return what was held in the year, planned or not."""
        return [one for one in self._of(kinds) if self.at.is_held(one)]

    def missed(self, *kinds: str) -> list[Event]:
        """Return what was planned up to the day and has not been held, the newest first."""
        missed = [one for one in self.due(*kinds) if one.held_on is None]
        return sorted(missed, key=lambda one: one.day, reverse=True)

    def ahead(self, *kinds: str) -> list[Event]:
        """Return what is planned for later, the nearest first."""
        return sorted(
            (one for one in self._of(kinds) if self.at.is_ahead(one)), key=lambda one: one.day
        )

    @cached_property
    def is_open(self) -> bool:
        """Tell whether the community works on the day."""
        return self.community.is_open(self.at.day)

    @cached_property
    def last_held(self) -> date | None:
        """The day of the last event held up to the day of the moment."""
        days = [one.held_on for one in self.events if one.held_on and one.held_on <= self.at.day]
        return max(days, default=None)

    @cached_property
    def weeks_silent(self) -> int:
        """Full school weeks since the last event held, or since it was founded; breaks do not count."""
        since = self.last_held or self.community.row["date_from"]
        return school_days(since, self.at.day, self.limits.terms) // WEEK if since else 0

    @cached_property
    def is_blank(self) -> bool:
        """Tell whether a community of an earlier year has nothing of this one yet, planned or held."""
        founded = self.community.row["date_from"]
        is_older = founded is None or school_year_of(founded) < self.at.school_year
        return (
            self.is_open
            and is_older
            and not any(one.is_of(self.at.school_year) for one in self.events)
        )

    @cached_property
    def is_stalled(self) -> bool:
        """Tell whether nothing has been held for too long; a year that nobody has begun is told as such."""
        return self.is_open and not self.is_blank and self.weeks_silent >= self.limits.stalled_weeks

    @cached_property
    def is_planned(self) -> bool:
        """Tell whether any meeting was planned up to the day."""
        return bool(self.due("meeting"))

    @cached_property
    def is_by_plan(self) -> bool:
        """Tell whether enough of the meetings planned up to the day were held, and it does not stand."""
        due = self.due("meeting")
        held = sum(one.held_on is not None for one in due)
        return bool(due) and not self.is_stalled and 100 * held >= self.limits.plan_pct * len(due)

    def _of(self, kinds: Sequence[str]) -> list[Event]:
        return [one for one in self.events if not kinds or one.kind in kinds]


def events_of(community: Community, studies: Iterable[Study]) -> list[Event]:
    """Return every event of a community with a day, in order of days."""
    own = community.community_id
    found = [
        Event(KINDS[row["register"]], own, row["date_from"], row["date_to"], row)
        for row in community.lines if row["register"] in KINDS
    ]  # fmt: skip
    found += [
        one for study in studies if study.cycle.community_id == own for one in _lessons(study)
    ]
    return sorted((one for one in found if one.day > date.min), key=lambda one: one.day)


def _lessons(study: Study) -> list[Event]:
    own, found = study.cycle.community_id, []
    for number in sorted({*study.plans, *study.starts}):
        start = study.starts.get(number)
        planned, held = study.plan(number).held_on, start.started_on if start else None
        found.append(Event("lesson", own, planned, held, lesson=(study, number)))
    return found


def years_of(found: Communities, events: Iterable[Event]) -> list[str]:
    """Return the school years that anything was planned for, held in or founded in, the newest first."""
    days = [day for one in events for day in (one.planned_on, one.held_on) if day]
    days += [one.row["date_from"] for one in found.all if one.row["date_from"]]
    return sorted({school_year_of(day) for day in days}, reverse=True)


def moment(asked: str, years: Sequence[str], events: Iterable[Event], today: date) -> Moment:
    """Return the moment of the year asked for, else of today's, else of the newest year that there is."""
    now = school_year_of(today)
    year = asked if asked in years else now if now in years or not years else years[0]
    first, last = bounds(year)
    if today <= last:
        return Moment(year, today, is_over=False)
    held = [one.held_on for one in events if one.held_on and first <= one.held_on <= last]
    return Moment(year, max(held, default=last), is_over=True)


def works_in(community: Community, school_year: str) -> bool:
    """Tell whether a community works on any day of a school year."""
    first, last = bounds(school_year)
    begun, ended = community.row["date_from"], community.row["date_to"]
    return (begun is None or begun <= last) and (ended is None or ended >= first)
