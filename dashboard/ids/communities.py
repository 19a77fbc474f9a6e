"""Communities: the list with its map, one community, the methodical plan of the school."""

from __future__ import annotations

from typing import Any


class CommunityIds:
    """The pages of communities."""

    body = "communities-body"
    version = "communities-version"
    poll = "communities-poll"
    map = "communities-map"
    visits = "communities-visits"
    years = "communities-years"
    numbers = "community-numbers"
    of = "community-of"
    one = "community-body"
    one_version = "community-version"
    one_poll = "community-poll"
    plan = "methodical-plan-body"
    plan_table = "methodical-plan-table"

    @staticmethod
    def pill(page: Any, name: Any) -> dict[str, Any]:
        """Return the id of a filter of a page: `list`, `one` or `plan`."""
        return {"type": f"community-pill-{page}", "name": name}

    @staticmethod
    def drawn(page: Any, name: Any) -> dict[str, Any]:
        """Return the id of the store with the filters that a page shows: a pattern, so that it may be absent."""
        return {"type": f"community-drawn-{page}", "name": name}
