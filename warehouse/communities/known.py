"""Which communities a school has, as far as the ledger alone tells: typed on pages, or named by live files."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from warehouse.communities.declared import COMMUNITY
from warehouse.communities.names import community_key
from warehouse.communities.reference import LINE
from warehouse.ledger import Ledger

FORMAT = "community_book"
Known = tuple[str, date | None, date | None]  # name, founded, closed


def known_communities(ledger: Ledger) -> dict[str, Known]:
    """Return the communities by their folded names; what was typed goes before files, newer files before older."""
    records = {r.key: r.payload for r in ledger.records(LINE)}
    found = {
        community_key(name): _known(name, *days)
        for line_key, name, *days in _of_files(ledger)
        if line_key not in records
    }
    typed = (
        said for said in records.values()
        if said["register"] == COMMUNITY and not said.get("is_deleted")
    )  # fmt: skip
    return found | {
        community_key(said["title"]): _known(
            said["title"], said.get("date_from"), said.get("date_to")
        )
        for said in typed
    }


def typed_keys(ledger: Ledger, kind: str) -> frozenset[str]:
    """Return the keys of the records of a kind: what was typed on pages, corrections of a file's lines too."""
    return frozenset(r.key for r in ledger.records(kind))


def _of_files(ledger: Ledger) -> list[Any]:
    """Return (line_key, name, founded, closed) of the communities of live files, the oldest file first."""
    rows = ledger.rows(
        "SELECT report FROM batches WHERE revoked_seq IS NULL AND format_id = ? ORDER BY seq",
        (FORMAT,),
    )
    reports = (json.loads(row["report"]) for row in rows)
    return [
        one for report in reports for one in report.get("facts", {}).get("known_communities", [])
    ]


def _known(name: str, founded: str | None, closed: str | None) -> Known:
    return name, *(date.fromisoformat(day) if day else None for day in (founded, closed))  # type: ignore[return-value]
