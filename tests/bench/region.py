"""A region's file of one work: tens of thousands of participants, as wide as the widest export."""

from __future__ import annotations

import random
from pathlib import Path

import openpyxl

LETTERS = ("А", "а", "6Б", "6 Б", '"Б"', "а(1)", "C", "кв", "филиал", "нет", "НЕТ", "", "6.0")
TASKS = 38
MAXIMA = (1, 2, 3)
ABSENT = 0.05
HEAD = ["Пользователь", "Код региона", "Регион", "Муниципалитет", "Школа", "Дата загрузки", "Код",
        "Вариант"]  # fmt: skip
TAIL = ["Наименование класса", "Пол", "Отметка за предыдущий триместр/ четверть/полугодие",
        "Итого баллов"]  # fmt: skip


def region_rows(count: int, schools: int = 300) -> list[list]:
    """Return header and rows: every value that a task's cell may have, and participants who were absent."""
    chance = random.Random(7)
    maxima = [MAXIMA[task % len(MAXIMA)] for task in range(TASKS)]
    rows: list[list] = [[*HEAD, *(f"{t + 1} ({m}б)" for t, m in enumerate(maxima)), *TAIL]]
    for number in range(count):
        school, place = divmod(number, -(-count // schools))
        is_absent = chance.random() < ABSENT
        points = [""] * TASKS if is_absent else [_cell(chance, m) for m in maxima]
        total = "" if is_absent else sum(p for p in points if isinstance(p, int))
        rows.append([f"edu2{school:05d}", 86, "Югра", f"Район {school % 22}", f"Школа {school}",
                     "20.04.2022 10:00:00", 60001 + place,
                     "отсутствовал" if is_absent else chance.choice((1, 2)), *points,
                     chance.choice(LETTERS), "ж", chance.choice((2, 3, 4, 5, "нет отметки")),
                     total])  # fmt: skip
    return rows


def _cell(chance: random.Random, most: int) -> int | str:
    drawn = chance.random()
    if drawn < 0.1:
        return chance.choice(("X", "х", " X"))
    if drawn < 0.12:
        return "не пройд."
    return "" if drawn < 0.13 else chance.randint(0, most)


def write_region(folder: Path, count: int) -> Path:
    """Write a region's file; return its path."""
    path = folder / "Математика 6 класс ВПР 2022.xlsx"
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Sheet")
    for row in region_rows(count):
        sheet.append(row)
    book.save(path)
    return path
