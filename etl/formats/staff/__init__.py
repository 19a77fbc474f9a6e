"""Tables of the staff: registers of lines about teachers, the list of the staff, observed lessons.

Which table a table is says its title, or the best fit of its header with the forms of
`warehouse/staff/*.toml`; where several fit alike a person is asked, and the answer is kept by the header.
"""

from __future__ import annotations

from etl.formats.declaration import Format
from etl.formats.staff.cards import Cards
from etl.formats.staff.choosing import choices
from etl.formats.staff.headers import CARDS, LESSONS
from etl.formats.staff.lessons import Lessons
from etl.formats.staff.lines import Lines
from etl.formats.staff.reading import StaffReading
from etl.grid import Grid
from etl.school import School
from etl.tidy import Decisions, Parsed


def claim(grid: Grid, fmt: Format) -> bool:
    """Say whether some sheet has a table of the staff."""
    return next(choices(grid, fmt, School.default()), None) is not None


def parse(grid: Grid, fmt: Format, decisions: Decisions, school: School) -> Parsed:
    """Return the lines, cards and observed lessons of every table of the file."""
    reading = StaffReading(grid, fmt, decisions, school)
    lines, cards, lessons = Lines(reading), Cards(reading), Lessons(reading)
    for table, fit in reading.settled():
        if fit.target.register == CARDS:
            cards.read(table, fit)
        elif fit.target.register == LESSONS:
            lessons.read(table, fit)
        else:
            lines.read(table, fit)
    return reading.parsed()
