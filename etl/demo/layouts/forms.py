"""Exports of form services: Google Forms as csv or a workbook, Yandex Forms as a workbook."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from etl.demo.layouts.workbook import CellSpec, Workbook

Answer = tuple[datetime, Sequence[str]]  # when, and the cells in the order of the questions
_EPOCH = datetime(1899, 12, 30)


def write_google(asked: Sequence[str], answers: Sequence[Answer], path: Path) -> None:
    """Write the csv of Google Forms: UTF-8 without a mark, commas, CRLF."""
    rows = [[f"{when:%d.%m.%Y %H:%M:%S}", *cells] for when, cells in answers]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows([["Отметка времени", *asked], *rows])


def write_google_workbook(asked: Sequence[str], answers: Sequence[Answer], path: Path) -> None:
    """Write the workbook of Google Sheets, in which moments are numbers of days."""
    book = Workbook("Ответы на форму (1)", tuple(24 for _ in range(len(asked) + 1)))
    _rows(book, ["Отметка времени", *asked], [
        [(when - _EPOCH).total_seconds() / 86400, *cells] for when, cells in answers])  # fmt: skip
    book.save(path)


def write_yandex(asked: Sequence[str], answers: Sequence[Answer], path: Path) -> None:
    """Write the workbook of Yandex Forms: an ID and the moment of each answer, then the questions."""
    book = Workbook("Sheet", tuple(24 for _ in range(len(asked) + 2)))
    _rows(book, ["ID", "Время создания", *asked], [
        [str(180000 + 7 * n), f"{when:%Y-%m-%d %H:%M:%S}", *cells]
        for n, (when, cells) in enumerate(answers)])  # fmt: skip
    book.save(path)


def _rows(book: Workbook, head: Sequence[str], lines: Sequence[Sequence[str | float]]) -> None:
    for row, line in enumerate([head, *lines]):
        cells: list[CellSpec] = [
            (at, value, "plain") for at, value in enumerate(line) if value != ""
        ]
        book.row(row, cells)
