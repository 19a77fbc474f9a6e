"""A table of any kind of file as a workbook: the same cells in the same places, ready to be marked."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from etl.grid import Cell, Grid, Sheet

# Text is written as text: a name that begins with «=» or a web address must not come alive.
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "nan_inf_to_errors": True}  # fmt: skip
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
LONGEST_NAME = 31
FORMATS = {datetime: "dd.mm.yyyy hh:mm:ss", date: "dd.mm.yyyy", time: "hh:mm:ss",
           timedelta: "[hh]:mm:ss"}  # fmt: skip


def grid_book(grid: Grid) -> bytes:
    """Return a grid as the bytes of a workbook."""
    held = io.BytesIO()
    write_grid(grid, held)
    return held.getvalue()


def write_grid(grid: Grid, path: Path | io.BytesIO) -> dict[str, str]:
    """Write a grid as a workbook; return the name that each of its sheets has there."""
    names: dict[str, str] = {}
    with xlsxwriter.Workbook(path, SAFE) as book:
        formats = {kind: book.add_format({"num_format": form}) for kind, form in FORMATS.items()}
        for number, sheet in enumerate(grid.sheets, 1):
            names[sheet.name] = sheet_name(sheet.name, number, names)
            page = book.add_worksheet(names[sheet.name])
            if sheet.is_hidden and number > 1:
                page.hide()
            _fill(page, sheet, formats)
    return names


def sheet_name(name: str, number: int, taken: dict[str, str]) -> str:
    """Return a name that a workbook allows: as it is, or without what is forbidden, or a number."""
    allowed = _FORBIDDEN.sub(" ", name).strip("' ")[:LONGEST_NAME].strip("' ")
    known = {other.casefold() for other in taken.values()} | {"", "history"}
    return allowed if allowed.casefold() not in known else f"Лист {number}"


def _fill(page: Any, sheet: Sheet, formats: dict[type, Any]) -> None:
    taken: set[tuple[int, int]] = set()
    for merged in sheet.merged():
        cells = {(r, c) for r in range(merged.top, merged.bottom + 1)
                 for c in range(merged.left, merged.right + 1)}  # fmt: skip
        if len(cells) > 1 and taken.isdisjoint(cells):
            page.merge_range(*merged, "")
            taken |= cells
    blanks = sheet.blanks() if sheet.blanks else set()
    for r, row in enumerate(sheet.rows):
        for c, cell in enumerate(row):
            if cell != "" or (r, c) in blanks:
                _put(page, (r, c), cell, formats)


def _put(page: Any, place: tuple[int, int], cell: Cell, formats: dict[type, Any]) -> None:
    writers: dict[type, Callable[..., Any]] = {
        str: page.write_string,
        bool: page.write_boolean,
        int: page.write_number,
        float: page.write_number,
    }
    if type(cell) in writers:
        writers[type(cell)](*place, cell)
    else:
        page.write_datetime(*place, cell, formats[type(cell)])
