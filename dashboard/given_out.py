"""Workbooks of communities and lessons that are given out: empty, or with what the person may see of them now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from dashboard import communities as held
from dashboard import data, lessons
from dashboard.lesson_records import TEACHER, Coding, Lesson
from dashboard.papers import community_forms, lesson_forms
from warehouse.communities.declared import COMMUNITY, community_registers
from warehouse.communities.reference import Row
from warehouse.lessons.taxonomy import aims, taxonomy
from warehouse.staff.strategies import strategies

Choices = Mapping[str, list[str]]
NO_TARGETS = (None,) * len(lesson_forms.TARGETS)
OF_COMMUNITIES, OF_LESSONS = "communities", "lessons"


def workbook(kind: str, school_year: str, choices: Choices, is_filled: bool) -> tuple[bytes, str]:
    """Return a workbook of a kind of `MAKERS` and its title.

    `choices` are the lists of teachers, classes, subjects and competences that the school has already.
    """
    content, title = MAKERS[kind](school_year, {**choices, **_own_choices()}, is_filled)
    return content, f"{title}: выгрузка" if is_filled else f"Шаблон: {title}"


def _own_choices() -> dict[str, list[str]]:
    ledger = data.ledger()
    return {
        "communities": [one.name for one in held.communities().all],
        "strategies": [one.name for one in strategies(ledger)],
        "aims": [one.aim_name for one in aims(ledger)],
        "types": [one.code for one in taxonomy(ledger)],
    }


def _communities(school_year: str, choices: Choices, is_filled: bool) -> tuple[bytes, str]:
    lines = community_lines() if is_filled else None
    return community_forms.communities_workbook(school_year, choices, lines), community_forms.TITLE


def community_lines() -> dict[str, list[dict[str, Any]]]:
    """Return the lines that the person may see by register, their people and communities by name."""
    found = held.communities()
    named = {one.community_id: one.name for one in found.all}
    rows = [*(one.row for one in found.all), *(row for name in community_registers()
            for row in found.of(name) if name != COMMUNITY)]  # fmt: skip
    lines: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        lines.setdefault(row["register"], []).append(_line(row, named, found.names))
    return lines


def _line(row: Row, named: Mapping[str, str], names: Mapping[int, str]) -> dict[str, Any]:
    return {
        **row,
        "teacher": names.get(row["teacher_id"] or 0, ""),
        "partner": names.get(row["partner_id"] or 0, ""),
        "people": [names[one] for one in row["people"] if one in names],
        "community": named.get(row["community_id"]) or row.get("community_raw", ""),
    }


def _lessons(school_year: str, choices: Choices, is_filled: bool) -> tuple[bytes, str]:
    if not is_filled:
        return lesson_forms.lessons_workbook(school_year, choices), lesson_forms.TITLE
    return lesson_forms.lessons_export(school_year, choices, lesson_rows()), lesson_forms.TITLE


def lesson_rows() -> list[dict[str, Any]]:
    """Return the lessons with tasks that the person may see: a row for a task and each who coded the lesson."""
    found = held.communities()
    named = {one.community_id: one.name for one in found.all}
    return [
        row
        for lesson in lessons.lessons()
        for coding in lesson.codings or (Coding(lesson.teacher_id, TEACHER, {}),)
        for row in _tasks(lesson, coding, found.names, named.get(lesson.community_id, ""))
    ]


def _tasks(
    lesson: Lesson, coding: Coding, names: Mapping[int, str], community: str
) -> Iterator[dict[str, Any]]:
    targets = lesson.targets or NO_TARGETS
    head = {
        "lesson_id": lesson.lesson_id, "teacher": names.get(lesson.teacher_id, ""), "held_on": lesson.held_on,
        "class_name": lesson.class_name, "subject_raw": lesson.subject, "topic": lesson.topic,
        "aim": lesson.aim, "community": community, "role": coding.role,
        "coder": names.get(coding.coder_id or 0, ""),
        **dict(zip(lesson_forms.TARGETS, targets, strict=True)),
    }  # fmt: skip
    for task in lesson.tasks:
        yield {
            **head,
            "task_no": task.no,
            "task_text": task.text,
            "code": coding.codes.get(task.no, ""),
        }


MAKERS: Mapping[str, Callable[[str, Choices, bool], tuple[bytes, str]]] = {
    OF_COMMUNITIES: _communities,
    OF_LESSONS: _lessons,
}
