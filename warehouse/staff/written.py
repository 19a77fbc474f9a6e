"""The tables of the staff that publishing writes from Python in the middle of the models: their inputs are models."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb

from warehouse.lessons.tables import CODED, agreement_table, formula_table, value_table
from warehouse.staff.gaps import gaps_table, waves_table
from warehouse.staff.parts import parts_table

Write = Callable[[duckdb.DuckDBPyConnection], list[dict[str, Any]]]
ANSWERS = (
    "survey_scores",
    "survey_responses",
    "competence_scales",
    "competences",
    "teacher_persons",
)
LESSONS = ("observation_scores",)
# By table: what it reads, and what makes its rows.
WRITTEN: dict[str, tuple[tuple[str, ...], Write]] = {
    "competence_waves": ((*ANSWERS, *LESSONS), waves_table),
    "competence_gaps": ((*ANSWERS, *LESSONS, "thresholds"), gaps_table),
    "staff_parts": (("dim_teacher", "staff", "subject_aliases", "thresholds"), parts_table),
    "lesson_value": (CODED, value_table),
    "lesson_agreement": (CODED, agreement_table),
    "lesson_formula_values": ((*CODED, "value_formulas"), formula_table),
}
