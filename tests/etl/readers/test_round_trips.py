"""One book written in every kind of file and read back: the same sheets, cells, places and merges."""

from __future__ import annotations

import csv
import html
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter
import xlwt
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from etl.grid import Cell, Grid, Range
from etl.readers import read

# What journals print, and what breaks naive readers: look-alikes, lone slashes, quotes, no-break spaces.
WORDS = st.sampled_from([
    "5", "4 4", "2/3", "Н", "О 2", "н/а", ".", "-", "4,33", "1.09.2026", "Ин.яз./Английский язык",
    "МАОУ «Школа» \"№ 1\"", "Ёлкина Анна", "<5>", "&amp;", "a;b,c\td", "'5", "=1+1", "0", "№",
])  # fmt: skip
LETTERS = st.text(
    st.characters(codec="cp1251", exclude_categories=["C", "Z"]), min_size=1, max_size=6
)
TEXTS = st.just("") | WORDS | LETTERS
NUMBERS = st.integers(-99999, 99999).map(float) | st.sampled_from([4.33, 0.1, 3.285714285714286])


@dataclass
class Drawn:
    """A sheet to be written: rows of one width whose last cell is filled, and rectangles to merge."""

    rows: list[list[Cell]]
    merged: list[Range] = field(default_factory=list)


@st.composite
def sheets(draw: st.DrawFn, cells: st.SearchStrategy[Cell] = TEXTS | NUMBERS) -> Drawn:
    width = draw(st.integers(2, 6))
    row = st.lists(cells, min_size=width, max_size=width)
    found = Drawn(draw(st.lists(row, min_size=1, max_size=6)))
    for _ in range(draw(st.integers(0, 2))):
        top, left = draw(st.integers(0, len(found.rows) - 1)), draw(st.integers(0, width - 1))
        bottom = draw(st.integers(top, len(found.rows) - 1))
        right = draw(st.integers(left, width - 1))
        _merge(found, Range(top, left, bottom, right))
    found.rows[-1][-1] = "край"
    found.merged = [range_ for range_ in found.merged if (range_[2], range_[3]) !=
                    (len(found.rows) - 1, width - 1)]  # fmt: skip
    return found


def _merge(found: Drawn, range_: Range) -> None:
    """Merge a rectangle that meets no other; what it covers is empty."""
    if (range_.top, range_.left) == (range_.bottom, range_.right) or any(
        not (range_.top > o.bottom or range_.bottom < o.top or range_.left > o.right
             or range_.right < o.left) for o in found.merged
    ):  # fmt: skip
        return
    found.merged.append(range_)
    for r, c in _covered(range_):
        found.rows[r][c] = ""


def _covered(range_: Range) -> Iterator[tuple[int, int]]:
    for r in range(range_.top, range_.bottom + 1):
        for c in range(range_.left, range_.right + 1):
            if (r, c) != (range_.top, range_.left):
                yield r, c


def write_xlsx(path: Path, books: list[Drawn]) -> None:
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        for number, drawn in enumerate(books):
            sheet = book.add_worksheet(f"Лист{number}")
            for range_ in drawn.merged:
                sheet.merge_range(*_corners(range_), "")
            for r, c, cell in _cells(drawn):
                sheet.write_string(r, c, cell) if isinstance(cell, str) else sheet.write(r, c, cell)


def write_xls(path: Path, books: list[Drawn]) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    for number, drawn in enumerate(books):
        sheet = book.add_sheet(f"Лист{number}", cell_overwrite_ok=True)
        for range_ in drawn.merged:
            sheet.merge(range_.top, range_.bottom, range_.left, range_.right)
        for r, c, cell in _cells(drawn):
            sheet.write(r, c, cell)
    book.save(str(path))


def write_html(path: Path, books: list[Drawn], encoding: str) -> None:
    text = "<html><body>"
    for drawn in books:
        text += "<table>"
        spans = {(r.top, r.left): r for r in drawn.merged}
        covered = {place for range_ in drawn.merged for place in _covered(range_)}
        for r, row in enumerate(drawn.rows):
            text += "<tr>"
            for c, cell in enumerate(row):
                if (r, c) not in covered:
                    text += f"<td{_span(spans.get((r, c)))}>\n  {html.escape(str(cell))} </td>"
            text += "</tr>"
        text += "</table>"
    path.write_bytes((text + "</body></html>").encode(encoding))


def _span(range_: Range | None) -> str:
    if range_ is None:
        return ""
    tall, wide = range_.bottom - range_.top + 1, range_.right - range_.left + 1
    return f' rowspan="{tall}" colspan={wide}'


def _corners(range_: Range) -> tuple[int, int, int, int]:
    return range_.top, range_.left, range_.bottom, range_.right


def _cells(drawn: Drawn) -> Iterator[tuple[int, int, Cell]]:
    """Yield the cells to write; a merge is filled at its top left alone."""
    covered = {place for range_ in drawn.merged for place in _covered(range_)}
    for r, row in enumerate(drawn.rows):
        yield from ((r, c, cell) for c, cell in enumerate(row) if (r, c) not in covered)


def assert_same(grid: Grid, books: list[Drawn]) -> None:
    """Check a book read back against what was written."""
    assert [sheet.rows for sheet in grid.sheets] == [drawn.rows for drawn in books]
    for sheet, drawn in zip(grid.sheets, books, strict=True):
        assert sorted(sheet.merged()) == sorted(drawn.merged)


@settings(max_examples=60, deadline=None)
@given(st.lists(sheets(), min_size=1, max_size=3))
def test_a_workbook_comes_back(books: list[Drawn]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "книга.xls")  # the extension says nothing
        write_xlsx(path, books)
        grid = read(path)
        assert grid.kind == "xlsx"
        assert_same(grid, books)
        for sheet, drawn in zip(grid.sheets, books, strict=True):
            blank = {(r, c) for r, c, cell in _cells(drawn) if cell == ""}
            assert sheet.blanks is not None and sheet.blanks() == blank


@settings(max_examples=60, deadline=None)
@given(st.lists(sheets(), min_size=1, max_size=3))
def test_an_old_workbook_comes_back(books: list[Drawn]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "книга.xlsx")
        write_xls(path, books)
        grid = read(path)
        assert grid.kind == "xls"
        assert_same(grid, books)


@settings(max_examples=80, deadline=None)
@given(st.lists(sheets(TEXTS), min_size=1, max_size=3), st.sampled_from(["utf-8", "cp1251"]))
def test_a_page_comes_back(books: list[Drawn], encoding: str) -> None:
    for drawn in books:  # a page keeps its cells as words with single spaces
        drawn.rows = [[" ".join(str(cell).split()) for cell in row] for row in drawn.rows]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "отчет.xls")
        write_html(path, books, encoding)
        grid = read(path)
        assert grid.kind == "html"
        assert_same(grid, books)


@settings(max_examples=80, deadline=None)
@given(
    sheets(TEXTS),
    st.sampled_from(";,\t"),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1251", "utf-16"]),
    st.sampled_from(["\r\n", "\n"]),
)
def test_a_delimited_text_comes_back(drawn: Drawn, sign: str, encoding: str, end: str) -> None:
    rows = [["ФИО", *map(str, range(1, len(drawn.rows[0])))], *drawn.rows]
    assume(not str(rows[0][0]).startswith("<"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "журнал.txt")
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=sign, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(
                rows
            )
        grid = read(path)
        assert grid.kind == "csv"
        assert grid.sheets[0].rows == rows
