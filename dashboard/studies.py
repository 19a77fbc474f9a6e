"""Lesson studies gathered for the screen: always from the ledger, so that what is typed is there at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dashboard import community_seen, data, words
from dashboard.communities import Communities, Community
from dashboard.community_seen import Seen
from dashboard.session import current_user, may
from dashboard.study_words import PREDICTED_LATE
from dashboard.survey_texts import school_names
from etl.days import bounds, school_year_of
from warehouse.staff.reference import teacher_persons
from warehouse.studies import records
from warehouse.studies.measures import Changes, changes
from warehouse.studies.shapes import Cycle, Study
from warehouse.studies.sheets import changed_since_start
from warehouse.studies.steps import (
    Step,
    ahead_on,
    done_count,
    is_finished,
    is_stalled,
    last_on,
    started_on,
    step_now,
    steps,
)
from warehouse.surveys.phrases import pieces
from warehouse.thresholds import threshold

STUDY_ID = re.compile(r"[0-9a-f]{32}")
WEEKS = "study_stalled_weeks"
ALL = "all"


@dataclass(frozen=True)
class World:
    """What stands around lesson studies on a day: communities, names of teachers, whose spelling is whose.

    `day` is the day that sentences are true on: today, or the last one with records of a programme that is over.
    """

    communities: Communities
    persons: Mapping[int, int]
    today: date
    day: date
    weeks: float

    @property
    def as_of(self) -> str:
        """On which day sentences are true."""
        told = f"на {words.day(self.day)}"
        return told if self.day == self.today else f"{told}, последний день с{words.NBSP}записями"

    def person(self, teacher_id: int | None) -> int | None:
        """Return the person that a teacher's id leads to."""
        return None if teacher_id is None else self.persons.get(teacher_id, teacher_id)

    def name(self, teacher_id: int | None) -> str:
        """Return a teacher's name."""
        return self.communities.name(self.person(teacher_id))

    def community(self, cycle: Cycle) -> Community | None:
        """Return the community of a cycle, None where it is of none."""
        return self.communities.by_id.get(cycle.community_id)


@dataclass(frozen=True)
class Shown:
    """A cycle as the screen shows it on a day."""

    study: Study
    world: World

    @property
    def cycle(self) -> Cycle:
        """The cycle itself."""
        return self.study.cycle

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The seven steps."""
        return steps(self.study)

    @property
    def now(self) -> int:
        """The number of the step that goes on; 8 after the last."""
        return step_now(self.steps)

    @property
    def done(self) -> int:
        """How many steps are done."""
        return done_count(self.steps)

    @property
    def is_finished(self) -> bool:
        """Tell whether all steps are done."""
        return is_finished(self.steps)

    @property
    def is_running(self) -> bool:
        """Tell whether the work goes on: neither finished nor stopped."""
        return not self.is_finished and self.cycle.stopped_on is None

    @cached_property
    def is_stalled(self) -> bool:
        """Tell whether nothing has happened for too long and nothing lies ahead."""
        return is_stalled(self.study, self.world.day, self.world.weeks)

    @property
    def last_on(self) -> date | None:
        """The day of the last event."""
        return last_on(self.study, self.world.day)

    @property
    def ahead_on(self) -> date | None:
        """The day of the next lesson."""
        return ahead_on(self.study, self.world.day)

    @property
    def school_year(self) -> str:
        """The school year of the cycle, by its beginning where nobody has said."""
        return self.cycle.school_year or school_year_of(started_on(self.study) or self.world.today)

    @property
    def community(self) -> str:
        """The name of its community, "" where it is of none."""
        one = self.world.community(self.cycle)
        return one.name if one else ""


def world(today: date | None = None) -> World:
    """Return what stands around lesson studies on a day (today by default)."""
    seen = community_seen.seen(today)
    persons = {row["teacher_id"]: row["person_id"] for row in teacher_persons(data.ledger())}
    weeks = threshold(data.ledger(), WEEKS)
    return World(seen.found, persons, seen.today, day_of(seen), weeks)


def day_of(seen: Seen) -> date:
    """Return the day that sentences are true on.

    Today while the school year has anything planned or written; else the last day with records: after the
    programme has ended, a cycle has not stood still for the years that nobody kept records in.
    """
    events = [one for own in seen.events.values() for one in own]
    held = [one.held_on for one in events if one.held_on and one.held_on <= seen.today]
    held += [day for one in seen.studies if (day := last_on(one, seen.today))]
    known = [*held, *(one.planned_on for one in events if one.planned_on)]
    known += [plan.held_on for one in seen.studies for plan in one.plans.values() if plan.held_on]
    goes_on = not known or max(known) >= bounds(school_year_of(seen.today))[0]
    return seen.today if goes_on or not held else max(held)


def every(seen: World) -> list[Shown]:
    """Return all cycles, the newest first."""
    found = [Shown(one, seen) for one in records.studies(data.ledger())]
    return sorted(
        found, key=lambda one: (-(one.last_on or date.min).toordinal(), one.cycle.study_id)
    )


def newest_year(found: Iterable[Shown]) -> str:
    """Return the newest school year of the cycles: what the board shows unless it is asked otherwise."""
    return max((one.school_year for one in found), default="")


def chosen(found: Iterable[Shown], filters: Mapping[str, str]) -> list[Shown]:
    """Return the cycles that the filters `community` and `year` leave."""
    community, year = filters.get("community", ""), filters.get("year", "")
    return [
        one
        for one in found
        if community in ("", one.cycle.community_id) and year in ("", ALL, one.school_year)
    ]


def of_community(community_id: str) -> list[Shown]:
    """Return the cycles of a community, the newest first."""
    return chosen(every(world()), {"community": community_id})


def opened(study_id: str) -> Study | None:
    """Return the cycle under an id; an empty one that nobody has begun yet, None for what is no id."""
    found = records.study(data.ledger(), study_id)
    is_new = found is None and STUDY_ID.fullmatch(study_id)
    return Study(Cycle(study_id)) if is_new and not _is_taken(study_id) else found


def _is_taken(study_id: str) -> bool:
    return bool(records.held_under(data.ledger(), records.STUDY, study_id))


def may_edit(study: Study, seen: World) -> bool:
    """Tell whether the person may write: those who keep the registers, the group and its community.

    A new cycle may be begun by every teacher.
    """
    own = seen.person(current_user().teacher_id)
    if may("staff") or own is None:
        return may("staff")
    one, community = study.cycle, seen.community(study.cycle)
    group = {seen.person(member) for member in (*one.members, *one.teachers)}
    return (
        one.record_id is None
        or own in group
        or bool(community and own in community.members(seen.today))
    )


def doubt(study: Study, lesson_no: int) -> str:
    """Return what makes the comparison of a held lesson with its predictions less than certain, "" for nothing."""
    start = study.starts.get(lesson_no)
    if start and start.made_on and start.made_on > start.started_on:
        return f"● Урок внесли позже, {words.day(start.made_on)}."
    is_late = changed_since_start(data.ledger(), study.cycle.study_id, lesson_no)
    return f"▲ {PREDICTED_LATE}" if is_late else ""


def names_in(texts: Iterable[str]) -> list[str]:
    """Return the words of texts that look like names of the school's people."""
    if not data.is_published():
        return []
    known = school_names(data.version())
    return sorted({word for text in texts for word, is_name in pieces(text, known) if is_name})


def agreed(found: Iterable[Shown]) -> Changes:
    """Return what became of the changes that groups agreed on, over several cycles."""
    each = [changes(one.study) for one in found]
    return Changes(
        *(sum(getattr(one, name) for one in each) for name in ("agreed", "carried", "dropped"))
    )
