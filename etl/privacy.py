"""What may not be kept: columns of passports, СНИЛС and birth dates are emptied at the door."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from etl.grid import Cell, Grid, Sheet
from etl.names import fold
from etl.problems import Problem, at

FORBIDDEN = re.compile(
    r"паспорт|снилс|(?:дата|день|год)\s+рожд|д\.\s?р\.$|^др$|серия\W{1,3}(?:и\s)?номер"
    r"|(?<!регистрационный )(?:серия|номер) документа"
    r"|свидетельств\w* о рожд|место рожд|birth|passport|document\s?(?:series|number)"
    r"|удостоверя\w+ личность|удостоверени\w+ личности|^дул$|данные документа",
    re.IGNORECASE,
)
NUMBERS = re.compile(r"^\s*\d{3}-\d{3}-\d{3}[ -]\d{2}\s*$")
SERIES = re.compile(r"^\s*серия\s*$", re.IGNORECASE)
NUMBER = re.compile(r"^\s*номер\s*$", re.IGNORECASE)
PERSON = re.compile(r"^\s*(?:фамилия|ф\.?\s?и\.?\s?о\.?|surname\w*)(?:\W|$)", re.IGNORECASE)
PREAMBLE_CELLS = 3
HEADER_CELLS = 4  # texts of a row that is the header of the next table
GROUP_ROWS = 2  # rows above a label that may belong to its header


def clean_grid(grid: Grid) -> list[Problem]:
    """Empty forbidden columns and cells of a grid in place; return what was dropped, nothing if clean."""
    return [problem for sheet in grid.sheets for problem in _clean_sheet(sheet)]


def clean_columns(grid: Grid, labels: Sequence[str], rows: int = 15) -> list[Problem]:
    """Empty in place the columns under a label that begins with one of `labels`, and say which.

    For columns that one kind of file may not keep beside what it holds: a teacher beside results of
    ВПР. The label stands within the first `rows` rows, in a header of several texts.
    """
    begins = tuple(map(fold, labels))
    return [
        _emptied(sheet, row, column)
        for sheet in grid.sheets
        for row, cells in enumerate(sheet.rows[:rows])
        if begins and sum(isinstance(cell, str) and cell != "" for cell in cells) >= HEADER_CELLS
        for column, cell in enumerate(cells)
        if isinstance(cell, str) and fold(cell).startswith(begins)
    ]


def _emptied(sheet: Sheet, row: int, column: int) -> Problem:
    for cells in sheet.rows[row + 1 :]:
        _empty(cells, column, column + 1)
    return _told(sheet, row, column, str(sheet.rows[row][column]))


def _clean_sheet(sheet: Sheet) -> list[Problem]:
    # One pass over distinct texts decides for nearly every file that there is nothing to do.
    texts = {cell for cell in set(chain.from_iterable(sheet.rows)) if isinstance(cell, str)}
    suspects = {text for text in texts if FORBIDDEN.search(text) or NUMBERS.match(text)}
    series = {text for text in texts if SERIES.match(text)}
    if not suspects and not series:
        return []
    return [
        _dropped(sheet, row, column)
        for row, cells in enumerate(sheet.rows)
        for column, cell in enumerate(cells)
        if cell in suspects or _is_document(cells, column)
    ]


def _is_document(cells: list[Cell], column: int) -> bool:
    """Say whether a cell is «Серия» or «Номер» of a pair that stands side by side in a header."""
    cell = cells[column]
    if not isinstance(cell, str):
        return False
    if SERIES.match(cell):
        return any(isinstance(c, str) and (NUMBER.match(c) or PERSON.match(c)) for c in cells)
    before = next((c for c in reversed(cells[:column]) if c != ""), "")
    return bool(NUMBER.match(cell)) and isinstance(before, str) and bool(SERIES.match(before))


def _dropped(sheet: Sheet, row: int, column: int) -> Problem:
    label = str(sheet.rows[row][column])
    if NUMBERS.match(label):
        sheet.rows[row][column] = ""
        label = "номер СНИЛС"
    elif _has_value(sheet.rows[row], column):
        _empty(sheet.rows[row], column, column + 2)
    else:
        _empty_column(sheet, row, column)
    return _told(sheet, row, column, label)


def _told(sheet: Sheet, row: int, column: int, label: str) -> Problem:
    return Problem(
        severity="info",
        code="private_dropped",
        what=f"Столбец «{label.strip()[:40]}» не сохранён: такие сведения программе не нужны",
        fix="Ничего делать не надо. Вместо файла хранится таблица без этих сведений",
        **at(sheet.name, row, column),
    )


def _has_value(cells: list[Cell], column: int) -> bool:
    """Say whether a label stands beside its value and not over a column: «Дата рождения: 02.01.2010»."""
    label = str(cells[column])
    beside = str(cells[column + 1]) if column + 1 < len(cells) else ""
    is_short = sum(cell != "" for cell in cells) <= PREAMBLE_CELLS
    return is_short and (":" in label or any(sign.isdigit() for sign in label + beside))


def _empty_column(sheet: Sheet, row: int, column: int) -> None:
    """Empty what stands under a label up to the next header.

    A protocol of exams is sparse: under the empty cells right of «Серия» and «Номер» too.
    """
    after = column + 1
    is_sparse = _is_document(sheet.rows[row], column)
    while is_sparse and after < len(sheet.rows[row]) and not _is_labelled(sheet, row, after):
        after += 1
    for cells in sheet.rows[row + 1 :]:
        if column < len(cells) and cells[column] != "" and _is_header(cells):
            return
        _empty(cells, column, after)


def _is_labelled(sheet: Sheet, row: int, column: int) -> bool:
    above = sheet.rows[max(0, row - GROUP_ROWS) : row + 1]
    return any(cells[column] != "" for cells in above if column < len(cells))


def _is_header(cells: list[Cell]) -> bool:
    texts = [cell for cell in cells if isinstance(cell, str) and cell]
    return len(texts) >= HEADER_CELLS and any(map(PERSON.match, texts))


def _empty(cells: list[Cell], first: int, after: int) -> None:
    for column in range(first, min(after, len(cells))):
        cells[column] = ""
