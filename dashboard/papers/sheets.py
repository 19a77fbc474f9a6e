"""How a sheet of paper is set: A4 across, its heading on every page, borders, lines to sign on."""

from __future__ import annotations

import re
from typing import Any

from dashboard import words
from dashboard.papers.imprint import Imprint

A4 = 9
BORDER = {"border": 1, "border_color": "#98A0AE", "valign": "vcenter"}
LINE = "_" * 28


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, **properties: Any) -> Any:
        """Return the format of these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def cell(self, **properties: Any) -> Any:
        """Return the format of a bordered cell."""
        return self.of(**BORDER, **properties)


def number_format(kind: str, is_partial: bool = False) -> str:
    """Return the format of a number: it stays a number, the reader's locale writes the comma."""
    shown = {"share": "0.0", "points": "0.00"}.get(kind, "0")
    return f'{shown}"*"' if is_partial else shown


def set_page(sheet: Any, heading_rows: tuple[int, int]) -> None:
    """Set a sheet as a document: A4 across, as wide as the page, the heading on every page."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(*heading_rows)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.center_horizontally()
    sheet.set_footer("&L&8&A&R&8стр. &P из &N")


def write_heading(sheet: Any, styles: Styles, title: str, imprint: Imprint, facts: str) -> None:
    """Write the school, the title and of what the paper was made into the first three rows."""
    sheet.write_string(0, 0, imprint.heading, styles.of(font_size=11))
    sheet.write_string(1, 0, title, styles.of(bold=True, font_size=14))
    told = " · ".join(filter(None, [imprint.line, facts]))
    sheet.write_string(2, 0, told, styles.of(font_color="#667085", font_size=9))


def write_signatures(sheet: Any, row: int, styles: Styles, *who: str) -> None:
    """Write the lines to sign on, side by side."""
    told = "        ".join(f"{one} {LINE}" for one in who)
    sheet.write_string(row, 0, told, styles.of(font_size=11))


def sheet_name(text: str) -> str:
    """Return a name that a sheet may have."""
    return re.sub(r"[\[\]:*?/\\']", " ", text.replace(words.NBSP, " "))[:31].strip() or "Лист"
