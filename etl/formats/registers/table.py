"""Where the tables of a register stand: header rows by their words, then rows until the next header."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from etl.cells import cell_text
from etl.formats.matrix.lines import at
from etl.formats.matrix.words import key
from etl.formats.registers.words import Vocabulary, fits
from etl.grid import Cell, Sheet
from etl.names import clean

LOOK_ROWS = 40  # how far down the first header may stand
DEEPEST = 4  # rows of the deepest header
EXAMPLE = "пример*"  # what a template's example row begins with


@dataclass(frozen=True)
class Column:
    """One column: its labels from top to bottom, their key, and what it holds ("" for nothing we take)."""

    index: int
    labels: tuple[str, ...]
    means: str = ""

    @property
    def key(self) -> str:
        """What two prints of the column's header share."""
        return key(" ".join(self.labels))

    @property
    def said_key(self) -> str:
        """The key by which a person's word for the column is kept; a column without a label by number."""
        return self.key or f"#{self.index + 1}"

    @property
    def label(self) -> str:
        """The labels in one line."""
        return ", ".join(dict.fromkeys(self.labels))


@dataclass(frozen=True)
class Table:
    """One table of a sheet; rows are zero-based, `end` is the row after the last."""

    sheet: Sheet
    begin: int
    top: int
    first: int
    end: int
    columns: tuple[Column, ...]

    def column(self, means: str) -> int:
        """Return the first column of a meaning, -1 where there is none."""
        return next((c.index for c in self.columns if c.means == means), -1)

    def has(self, *means: str) -> bool:
        """Say whether each of the meanings has a column."""
        return all(self.column(name) >= 0 for name in means)

    def text(self, row: int, means: str) -> str:
        """Return the text of a row's cell by meaning, "" where there is none."""
        column = self.column(means)
        return clean(cell_text(at(self.sheet.rows, row, column))) if column >= 0 else ""

    def cell(self, row: int, means: str) -> Cell:
        """Return a row's cell by meaning, "" where there is none."""
        column = self.column(means)
        return at(self.sheet.rows, row, column) if column >= 0 else ""

    def filled(self, row: int) -> list[tuple[int, str]]:
        """Return (column, text) of the cells of a row that are not empty."""
        cells = enumerate(self.sheet.rows[row])
        return [(c, text) for c, cell in cells if cell != "" and (text := clean(cell_text(cell)))]


@dataclass(frozen=True)
class Layout:
    """How to know a header: `words` by meaning, `is_header` of the columns found, `starts` of which one
    stands in its first row, `keys` whose cells are never empty in the first row of the body, what a
    person `said` of columns by their keys and of how many rows the header has (`deep`; 0: as it looks),
    and `hints`, pieces of words of which some header row has one."""

    words: Vocabulary
    is_header: Callable[[Sequence[Column]], bool]
    starts: tuple[str, ...]
    keys: tuple[str, ...]
    said: Mapping[str, str] = field(default_factory=dict)
    deep: int = 0
    hints: tuple[str, ...] = ()


def tables(sheet: Sheet, layout: Layout) -> Iterator[Table]:
    """Walk down a sheet from table to table; each ends where the next header begins."""
    heads: list[tuple[int, int, tuple[Column, ...]]] = []
    r = 0
    while r < len(sheet.rows) and (heads or r <= LOOK_ROWS):
        found = _header(sheet, r, layout)
        if found:
            heads.append((r, *found))
        r = found[0] if found else r + 1
    begin = 0
    ends = [top for top, _, _ in heads[1:]] + [len(sheet.rows)] * bool(heads)
    for (top, first, columns), end in zip(heads, ends, strict=True):
        yield Table(sheet, begin, top, first, end, columns)
        begin = end


def body(table: Table) -> Iterator[int]:
    """Give the rows below a header that have anything in them, without a template's example row."""
    for row in range(table.first, table.end):
        filled = table.filled(row)
        if filled and not fits(key(filled[0][1]), (EXAMPLE,)):
            yield row


