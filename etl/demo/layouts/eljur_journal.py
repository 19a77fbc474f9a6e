"""A class journal in the manner of «ЭлЖур»: «29 мар» over the lessons, a sheet for each subject.

The cells of its workbooks are not known for certain; this follows what its pages and its interface
show: weights as `5✕2`, absences in small letters, periods in roman numerals.
"""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from random import Random

import xlsxwriter

from etl.demo.journal import Page
from etl.demo.layouts.class_pages import SubjectTable, subject_tables
from etl.demo.terms import SHORT_MONTHS, TITLES, span

CODES = {"Н": "н", "Б": "б", "О": "оп", "У": "у"}
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}
_TOP = 5


def write(page: Page, path: Path) -> int:
    """Write a class in a period; return how many lessons its pupils had."""
    book = xlsxwriter.Workbook(path, {"in_memory": True})
    last = span(page.klass.school_year, page.period)[1]
    book.set_properties({"created": datetime.combine(last, time())})
    tables = subject_tables(page)
    for number, table in enumerate(tables, start=1):
        part = f" {table.subgroup}гр" if table.subgroup else ""
        name = f"{number} {table.subject}"[: 31 - len(part)] + part
        _sheet(book.add_worksheet(name), page, table)
    book.close()
    return sum(table.lessons_count for table in tables)


def _sheet(sheet: xlsxwriter.worksheet.Worksheet, page: Page, table: SubjectTable) -> None:
    number, word = TITLES[page.period].split()
    term = f"{_ROMAN[number]} {word}"
    subject = table.subject + (f" ({table.subgroup} группа)" if table.subgroup else "")
    year = int(page.klass.school_year[:4])
    sheet.write_row(0, 0, ["Класс", page.klass.name])
    sheet.write_row(1, 0, ["Предмет", subject])
    sheet.write_row(2, 0, ["Учитель", page.klass.teacher])
    sheet.write_row(3, 0, ["Учебный год", f"{year}/{year + 1}", "", "Период", term])
    days = [f"{lesson.day.day} {SHORT_MONTHS[lesson.day.month - 1]}" for lesson in table.lessons]
    sheet.write_row(_TOP, 0, ["Ученик", *days, "Ср. балл", term])
    heavy = _heavy(page, table)
    for row, (seat, cells, mark) in enumerate(table.lines, start=_TOP + 1):
        sheet.write_string(row, 0, seat.pupil.full_name)
        for at, lesson in enumerate(table.lessons, start=1):
            text = "".join(CODES.get(c, c) for c in cells.get(lesson, ""))
            if text in ("5", "4", "3", "2") and at in heavy:
                text += "✕2"
            if text:
                sheet.write_string(row, at, text)
        if mark:
            sheet.write_string(row, len(table.lessons) + 2, mark)


def _heavy(page: Page, table: SubjectTable) -> set[int]:
    """Return the columns of the works that weigh double."""
    rng = Random(f"{page.klass.name}/{page.period}/{table.subject}/{table.subgroup}")
    count = len(table.lessons)
    return set(rng.sample(range(1, count + 1), count // 6))
