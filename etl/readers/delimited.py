"""Text with a delimiter: csv of any of the usual dialects."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from etl.grid import Cell, Grid, Sheet
from etl.readers.bounds import Bounds
from etl.readers.encoding import decode
from etl.readers.extents import too_many_cells
from etl.readers.refusals import megabytes, refusal

# In order of preference: a decimal comma stands inside cells, a tab and a semicolon seldom do.
DELIMITERS = ("\t", ";", ",")
_SAMPLE_ROWS = 200


def read(path: Path, name: str, bounds: Bounds) -> Grid:
    """Read a delimited text as one sheet of text cells, every row of the same width.

    A quoted cell may hold newlines; a column that is empty from top to bottom at the right (a
    delimiter at the end of every line) is left out. Refuses `too_large`, `too_many_cells`,
    `damaged_file`, `encoding`.
    """
    if path.stat().st_size > bounds.delimited_bytes:
        raise refusal("too_large", f"больше {megabytes(bounds.delimited_bytes)}")
    text = decode(path.read_bytes())
    rows = _rows(text, delimiter(text), bounds)
    width = max((_filled(row) for row in rows), default=0)
    if width * len(rows) > bounds.cells:
        raise too_many_cells(bounds)
    return Grid(name, "csv", [Sheet(path.stem or name, [_fit(row, width) for row in rows])])


def delimiter(text: str) -> str:
    """Return the delimiter that cuts most lines into the same number of cells."""
    return max(DELIMITERS, key=lambda sign: (_agreement(text, sign), -DELIMITERS.index(sign)))


def _agreement(text: str, sign: str) -> int:
    if sign not in text:
        return 0
    try:
        widths = Counter(map(len, islice(_reader(text, sign), _SAMPLE_ROWS)))
    except csv.Error:
        return 0
    del widths[0], widths[1]
    return max(widths.values(), default=0)


def _reader(text: str, sign: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=sign)


def _rows(text: str, sign: str, bounds: Bounds) -> list[list[str]]:
    rows, cells = [], 0
    try:
        for row in _reader(text, sign):
            cells += len(row)
            if len(row) > bounds.columns or cells > bounds.cells:
                raise too_many_cells(bounds)
            rows.append(row)
    except csv.Error as error:
        raise refusal("damaged_file", "кавычка в тексте открыта и не закрыта") from error
    return rows


def _filled(row: list[str]) -> int:
    width = len(row)
    while width and not row[width - 1]:
        width -= 1
    return width


def _fit(row: list[str], width: int) -> list[Cell]:
    return [*row[:width], *[""] * (width - len(row))]
