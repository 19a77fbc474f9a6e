"""The tables' contract: DDL is written once, in the `.sql` files of this folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

FOLDER = Path(__file__).parent
LOADED = ("pupils", "parts", "part_pupils", "part_dates", "marks", "attendance", "lessons",
          "period_marks", "control_totals", "class_totals", "roll", "teachers", "teaching",
          "works", "work_tasks", "work_schools", "results", "task_points", "participants",
          "class_ordinals", "task_descriptions", "work_lines", "olympiad_results",
          "staff", "staff_entries", "observations", "observation_scores", "surveys",
          "survey_questions", "survey_respondents", "survey_answers",
          "community_lines", "community_people", "lesson_cards", "lesson_codes")  # fmt: skip
# A row may stand for a participant whose name nobody said, or for a line without a mentor.
MAYBE_NAMELESS = (
    "results",
    "olympiad_results",
    "staff_entries",
    "observations",
    "survey_respondents",
    "community_lines",
    "lesson_codes",
)
# What speaks of the staff: where it changes, what was typed and scored is laid anew.
OF_STAFF = ("loaded_teachers", "loaded_staff", "loaded_staff_entries", "loaded_observations",
            "loaded_observation_scores", "loaded_surveys", "loaded_survey_questions",
            "loaded_survey_respondents", "loaded_survey_answers", "loaded_community_lines",
            "loaded_community_people", "loaded_lesson_cards", "loaded_lesson_codes")  # fmt: skip

FILE_NUMBERS = {"pupil_id": "pupil_no", "teacher_id": "teacher_no", "partner_id": "partner_no"}


def ddl() -> list[str]:
    """Return the CREATE TABLE statements of all tables, in order of their names."""
    return [path.read_text("utf-8") for path in sorted(FOLDER.glob("*.sql"))]


def schema(table: str) -> pa.Schema:
    """Return the Arrow schema of a table of this folder; `schema("loaded_marks")`."""
    return _schemas()[table]


@cache
def _schemas() -> dict[str, pa.Schema]:
    """Return the schemas of all tables at once: opening a database takes longer than asking it."""
    names = [path.stem for path in FOLDER.glob("*.sql")]
    with duckdb.connect() as con:
        con.execute("\n".join(ddl()))
        return {name: con.table(name).to_arrow_table().schema for name in names}


@cache
def file_schema(table: str) -> pa.Schema:
    """Return the schema of a file's tidy rows: no batch yet, numbers of the file in place of ids."""
    fields = [field for field in schema(f"loaded_{table}") if field.name != "batch_id"]
    return pa.schema(
        pa.field(FILE_NUMBERS[field.name], pa.int32()) if field.name in FILE_NUMBERS else field
        for field in fields
    )
