"""The mapping dialog's way to the shapes: propose, show, correct, whatever the table is of.

`table_is` is what the table holds: "matrix" (marks of pupils), "pupil_register" or "teaching_register".
"""

from __future__ import annotations

from typing import Any

from etl.formats import shipped
from etl.formats.declaration import Format
from etl.formats.detect import propose
from etl.formats.matrix import adjust, preview
from etl.formats.registers.mapping import KINDS, adjust_register, propose_register
from etl.formats.registers.preview import preview_register
from etl.grid import Grid
from etl.school import School
from etl.tidy import Decisions

TABLE_IS = ("matrix", *KINDS)


def proposed(grid: Grid, school: School, table_is: str = "") -> Format:
    """Return the reading of a table to begin with; a person may say what the table is.

    Raises Refusal for a report of counts and shares that no format knows.
    """
    found = propose(grid, school)
    if table_is in KINDS or (not table_is and not found.confidence):
        known = {fmt.shape: fmt for fmt in shipped()}
        kind = table_is if table_is in KINDS else ""
        return propose_register(grid, known, kind) or found.format
    return found.format


def shown(
    grid: Grid, fmt: Format, decisions: Decisions, school: School, sheet: int = -1
) -> dict[str, Any]:
    """Return what the dialog shows of a sheet; the keys are described in `etl.formats.matrix`."""
    look = preview_register if fmt.shape in KINDS else preview
    return look(grid, fmt, decisions, school, sheet=sheet)


def adjusted(fmt: Format, grid: Grid, *, sheet: int = 0, **changes: Any) -> Format:
    """Return the reading as a person corrected it."""
    change = adjust_register if fmt.shape in KINDS else adjust
    return change(fmt, grid, sheet=sheet, **changes)
