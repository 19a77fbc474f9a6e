"""A zip file looked at from outside: its entries, and their bytes inflated under a budget.

The sizes a zip declares are not believed. Python's own reader stops at the declared size and the
Rust one does not, so a part is inflated here to its real end before anyone else opens it.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from etl.readers.bounds import Bounds
from etl.readers.refusals import refusal, thousands

CHUNK = 1 << 20
ENTRY_BYTES = 46
NAME_BYTES = 200
END = b"PK\x05\x06"
END64_LOCATOR = b"PK\x06\x07"
IS_ENCRYPTED = 0x1


def directory_bytes(path: Path) -> int:
    """Return the size of the central directory, by the larger of the two records that tell it."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 66_000))
        tail = file.read()
        end = tail.rfind(END)
        if end < 0 or len(tail) < end + 22:
            raise refusal("damaged_file", "в архиве нет оглавления")
        size = int(struct.unpack_from("<I", tail, end + 12)[0])
        locator = tail[max(0, end - 20) : end]
        if locator[:4] != END64_LOCATOR:
            return size
        file.seek(struct.unpack_from("<Q", locator, 8)[0])
        record = file.read(56)
    if len(record) < 56:
        raise refusal("damaged_file", "в архиве нет оглавления")
    return max(size, int(struct.unpack_from("<Q", record, 40)[0]))


def open_zip(path: Path, bounds: Bounds) -> zipfile.ZipFile:
    """Open a zip whose table of contents is small enough to hold.

    Refuses `damaged_file` and, for more entries than `bounds.entries`, `unpacks_too_large`.
    """
    try:
        size = directory_bytes(path)
        if size > bounds.entries * (ENTRY_BYTES + NAME_BYTES):
            raise _too_many(bounds)
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as error:
        raise refusal("damaged_file", "архив не открывается") from error
    if len(archive.infolist()) > bounds.entries:
        archive.close()
        raise _too_many(bounds)
    return archive


def _too_many(bounds: Bounds) -> Exception:
    return refusal("unpacks_too_large", f"в нём больше {thousands(bounds.entries)} файлов")


def inflate(path: Path, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the real bytes of an entry, in chunks of a megabyte at most.

    Refuses `unpacks_too_large` where there are more of them than declared, `damaged_file` for broken
    or exotic compression; so once this has run to its end the declared size may be relied on.
    """
    done = 0
    for chunk in _raw(path, entry):
        done += len(chunk)
        if done > entry.file_size:
            raise refusal("unpacks_too_large", "внутри больше, чем заявлено")
        yield chunk


def _raw(path: Path, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refusal("damaged_file", "необычное сжатие")
    with path.open("rb") as file:
        file.seek(entry.header_offset)
        header = file.read(30)
        if len(header) < 30 or header[:4] != b"PK\x03\x04":
            raise refusal("damaged_file", "часть архива не на своём месте")
        file.seek(sum(struct.unpack_from("<HH", header, 26)), 1)
        left = entry.compress_size
        if entry.compress_type == zipfile.ZIP_STORED:
            while left > 0 and (block := file.read(min(CHUNK, left))):
                left -= len(block)
                yield block
            return
        engine = zlib.decompressobj(-15)
        while left > 0 and (block := file.read(min(CHUNK // 4, left))):
            left -= len(block)
            yield from _steps(engine, block)
            if engine.eof:
                return


def _steps(engine: zlib._Decompress, block: bytes) -> Iterator[bytes]:
    try:
        while block:
            yield engine.decompress(block, CHUNK)
            block = engine.unconsumed_tail
    except zlib.error as error:
        raise refusal("damaged_file", "сжатые данные не читаются") from error


def pieces(chunks: Iterator[bytes], end: bytes) -> Iterator[bytes]:
    """Regroup chunks so that each piece closes with `end`; the last may not.

    Refuses `damaged_file` where `end` does not come for 32 MB.
    """
    carry = b""
    for chunk in chunks:
        data = carry + chunk
        cut = data.rfind(end) + len(end)
        if cut < len(end):
            cut = 0
        if cut:
            yield data[:cut]
        carry = data[cut:]
        if len(carry) > 32 * CHUNK:
            raise refusal("damaged_file", "разметка внутри файла не закрыта")
    if carry:
        yield carry
