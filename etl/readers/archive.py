"""Folders and zip archives opened out, one file at a time."""

from __future__ import annotations

import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from etl.problems import Refusal
from etl.readers.bounds import DEFAULT, Bounds
from etl.readers.container import inflate, open_zip
from etl.readers.kind import kind_of
from etl.readers.refusals import megabytes, refusal, thousands

BETWEEN = " › "
_NOT_DATA = frozenset({"__macosx", "thumbs.db", "desktop.ini"})
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_DEEPEST = 2
# A zip header and nothing after it: what `read` refuses as damaged.
_STUB = b"PK\x03\x04"


@dataclass
class _Budget:
    """What one upload may still unpack, all its archives together."""

    entries: int
    unpacked_bytes: int

    def spend(self, entries: list[zipfile.ZipInfo]) -> None:
        self.entries -= len(entries)
        self.unpacked_bytes -= sum(entry.file_size for entry in entries)


def expand(
    paths: Iterable[Path], into: Path, bounds: Bounds = DEFAULT
) -> Iterator[tuple[str, Path]]:
    """Yield (shown name, path) of every file in files, folders and archives, in order of name.

    A file from an archive lies in the folder `into` and is removed when the next one is asked for.
    An archive that may not be unpacked is yielded itself, and a broken entry as a stub: `read` on it
    refuses and says why, and the other files still come.
    """
    budget = _Budget(bounds.entries, bounds.unpacked_bytes)
    for path in paths:
        for shown, file in _files(path):
            yield from _open(shown, file, _Opening(into, bounds, budget, 1))


def check(path: Path, bounds: Bounds = DEFAULT) -> None:
    """Refuse an archive that may not be unpacked, saying which entry is to blame.

    Codes: `encrypted_entry`, `unsafe_entry`, `unpacks_too_large`, `damaged_file`.
    """
    _entries(path, bounds, _Budget(bounds.entries, bounds.unpacked_bytes))


@dataclass(frozen=True)
class _Opening:
    into: Path
    bounds: Bounds
    budget: _Budget
    depth: int

    def deeper(self) -> _Opening:
        return _Opening(self.into, self.bounds, self.budget, self.depth + 1)


def _files(path: Path) -> Iterator[tuple[str, Path]]:
    if not path.is_dir():
        yield path.name, path
        return
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if _is_data(name))
        for name in sorted(files):
            if _is_data(name):
                file = Path(folder, name)
                yield f"{path.name}/{file.relative_to(path).as_posix()}", file


def _is_data(name: str) -> bool:
    return not name.startswith((".", "~$")) and name.lower() not in _NOT_DATA


def _open(shown: str, path: Path, opening: _Opening) -> Iterator[tuple[str, Path]]:
    """Yield the file itself, or what is in it where it is an archive."""
    try:
        if opening.depth > _DEEPEST or kind_of(path, opening.bounds) != "zip":
            yield shown, path
            return
        entries = _entries(path, opening.bounds, opening.budget)
    except Refusal:
        yield shown, path
        return
    for name, entry in entries:
        with _unpacked(path, entry, opening.into) as file:
            yield from _open(f"{shown}{BETWEEN}{name}", file, opening.deeper())


def _entries(path: Path, bounds: Bounds, budget: _Budget) -> list[tuple[str, zipfile.ZipInfo]]:
    """Return the files of an archive by name once all its bounds hold."""
    with open_zip(path, bounds) as archive:
        named = [(entry_name(entry), entry) for entry in archive.infolist() if not entry.is_dir()]
    for name, entry in named:
        if not _stays_inside(name):
            raise refusal("unsafe_entry", name)
        if entry.flag_bits & _ENCRYPTED:
            raise refusal("encrypted_entry", name)
    infos = [entry for _, entry in named]
    _check_sizes(infos, path.stat().st_size, bounds, budget)
    budget.spend(infos)
    return sorted(
        (item for item in named if all(map(_is_data, PurePosixPath(item[0]).parts))),
        key=lambda item: item[0],
    )


def _check_sizes(
    entries: list[zipfile.ZipInfo], archive_bytes: int, bounds: Bounds, budget: _Budget
) -> None:
    total = sum(entry.file_size for entry in entries)
    packed = min(sum(entry.compress_size for entry in entries), archive_bytes)
    if len(entries) > budget.entries:
        raise refusal("unpacks_too_large", f"в нём больше {thousands(bounds.entries)} файлов")
    if total > budget.unpacked_bytes:
        raise refusal("unpacks_too_large", f"больше {megabytes(bounds.unpacked_bytes)}")
    if total > bounds.ratio_from_bytes and total > packed * bounds.ratio:
        raise refusal("unpacks_too_large", f"он сжат больше чем в {bounds.ratio} раз")


def entry_name(entry: zipfile.ZipInfo) -> str:
    """Return the name of an entry; without the utf-8 flag Windows writes it in cp866."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME:
        raw = name.encode("cp437", "replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("cp866")
    return name.replace("\\", "/")


def _stays_inside(name: str) -> bool:
    return not name.startswith("/") and ":" not in name[:2] and ".." not in name.split("/")


@contextmanager
def _unpacked(path: Path, entry: zipfile.ZipInfo, into: Path) -> Iterator[Path]:
    """Unpack one entry for as long as it is needed."""
    handle, name = tempfile.mkstemp(prefix="unpacked-", dir=into)
    file = Path(name)
    try:
        with os.fdopen(handle, "wb") as target:
            crc = 0
            try:
                for chunk in inflate(path, entry):
                    crc = zlib.crc32(chunk, crc)
                    target.write(chunk)
            except Refusal:
                crc = -1
        if crc != entry.CRC:
            file.write_bytes(_STUB)
        yield file
    finally:
        file.unlink(missing_ok=True)
