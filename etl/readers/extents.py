"""How far the filled cells of a sheet reach, told from its xml before it is loaded.

A loader allocates the whole rectangle from A1 to the last filled cell, so one stray cell at
XFD1048576 would ask for 17 billion. The sheet's own `<dimension>` is only a hint and is not asked:
one pass over the bytes reads the references of all cells at once, and where they reach too far, or
a cell is written in an unusual way, a walk over the tags finds the true corner.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import numpy as np

from etl.readers.bounds import Bounds
from etl.readers.refusals import refusal, thousands

Corner = tuple[int, int]
Chunks = Callable[[], Iterator[bytes]]

_OPEN = b'<c r="'
_LAST_COLUMN = 18_278  # ZZZ
_LONGEST_REFERENCE = 10  # three letters and seven digits
_PADDING = bytes(len(_OPEN) + _LONGEST_REFERENCE + 1)
_PREFIXED = re.compile(rb":c[\s/>]")
_TAG = re.compile(rb"<(?:[^\s<>/:=\"']+:)?(row|c)(?=[\s/>])([^>]*)>")
_ROW = re.compile(rb"\sr\s*=\s*[\"']\s*([0-9]+)")
_REF = re.compile(rb"\sr\s*=\s*[\"']\s*([A-Za-z]*)([0-9]*)")
_MARKUP = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def column_index(letters: bytes) -> int:
    """Return the one-based number of a column's letters: A → 1, AA → 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def corner(chunks: Chunks, bounds: Bounds) -> Corner:
    """Return (rows, columns) that hold every filled cell; may be larger than the true corner.

    `chunks` starts the part anew at each call and yields pieces closed by `>`. Refuses
    `too_many_cells` where the true corner is beyond `bounds.cells`, `hostile_markup`,
    `damaged_file`.
    """
    rows = columns = tags = 0  # tags that may open a cell: never fewer than there are cells
    for number, piece in enumerate(chunks()):
        if number == 0 and _MARKUP.search(piece[:65_536]):
            raise refusal("hostile_markup", "объявление сущностей")
        found = _plain_corner(piece)
        if found is None or (b":" in piece and _PREFIXED.search(piece)):
            return _walk(chunks(), bounds)
        rows, columns, tags = max(rows, found[0]), max(columns, found[1]), tags + found[2]
    if rows * columns > bounds.cells or tags > bounds.cells:
        return _walk(chunks(), bounds)
    return rows, columns


def _plain_corner(piece: bytes) -> tuple[int, int, int] | None:
    """Return (rows, columns, cells) of a piece, empty cells too, None where one is not `<c r="AB12"`.

    All references are read side by side, sign by sign: to match them one by one takes five times as long.
    """
    signs = np.frombuffer(piece + _PADDING, dtype=np.uint8)
    opened = np.flatnonzero((signs[:-1] == _OPEN[0]) & (signs[1:] == _OPEN[1]))
    after = signs[opened + 2] | 0x20
    opened = opened[(after < ord("a")) | (after > ord("z"))]
    if not all((signs[opened + k] == sign).all() for k, sign in enumerate(_OPEN)):
        return None
    row, column = np.zeros((2, len(opened)), dtype=np.int32)
    in_letters, closed = np.ones(len(opened), dtype=bool), np.zeros(len(opened), dtype=bool)
    for k in range(len(_OPEN), len(_OPEN) + _LONGEST_REFERENCE + 1):
        sign = signs[opened + k]
        letter, digit = sign - ord("A"), sign - ord("0")  # of other signs above 25 and 9: they wrap
        in_letters &= letter < 26
        in_digits = ~closed & (digit < 10) & (column > 0)
        column = np.where(in_letters, column * 26 + letter + 1, column)
        row = np.where(in_digits, row * 10 + digit, row)
        closed |= (sign == ord('"')) & (row > 0)
        if not (closed | in_letters | in_digits).all() or column.max(initial=0) > _LAST_COLUMN:
            return None
        if closed.all():
            return int(row.max(initial=0)), int(column.max(initial=0)), len(opened)
    return None


def _walk(stream: Iterator[bytes], bounds: Bounds) -> Corner:
    """Follow rows and cells tag by tag, as a loader counts them where they carry no reference."""
    rows = columns = row = column = filled = 0
    for piece in stream:
        for tag in _TAG.finditer(piece):
            name, attributes = tag[1], tag[2]
            if attributes.count(b'"') % 2 or attributes.count(b"'") % 2:
                raise refusal("hostile_markup", "угловая скобка внутри значения")
            if name == b"row":
                given = _ROW.search(attributes)
                row, column = int(given[1]) if given else row + 1, 0
                continue
            at_row, column = _place(attributes, row, column)
            if attributes.endswith(b"/"):
                continue
            filled += 1
            rows, columns = max(rows, at_row), max(columns, column)
            if rows * columns > bounds.cells or filled > bounds.cells:
                raise too_many_cells(bounds)
    return rows, columns


def _place(attributes: bytes, row: int, column: int) -> tuple[int, int]:
    ref = _REF.search(attributes)
    if not ref or not ref[2]:
        return row, column + 1
    return int(ref[2]), column_index(ref[1][:4])


def too_many_cells(bounds: Bounds) -> Exception:
    """Return the refusal of a table beyond `bounds.cells`."""
    return refusal("too_many_cells", f"больше {thousands(bounds.cells)}")
