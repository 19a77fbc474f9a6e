"""The coding sheet of the person who asks: whose codes, filled from what holds, hints from the first words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import html

from dashboard import data, lesson_writing
from dashboard.components import lesson_coding as parts
from dashboard.lessons import Lesson
from dashboard.session import current_scope, current_user
from warehouse.lessons.taxonomy import categories, hints, taxonomy, types_of


def coder_of(lesson: Lesson, filters: Mapping[str, str]) -> int | None:
    """Return on whose behalf the person codes now: as the address says, else the own; None for nobody."""
    able = lesson_writing.coders(lesson)
    asked = filters.get("coder", "")
    if asked.isdecimal() and int(asked) in able:
        return int(asked)
    own = current_user().teacher_id
    return own if own in able else None


def sheet_of(lesson: Lesson, filters: Mapping[str, str], names: Mapping[int, str]) -> list[Any]:
    """Return the coding sheet, folded once it is complete; for the methodist with the choice of whose it is."""
    able = lesson_writing.coders(lesson)
    if not able or not lesson.tasks:
        return []
    choice = [(str(one), names[one]) for one in able] if current_scope().teachers is None else []
    coder = coder_of(lesson, filters)
    if coder is None:
        return [parts.nobody_yet(choice)]
    held = lesson.of(coder)
    drawn = parts.sheet(drawn_of(lesson, coder, names, choice))
    if not lesson.is_complete(held):
        return [drawn]
    return [html.Details([html.Summary("Исправить коды"), drawn], className="lesson-paste")]


def drawn_of(
    lesson: Lesson, coder: int, names: Mapping[int, str], choice: list[tuple[str, str]]
) -> parts.Sheet:
    """Return what the sheet of a coder shows."""
    groups = categories()
    short = {one.category: one.short_name for one in groups}
    held = lesson.of(coder)
    seen = lesson_writing.seen_of(held)
    own = current_user().teacher_id
    mine = "вы как педагог" if coder == lesson.teacher_id else "вы как наблюдатель"
    who = mine if coder == own else names.get(coder, "")
    return parts.Sheet(
        [(task.no, task.text, parts.hint_words(hints(task.text), short)) for task in lesson.tasks],
        held.codes if held else {},
        parts.options(groups, types_of(taxonomy(data.ledger()), lesson.subject)),
        {"lesson_id": lesson.lesson_id, "coder_id": coder}, seen, who,
        f"{current_user().login} {lesson.lesson_id} {coder} {seen}", choice,
    )  # fmt: skip
