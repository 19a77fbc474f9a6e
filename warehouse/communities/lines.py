"""Lines of communities as a page sees them: the snapshot's, with what was typed since it laid over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from warehouse.communities.declared import COMMUNITY, TEXTS, own_registers
from warehouse.communities.names import community_key
from warehouse.communities.reference import Row, line_row
from warehouse.ledger import Record
from warehouse.scope import Scope

DAYS = ("date_from", "date_to")
OF_FILE = "f-"
NO_PLACE = {"batch_id": None, "file_name": None, "accepted_at": None, "accepted_by": None, "sheet_name": "",
            "row_no": 0, "column_no": 0, "community_raw": ""}  # fmt: skip
Changed = Mapping[str, Record | None]


def overlaid(rows: Iterable[Row], changed: Changed, persons: Mapping[int, int]) -> list[Row]:
    """Return the lines that hold now: `rows` of the snapshot (`queries.communities.lines`), `changed` keys as
    the ledger has them.

    A line of a file that was hidden, and shown again before the next publish, comes from what the query
    still tells of it (`is_deleted`).
    """
    known = {row["line_key"]: row for row in rows}
    held = {key: row for key, row in known.items() if key not in changed}
    for key, record in changed.items():
        if record is not None:
            held[key] = typed(key, record.payload)
        elif is_of_file(key) and key in known:
            held[key] = {**known[key], "is_deleted": False, "is_typed": False}
    live = [_resolved(row, persons) for row in held.values() if not row["is_deleted"]]
    return _one_of_a_name(live)


def typed(key: str, said: Row) -> Row:
    """Return the payload of a record `community_line` as a line."""
    people = [int(one) for one in dict.fromkeys(said.get("people") or ())]
    return {**NO_PLACE, **line_row(key, said), "people": people, "is_typed": True}


def _resolved(row: Row, persons: Mapping[int, int]) -> Row:
    """Return a line whose teachers are persons, not spellings of their names."""
    who = {name: persons.get(row[name], row[name]) for name in ("teacher_id", "partner_id")}
    people = list(dict.fromkeys(persons.get(one, one) for one in row["people"]))
    return {**row, **who, "people": sorted(people)}


def _one_of_a_name(rows: list[Row]) -> list[Row]:
    """Return the lines with the community of a file that was typed too as the typed one."""
    own = {community_key(r["title"]): r["line_key"] for r in rows
           if r["register"] == COMMUNITY and r["is_typed"]}  # fmt: skip
    same = {
        r["line_key"]: own[community_key(r["title"])]
        for r in rows
        if r["register"] == COMMUNITY and not r["is_typed"] and community_key(r["title"]) in own
    }
    kept = [row for row in rows if row["line_key"] not in same]
    return [
        {**row, "community_id": same.get(row["community_id"], row["community_id"])} for row in kept
    ]


def is_of_file(line_key: str) -> bool:
    """Tell whether a line stands in a file: its key is made of its columns, that of a typed one is random."""
    return line_key.startswith(OF_FILE)


def is_seen(row: Mapping[str, Any], scope: Scope) -> bool:
    """Tell whether a line may be seen: all but what is a single teacher's own."""
    if row["register"] not in own_registers() or scope.teachers is None:
        return True
    return row["teacher_id"] in scope.teachers or (
        row["register"] == "exclusions" and row["partner_id"] in scope.teachers
    )


def payload_of(row: Mapping[str, Any], **changes: Any) -> Row:
    """Return a line as the payload of its record `community_line`; empty columns are left out."""
    names = ("register", "community_id", "teacher_id", "partner_id", "people", *TEXTS, *DAYS)
    said = {**{name: row.get(name) for name in names}, **changes}
    return {name: _plain(value) for name, value in said.items() if value not in (None, "", [])}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
