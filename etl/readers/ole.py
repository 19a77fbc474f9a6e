"""The old container of Microsoft Office: streams inside one file, found by name."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import pairwise

from etl.readers.refusals import refusal

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_ENTRY = 128
_LAST_SECTOR = 0xFFFFFFFA
_IN_HEADER = 109


class Ole:
    """The streams of a compound file held in memory; refuses `damaged_file` where chains break."""

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER:
            raise _damaged()
        self._data = data
        self._shift, self._mini_shift = struct.unpack_from("<HH", data, 30)
        if self._shift not in (9, 12) or self._mini_shift != 6:
            raise _damaged()
        directory, _, self._cutoff, mini, _, difat, _ = struct.unpack_from("<7I", data, 48)
        self._fat = self._numbers(list(self._fat_sectors(difat)))
        self._mini_fat = self._numbers(list(self._chain(mini, self._fat)))
        self._entries = dict(self._directory(directory))

    @property
    def names(self) -> set[str]:
        """Return the names of all streams and storages."""
        return set(self._entries)

    def stream(self, name: str) -> bytes:
        """Return the bytes of a stream."""
        start, size = self._entries[name]
        if size >= self._cutoff:
            return b"".join(self._sector(n) for n in self._chain(start, self._fat))[:size]
        root, root_size = self._entries["Root Entry"]
        small = b"".join(self._sector(n) for n in self._chain(root, self._fat))[:root_size]
        return b"".join(small[n << 6 : (n + 1) << 6] for n in self._chain(start, self._mini_fat))[
            :size
        ]

    def _sector(self, number: int) -> bytes:
        size = 1 << self._shift
        return self._data[(number + 1) * size : (number + 2) * size]

    def _numbers(self, sectors: list[int]) -> tuple[int, ...]:
        raw = b"".join(self._sector(number) for number in sectors)
        return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])

    def _fat_sectors(self, difat: int) -> Iterator[int]:
        listed = struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76)
        yield from (number for number in listed if number < _LAST_SECTOR)
        seen = 0
        while difat < _LAST_SECTOR:
            numbers = self._numbers([difat])
            seen += 1
            if not numbers or seen > len(self._data) >> self._shift:
                raise _damaged()
            yield from (number for number in numbers[:-1] if number < _LAST_SECTOR)
            difat = numbers[-1]

    def _chain(self, start: int, table: tuple[int, ...]) -> Iterator[int]:
        for _ in range(len(table) + 1):
            if start >= _LAST_SECTOR:
                return
            if start >= len(table):
                break
            yield start
            start = table[start]
        raise _damaged()

    def _directory(self, start: int) -> Iterator[tuple[str, tuple[int, int]]]:
        raw = b"".join(self._sector(number) for number in self._chain(start, self._fat))
        for begin, end in pairwise(range(0, len(raw) + 1, _ENTRY)):
            entry = raw[begin:end]
            length = min(struct.unpack_from("<H", entry, 64)[0], 64)
            if length > 2:
                name = entry[: length - 2].decode("utf-16-le", "replace")
                yield name, struct.unpack_from("<II", entry, 116)


def _damaged() -> Exception:
    return refusal("damaged_file", "внутренние ссылки не сходятся")
