"""Pages with tables, also those that a journal calls «.xls»."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

from lxml import etree

from etl.grid import Grid, Sheet
from etl.readers.bounds import Bounds
from etl.readers.encoding import decode
from etl.readers.refusals import megabytes, refusal
from etl.readers.spans import LINE, Layout, all_text, lines

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_UNSEEN = frozenset({"script", "style", "title", "noscript", "template"})
_INLINE = frozenset(
    {"a", "abbr", "b", "big", "code", "em", "font", "i", "input", "label", "mark", "nobr", "o:p",
     "q", "s", "small", "span", "strong", "sub", "sup", "tt", "u"}
)  # fmt: skip
_BREAKS = ("br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6")


def read(path: Path, name: str, bounds: Bounds) -> Grid:
    """Read every table of a page as a sheet; text before a table stands in rows above it.

    Text after the last table stands below it, under an empty row. A table that holds other tables is layout: its own
    words are text. Refuses `too_large`, `too_many_cells`, `hostile_markup`, `no_table`.
    """
    if path.stat().st_size > bounds.html_bytes:
        raise refusal("too_large", f"больше {megabytes(bounds.html_bytes)}")
    data = path.read_bytes()
    if data.count(b"<") > bounds.html_tags:
        raise refusal("too_large", "на странице слишком много элементов")
    declared = _CHARSET.search(data[:4096])
    text = decode(data, declared[1].decode("ascii", "replace") if declared else "")
    page = _Page(bounds)
    page.walk(_tree(text))
    if not page.layouts:
        raise refusal("no_table")
    return Grid(name, "html", [_sheet(n, done) for n, done in enumerate(page.layouts, 1)])


def _sheet(number: int, layout: Layout) -> Sheet:
    return Sheet(f"Таблица {number}", layout.rows, partial(list, layout.merged), title=layout.title)


def _tree(text: str) -> etree._Element:
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise refusal("damaged_file", "страница не читается") from error
    if root is None:
        raise refusal("no_table")
    for node in root.iter(*_BREAKS):
        node.tail = LINE + (node.tail or "")
    return root


class _Page:
    """A page walked in order: text gathers until a table comes to stand under it."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._words: list[str] = []
        self._next = Layout(bounds)
        self.layouts: list[Layout] = []

    def walk(self, root: etree._Element) -> None:
        """Fill `layouts` with the tables of the page."""
        depth = 0
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, node in walker:
            depth += 1 if event == "start" else -1
            if depth > self._bounds.html_depth:
                raise refusal("hostile_markup", "слишком глубокая вложенность")
            if event == "end":
                self._leave(node)
            elif self._enter(node):
                walker.skip_subtree()
        self._finish()

    def _enter(self, node: etree._Element) -> bool:
        """Take in what opens here; tell whether it has been dealt with to its end."""
        if node.tag in _UNSEEN:
            return True
        if node.tag == "table" and node.find(".//table") is None:
            self._table(node)
            return True
        if node.tag not in _INLINE:
            self._words.append(LINE)
        elif node.tag == "span":
            self._words.append(" ")  # labels stand apart by their margins
        self._words.append(node.text or "")
        return False

    def _leave(self, node: etree._Element) -> None:
        if node.tag not in _INLINE:
            self._words.append(LINE)
        self._words.append(node.tail or "")

    def _table(self, table: etree._Element) -> None:
        for caption in table.iter("caption"):
            self._words += [LINE, all_text(caption), LINE]
        layout = self._above()
        layout.title = _title(table)
        for row in table.iter("tr"):
            layout.row(cell for cell in row if cell.tag in ("td", "th"))
        layout.close()
        self.layouts.append(layout)
        if sum(len(done.rows) * len(done.rows[0]) for done in self.layouts if done.rows) > (
            self._bounds.cells
        ):
            raise refusal("too_large", "на странице слишком много таблиц")
        self._next = Layout(self._bounds)

    def _above(self) -> Layout:
        for line in lines("".join(self._words)):
            self._next.line(line)
        self._words = []
        return self._next

    def _finish(self) -> None:
        if self.layouts:
            below = list(lines("".join(self._words)))
            for line in ["", *below] if below else []:
                self.layouts[-1].line(line)
            self.layouts[-1].close()


def _title(table: etree._Element) -> str:
    """Return the name of the sheet that the table would be in a workbook, as Сетевой Город gives it."""
    named = (node.get("data-sheet-name") for node in (table, *table.iterancestors()))
    return " ".join((next(filter(None, named), None) or "").split())
