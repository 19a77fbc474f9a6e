"""Workbooks of communities: a sheet for every register, and lessons with their tasks as a flat list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from etl.demo.layouts.workbook import Workbook
from warehouse.communities.declared import community_registers

Line = Mapping[str, Any]
HEAD = 2
LESSON = ("Учитель", "Дата урока", "Класс", "Предмет", "Тема", "Цель урока", "Сообщество", "№", "Задача",
          "Код учителя", "Код наблюдателя", "Наблюдатель", *(f"Доля {number}" for number in range(1, 6)))  # fmt: skip


def write(lines: Mapping[str, Sequence[Line]], path: Path) -> None:
    """Write lines by register: a field of a line goes under the label that the register gives it."""
    first: Workbook | None = None
    for name, rows in lines.items():
        register = community_registers()[name]
        book = Workbook(register.title, (6, *(30 for _ in register.fields)), first)
        first = first or book
        book.row(0, [(0, register.title, "title")])
        labels = ["№", *(field.label for field in register.fields)]
        book.row(HEAD, [(at, label, "head") for at, label in enumerate(labels)])
        for number, line in enumerate(rows, start=1):
            cells = [
                (at, line.get(field.name) or None, "text")
                for at, field in enumerate(register.fields, 1)
            ]
            book.row(HEAD + number, [(0, number, "number"), *cells])
    if first:
        first.save(path)


def write_lessons(lessons: Sequence[Line], path: Path) -> None:
    """Write lessons: a row for a task with its text, the teacher's code and the observer's."""
    book = Workbook("Задачи уроков", (30, 14, 10, 18, 30, 26, 26, 6, 60, 14, 16, 30, *[9] * 5))
    book.row(0, [(0, "Задачи уроков по таксономии Д. Толлингеровой", "title")])
    book.row(HEAD, [(at, label, "head") for at, label in enumerate(LESSON)])
    row = HEAD
    for lesson in lessons:
        head = [
            lesson[name]
            for name in ("teacher", "held_on", "class_name", "subject", "topic", "aim", "community")
        ]
        for number, (text, own, seen) in enumerate(lesson["tasks"], start=1):
            row += 1
            values = [*head, number, text, own, seen, lesson["observer"], *lesson["targets"]]
            book.row(row, [(at, value, "number" if isinstance(value, (int, float)) else "text")
                           for at, value in enumerate(values)])  # fmt: skip
    book.save(path)
