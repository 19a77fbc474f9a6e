"""A lesson study written down in code, step by step, as its pages write it."""

from __future__ import annotations

from typing import Any

from warehouse.ledger import Ledger
from warehouse.studies.records import LEVELS, PARTS, PLAN, SHEET, START, STUDY, TALK, lesson_key

STUDY_ID = "c0ffee00c0ffee00c0ffee00c0ffee00"
HELD = {1: "2024-10-07", 2: "2024-10-21", 3: "2024-11-11"}


def cycle(**said: Any) -> dict[str, Any]:
    """Return the payload of a cycle whose group has agreed on its rules."""
    return {
        "community_id": "", "school_year": "2024/25", "class_name": "6А", "subject": "Математика",
        "focus": "как помочь ученикам объяснять решение", "teachers": [11, 12, 13], "members": [11, 12, 13],
        "rules_agreed_on": "2024-09-20", "rules": "Говорим об учениках, а не об учителе",
        "case_pupils": dict.fromkeys(LEVELS, "решает молча"),
    } | said  # fmt: skip


def plan(number: int, **said: Any) -> dict[str, Any]:
    """Return the payload of the plan of a lesson: two stages, a prediction for everybody at the first."""
    stages = [
        {"stage_id": "s1", "name": "Мотивация", "minutes": 5, "predicted": dict.fromkeys(LEVELS, "объяснит")},
        {"stage_id": "s2", "name": "Работа в парах", "minutes": 20, "predicted": {}},
    ]  # fmt: skip
    return {"held_on": HELD[number], "held_at": "09:30", "objective": "Объяснять решение",
            "criteria": dict.fromkeys(LEVELS, "назовёт шаг"), "stages": stages,
            "questions": ["Что помогло?"]} | said  # fmt: skip


def sheet(number: int, met: tuple[int | None, ...] = (2, 1, 0), **said: Any) -> dict[str, Any]:
    """Return the payload of a sheet: how the predictions of the first stage came out, by level."""
    row = {
        level: {"observed": "объяснил", "met": one} for level, one in zip(LEVELS, met, strict=True)
    }
    return {"observer_id": 12, "watched": "live", "observed_on": HELD[number], "cells": {"s1": row},
            "achieved": dict(zip(LEVELS, (2, 1, 0), strict=True)), "issues": ""} | said  # fmt: skip


def talk(
    discussed_on: str, changes: tuple[tuple[str, str], ...] = (), **said: Any
) -> dict[str, Any]:
    """Return the payload of the talk after a lesson; `changes` are (text, outcome)."""
    agreed = [
        {"change_id": f"c{at}", "text": text, "outcome": outcome, "note": ""}
        for at, (text, outcome) in enumerate(changes)
    ]
    return {"interviews": dict.fromkeys(LEVELS, "понравилось"), "interview_on": discussed_on,
            **dict.fromkeys(PARTS, "записано"), "discussed_on": discussed_on, "changes": agreed} | said  # fmt: skip


def write(ledger: Ledger, until_step: int, study_id: str = STUDY_ID, **said: Any) -> None:
    """Write a cycle down up to a step; `said` goes into the cycle."""
    after = {"summary": "Итог", "summary_on": "2024-11-25"} if until_step >= 7 else {}
    before = {} if until_step >= 2 else {"rules_agreed_on": "", "focus": ""}
    records: list[tuple[int, str, str, dict[str, Any]]] = [
        (1, STUDY, study_id, cycle(**before, **after, **said))
    ]
    starts = {n: {"started_at": f"{day}T09:30:00", "by": "Завуч"} for n, day in HELD.items()}
    talked = {1: "2024-10-08", 2: "2024-10-22", 3: "2024-11-12"}
    changes = {
        1: (("Дать опору", "carried"), ("Короче вступление", "dropped")),
        2: (("Пары иначе", ""),),
        3: (),
    }
    for number, planned, held, discussed in ((1, 3, 4, 5), (2, 5, 6, 6), (3, 6, 6, 6)):
        key = lesson_key(study_id, number)
        records += [
            (planned, PLAN, key, plan(number)), (held, START, key, starts[number]),
            (held, SHEET, lesson_key(study_id, number, 12), sheet(number)),
            (discussed, TALK, key, talk(talked[number], changes[number])),
        ]  # fmt: skip
        if held == until_step < discussed:
            bare = {**dict.fromkeys(PARTS, ""), "discussed_on": "", "changes": []}
            records.append((held, TALK, key, talk(talked[number]) | bare))
    for step, kind, key, payload in records:
        if step <= until_step:
            ledger.add_record(kind, key, payload, "тест")
