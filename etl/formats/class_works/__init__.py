"""The shape "class_work": a class's pupils in rows, the tasks of a work in columns."""

from __future__ import annotations

from etl.formats.class_works.reading import ClassWorkReading
from etl.formats.class_works.table import tables_of
from etl.formats.declaration import LOOK_SHEETS, Format
from etl.grid import Grid
from etl.school import School
from etl.tidy import Decisions, Parsed


def claim(grid: Grid, fmt: Format) -> bool:
    """Say whether some sheet has names, tasks and words that tell it from a journal."""
    return any(next(tables_of(sheet, fmt), None) for sheet in grid.sheets[:LOOK_SHEETS])


def parse(grid: Grid, fmt: Format, decisions: Decisions, school: School) -> Parsed:
    """Return the pupils of every work in the file with their points."""
    return ClassWorkReading(grid, fmt, decisions, school).read()
