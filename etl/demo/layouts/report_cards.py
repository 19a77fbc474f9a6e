"""«Табель успеваемости учащегося (весь класс)»: a block for each pupil under a header of four rows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from etl.demo.achievement import PeriodMarks
from etl.demo.layouts.workbook import CellSpec, Workbook
from etl.demo.roster import ClassYear, Seat
from etl.demo.seeds import settings
from etl.demo.subjects import curriculum
from etl.demo.terms import TITLES, periods

TITLE = "Табель успеваемости учащегося"
WHOLE_YEAR = ("Год. оценка", "Экз. оценка", "Гос. экз. оценка", "Итог. оценка")
IN_PERIOD = ("Средний балл", "Ср. взв. балл", "Итог")
_HEADER_ROWS = 4

# (pupil number, subject, period) → mean and weighted mean of the current marks.
Averages = Mapping[tuple[int, str, str], tuple[float, float]]


def write(klass: ClassYear, marks: PeriodMarks, averages: Averages, path: Path) -> None:
    """Write the report cards of a class, every period of the year in one file."""
    book = Workbook("Лист1", (5, 45))
    book.row(0, [(0, settings("story")["school"], "label")])
    book.row(2, [(0, TITLE, "title")])
    top = 5
    for seat in klass.seats:
        top = _card(book, top, (klass, seat), (marks, averages))
    book.save(path)


def _card(
    book: Workbook, top: int, of: tuple[ClassYear, Seat], data: tuple[PeriodMarks, Averages]
) -> int:
    """Write one card; return the row of the next one."""
    klass, seat = of
    year = int(klass.school_year[:4])
    labels = (f"Учебный год: {year}/{year + 1}", f"Класс: {klass.name}")
    for row, text in enumerate((*labels, f"Ученик: {seat.pupil.full_name}"), start=top):
        book.row(row, [(0, text, "plain")])
    head = top + 5
    _header(book, head, periods(klass.grade))
    subjects = curriculum(klass)
    for n, subject in enumerate(subjects, start=1):
        start: list[CellSpec] = [(0, str(n), "mark"), (1, subject.name, "text")]
        cells = _cells(klass, (seat.pupil.no, subject.name), *data)
        book.row(head + _HEADER_ROWS - 1 + n, start + cells)
    return head + _HEADER_ROWS + len(subjects) + 3


def _header(book: Workbook, top: int, terms: tuple[str, ...]) -> None:
    end = 2 + len(IN_PERIOD) * len(terms)
    year: list[CellSpec] = [(end + n, text, "head") for n, text in enumerate(WHOLE_YEAR)]
    book.row(top, [(0, "№", "head"), (1, "Предмет", "head"), (2, "Учебные периоды", "head"), *year])
    book.row(top + 1, [(0, "п/п", "head")])
    starts = range(2, end, len(IN_PERIOD))
    names = [TITLES[term].title() for term in terms]
    book.row(top + 2, [(at, name, "head") for at, name in zip(starts, names, strict=True)])
    book.row(top + 3, [(at + n, text, "head") for at in starts for n, text in enumerate(IN_PERIOD)])
    book.merge(top, 1, top + 3, 1)
    book.merge(top, 2, top, end - 1)
    for at in starts:
        book.merge(top + 2, at, top + 2, at + len(IN_PERIOD) - 1)
    for n in range(len(WHOLE_YEAR)):
        book.merge(top, end + n, top + 3, end + n)


def _cells(
    klass: ClassYear, line: tuple[int, str], marks: PeriodMarks, averages: Averages
) -> list[CellSpec]:
    cells: list[CellSpec] = []
    at = 2
    for term in periods(klass.grade):
        mean, weighted = averages.get((*line, term), (0, 0))
        cells += [(at, _number(mean), "number"), (at + 1, _number(weighted), "number")]
        cells.append((at + 2, marks.get((*line, term)), "mark"))
        at += len(IN_PERIOD)
    year = marks.get((*line, "year"))
    final = year if klass.grade in (9, 11) else None
    cells += [(at + n, text, "mark") for n, text in enumerate((year, None, None, final))]
    return cells


def _number(value: float) -> float:
    return int(value) if value == int(value) else value
