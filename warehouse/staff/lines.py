"""Lines of registers as a page sees them: the snapshot's, with what was typed since it laid over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from warehouse.ledger import Record
from warehouse.scope import Scope
from warehouse.staff.reference import ENTRY_TEXTS, Row, card_row, entry_row
from warehouse.staff.registers import registers

NUMBERS = ("hours", "frequency", "mastery")
DAYS = ("date_from", "date_to")
OF_FILE = {"batch_id": None, "file_name": None, "accepted_at": None, "accepted_by": None}
Changed = Mapping[str, Record | None]


def overlaid(rows: Iterable[Row], changed: Changed, persons: Mapping[int, int]) -> list[Row]:
    """Return the lines that hold now: `rows` of the snapshot, `changed` keys as the ledger has them.

    A line of a file that was hidden, and shown again before the next publish, comes from what the
    hiding record had kept of it (`is_deleted` rows of `queries.staff.entries`).
    """
    known = {row["entry_key"]: row for row in rows}
    held = {key: row for key, row in known.items() if key not in changed}
    for key, record in changed.items():
        if record is not None:
            held[key] = {**known.get(key, {}), **OF_FILE, **entry_row(key, record.payload),
                         "is_typed": True}  # fmt: skip
        elif is_of_file(key) and key in known:
            held[key] = {**known[key], "is_deleted": False, "is_typed": False}
    return [resolved(row, persons) for row in held.values() if not row["is_deleted"]]


def resolved(row: Row, persons: Mapping[int, int]) -> Row:
    """Return a line whose teachers are persons, not spellings of their names."""
    who = {name: persons.get(row[name], row[name]) for name in ("teacher_id", "partner_id")}
    return {**row, **who}


def is_of_file(entry_key: str) -> bool:
    """Tell whether a line stands in a file: its key is made of its columns, that of a typed one is random."""
    return "|" in entry_key


def is_seen(row: Mapping[str, Any], scope: Scope) -> bool:
    """Tell whether a line may be seen, as `queries.staff.entries` does for those of the snapshot."""
    if registers()[row["register"]].is_own:
        return scope.teachers is None or row["teacher_id"] in scope.teachers
    if scope.staff is None or row["teacher_id"] in scope.staff:
        return True
    return row["register"] == "mentoring" and row["partner_id"] in scope.staff


def payload_of(row: Mapping[str, Any], **changes: Any) -> dict[str, Any]:
    """Return a line as the payload of its record `staff_entry`; empty columns are left out."""
    names = ("register", "teacher_id", "partner_id", *ENTRY_TEXTS, *DAYS, *NUMBERS)
    said = {**{name: row.get(name) for name in names}, **changes}
    return {name: _plain(value) for name, value in said.items() if value not in (None, "")}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def people_overlaid(rows: Iterable[Row], changed: Changed, persons: Mapping[int, int]) -> list[Row]:
    """Return the teachers of the school now; who was said to be another's spelling is not there twice."""
    held = {row["teacher_id"]: row for row in rows}
    for key, record in changed.items():
        if record is not None:
            typed = {**OF_FILE, **card_row(record.payload), "is_listed": True}
            held[int(key)] = {**held.get(int(key), {}), **typed}
        elif int(key) in held and held[int(key)]["batch_id"] is None:
            held[int(key)] = {**held[int(key)], "is_listed": False}
    cards: dict[int, Row] = {}
    for teacher_id, row in sorted(held.items(), key=lambda pair: pair[0] in persons):
        person = persons.get(teacher_id, teacher_id)
        if person not in cards or (row["is_listed"] and not cards[person]["is_listed"]):
            name = cards.get(person, row)
            cards[person] = {**row, "teacher_id": person, "full_name": name["full_name"],
                             "name_key": name["name_key"]}  # fmt: skip
    return list(cards.values())
