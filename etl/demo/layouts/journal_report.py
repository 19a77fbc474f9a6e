"""«Отчет об успеваемости и посещаемости ученика (весь класс)»: a block for each pupil.

Every block has a header of its own: a day is printed as often as the pupil has lessons of one
subject in it, so blocks differ in width. A lesson without a mark is a cell with an empty text; where
there was no lesson the cell is absent.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import groupby
from pathlib import Path

from etl.demo.journal import Line, Page
from etl.demo.layouts.workbook import CellSpec, Workbook
from etl.demo.presence import LEGEND
from etl.demo.seeds import settings
from etl.demo.terms import MONTHS, span

TITLE = "Отчет об успеваемости и посещаемости ученика"
TOTALS = ("Средняя оценка", "Средневзвешенный \n балл", "Итоговая оценка за период")
_TITLE_SPAN = 41


def write(page: Page, path: Path) -> None:
    """Write a class in a period."""
    book = Workbook("Лист1")
    book.row(0, [(0, settings("story")["school"], "label")])
    book.row(2, [(0, TITLE, "title")])
    book.merge(0, 0, 0, _TITLE_SPAN)
    book.merge(2, 0, 2, _TITLE_SPAN)
    top = 5
    for seat, lines in page.lines:
        _labels(book, top, page, seat.pupil.full_name)
        top = _block(book, top + 5, lines)
    book.save(path)


def _labels(book: Workbook, top: int, page: Page, full_name: str) -> None:
    first, last = span(page.klass.school_year, page.period)
    year = int(page.klass.school_year[:4])
    texts = (
        f"Учебный год: {year}/{year + 1}",
        f"Класс: {page.klass.name}",
        f"Период: с {first:%d.%m.%y} по {last:%d.%m.%y}",
        f"Ученик: {full_name}",
    )
    for row, text in enumerate(texts, start=top):
        book.row(row, [(0, text, "plain")])


def _block(book: Workbook, top: int, lines: list[Line]) -> int:
    """Write the table of one pupil and the legend; return the row after them."""
    columns = lesson_columns(lines)
    _header(book, top, columns)
    place = {column: at for at, column in enumerate(columns, start=1)}
    for row, line in enumerate(lines, start=top + 2):
        book.row(row, _cells(line, place))
    after = top + 2 + len(lines) + 2
    for row, (code, meaning) in enumerate(LEGEND.items(), start=after):
        book.row(row, [(0, code, "plain"), (1, meaning, "plain")])
    return after + len(LEGEND)


def lesson_columns(lines: list[Line]) -> list[tuple[date, int]]:
    """Return the columns of a block: a day as often as its fullest subject has lessons in it."""
    most: Counter[date] = Counter()
    for line in lines:
        for day, count in Counter(lesson.day for lesson in line.lessons).items():
            most[day] = max(most[day], count)
    return [(day, slot) for day in sorted(most) for slot in range(most[day])]


def _header(book: Workbook, top: int, columns: list[tuple[date, int]]) -> None:
    upper: list[CellSpec] = [(0, "Предмет", "head")]
    lower: list[CellSpec] = [(0, None, "head")]
    book.merge(top, 0, top + 1, 0)
    at = 1
    for month, group in groupby(columns, key=lambda column: column[0].month):
        days = [day.day for day, _ in group]
        upper.append((at, MONTHS[month - 1], "head"))
        upper += [(at + n, None, "head") for n in range(1, len(days))]
        lower += [(at + n, day, "head") for n, day in enumerate(days)]
        book.merge(top, at, top, at + len(days) - 1)
        at += len(days)
    for n, total in enumerate(TOTALS, start=at):
        upper.append((n, total, "head"))
        lower.append((n, None, "head"))
        book.merge(top, n, top + 1, n)
    book.row(top, upper)
    book.row(top + 1, lower)


def _cells(line: Line, place: dict[tuple[date, int], int]) -> list[CellSpec]:
    cells: list[CellSpec] = [(0, line.subject, "text")]
    slots: Counter[date] = Counter()
    for lesson, text in zip(line.lessons, line.cells, strict=True):
        cells.append((place[lesson.day, slots[lesson.day]], text, "mark"))
        slots[lesson.day] += 1
    end = len(place) + 1
    cells.append((end, _number(line.average), "number"))
    cells.append((end + 1, _number(line.weighted_average), "number"))
    if line.period_mark:
        cells.append((end + 2, line.period_mark, "mark"))
    return cells


def _number(value: float) -> float:
    """Return a whole number without a fraction, as the export prints it."""
    return int(value) if value == int(value) else value
