"""One lesson being read: its tasks by number, and the codes of each person who coded them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from etl.formats.matrix.people import Person
from etl.names import fold, name_key

Place = tuple[str, int, int]
KEY_LENGTH = 12


@dataclass(frozen=True)
class Coder:
    """Who coded: the teacher of the lesson, or an observer; two observers are told apart by `key`."""

    role: str
    key: str
    whom: Person


@dataclass
class Task:
    """One task: its text and where it stands."""

    text: str
    place: Place


@dataclass
class Lesson:
    """What a file says of a lesson; `said` are its texts by column of the tidy table.

    `tasks` go by number, `codes` by coder and number: (code, place). `refused` are the coders a second
    list of whom was passed over.
    """

    lesson_id: str
    teacher: Person
    held_on: date
    place: Place
    said: dict[str, Any] = field(default_factory=dict)
    tasks: dict[int, Task] = field(default_factory=dict)
    codes: dict[Coder, dict[int, tuple[str, Place]]] = field(default_factory=dict)
    refused: set[tuple[str, str]] = field(default_factory=set)

    def free_no(self) -> int:
        """Return the number after the last task's."""
        return max(self.tasks, default=0) + 1

    def numbers_of(self, text: str) -> list[int]:
        """Return the numbers of the tasks with this text."""
        own = fold(text)
        return [no for no, task in self.tasks.items() if own and fold(task.text) == own]


def lesson_id(*said: str) -> str:
    """Return the id of a file's lesson: the same for the same teacher, day, class and subject."""
    folded = "|".join(map(fold, said))
    return f"f-{hashlib.md5(folded.encode(), usedforsecurity=False).hexdigest()[:KEY_LENGTH]}"


def teacher_key(whom: Person) -> str:
    """Return what two spellings of a teacher's name share."""
    return name_key(whom.name)
