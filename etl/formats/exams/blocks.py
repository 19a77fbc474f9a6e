"""Where the exams of a sheet stand: an exam's line, its header, its rows, then the next exam."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from etl.cells import cell_text
from etl.formats.declaration import Format
from etl.formats.exams.exam import UNSURE, Exam, exam_of_line, gve_grade, kind_of
from etl.formats.matrix.lines import at
from etl.formats.matrix.words import key
from etl.formats.registers.reading import is_header
from etl.formats.registers.table import Layout, Table, tables
from etl.formats.registers.words import fits, vocabulary
from etl.grid import Cell, Grid, Sheet
from etl.names import clean

MASKS = ("short", "long", "oral")
NEEDS = (("surname",), ("points",), (*MASKS, "mark", "test_points", "any_mark"))
NO_EXAM = ("*классучастия*", "статус*", "состояниеапелляции*", "экзамен")
FEWEST = 3  # cells of a row that may be a participant's


@dataclass(frozen=True)
class Block:
    """One table of results with the exam that the lines above it name, None where they name none.

    `kind` and `grade` are what a title above or the sheet says of every exam below it.
    """

    table: Table
    exam: Exam | None
    kind: str
    grade: int = 0

    def cell(self, row: int, means: str) -> Cell:
        """Return a row's cell; under a header that reaches over empty columns the value may stand there."""
        column = self.table.column(means)
        labelled = {c.index for c in self.table.columns if c.labels}
        found = at(self.table.sheet.rows, row, column) if column >= 0 else ""
        while found == "" and column >= 0 and column + 1 < len(self.table.columns):
            column += 1
            if column in labelled:
                break
            found = at(self.table.sheet.rows, row, column)
        return found

    def text(self, row: int, means: str) -> str:
        """Return the text of a row's cell."""
        return clean(cell_text(self.cell(row, means)))

    def rows(self, footer: tuple[str, ...]) -> Iterator[int]:
        """Give the rows of participants: those before the next exam's line, without footers."""
        for row in range(self.table.first, self.table.end):
            filled = self.table.filled(row)
            if filled and exam_of_line(filled[0][1]):
                return
            if len(filled) >= FEWEST and not fits(key(filled[0][1]), footer):
                yield row


def layout_of(fmt: Format) -> Layout:
    """Return how to know the header of a protocol."""
    words = vocabulary(fmt.options["columns"])
    keys = ("surname", "first_name", "class_name", "school")
    return Layout(words, is_header(NEEDS, NO_EXAM), ("surname",), keys)


def blocks(sheet: Sheet, layout: Layout) -> Iterator[Block]:
    """Walk down a sheet from table to table; a page that names no exam goes on with the one before."""
    exam, kind, grade, above = None, kind_of(sheet.name), gve_grade(sheet.name), 0
    other = (
        ""  # UNSURE once a line says ГВЭ: what the lines that say nothing are of is not known then
    )
    for table in tables(sheet, layout):
        lines = [text for row in sheet.rows[above : table.top] for text in _texts(row)]
        named = [found for text in lines if (found := exam_of_line(text))]
        titles = _titles(sheet.rows[above : table.top], is_first=above == 0)
        if said := next(filter(None, map(kind_of, titles)), ""):
            kind, grade = said, next(filter(None, map(gve_grade, titles)), 0)
        exam, above = named[-1] if named else exam, table.first
        other = UNSURE if exam and exam.kind == "gve" else other
        yield Block(table, exam, kind or other, grade)


def is_protocol(grid: Grid, layout: Layout) -> bool:
    """Say whether some table has masks of answers, or points under the line of an exam."""
    return any(
        block.exam is not None or any(block.table.has(means) for means in MASKS)
        for sheet in grid.sheets
        for block in blocks(sheet, layout)
    )


def _titles(rows: list[list[Cell]], is_first: bool) -> list[str]:
    """Return the texts that are of every exam below: above the first table, or alone in a row between two."""
    told = [texts for row in rows if (texts := _texts(row)) and (is_first or len(texts) == 1)]
    return [text for texts in told for text in texts if not exam_of_line(text)]


def _texts(row: list[Cell]) -> list[str]:
    return [cell for cell in row if isinstance(cell, str) and cell]
