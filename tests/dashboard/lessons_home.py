"""A school of three teachers in code, a community of the first two, and lessons laid as the pages keep them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dashboard.session import User
from warehouse.home import Home
from warehouse.staff.people import add_teacher

NAMES = ("Белова Анна Игоревна", "Громова Вера Павловна", "Чужова Ольга Ильинична")
# The worked example of the taxonomy: N 10, n 8, fit 0.90, n/N 0.80, E 0.935.
EXAMPLE = ("1.1", "1.2", "1.2", "2.5", "2.5", "2.7", "3.2", "3.5", "4.2", "5.2")
TARGETS = [0.2, 0.3, 0.2, 0.1, 0.2]
DAY = "2026-10-12"


@dataclass
class School:
    """The home with the teachers' ids, the community, and the people who ask."""

    home: Home
    ids: tuple[int, ...]
    circle: str

    def teacher(self, at: int) -> User:
        """Return a teacher at the screen: 0 teaches, 1 is of the same community, 2 is a stranger."""
        return User(f"t{at}", NAMES[at], "teacher", frozenset(), self.ids[at])

    def lesson(self, key: str, codes: dict[int, Any] | None = None, **more: Any) -> None:
        """Lay a lesson of the first teacher; `codes` are those of coders by their place among the teachers."""
        said = {
            "teacher_id": self.ids[0], "community_id": self.circle, "study_id": "", "study_lesson": None,
            "held_on": DAY, "class_name": "7А", "subject_raw": "Алгебра", "topic": "Проценты", "aim": "",
            "targets": TARGETS, "targets_on": DAY, "card": None,
            "tasks": [{"no": str(no), "text": f"Задача {no}"} for no in range(1, 11)],
        } | more  # fmt: skip
        with self.home.ledger.transaction():
            self.home.ledger.add_record("lesson", key, said, NAMES[0])
            for at, given in (codes or {}).items():
                self.code(key, at, given)

    def code(self, key: str, at: int, codes: Any) -> None:
        """Lay the codes of a coder, in order of the tasks."""
        said = {"coder_id": self.ids[at], "role": "observer" if at else "teacher",
                "codes": {str(no): code for no, code in enumerate(codes, 1)}}  # fmt: skip
        self.home.ledger.add_record("lesson_codes", f"{key}|{self.ids[at]}", said, NAMES[at])


def lessons_school(home: Home) -> School:
    """Lay the teachers and their community into a home; nothing is published."""
    with home.ledger.transaction():
        for name in NAMES:
            card = {"full_name": name, "name_key": name.casefold(), "age_group": "35_44"}
            add_teacher(home.ledger, card, "тест")
        found = {
            r.payload["full_name"]: int(r.payload["teacher_id"])
            for r in home.ledger.records("staff")
        }
        ids = tuple(found[name] for name in NAMES)
        circle = {
            "register": "community",
            "title": "Читаем задачу",
            "teacher_id": ids[0],
            "date_from": "2026-09-01",
        }
        member = {
            "register": "members",
            "community_id": "c1",
            "teacher_id": ids[1],
            "date_from": "2026-09-01",
        }
        home.ledger.add_record("community_line", "c1", circle, "тест")
        home.ledger.add_record("community_line", "m1", member, "тест")
    return School(home, ids, "c1")
