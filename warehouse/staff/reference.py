"""What people typed of the staff, as rows of the tables that publishing lays: the newest record of a key holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from warehouse.communities.reference import typed_community_lines, typed_community_people
from warehouse.ledger import Ledger, Record
from warehouse.lessons.formulas import formula_rows
from warehouse.lessons.reference import typed_lesson_cards, typed_lesson_codes, typed_lesson_tasks
from warehouse.papers.reviews import project_criteria, typed_project_reviews
from warehouse.reference import iso_day, seed
from warehouse.staff.strategies import strategy_name_rows, strategy_rows
from warehouse.studies.tables import study_tables
from warehouse.subjects import subject_key
from warehouse.surveys.keys import keys

Row = dict[str, Any]
AGE_GROUPS = ("under_35", "35_44", "45_54", "55_plus")
CARD = ("position", "subjects", "age_group", "category")
ENTRY_TEXTS = ("title", "kind", "role", "organisation", "status", "result", "evidence", "competence",
               "note")  # fmt: skip
# Records that change nothing of classes and pupils: publishing them rebuilds the models of the staff only.
RECORDS = frozenset({
    "staff", "staff_entry", "observation", "competences", "observation_criteria", "survey_key",
    "survey_form", "survey_response", "survey_wave", "focus_notes", "strategy", "strategy_choice",
    "account_teacher", "staff_header", "community_line", "lesson_study", "research_lesson", "lesson_start",
    "lesson_sheet", "lesson_talk", "lesson", "lesson_codes", "value_formula", "task_taxonomy", "lesson_aims",
    "project_review", "project_criteria", "document", "document_version", "proposal_draft",
})  # fmt: skip


def staff_tables(ledger: Ledger, until: int | None = None) -> dict[str, list[Row]]:
    """Return the rows of every typed table of the staff by its name."""
    made = {name: make(ledger, until) for name, make in TABLES.items()}
    return made | study_tables(ledger, until)


def teacher_persons(ledger: Ledger, until: int | None = None) -> list[Row]:
    """Return who is the same person by another spelling: teacher_id → person_id, chains followed."""
    said = {
        int(r.payload["teacher_id"]): int(r.payload["person_id"])
        for r in ledger.records("teacher_same", until)
    }
    return [{"teacher_id": one, "person_id": _end(one, said)} for one in sorted(said)]


def _end(teacher_id: int, said: dict[int, int]) -> int:
    seen: set[int] = set()
    while teacher_id in said and teacher_id not in seen:
        seen.add(teacher_id)
        teacher_id = said[teacher_id]
    return teacher_id


def typed_staff(ledger: Ledger, until: int | None = None) -> list[Row]:
    """Return the typed cards of teachers: the payload of a record `staff` is a row of `typed_staff`."""
    return [
        {"school_id": ledger.school_id, **card_row(r.payload)}
        for r in ledger.records("staff", until)
    ]


def card_row(said: dict[str, Any]) -> Row:
    """Return the payload of a record `staff` as a row of `typed_staff`, but for the school."""
    return {
        "teacher_id": int(said["teacher_id"]),
        "full_name": said["full_name"],
        "name_key": said["name_key"],
        **{name: str(said.get(name) or "") for name in CARD},
        "experience_years": said.get("experience_years"),
        "came_on": iso_day(said.get("came_on")),
        "left_on": iso_day(said.get("left_on")),
    }


def typed_staff_entries(ledger: Ledger, until: int | None = None) -> list[Row]:
    """Return the typed lines of registers: the payload of a record `staff_entry` under its entry_key."""
    return [entry_row(r.key, r.payload) for r in ledger.records("staff_entry", until)]


def entry_row(key: str, said: dict[str, Any]) -> Row:
    """Return the payload of a record `staff_entry` as a row of `typed_staff_entries`."""
    return {
        "entry_key": key,
        "is_deleted": bool(said.get("is_deleted")),
        "register": said["register"],
        "teacher_id": int(said["teacher_id"]),
        "partner_id": said.get("partner_id"),
        **{name: str(said.get(name) or "") for name in ENTRY_TEXTS},
        "date_from": iso_day(said.get("date_from")),
        "date_to": iso_day(said.get("date_to")),
        "hours": said.get("hours"),
        "frequency": said.get("frequency"),
        "mastery": said.get("mastery"),
    }


def typed_observations(ledger: Ledger, until: int | None = None) -> list[Row]:
    """Return the typed observed lessons: the payload of a record `observation` under its key."""
    return [_observation(r) for r in ledger.records("observation", until)]


def _observation(record: Record) -> Row:
    said = record.payload
    texts = ("observer_raw", "class_name", "subject_raw", "topic", "note")
    return {
        "observation_key": record.key,
        "is_deleted": bool(said.get("is_deleted")),
        "teacher_id": int(said["teacher_id"]),
        "partner_id": said.get("observer_id"),
        "observed_on": iso_day(said.get("observed_on")),
        **{name: str(said.get(name) or "") for name in texts},
    }


def typed_observation_scores(ledger: Ledger, until: int | None = None) -> list[Row]:
    """Return the scores of typed observed lessons: `scores` of the record is criterion_id → score."""
    return [
        {"observation_key": r.key, "criterion_id": criterion, "score": float(score)}
        for r in ledger.records("observation", until)
        if not r.payload.get("is_deleted")
        for criterion, score in sorted(r.payload.get("scores", {}).items())
        if score is not None
    ]


def competences(ledger: Ledger, until: int | None = None) -> list[Row]:
    """Return the framework in order: the school's record `competences` {rows: […]}, else the shipped one."""
    records = ledger.records("competences", until)
    rows = records[-1].payload["rows"] if records else seed("competences")
    names = ("competence_id", "competence_name", "block_id", "block_name")
    return [{**{n: row[n] for n in names}, "position": at} for at, row in enumerate(rows, start=1)]


