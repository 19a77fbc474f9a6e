"""Sections of a teacher's card that only the teacher and the methodist may see."""

from __future__ import annotations

from typing import Any

import dash
from dash import dcc, html

from dashboard.components import section
from dashboard.session import current_scope

COMPETENCES = "/teachers"


def further(teacher_id: int) -> list[Any]:
    """Return the sections about a teacher's own answers and observed lessons; none for the others."""
    allowed = current_scope().teachers
    if allowed is not None and teacher_id not in allowed:
        return []
    pages = {page["path"] for page in dash.page_registry.values()}
    return [_competences(teacher_id)] if COMPETENCES in pages else []


def _competences(teacher_id: int) -> html.Section:
    told = "Самооценка рядом со взглядом наблюдателей; видят сам педагог и методист."
    href = f"{COMPETENCES}?by=teacher&teacher={teacher_id}"
    return section(
        "Компетенции", html.P([told, " ", dcc.Link("Открыть", href=href)]), name="competences"
    )
