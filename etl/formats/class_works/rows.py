"""One row of a work's table: who, whether they wrote, with which points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from etl.cells import cell_text
from etl.formats.class_works.table import Table, extra_of
from etl.formats.declaration import Format
from etl.formats.findings import Findings
from etl.formats.matrix.words import is_footer, key
from etl.formats.registers.words import fits
from etl.formats.works.cells import Points, code_text, is_absent, number, read_mark, read_points
from etl.grid import Cell
from etl.names import class_name, clean, cyrillic, fold

_AWAY = re.compile(r"(?:н|нб|н/я|н\.?я\.?|б|бол\w*|отс\w*|не\s?(?:был|писал|явил)\w*|неявка)\.?$")
_SIGNS = {"+": 1.0, "-": 0.0, "–": 0.0, "—": 0.0, "−": 0.0}
POINTS_WRONG = {"unreadable": "points_unreadable", "negative": "points_negative",
                "above_max": "points_above_max"}  # fmt: skip


@dataclass
class Pupil:
    """A row of a pupil; `points` by column, `own` the class that the row itself names, `code` "" of most works."""

    row: int
    code: str
    name: str
    printed: str
    own: tuple[int, str] | None
    took_part: bool
    variant: str
    total: float | None
    mark: int | None
    journal_mark: int | None
    points: dict[int, Points] = field(default_factory=dict)


class RowReader:
    """Reads the rows of one table."""

    def __init__(self, table: Table, fmt: Format, findings: Findings) -> None:
        self._table, self._options, self._findings = table, fmt.options, findings
        self._section: tuple[int, str] | None = None
        self._signed = {c for c in table.tasks if self._has_plus(c)}

    def pupils(self) -> Iterator[Pupil]:
        """Give the rows of pupils; sums, signatures and a template's example are passed over."""
        table = self._table
        for r in range(table.first, table.end):
            row = table.sheet.rows[r]
            first = next((clean(cell_text(cell)) for cell in row if cell != ""), "")
            if not first or fold(first).startswith("пример"):
                continue
            if extra_of(row, self._options) or self._is_section(row, first):
                continue
            name = table.name(r)
            told = name or ("" if first.isdigit() else first)
            if is_footer(told) or fits(key(told), self._options["skip"]):
                continue
            if re.search("[А-Яа-яA-Za-zЁё]{2}", name):
                yield self._pupil(r, name)
            elif any(number(table.cell(r, c)) is not None for c in table.tasks):
                self._note("row_without_name", r, table.first_of("name"))

    def _is_section(self, row: Sequence[Cell], text: str) -> bool:
        """Say whether a row names the class of the rows below it and nothing else: «8Б класс»."""
        if sum(cell != "" for cell in row) > 1 or not (found := class_name(text)):
            return False
        self._section = found
        return True

    def _pupil(self, r: int, name: str) -> Pupil:
        table = self._table
        points = {c: self._points(r, c) for c in table.tasks}
        total, mark = self._total(r), self._mark(r, "mark")
        written = any(found.state for found in points.values())
        away = self._is_away(r, written)
        if away and any(found.points for found in points.values()):
            self._note("absent_with_points", r, table.first_of("name"), name)
        took_part = not away and bool(written or total is not None or mark is not None)
        if not took_part and not away:
            self._note("nothing_written", r, table.first_of("name"), name)
        if took_part:
            self._compare(r, points, total)
        variant = table.text(r, "variant")
        code = code_text(table.cell(r, table.first_of("code")))
        printed = table.text(r, "class_name")
        return Pupil(r, code, name, printed, class_name(printed) or self._section,
                     took_part, "" if _is_word_away(variant) else variant,
                     total if took_part else None, mark, self._mark(r, "journal_mark"),
                     points if took_part else {})  # fmt: skip

    def _points(self, r: int, column: int) -> Points:
        table, cell = self._table, self._table.cell(r, column)
        most = table.tasks[column].max_points
        text = fold(cell) if isinstance(cell, str) else ""
        if column in self._signed and text in _SIGNS:
            return Points(_SIGNS[text] * (most or 1.0), "answered")
        found = read_points(cell, most)
        if found.wrong and not _is_word_away(cell):
            self._note(POINTS_WRONG[found.wrong], r, column, cell_text(cell))
        return found

    def _is_away(self, r: int, written: bool) -> bool:
        """Say whether a word of absence stands in the row; among points «н» is only an odd cell."""
        table = self._table
        named = [
            c
            for m in ("variant", "total", "mark", "percent", "ignore")
            for c in table.columns.get(m, ())
        ]
        if any(
            is_absent(table.cell(r, c)) or (c >= 0 and _is_word_away(table.cell(r, c)))
            for c in named
        ):
            return True
        cells = [table.cell(r, c) for c in table.tasks]
        return any(map(is_absent, cells)) or (not written and any(map(_is_word_away, cells)))

    def _total(self, r: int) -> float | None:
        column = self._table.first_of("total")
        cell = self._table.cell(r, column)
        found = number(cell)
        if (
            found is None
            and isinstance(cell, str)
            and cell.strip(" -–—")
            and not _is_word_away(cell)
        ):
            self._note("total_unreadable", r, column, cell)
        return found

    def _mark(self, r: int, meaning: str) -> int | None:
        column = self._table.first_of(meaning)
        cell = self._table.cell(r, column)
        found, is_known = read_mark(cell)
        if not is_known and not _is_word_away(cell):
            self._note("mark_unreadable", r, column, cell_text(cell))
        return found

    def _compare(self, r: int, points: dict[int, Points], total: float | None) -> None:
        own = sum(found.points or 0 for found in points.values())
        if (
            total is not None
            and any(found.state for found in points.values())
            and abs(total - own) > 1e-6
        ):
            value = f"{total:g} и {own:g}".replace(".", ",")
            self._note("total_differs", r, self._table.first_of("total"), value)

    def _has_plus(self, column: int) -> bool:
        return any(
            self._table.cell(r, column) == "+" for r in range(self._table.first, self._table.end)
        )

    def _note(self, code: str, row: int, column: int, value: str = "") -> None:
        self._findings.add(code, self._table.sheet.name, row, max(column, 0), value=value)


def _is_word_away(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(_AWAY.match(fold(cyrillic(cell.replace("H", "Н")))))
