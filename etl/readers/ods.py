"""Spreadsheets of OpenDocument (LibreOffice, МойОфис, Р7-Офис): a zip whose `content.xml` has all sheets."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.parsers import expat

from etl.grid import Grid, Sheet
from etl.readers.bounds import Bounds
from etl.readers.container import inflate, open_zip, pieces
from etl.readers.ods_sheets import Sheets
from etl.readers.refusals import megabytes, refusal

CONTENT = "content.xml"
MANIFEST = "META-INF/manifest.xml"
_BETWEEN = " "  # a namespace and a name


def read(path: Path, name: str, bounds: Bounds) -> Grid:
    """Read a spreadsheet; the bounds hold while it unfolds, so nothing is laid out that passes them.

    Refuses `encrypted_file`, `damaged_file`, `hostile_markup`, `too_many_cells` and
    `unpacks_too_large`. A cell without a value and an empty text are both `''`: `blanks` is None.
    """
    with open_zip(path, bounds) as archive:
        entries = {entry.filename: entry for entry in archive.infolist()}
    content = entries.get(CONTENT)
    if content is None:
        raise refusal("damaged_file", "в книге нет листов")
    if content.file_size > bounds.part_bytes:
        raise refusal("unpacks_too_large", f"больше {megabytes(bounds.part_bytes)}")
    if any(entry.flag_bits & 1 for entry in entries.values()) or _has_password(path, entries):
        raise refusal("encrypted_file")
    return Grid(name, "ods", _sheets(path, content, bounds))


def _has_password(path: Path, entries: dict[str, zipfile.ZipInfo]) -> bool:
    manifest = entries.get(MANIFEST)
    if manifest is None:
        return False
    before = b""
    for chunk in inflate(path, manifest):
        if b"encryption-data" in before + chunk:
            return True
        before = chunk[-64:]
    return False


def _sheets(path: Path, content: zipfile.ZipInfo, bounds: Bounds) -> list[Sheet]:
    sheets = Sheets(bounds)
    parser = expat.ParserCreate(namespace_separator=_BETWEEN)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_entities
    parser.StartElementHandler = sheets.start
    parser.EndElementHandler = sheets.end
    parser.CharacterDataHandler = sheets.text
    try:
        # A single tag of gigabytes would be gathered whole before it is seen: `pieces` refuses it.
        for chunk in pieces(inflate(path, content), b">"):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, OverflowError) as error:
        raise refusal("damaged_file", "книга не открывается") from error
    return sheets.done


def _refuse_entities(*_: object) -> None:
    raise refusal("hostile_markup", "объявление сущностей")
