"""What may not be kept: columns of passports, СНИЛС and birth dates are emptied at the door."""

from __future__ import annotations

import re
from itertools import chain

from etl.grid import Cell, Grid, Sheet
from etl.problems import Problem, at

FORBIDDEN = re.compile(
    r"паспорт|снилс|дата рожд|д\.\s?р\.$|^др$|год рожд|серия и номер|(серия|номер) документа"
    r"|свидетельств\w* о рожд|место рожд|birth|passport",
    re.IGNORECASE,
)
NUMBERS = re.compile(r"^\s*\d{3}-\d{3}-\d{3}[ -]\d{2}\s*$")
PREAMBLE_CELLS = 3


def clean_grid(grid: Grid) -> list[Problem]:
    """Empty forbidden columns and cells of a grid in place; return what was dropped, nothing if clean."""
    return [problem for sheet in grid.sheets for problem in _clean_sheet(sheet)]


def _clean_sheet(sheet: Sheet) -> list[Problem]:
    # One pass over distinct texts decides for nearly every file that there is nothing to do.
    texts = {cell for cell in set(chain.from_iterable(sheet.rows)) if isinstance(cell, str)}
    suspects = {text for text in texts if FORBIDDEN.search(text) or NUMBERS.match(text)}
    if not suspects:
        return []
    return [
        _dropped(sheet, row, column)
        for row, cells in enumerate(sheet.rows)
        for column, cell in enumerate(cells)
        if cell in suspects and isinstance(cell, str)
    ]


def _dropped(sheet: Sheet, row: int, column: int) -> Problem:
    label = str(sheet.rows[row][column])
    if NUMBERS.match(label):
        sheet.rows[row][column] = ""
        label = "номер СНИЛС"
    elif sum(cell != "" for cell in sheet.rows[row]) <= PREAMBLE_CELLS:
        _empty(sheet.rows[row], column, column + 2)
    else:
        for cells in sheet.rows[row + 1 :]:
            _empty(cells, column, column + 1)
    return Problem(
        severity="info",
        code="private_dropped",
        what=f"Столбец «{label.strip()[:40]}» не сохранён: такие сведения программе не нужны",
        fix="Ничего делать не надо. Вместо файла хранится таблица без этих сведений",
        **at(sheet.name, row, column),
    )


def _empty(cells: list[Cell], first: int, after: int) -> None:
    for column in range(first, min(after, len(cells))):
        cells[column] = ""
