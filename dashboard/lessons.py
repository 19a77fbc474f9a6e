"""Lessons with tasks as the person who asks may see them: records of the ledger over those of files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from dashboard import data, lesson_circles
from dashboard.lesson_circles import Circle
from dashboard.lesson_files import lessons_of_files
from dashboard.lesson_records import (
    CODES,
    KIND,
    OBSERVER,
    TEACHER,
    Coding,
    Lesson,
    Task,
    coding_of,
    in_order,
    lesson_of,
)
from dashboard.session import User, current_scope, current_user
from warehouse.amending import newest
from warehouse.staff.reference import teacher_persons

__all__ = ["CODES", "KIND", "OBSERVER", "TEACHER", "Coding", "Lesson", "Task", "lesson_of"]


def lessons() -> list[Lesson]:
    """Return the lessons that the person may see, the oldest first."""
    circles = lesson_circles.circles()
    return [one for one in every() if may_see(one, circles)]


def lesson(key: str) -> Lesson | None:
    """Return one lesson that the person may see; None for one that is not there or is closed."""
    found = next((one for one in every() if one.lesson_id == key), None)
    return found if found is not None and may_see(found, lesson_circles.circles()) else None


def every() -> list[Lesson]:
    """Return all lessons of the school, the oldest first: what only aggregates without names may show."""
    found = [one for one in _held() if not one.is_deleted]
    return sorted(found, key=lambda one: (one.held_on or date.min, one.lesson_id))


def is_taken(key: str) -> bool:
    """Tell whether some lesson has this id, seen or not, also one that was put away."""
    return newest(data.ledger(), KIND, key) is not None or any(
        one.lesson_id == key for one in _held()
    )


def may_see(lesson: Lesson, circles: Mapping[str, Circle], user: User | None = None) -> bool:
    """Tell whether the person may see a lesson: its teacher, its coders, its community, the methodist."""
    own = (user or current_user()).teacher_id
    if current_scope().teachers is None:
        return True
    if own is None:
        return False
    return own == lesson.teacher_id or lesson.of(own) is not None or is_within(lesson, circles, own)


def may_change(lesson: Lesson, circles: Mapping[str, Circle]) -> bool:
    """Tell whether the person may change a lesson: its teacher, its community, the methodist."""
    own = current_user().teacher_id
    if current_scope().teachers is None:
        return True
    return own is not None and (own == lesson.teacher_id or is_within(lesson, circles, own))


def is_within(lesson: Lesson, circles: Mapping[str, Circle], teacher_id: int) -> bool:
    """Tell whether a teacher is, or was on that day, of the community that the lesson belongs to."""
    circle = circles.get(lesson.community_id)
    return circle is not None and circle.has(teacher_id, lesson.held_on)


def role_of(lesson: Lesson, teacher_id: int) -> str:
    """Return as whom a person codes a lesson."""
    return TEACHER if teacher_id == lesson.teacher_id else OBSERVER


def _held() -> list[Lesson]:
    persons = {row["teacher_id"]: row["person_id"] for row in teacher_persons(data.ledger())}
    filed = {one.lesson_id: one for one in lessons_of_files()}
    codings: dict[str, dict[int, Coding]] = {
        key: {int(c.coder_id or 0): c for c in one.codings} for key, one in filed.items()
    }
    for record in data.ledger().records(CODES):
        lesson_id = record.key.rpartition("|")[0]
        coding = coding_of(record, persons)
        codings.setdefault(lesson_id, {})[int(coding.coder_id or 0)] = coding
    typed = {
        record.key: lesson_of(record, list(codings.get(record.key, {}).values()), persons)
        for record in data.ledger().records(KIND)
    }
    over = {
        key: replace(one, codings=in_order(list(codings[key].values()), one.teacher_id))
        for key, one in filed.items()
        if key not in typed
    }
    return [*typed.values(), *over.values()]
