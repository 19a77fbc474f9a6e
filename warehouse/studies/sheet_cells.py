"""Reading a sheet that a page sent: nothing but what a sheet has, within the lengths that its fields allow."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from warehouse.studies.shapes import ACHIEVED, LEVELS, MET, WATCHED

LONGEST, LONGEST_ISSUES, MOST_STAGES = 4000, 8000, 60
STAGE_ID = re.compile(r"[\w-]{1,64}")


class Unreadable(ValueError):
    """What came is no sheet, or says what cannot be; the message is for the person, in Russian."""


def read_sheet(said: Any, observer_id: int) -> dict[str, Any]:
    """Return the payload of a sheet: cells in which nothing is said are left out. Raises Unreadable."""
    if not isinstance(said, Mapping):
        raise Unreadable("Лист наблюдения не прочитан: обновите страницу.")
    if said.get("watched") not in WATCHED:
        raise Unreadable("Отметьте, где смотрели урок: на уроке или в записи.")
    achieved = _row(said.get("achieved"))
    return {
        "observer_id": observer_id,
        "watched": said["watched"],
        "observed_on": _day(said.get("observed_on")),
        "cells": _cells(_row(said.get("cells"))),
        "achieved": {level: _score(achieved.get(level), ACHIEVED) for level in LEVELS},
        "issues": _text(said.get("issues"), LONGEST_ISSUES),
    }


def _cells(said: Mapping[str, Any]) -> dict[str, Any]:
    if len(said) > MOST_STAGES or not all(STAGE_ID.fullmatch(stage_id) for stage_id in said):
        raise Unreadable("Этапы урока не узнаны: обновите страницу.")
    cells = {stage_id: _levels(_row(row)) for stage_id, row in said.items()}
    return {stage_id: row for stage_id, row in cells.items() if row}


def _levels(said: Mapping[str, Any]) -> dict[str, Any]:
    found = {level: _cell(_row(said.get(level))) for level in LEVELS}
    return {
        level: cell for level, cell in found.items() if cell["observed"] or cell["met"] is not None
    }


def _cell(said: Mapping[str, Any]) -> dict[str, Any]:
    return {"observed": _text(said.get("observed"), LONGEST), "met": _score(said.get("met"), MET)}


def _row(said: Any) -> Mapping[str, Any]:
    if said is None:
        return {}
    if not isinstance(said, Mapping):
        raise Unreadable("Лист наблюдения не прочитан: обновите страницу.")
    return said


def _text(said: Any, longest: int) -> str:
    words = said.strip() if isinstance(said, str) else ""
    if len(words) > longest:
        raise Unreadable(f"Одна из записей длиннее {longest} знаков: сократите её.")
    return words


def _score(said: Any, known: Mapping[int, str]) -> int | None:
    if said is None:
        return None
    if isinstance(said, bool) or not isinstance(said, int) or said not in known:
        raise Unreadable("Оценка совпадения не узнана: обновите страницу.")
    return said


def _day(said: Any) -> str:
    if not said:
        return ""
    try:
        day = date.fromisoformat(str(said))
    except ValueError:
        raise Unreadable("Проверьте день наблюдения.") from None
    if day > date.today():
        raise Unreadable("День наблюдения ещё не наступил: поправьте дату.")
    return day.isoformat()
