"""Lesson studies as rows of the tables that publishing lays, made of their records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from warehouse.ledger import Ledger
from warehouse.studies.measures import by_lesson
from warehouse.studies.records import LESSONS, Study, studies
from warehouse.studies.steps import last_on, started_on, steps

Row = dict[str, Any]


def study_tables(ledger: Ledger, until: int | None = None) -> dict[str, list[Row]]:
    """Return the rows of `typed_lesson_studies`, `typed_study_steps`, `…_lessons`, `…_predictions` by table."""
    found = studies(ledger, until)
    return {
        "typed_lesson_studies": [{"school_id": ledger.school_id, **_cycle(one)} for one in found],
        "typed_study_steps": [row for one in found for row in _steps(one)],
        "typed_study_lessons": [row for one in found for row in _lessons(one)],
        "typed_study_predictions": [row for one in found for row in _predictions(one)],
    }


def _cycle(study: Study) -> Row:
    one = study.cycle
    names = ("study_id", "community_id", "school_year", "class_name", "subject", "focus")
    return {
        **{name: getattr(one, name) for name in names},
        "started_on": started_on(study),
        "last_on": last_on(study, date.max),
        "is_stopped": one.stopped_on is not None,
    }


def _steps(study: Study) -> Iterator[Row]:
    own = {"study_id": study.cycle.study_id}
    for one in steps(study):
        yield own | {"step_no": one.step_no, "is_done": one.is_done, "done_on": one.done_on}


def _lessons(study: Study) -> Iterator[Row]:
    for number in LESSONS:
        plan, start = study.plans.get(number), study.starts.get(number)
        if plan or start:
            yield {
                "study_id": study.cycle.study_id,
                "lesson_no": number,
                "planned_on": plan.held_on if plan else None,
                "held_on": start.started_on if start else None,
            }


def _predictions(study: Study) -> Iterator[Row]:
    for number, levels in by_lesson(study).items():
        for level, one in levels.items():
            yield {
                "study_id": study.cycle.study_id, "lesson_no": number, "level": level,
                "cells_count": one.cells, "met2_count": one.met2, "met1_count": one.met1,
                "met0_count": one.met0, "achieved": sum(one.scores), "achieved_count": len(one.scores),
            }  # fmt: skip
