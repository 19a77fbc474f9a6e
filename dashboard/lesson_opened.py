"""The form of a lesson filled from where it stands: a lesson, a research lesson of a cycle, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dashboard import data, lesson_circles, lesson_writing, words
from dashboard.components import lesson_form as parts
from dashboard.lessons import Lesson
from dashboard.session import current_scope, current_user
from warehouse.amending import newest
from warehouse.lessons.taxonomy import aims, categories


def drawn(key: str, found: Lesson | None, filters: Mapping[str, str]) -> parts.Drawn:
    """Return the form of a lesson, or of a new one under a key."""
    said = said_of(found) if found else begun(filters)
    seen = found.record_id if found else None
    numbers = {task.no for task in found.tasks} if found else set()
    numbers |= {no for coding in (found.codings if found else ()) for no in coding.codes}
    target = {
        "key": key, "seen": seen, "next_no": max((int(no) for no in numbers), default=0) + 1,
        "study_id": found.study_id if found else filters.get("study", ""),
        "study_lesson": found.study_lesson if found else _number(filters.get("n", "")),
    }  # fmt: skip
    own = found.of(current_user().teacher_id) if found else None
    rows = [
        {"no": task.no, "text": task.text, "code": own.codes.get(task.no, "") if own else ""}
        for task in (found.tasks if found else ())
    ]
    teachers, sees_all = teacher_options(), current_scope().teachers is None
    return parts.Drawn(
        "Изменить урок" if found else "Новый урок", said, rows, target,
        f"{current_user().login} {key} {seen}", f"/lesson/{key}" if found else "/lessons",
        teachers, circle_options(said.get("community", "")),
        [(one.aim_id, one.aim_name) for one in aims(data.ledger())],
        [one.short_name for one in categories()], teachers if sees_all else (),
        found.card if found else None,
    )  # fmt: skip


def said_of(lesson: Lesson) -> dict[str, str]:
    """Return the fields of a lesson that stands."""
    aim = aim_id(lesson.aim)
    own = bool(lesson.aim) and not aim
    shares = lesson.targets or ()
    return {
        "teacher": str(lesson.teacher_id), "held_on": lesson.held_on.isoformat() if lesson.held_on else "",
        "class": lesson.class_name, "subject": lesson.subject, "topic": lesson.topic,
        "community": lesson.community_id, "aim": lesson_writing.OWN_AIM if own else aim,
        "aim_text": lesson.aim if own else "", "coder": str(lesson.teacher_id),
        **{f"t{k}": percents(share) for k, share in enumerate(shares, 1)},
    }  # fmt: skip


def begun(filters: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a new lesson: the own name and today, or what a cycle says of its lesson."""
    own = current_user().teacher_id
    said = {"teacher": str(own or ""), "held_on": date.today().isoformat(), "coder": str(own or "")}
    study = newest(data.ledger(), "lesson_study", filters.get("study", ""))
    if study is None:
        return {**said, "community": filters.get("community", "")}
    n = _number(filters.get("n", "")) or 1
    taught = newest(data.ledger(), "research_lesson", f"{study.key}|{n}")
    teachers = study.payload.get("teachers") or []
    teacher = teachers[n - 1] if n <= len(teachers) else own
    return {
        **said, "teacher": str(teacher or ""), "community": str(study.payload.get("community_id") or ""),
        "class": str(study.payload.get("class_name") or ""),
        "subject": str(study.payload.get("subject") or ""), "topic": str(study.payload.get("focus") or ""),
        **({"held_on": taught.payload["held_on"]} if taught and taught.payload.get("held_on") else {}),
    }  # fmt: skip


def teacher_options() -> list[tuple[str, str]]:
    """Return whose lessons the person may write down: all for the methodist, else of the own communities."""
    known = lesson_writing.names()
    own = current_user().teacher_id
    if current_scope().teachers is None:
        return [(str(one), name) for one, name in known.items()]
    near = {
        own,
        *(p for c in lesson_circles.circles().values() if own in c.people for p in c.people),
    }
    return [(str(one), name) for one, name in known.items() if one in near]


def circle_options(held: str) -> list[tuple[str, str]]:
    """Return the communities that a lesson may be of."""
    own, sees_all = current_user().teacher_id, current_scope().teachers is None
    return [
        (key, circle.title) for key, circle in lesson_circles.circles().items()
        if sees_all or own in circle.people or key == held
    ]  # fmt: skip


def differing(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return what two payloads of a lesson say differently in words: (what, mine, theirs)."""
    return [
        (label, worded(name, mine.get(name)), worded(name, theirs.get(name)))
        for name, label in parts.LABELS.items()
        if (mine.get(name) or None) != (theirs.get(name) or None)
    ]


def worded(name: str, value: Any) -> str:
    """Return a value of a lesson's payload for a person."""
    if not value:
        return ""
    if name == "teacher_id":
        return lesson_writing.names().get(value, "")
    if name == "held_on":
        return words.day(date.fromisoformat(value))
    if name == "community_id":
        circle = lesson_circles.circles().get(value)
        return circle.title if circle else ""
    if name == "targets":
        return " · ".join(words.percent(100 * share) for share in value)
    if name == "tasks":
        return "; ".join(f"{at}. {task['text']}" for at, task in enumerate(value, 1))
    return aim_name(value) if name == "aim" else "да" if value is True else str(
        value.get("file_name", "") if isinstance(value, dict) else value)  # fmt: skip


def aim_id(aim: str) -> str:
    """Return the preset that an aim is, by its id or by its name as a file has it; "" for one's own words."""
    return next((one.aim_id for one in aims(data.ledger())
                 if aim and aim.casefold() in (one.aim_id, one.aim_name.casefold())), "")  # fmt: skip


def aim_name(aim: str) -> str:
    """Return the name of a preset aim, or the aim in the teacher's own words."""
    return next((one.aim_name for one in aims(data.ledger()) if one.aim_id == aim), aim)


def percents(share: float) -> str:
    """Return a share as the field of the form shows it: 0.125 → «12,5»."""
    return words.trimmed(100 * share)


def _number(text: str) -> int | None:
    return int(text) if text in ("1", "2", "3") else None
