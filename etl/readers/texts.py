"""Texts of a workbook: how much they come to, and which cells hold an empty one.

A text is stored once and cells point to it, so a small file can ask for gigabytes: a loader gives
every cell its own copy.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from etl.readers.bounds import Bounds
from etl.readers.container import inflate, pieces
from etl.readers.extents import column_index
from etl.readers.refusals import megabytes, refusal

_ITEM = re.compile(rb"<(?:\w+:)?si(?:\s[^>]*)?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
_PHONETIC = re.compile(rb"<(?:\w+:)?rPh\b.*?</(?:\w+:)?rPh>", re.DOTALL)
_SOME_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>[^<]")
_USUAL_POINTER = re.compile(rb'="s"><v>([0-9]+)<')
_SHARED = re.compile(rb"\bt\s*=\s*[\"']s[\"']")
_POINTER = re.compile(
    rb"\bt\s*=\s*[\"']s[\"'][^>]*>\s*<(?:\w+:)?v(?:\s[^>]*)?>\s*([0-9]+)\s*</(?:\w+:)?v>"
)
_REF = re.compile(rb"\br\s*=\s*[\"']([A-Z]+)([0-9]+)[\"']")
_TYPE = re.compile(rb"\bt\s*=\s*[\"'](s|str|inlineStr)[\"']")
_SMALLEST_POINTER = len('<c t="s"><v>0</v></c>')
_MOST_LISTED = 50
_NO_POINTER = rb"(?!)"
_BLANK = (
    rb"<(?:\w+:)?c\s([^>]*[^/>])>\s*(?:"
    rb"<(?:\w+:)?v(?:\s[^>]*)?>(%s)</(?:\w+:)?v>"
    rb"|(?:<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*)?"
    rb"(?:<(?:\w+:)?v(?:\s[^>]*)?(?:/>|></(?:\w+:)?v>))?"
    rb"|<(?:\w+:)?is\s*/>"
    rb"|<(?:\w+:)?is>\s*(?:<(?:\w+:)?t(?:\s[^>]*)?(?:/>|></(?:\w+:)?t>))?\s*</(?:\w+:)?is>"
    rb")\s*</(?:\w+:)?c>"
)

_UNCALCULATED = re.compile(
    rb"<(?:\w+:)?c\s([^>]*[^/>])>\s*<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v(?:\s[^>]*)?(?:/>|></(?:\w+:)?v>)\s*)?</(?:\w+:)?c>"
)


def shared(path: Path, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the markup inside each shared text, in the order cells point to them."""
    for piece in pieces(inflate(path, entry), b"si>"):
        for item in _ITEM.finditer(piece):
            yield item[1] or b""


def has_text(item: bytes) -> bool:
    """Tell whether the markup of a shared text, plain or rich, holds a single letter."""
    if b"rPh" in item:
        item = _PHONETIC.sub(b"", item)
    return _SOME_TEXT.search(item) is not None


def blanks(
    path: Path, sheet: zipfile.ZipInfo, strings: zipfile.ZipInfo | None
) -> set[tuple[int, int]]:
    """Return the zero-based places of cells that exist with an empty text.

    A cell with a style alone and no value is not among them.
    """
    empty = {
        str(number).encode()
        for number, item in enumerate(shared(path, strings) if strings else ())
        if not has_text(item)
    }
    found: set[tuple[int, int]] = set()
    for piece in pieces(inflate(path, sheet), b"row>"):
        found.update(_blank_cells(piece, empty))
    return found


def uncalculated(path: Path, sheet: zipfile.ZipInfo) -> list[tuple[int, int]]:
    """Return the zero-based places of formulas without a value, as a library writes them."""
    found = []
    for piece in pieces(inflate(path, sheet), b"row>"):
        if b"<f" not in piece and b":f" not in piece:
            continue
        for cell in _UNCALCULATED.finditer(piece):
            ref, kind = _REF.search(cell[1]), _TYPE.search(cell[1])
            # A text that a formula came to may well be empty.
            if ref and not kind:
                found.append((int(ref[2]) - 1, column_index(ref[1]) - 1))
    return found


