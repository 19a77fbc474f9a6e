"""The paper of a work as a workbook to hand in: one sheet with tables, conclusions and signatures."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from dashboard import words
from dashboard.figures.work_report import MARK_COLUMNS, NO_CLASS, mark_lines, task_lines
from dashboard.papers.imprint import Imprint
from dashboard.papers.sheets import Styles, number_format, set_page, write_heading, write_signatures
from dashboard.papers.xlsx import SAFE
from dashboard.work_report import WorkReport, title

FIRST_ROW = 4
WIDE_TEXT = 44.0
LAST_COLUMN = 11
HEAD = "#F4F2EE"
SHORT = {"bg_color": "#E1C2B3", "bold": True}
JOURNAL = (
    ("class_name", "Класс"),
    ("participants_count", "Пар отметок"),
    ("lowered_count", "Ниже журнала"),
    ("confirmed_count", "Совпали"),
    ("raised_count", "Выше журнала"),
    ("gap2_count", "На две и больше"),
)


def workbook(report: WorkReport, imprint: Imprint) -> bytes:
    """Return the workbook of the paper."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, SAFE) as book:
        book.set_properties({"title": title(report), "comments": imprint.line})
        styles, sheet = Styles(book), book.add_worksheet("Справка")
        write_heading(sheet, styles, title(report), imprint, "")
        row = _facts(sheet, styles, FIRST_ROW, report)
        row = _marks(sheet, styles, row, report)
        row = _tasks(sheet, styles, row, report)
        row = _journal(sheet, styles, row, report)
        row = _conclusions(sheet, styles, row, report)
        write_signatures(sheet, row + 1, styles, "Составил", "Заместитель директора", "Дата")
        sheet.set_column(0, 2, 13)
        sheet.set_column(3, 3, 30)
        sheet.set_column(4, 40, 11)
        set_page(sheet, (0, 2))
    return held.getvalue()


def _facts(sheet: Any, styles: Styles, row: int, report: WorkReport) -> int:
    for label, text in report.facts:
        sheet.write_string(row, 0, label, styles.of(font_color="#667085"))
        sheet.write_string(row, 1, text, styles.of())
        row += 1
    return row + 1


def _marks(sheet: Any, styles: Styles, row: int, report: WorkReport) -> int:
    row = _title(sheet, styles, row, "Кто писал и с какими отметками")
    _head(sheet, styles, row, [column.label for column in MARK_COLUMNS])
    for line in mark_lines(report.classes, report.total):
        row += 1
        look = {"bold": True, "bg_color": HEAD} if line["class_name"] == "Всего" else {}
        for place, column in enumerate(MARK_COLUMNS):
            _write(sheet, (row, place), line.get(column.key), styles, {**look, "kind": column.kind})
    return row + 2


def _tasks(sheet: Any, styles: Styles, row: int, report: WorkReport) -> int:
    lines = task_lines(report.grid)
    if not lines:
        return row
    row = _title(sheet, styles, row, "Выполнение по заданиям, % от возможных баллов")
    classes = [f"class {name}" for name in report.grid.classes]
    last = [("beside", report.beside)] if report.beside else []
    names = [name or NO_CLASS for name in report.grid.classes]
    keys = [
        "task_code",
        "level",
        "max_points",
        "skill",
        *classes,
        "whole",
        *(key for key, _ in last),
    ]
    labels = ["Задание", "Уровень", "Макс.", "Умение", *names, "Все", *(label for _, label in last)]
    _head(sheet, styles, row, labels)
    for line in lines:
        row += 1
        for place, key in enumerate(keys):
            is_text = key in ("task_code", "level", "skill")
            kind = "text" if is_text else "count" if key == "max_points" else "share"
            cell = (
                report.grid.cells.get((line["task_code"], key.removeprefix("class ")))
                if key in classes
                else None
            )
            is_short = cell.verdict == "short" if cell else key == "whole" and line["is_short"]
            _write(
                sheet,
                (row, place),
                line[key],
                styles,
                {**(SHORT if is_short else {}), "kind": kind},
            )
    sheet.write_string(row + 1, 0, "Закрашено: ниже порога своего уровня.", styles.of(font_size=9))
    return row + 3


def _journal(sheet: Any, styles: Styles, row: int, report: WorkReport) -> int:
    if not len(report.journal):
        return row
    row = _title(sheet, styles, row, "Рядом с отметками журнала")
    _head(sheet, styles, row, [label for _, label in JOURNAL])
    for line in report.journal.to_dict("records"):
        row += 1
        for place, (key, _) in enumerate(JOURNAL):
            value = line[key] if place else line[key] or NO_CLASS
            _write(sheet, (row, place), value, styles, {"kind": "count" if place else "text"})
    return row + 2


def _conclusions(sheet: Any, styles: Styles, row: int, report: WorkReport) -> int:
    row = _title(sheet, styles, row, "Выводы")
    wrapped = styles.of(text_wrap=True, valign="top")
    for number, text in enumerate(report.conclusions, 1):
        sheet.merge_range(row, 0, row, LAST_COLUMN, f"{number}. {text}", wrapped)
        sheet.set_row(row, 16 * (1 + len(text) // 130))
        row += 1
    return row


def _title(sheet: Any, styles: Styles, row: int, text: str) -> int:
    sheet.write_string(row, 0, text, styles.of(bold=True, font_size=12))
    return row + 1


def _head(sheet: Any, styles: Styles, row: int, labels: Sequence[str]) -> None:
    bold = styles.cell(bold=True, align="center", text_wrap=True, font_size=9, bg_color=HEAD)
    for place, label in enumerate(labels):
        sheet.write_string(row, place, label, bold)


def _write(
    sheet: Any, place: tuple[int, int], value: Any, styles: Styles, look: dict[str, Any]
) -> None:
    """Write a value as what it is; an unknown one in words, for a zero would be a lie."""
    kind, own = look["kind"], {key: value for key, value in look.items() if key != "kind"}
    if kind == "text":
        sheet.write_string(*place, str(value), styles.cell(**own, text_wrap=True, font_size=10))
    elif words.is_missing(value):
        sheet.write_string(*place, words.NO_DATA, styles.cell(**own, italic=True, font_size=9))
    else:
        sheet.write_number(*place, float(value), styles.cell(**own, num_format=number_format(kind)))
