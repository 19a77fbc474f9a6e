"""The report of a period as a workbook to hand in: the summary, its definitions, a sheet per class."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import groupby
from typing import Any

import xlsxwriter

from dashboard import words
from dashboard.figures.measures import BASES
from dashboard.figures.period_report import (
    LISTS_ONLY,
    ReportColumn,
    columns,
    definitions,
    label,
    pieces,
)
from dashboard.papers.class_sheets import write_class
from dashboard.papers.imprint import Imprint
from dashboard.papers.sheets import (
    Styles,
    number_format,
    set_page,
    write_heading,
    write_signatures,
)
from dashboard.papers.xlsx import SAFE

HEAD_ROW = 4
WIDTHS = {"text": 22.0, "share": 7.5, "points": 7.5, "count": 6.5}
SHADES = {"grade": "#F4F2EE", "level": "#E8F1F2", "school": "#D5E6E8"}


def title(report: Any) -> str:
    """Return the title: «Отчёт об успеваемости за 2 четверть 2023/24 учебного года»."""
    return (
        f"Отчёт об успеваемости за {report.period_words} {report.asked.school_year} учебного года"
    )


def short_title(report: Any, class_name: str = "") -> str:
    """Return what the file is called: «Отчёт об успеваемости, 2 четверть 2023-24»."""
    what = f"Ведомость {class_name}" if class_name else "Отчёт об успеваемости"
    period = dict(report.classes).get(class_name, report.asked.period)
    return f"{what}, {words.period(period)} {report.asked.school_year.replace('/', '-')}"


def workbook(
    report: Any, papers: Sequence[Any], imprint: Imprint, is_of_class: bool = False
) -> bytes:
    """Return the workbook; that of a class has its own sheet only.

    `report` is a `PeriodReport`, `papers` are the `ClassPapers` of its classes, in their order.
    """
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, SAFE) as book:
        book.set_properties({"title": title(report), "comments": imprint.line})
        styles = Styles(book)
        if not is_of_class:
            _summary(book.add_worksheet("Отчёт"), styles, report, imprint)
            _definitions(book.add_worksheet("Определения"), styles, report)
        for of_class in papers:
            write_class(book, styles, of_class, report.asked.school_year, imprint)
    return held.getvalue()


def _summary(sheet: Any, styles: Styles, report: Any, imprint: Imprint) -> None:
    shown = columns(report.asked.base)
    facts = [f"база: {BASES[report.asked.base]}", LISTS_ONLY if report.unofficial else ""]
    write_heading(sheet, styles, title(report), imprint, " · ".join(filter(None, facts)))
    _head(sheet, styles, shown)
    row = HEAD_ROW + 2
    for line in report.lines.to_dict("records"):
        _line(sheet, styles, row, line, shown)
        row += 1
    for text in report.remarks:
        row += 1
        sheet.write_string(row, 0, text, styles.of(font_size=9))
    write_signatures(sheet, row + 3, styles, "Составил", "Директор")
    set_page(sheet, (HEAD_ROW, HEAD_ROW + 1))
    sheet.freeze_panes(HEAD_ROW + 2, 1)


def _head(sheet: Any, styles: Styles, shown: Sequence[ReportColumn]) -> None:
    bold = styles.cell(bold=True, align="center", text_wrap=True, font_size=9, bg_color="#F4F2EE")
    upright = styles.cell(
        align="center", text_wrap=True, font_size=9, bg_color="#F4F2EE", rotation=90
    )
    sheet.merge_range(HEAD_ROW, 0, HEAD_ROW + 1, 0, "Класс", bold)
    sheet.set_column(0, 0, 16)
    sheet.set_row(HEAD_ROW + 1, 92)
    place = 1
    for group, found in groupby(shown, key=lambda column: column.group):
        held = list(found)
        _spread(sheet, HEAD_ROW, place, len(held), group.replace("\u00ad", ""), bold)
        for column in held:
            sheet.write_string(HEAD_ROW + 1, place, column.label.replace("\u00ad", ""), upright)
            sheet.set_column(place, place, WIDTHS[column.kind])
            place += 1


def _line(
    sheet: Any, styles: Styles, row: int, line: dict[Any, Any], shown: Sequence[ReportColumn]
) -> None:
    is_sum = line["line"] != "class"
    look: dict[str, Any] = {"bold": is_sum, "font_size": 10}
    if is_sum:
        look["bg_color"] = SHADES[line["line"]]
    sheet.write_string(row, 0, label(line), styles.cell(**look))
    place = 1
    for piece in pieces(line, shown):
        kind = shown[place - 1].kind
        if isinstance(piece.value, str):
            is_said = kind == "text" and piece.span == 1 and piece.value != words.NO_DATA
            words_of = {**look, "text_wrap": True, "font_size": 8} if is_said else {
                **look, "align": "center", "italic": True, "shrink": True}  # fmt: skip
            _spread(sheet, row, place, piece.span, piece.value, styles.cell(**words_of))
        else:
            number = number_format(kind, piece.is_partial)
            sheet.write_number(row, place, piece.value, styles.cell(**look, num_format=number))
        place += piece.span


def _spread(sheet: Any, row: int, place: int, span: int, text: str, style: Any) -> None:
    """Write words over some columns; one column cannot be merged."""
    if span > 1:
        sheet.merge_range(row, place, row, place + span - 1, text, style)
    else:
        sheet.write_string(row, place, text, style)


def _definitions(sheet: Any, styles: Styles, report: Any) -> None:
    sheet.set_column(0, 0, 120)
    sheet.write_string(0, 0, "Как читать отчёт", styles.of(bold=True, font_size=14))
    texts = [*definitions(report.asked.base), *report.remarks]
    for row, text in enumerate(texts, start=2):
        sheet.write_string(row, 0, text, styles.of(text_wrap=True, valign="top"))
    set_page(sheet, (0, 0))
