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
    """Who coded: the teacher of the lesson, or an observer; `key` is "" where nobody is named."""

    role: str
    key: str
    name: str


@dataclass(frozen=True)
class Coded:
    """What a cell of codes says: whose, which code ("" for none), where."""

    coder: Coder
    code: str
    place: Place


@dataclass
class Task:
    """One task: its text, where it stands and in which list of the file."""

    text: str
    place: Place
    block: int


@dataclass
class Lesson:
    """What a file says of a lesson; `said` are its texts by column of the tidy table.

    `tasks` go by number, `codes` by coder and number, `blocks` say in which list a code stood.
    """

    lesson_id: str
    teacher: Person
    held_on: date
    place: Place
    said: dict[str, Any] = field(default_factory=dict)
    tasks: dict[int, Task] = field(default_factory=dict)
    codes: dict[Coder, dict[int, Coded]] = field(default_factory=dict)
    blocks: dict[tuple[Coder, int], int] = field(default_factory=dict)

    def number(self, text: str, coders: list[Coder], block: int) -> int:
        """Return the number of a task that has none: that of its text, unless this very list had it already."""
        here = {
            no for coder in coders for no in self.tasks if self.blocks.get((coder, no)) == block
        }
        own = fold(text)
        alike = (no for no, task in self.tasks.items()
                 if own and fold(task.text) == own and no not in here and (coders or task.block != block))  # fmt: skip
        return next(alike, self.free_no())

    def free_no(self) -> int:
        """Return the number after the last task's."""
        return max(self.tasks, default=0) + 1

    def take(self, no: int, coded: Coded, block: int) -> bool:
        """Take a code; False where this person's code of the task is there already."""
        own = self.codes.setdefault(coded.coder, {})
        before = own.get(no)
        if before is None or not before.code:
            own[no] = coded
            self.blocks[coded.coder, no] = block
            return True
        return not coded.code

    def coders(self) -> list[Coder]:
        """Return who coded at least one task, in the order of the file."""
        return [coder for coder, own in self.codes.items() if any(one.code for one in own.values())]


def lesson_id(*said: str) -> str:
    """Return the id of a file's lesson: the same for the same teacher, day, class and subject."""
    folded = "|".join(map(fold, said))
    return f"f-{hashlib.md5(folded.encode(), usedforsecurity=False).hexdigest()[:KEY_LENGTH]}"


def teacher_key(whom: Person) -> str:
    """Return what two spellings of a teacher's name share."""
    return name_key(whom.name)
