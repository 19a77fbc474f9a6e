"""Lessons with tasks as the person who asks may see them: records of the ledger over those of files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from dashboard import data, lesson_circles
from dashboard.lesson_circles import Circle
from dashboard.session import User, current_scope, current_user
from etl.days import school_year_of
from warehouse.amending import newest
from warehouse.ledger import Record
from warehouse.staff.reference import teacher_persons

KIND, CODES = "lesson", "lesson_codes"
TEACHER, OBSERVER = "teacher", "observer"


@dataclass(frozen=True)
class Task:
    """A task of a lesson; `no` is its own for good, whatever place it takes."""

    no: str
    text: str


@dataclass(frozen=True)
class Coding:
    """The codes of one coder by the task's number: a type («2.5»), a category («2»); none is left out.

    `record_id` is None for codes of a file, `coder_id` where the file does not name the coder. `role` is
    teacher or observer.
    """

    coder_id: int | None
    role: str
    codes: Mapping[str, str]
    record_id: int | None = None


@dataclass(frozen=True)
class Lesson:
    """A lesson with its tasks in order and the codings of them, the teacher's first.

    `targets` are five shares that add up to 1; `record_id` is None for a lesson of a file.
    """

    lesson_id: str
    teacher_id: int
    community_id: str
    study_id: str
    study_lesson: int | None
    held_on: date | None
    class_name: str
    subject: str
    topic: str
    aim: str
    targets: tuple[float, ...] | None
    targets_on: date | None
    tasks: tuple[Task, ...]
    card: Mapping[str, Any] | None
    codings: tuple[Coding, ...]
    record_id: int | None = None
    made_by: str = ""
    is_deleted: bool = False

    @cached_property
    def year(self) -> str:
        """The school year of the lesson; "" without a day."""
        return school_year_of(self.held_on) if self.held_on else ""

    def uncoded(self, coding: Coding) -> list[int]:
        """Return the places, counted from 1, of the tasks that a coder left without a code."""
        return [at for at, task in enumerate(self.tasks, 1) if not coding.codes.get(task.no)]

    def is_complete(self, coding: Coding | None) -> bool:
        """Tell whether a coder has coded every task of a lesson that has any."""
        return coding is not None and bool(self.tasks) and not self.uncoded(coding)

    def of(self, coder_id: int | None) -> Coding | None:
        """Return the coding of a person."""
        known = (one for one in self.codings if one.coder_id is not None)
        return next((one for one in known if one.coder_id == coder_id), None)


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
    """Tell whether a teacher is now of the community that the lesson belongs to."""
    circle = circles.get(lesson.community_id)
    return circle is not None and teacher_id in circle.people


def role_of(lesson: Lesson, teacher_id: int) -> str:
    """Return as whom a person codes a lesson."""
    return TEACHER if teacher_id == lesson.teacher_id else OBSERVER


def _held() -> list[Lesson]:
    persons = {row["teacher_id"]: row["person_id"] for row in teacher_persons(data.ledger())}
    codings: dict[str, dict[int, Coding]] = {}
    for record in data.ledger().records(CODES):
        lesson_id = record.key.rpartition("|")[0]
        coding = coding_of(record, persons)
        codings.setdefault(lesson_id, {})[int(coding.coder_id or 0)] = coding
    return [
        lesson_of(record, list(codings.get(record.key, {}).values()), persons)
        for record in data.ledger().records(KIND)
    ]


def coding_of(record: Record, persons: Mapping[int, int]) -> Coding:
    """Return a record of codes."""
    said = record.payload
    coder = int(said["coder_id"])
    codes = {str(no): str(code) for no, code in said["codes"].items() if code}
    return Coding(persons.get(coder, coder), said["role"], codes, record.record_id)


def lesson_of(record: Record, codings: list[Coding], persons: Mapping[int, int]) -> Lesson:
    """Return a record of a lesson with its codings."""
    said = record.payload
    teacher = int(said["teacher_id"])
    teacher = persons.get(teacher, teacher)
    return Lesson(
        record.key, teacher, str(said.get("community_id") or ""), str(said.get("study_id") or ""),
        said.get("study_lesson"), _day(said.get("held_on")), str(said.get("class_name") or ""),
        str(said.get("subject_raw") or ""), str(said.get("topic") or ""), str(said.get("aim") or ""),
        tuple(said["targets"]) if said.get("targets") else None, _day(said.get("targets_on")),
        tuple(Task(str(task["no"]), str(task["text"])) for task in said.get("tasks") or ()),
        said.get("card"), in_order(codings, teacher), record.record_id, record.made_by,
        bool(said.get("is_deleted")),
    )  # fmt: skip


def in_order(codings: list[Coding], teacher_id: int) -> tuple[Coding, ...]:
    """Return codings with the roles they have now, the teacher's first, then by the coder's id."""
    told = [
        Coding(c.coder_id, TEACHER if c.coder_id == teacher_id else OBSERVER, c.codes, c.record_id)
        for c in codings
    ]
    return tuple(sorted(told, key=lambda c: (c.role != TEACHER, c.coder_id or 0)))


def _day(text: Any) -> date | None:
    return date.fromisoformat(str(text)[:10]) if text else None
