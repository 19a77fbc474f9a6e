"""Tables of the described layouts, written as files of every kind."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from html import escape
from pathlib import Path

import xlsxwriter
import xlwt

from etl.desk import Desk, Understood
from etl.problems import Refusal
from etl.tidy import Decisions
from tests.etl.formats.grids import SAMPLES
from warehouse.home import Home

Rows = Sequence[Sequence[str]]


def sample_rows(name: str) -> list[list[str]]:
    """Return the cells of a golden sample."""
    text = (SAMPLES / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return list(csv.reader(text, delimiter=";"))


def write(rows: Rows, path: Path) -> Path:
    """Write rows as a file of the kind that the path's suffix says."""
    {".xlsx": _xlsx, ".xls": _xls, ".csv": _csv, ".html": _html}[path.suffix](rows, path)
    return path


def _xlsx(rows: Rows, path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("8А")
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if cell or (r + c) % 2:  # some empty cells exist, some do not
                    sheet.write_string(r, c, cell)


def _xls(rows: Rows, path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("8А")
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell:
                sheet.write(r, c, cell)
    book.save(str(path))


def _csv(rows: Rows, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)


def _html(rows: Rows, path: Path) -> None:
    lines = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    path.write_text(f"<html><body><table>{body}</table></body></html>", encoding="utf-8")


def understood(home: Home, path: Path, name: str = "") -> Understood | Refusal:
    """Return a file understood, or why it is not."""
    try:
        return Desk(home).understand(path, name or path.name, Decisions())
    except Refusal as refusal:
        return refusal


def said(found: Understood | Refusal) -> tuple[object, ...]:
    """Return what a file comes to: its rows, problems, questions and facts."""
    if isinstance(found, Refusal):
        return (found.problems,)
    parsed = found.parsed
    return (found.fmt.id, parsed.tables, parsed.problems, parsed.questions, parsed.facts)
