"""What a lesson study says besides its records: measures so far, what lies ahead, where a form stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard import data, words
from dashboard import study_words as say
from dashboard.studies import Shown
from warehouse.studies.measures import Changes, by_lesson, changes
from warehouse.studies.shapes import Study
from warehouse.studies.steps import days_between


@dataclass(frozen=True)
class Made:
    """What a cycle has measured so far: predictions (met, said), changes, days between lessons."""

    predictions: tuple[int, int]
    changes: Changes
    days: dict[int, int]


def made(study: Study) -> Made:
    """Return the measures of a cycle."""
    cells = [one for levels in by_lesson(study).values() for one in levels.values()]
    met, said = sum(one.met2 for one in cells), sum(one.cells for one in cells)
    return Made((met, said), changes(study), days_between(study))


def step_of(form_name: str) -> int:
    """Return the step that a form stands in: of `plan-2` the fifth."""
    what, _, number = form_name.partition("-")
    if number not in ("", "1"):
        return 5 if form_name == "plan-2" else 6
    return STEP_OF[what]


STEP_OF = {
    "group": 1,
    "agreement": 2,
    "plan": 3,
    "interviews": 4,
    "talk": 5,
    "outcomes": 5,
    "summary": 7,
}


def ahead(shown: Shown) -> str:
    """Return what lies ahead of a cycle, or what comes if nothing is done."""
    day = shown.ahead_on
    if not shown.is_running:
        return "Впереди уроков нет"
    if day is not None:
        number = next(n for n, plan in sorted(shown.study.plans.items()) if plan.held_on == day)
        return f"{say.lesson(number).capitalize()} назначен на {words.day(day)}"
    late = [n for n, plan in shown.study.plans.items()
            if n not in shown.study.starts and plan.held_on and plan.held_on < shown.world.today]  # fmt: skip
    if late:
        n = min(late)
        was = words.day(shown.study.plan(n).held_on)
        return f"{say.lesson(n).capitalize()} был назначен на {was}: отметьте, что он прошёл, или перенесите"
    if shown.is_stalled or shown.last_on is None:
        return "Следующий урок не назначен"
    left = int(7 * shown.world.weeks) - (shown.world.day - shown.last_on).days
    days = words.plural(left + 1, "день", "дня", "дней")
    return f"Урок не назначен: без событий через {days} исследование будет считаться застрявшим"


def lesson_values(study_id: str, lesson_no: int) -> Iterator[str]:
    """Yield the lessons with tasks that were written down of a research lesson, by their ids."""
    for record in data.ledger().records("lesson"):
        said = record.payload
        if (said.get("study_id"), said.get("study_lesson")) == (
            study_id,
            lesson_no,
        ) and not said.get("is_deleted"):
            yield record.key
