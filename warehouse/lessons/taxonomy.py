"""The types of learning tasks, their categories, the aims of lessons with their target structures.

Shipped in seeds; the school's record `task_taxonomy` or `lesson_aims` {rows} stands in their place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from warehouse.ledger import Ledger
from warehouse.lessons.value import CATEGORIES, CODE, category_of
from warehouse.reference import seed
from warehouse.subjects import subject_key

KEY = "school"


@dataclass(frozen=True)
class TaskType:
    """A type of task; `subject` is '' for one of all subjects, else of the subject that added it."""

    code: str
    category: int
    type_name: str
    subject: str = ""
    record_id: int | None = None


@dataclass(frozen=True)
class Category:
    """A category of tasks under both of its translations."""

    category: int
    category_name: str
    other_name: str
    short_name: str


@dataclass(frozen=True)
class Aim:
    """An aim of a lesson and the target structure it suggests: t1..t5, Σ = 1."""

    aim_id: str
    aim_name: str
    targets: tuple[float, ...]
    record_id: int | None = None


@dataclass(frozen=True)
class Hint:
    """A category that an opening of the text suggests; `opening` as the text has it. Never a code."""

    category: int
    opening: str


def taxonomy(ledger: Ledger, until: int | None = None) -> list[TaskType]:
    """Return the types in order of their codes; `record_id` is None for the shipped table."""
    record_id, rows = _held(ledger, "task_taxonomy", until)
    found = [
        TaskType(
            row["code"], int(row["code"][0]), row["type_name"], row.get("subject", ""), record_id
        )
        for row in (rows if rows is not None else seed("task_types"))
    ]
    return sorted(found, key=lambda one: code_order(one.code))


def codes_ever(ledger: Ledger) -> set[str]:
    """Return every code that a type has or had: a new type takes none of them, an old coding may keep its own."""
    rows = ledger.rows("SELECT payload FROM records WHERE kind = 'task_taxonomy'")
    own = {row["code"] for record in rows for row in json.loads(record["payload"])["rows"]}
    return own | {row["code"] for row in seed("task_types")}


def categories() -> list[Category]:
    """Return the five categories in order."""
    names = ("category_name", "other_name", "short_name")
    return [
        Category(int(row["category"]), *(row[name] for name in names))
        for row in seed("task_categories")
    ]


def types_of(types: Sequence[TaskType], subject: str) -> list[TaskType]:
    """Return the types that a lesson of a subject may use: those of all subjects and its own."""
    own = subject_key(subject)
    return [one for one in types if not one.subject or subject_key(one.subject) == own]


def aims(ledger: Ledger, until: int | None = None) -> list[Aim]:
    """Return the aims in order; `record_id` is None for the shipped table."""
    record_id, rows = _held(ledger, "lesson_aims", until)
    return [
        Aim(row["aim_id"], row["aim_name"], _targets(row), record_id)
        for row in (rows if rows is not None else seed("lesson_aims"))
    ]


def _targets(row: dict[str, Any]) -> tuple[float, ...]:
    return tuple(float(row[f"t{k}"]) for k in CATEGORIES)


def _held(ledger: Ledger, kind: str, until: int | None) -> tuple[int | None, list[Any] | None]:
    records = ledger.records(kind, until)
    return (records[-1].record_id, records[-1].payload["rows"]) if records else (None, None)


def code_order(code: str) -> tuple[int, int]:
    """Return what puts codes in order: 2.9 before 2.10."""
    found = CODE.fullmatch(code)
    return (category_of(code) or 0, int(found[2] or 0)) if found else (0, 0)


def hints(text: str) -> list[Hint]:
    """Return the categories that openings of the text's sentences suggest, by category; never a code.

    Case and ё do not matter; of two openings the longer one counts («составьте задачу», not «составьте»).
    """
    found: dict[int, Hint] = {}
    for sentence in _sentences(text):
        hint = _hint(sentence)
        if hint:
            found.setdefault(hint.category, hint)
    return [found[category] for category in sorted(found)]


def _sentences(text: str) -> list[str]:
    """Return the sentences of a task without its number or letter: «3) а. Сравните…» → «Сравните…»."""
    parts = re.split(r"[.!?…;:\n]+", text)
    return [re.sub(r"^[\s\d)(«\"„“*•–—-]*(?:[а-яa-z]\))?\s*", "", part) for part in parts]


def _hint(sentence: str) -> Hint | None:
    words = [(match[0], match.end()) for match in re.finditer(r"\w+", sentence)]
    keys = tuple(_folded(word) for word, _ in words[: _longest()])
    for length in range(len(keys), 0, -1):
        category = _openings().get(keys[:length])
        if category:
            return Hint(category, sentence[: words[length - 1][1]].strip())
    return None


@cache
def _openings() -> dict[tuple[str, ...], int]:
    return {
        tuple(map(_folded, row["opening"].split())): int(row["category"])
        for row in seed("task_hints")
    }


@cache
def _longest() -> int:
    return max(map(len, _openings()))


def _folded(word: str) -> str:
    return word.casefold().replace("ё", "е")
