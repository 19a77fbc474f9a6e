"""Spreadsheets of OpenDocument written by hand: a zip with a mimetype, a manifest and `content.xml`."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="{}"/>{}</manifest:manifest>'
)
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "style", "table", "text")
)
HIDDEN = (
    '<style:style style:name="ta2" style:family="table"><style:table-properties '
    'table:display="false"/></style:style>'
)


def write(
    path: Path, sheets: str, manifest: str = "", mimetype: str = MIMETYPE, head: str = ""
) -> Path:
    """Write a spreadsheet with the markup of its sheets; `head` goes before everything."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content {_SPACES}>'
        f"<office:automatic-styles>{HIDDEN}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", MANIFEST.format(mimetype, manifest))
    return path


def table(name: str, rows: str, style: str = "ta1") -> str:
    """Return the markup of a sheet."""
    return f"<table:table table:name={quoteattr(name)} table:style-name={quoteattr(style)}>{rows}</table:table>"


def row(*cells: str, times: int = 1) -> str:
    """Return the markup of a row, repeated."""
    return (
        f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'
    )


def cell(value: object, times: int = 1, more: str = "") -> str:
    """Return the markup of a cell as LibreOffice writes it; `more` are attributes."""
    repeated = f' table:number-columns-repeated="{times}"' if times > 1 else ""
    if value == "":
        return f"<table:table-cell{repeated}{more}/>"
    return f"<table:table-cell{_typed(value)}{repeated}{more}>{_text(value)}</table:table-cell>"


def rows_of(values: Sequence[Sequence[object]]) -> str:
    """Return the markup of plain rows."""
    return "".join(row(*map(cell, line)) for line in values)


def _typed(value: object) -> str:
    if isinstance(value, bool):
        return f' office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
    if isinstance(value, (int, float)):
        return f' office:value-type="float" office:value="{value}"'
    if isinstance(value, (date, datetime)):
        return f' office:value-type="date" office:date-value="{value.isoformat()}"'
    return ' office:value-type="string"'


def _text(value: object) -> str:
    return "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
