"""The subject journal of «Дневник.ру»: a workbook of Excel 97–2003, here a sheet for each subject.

The header takes three rows: months, days, kinds of work. «№ п/п» and the names stand over all three.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import xlwt

from etl.demo.journal import Page
from etl.demo.layouts.class_pages import SubjectTable, subject_tables
from etl.demo.seeds import settings
from etl.demo.terms import MONTHS, TITLES

CODES = {"Н": "Н", "Б": "Б", "О": "О", "У": "П"}
_TOP = 6
_FIRST = 2  # the column of the first lesson


def write(page: Page, path: Path) -> int:
    """Write a class in a period; return how many lessons its pupils had."""
    book = xlwt.Workbook(encoding="utf-8")
    tables = subject_tables(page)
    for number, table in enumerate(tables, start=1):
        _sheet(book.add_sheet(_sheet_name(number, table)), page, table)
    book.save(str(path))
    return sum(table.lessons_count for table in tables)


def _sheet_name(number: int, table: SubjectTable) -> str:
    """Return the subject as a sheet may be called: 31 characters, the number keeps names apart."""
    part = f" {table.subgroup}гр" if table.subgroup else ""
    return f"{number} {table.subject}"[: 31 - len(part)] + part


def _sheet(sheet: xlwt.Worksheet, page: Page, table: SubjectTable) -> None:
    year = int(page.klass.school_year[:4])
    lines = [
        ("", settings("story")["school"]),
        ("Класс:", page.klass.name),
        ("Предмет:", table.subject),
        ("ФИО учителя:", page.klass.teacher),
        ("Период:", f"{TITLES[page.period]}, {year}/{year + 1} учебный год"),
    ]
    if table.subgroup:
        lines[0] = ("Подгруппа:", table.subgroup)
    for row, (name, value) in enumerate(lines):
        sheet.write(row, 0, name)
        sheet.write(row, _FIRST, value)
    _header(sheet, page, table)
    for row, (seat, cells, mark) in enumerate(table.lines, start=_TOP + 3):
        sheet.write(row, 0, row - _TOP - 2)
        sheet.write(row, 1, seat.pupil.full_name)
        for at, lesson in enumerate(table.lessons, start=_FIRST):
            text = "".join(CODES.get(c, c) for c in cells.get(lesson, ""))
            if text:
                sheet.write(row, at, int(text) if text in "5432" else text)
        if mark:
            sheet.write(row, _FIRST + len(table.lessons), mark)


def _header(sheet: xlwt.Worksheet, page: Page, table: SubjectTable) -> None:
    sheet.write_merge(_TOP, _TOP + 2, 0, 0, "№ п/п")
    sheet.write_merge(_TOP, _TOP + 2, 1, 1, "ФИО")
    at = _FIRST
    for month, lessons in groupby(table.lessons, key=lambda lesson: lesson.day.month):
        days = [lesson.day.day for lesson in lessons]
        sheet.write_merge(_TOP, _TOP, at, at + len(days) - 1, MONTHS[month - 1])
        for n, day in enumerate(days):
            sheet.write(_TOP + 1, at + n, day)
            sheet.write(_TOP + 2, at + n, "КР" if (at + n) % 9 == 8 else "ОУ")
        at += len(days)
    sheet.write_merge(_TOP, _TOP + 2, at, at, TITLES[page.period])
