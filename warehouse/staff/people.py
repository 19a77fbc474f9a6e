"""Writing who works in the school: a new teacher gets an id, two spellings become one person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

from warehouse.amending import amend
from warehouse.ledger import Ledger
from warehouse.spellings import has_initials, likeness
from warehouse.teachers import allocate_teachers


def add_teacher(ledger: Ledger, card: Mapping[str, Any], who: str, seen: int | None = None) -> int:
    """Add a teacher by the card (full_name, name_key and columns of `typed_staff`); return the teacher_id.

    The id is that of the name where some file names the teacher already. The same card again is no new
    event. Raises Moved where the teacher has a typed card that says otherwise and was not `seen`.
    """
    with ledger.transaction() as tx:
        named = (1, str(card["full_name"]), str(card["name_key"]))
        teacher_id = allocate_teachers(tx, ledger.school_id, [named])[1]
        amend(ledger, "staff", str(teacher_id), {**card, "teacher_id": teacher_id}, who, seen)
    return teacher_id


def join(ledger: Ledger, pair: tuple[Mapping[str, Any], Mapping[str, Any]], who: str) -> int:
    """Say that two teachers are one person; return the record, by which it can be taken back.

    The fuller name stays, of two full ones the one whose card is kept.
    """
    one, other = sorted(pair, key=_rank)
    said = {"teacher_id": int(other["teacher_id"]), "person_id": int(one["teacher_id"])}
    ledger.add_record("teacher_same", str(said["teacher_id"]), said, who)
    (record,) = [r for r in ledger.records("teacher_same") if r.payload == said]
    return record.record_id


def _rank(row: Mapping[str, Any]) -> tuple[bool, bool, int, int]:
    key = str(row["name_key"])
    return has_initials(key), not row["is_listed"], -len(key.split()), int(row["teacher_id"])


def alike(people: Iterable[Mapping[str, Any]]) -> list[tuple[Any, Any, str]]:
    """Return pairs of teachers whose names may be one person's, with how (`spellings.likeness`), by name."""
    rows = sorted(people, key=lambda row: (str(row["full_name"]), int(row["teacher_id"])))
    pairs = ((one, other, likeness(str(one["name_key"]), str(other["name_key"])))
             for one, other in combinations(rows, 2))  # fmt: skip
    return [pair for pair in pairs if pair[2]]


def spellings(ledger: Ledger) -> dict[int, str]:
    """Return how every teacher was named first, by id; another person's spelling keeps its own id."""
    rows = ledger.rows("SELECT teacher_id, name_raw FROM teacher_keys ORDER BY name_key DESC")
    return {int(row["teacher_id"]): str(row["name_raw"]) for row in rows}
