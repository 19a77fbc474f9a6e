"""Exports of form services for tests: one set of answers in the dress of each."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from warehouse.surveys.keys import ready_keys

ANNA, PETR = "Белова Анна Игоревна", "Осокин Пётр Ильич"
ITEMS = {key: [item.text for item in ready_keys()[key].items] for key in ready_keys()}
Answer = tuple[datetime, str, Sequence[str]]
GOOGLE, YANDEX = "Отметка времени", "Время создания"


def google_csv(
    path: Path, asked: Sequence[str], answers: Sequence[Answer], name: str = "Ваши ФИО"
) -> Path:
    """Write the csv of Google Forms: UTF-8 without a mark, commas, CRLF."""
    head = [GOOGLE, *([name] if name else []), *asked]
    rows = [
        [f"{when:%d.%m.%Y %H:%M:%S}", *([who] if name else []), *cells]
        for when, who, cells in answers
    ]
    return _csv(path, [head, *rows], ",")


def yandex_csv(path: Path, asked: Sequence[str], answers: Sequence[Answer]) -> Path:
    """Write the csv of Yandex Forms: an ID and the moment of each answer, then the questions."""
    rows = [[str(1000 + n), f"{when:%Y-%m-%d %H:%M:%S}", who, *cells]
            for n, (when, who, cells) in enumerate(answers)]  # fmt: skip
    return _csv(path, [["ID", YANDEX, "ФИО педагога", *asked], *rows], ";")


def google_xlsx(
    path: Path, asked: Sequence[str], answers: Sequence[Answer], moment: str = GOOGLE
) -> Path:
    """Write the workbook of Google Sheets: moments are dates of Excel, points are numbers."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd.mm.yyyy hh:mm:ss"}) as book:
        sheet = book.add_worksheet("Ответы на форму (1)")
        sheet.write_row(0, 0, [moment, "Ваши ФИО", *asked])
        for row, (when, who, cells) in enumerate(answers, start=1):
            sheet.write_datetime(row, 0, when)
            sheet.write_row(row, 1, [who, *(float(c) if c.isdigit() else c for c in cells)])
    return path


def _csv(path: Path, rows: Sequence[Sequence[str]], sign: str) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=sign, lineterminator="\r\n").writerows(rows)
    return path
