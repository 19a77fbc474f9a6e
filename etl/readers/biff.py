"""Records of an Excel 97–2003 workbook, looked through before it is loaded.

As with xlsx, a loader allocates the rectangle up to the last filled cell and copies a shared text
into each cell that points to it; the file says neither honestly.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from etl.readers.bounds import Bounds
from etl.readers.extents import too_many_cells
from etl.readers.refusals import megabytes, refusal

_BOF = 0x0809
_FILEPASS = 0x2F
_SST, _CONTINUE, _LABELSST = 0xFC, 0x3C, 0xFD
_MULTIPLE = 0xBD
_CELLS = frozenset({0x06, 0x0203, 0x0204, 0x0205, 0x027E, 0xD6, _LABELSST, _MULTIPLE})
_BYTES_PER_LETTER = 2


def check(stream: bytes, bounds: Bounds) -> None:
    """Refuse `encrypted_file`, `too_many_cells` or, for the texts, `unpacks_too_large`."""
    rows = columns = done = 0
    pointers: list[int] = []
    for kind, start, end in records(stream):
        if kind in _CELLS and end - start >= 6:
            row, column = struct.unpack_from("<HH", stream, start)
            if kind == _MULTIPLE:
                column += (end - start - 6) // 6 - 1
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            if kind == _LABELSST and end - start >= 10:
                pointers.append(struct.unpack_from("<I", stream, start + 6)[0])
        elif kind == _BOF:
            done, rows, columns = done + rows * columns, 0, 0
        elif kind == _FILEPASS:
            raise refusal("encrypted_file")
        if done + rows * columns > bounds.cells or len(pointers) > bounds.cells:
            raise too_many_cells(bounds)
    sizes = shared_sizes(_segments(stream))
    volume = sum(sizes[n] for n in pointers if n < len(sizes)) * _BYTES_PER_LETTER
    if volume > bounds.text_bytes:
        raise refusal(
            "unpacks_too_large", f"его тексты займут больше {megabytes(bounds.text_bytes)}"
        )


def records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield (type, start, end) of every record."""
    at, size = 0, len(stream)
    header = struct.Struct("<HH")
    while at + 4 <= size:
        kind, length = header.unpack_from(stream, at)
        at += 4
        yield kind, at, min(at + length, size)
        at += length


def _segments(stream: bytes) -> list[bytes]:
    found: list[bytes] = []
    for kind, start, end in records(stream):
        if kind == _SST or (found and kind == _CONTINUE):
            found.append(stream[start:end])
        elif found:
            break
    return found


def shared_sizes(segments: list[bytes]) -> list[int]:
    """Return the length in letters of every shared text; what cannot be followed is left out."""
    if not segments or len(segments[0]) < 8:
        return []
    cursor = _Cursor(segments, 8)
    sizes = []
    while (size := cursor.skip_text()) is not None:
        sizes.append(size)
    return sizes


class _Cursor:
    """A place in texts that run on from record to record."""

    def __init__(self, segments: list[bytes], at: int) -> None:
        self._segments, self._number, self._at = segments, 0, at

    def skip_text(self) -> int | None:
        """Pass one text and return its length in letters, or None at the end."""
        if self._number < len(self._segments) and self._at >= len(self._segments[self._number]):
            self._number, self._at = self._number + 1, 0
        head = self._take(3)
        if head is None:
            return None
        letters, flags = struct.unpack("<HB", head)
        runs = self._take(2) if flags & 8 else b"\0\0"
        extra = self._take(4) if flags & 4 else b"\0\0\0\0"
        if runs is None or extra is None:
            return None
        self._skip_letters(letters, flags & 1)
        self._skip(4 * struct.unpack("<H", runs)[0] + struct.unpack("<I", extra)[0])
        return int(letters)

    def _take(self, size: int) -> bytes | None:
        if self._number >= len(self._segments):
            return None
        taken = self._segments[self._number][self._at : self._at + size]
        self._at += size
        return taken if len(taken) == size else None

    def _skip_letters(self, letters: int, wide: int) -> None:
        while self._number < len(self._segments):
            room = (len(self._segments[self._number]) - self._at) >> wide
            if letters <= room:
                self._at += letters << wide
                return
            letters -= max(room, 0)
            self._number += 1
            if self._number < len(self._segments) and self._segments[self._number]:
                wide = self._segments[self._number][0] & 1
            self._at = 1

    def _skip(self, size: int) -> None:
        while self._number < len(self._segments):
            room = len(self._segments[self._number]) - self._at
            if size <= room:
                self._at += size
                return
            size -= room
            self._number, self._at = self._number + 1, 0
