"""A teacher's own table of marks, in no layout of any journal: a sample for the mapping dialog.

Nothing over the names says that they are names, the averages stand before them, the days are
«29 мар», absences and weights are written in another way, and a pupil's number closes the row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from etl.demo.layouts.workbook import CellSpec, Workbook
from etl.demo.people import short_name
from etl.demo.roster import ClassYear
from etl.demo.terms import SHORT_MONTHS, lesson_days

_WEEKDAYS = (1, 3)
_TOKENS = ("", "", "", "5", "4", "4", "3", "3", "2", "5✕2", "4✕2", "4-", "н", "н", "оп", "осв")


@dataclass(frozen=True)
class OwnTable:
    """What the table is of."""

    klass: ClassYear
    subject: str
    period: str
    teacher: str


def write(table: OwnTable, path: Path, seed: int) -> None:
    """Write the table of one class."""
    klass = table.klass
    rng = Random(f"{seed}/{klass.school_year}/{klass.name}/{table.subject}")
    days = [d for d in lesson_days(klass.school_year, table.period) if d.weekday() in _WEEKDAYS]
    book = Workbook(f"{klass.name} нем", (10, 10, 30))
    book.row(0, [(0, f"{table.subject}, {klass.name}", "label")])
    book.row(1, [(0, f"Учитель {short_name(table.teacher)}, {klass.school_year} уч. год", "plain")])
    _header(book, days)
    for row, seat in enumerate(klass.seats, start=4):
        cells = [rng.choice(_TOKENS) for _ in days]
        _line(book, row, seat.pupil.full_name, cells)
    book.save(path)


def _header(book: Workbook, days: list[date]) -> None:
    names = ["Ср. балл", "Итог", "Кто"]
    names += [f"{day.day} {SHORT_MONTHS[day.month - 1]}" for day in days]
    book.row(3, [(column, name, "head") for column, name in enumerate([*names, "№"])])


def _line(book: Workbook, row: int, name: str, cells: list[str]) -> None:
    digits = [int(cell[0]) for cell in cells if cell[:1].isdigit()]
    mean = round(sum(digits) / len(digits), 2) if digits else 0
    head: list[CellSpec] = [
        (0, mean, "number"),
        (1, str(round(mean)) if mean else None, "mark"),
        (2, " ".join(name.split()[:2]), "text"),
    ]
    marks: list[CellSpec] = [(3 + n, cell, "mark") for n, cell in enumerate(cells) if cell]
    book.row(row, [*head, *marks, (3 + len(cells), row - 3, "number")])
