"""Keeping a part of a record: one form of a lesson study writes some columns and leaves the others as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from warehouse.amending import Moved, amend, newest, written
from warehouse.ledger import Ledger, Record
from warehouse.studies.shapes import PLAN
from warehouse.studies.sheets import check_predictions


def keep(
    ledger: Ledger, where: tuple[str, str], said: Mapping[str, Any], who: str, seen: int | None
) -> int:
    """Keep columns of the record under (kind, key); return the id of the record that holds.

    `seen` is the record that the form was filled from. What somebody wrote meanwhile into other columns
    stays; raises Moved where one of these columns says something else than was seen and than is written,
    and Locked where a plan would change the predictions of a lesson that has started.
    """
    kind, key = where
    with ledger.transaction():
        held = newest(ledger, kind, key)
        if held is not None and held.record_id != seen and _differs(ledger, held, said, seen):
            raise Moved(held)
        payload = {**(held.payload if held else {}), **said}
        if kind == PLAN:
            check_predictions(ledger, key, payload)
        return amend(ledger, kind, key, payload, who, held.record_id if held else None)


def _differs(ledger: Ledger, held: Record, said: Mapping[str, Any], seen: int | None) -> bool:
    before = written(ledger, seen) if seen else None
    old = before.payload if before else {}
    # An empty column and one that is not there say the same.
    mine, now, then = (
        {name: one.get(name) or None for name in said} for one in (said, held.payload, old)
    )
    return now not in (mine, then)
