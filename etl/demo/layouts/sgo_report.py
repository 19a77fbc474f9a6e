"""The pupil's report of «Сетевой Город»: a web page, the same page named .xls, or a workbook.

The page names no charset; the workbook has a sheet for each pupil, its name cut at 31 characters.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time
from html import escape
from itertools import groupby
from pathlib import Path

import xlsxwriter

from etl.demo.journal import Line, Page
from etl.demo.layouts.journal_report import lesson_columns
from etl.demo.roster import Seat
from etl.demo.seeds import settings
from etl.demo.terms import MONTHS, TITLES, span

TITLE = "Отчет об успеваемости и посещаемости ученика"
CODES = {"Н": "НП", "У": "УП", "О": "ОП", "Б": "Б"}
LEGEND = {
    "УП": "Пропуск по уважительной причине",
    "Б": "Пропустил по болезни",
    "НП": "Пропуск по неуважительной причине",
    "ОТ": "Отсутствовал",
    "ОП": "Опоздал",
    "ОСВ": "Освобожден",
}
_SHEET_NAME = 31
Columns = list[tuple[date, int]]


def write_page(page: Page, path: Path) -> None:
    """Write a class in a period as one web page, in utf-8 without a word about it."""
    blocks = "\n".join(_block(page, seat, lines) for seat, lines in page.lines)
    footer = f"Состояние на{span(page.klass.school_year, page.period)[1]:%d.%m.%Y} 17:40:20"
    path.write_bytes(
        f"<!DOCTYPE html><html><head><title>{TITLE}</title></head><body>\n{blocks}\n"
        f"<p>{footer}</p><p>© Сетевой Город. Образование 5.56.0</p></body></html>\n".encode()
    )


def write_workbook(page: Page, path: Path) -> None:
    """Write a class in a period as a workbook with a sheet for each pupil."""
    book = xlsxwriter.Workbook(path, {"in_memory": True, "strings_to_numbers": False})
    last = span(page.klass.school_year, page.period)[1]
    book.set_properties({"created": datetime.combine(last, time())})
    taken: Counter[str] = Counter()
    for seat, lines in page.lines:
        name = seat.pupil.full_name[:_SHEET_NAME]
        taken[name] += 1
        own = name if taken[name] == 1 else f"{name[: _SHEET_NAME - 4]} ({taken[name]})"
        _sheet(book.add_worksheet(own), page, seat, lines)
    book.close()


def _heading(page: Page, seat: Seat) -> list[tuple[str, str]]:
    first, last = span(page.klass.school_year, page.period)
    year = int(page.klass.school_year[:4])
    return [
        ("Учебный год:", f"{year}/{year + 1}"),
        ("Класс:", page.klass.name),
        ("Ученик:", seat.pupil.full_name),
        ("Учебный период:", TITLES[page.period]),
        ("Период:", f"с {first.day}.{first:%m.%Y} по {last.day}.{last:%m.%Y}"),
    ]


def _block(page: Page, seat: Seat, lines: list[Line]) -> str:
    columns = lesson_columns(lines)
    heading = "".join(
        f"<span><b>{name}</b> {value}</span><br>" for name, value in _heading(page, seat)
    )
    months = "".join(
        f'<th colspan="{len(list(days))}">{MONTHS[month - 1]}</th>'
        for month, days in groupby(columns, key=lambda column: column[0].month)
    )
    term = TITLES[page.period]
    days = "".join(f"<th>{day.day}</th>" for day, _ in columns)
    body = "\n".join(_row(line, columns) for line in lines)
    legend = "".join(f"<tr><td>{code}</td><td>{words}</td></tr>" for code, words in LEGEND.items())
    return (
        f'<div data-sheet-name="{escape(seat.pupil.full_name)}">'
        f'<h5 class="report-title-school">{escape(settings("story")["school"])}</h5>'
        f'<h2 class="main-report-title">{TITLE}</h2>{heading}\n'
        f'<table class="table-print"><tr><th rowspan="2">Предмет</th>{months}'
        f'<th rowspan="2">Средн.<br>оценка<br> {term}</th>'
        f'<th rowspan="2">Итог.оценка <br> {term}</th></tr>\n<tr>{days}</tr>\n{body}</table>\n'
        f"<table>{legend}</table></div>"
    )


def _row(line: Line, columns: Columns) -> str:
    cells = _placed(line)
    lessons = "".join(f"<td>\n   {escape(cells.get(column, ''))} \n</td>" for column in columns)
    average = f"{line.average:.2f}".replace(".", ",") if line.marks else ""
    return (
        f'<tr><td class="cell-text">{escape(line.subject)}</td>{lessons}'
        f'<td class="cell-num-2">{average}</td><td class="cell-num">{line.period_mark}</td></tr>'
    )


def _sheet(
    sheet: xlsxwriter.worksheet.Worksheet, page: Page, seat: Seat, lines: list[Line]
) -> None:
    sheet.write_string(0, 0, settings("story")["school"])
    sheet.write_string(1, 0, TITLE)
    for row, (name, value) in enumerate(_heading(page, seat), start=2):
        sheet.write_string(row, 0, f"{name} {value}")
    top, columns = 8, lesson_columns(lines)
    term = TITLES[page.period]
    sheet.merge_range(top, 0, top + 1, 0, "Предмет")
    for at, (day, _) in enumerate(columns, start=1):
        if at == 1 or columns[at - 2][0].month != day.month:
            sheet.write_string(top, at, MONTHS[day.month - 1])
        sheet.write_number(top + 1, at, day.day)
    end = len(columns) + 1
    sheet.write_string(top, end, f"Средн.\nоценка\n {term}")
    sheet.write_string(top, end + 1, f"Итог.оценка \n {term}")
    for row, line in enumerate(lines, start=top + 2):
        cells = _placed(line)
        sheet.write_string(row, 0, line.subject)
        for at, column in enumerate(columns, start=1):
            if cells.get(column):
                sheet.write_string(row, at, cells[column])
        if line.marks:
            sheet.write_number(row, end, round(line.average, 2))
        if line.period_mark:
            sheet.write_string(row, end + 1, line.period_mark)
    for row, (code, words) in enumerate(LEGEND.items(), start=top + 4 + len(lines)):
        sheet.write_string(row, 0, code)
        sheet.write_string(row, 1, words)


def _placed(line: Line) -> dict[tuple[date, int], str]:
    """Return the texts of a line by day and which lesson of the day; codes as this system has them."""
    slots: Counter[date] = Counter()
    placed = {}
    for lesson, text in zip(line.lessons, line.cells, strict=True):
        placed[lesson.day, slots[lesson.day]] = "".join(CODES.get(c, c) for c in text)
        slots[lesson.day] += 1
    return placed
