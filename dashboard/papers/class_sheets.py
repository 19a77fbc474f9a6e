"""The sheet of a class for its class teacher: the summary of marks, the lists, the line to sign on."""

from __future__ import annotations

from typing import Any

from dashboard import words
from dashboard.figures.class_lists import LISTS, MEAN, lists, sheet
from dashboard.papers.imprint import Imprint
from dashboard.papers.sheets import (
    Styles,
    number_format,
    set_page,
    sheet_name,
    write_heading,
    write_signatures,
)

HEAD_ROW = 4
NAME_WIDTH, MARK_WIDTH = 34, 5.5


def write_class(book: Any, styles: Styles, papers: Any, school_year: str, imprint: Imprint) -> None:
    """Write the sheet of a class; `papers` are its `ClassPapers`."""
    page = book.add_worksheet(sheet_name(papers.class_name))
    period = words.period(papers.period)
    title = f"Сводная ведомость: {papers.class_name}, {period} {school_year} учебного года"
    write_heading(page, styles, title, imprint, "для классного руководителя")
    row = _table(page, styles, sheet(papers.pupils, papers.marks))
    row = _lists(page, styles, papers, row + 1)
    write_signatures(page, row + 2, styles, "Классный руководитель", "Дата")
    set_page(page, (HEAD_ROW, HEAD_ROW))
    page.freeze_panes(HEAD_ROW + 1, 2)


def _table(page: Any, styles: Styles, frame: Any) -> int:
    """Write pupils by subjects and return the row after the last."""
    upright = styles.cell(bold=True, rotation=90, text_wrap=True, font_size=9, align="center")
    level = styles.cell(bold=True, align="center")
    page.set_row(HEAD_ROW, 110)
    for place, text in enumerate(["№", "Ученик", *frame.columns[1:]]):
        page.write_string(HEAD_ROW, place, text, level if place < 2 else upright)
    page.set_column(0, 0, 4)
    page.set_column(1, 1, NAME_WIDTH)
    page.set_column(2, max(len(frame.columns), 2), MARK_WIDTH)
    row = HEAD_ROW + 1
    for number, record in enumerate(frame.to_numpy().tolist(), start=1):
        _row(page, styles, row, number, (frame.columns, record))
        row += 1
    return row


def _row(page: Any, styles: Styles, row: int, number: int, told: tuple[Any, list[Any]]) -> None:
    names, record = told
    is_mean = record[0] == MEAN
    number_style = styles.cell(bold=is_mean)
    page.write_string(row, 0, "", number_style) if is_mean else page.write_number(
        row, 0, number, number_style
    )
    page.write_string(row, 1, record[0], styles.cell(bold=is_mean))
    for place, value in enumerate(record[1:], start=2):
        is_of_means = is_mean or names[place - 1] == MEAN
        look: dict[str, Any] = {"align": "center", "bold": is_of_means}
        if value == "" or words.is_missing(value):
            page.write_blank(row, place, None, styles.cell(**look))
        elif isinstance(value, str):
            page.write_string(row, place, value, styles.cell(**look, font_size=9))
        else:
            kind = number_format("points" if is_of_means else "count")
            page.write_number(row, place, value, styles.cell(**look, num_format=kind))


def _lists(page: Any, styles: Styles, papers: Any, row: int) -> int:
    """Write the lists that have anybody and return the row after the last."""
    for code, entries in lists(papers.pupils, papers.marks).items():
        if not entries:
            continue
        page.write_string(row, 0, f"{LISTS[code]}: {len(entries)}", styles.of(bold=True))
        for entry in entries:
            row += 1
            told = entry.full_name + (f" — {entry.detail}" if entry.detail else "")
            page.write_string(row, 1, told)
        row += 2
    return row