def _header(sheet: Sheet, top: int, layout: Layout) -> tuple[int, tuple[Column, ...]] | None:
    """Return the row after a header and its columns, None where no header begins in the row."""
    texts = sheet.texts(top)
    if not layout.deep and len(texts) < 2:
        return None
    if _is_preamble(texts) or not _may_begin(texts, layout):
        return None
    if layout.hints and not layout.said and not _is_hinted(sheet, top, layout.hints):
        return None
    first = top + (layout.deep or 1)
    columns = columns_of(sheet.rows[top:first], layout)
    if not any(column.means in layout.starts for column in columns):
        return None
    while (
        not layout.deep
        and first < min(top + DEEPEST, len(sheet.rows))
        and _goes_on(sheet.rows[first], columns, layout)
    ):
        first += 1
        columns = columns_of(sheet.rows[top:first], layout)
    if not layout.is_header(columns) or not set(layout.said) <= {c.said_key for c in columns}:
        return None
    if not layout.deep and first < len(sheet.rows) and _numbers_columns(sheet.rows[first]):
        first += 1
    return first, tuple(columns)


def _may_begin(texts: Sequence[tuple[int, str]], layout: Layout) -> bool:
    """Say whether some text of a row alone may begin a header: most rows of any file are done with here."""
    return bool(layout.said) or any(layout.words.begins(text) in layout.starts for _, text in texts)


def _is_hinted(sheet: Sheet, top: int, hints: tuple[str, ...]) -> bool:
    """Say whether a row or one of those that may go on with its header holds a piece of the words needed."""
    rows = range(top, min(top + DEEPEST, len(sheet.rows)))
    return any(hint in key(text) for row in rows for _, text in sheet.texts(row) for hint in hints)


def _is_preamble(texts: Sequence[tuple[int, str]]) -> bool:
    """Say whether a row says `label: value` and so stands above a header: «ФИО учителя: …»."""
    return any(text.rstrip().endswith(":") for _, text in texts)


def _goes_on(row: Sequence[Cell], columns: Sequence[Column], layout: Layout) -> bool:
    """Say whether a row belongs to the header above it: its key columns are empty, others are labelled.

    A key column may be labelled on: «№» over «п/п».
    """
    texts = {
        c: text for c, cell in enumerate(row) if cell != "" and (text := clean(cell_text(cell)))
    }
    filled = list(texts)
    means = {column.index: column.means for column in columns}
    keyed = [texts[c] for c in filled if means.get(c) in layout.keys]
    if not filled or any(layout.words.begins(text) not in layout.keys for text in keyed):
        return False
    labelled = {column.index for column in columns if column.labels}
    return len(filled) > 1 or filled[0] not in labelled


def columns_of(rows: Sequence[Sequence[Cell]], layout: Layout) -> list[Column]:
    """Return the columns under header rows; a group's cell reaches over the empty cells to its right."""
    width = max(map(len, rows), default=0)
    lines = [[clean(cell_text(at(rows, r, c))) for c in range(width)] for r in range(len(rows))]
    for r, line in enumerate(lines[:-1]):
        for c in range(1, width):
            below = any(lower[c] for lower in lines[r + 1 :])
            if not line[c] and below and any(lower[c - 1] for lower in lines[r + 1 :]):
                line[c] = line[c - 1]
    return [_column(c, tuple(line[c] for line in lines if line[c]), layout) for c in range(width)]


def _column(index: int, labels: tuple[str, ...], layout: Layout) -> Column:
    said = layout.said.get(Column(index, labels).said_key, "") if layout.said else ""
    return Column(index, labels, said or (layout.words.meaning(labels) if labels else ""))


def _numbers_columns(row: Sequence[Cell]) -> bool:
    """Say whether a row only numbers the columns: 1, 2, 3 …"""
    texts = [clean(cell_text(cell)) for cell in row if cell != ""]
    return len(texts) > 2 and texts == [str(n) for n in range(1, len(texts) + 1)]
