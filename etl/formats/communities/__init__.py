"""A workbook of communities: a sheet for each register that is kept of them, or any one of these alone."""

from __future__ import annotations

from etl.formats.communities.book import Book
from etl.formats.communities.choosing import choices, is_sure
from etl.formats.declaration import Format
from etl.grid import Grid
from etl.school import School
from etl.tidy import Decisions, Parsed


def claim(grid: Grid, fmt: Format) -> bool:
    """Say whether some sheet has a table of communities beyond doubt."""
    return any(is_sure(choice, grid, fmt.options) for choice in choices(grid, fmt))


def parse(grid: Grid, fmt: Format, decisions: Decisions, school: School) -> Parsed:
    """Return the lines of every register that the file holds."""
    return Book(grid, fmt, decisions, school).read()
