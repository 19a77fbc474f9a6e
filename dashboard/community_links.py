"""Addresses of the pages of communities and of the forms of their lines."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import uuid4

from dashboard import address

LIST, PLAN = "/communities", "/methodical-plan"
Filters = dict[str, str]


def to_list(filters: Mapping[str, str], **changes: str | None) -> str:
    """Return the address of the list with other filters."""
    return f"{LIST}{address.search(dict(filters), **changes)}"


def to_plan(filters: Mapping[str, str], **changes: str | None) -> str:
    """Return the address of the methodical plan with other filters."""
    return f"{PLAN}{address.search(dict(filters), **changes)}"


def to_one(
    community_id: str, filters: Mapping[str, str] | None = None, **changes: str | None
) -> str:
    """Return the address of a community."""
    return f"/community/{community_id}{address.search(dict(filters or {}), **changes)}"


def to_form(register: str, back: str = "", community_id: str = "", line: str = "") -> str:
    """Return the address of the form of a line; a new one has its key in the address, so that a reload
    keeps what was typed."""
    asked = {
        "register": register,
        "community": community_id,
        "line": line or uuid4().hex,
        "back": back,
    }
    return f"/community-form?{urlencode({name: said for name, said in asked.items() if said})}"
