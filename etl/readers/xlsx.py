"""Workbooks of Excel 2007 and later: a zip of xml parts."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

from lxml import etree
from python_calamine import CalamineSheet

from etl.grid import Grid, Range, Sheet
from etl.readers import texts
from etl.readers.bounds import MEGABYTE, Bounds
from etl.readers.container import inflate, open_zip, pieces
from etl.readers.extents import column_index, corner, too_many_cells
from etl.readers.loader import sheets
from etl.readers.refusals import megabytes, refusal

_MERGE = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?\bref\s*=\s*[\"']([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)[\"']"
)
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SMALL_PART = 8 * MEGABYTE
_MOST_MERGES = 200_000


def read(path: Path, name: str, bounds: Bounds) -> Grid:
    """Read a workbook after proving that it unpacks to what memory can hold.

    `merged` and `blanks` of the sheets look into the file again, so it must still be there.
    """
    with open_zip(path, bounds) as archive:
        entries = {entry.filename: entry for entry in archive.infolist()}
    formulas = examine(path, entries, bounds)
    parts = _sheet_parts(path, entries)

    def adorn(sheet: Sheet, index: int, _: CalamineSheet) -> None:
        part = entries.get(parts[index]) if index < len(parts) else None
        if part is not None:
            strings = _find(entries, "xl/sharedStrings.xml")
            sheet.merged = partial(_merged, path, part, bounds)
            sheet.blanks = cache(partial(texts.blanks, path, part, strings))
            if part.filename in formulas:
                sheet.uncalculated = partial(texts.uncalculated, path, part)

    return Grid(name, "xlsx", sheets(path, bounds, adorn))


def examine(path: Path, entries: dict[str, zipfile.ZipInfo], bounds: Bounds) -> set[str]:
    """Refuse a workbook whose parts, cells or texts are beyond `bounds`; return parts that may hold formulas.

    Every part is inflated and searched for cells, whatever it is called: which of them is a sheet
    is written in the file and so cannot be trusted.
    """
    sizes = [entry.file_size for entry in entries.values()]
    if max(sizes, default=0) > bounds.part_bytes or sum(sizes) > bounds.parts_bytes:
        raise refusal("unpacks_too_large", f"больше {megabytes(bounds.part_bytes)}")
    formulas: set[str] = set()
    for entry in entries.values():
        if entry.flag_bits & 1:
            raise refusal("encrypted_file")
        corner(partial(_watched, path, entry, formulas), bounds)
    texts.check_volume(path, entries, bounds)
    return formulas


def _watched(path: Path, entry: zipfile.ZipInfo, formulas: set[str]) -> Iterator[bytes]:
    """Give the tags of a part and note on the way whether some may be a formula."""
    for piece in _tags(path, entry):
        # To look for one sign first is ten times as fast, and numbers have no «f».
        if b"f" in piece and (b"<f" in piece or b":f" in piece):
            formulas.add(entry.filename)
        yield piece


def _tags(path: Path, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    return pieces(inflate(path, entry), b">")


def _find(entries: dict[str, zipfile.ZipInfo], wanted: str) -> zipfile.ZipInfo | None:
    found = (entry for part, entry in entries.items() if part.lower() == wanted.lower())
    return next(found, None)


def _tree(path: Path, entry: zipfile.ZipInfo | None) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    if entry is None or entry.file_size > _SMALL_PART:
        raise refusal("damaged_file", "в книге нет списка листов")
    try:
        return etree.fromstring(b"".join(inflate(path, entry)), parser)
    except etree.XMLSyntaxError as error:
        raise refusal("damaged_file", "список листов не читается") from error


def _sheet_parts(path: Path, entries: dict[str, zipfile.ZipInfo]) -> list[str]:
    """Return the part name of every sheet in the order of the workbook."""
    links = _tree(path, _find(entries, "xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target") or "" for link in links}
    book = _tree(path, _find(entries, "xl/workbook.xml"))
    return [_part_name(targets.get(sheet.get(_LINK), "")) for sheet in book.iter("{*}sheet")]


def _part_name(target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return target if target.startswith("xl/") else f"xl/{target}"


def _merged(path: Path, entry: zipfile.ZipInfo, bounds: Bounds) -> list[Range]:
    ranges: list[Range] = []
    for piece in _tags(path, entry):
        ranges += [
            Range(int(top) - 1, column_index(left) - 1, int(bottom) - 1, column_index(right) - 1)
            for left, top, right, bottom in _MERGE.findall(piece)
        ]
        if len(ranges) > _MOST_MERGES:
            raise too_many_cells(bounds)
    return ranges
