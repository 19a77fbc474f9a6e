"""The shape "fis_report": figures of groups of participants beside which our own are put."""

from __future__ import annotations

from etl.formats.declaration import LOOK_SHEETS, Format
from etl.formats.fis_reports.reading import FisReading
from etl.formats.fis_reports.table import table_of
from etl.grid import Grid
from etl.school import School
from etl.tidy import Decisions, Parsed


def claim(grid: Grid, fmt: Format) -> bool:
    """Say whether some sheet has the title of a report and its table."""
    return any(table_of(sheet, fmt) for sheet in grid.sheets[:LOOK_SHEETS])


def parse(grid: Grid, fmt: Format, decisions: Decisions, school: School) -> Parsed:
    """Return the figures of every report in the file."""
    return FisReading(grid, fmt, decisions, school).read()
