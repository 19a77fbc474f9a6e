"""A lesson with its tasks and codings, as records of the ledger hold it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from dashboard import data, words
from etl.days import school_year_of
from warehouse.ledger import Record

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

    `targets` are five shares that add up to 1; `record_id` is None for a lesson of a file; `source` says in
    words where it is from.
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
    source: str = ""
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
        said.get("card"), in_order(codings, teacher), record.record_id,
        f"записал урок: {record.made_by}, {words.moment(data.local(record.made_at))}",
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
