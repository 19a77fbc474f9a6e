"""Pupils' tables for tests, laid out as the exports lay them out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from etl.grid import Cell

MONTHS = ("Январь", "Февраль", "Март", "Апрель", "Май", "Июнь", "Июль", "Август", "Сентябрь",
          "Октябрь", "Ноябрь", "Декабрь")  # fmt: skip
LEGEND = [["Н", "Неуважительная"], ["О", "Опоздание"], ["Б", "Болезнь"], ["У", "Уважительная"]]
TITLE = ["Отчет об успеваемости и посещаемости ученика"]
APRIL = [date(2025, 4, day) for day in (1, 2, 2, 3, 30)]
FIGURES = ("Средняя оценка", "Средневзвешенный \n балл", "Итоговая оценка за период")


@dataclass
class Block:
    """One pupil's table of the report of marks and absences; `subjects` are rows of cells."""

    pupil: str = "Ёлкина Анна Игоревна"
    subjects: dict[str, Sequence[Cell]] = field(default_factory=dict)
    days: Sequence[date] = tuple(APRIL)
    figures: Sequence[str] = FIGURES
    preamble: Sequence[str] = (
        "Учебный год: 2024/2025",
        "Класс: 8А",
        "Период: с 31.03.25 по 24.05.25",
    )

    def rows(self) -> list[list[Cell]]:
        """Return the rows from the lines above the table to its last subject."""
        months: list[Cell] = []
        for before, day in zip([None, *self.days], self.days, strict=False):
            new = before is None or before.month != day.month
            months.append(MONTHS[day.month - 1] if new else "")
        return [
            *([line] for line in self.preamble),
            *([[f"Ученик: {self.pupil}"]] if self.pupil else []),
            [],
            ["Предмет", *months, *self.figures],
            ["", *(float(day.day) for day in self.days)],
            *([subject, *cells] for subject, cells in self.subjects.items()),
        ]


def report(*blocks: Block, legend: Sequence[list[str]] = tuple(LEGEND)) -> list[list[Cell]]:
    """Return the rows of a report of several pupils."""
    rows: list[list[Cell]] = [["МАОУ «Школа»"], [], TITLE, []]
    for block in blocks:
        rows += [*block.rows(), [], [], *map(list, legend)]
    return rows


CARD_HEADER: list[list[Cell]] = [
    ["№", "Предмет", "Учебные периоды", *[""] * 5, "Год. оценка", "Экз. оценка",
     "Гос. экз. оценка", "Итог. оценка"],
    ["п/п"],
    ["", "", "1 Четверть", "", "", "2 Четверть"],
    ["", "", *["Средний балл", "Ср. взв. балл", "Итог"] * 2],
]  # fmt: skip


def card(pupil: str, subjects: dict[str, Sequence[Cell]], name: str = "7Б") -> list[list[Cell]]:
    """Return the rows of one pupil's report card with two quarters."""
    return [
        ["Учебный год: 2023/2024"],
        [f"Класс: {name}"],
        [f"Ученик: {pupil}"],
        [],
        *CARD_HEADER,
        *([str(k), subject, *cells] for k, (subject, cells) in enumerate(subjects.items(), 1)),
        [],
    ]
