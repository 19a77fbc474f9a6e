"""Sections of a teacher's card that only the teacher and the methodist may see."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard import data
from dashboard.components.teacher_competences import competences_section
from dashboard.session import current_scope
from warehouse.queries import competences


def further(teacher_id: int) -> list[Any]:
    """Return the sections about a teacher's own answers and observed lessons; none for the others."""
    allowed = current_scope().teachers
    if allowed is not None and teacher_id not in allowed:
        return []
    return [competences_section(own_competences(teacher_id))]


def own_competences(teacher_id: int) -> pd.DataFrame:
    """Return the teacher's rows of the newest wave of self-assessment, in the framework's order; empty for none."""
    waves = data.frame(competences.waves)
    for wave in waves[waves["is_newest"]].to_dict("records") if len(waves) else []:
        key = {"survey": wave["survey_id"], "wave": wave["wave"]}
        found = data.frame(competences.teachers, **key)
        own = found[found["teacher_id"] == teacher_id]
        if len(own):
            return own
    return pd.DataFrame()
