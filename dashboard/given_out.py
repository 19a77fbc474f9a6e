"""Workbooks of communities and lessons that are given out: empty, or with what the person may see of them now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from dashboard import communities as held
from dashboard import data, words
from dashboard.papers import community_forms, lesson_forms
from warehouse.communities.declared import COMMUNITY, community_registers
from warehouse.communities.reference import Row
from warehouse.lessons.taxonomy import aims, taxonomy
from warehouse.queries.lesson_export import lesson_export
from warehouse.staff.strategies import strategies

Choices = Mapping[str, list[str]]
OF_COMMUNITIES, OF_LESSONS = "communities", "lessons"


def workbook(kind: str, school_year: str, choices: Choices, is_filled: bool) -> tuple[bytes, str]:
    """Return a workbook of a kind of `MAKERS` and its title.

    `choices` are the lists of teachers, classes, subjects and competences that the school has already.
    """
    content, title = MAKERS[kind](school_year, {**choices, **_own_choices()}, is_filled)
    return content, f"{title}: выгрузка" if is_filled else f"Шаблон: {title}"


def _own_choices() -> dict[str, list[str]]:
    ledger = data.ledger()
    return {
        "communities": [one.name for one in held.communities().all],
        "strategies": [one.name for one in strategies(ledger)],
        "aims": [one.aim_name for one in aims(ledger)],
        "types": [one.code for one in taxonomy(ledger)],
    }


def _communities(school_year: str, choices: Choices, is_filled: bool) -> tuple[bytes, str]:
    lines = community_lines() if is_filled else None
    return community_forms.communities_workbook(school_year, choices, lines), community_forms.TITLE


def community_lines() -> dict[str, list[dict[str, Any]]]:
    """Return the lines that the person may see by register, their people and communities by name."""
    found = held.communities()
    named = {one.community_id: one.name for one in found.all}
    rows = [*(one.row for one in found.all), *(row for name in community_registers()
            for row in found.of(name) if name != COMMUNITY)]  # fmt: skip
    lines: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        lines.setdefault(row["register"], []).append(_line(row, named, found.names))
    return lines


def _line(row: Row, named: Mapping[str, str], names: Mapping[int, str]) -> dict[str, Any]:
    return {
        **row,
        "teacher": names.get(row["teacher_id"] or 0, ""),
        "partner": names.get(row["partner_id"] or 0, ""),
        "people": [names[one] for one in row["people"] if one in names],
        "community": named.get(row["community_id"]) or row.get("community_raw", ""),
    }


def _lessons(school_year: str, choices: Choices, is_filled: bool) -> tuple[bytes, str]:
    if not is_filled:
        return lesson_forms.lessons_workbook(school_year, choices), lesson_forms.TITLE
    frame = data.frame(lesson_export)
    rows = [] if frame.empty else [_task(row) for row in frame.to_dict("records")]
    return lesson_forms.lessons_export(school_year, choices, rows), lesson_forms.TITLE


def _task(row: dict[Any, Any]) -> dict[str, Any]:
    held_on = None if words.is_missing(row["held_on"]) else pd.Timestamp(row["held_on"]).date()
    return {**row, "held_on": held_on}


MAKERS: Mapping[str, Callable[[str, Choices, bool], tuple[bytes, str]]] = {
    OF_COMMUNITIES: _communities,
    OF_LESSONS: _lessons,
}
