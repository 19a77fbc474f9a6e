"""The cells of an OpenDocument spreadsheet, laid out tag by tag.

A cell and a row say how often they are repeated, so a hundred bytes can ask for billions of cells:
every row is measured before it is laid out. What hangs on a cell (a note, a table inside it) is
passed over.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from etl.grid import Cell, Range, Sheet
from etl.readers.bounds import Bounds
from etl.readers.extents import too_many_cells
from etl.readers.refusals import megabytes, refusal

Attributes = dict[str, str]
_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_CELLS = ("table:table-cell", "table:covered-table-cell")
_PASSED_OVER = ("office:annotation", "table:dde-link", "table:tracked-changes", "table:shapes")
_NUMBERS = ("float", "percentage", "currency")
_MOST_MERGES = 200_000
_TAGS_PER_CELL = 3  # in all, for cells, paragraphs and rows
_TAGS_IN_A_CELL = 10_000


class Sheets:
    """Takes the events of a parser that knows namespaces; `done` are the finished sheets."""

    def __init__(self, bounds: Bounds) -> None:
        self.done: list[Sheet] = []
        self._bounds = bounds
        self._style, self._hidden = "", set[str]()
        self._layout: _Layout | None = None
        self._passed, self._tags, self._cells = 0, 0, 0
        self._starts: dict[str, Callable[[Attributes], None]] = {
            "style:style": self._open_style,
            "style:table-properties": self._show,
            "table:table": self._open_sheet,
        }

    def start(self, name: str, attributes: Attributes) -> None:
        """Take an opening tag."""
        name = _short(name)
        self._tags += 1
        if self._tags > _TAGS_PER_CELL * self._bounds.cells:
            raise too_many_cells(self._bounds)
        if self._passed or name in _PASSED_OVER or (name == "table:table" and self._layout):
            self._passed += 1
            return
        own = {_short(key): value for key, value in attributes.items()}
        if name in self._starts:
            self._starts[name](own)
        elif self._layout:
            self._layout.open(name, own)

    def end(self, name: str) -> None:
        """Take a closing tag."""
        if self._passed:
            self._passed -= 1
        elif self._layout and _short(name) == "table:table":
            sheet = self._layout.finish()
            self._cells += len(sheet.rows) * (len(sheet.rows[0]) if sheet.rows else 0)
            self.done.append(sheet)
            self._layout = None
        elif self._layout:
            self._layout.close(_short(name))

    def text(self, text: str) -> None:
        """Take a piece of text."""
        if self._layout and not self._passed:
            self._layout.say(text)

    def _open_style(self, own: Attributes) -> None:
        self._style = own.get("style:name", "")

    def _show(self, own: Attributes) -> None:
        if own.get("table:display") == "false":
            self._hidden.add(self._style)

    def _open_sheet(self, own: Attributes) -> None:
        is_hidden = own.get("table:style-name", "") in self._hidden
        sheet = Sheet(own.get("table:name", ""), [], is_hidden=is_hidden)
        self._layout = _Layout(sheet, self._bounds, self._bounds.cells - self._cells)


class _Layout:
    """One sheet being laid out; `room` is how many cells it may still take."""

    def __init__(self, sheet: Sheet, bounds: Bounds, room: int) -> None:
        self._sheet, self._bounds, self._room = sheet, bounds, room
        self._merged: list[Range] = []
        self._width = self._empty_rows = self._letters = self._tags = 0
        self._repeated = 1
        self._runs: list[tuple[Cell, int]] = []
        self._cell: Attributes | None = None
        self._texts: list[str] = []
        self._is_paragraph = False

    def open(self, name: str, own: Attributes) -> None:
        """Take an opening tag inside the sheet."""
        self._tags += 1
        if self._tags > _TAGS_IN_A_CELL and self._cell is not None:
            raise too_many_cells(self._bounds)
        if name == "table:table-row":
            self._repeated = _count(own, "table:number-rows-repeated")
            self._runs = []
        elif name in _CELLS:
            self._cell, self._texts = (own if name == _CELLS[0] else {**own, "covered": "yes"}), []
            self._tags = 0
        elif name in ("text:p", "text:h"):
            if self._texts or self._is_paragraph:
                self._add("\n")
            self._is_paragraph = True
        elif name == "text:s":
            self._add(" " * min(_count(own, "text:c"), self._bounds.text_bytes + 1))
        elif name in ("text:tab", "text:line-break"):
            self._add("\t" if name == "text:tab" else "\n")

    def close(self, name: str) -> None:
        """Take a closing tag inside the sheet."""
        if name in _CELLS and self._cell is not None:
            self._take_cell(self._cell)
            self._cell, self._is_paragraph = None, False
        elif name == "table:table-row":
            self._take_row()

    def say(self, text: str) -> None:
        """Take a piece of text; outside a paragraph it is only the layout of the markup."""
        if self._cell is not None and self._is_paragraph:
            self._add(text)

    def finish(self) -> Sheet:
        """Return the sheet with rows of one width."""
        for row in self._sheet.rows:
            row.extend([""] * (self._width - len(row)))
        self._sheet.merged = partial(list, self._merged)
        return self._sheet

    def _add(self, text: str) -> None:
        self._letters += len(text)
        if self._letters > self._bounds.text_bytes:
            most = megabytes(self._bounds.text_bytes)
            raise refusal("unpacks_too_large", f"его тексты займут больше {most}")
        self._texts.append(text)

    def _take_cell(self, own: Attributes) -> None:
        count = _count(own, "table:number-columns-repeated")
        value = "" if "covered" in own else _value(own, "".join(self._texts))
        wide = _count(own, "table:number-columns-spanned")
        tall = _count(own, "table:number-rows-spanned")
        if wide * tall > 1 and len(self._merged) < _MOST_MERGES:
            top = len(self._sheet.rows) + self._empty_rows
            left = sum(repeated for _, repeated in self._runs)
            self._merged.append(Range(top, left, top + tall - 1, left + wide - 1))
        if self._runs and self._runs[-1][0] == value == "":
            self._runs[-1] = ("", self._runs[-1][1] + count)
        else:
            self._runs.append((value, count))
        if len(self._runs) > self._bounds.columns:
            raise too_many_cells(self._bounds)

    def _take_row(self) -> None:
        while self._runs and self._runs[-1][0] == "":
            self._runs.pop()
        if not self._runs:
            self._empty_rows += self._repeated
            return
        rows = len(self._sheet.rows) + self._empty_rows + self._repeated
        self._width = max(self._width, sum(count for _, count in self._runs))
        if (
            self._width > self._bounds.columns
            or rows > self._bounds.rows
            or rows * self._width > self._room
        ):
            raise too_many_cells(self._bounds)
        row = [value for value, count in self._runs for _ in range(count)]
        self._sheet.rows += [[] for _ in range(self._empty_rows)]
        self._sheet.rows += [list(row) for _ in range(self._repeated)]
        self._empty_rows, self._runs = 0, []


def _short(name: str) -> str:
    """Return a name as the standard prints it: `table:table-cell`."""
    space, _, local = name.rpartition(" ")
    return f"{space.removeprefix(_NAMES).partition(':')[0]}:{local}"


def _count(own: Attributes, name: str) -> int:
    return max(1, int(own.get(name, "1")))


def _value(own: Attributes, text: str) -> Cell:
    """Return what a cell holds: the value it states, else its text."""
    kind = own.get("office:value-type", "")
    if kind in _NUMBERS:
        return float(own["office:value"]) if "office:value" in own else text
    if kind == "boolean":
        return own.get("office:boolean-value") == "true"
    if kind == "date" and "office:date-value" in own:
        return _day(own["office:date-value"])
    return own.get("office:string-value", text)


def _day(text: str) -> date | datetime:
    found = datetime.fromisoformat(text)
    return found if found.time() != datetime.min.time() else found.date()
