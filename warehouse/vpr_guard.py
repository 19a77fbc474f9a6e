"""The guard of ВПР: their results are never laid beside a teacher or a single community.

«Результаты ВПР не могут быть использованы для оценки деятельности педагогических работников»: the
yearly recommendations, п. 5; письмо Рособрнадзора от 18.04.2025 № 02-86. A statement that reads both
sides can group, sort or filter one by the other, so no statement may.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

import duckdb

from warehouse import build

OUTCOMES = frozenset({"loaded_results", "loaded_task_points", "loaded_work_lines"})
JUDGED = frozenset({
    "loaded_teachers", "loaded_teaching", "loaded_staff", "loaded_staff_entries", "loaded_observations",
    "loaded_survey_respondents", "typed_staff", "typed_staff_entries", "typed_observations",
    "survey_responses", "survey_scores", "loaded_community_lines", "loaded_community_people",
    "typed_community_lines", "typed_community_people", "typed_lesson_studies", "typed_study_lessons",
    "typed_study_steps", "typed_study_predictions", "loaded_lesson_cards", "loaded_lesson_codes",
    "typed_lesson_cards", "typed_lesson_codes", "typed_project_reviews",
})  # fmt: skip
# Works of the school's own alone: контрольные, мониторинги, промежуточная аттестация. A test holds them so.
INNER = frozenset({"mart_inner_deficit_by_class_task", "mart_inner_work_by_class"})
WHY = (
    "Результаты ВПР не показывают рядом с учителем или одним ПОС: они не могут быть использованы для оценки "
    "деятельности педагогических работников (письмо Рособрнадзора от 18.04.2025 № 02-86)."
)


class BesideTeacher(ValueError):
    """A statement that lays results of assessments beside teachers or communities."""

    def __init__(self) -> None:
        super().__init__(WHY)


@cache
def outcomes() -> frozenset[str]:
    """Return the relations that hold results of assessments, in whatever they are counted."""
    return _reached(OUTCOMES, INNER)


@cache
def judged() -> frozenset[str]:
    """Return the relations that name teachers or communities."""
    return _reached(JUDGED)


def relations(sql: str) -> frozenset[str]:
    """Return the names of the relations that a statement reads, without their schemas."""
    with duckdb.connect() as con:
        return frozenset(name.split(".")[-1].strip('"') for name in con.get_table_names(sql))


def is_beside_teacher(read: Collection[str]) -> bool:
    """Tell whether relations read by one statement meet on both sides."""
    return not outcomes().isdisjoint(read) and not judged().isdisjoint(read)


def check(sql: str) -> None:
    """Raise BesideTeacher for a statement that reads both sides."""
    if is_beside_teacher(relations(sql)):
        raise BesideTeacher


def _reached(roots: frozenset[str], but: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the roots with every model that reads them, at any remove, `but` for some and what reads those."""
    found = set(roots)
    for model in build.models():  # each stands after those it reads
        if model.name not in but and not found.isdisjoint(model.reads):
            found.add(model.name)
    return frozenset(found)
