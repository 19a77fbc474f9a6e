"""Marks laid into a workbook part by part: whatever they do not touch stays byte for byte.

A library that loads and saves a workbook would lose the values of its formulas, the difference between
an empty text and no cell, drawings and charts; so only the parts that marks need are rewritten, and
sheets are streamed.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from posixpath import normpath, relpath
from typing import Any, BinaryIO

from lxml import etree

from etl.markup.listing import SIGNATURE, TITLE
from etl.markup.marks import Mark, marks
from etl.markup.parts import Styles, boxes, comments, listing_sheet, read_xml
from etl.readers.container import inflate, pieces

_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml"
_CELL = re.compile(rb"<((?:\w+:)?c)\b([^>]*?)(/?)>")
_REF = re.compile(rb"\br\s*=\s*[\"']([A-Z]+[0-9]+)[\"']")
_STYLE = re.compile(rb"\bs\s*=\s*[\"'](\d+)[\"']")
_ROOT = re.compile(rb"<(?:\w+:)?worksheet\b[^>]*>")
_END = re.compile(rb"</(?:\w+:)?sheetData\s*>|<(?:\w+:)?sheetData\s*/>")
_AFTER_BOXES = ("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls",
                "webPublishItems", "tableParts", "extLst")  # fmt: skip
Problems = Sequence[Mapping[str, Any]]


def mark_book(path: Path, out: BinaryIO, problems: Problems, said: Sequence[str] = ()) -> None:
    """Write a workbook with its problem cells filled and commented, and the list of remarks as a sheet.

    `problems` are as `Problem.as_json` gives them. A cell that does not exist is commented only.
    """
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        Book(path, old, new).mark(problems, said)


class Book:
    """A workbook on its way from one zip to another."""

    def __init__(self, path: Path, old: zipfile.ZipFile, new: zipfile.ZipFile) -> None:
        self.path, self.old, self.new = path, old, new
        self.entries = {entry.filename: entry for entry in old.infolist()}
        self.written: dict[str, bytes] = {}
        self.done: set[str] = set()
        self.main = self._named("xl/workbook.xml")
        self.types = read_xml(self.read("[Content_Types].xml"))
        self.links = Links(self, self.main)
        self.styles_part = self.links.target("styles") or "xl/styles.xml"
        self.styles = Styles(self.read(self.styles_part))

    def mark(self, problems: Problems, said: Sequence[str]) -> None:
        """Write everything."""
        book = read_xml(self.read(self.main))
        found = marks(problems)
        for sheet in book.iter("{*}sheet"):
            part = self.links.by_id(sheet.get(f"{{{_LINKS}}}id", ""))
            of_sheet = found.get(sheet.get("name", ""))
            if of_sheet and part in self.entries:
                self._mark_sheet(part, of_sheet)
        self._add_listing(book, listing_sheet(problems, self.styles, said))
        self.written[self.styles_part] = etree.tostring(self.styles.root)
        if not self.links.target("styles"):
            self.links.add("styles", self.styles_part)
            self.declare(self.styles_part, "styles")
        self.written[self.main] = etree.tostring(book)
        self.links.keep()
        self.written["[Content_Types].xml"] = etree.tostring(self.types)
        self._finish()

    def read(self, part: str) -> bytes:
        """Return the bytes of a part as it stood, b"" where there is none."""
        return b"".join(inflate(self.path, self.entries[part])) if part in self.entries else b""

    def declare(self, part: str, kind: str) -> None:
        """Say in the table of contents what a new part is."""
        etree.SubElement(self.types, f"{{{_TYPES}}}Override", PartName=f"/{part}",
                         ContentType=_KIND.format(kind))  # fmt: skip

    def free(self, pattern: str) -> str:
        """Return a part name that nothing has."""
        taken = {name.lower() for name in (*self.entries, *self.written)}
        number = 1
        while pattern.format(number).lower() in taken:
            number += 1
        return pattern.format(number)

    def _named(self, wanted: str) -> str:
        return next((name for name in self.entries if name.lower() == wanted.lower()), wanted)

    def _mark_sheet(self, part: str, of_sheet: list[Mark]) -> None:
        links = Links(self, part)
        notes, drawing = links.target("comments"), links.target("vmlDrawing")
        if not notes:
            notes = self.free("xl/comments{}.xml")
            links.add("comments", notes)
            self.declare(notes, "comments")
        self.written[notes] = comments(self.read(notes), of_sheet)
        if not drawing:
            drawing = self.free("xl/drawings/vmlDrawing{}.vml")
            links.add("vmlDrawing", drawing)
            self._declare_boxes()
        refs = [
            comment.get("ref", "") for comment in read_xml(self.written[notes]).iter("{*}comment")
        ]
        self.written[drawing] = boxes(self.read(drawing), refs)
        links.keep()
        with self.new.open(part, "w", force_zip64=True) as out:
            for piece in self._marked(part, of_sheet, links.id_of(drawing)):
                out.write(piece)
        self.done.add(part)

    def _declare_boxes(self) -> None:
        kind = {"Extension": "vml",
                "ContentType": "application/vnd.openxmlformats-officedocument.vmlDrawing"}  # fmt: skip
        if not any(known.get("Extension") == "vml" for known in self.types):
            self.types.insert(0, etree.Element(f"{{{_TYPES}}}Default", kind))

    def _marked(self, part: str, of_sheet: list[Mark], link: str) -> Iterator[bytes]:
        """Give the sheet's markup with the styles of marked cells changed and the boxes linked."""
        wanted = {mark.ref.encode(): mark.severity for mark in of_sheet}

        def worn(cell: re.Match[bytes]) -> bytes:
            ref = _REF.search(cell[2])
            severity = wanted.get(ref[1]) if ref else None
            if severity is None:
                return cell[0]
            before = _STYLE.search(cell[2])
            style = self.styles.tinted(int(before[1]) if before else 0, severity)
            rest = _STYLE.sub(b"", cell[2]).rstrip()
            # Before the type, where writers put it: readers go by `t="s"><v>`.
            return b'<%s s="%d"%s%s>' % (cell[1], style, rest, cell[3])

        root, tail = b"", b""
        for piece in pieces(inflate(self.path, self.entries[part]), b"row>"):
            root = root or _ROOT.search(piece)[0]  # type: ignore[index]
            end = None if tail else _END.search(piece)
            if end:
                yield _CELL.sub(worn, piece[: end.end()])
                tail = piece[end.end() :]
            elif tail:
                tail += piece
            else:
                yield _CELL.sub(worn, piece)
        yield _linked(root, tail, link)

    def _add_listing(self, book: Any, sheet: bytes) -> None:
        for known in book.iter("{*}sheet"):
            part = self.links.by_id(known.get(f"{{{_LINKS}}}id", ""))
            if SIGNATURE.encode() in self._text_of(part):
                self.written[part] = sheet
                return
        part = self.free("xl/worksheets/sheet{}.xml")
        self.written[part] = sheet
        self.declare(part, "worksheet")
        sheets = book.find("{*}sheets")
        names = {known.get("name", "").casefold() for known in sheets}
        title, number = TITLE, 2
        while title.casefold() in names:
            title, number = f"{TITLE} {number}", number + 1
        free = max((int(known.get("sheetId", "0")) for known in sheets), default=0) + 1
        added = etree.SubElement(sheets, sheets[0].tag, name=title, sheetId=str(free))
        added.set(f"{{{_LINKS}}}id", self.links.add("worksheet", part))

    def _text_of(self, part: str) -> bytes:
        """Return the beginning of a sheet, where our own list says what it is.

        A program that saved the workbook anew keeps texts apart from sheets; then a second list is
        added and the importer passes over both.
        """
        return next(inflate(self.path, self.entries[part]), b"") if part in self.entries else b""

    def _finish(self) -> None:
        for name, content in self.written.items():
            self.new.writestr(name, content)
        for name, entry in self.entries.items():
            if name not in self.written and name not in self.done and not name.endswith("/"):
                with self.new.open(name, "w", force_zip64=True) as out:
                    for chunk in inflate(self.path, entry):
                        out.write(chunk)


