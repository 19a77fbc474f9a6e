"""Changing a typed record while others may be changing it too: nothing is overwritten unseen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from warehouse.ledger import Ledger, Record, dumps


class Moved(Exception):
    """The record has changed since the person saw it; `newest` is what holds now, None where it is gone."""

    def __init__(self, newest: Record | None) -> None:
        super().__init__("the record has changed since it was seen")
        self.newest = newest


def newest(ledger: Ledger, kind: str, key: str) -> Record | None:
    """Return the record of a kind and key that holds now, or None."""
    row = ledger.one(
        "SELECT * FROM records WHERE kind = ? AND key = ? AND revoked_seq IS NULL"
        " ORDER BY seq DESC LIMIT 1",
        (kind, key),
    )
    return ledger.record(row) if row else None


def written(ledger: Ledger, record_id: int) -> Record | None:
    """Return a record by its id, whether it holds or not; None for an unknown one."""
    row = ledger.one("SELECT * FROM records WHERE record_id = ?", (record_id,))
    return ledger.record(row) if row else None


def changed_after(ledger: Ledger, kind: str, seq: int) -> dict[str, Record | None]:
    """Return what holds now under every key of a kind that was written or taken back after an event.

    None where nothing holds any more: what a page lays over a snapshot that was made at `seq`.
    """
    rows = ledger.rows(
        "SELECT DISTINCT key FROM records WHERE kind = ? AND (seq > ? OR revoked_seq > ?)",
        (kind, seq, seq),
    )
    return {row["key"]: newest(ledger, kind, row["key"]) for row in rows}


def amend(
    ledger: Ledger, kind: str, key: str, payload: Mapping[str, Any], who: str, seen: int | None
) -> int:
    """Append a record that follows the one its author saw; return the id of the record that holds.

    `seen` is the record_id that the form was filled from, None for a new one. The same payload again
    (a double click) is no new event. Raises Moved where another record came in between.
    """
    with ledger.transaction():
        held = newest(ledger, kind, key)
        if held is not None and dumps(held.payload) == dumps(payload):
            return held.record_id
        if (held.record_id if held else None) != seen:
            raise Moved(held)
        ledger.add_record(kind, key, payload, who)
        added = newest(ledger, kind, key)
        assert added is not None
        return added.record_id
