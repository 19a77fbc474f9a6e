"""Workbooks of Excel 97–2003: records inside an OLE container."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from python_calamine import CalamineSheet

from etl.grid import Grid, Range, Sheet
from etl.readers import biff
from etl.readers.bounds import Bounds
from etl.readers.loader import sheets
from etl.readers.ole import Ole

BOOKS = ("Workbook", "Book")


def read(path: Path, name: str, bounds: Bounds) -> Grid:
    """Read a workbook after looking through its records."""
    ole = Ole(path.read_bytes())
    for book in BOOKS:
        if book in ole.names:
            biff.check(ole.stream(book), bounds)
    del ole
    return Grid(name, "xls", sheets(path, bounds, _adorn))


def _adorn(sheet: Sheet, _: int, loaded: CalamineSheet) -> None:
    ranges = [Range(*start, *end) for start, end in loaded.merged_cell_ranges or []]
    sheet.merged = partial(list, ranges)
