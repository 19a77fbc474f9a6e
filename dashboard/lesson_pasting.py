"""Tasks as people paste them: a list, one a line, or a table whose columns hold numbers, texts and codes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from warehouse.lessons.value import code_of

Row = list[str]
# «1. », «2) », «- » before a task of a plain list.
_NUMBERED = re.compile(r"^\s*(?:\d{1,3}[.)]|[-–—•*])\s+")
_HEADING = re.compile(r"\b(код|тип|групп\w*|категори\w*)\b", re.IGNORECASE)


def pasted(text: str) -> list[tuple[str, str]]:
    """Return (text, code) of every pasted task, the code '' where none stands in a column of its own.

    A line is a task. Where the lines have tabs they are rows of a table: a column of codes («2.5», «2») is
    told from the numbering 1, 2, 3 … by its values and its place, the text is the column of longest cells.
    """
    if "\t" not in text:
        lines = (_NUMBERED.sub("", line).strip() for line in text.splitlines())
        return [(line, "") for line in lines if line]
    return _of_table([row for row in _rows(text) if any(row)])


def _rows(text: str) -> list[Row]:
    found = csv.reader(io.StringIO(text), delimiter="\t")
    rows = [[" ".join(cell.split()) for cell in row] for row in found]
    width = max(map(len, rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows]


def _of_table(rows: list[Row]) -> list[tuple[str, str]]:
    at_text = max(range(len(rows[0])), key=lambda at: sum(len(row[at]) for row in rows))
    at_code = _code_column(rows, at_text)
    if at_code is not None and not code_of(rows[0][at_code]) and _HEADING.search(rows[0][at_code]):
        rows = rows[1:]
    return [
        (row[at_text], code_of(row[at_code]) if at_code is not None else "")
        for row in rows
        if row[at_text]
    ]


def _code_column(rows: Sequence[Row], at_text: int) -> int | None:
    """Return the column of codes, the last of those that may be one; the first may be the numbering."""
    found = [at for at in range(len(rows[0])) if at != at_text and _may_be_codes(rows, at)]
    if not found:
        return None
    last = found[-1]
    return None if last < at_text and _is_numbering(rows, last) else last


def _may_be_codes(rows: Sequence[Row], at: int) -> bool:
    cells = [row[at] for row in rows if row[at]]
    body = cells[1:] if cells and not code_of(cells[0]) and _HEADING.search(cells[0]) else cells
    return bool(body) and all(code_of(cell) for cell in body)


def _is_numbering(rows: Sequence[Row], at: int) -> bool:
    """Tell whether a column counts 1, 2, 3 …, but for its heading."""
    cells = [row[at].rstrip(".)") for row in rows]
    numbers = [int(cell) for cell in cells if cell.isdecimal()]
    return len(numbers) >= len(rows) - 1 and numbers == list(range(1, len(numbers) + 1)) != []
