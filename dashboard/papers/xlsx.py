"""A table as a workbook: figures stay figures, words stay words."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Sequence
from typing import Any

import pandas as pd
import xlsxwriter

from dashboard import words

WIDEST = 48

# Text is written as text: a name that begins with «=» or a web address must not come alive.
SAFE = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
    "in_memory": True,
}


def workbook(frame: pd.DataFrame, title: str, notes: Sequence[str] = ()) -> bytes:
    """Return a workbook of one sheet: the title, a header row, the rows, the notes below.

    Missing values are empty cells, so that sums and filters go on working.
    """
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, SAFE) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet("Таблица")
        sheet.write_string(0, 0, title, bold)
        for place, label in enumerate(frame.columns):
            sheet.write_string(2, place, str(label), bold)
        for number, row in enumerate(frame.itertuples(index=False), start=3):
            for place, value in enumerate(row):
                _write(sheet, number, place, value)
        for number, text in enumerate(notes, start=len(frame) + 4):
            sheet.write_string(number, 0, text)
        _set_widths(sheet, frame)
        sheet.freeze_panes(3, 0)
    return held.getvalue()


def sent(frame: pd.DataFrame, title: str, notes: Sequence[str] = ()) -> dict[str, Any]:
    """Return the workbook as a `dcc.Download` takes it."""
    return as_download(workbook(frame, title, notes), title)


def as_download(content: bytes, title: str) -> dict[str, Any]:
    """Return the bytes of a workbook as a `dcc.Download` takes them, named by a title."""
    told = base64.b64encode(content).decode()
    return {"content": told, "filename": file_name(title), "base64": True}


def file_name(title: str) -> str:
    """Return a file name made of a title, safe on every system."""
    cleaned = re.sub(r"[^\w\s%«»-]+", " ", title.replace(words.NBSP, " "))
    return f"{' '.join(cleaned.split())[:80] or 'Таблица'}.xlsx"


def _write(sheet: Any, row: int, column: int, value: Any) -> None:
    if words.is_missing(value):
        return
    if isinstance(value, bool):
        sheet.write_string(row, column, "да" if value else "нет")
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    elif hasattr(value, "isoformat"):
        sheet.write_string(row, column, value.isoformat())
    else:
        sheet.write_number(row, column, float(value))


def _set_widths(sheet: Any, frame: pd.DataFrame) -> None:
    for place, label in enumerate(frame.columns):
        longest = max([len(str(label)), *(len(str(v)) for v in frame.iloc[:200, place])])
        sheet.set_column(place, place, min(longest + 2, WIDEST))
