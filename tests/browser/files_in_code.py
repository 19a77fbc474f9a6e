"""Small export files for the browser's stories: a journal report of a class, and a teacher's own table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

PUPILS = ("Берёзова Анна Ильинична", "Дубов Лев Маркович", "Кленова Вера Олеговна",
          "Липов Пётр Ильич", "Рябинина Ольга Львовна")  # fmt: skip
SUBJECTS = ("Алгебра", "История")
FIRST_DAY = date(2024, 4, 1)
LESSONS = 8


def write_report(path: Path, class_name: str = "7Б", quarter_mark: str = "4",
                 pupils: Sequence[str] = PUPILS) -> Path:  # fmt: skip
    """Write «Отчет об успеваемости…» of the fourth quarter: a block for each pupil."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Лист1")
        sheet.write(0, 0, "МБОУ «Школа № 1»")
        sheet.write(2, 0, "Отчет об успеваемости и посещаемости ученика")
        top = 5
        for place, pupil in enumerate(pupils):
            top = _block(sheet, top, class_name, pupil, "3" if place == 0 else quarter_mark)
    return path


def _block(sheet: xlsxwriter.worksheet.Worksheet, top: int, class_name: str, pupil: str,
           quarter_mark: str) -> int:  # fmt: skip
    lines = ("Учебный год: 2023/2024", f"Класс: {class_name}", "Период: с 31.03.24 по 26.05.24",
             f"Ученик: {pupil}")  # fmt: skip
    for row, line in enumerate(lines, top):
        sheet.write(row, 0, line)
    head = top + len(lines) + 1
    labels = ("Средняя оценка", "Средневзвешенный балл", "Итоговая оценка за период")
    sheet.write(head, 0, "Предмет")
    sheet.write(head, 1, "Апрель")
    for column, label in enumerate(labels, 1 + LESSONS):
        sheet.write(head, column, label)
    for lesson in range(LESSONS):
        sheet.write(head + 1, 1 + lesson, (FIRST_DAY + timedelta(days=lesson)).day)
    for row, subject in enumerate(SUBJECTS, head + 2):
        marks = "45345443"
        sheet.write(row, 0, subject)
        for lesson, mark in enumerate(marks):
            sheet.write(row, 1 + lesson, mark)
        sheet.write(row, 1 + LESSONS, "4")
        sheet.write(row, 2 + LESSONS, "4")
        sheet.write(row, 3 + LESSONS, quarter_mark)
    return head + 2 + len(SUBJECTS) + 1


def write_own_table(path: Path, class_name: str, marks: str = "5443н") -> Path:
    """Write a teacher's own table: pupils in rows, days in columns, in no journal's layout."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet(class_name)
        sheet.write(0, 0, "Мои заметки")
        for row, line in enumerate(
            (("Класс", class_name), ("Предмет", "Физика"), ("Учебный год", "2023/24")), 1
        ):
            sheet.write(row, 0, line[0])
            sheet.write(row, 1, line[1])
        sheet.write(5, 0, "балл")
        sheet.write(5, 1, "Кто")
        for lesson in range(len(marks)):
            sheet.write(5, 2 + lesson, f"{(FIRST_DAY + timedelta(days=lesson)):%d.%m.%Y}")
        for row, pupil in enumerate(PUPILS, 6):
            sheet.write(row, 1, pupil)
            for lesson, mark in enumerate(marks):
                sheet.write(row, 2 + lesson, mark)
    return path


def write_vpr(folder: Path) -> Path:
    """Write the form of results of ВПР of 2026: mathematics of grade 5, two classes, one absent, one X."""
    path = folder / "Форма сбора результатов Математика 5 класс ВПР 2026.xlsx"
    head = ("Код участника", "Вариант", "1 (1б)", "2 (2б)", "Порядковый номер класса",
            "Отметка за предыдущий триместр/ четверть/полугодие", "Итого баллов")  # fmt: skip
    pupils = ((50001, 1, 1, 2, 1, 4, 3), (50002, 2, 0, "X", 1, 3, 0), (50003, 1, 0, 1, 2, 3, 1),
              (50004, "отсутствовал", "", "", 2, 5, 0))  # fmt: skip
    prefilled = (("", "", "", "", "", "", 0),) * 20
    with xlsxwriter.Workbook(str(path)) as book:
        for name, lines in (
            ("Протокол", (head, *pupils, *prefilled)),
            ("Служебный", (("Варианты", "Баллы"), (1, 0), (2, 1), ("отсутствовал", "X"))),
            (
                "Порядковый номер класса",
                (("Порядковый номер класса", "Класс"), (1, "5А"), (2, "5Б")),
            ),
        ):
            sheet = book.add_worksheet(name)
            for row, line in enumerate(lines):
                for column, value in enumerate(line):
                    sheet.write(row, column, value)
    return path
