"""What the codes of a lesson come to, and whose codes the person who asks may look at now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.lessons import TEACHER, Coding, Lesson
from dashboard.session import current_user
from warehouse.lessons.agreement import Agreement, agreement
from warehouse.lessons.value import Value, lesson_value

TWO = 2


@dataclass(frozen=True)
class Valued:
    """A lesson as one coder sees it."""

    lesson: Lesson
    coding: Coding
    value: Value


def value_of(lesson: Lesson, coding: Coding) -> Value | None:
    """Return the value of a lesson by one coder; None where no task of it has a code."""
    codes = [coding.codes.get(task.no, "") for task in lesson.tasks]
    return lesson_value(codes, lesson.targets)


def shown_codings(lesson: Lesson, *, is_asked: bool = False) -> list[Coding]:
    """Return the codings that the person may look at, the teacher's first.

    Codes of others stay hidden from the teacher, and from who has begun to code the lesson, until the own
    coding is complete; from who may still code it until two are, so that agreement is honest. `is_asked`:
    the person does not code it and asked to see, or only the structure is shown and no code.
    """
    own = current_user().teacher_id
    mine = lesson.of(own)
    if mine is not None:
        return list(lesson.codings) if lesson.is_complete(mine) else [mine]
    if own == lesson.teacher_id:
        return []
    done = [coding for coding in lesson.codings if lesson.is_complete(coding)]
    is_open = is_asked or own is None or len(done) >= TWO
    return list(lesson.codings) if is_open else []


def hidden_count(lesson: Lesson, shown: Sequence[Coding]) -> int:
    """Return how many codings are not shown yet."""
    return len(lesson.codings) - len(shown)


def main_of(lesson: Lesson, codings: Sequence[Coding], role: str = "") -> Valued | None:
    """Return a lesson by the coder whose codes speak for it: of a role, else the teacher, else the fullest."""
    of_role = [coding for coding in codings if not role or coding.role == role]
    order = sorted(
        of_role, key=lambda c: (len(lesson.uncoded(c)), c.role != TEACHER, c.coder_id or 0)
    )
    for coding in order:
        value = value_of(lesson, coding)
        if value is not None:
            return Valued(lesson, coding, value)
    return None


def agreements(lesson: Lesson, codings: Sequence[Coding]) -> list[tuple[Coding, Coding, Agreement]]:
    """Return how far every two coders agree, over the tasks that both coded."""
    texts = {task.no: task.text for task in lesson.tasks}
    pairs = [(a, b) for at, a in enumerate(codings) for b in codings[at + 1 :]]
    return [(a, b, agreement(a.codes, b.codes, texts)) for a, b in pairs]
