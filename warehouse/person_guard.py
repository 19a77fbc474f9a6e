"""The guard of single teachers: what one teacher said or was seen to do is the teacher's and the methodist's.

The command line knows no roles, so it answers about groups only. The pages ask their own queries,
which take the scope of who asks.
"""

from __future__ import annotations

from functools import cache
from sqlite3 import Row

from warehouse import build
from warehouse.home import Home
from warehouse.rows import read_rows
from warehouse.vpr_guard import relations

OWN = frozenset({
    "loaded_observations", "loaded_observation_scores", "typed_observations", "typed_observation_scores",
    "loaded_survey_respondents", "loaded_survey_answers", "survey_responses", "survey_values",
    "survey_scores", "competence_gaps", "loaded_community_lines", "typed_community_lines",
    "loaded_lesson_cards", "loaded_lesson_codes", "typed_lesson_cards", "typed_lesson_codes",
    "typed_lesson_tasks", "typed_project_reviews",
})  # fmt: skip
# Written or counted of a person's own values, and telling of groups only.
# A value of a lesson names neither the teacher nor who coded it: those stand in lesson_cards and lesson_coders.
OF_GROUPS = frozenset({
    "competence_waves", "mart_competence_by_group", "mart_competence_change", "lesson_value",
    "lesson_agreement", "lesson_formula_values",
})  # fmt: skip
# What communities do together is open to the school, but for the development tasks of their members.
TOGETHER = frozenset({
    "communities", "community_names", "community_members", "community_classes", "community_meetings",
    "community_visits", "community_plan", "community_people", "mart_project_by_criterion",
    "mart_practice_by_status",
})  # fmt: skip
WHY = (
    "Этот запрос читает ответы и посещённые уроки отдельных педагогов ({names}). Их видят только сам педагог "
    "и методист, на странице /teachers. Здесь открыты группы от 5 человек: mart_competence_by_group, "
    "mart_competence_change, competence_waves."
)


class OfOnePerson(ValueError):
    """A statement that reads what single teachers said or were seen to do."""

    def __init__(self, names: frozenset[str]) -> None:
        super().__init__(WHY.format(names=", ".join(sorted(names))))


@cache
def personal() -> frozenset[str]:
    """Return the relations that hold values of single teachers, with the models made of them."""
    found = set(OWN)
    for model in build.models():  # each stands after those it reads
        if model.name not in OF_GROUPS | TOGETHER and not found.isdisjoint(model.reads):
            found.add(model.name)
    return frozenset(found)


def check(sql: str) -> None:
    """Raise OfOnePerson for a statement that reads values of single teachers."""
    read = relations(sql) & personal()
    if read:
        raise OfOnePerson(read)


def is_of_persons(home: Home, batch: Row) -> bool:
    """Tell whether a loaded file holds observed lessons or answers that are signed by teachers."""
    try:
        rows = read_rows(home, batch["rows_key"])
    except FileNotFoundError:
        return False
    answers = rows.get("survey_respondents")
    is_signed = answers is not None and answers["teacher_no"].null_count < answers.num_rows
    return is_signed or "observations" in rows