def _blank_cells(piece: bytes, empty: set[bytes]) -> Iterator[tuple[int, int]]:
    """Yield the blank cells of some rows; where all texts are pointers as usual, by these alone.

    To cut the rows at the pointers to an empty text is ten times as fast as to match every cell.
    """
    if len(empty) > _MOST_LISTED or _is_unusual(piece):
        for cell in _blank_pattern(frozenset(empty)).finditer(piece):
            kind, ref = _TYPE.search(cell[1]), _REF.search(cell[1])
            if kind and ref and (cell[2] in empty if kind[1] == b"s" else cell[2] is None):
                yield int(ref[2]) - 1, column_index(ref[1]) - 1
        return
    for number in empty:
        for before in piece.split(b't="s"><v>%s</v>' % number)[:-1]:
            start = before.rfind(b"<c ")
            ref = _REF.search(before, start)
            if start >= 0 and ref and before.find(b">", start) < 0:
                yield int(ref[2]) - 1, _column(ref[1])


def _is_unusual(piece: bytes) -> bool:
    """Tell whether some text of the rows is written in another way than `t="s"><v>7</v>`."""
    return (
        b"inlineStr" in piece
        or b'"str"' in piece
        or b"'" in piece
        or b":c" in piece
        or piece.count(b'="s"') != piece.count(b' t="s"><v>')
    )


@cache
def _column(letters: bytes) -> int:
    return column_index(letters) - 1


@lru_cache(maxsize=16)
def _blank_pattern(empty: frozenset[bytes]) -> re.Pattern[bytes]:
    return re.compile(_BLANK % _pointer_to(empty))


def _pointer_to(empty: frozenset[bytes]) -> bytes:
    """Return a pattern of pointers to an empty text; any pointer where there are too many to list."""
    if len(empty) > _MOST_LISTED:
        return rb"[0-9]+"
    return b"|".join(sorted(empty)) or _NO_POINTER


def check_volume(path: Path, entries: dict[str, zipfile.ZipInfo], bounds: Bounds) -> None:
    """Refuse `unpacks_too_large` where the texts of all cells together pass `bounds.text_bytes`.

    Most workbooks pass by size alone: no more pointers fit into the sheets than that many copies of
    the longest text would need. The rest are counted cell by cell.
    """
    stores = [
        entry for part, entry in entries.items() if part.lower().endswith("sharedstrings.xml")
    ]
    for store in stores:
        longest = _longest(path, store)
        room = sum(entry.file_size for entry in entries.values() if entry is not store)
        if longest * (room // _SMALLEST_POINTER) > bounds.text_bytes:
            _count_volume(path, entries, store, bounds)


def _longest(path: Path, store: zipfile.ZipInfo) -> int:
    return max(map(len, shared(path, store)), default=0)


def _count_volume(
    path: Path, entries: dict[str, zipfile.ZipInfo], store: zipfile.ZipInfo, bounds: Bounds
) -> None:
    sizes = [len(item) for item in shared(path, store)]
    longest = max(sizes, default=0)
    volume = 0
    for entry in entries.values():
        if entry is store:
            continue
        for piece in pieces(inflate(path, entry), b"row>"):
            pointers, unseen = _pointers(piece)
            volume += sum(sizes[int(n)] * k for n, k in pointers.items() if int(n) < len(sizes))
            volume += longest * unseen
            if volume > bounds.text_bytes:
                raise refusal(
                    "unpacks_too_large", f"его тексты займут больше {megabytes(bounds.text_bytes)}"
                )


def _pointers(piece: bytes) -> tuple[Counter[bytes], int]:
    """Count the cells by the text they point to, and those whose pointer cannot be made out."""
    usual = _USUAL_POINTER.findall(piece)
    if len(usual) == piece.count(b'"s"') + piece.count(b"'s'"):
        return Counter(usual), 0
    found = _POINTER.findall(piece)
    return Counter(found), len(_SHARED.findall(piece)) - len(found)
