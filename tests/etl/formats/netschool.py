"""The report of Сетевой Город, printed as its server prints it: html, and a workbook of one sheet a pupil."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path

import xlsxwriter

from tests.etl.formats.cards import MONTHS

TITLE = "Отчет об успеваемости и посещаемости ученика"
LEGEND = {
    "УП": "Пропуск по уважительной причине",
    "Б": "Пропустил по болезни",
    "НП": "Пропуск по неуважительной причине",
    "ОТ": "Отсутствовал",
    "ОП": "Опоздал",
    "ОСВ": "Освобожден",
}
AUTUMN = (date(2026, 9, 1), date(2026, 9, 1), date(2026, 9, 14), date(2026, 10, 5))


@dataclass
class Printed:
    """One pupil's report; `subjects` are rows of lesson cells, the average and the period's mark."""

    pupil: str = "Ёлкина Анна Игоревна"
    subjects: dict[str, Sequence[str]] = field(default_factory=dict)
    days: Sequence[date] = AUTUMN
    class_name: str = "5а"
    year: str = "2026/2027"
    range: str = "с 1.09.2026 по 30.11.2026"
    term: str = "1 триместр"
    legend: dict[str, str] = field(default_factory=lambda: dict(LEGEND))

    def months(self) -> list[tuple[str, int]]:
        """Return the months of the header, each with the number of its columns."""
        return [(MONTHS[month - 1], len(list(days)))
                for month, days in groupby(self.days, key=lambda day: day.month)]  # fmt: skip


def page(*reports: Printed, head: str = "") -> str:
    """Return a page of reports one under another; no charset is declared unless `head` does."""
    blocks = "\n".join(map(_block, reports))
    return f"""<!DOCTYPE html>
<html><head>{head}<title>Отчет</title><style>td {{ border: 1px }}</style></head><body>
{blocks}
<div class="footer">Состояние на16.09.2026 17:40:20<br>© Сетевой Город. Образование 5.56.0</div>
</body></html>"""


def _block(one: Printed) -> str:
    months = "".join(f'<th colspan="{width}">{name}</th>' for name, width in one.months())
    days = "".join(f"<th>{day.day}</th>" for day in one.days)
    return f"""<div data-sheet-name="{one.pupil}">
<h5 class="report-title-school">МАОУ "Школа"</h5>
<h2 class="main-report-title">{TITLE}</h2>
<div><span><b>Учебный год:</b> {one.year}</span> <span><b>Класс:</b> {one.class_name}</span></div>
<div><span><b>Учебный период:</b> {one.term}</span></div>
<div><span><b>Период:</b> {one.range}</span></div>
<div><span><b>Ученик:</b> {one.pupil}</span></div>
<table class="table-print"><thead>
<tr><th rowspan="2">Предмет</th>{months}
<th rowspan="2">Средн.<br>оценка<br> 1 триместр</th>
<th rowspan="2">Итог.оценка <br> 1 триместр</th></tr>
<tr>{days}</tr></thead><tbody>
{"".join(_row(subject, cells, len(one.days)) for subject, cells in one.subjects.items())}
</tbody></table>
{_legend(one.legend)}</div>"""


def _row(subject: str, cells: Sequence[str], lessons: int) -> str:
    marks = "".join(f"<td>\n   {cell}   \n</td>" for cell in cells[:lessons])
    figures = "".join(f'<td class="cell-num-2">{cell}</td>' for cell in cells[lessons:])
    return f'<tr><td class="cell-text">{subject}</td>{marks}{figures}</tr>\n'


def _legend(legend: dict[str, str]) -> str:
    return "".join(f"<div><b>{code}</b> - {words}</div>\n" for code, words in legend.items())


def write_workbook(path: Path, *reports: Printed) -> None:
    """Write the reports as a workbook: a sheet for each pupil, named by the pupil and cut at 31."""
    with xlsxwriter.Workbook(path) as book:
        for one in reports:
            _write_sheet(book.add_worksheet(one.pupil[:31]), one)


def _write_sheet(sheet: xlsxwriter.worksheet.Worksheet, one: Printed) -> None:
    lines = ['МАОУ "Школа"', TITLE, f"Учебный год: {one.year}", f"Класс: {one.class_name}",
             f"Учебный период: {one.term}", f"Период: {one.range}", f"Ученик: {one.pupil}"]  # fmt: skip
    sheet.write_column(0, 0, lines)
    head, at = len(lines) + 1, 1
    sheet.merge_range(head, 0, head + 1, 0, "Предмет")
    for name, width in one.months():
        sheet.write(head, at, name)
        if width > 1:
            sheet.merge_range(head, at, head, at + width - 1, name)
        at += width
    sheet.write_row(head + 1, 1, [day.day for day in one.days])
    for words in ("Средн.\nоценка\n 1 триместр", "Итог.оценка \n 1 триместр"):
        sheet.merge_range(head, at, head + 1, at, words)
        at += 1
    for r, (subject, cells) in enumerate(one.subjects.items(), head + 2):
        sheet.write_row(r, 0, [subject, *cells])
    below = head + 3 + len(one.subjects)
    for r, (code, words) in enumerate(one.legend.items(), below):
        sheet.write_row(r, 0, [code, words])
    sheet.write(below + len(one.legend) + 1, 0, "Состояние на16.09.2026 17:40:20")
