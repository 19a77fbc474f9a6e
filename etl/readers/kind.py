"""What a file is, told by its content; its extension is not looked at."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipInfo

from etl.readers.bounds import Bounds
from etl.readers.container import inflate, open_zip
from etl.readers.encoding import marked
from etl.readers.ole import SIGNATURE, Ole
from etl.readers.refusals import megabytes, refusal
from etl.readers.xls import BOOKS

_HEAD_BYTES = 8192
_OPEN_TABLE = b"application/vnd.oasis.opendocument.spreadsheet"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_FOREIGN = (
    (b"%PDF", "документ PDF"),
    (b"\x89PNG", "картинка"),
    (b"\xff\xd8\xff", "картинка"),
    (b"GIF8", "картинка"),
    (b"{\\rtf", "документ RTF"),
    (b"Rar!", "архив RAR"),
    (b"7z\xbc\xaf", "архив 7z"),
    (b"\x1f\x8b", "архив gzip"),
    (b"SQLite format 3", "база данных"),
    (b"MIME-Version:", "веб-архив MHTML"),
)
_IN_ZIP = (
    ("xl/workbook.bin", "двоичная книга Excel (.xlsb)"),
    ("word/", "документ Word"),
    ("ppt/", "презентация"),
    ("content.xml", "документ OpenDocument, но не таблица"),
)
_IN_OLE = (("WordDocument", "документ Word"), ("PowerPoint Document", "презентация"))
_PAGE = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|table|div|style|h[1-6]|p|span|center)\b"
)
_SPREADSHEET_2003 = "urn:schemas-microsoft-com:office:spreadsheet"


def kind_of(path: Path, bounds: Bounds) -> str:
    """Return `xlsx`, `xls`, `ods`, `html`, `csv` or `zip`.

    Refuses whatever cannot be read and says what it is: `missing_file`, `empty_file`, `too_large`,
    `encrypted_file`, `damaged_file`, `unsupported_kind`, `unknown_kind`.
    """
    head = _head(path, bounds)
    for magic, what in _FOREIGN:
        if head.startswith(magic):
            raise refusal("unsupported_kind", what)
    if head.startswith(_ZIP):
        return _in_zip(path, bounds)
    if head.startswith(SIGNATURE):
        return _in_ole(path)
    return _in_text(head)


def _head(path: Path, bounds: Bounds) -> bytes:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError as error:
        raise refusal("missing_file", error.strerror or path.name) from error
    if not head:
        raise refusal("empty_file")
    if size > bounds.file_bytes:
        raise refusal("too_large", f"больше {megabytes(bounds.file_bytes)}")
    return head


def _in_zip(path: Path, bounds: Bounds) -> str:
    with open_zip(path, bounds) as archive:
        entries = {entry.filename.lower(): entry for entry in archive.infolist()}
    if "xl/workbook.xml" in entries:
        return "xlsx"
    if "content.xml" in entries and _says(path, entries.get("mimetype"), _OPEN_TABLE):
        return "ods"
    for start, what in _IN_ZIP:
        if any(name.startswith(start) for name in entries):
            raise refusal("unsupported_kind", what)
    return "zip"


def _says(path: Path, entry: ZipInfo | None, words: bytes) -> bool:
    """Say whether a part of a zip begins with these words."""
    return entry is not None and next(inflate(path, entry), b"").startswith(words)


def _in_ole(path: Path) -> str:
    names = Ole(path.read_bytes()).names
    if "EncryptedPackage" in names:
        raise refusal("encrypted_file")
    if names.intersection(BOOKS):
        return "xls"
    for name, what in _IN_OLE:
        if name in names:
            raise refusal("unsupported_kind", what)
    raise refusal("unknown_kind")


def _in_text(head: bytes) -> str:
    mark = marked(head)
    if b"\0" in head and not mark.startswith("utf-16"):
        raise refusal("unknown_kind")
    text = head.decode(mark or "latin-1", "ignore").lstrip().lower()
    if not text.startswith("<"):
        return "csv"
    if _SPREADSHEET_2003 in text:
        raise refusal("unsupported_kind", "таблица XML 2003 года")
    return "html" if _PAGE.search(text) else "csv"
