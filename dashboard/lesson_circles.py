"""The communities that lessons belong to, with who is in them now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard import data


@dataclass(frozen=True)
class Circle:
    """A community: its name and the teachers who are its members or its tutor on this day."""

    community_id: str
    title: str
    people: frozenset[int]


def circles(day: date | None = None) -> dict[str, Circle]:
    """Return the communities by id."""
    now = (day or date.today()).isoformat()
    lines = [
        {**record.payload, "line_key": record.key}
        for record in data.ledger().records("community_line")
        if not record.payload.get("is_deleted")
    ]
    found = [line for line in lines if line.get("register") == "community"]
    return {
        line["line_key"]: Circle(
            line["line_key"], str(line.get("title") or ""), _people(line, lines, now)
        )
        for line in found
    }


def _people(community: dict[str, Any], lines: list[dict[str, Any]], now: str) -> frozenset[int]:
    members = {
        line["teacher_id"]
        for line in lines
        if line.get("register") == "members"
        and line.get("community_id") == community["line_key"]
        and line.get("teacher_id")
        and _holds(line, now)
    }
    tutor = {community["teacher_id"]} if community.get("teacher_id") else set()
    return frozenset(int(one) for one in members | tutor)


def _holds(line: dict[str, Any], now: str) -> bool:
    return str(line.get("date_from") or "") <= now and (
        not line.get("date_to") or str(line["date_to"]) >= now
    )
