"""The results of a survey's wave as a workbook: distributions and scales, figures as figures."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from dashboard import words
from dashboard.papers.sheets import Styles, set_page
from dashboard.papers.xlsx import SAFE

ITEM_HEAD = ("Вопрос", "Ответ", "Сколько", "Ответили", "Доля, %")
ITEM_KEYS = ("text", "label", "count", "people", "pct")
SCALE_HEAD = ("Шкала", "Человек", "Среднее", "Уровень среднего", "SD", "От", "До", "Расчёт")
SCALE_KEYS = ("name", "people", "mean", "level", "sd", "min", "max", "source_words")
FORMATS = {"pct": "0.0", "mean": "0.00", "sd": "0.00"}
HEAD_ROW = 3


def of_wave(title: str, facts: Mapping[str, Any]) -> tuple[str, bytes]:
    """Return the title of the workbook and its bytes.

    `facts` has wave (in words), source, items (rows of `figures.surveys.table_rows`) and scales (rows of
    `figures.surveys.scale_result` with source_words).
    """
    heading = f"{title}, {facts['wave']}"
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, SAFE) as book:
        styles = Styles(book)
        _sheet(book, styles, "Распределения", heading, facts["source"])(
            ITEM_HEAD, ITEM_KEYS, facts["items"]
        )
        _sheet(book, styles, "Шкалы", heading, facts["source"])(
            SCALE_HEAD, SCALE_KEYS, facts["scales"]
        )
    return heading, held.getvalue()


def _sheet(book: Any, styles: Styles, name: str, heading: str, source: str) -> Any:
    page = book.add_worksheet(name)
    page.write_string(0, 0, heading, styles.of(bold=True, font_size=14))
    page.write_string(1, 0, source, styles.of(font_color="#667085", font_size=9))

    def fill(head: Sequence[str], keys: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
        for place, label in enumerate(head):
            page.write_string(HEAD_ROW, place, label, styles.cell(bold=True, text_wrap=True))
        for number, row in enumerate(rows, start=HEAD_ROW + 1):
            for place, key in enumerate(keys):
                _cell(page, styles, (number, place), key, row[key])
        page.set_column(0, 0, 60)
        page.set_column(1, len(head) - 1, 16)
        page.freeze_panes(HEAD_ROW + 1, 1)
        set_page(page, (HEAD_ROW, HEAD_ROW))

    return fill


def _cell(page: Any, styles: Styles, at: tuple[int, int], key: str, value: Any) -> None:
    if words.is_missing(value):
        page.write_blank(*at, None, styles.cell())
    elif isinstance(value, str):
        page.write_string(*at, value, styles.cell(text_wrap=True))
    else:
        page.write_number(*at, float(value), styles.cell(num_format=FORMATS.get(key, "0")))
