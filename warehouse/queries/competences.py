"""Competences of teachers: waves, groups for everyone, single teachers for those in the scope alone.

Nothing here is ordered by a measure: teachers go by name, competences as the framework has them.
"""

from __future__ import annotations

from typing import Any

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text

Con = duckdb.DuckDBPyConnection


def waves(con: Con, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the waves of self-assessment in time.

    Columns: survey_id, wave, school_year, date_from, date_to, position, is_newest, teachers_count,
    unnamed_count (answers without a teacher), lessons_count (observed lessons that belong to the wave).
    """
    return con.execute(text("competences/waves")).df()


def groups(con: Con, *, survey: str, wave: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return competence × group: counts by level, verdict and step; None where the group is too small.

    Columns: group_kind (all, subject_block, age, category), group_name, competence_id, competence_name,
    block_name, position, self_count, is_self_hidden, level0_count … level3_count, self_low_count,
    self_pct, both_count, is_both_hidden, agreed_count, unaware_count, underrated_count, both_low_count,
    both_high_count, lessons_count, both_self_pct, both_expert_pct (0–100).
    """
    return con.execute(text("competences/groups"), {"survey": survey, "wave": wave}).df()


def teachers(con: Con, *, survey: str, wave: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return competence × teacher of those in the scope, by name.

    Columns: teacher_id, full_name, competence_id, competence_name, block_name, position, self_pct,
    self_level, answers_count, lessons_count, expert_pct, gap_points, verdict, step.
    """
    return _own(con, "teachers", scope, survey=survey, wave=wave)


def change(con: Con, *, survey: str, wave: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return by competence how many of those who answered the wave before too rose, stayed and fell.

    Columns: before_wave, competence_id, competence_name, block_name, paired_count, is_hidden,
    rose_count, same_count, fell_count.
    """
    return con.execute(text("competences/change"), {"survey": survey, "wave": wave}).df()


def lessons(con: Con, *, teacher: int, competence: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the scored criteria of a competence in the lessons of a teacher in the scope, by day.

    Columns: observed_on, class_name, subject_raw, observer_raw, criterion_name, score, min_score,
    max_score.
    """
    return _own(con, "lessons", scope, teacher=teacher, competence=competence)


def observed(con: Con, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the observed lessons of files that the person may see, the newest first.

    Columns: observation_key, teacher_id, full_name, observer_id, observer_raw, observed_on, class_name,
    subject_raw, topic, note.
    """
    return _own(con, "observed", scope)


def observed_scores(con: Con, *, observation: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return criterion_id and score of an observed lesson that the person may see."""
    return _own(con, "observed_scores", scope, observation=observation)


def people(con: Con, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return every teacher by name: teacher_id, full_name."""
    return con.execute(text("competences/people")).df()


def plans(con: Con, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the lines of individual routes and of mentoring: register, competence (lower case), lines_count."""
    return con.execute(text("competences/plans")).df()


def sources(con: Con, *, survey: str, wave: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the files with answers of a wave and with observed lessons: batch_id, file_name, rows_count …"""
    return con.execute(text("competences/sources"), {"survey": survey, "wave": wave}).df()


def _own(con: Con, name: str, scope: Scope, **params: Any) -> pd.DataFrame:
    return con.execute(text(f"competences/{name}"), {**params, "teachers": scope.teacher_ids}).df()


def observed_count(con: Con, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return one row: lessons_count and teachers_count of all observed lessons of the school."""
    return con.execute(text("competences/observed_count")).df()