class Links:
    """The relationships of one part."""

    def __init__(self, book: Book, part: str) -> None:
        self.book, self.folder = book, str(PurePosixPath(part).parent)
        self.name = f"{self.folder}/_rels/{PurePosixPath(part).name}.rels"
        self.root = read_xml(book.read(self.name) or f'<Relationships xmlns="{_RELS}"/>'.encode())

    def target(self, kind: str) -> str:
        """Return the part that stands in this relation, "" where there is none."""
        found = (link for link in self.root if link.get("Type", "").endswith(f"/{kind}"))
        return next((self._part(link) for link in found), "")

    def by_id(self, number: str) -> str:
        """Return the part of a relation's id."""
        found = (link for link in self.root if link.get("Id") == number)
        return next((self._part(link) for link in found), "")

    def id_of(self, part: str) -> str:
        """Return the id of the relation to a part."""
        return next(str(link.get("Id", "")) for link in self.root if self._part(link) == part)

    def add(self, kind: str, part: str) -> str:
        """Add a relation to a part and return its id."""
        taken = {link.get("Id") for link in self.root}
        number = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        etree.SubElement(self.root, f"{{{_RELS}}}Relationship", Id=number, Type=f"{_LINKS}/{kind}",
                         Target=relpath(part, self.folder))  # fmt: skip
        return number

    def keep(self) -> None:
        """Have the relations written."""
        self.book.written[self.name] = etree.tostring(self.root)

    def _part(self, link: Any) -> str:
        target = link.get("Target", "")
        return target[1:] if target.startswith("/") else normpath(f"{self.folder}/{target}")


def _linked(root: bytes, tail: bytes, link: str) -> bytes:
    """Return what follows the cells of a sheet, with the boxes of its comments linked in their place."""
    tree = read_xml(root + tail)
    if tree.find("{*}legacyDrawing") is None:
        boxes_link = etree.Element(f"{{{etree.QName(tree).namespace}}}legacyDrawing")
        boxes_link.set(f"{{{_LINKS}}}id", link)
        later = (n for n, child in enumerate(tree) if etree.QName(child).localname in _AFTER_BOXES)
        tree.insert(next(later, len(tree)), boxes_link)
    written = etree.tostring(tree)
    return written[written.index(b">") + 1 :]
