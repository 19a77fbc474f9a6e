"""The subject journal of «МЭШ»: csv with semicolons, a byte order mark, and topics under the days."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from etl.demo.journal import Page
from etl.demo.layouts.class_pages import SubjectTable
from etl.demo.seeds import settings
from etl.demo.terms import TITLES

CODES = {"Н": "Н", "Б": "Б", "О": "ОП", "У": "УП"}
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}
_WORKS = ("У", "У", "СР", "У", "Т")


def write(page: Page, table: SubjectTable, path: Path) -> None:
    """Write one subject of a class in a period; every row closes with a semicolon, as theirs do."""
    held = io.StringIO(newline="")
    out = csv.writer(held, delimiter=";", lineterminator="\r\n")
    number, word = TITLES[page.period].split()
    term = f"{_ROMAN[number]} {word}"
    year = int(page.klass.school_year[:4])
    out.writerow(["Электронный журнал — выгрузка по предмету"])
    out.writerow([f"Образовательная организация: {settings('story')['school']}"])
    out.writerow([f"Класс: {page.klass.name}"])
    out.writerow(
        [f"Предмет: {table.subject}" + (f" ({table.subgroup} группа)" if table.subgroup else "")]
    )
    out.writerow([f"Учитель: {page.klass.teacher}"])
    out.writerow([f"Период: {term} {year}–{year + 1} уч. года"])
    out.writerow([])
    days = [f"{lesson.day:%d.%m.%Y}\n({_WORKS[n % 5]})" for n, lesson in enumerate(table.lessons)]
    out.writerow(["№", "ФИО учащегося", *days, "Средний балл", f"За {term}", ""])
    topics = [f"Тема {n}" for n, _ in enumerate(table.lessons, start=1)]
    out.writerow(["", "", *topics, "", "", ""])
    for n, (seat, cells, mark) in enumerate(table.lines, start=1):
        texts = ["".join(CODES.get(c, c) for c in cells.get(x, "")) for x in table.lessons]
        digits = [int(c) for text in texts for c in text if c in "5432"]
        mean = f"{sum(digits) / len(digits):.2f}".replace(".", ",") if digits else ""
        out.writerow([n, seat.pupil.full_name, *texts, mean, mark, ""])
    path.write_bytes(held.getvalue().encode("utf-8-sig"))
