"""What people typed of lessons and their tasks, as rows of the tables that publishing lays."""

from __future__ import annotations

from typing import Any

from warehouse.ledger import Ledger, Record
from warehouse.reference import iso_day
from warehouse.subjects import subject_key

Row = dict[str, Any]
LESSON, CODES = "lesson", "lesson_codes"
TARGETS = tuple(f"target{number}" for number in range(1, 6))


def typed_lesson_cards(ledger: Ledger, until: int | None = None) -> list[Row]:
    """Return the typed lessons: the payload of a record `lesson` under its lesson_id."""
    return [{"school_id": ledger.school_id, **card_row(r)} for r in ledger.records(LESSON, until)]


def card_row(record: Record) -> Row:
    """Return a record `lesson` as a row of `typed_lesson_cards`, but for the school."""
    said = record.payload
    texts = ("community_id", "study_id", "class_name", "subject_raw", "topic", "aim")
    targets = said.get("targets") or [None] * len(TARGETS)
    return {
        "lesson_id": record.key,
        "is_deleted": bool(said.get("is_deleted")),
        "teacher_id": int(said["teacher_id"]),
        **{name: str(said.get(name) or "") for name in texts},
        "study_lesson": said.get("study_lesson"),
        "held_on": iso_day(said.get("held_on")),
        "subject_key": subject_key(str(said.get("subject_raw") or "")),
        **dict(zip(TARGETS, targets, strict=True)),
        "targets_on": iso_day(said.get("targets_on")),
    }


def typed_lesson_tasks(ledger: Ledger, until: int | None = None) -> list[Row]:
    """Return the tasks of typed lessons in their order."""
    return [
        {"lesson_id": r.key, "task_no": int(task["no"]), "task_text": str(task.get("text") or "")}
        for r in ledger.records(LESSON, until)
        if not r.payload.get("is_deleted")
        for task in r.payload.get("tasks") or ()
    ]


def typed_lesson_codes(ledger: Ledger, until: int | None = None) -> list[Row]:
    """Return what people coded: a record `lesson_codes` holds the codes of one coder, «2.5» or «2» by task."""
    return [
        {
            "lesson_id": r.key.rsplit("|", 1)[0],
            "coder_id": int(r.payload["coder_id"]),
            "role": r.payload["role"],
            "task_no": int(number),
            "task_type": code if "." in code else "",
            "category": int(code.split(".")[0]),
        }
        for r in ledger.records(CODES, until)
        if not r.payload.get("is_deleted")
        for number, code in sorted(r.payload["codes"].items())
        if code
    ]
