"""What people typed of communities, as rows of the tables that publishing lays: the newest record of a key holds."""

from __future__ import annotations

from typing import Any

from warehouse.communities.declared import COMMUNITY, TEXTS
from warehouse.communities.names import community_key
from warehouse.ledger import Ledger
from warehouse.reference import iso_day

Row = dict[str, Any]
LINE = "community_line"


def typed_community_lines(ledger: Ledger, until: int | None = None) -> list[Row]:
    """Return the typed lines: the payload of a record `community_line` under its line_key."""
    return [
        {"school_id": ledger.school_id, **line_row(r.key, r.payload)}
        for r in ledger.records(LINE, until)
    ]


def line_row(key: str, said: Row) -> Row:
    """Return the payload of a record `community_line` as a row of `typed_community_lines`, but for the school."""
    texts = {name: str(said.get(name) or "") for name in TEXTS}
    is_community = said["register"] == COMMUNITY
    return {
        "line_key": key,
        "is_deleted": bool(said.get("is_deleted")),
        "register": said["register"],
        "community_id": key if is_community else str(said.get("community_id") or ""),
        "community_key": community_key(texts["title"]) if is_community else "",
        "teacher_id": said.get("teacher_id"),
        "partner_id": said.get("partner_id"),
        **texts,
        "date_from": iso_day(said.get("date_from")),
        "date_to": iso_day(said.get("date_to")),
    }


def typed_community_people(ledger: Ledger, until: int | None = None) -> list[Row]:
    """Return the people of typed lines that name several."""
    return [
        {"line_key": r.key, "teacher_id": int(teacher_id)}
        for r in ledger.records(LINE, until)
        if not r.payload.get("is_deleted")
        for teacher_id in dict.fromkeys(r.payload.get("people") or ())
    ]
