"""The seven steps of a lesson study from its records: done or not, on which day, what is missing, what is next.

The steps are those of `calendar.yaml`. A step is done when what it asks for is written; its day is the
day that the records tell of, and for a plan, which has no day of its own, the day it was first written
(or the lesson's, where the plan was typed in later).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from warehouse.studies.shapes import GROUP_SIZE, LESSONS, LEVELS, PARTS, Plan, Study, Talk

STEPS = (1, 2, 3, 4, 5, 6, 7)


@dataclass(frozen=True)
class Missing:
    """What a step lacks: a code, and the lesson that it lacks it of (None where of the whole cycle)."""

    code: str
    lesson_no: int | None = None


@dataclass(frozen=True)
class Step:
    """A step: whether it is done and when, else what is missing."""

    step_no: int
    done_on: date | None
    missing: tuple[Missing, ...]

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is missing."""
        return not self.missing


def steps(study: Study) -> tuple[Step, ...]:
    """Return the seven steps of a cycle in order."""
    return tuple(_step(number, study) for number in STEPS)


def step_now(found: Sequence[Step]) -> int:
    """Return the number of the first step that is not done; after the last one 8."""
    return next((one.step_no for one in found if not one.is_done), len(STEPS) + 1)


def done_count(found: Sequence[Step]) -> int:
    """Return how many steps are done."""
    return sum(one.is_done for one in found)


def is_finished(found: Sequence[Step]) -> bool:
    """Tell whether all steps are done."""
    return done_count(found) == len(STEPS)


def started_on(study: Study) -> date | None:
    """Return the day a cycle began: its first record's, or an earlier one that it tells of."""
    told = [study.cycle.made_on, *_days(study)]
    return min((one for one in told if one), default=None)


def last_on(study: Study, today: date) -> date | None:
    """Return the day of the last event of a cycle up to `today`."""
    return max(
        (one for one in (started_on(study), *_days(study)) if one and one <= today), default=None
    )


def ahead_on(study: Study, today: date) -> date | None:
    """Return the day of the next lesson that is planned for today or later and has not started."""
    planned = [one.held_on for number, one in study.plans.items() if number not in study.starts]
    return min((one for one in planned if one and one >= today), default=None)


def is_stalled(study: Study, today: date, weeks: float) -> bool:
    """Tell whether a cycle stands: unfinished, more than `weeks` without an event, no lesson ahead."""
    if study.cycle.stopped_on or is_finished(steps(study)) or ahead_on(study, today):
        return False
    last = last_on(study, today)
    return last is not None and today - last > timedelta(weeks=weeks)


def days_between(study: Study) -> dict[int, int]:
    """Return by lesson how many days passed since the one before it, of those that took place."""
    return {
        number: (study.starts[number].started_on - study.starts[number - 1].started_on).days
        for number in LESSONS[1:]
        if number in study.starts and number - 1 in study.starts
    }


# --- one by one -----------------------------------------------------------------------------------


def _step(number: int, study: Study) -> Step:
    missing = tuple(_missing(number, study))
    return Step(number, None if missing else _done_on(number, study), missing)


def _missing(number: int, study: Study) -> Iterator[Missing]:
    if number == 1:
        yield from _of_group(study)
    if number == 2:
        yield from _of_agreement(study)
    if number == 3:
        yield from plan_missing(study, 1)
    if number == 4:
        yield from lesson_missing(study, 1)
    if number == 5:
        yield from talk_missing(study, 1)
        yield from plan_missing(study, 2)
    if number == 6:
        yield from (*lesson_missing(study, 2), *talk_missing(study, 2), *plan_missing(study, 3))
        yield from (*lesson_missing(study, 3), *talk_missing(study, 3))
    if number == 7:
        yield from () if study.cycle.summary else (Missing("summary"),)
        yield from () if study.cycle.summary_on else (Missing("summary_on"),)


def _of_group(study: Study) -> Iterator[Missing]:
    least, most = GROUP_SIZE
    if not least <= len(study.cycle.members) <= most:
        yield Missing("members")
    if study.cycle.teachers[0] is None:
        yield Missing("teacher", 1)


def _of_agreement(study: Study) -> Iterator[Missing]:
    one = study.cycle
    said = {"rules": one.rules_agreed_on, "focus": one.focus, "class": one.class_name, "subject": one.subject,
            "case_pupils": all(one.case_pupils.get(level) for level in LEVELS)}  # fmt: skip
    yield from (Missing(code) for code, value in said.items() if not value)


def plan_missing(study: Study, lesson_no: int) -> Iterator[Missing]:
    """Return what the plan of a lesson lacks."""
    plan = study.plan(lesson_no)
    said = {
        "teacher": study.cycle.teachers[lesson_no - 1] is not None or lesson_no == 1,
        "held_on": plan.held_on,
        "objective": plan.objective,
        "criteria": all(plan.criteria.get(level) for level in LEVELS),
        "stages": plan.stages,
        "predictions": not plan.stages or all(_is_predicted(plan, level) for level in LEVELS),
        "questions": plan.questions,
    }
    yield from (Missing(code, lesson_no) for code, value in said.items() if not value)


def _is_predicted(plan: Plan, level: str) -> bool:
    return any(stage.predicted.get(level) for stage in plan.stages)


def lesson_missing(study: Study, lesson_no: int) -> Iterator[Missing]:
    """Return what a lesson lacks: its start, a sheet of an observer, the interviews after it."""
    interviews = study.talk(lesson_no).interviews
    said = {
        "start": lesson_no in study.starts,
        "sheet": study.sheets.get(lesson_no),
        "interviews": all(interviews.get(level) for level in LEVELS),
    }
    yield from (Missing(code, lesson_no) for code, value in said.items() if not value)


def talk_missing(study: Study, lesson_no: int) -> Iterator[Missing]:
    """Return what the discussion of a lesson lacks: its parts in their order, its day."""
    talk = study.talk(lesson_no)
    yield from (Missing(part, lesson_no) for part in PARTS if not talk.parts.get(part))
    if talk.discussed_on is None:
        yield Missing("discussed_on", lesson_no)


def _done_on(number: int, study: Study) -> date | None:
    one = study.cycle
    told = {
        1: [started_on(study)],
        2: [one.rules_agreed_on],
        3: [_planned_on(study.plan(1))],
        4: [_held_on(study, 1), study.talk(1).interview_on],
        5: [study.talk(1).discussed_on, _planned_on(study.plan(2))],
        6: [study.talk(3).discussed_on],
        7: [one.summary_on],
    }
    return max((day for day in told[number] if day), default=None)


def _held_on(study: Study, lesson_no: int) -> date | None:
    start = study.starts.get(lesson_no)
    return start.started_on if start else None


def _planned_on(plan: Plan) -> date | None:
    return min((day for day in (plan.made_on, plan.held_on) if day), default=None)


def _days(study: Study) -> Iterator[date]:
    """Return the days of all events that the records tell of, in no order."""
    one = study.cycle
    told = [one.rules_agreed_on, one.summary_on, one.presented_on]
    told += [_planned_on(plan) for plan in study.plans.values()]
    told += [start.started_on for start in study.starts.values()]
    told += [sheet.observed_on for sheets in study.sheets.values() for sheet in sheets]
    told += [day for talk in study.talks.values() for day in _talk_days(talk)]
    yield from (day for day in told if day)


def _talk_days(talk: Talk) -> tuple[date | None, date | None]:
    return talk.interview_on, talk.discussed_on
