"""Tidy rows of one file, before the school knows them: what every shape produces.

The columns are those of `warehouse/tables/loaded_*.sql` without `batch_id` and with `pupil_no` (the
pupil's number inside this file) where the warehouse has `pupil_id`, `teacher_no` for `teacher_id`,
`partner_no` (another teacher, or None) for `partner_id`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from etl.problems import Problem

Column = list[Any]
UNASKED = "unasked"  # the answer where nobody can be asked which school is ours

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
    "works": ("work_no", "role", "kind", "school_year", "subject_raw", "subject_key", "work_grade",
              "class_grade", "label", "held_on", "literacy", "stage", "schools_count", "sheet_name"),
    "work_tasks": ("work_no", "task_no", "task_code", "position", "max_points", "level", "sheet_name",
                   "row_no", "column_no"),
    "work_schools": ("work_no", "school_code", "school_name", "municipality"),
    "results": ("work_no", "result_no", "school_code", "participant_code", "pupil_no", "class_raw",
                "class_name", "class_ordinal", "grade", "variant", "took_part", "stated_points",
                "test_points", "mark", "journal_mark", "sheet_name", "row_no", "column_no"),
    "task_points": ("work_no", "result_no", "task_no", "points", "state", "column_no"),
    "participants": ("work_no", "participant_code", "pupil_no", "class_name", "sheet_name", "row_no",
                     "column_no"),
    "class_ordinals": ("work_no", "grade", "class_ordinal", "class_name"),
    "task_descriptions": ("work_no", "task_code", "skill_no", "position", "skill", "block", "level",
                          "max_points", "content_code", "requirement_code", "minutes", "sheet_name",
                          "row_no", "column_no"),
    "work_lines": ("work_no", "group_level", "group_name", "school_code", "group_mark", "metric", "item",
                   "value", "tolerance", "sheet_name", "row_no", "column_no"),
    "olympiad_results": ("work_no", "result_no", "school_code", "pupil_no", "class_name", "grade",
                         "participation_grade", "profile", "points", "max_points", "status", "place",
                         "was_prize_winner", "teacher_raw", "sheet_name", "row_no", "column_no"),
    "staff": ("teacher_no", "position", "subjects", "age_group", "category", "experience_years",
              "came_on", "left_on", "sheet_name", "row_no", "column_no"),
    "staff_entries": ("entry_no", "register", "teacher_no", "partner_no", "title", "kind", "role",
                      "organisation", "date_from", "date_to", "hours", "status", "result", "evidence",
                      "competence", "frequency", "mastery", "note", "sheet_name", "row_no",
                      "column_no"),
    "observations": ("observation_no", "teacher_no", "partner_no", "observer_raw", "observed_on",
                     "class_name", "subject_raw", "topic", "note", "sheet_name", "row_no",
                     "column_no"),
    "observation_scores": ("observation_no", "criterion_raw", "criterion_key", "score", "column_no"),
    "surveys": ("survey_no", "signature", "survey_id", "title", "service", "sheet_name"),
    "survey_questions": ("survey_no", "question_no", "header_raw", "grid_row", "question_key", "role",
                         "row_no", "column_no"),
    "survey_respondents": ("survey_no", "respondent_no", "response_key", "answered_at", "teacher_no",
                           "person_key", "class_name", "sheet_name", "row_no"),
    "survey_answers": ("survey_no", "respondent_no", "question_no", "value_raw"),
    "community_lines": ("line_no", "register", "line_key", "community_key", "community_raw", "teacher_no",
                        "partner_no", "title", "kind", "role", "topic", "goal", "strategy", "literacy",
                        "class_name", "school_year", "subject", "competence", "deficit_key", "organisation",
                        "status", "result", "reason", "evidence", "note", "date_from", "date_to",
                        "sheet_name", "row_no", "column_no"),
    "community_people": ("line_no", "teacher_no"),
    "lesson_cards": ("lesson_no", "lesson_id", "teacher_no", "community_key", "held_on", "class_name",
                     "subject_raw", "subject_key", "topic", "aim", "target1", "target2", "target3",
                     "target4", "target5", "sheet_name", "row_no", "column_no"),
    "lesson_codes": ("lesson_no", "role", "teacher_no", "task_no", "task_text", "task_type", "category",
                     "sheet_name", "row_no", "column_no"),
}  # fmt: skip


@dataclass(frozen=True)
class Decisions:
    """What a person said of a file that the file does not say itself; empty means "as the file says".

    `period` is a code such as `q4`, or a list of them (see etl/formats/periods.py). The five from `kind`
    on are asked of assessments: the kind of a work, the grade it is of, its label, day and stage.
    `own_school` ("yes", "no" or UNASKED) answers whether the one school of the file is ours; it becomes
    a record of the school's codes and is no part of what is kept with the file. `survey` says which
    survey a form is (see etl/formats/surveys/recognition.py), `register` which register of the staff a
    table is that may be one of several.
    """

    school_year: str = ""
    class_name: str = ""
    subject: str = ""
    subgroup: str = ""
    period: str = ""
    kind: str = ""
    work_grade: str = ""
    label: str = ""
    held_on: str = ""
    stage: str = ""
    own_school: str = ""
    survey: str = ""
    register: str = ""

    def said(self) -> dict[str, str]:
        """Return the fields as plain values; what came with assessments only where it was said.

        What was decided about older files is thus written as it was then, and they are known again.
        """
        later = ("kind", "work_grade", "label", "held_on", "stage", "survey", "register")
        kept = {k: v for k, v in vars(self).items() if k != "own_school"}
        return {k: v for k, v in kept.items() if v or k not in later}

    def of_batch(self) -> dict[str, str]:
        """Return what is kept beside an accepted file: which survey it is, is remembered by its form."""
        return {k: v for k, v in self.said().items() if k != "survey"}


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
    text), date_from and date_to. `teacher_cells` is the cell that names a teacher first, by file-local
    number, where a reader knows it better than the row.
    """

    format_id: str
    source_kind: str
    tables: dict[str, dict[str, Column]]
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    teacher_cells: dict[int, tuple[str, int, int]] = field(default_factory=dict)


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

    def work(
        self,
        role: str,
        kind: str,
        school_year: str,
        subject: tuple[str, str],
        grades: tuple[int, int],
        label: str = "",
        **more: Any,
    ) -> int:
        """Return the number of a work that the file speaks of; `subject` is (raw, key), `grades` are
        those of the work and of the class that sat it. `more`: held_on, literacy, stage, schools_count,
        sheet_name (see warehouse/tables/loaded_works.sql)."""
        number = len(self.columns["works"]["work_no"]) + 1
        self.add("works", number, role, kind, school_year, *subject, *grades, label,
                 more.get("held_on"), more.get("literacy", ""), more.get("stage", ""),
                 more.get("schools_count", 1), more.get("sheet_name", ""))  # fmt: skip
        return number

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
