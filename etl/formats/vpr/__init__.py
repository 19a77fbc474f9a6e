"""The shape "vpr": one row per participant, known by a code; tasks in columns with their maxima."""

from __future__ import annotations

from etl.formats.declaration import LOOK_SHEETS, Format
from etl.formats.vpr.reading import VprReading
from etl.formats.vpr.table import HEADER_ROWS, table_of
from etl.grid import Grid, Sheet
from etl.names import fold
from etl.school import School
from etl.tidy import Decisions, Parsed


def claim(grid: Grid, fmt: Format) -> bool:
    """Say whether some sheet has codes and tasks under the title that the format asks for, if any."""
    sheets = grid.sheets[:LOOK_SHEETS]
    return any(
        _is_titled(sheet, fmt.claims.title) and table_of(sheet, fmt.options["columns"])
        for sheet in sheets
    )


def parse(grid: Grid, fmt: Format, decisions: Decisions, school: School) -> Parsed:
    """Return the participants of every work in the file with their points."""
    return VprReading(grid, fmt, decisions, school).read()


def _is_titled(sheet: Sheet, titles: tuple[str, ...]) -> bool:
    top = (cell for row in sheet.rows[:HEADER_ROWS] for cell in row[:5] if isinstance(cell, str))
    return not titles or any(title in fold(cell) for cell in top for title in titles)
