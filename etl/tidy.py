"""Tidy rows of one file, before the school knows them: what every shape produces.

The columns are those of `warehouse/tables/loaded_*.sql` without `batch_id` and with `pupil_no` (the
pupil's number inside this file) where the warehouse has `pupil_id`, `teacher_no` for `teacher_id`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from etl.problems import Problem

Column = list[Any]

COLUMNS: dict[str, tuple[str, ...]] = {
    "pupils": ("pupil_no", "school_year", "class_name", "name_raw", "name_key", "ordinal"),
    "parts": ("part_no", "measure", "school_year", "grade", "class_name", "subject_raw",
              "subject_key", "subgroup", "period"),
    "part_pupils": ("part_no", "pupil_no"),
    "part_dates": ("part_no", "date_from", "date_to"),
    "marks": ("part_no", "pupil_no", "lesson_date", "lesson_no", "seq", "mark", "mark_raw", "weight",
              "work_type", "cell_raw", "sheet_name", "row_no", "column_no"),
    "attendance": ("part_no", "pupil_no", "lesson_date", "lesson_no", "seq", "code_raw", "kind",
                   "sheet_name", "row_no", "column_no"),
    "lessons": ("part_no", "pupil_no", "lesson_date", "lessons_count"),
    "period_marks": ("part_no", "pupil_no", "mark", "mark_raw", "state", "sheet_name", "row_no",
                     "column_no"),
    "control_totals": ("part_no", "pupil_no", "metric", "period", "value", "sheet_name", "row_no",
                       "column_no"),
    "class_totals": ("part_no", "metric", "value", "tolerance", "sheet_name", "row_no", "column_no"),
    "roll": ("part_no", "pupil_no", "arrived_on", "left_on", "sheet_name", "row_no", "column_no"),
    "teachers": ("teacher_no", "name_raw", "name_key"),
    "teaching": ("part_no", "teacher_no", "hours_per_week", "sheet_name", "row_no", "column_no"),
}  # fmt: skip


@dataclass(frozen=True)
class Decisions:
    """What a person said of a file that the file does not say itself; empty means "as the file says".

    `period` is a code such as `q4`, or a list of them (see etl/formats/periods.py).
    """

    school_year: str = ""
    class_name: str = ""
    subject: str = ""
    subgroup: str = ""
    period: str = ""


@dataclass(frozen=True)
class Question:
    """Something a person must say before the file can go in.

    `field` names a field of `Decisions`; `proposals` are values in order of likelihood, each with the
    words a person reads. `best` is the one likely enough to be taken where nobody can be asked, ""
    where none is, None where the shape does not say. `about` names the classes it is about where
    others of the file are not in question.
    """

    field: str
    what: str
    proposals: tuple[tuple[str, str], ...] = ()
    best: str | None = None
    about: str = ""


@dataclass
class Parsed:
    """One file understood: tidy rows by table, problems, and questions that stand in the way.

    `facts` is what the page says of the file: classes, subjects, periods, school_years (lists of
    text), date_from and date_to.
    """

    format_id: str
    source_kind: str
    tables: dict[str, dict[str, Column]]
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)


class Rows:
    """Collects tidy rows column by column; the hot loops append to `columns[table][name]` themselves."""

    def __init__(self) -> None:
        self.columns: dict[str, dict[str, Column]] = {
            table: {name: [] for name in names} for table, names in COLUMNS.items()
        }
        self._pupils: dict[tuple[str, str, str, int], int] = {}
        self._teachers: dict[str, int] = {}
        self._parts: dict[tuple[Any, ...], int] = {}
        self._part_pupils: set[tuple[int, int]] = set()
        self._part_dates: set[tuple[int, date, date]] = set()

    def add(self, table: str, *values: Any) -> None:
        """Append one row in the order of `COLUMNS[table]`."""
        for column, value in zip(self.columns[table].values(), values, strict=True):
            column.append(value)

    def pupil(
        self, school_year: str, class_name: str, name_raw: str, name_key: str, ordinal: int = 1
    ) -> int:
        """Return the file-local number of a pupil; `ordinal` tells namesakes of a class apart."""
        key = (school_year, class_name, name_key, ordinal)
        if key not in self._pupils:
            self._pupils[key] = len(self._pupils) + 1
            self.add(
                "pupils", self._pupils[key], school_year, class_name, name_raw, name_key, ordinal
            )
        return self._pupils[key]

    def teacher(self, name_raw: str, name_key: str) -> int:
        """Return the file-local number of a teacher; a school's file has one teacher of a name."""
        if name_key not in self._teachers:
            self._teachers[name_key] = len(self._teachers) + 1
            self.add("teachers", self._teachers[name_key], name_raw, name_key)
        return self._teachers[name_key]

    def part(
        self,
        measure: str,
        school_year: str,
        grade: int,
        class_name: str,
        subject_raw: str,
        subject_key: str,
        subgroup: str = "",
        period: str = "",
    ) -> int:
        """Return the number of a part: what one file says of a class × subject × subgroup.

        `measure` is `current` (marks and attendance by date), `period` (then `period` is a code),
        `roll` (a register of the class, no subject), `totals` (figures of a report without pupils) or
        `teaching` (who teaches the subject).
        """
        key = (measure, school_year, class_name, subject_raw, subgroup, period)
        if key not in self._parts:
            self._parts[key] = len(self._parts) + 1
            self.add("parts", self._parts[key], measure, school_year, grade, class_name, subject_raw,
                     subject_key, subgroup, period)  # fmt: skip
        return self._parts[key]

    def covers(self, part_no: int, pupil_no: int) -> None:
        """Note that the part speaks of this pupil, even where every cell is empty."""
        self.cover([(part_no, pupil_no)])

    def cover(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Note of many (part_no, pupil_no) that the part speaks of the pupil."""
        new = [pair for pair in dict.fromkeys(pairs) if pair not in self._part_pupils]
        if new:
            self._part_pupils.update(new)
            parts, pupils = zip(*new, strict=True)
            self.columns["part_pupils"]["part_no"].extend(parts)
            self.columns["part_pupils"]["pupil_no"].extend(pupils)

    def spans(self, part_no: int, date_from: date, date_to: date) -> None:
        """Note that the part speaks of these dates, both inclusive."""
        if (part_no, date_from, date_to) not in self._part_dates:
            self._part_dates.add((part_no, date_from, date_to))
            self.add("part_dates", part_no, date_from, date_to)
