"""Lessons with their tasks coded by the taxonomy: a sheet for a lesson, or a flat list of tasks."""

from __future__ import annotations

from etl.formats.declaration import Format
from etl.formats.lesson_tasks.layout import found_in
from etl.formats.lesson_tasks.reading import LessonReading
from etl.grid import Grid
from etl.school import School
from etl.tidy import Decisions, Parsed


def claim(grid: Grid, fmt: Format) -> bool:
    """Say whether some sheet has a table of coded tasks."""
    return next(found_in(grid, fmt), None) is not None


def parse(grid: Grid, fmt: Format, decisions: Decisions, school: School) -> Parsed:
    """Return the lessons of the file, their tasks and who coded them how."""
    reading = LessonReading(grid, fmt, decisions, school)
    for lessons in found_in(grid, fmt):
        reading.read(lessons)
    return reading.laid()