def observation_criteria(ledger: Ledger, until: int | None = None) -> list[Row]:
    """Return the criteria in order: the school's record `observation_criteria` {rows: […]}, else the shipped."""
    records = ledger.records("observation_criteria", until)
    rows = records[-1].payload["rows"] if records else seed("observation_criteria")
    return [
        {
            "criterion_id": row["criterion_id"],
            "criterion_name": row["criterion_name"],
            "criterion_key": subject_key(row["criterion_name"]),
            "competence_id": row["competence_id"],
            "min_score": float(row["min_score"]),
            "max_score": float(row["max_score"]),
            "position": at,
        }
        for at, row in enumerate(rows, start=1)
    ]


def competence_scales(ledger: Ledger, until: int | None = None) -> list[Row]:
    """Return which scale of which survey assesses which competence, by the keys that hold."""
    return [
        {
            "survey_id": key.survey_id,
            "scale_id": scale.scale_id,
            "competence_id": scale.competence_id,
        }
        for key in keys(ledger, until).values()
        for scale in key.scales
        if scale.competence_id
    ]


TABLES: dict[str, Callable[[Ledger, int | None], list[Row]]] = {
    "teacher_persons": teacher_persons,
    "typed_staff": typed_staff,
    "typed_staff_entries": typed_staff_entries,
    "typed_observations": typed_observations,
    "typed_observation_scores": typed_observation_scores,
    "competences": competences,
    "competence_scales": competence_scales,
    "observation_criteria": observation_criteria,
    "strategies": strategy_rows,
    "strategy_names": strategy_name_rows,
    "typed_community_lines": typed_community_lines,
    "typed_community_people": typed_community_people,
    "typed_lesson_cards": typed_lesson_cards,
    "typed_lesson_tasks": typed_lesson_tasks,
    "typed_lesson_codes": typed_lesson_codes,
    "value_formulas": formula_rows,
    "typed_project_reviews": typed_project_reviews,
    "project_criteria": project_criteria,
}
