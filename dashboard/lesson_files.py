"""Lessons with tasks that files brought, as the page reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard import data, words
from dashboard.lesson_records import Coding, Lesson, Task, in_order
from warehouse.queries import lesson_files as queries

TARGETS = tuple(f"target{k}" for k in range(1, 6))


def lessons_of_files() -> list[Lesson]:
    """Return the lessons of live files, by day."""
    cards = data.frame(queries.of_files)
    if cards.empty:
        return []
    tasks: dict[str, list[Mapping[Any, Any]]] = {}
    for row in data.frame(queries.file_tasks).to_dict("records"):
        tasks.setdefault(str(row["lesson_id"]), []).append(row)
    return [_lesson(row, tasks.get(row["lesson_id"], [])) for row in cards.to_dict("records")]


def _lesson(row: Mapping[Any, Any], tasks: list[Mapping[Any, Any]]) -> Lesson:
    shares = [row[name] for name in TARGETS]
    targets = (
        None if any(map(words.is_missing, shares)) else tuple(float(share) for share in shares)
    )
    teacher = int(row["teacher_id"])
    day = None if words.is_missing(row["held_on"]) else row["held_on"].date()
    place = f"лист «{row['sheet_name']}», строка{words.NBSP}{int(row['row_no']) + 1}"
    source = f"файл «{row['file_name']}», {place}; загрузил {row['accepted_by']}"
    texts = {str(int(task["task_no"])): str(task["task_text"]) for task in tasks}
    return Lesson(
        row["lesson_id"], teacher, row["community_id"], "", None, day, row["class_name"],
        row["subject_raw"], row["topic"], row["aim"], targets, None,
        tuple(Task(no, text) for no, text in texts.items()), None,
        in_order(_codings(tasks, teacher), teacher), None, source,
    )  # fmt: skip


def _codings(tasks: list[Mapping[Any, Any]], teacher: int) -> list[Coding]:
    """Return the codings of a file; the sheet of a teacher without a name is the lesson's teacher's own."""
    found: dict[tuple[int, str], dict[str, str]] = {}
    for task in tasks:
        coder = int(task["coder_id"]) or (teacher if task["role"] == "teacher" else 0)
        code = task["task_type"] or (
            "" if words.is_missing(task["category"]) else str(int(task["category"]))
        )
        if code:
            found.setdefault((coder, task["role"]), {})[str(int(task["task_no"]))] = code
    return [Coding(coder or None, role, codes) for (coder, role), codes in found.items()]
