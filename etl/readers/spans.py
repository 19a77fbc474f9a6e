"""Rows of an html table laid out on a grid, with what spans over several cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from etl.grid import Cell, Range
from etl.readers.bounds import Bounds
from etl.readers.extents import too_many_cells

LINE = "\N{LINE SEPARATOR}"


class Layout:
    """Cells placed one after another, past those that hang down from above."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._hanging: dict[int, int] = {}
        self._width = 0
        self.rows: list[list[Cell]] = []
        self.merged: list[Range] = []
        self.title = ""

    def line(self, text: str) -> None:
        """Place one line of text as a row of its own."""
        self._append([text])

    def row(self, cells: Iterable[etree._Element]) -> None:
        """Place the cells of one table row; a text goes into the top-left of its span."""
        placed: list[Cell] = []
        top = len(self.rows)
        hanging = {column: left - 1 for column, left in self._hanging.items() if left > 1}
        for cell in cells:
            while len(placed) in self._hanging:
                placed.append("")
            wide, tall = self._span(cell, "colspan"), self._span(cell, "rowspan")
            left = len(placed)
            placed += [cell_text(cell), *[""] * (wide - 1)]
            if tall > 1:
                hanging.update(dict.fromkeys(range(left, left + wide), tall - 1))
            if wide * tall > 1:
                self.merged.append(Range(top, left, top + tall - 1, left + wide - 1))
        self._hanging = hanging
        self._append(placed)

    def close(self) -> None:
        """End the table: make rows equally wide and cut spans at its last row."""
        last = len(self.rows) - 1
        self.rows = [[*row, *[""] * (self._width - len(row))] for row in self.rows]
        self.merged = [merge._replace(bottom=min(merge.bottom, last)) for merge in self.merged]
        self._hanging = {}

    def _append(self, row: list[Cell]) -> None:
        self.rows.append(row)
        self._width = max(self._width, len(row), *(c + 1 for c in self._hanging), 0)
        if self._width > self._bounds.columns or self._width * len(self.rows) > self._bounds.cells:
            raise too_many_cells(self._bounds)

    def _span(self, cell: etree._Element, name: str) -> int:
        given = (cell.get(name) or "").strip()
        span = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 1
        if span > self._bounds.columns and name == "colspan":
            raise too_many_cells(self._bounds)
        return max(1, min(span, self._bounds.cells))


def cell_text(cell: etree._Element) -> str:
    """Return the text of a cell; only a line break of the page is kept as a newline."""
    text = all_text(cell) if len(cell) else cell.text or ""
    return "\n".join(lines(text))


def all_text(node: etree._Element) -> str:
    """Return every text inside an element, in order."""
    return "".join(str(text) for text in node.itertext())


def lines(text: str) -> Iterator[str]:
    """Yield the lines of a text that hold something, with single spaces."""
    for line in text.split(LINE):
        if words := line.split():
            yield " ".join(words)
