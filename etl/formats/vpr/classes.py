"""Which class each participant of a table sat in, by its cell and by the code."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from etl.cells import cell_text
from etl.formats.vpr.pieces import Piece, coded
from etl.formats.vpr.table import Table
from etl.formats.works.classes import class_of, grade_of_code, ordinal_of
from etl.grid import Cell
from etl.names import clean

Columns = tuple[NDArray[np.object_], ...]
MOST_GRADES = 100


def class_cells(piece: Piece, work_grade: int) -> Columns:
    """Return columns of the class as printed, class_name, ordinal and grade of each participant.

    The grade is that of the class's name, else the first digit of the code, else the work's.
    """
    column, is_number = _class_column(piece.table)
    codes = coded(piece.people.codes, len(piece.people.codes))
    grades = codes.each(lambda code: grade_of_code(str(code)) or work_grade).astype(np.intp)
    cells = coded([""], 1) if column is None else piece.column(column)
    at = np.zeros(len(grades), dtype=np.intp) if column is None else cells.at
    pairs, back = np.unique(at * MOST_GRADES + grades, return_inverse=True)
    known = [_class(cells.distinct[pair // MOST_GRADES], pair % MOST_GRADES, is_number)
             for pair in pairs.tolist()]  # fmt: skip
    return tuple(np.array(said, dtype=object)[back] for said in zip(*known, strict=True))


def _class_column(table: Table) -> tuple[int | None, bool]:
    for meaning in ("ordinal", "class_no"):
        if (column := table.first(meaning)) is not None:
            return column, True
    return table.first("class_name"), False


def _class(cell: Cell, grade: int, is_number: bool) -> tuple[str, str, int, int]:
    printed = clean(cell_text(cell))
    if is_number and (ordinal := ordinal_of(cell)):
        return printed, "", ordinal, grade
    found = class_of(cell, grade)
    return printed, found.class_name, 0, found.grade
