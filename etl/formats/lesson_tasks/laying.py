"""Lessons that were read, laid into the tidy tables; what lacks a code is said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from etl.formats.findings import Findings
from etl.formats.lesson_tasks.lesson import Coded, Coder, Lesson
from etl.names import name_key, subject_key
from etl.tidy import Rows
from warehouse.communities.names import community_key

if TYPE_CHECKING:
    from etl.school import KnownCommunity

NO_TARGETS = (None,) * 5


def lay(lessons: Mapping[str, Lesson], rows: Rows, findings: Findings,
        communities: Mapping[str, KnownCommunity]) -> None:  # fmt: skip
    """Add the rows of every lesson; `communities` are those that the school has."""
    for number, lesson in enumerate(lessons.values(), 1):
        said = lesson.said
        key = community_key(said["community"]) if said["community"] else ""
        if key and key not in communities:
            findings.add(
                "community_unknown",
                *said["at"]["community"],
                value=said["community"],
            )
        teacher_no = rows.teacher(lesson.teacher.name, name_key(lesson.teacher.name))
        rows.add(
            "lesson_cards", number, lesson.lesson_id, teacher_no, key, lesson.held_on,
            said["class_name"], said["subject"], subject_key(said["subject"]), said["topic"],
            said["aim"], *(said["targets"] or NO_TARGETS), *lesson.place,
        )  # fmt: skip
        _lay_codes(number, lesson, rows, findings)


def _lay_codes(number: int, lesson: Lesson, rows: Rows, findings: Findings) -> None:
    """Add a row for each coder and task; where nobody coded, the teacher's without codes."""
    coders = lesson.coders()
    if not coders:
        findings.add("lesson_uncoded", *lesson.place, value=lesson.said["topic"])
        coders = [Coder("teacher", name_key(lesson.teacher.name), lesson.teacher.name)]
    for coder in coders:
        teacher_no = rows.teacher(coder.name, coder.key) if coder.key else None
        own = lesson.codes.get(coder, {})
        for no, task in sorted(lesson.tasks.items()):
            coded = own.get(no) or Coded(coder, "", task.place)
            if (
                lesson.coders()
                and not coded.code
                and not findings.is_told("code_unknown", *coded.place)
            ):
                value = f"{no}: {task.text[:60]}" if task.text else str(no)
                findings.add("task_uncoded", *coded.place, value=value)
            rows.add(
                "lesson_codes", number, coder.role, teacher_no, no, task.text,
                coded.code if "." in coded.code else "",
                int(coded.code[0]) if coded.code else None, *coded.place,
            )  # fmt: skip
