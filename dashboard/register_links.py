"""Addresses of the page of registers."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard import address

PATH = "/registers"
Filters = dict[str, str]


def link(filters: Mapping[str, str], **changes: str | None) -> str:
    """Return the address of the page with other filters."""
    return f"{PATH}{address.search(dict(filters), **changes)}"
