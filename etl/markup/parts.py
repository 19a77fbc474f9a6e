"""Parts of a workbook that marks need: fills in its styles, comments and their boxes, the list's sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from etl.markup.listing import REPEATS_COLUMN, SIGNATURE
from etl.markup.marks import WORDS, Mark, index, printable
from etl.problems import column_letters

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
AUTHOR = "Педсовет"
FILLS = {"error": "FFF4B6AE", "warning": "FFFFE08A", "info": "FFCFE3F7"}
MOST_LINKS = 60_000  # a sheet holds 65 530
HEADINGS = ("Важность", "Лист", "Ячейка", "Записано", "Что замечено", "Что сделать")
WIDTHS = (16, 22, 10, 22, 60, 70)
_V, _X = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:excel"
_EMPTY_STYLES = f"""<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/>
</font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill
patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/>
</border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>
</cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
</cellXfs></styleSheet>"""


class Styles:
    """The styles of a workbook with those added that marked cells wear: their own, and a fill."""

    def __init__(self, xml: bytes = b"") -> None:
        self.root = read_xml(xml or _EMPTY_STYLES.encode())
        self._fills = {severity: self._fill(colour) for severity, colour in FILLS.items()}
        self._tinted: dict[tuple[int, str], int] = {}

    def tinted(self, style: int, severity: str) -> int:
        """Return the style that is like this one with the fill of a severity."""
        if (style, severity) not in self._tinted:
            changes = {"fillId": str(self._fills[severity]), "applyFill": "1"}
            self._tinted[style, severity] = self._like(style, changes)
        return self._tinted[style, severity]

    def wrapped(self, severity: str = "") -> int:
        """Return the style of a cell whose text goes on in a second line."""
        changes = {"applyAlignment": "1"}
        if severity:
            changes |= {"fillId": str(self._fills[severity]), "applyFill": "1"}
        style = self._like(0, changes)
        xf = self._part("cellXfs")[style]
        for old in xf.findall("{*}alignment"):
            xf.remove(old)
        xf.insert(0, self._element("alignment", vertical="top", wrapText="1"))
        return style

    def _like(self, style: int, changes: Mapping[str, str]) -> int:
        formats = self._part("cellXfs")
        base = formats[style] if style < len(formats) else formats[0]
        copy = etree.fromstring(etree.tostring(base))
        for name, value in changes.items():
            copy.set(name, value)
        return _append(formats, copy)

    def _fill(self, colour: str) -> int:
        pattern = self._element("patternFill", patternType="solid")
        pattern.append(self._element("fgColor", rgb=colour))
        pattern.append(self._element("bgColor", indexed="64"))
        fill = self._element("fill")
        fill.append(pattern)
        return _append(self._part("fills"), fill)

    def _part(self, name: str) -> Any:
        return self.root.find(f"{{*}}{name}")

    def _element(self, name: str, **attributes: str) -> Any:
        return etree.Element(f"{{{etree.QName(self.root).namespace}}}{name}", attributes)


def _append(parent: Any, child: Any) -> int:
    parent.append(child)
    parent.set("count", str(len(parent)))
    return len(parent) - 1


def read_xml(xml: bytes) -> Any:
    """Return the tree of a part of a workbook; nothing outside it is read."""
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))


def comments(old: bytes, marks: Sequence[Mark]) -> bytes:
    """Return the comments of a sheet: those that stood there, and ours in the marked cells.

    Our own of an earlier time are taken out; where somebody's comment stands in a marked cell, ours
    goes on below it.
    """
    root = read_xml(old or f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode())
    authors, listed = root.find("{*}authors"), root.find("{*}commentList")
    names = [author.text for author in authors]
    if AUTHOR not in names:
        etree.SubElement(authors, f"{{{MAIN}}}author").text = AUTHOR
        names.append(AUTHOR)
    ours = str(names.index(AUTHOR))
    for comment in list(listed):
        if comment.get("authorId") == ours:
            listed.remove(comment)
    others = {comment.get("ref"): comment for comment in listed}
    for mark in marks:
        said = read_xml(_said(mark, ours).encode())
        if mark.ref in others:
            _go_on(others[mark.ref], said)
        else:
            listed.append(said)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _said(mark: Mark, author: str) -> str:
    return (
        f'<comment xmlns="{MAIN}" ref="{mark.ref}" authorId="{author}"><text><r>'
        f'<t xml:space="preserve">{escape(mark.text)}</t></r></text></comment>'
    )


def _go_on(comment: Any, said: Any) -> None:
    text, run = comment.find("{*}text"), said.find("{*}text")[0]
    for old in text.findall("{*}r"):
        if (old.findtext("{*}t") or "").startswith(f"\n{AUTHOR}:"):
            text.remove(old)
    run.find("{*}t").text = f"\n{AUTHOR}: {run.findtext('{*}t')}"
    text.append(run)


def boxes(old: bytes, places: Iterable[str]) -> bytes:
    """Return the drawing with a hidden box for each commented cell; boxes of cells without one go."""
    head = f'<xml xmlns:v="{_V}" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="{_X}">'
    kind = (
        '<v:shapetype id="_x0000_t202" coordsize="21600,21600" path="m,l,21600r21600,l21600,xe">'
        '<v:stroke joinstyle="miter"/></v:shapetype></xml>'
    )
    # Excel's own drawings need not be well-formed.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(old or (head + kind).encode(), parser)
    wanted = {(_row(ref), index(ref.rstrip("0123456789"))): ref for ref in places}
    for shape in root.findall(f"{{{_V}}}shape"):
        data = shape.find(f"{{{_X}}}ClientData")
        if data is None or data.get("ObjectType") != "Note":
            continue
        place = (
            int(data.findtext(f"{{{_X}}}Row") or -1),
            int(data.findtext(f"{{{_X}}}Column") or -1),
        )
        if wanted.pop(place, None) is None:
            root.remove(shape)
    used = len(root)
    for number, (row, column) in enumerate(sorted(wanted), used + 1):
        root.append(etree.fromstring(_box(number, row, column), parser))
    return etree.tostring(root)


def _row(ref: str) -> int:
    return int(ref.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 1


def _box(number: int, row: int, column: int) -> str:
    anchor = f"{column + 1}, 15, {row}, 2, {column + 5}, 15, {row + 6}, 4"
    return (
        f'<v:shape xmlns:v="{_V}" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="{_X}"'
        f' id="_x0000_s{50_000 + number}" type="#_x0000_t202"'
        ' style="position:absolute;width:320px;height:120px;z-index:1;visibility:hidden"'
        ' fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"/>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}'
        f"</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
        "</x:ClientData></v:shape>"
    )


def listing_sheet(
    problems: Sequence[Mapping[str, Any]], styles: Styles, said: Sequence[str]
) -> bytes:
    """Return the sheet with every remark and a link to its cell.

    `said` stands beyond the list: what the importer has to know of a repeated file.
    """
    plain = styles.wrapped()
    tints = {severity: styles.wrapped(severity) for severity in FILLS}
    rows = [
        _line(1, [SIGNATURE, *[""] * (REPEATS_COLUMN - 1), *said], 0),
        _line(2, HEADINGS, plain),
    ]
    links: list[str] = []
    for number, problem in enumerate(problems, 3):
        ref = f"{problem['column']}{problem['row']}" if problem["row"] else ""
        said_of = [WORDS[problem["severity"]], problem["sheet"], ref, problem["value"],
                   problem["what"], problem["fix"]]  # fmt: skip
        rows.append(_line(number, said_of, plain, tints[problem["severity"]]))
        if ref and len(links) < MOST_LINKS:
            place = "'{}'!{}".format(problem["sheet"].replace("'", "''"), ref)
            links.append(
                f'<hyperlink ref="C{number}" location={quoteattr(place)} display="{ref}"/>'
            )
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(WIDTHS, 1)
    )
    parts = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
        f'<worksheet xmlns="{MAIN}"><sheetPr><tabColor rgb="{FILLS["warning"]}"/></sheetPr>',
        f"<cols>{widths}</cols><sheetData>{''.join(rows)}</sheetData>",
        f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "",
        "</worksheet>",
    ]
    return "".join(parts).encode()


def _line(number: int, cells: Sequence[str], style: int, first: int | None = None) -> str:
    """Return a row of texts: an inline text is never a formula, whatever it begins with."""
    drawn = []
    for column, cell in enumerate(cells):
        if cell:
            worn = first if first is not None and column == 0 else style
            drawn.append(
                f'<c r="{column_letters(column)}{number}" s="{worn}" t="inlineStr"><is>'
                f'<t xml:space="preserve">{escape(printable(str(cell)))}</t></is></c>'
            )
    return f'<row r="{number}">{"".join(drawn)}</row>'
