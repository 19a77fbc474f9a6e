"""A class's journal as most systems keep it: one table for each subject and part of the class.

Pupils in rows, lessons in columns. What no pupil of the part has in a lesson is an empty cell: these
layouts cannot tell an empty lesson of one pupil from none.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from etl.demo.journal import Line, Page
from etl.demo.roster import Seat
from etl.demo.subjects import curriculum
from etl.demo.timetable import Lesson, part_of

_PARTS = {"": "", "1": "1", "2": "2", "f": "1", "m": "2"}


@dataclass
class SubjectTable:
    """One subject of a class or of a part of it: its lessons, and a line for each pupil."""

    subject: str
    subgroup: str
    lessons: list[Lesson] = field(default_factory=list)
    lines: list[tuple[Seat, dict[Lesson, str], str]] = field(default_factory=list)

    @property
    def lessons_count(self) -> int:
        """Return how many lessons all pupils have: those after the last entry are not held yet."""
        filled = {lesson for _, cells, _ in self.lines for lesson, text in cells.items() if text}
        held = [lesson for lesson in self.lessons if filled and lesson <= max(filled)]
        return len(held) * len(self.lines)


def subject_tables(page: Page) -> list[SubjectTable]:
    """Return the tables of a class in a period, by subject and part."""
    splits = {subject.name: subject for subject in curriculum(page.klass)}
    tables: dict[tuple[str, str], SubjectTable] = {}
    for seat, lines in page.lines:
        for line in lines:
            part = _PARTS[part_of(splits[line.subject], seat.pupil)]
            table = tables.setdefault((line.subject, part), SubjectTable(line.subject, part))
            table.lines.append((seat, _cells(line), line.period_mark))
    for table in tables.values():
        table.lessons = sorted({lesson for _, cells, _ in table.lines for lesson in cells})
    return [tables[key] for key in sorted(tables)]


def _cells(line: Line) -> dict[Lesson, str]:
    return dict(zip(line.lessons, line.cells, strict=True))
