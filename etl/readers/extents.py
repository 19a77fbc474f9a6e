"""How far the filled cells of a sheet reach, told from its xml before it is loaded.

A loader allocates the whole rectangle from A1 to the last filled cell, so one stray cell at
XFD1048576 would ask for 17 billion. The sheet's own `<dimension>` is only a hint: one pass of a
regular expression proves that no cell lies outside it, and where one does, or a cell is written in
an unusual way, a walk over the tags finds the true corner.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from etl.readers.bounds import Bounds
from etl.readers.refusals import refusal, thousands

Corner = tuple[int, int]
Chunks = Callable[[], Iterator[bytes]]

_DIMENSION = re.compile(rb'<(?:\w+:)?dimension ref="(?:[A-Z]+[0-9]+:)?([A-Z]{1,3})([0-9]{1,7})"')
_LETTERS = re.compile(rb'<c r="([A-Z]{1,3})')
_ROWS = re.compile(rb'<row(?:\s[^>]*?)?\sr="([0-9]{1,7})"')
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
    stream = chunks()
    first = next(stream, b"")
    if _MARKUP.search(first[:65_536]):
        raise refusal("hostile_markup", "объявление сущностей")
    hint = _hint(first, bounds) or _told(chunks(), bounds)
    outside = re.compile(b'<c(?![a-zA-Z]| r="(?:%s)(?:%s)")' % _up_to_corner(hint))
    tags = 0  # that may open a cell: never fewer than there are cells
    piece: bytes | None = first
    while piece is not None:
        tags += piece.count(b"<c")
        if outside.search(piece) or _PREFIXED.search(piece):
            return _walk(chunks(), bounds)
        piece = next(stream, None)
    if tags > bounds.cells:
        return _walk(chunks(), bounds)
    return hint


def _hint(first: bytes, bounds: Bounds) -> Corner | None:
    found = _DIMENSION.search(first[:65_536])
    if found:
        rows, columns = int(found[2]), column_index(found[1])
        if 0 < rows * columns <= bounds.cells:
            return rows, columns
    return None


def _told(stream: Iterator[bytes], bounds: Bounds) -> Corner:
    """Return the corner that plainly written references tell, where the sheet does not state it.

    A library that writes row by row states none. It is a guess all the same, and is proved after.
    """
    letters: set[bytes] = set()
    rows = 0
    for piece in stream:
        letters.update(_LETTERS.findall(piece))
        rows = max(rows, max(map(int, _ROWS.findall(piece)), default=0))
    columns = max(map(column_index, letters), default=0)
    if 0 < rows * columns <= bounds.cells:
        return rows, columns
    return max(1, bounds.cells // 256), 256


def _up_to_corner(hint: Corner) -> tuple[bytes, bytes]:
    rows, columns = hint
    letters = ""
    while columns:
        columns, rest = divmod(columns - 1, 26)
        letters = chr(65 + rest) + letters
    return up_to(letters, "A", "Z"), up_to(str(rows), "0", "9")


def up_to(last: str, low: str, high: str) -> bytes:
    """Return a pattern of the words of `low`–`high` that sort, by length first, up to `last`."""
    size = len(last)
    shorter = [f"[{low}-{high}]{{1,{size - 1}}}"] if size > 1 else []
    smaller = [
        f"{last[:i]}[{low}-{chr(ord(sign) - 1)}][{low}-{high}]{{{size - i - 1}}}"
        for i, sign in enumerate(last)
        if sign > low
    ]
    return "|".join([last, *smaller, *shorter]).encode()


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
