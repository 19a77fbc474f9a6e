"""A compact writer of workbooks: the same cells give the same bytes.

A journal report has a hundred thousand cells and a hundred reports make a school year, so cells
become XML at once; a general writer takes five times as long. There are no document properties and
the archive carries a fixed date.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from etl.demo.layouts.styles import STYLES, STYLES_XML
from etl.problems import column_letters

# A column, a value and a style; None is a cell with a border and nothing in it.
CellSpec = tuple[int, str | float | None, str]

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="utf-8"?>'
_CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    "{sheets}"
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}.sharedStrings+xml"/></Types>'
)
_SHEET_TYPE = (
    f'<Override PartName="/xl/worksheets/sheet{{n}}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
)
_letters = cache(column_letters)


class Workbook:
    """A sheet, written row by row from the top; `beside` is the first sheet of the same file."""

    def __init__(
        self,
        sheet_name: str,
        widths: tuple[float, ...] = (45,),
        beside: Workbook | None = None,
    ) -> None:
        self._sheet_name = sheet_name
        self._widths = widths
        self._strings: dict[str, int] = beside._strings if beside else {}
        self._sheets: list[Workbook] = beside._sheets if beside else []
        self._sheets.append(self)
        self._rows: list[str] = []
        self._merged: list[str] = []

    def row(self, index: int, cells: Iterable[CellSpec]) -> None:
        """Write a zero-based row; its cells go from left to right."""
        number = index + 1
        strings = self._strings
        parts = [f'<row r="{number}">']
        for column, value, style in cells:
            place = f'<c r="{_letters(column)}{number}" s="{STYLES[style]}"'
            if value is None:
                parts.append(place + "/>")
            elif isinstance(value, str):
                at = strings.setdefault(value, len(strings))
                parts.append(f'{place} t="s"><v>{at}</v></c>')
            else:
                parts.append(f"{place}><v>{value!r}</v></c>")
        parts.append("</row>")
        self._rows.append("".join(parts))

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Merge a rectangle, zero-based and inclusive; a single cell stays as it is."""
        if (top, left) != (bottom, right):
            self._merged.append(f"{_letters(left)}{top + 1}:{_letters(right)}{bottom + 1}")

    def save(self, path: Path) -> None:
        """Write the file with all its sheets."""
        numbers = range(1, len(self._sheets) + 1)
        types = "".join(_SHEET_TYPE.format(n=n) for n in numbers)
        parts = {
            "[Content_Types].xml": _CONTENT_TYPES.replace("{sheets}", types),
            "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
            "xl/workbook.xml": self._book(),
            "xl/_rels/workbook.xml.rels": _relations(
                [
                    *(("worksheet", f"worksheets/sheet{n}.xml") for n in numbers),
                    ("styles", "styles.xml"),
                    ("sharedStrings", "sharedStrings.xml"),
                ]
            ),
            "xl/styles.xml": STYLES_XML,
            "xl/sharedStrings.xml": self._shared(),
            **{
                f"xl/worksheets/sheet{n}.xml": sheet._sheet()
                for n, sheet in enumerate(self._sheets, 1)
            },
        }
        with ZipFile(path, "w") as archive:
            for name, text in parts.items():
                info = ZipInfo(name)
                info.compress_type = ZIP_DEFLATED
                archive.writestr(info, text, compresslevel=3)

    def _book(self) -> str:
        sheets = "".join(
            f'<sheet name="{escape(sheet._sheet_name)}" sheetId="{n}" r:id="rId{n}"/>'
            for n, sheet in enumerate(self._sheets, 1)
        )
        return (
            f'{_HEAD}<workbook {_MAIN} xmlns:r="{_RELATIONS}"><sheets>{sheets}</sheets></workbook>'
        )

    def _shared(self) -> str:
        items = "".join(
            f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in self._strings
        )
        count = len(self._strings)
        return f'{_HEAD}<sst {_MAIN} count="{count}" uniqueCount="{count}">{items}</sst>'

    def _sheet(self) -> str:
        columns = "".join(
            f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
            for n, width in enumerate(self._widths, start=1)
        )
        ranges = "".join(f'<mergeCell ref="{ref}"/>' for ref in self._merged)
        merged = f'<mergeCells count="{len(self._merged)}">{ranges}</mergeCells>' if ranges else ""
        return (
            f'{_HEAD}<worksheet {_MAIN}><sheetFormatPr defaultRowHeight="15"/>'
            f"<cols>{columns}</cols><sheetData>{''.join(self._rows)}</sheetData>{merged}</worksheet>"
        )


def _relations(targets: list[tuple[str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
