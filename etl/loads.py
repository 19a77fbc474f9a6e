"""The history of loads: which of them a person looks for, a page at a time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import ceil
from typing import Any

from etl.names import fold
from warehouse.home import Home

PAGE = 50
_COLUMNS = """
SELECT batch_id, file_name, format_id, source_kind, accepted_at, accepted_by, revoked_at, revoked_by,
    json_extract(report, '$.facts') AS facts, json_extract(report, '$.title') AS title
FROM batches
ORDER BY batch_id DESC
"""
_MARKED = """
SELECT batch_id FROM batches
WHERE batch_id BETWEEN ? AND ? AND EXISTS (
    SELECT 1 FROM json_each(report, '$.problems') AS p WHERE json_extract(p.value, '$.row') IS NOT NULL
)
"""


@dataclass(frozen=True)
class Wanted:
    """What is looked for; an empty value asks nothing. `state` is live or revoked."""

    kind: str = ""
    class_name: str = ""
    who: str = ""
    state: str = ""
    text: str = ""
    page: int = 1


@dataclass(frozen=True)
class Loads:
    """A page of loads, how many were found, and what there is to choose from among all loads.

    Each load has the columns of the ledger, `facts`, `title` and `has_places` (some problem stands in
    a cell).
    """

    rows: list[dict[str, Any]]
    found: int
    page: int
    pages: int
    kinds: list[tuple[str, str]]
    classes: list[str]
    people: list[str]


def loads(home: Home, wanted: Wanted) -> Loads:
    """Return the loads that are wanted, the newest first."""
    every = [_load(row) for row in home.ledger.rows(_COLUMNS)]
    found = [load for load in every if _is_wanted(load, wanted)]
    pages = max(ceil(len(found) / PAGE), 1)
    page = min(max(wanted.page, 1), pages)
    shown = found[(page - 1) * PAGE : page * PAGE]
    marked = _marked(home, [load["batch_id"] for load in shown])
    kinds = {load["format_id"]: load["title"] for load in reversed(every)}
    classes = {name for load in every for name in load["facts"].get("classes", [])}
    return Loads(
        [{**load, "has_places": load["batch_id"] in marked} for load in shown],
        len(found),
        page,
        pages,
        sorted(kinds.items(), key=lambda kind: kind[1]),
        sorted(classes, key=lambda name: (int("".join(filter(str.isdigit, name)) or 0), name)),
        sorted({load["accepted_by"] for load in every}),
    )


def _load(row: Any) -> dict[str, Any]:
    facts = json.loads(row["facts"]) if row["facts"] else {}
    return {**dict(row), "facts": facts, "title": row["title"] or row["format_id"]}


def _is_wanted(load: dict[str, Any], wanted: Wanted) -> bool:
    state = "revoked" if load["revoked_at"] else "live"
    facts = load["facts"]
    words = [
        load["file_name"],
        load["title"],
        *facts.get("classes", []),
        *facts.get("subjects", []),
    ]
    return (
        wanted.kind in ("", load["format_id"])
        and wanted.class_name in ("", *facts.get("classes", []))
        and wanted.who in ("", load["accepted_by"])
        and wanted.state in ("", state)
        and fold(wanted.text) in fold(" ".join(words))
    )


def _marked(home: Home, batch_ids: list[int]) -> set[int]:
    if not batch_ids:
        return set()
    rows = home.ledger.rows(_MARKED, (min(batch_ids), max(batch_ids)))
    return {row["batch_id"] for row in rows}
