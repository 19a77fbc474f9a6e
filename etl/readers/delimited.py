"""Text with a delimiter: csv of any of the usual dialects."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path, PurePosixPath

from etl.grid import Cell, Grid, Sheet
from etl.readers.bounds import Bounds
from etl.readers.encoding import decode
from etl.readers.extents import too_many_cells
from etl.readers.refusals import megabytes, refusal

# In order of preference: a decimal comma stands inside cells, a tab and a semicolon seldom do.
DELIMITERS = ("\t", ";", ",")
_SAMPLE_ROWS = 200
_SAMPLE_LETTERS = 65_536
_SPACED = 0.8  # share of commas with a space after them that only sentences have
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


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
    # An upload lies on the disk under a random name, in which a class («…7b») might be read.
    shown = PurePosixPath(name.replace("\\", "/").split("›")[-1].strip()).stem
    return Grid(name, "csv", [Sheet(shown, [_fit(row, width) for row in rows])])


def is_plain_text(grid: Grid) -> bool:
    """Tell whether a text that was read has no columns: a letter, whose commas are those of sentences."""
    if grid.kind != "csv":
        return False
    rows = [row for sheet in grid.sheets for row in sheet.rows[:_SAMPLE_ROWS] if any(row)]
    widths = Counter(sum(cell != "" for cell in row) for row in rows)
    del widths[0], widths[1]
    agreed = max(widths.values(), default=0)
    later = [str(cell) for row in rows for cell in row[1:] if cell != ""]
    spaced = sum(cell.startswith(" ") for cell in later)
    return agreed < 2 or (spaced > _SPACED * len(later) and 2 * agreed <= len(rows))


def delimiter(text: str) -> str:
    """Return the delimiter that cuts most lines into the same number of cells."""
    sample = text[:_SAMPLE_LETTERS]
    return max(DELIMITERS, key=lambda sign: (_agreement(sample, sign), -DELIMITERS.index(sign)))


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
    return csv.reader(_lines(text), delimiter=sign)


def _lines(text: str) -> Iterator[str]:
    return (line[0] for line in _LINE.finditer(text))


class _Measured:
    """Lines handed to the csv reader, counting delimiters since the last finished row.

    A row is only known when it is whole, and one row may be a whole file.
    """

    def __init__(self, text: str, sign: str, bounds: Bounds) -> None:
        self._text, self._sign, self._bounds = text, sign, bounds
        self.delimiters = 0

    def __iter__(self) -> Iterator[str]:
        for line in _lines(self._text):
            self.delimiters += line.count(self._sign)
            if self.delimiters > self._bounds.columns:
                raise too_many_cells(self._bounds)
            yield line


def _rows(text: str, sign: str, bounds: Bounds) -> list[list[str]]:
    rows: list[list[str]] = []
    cells = 0
    lines = _Measured(text, sign, bounds)
    try:
        for row in csv.reader(lines, delimiter=sign):
            lines.delimiters = 0
            cells += len(row)
            if cells > bounds.cells or len(rows) >= bounds.rows:
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
