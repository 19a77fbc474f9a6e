"""The communities that lessons belong to, with who is in them now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.communities import Community, communities


@dataclass(frozen=True)
class Circle:
    """A community: its name and its members, of one that has closed those of its last day."""

    community_id: str
    title: str
    people: frozenset[int]


def circles(day: date | None = None) -> dict[str, Circle]:
    """Return the communities by id."""
    now = day or date.today()
    return {one.community_id: _circle(one, now) for one in communities().all}


def _circle(one: Community, now: date) -> Circle:
    ended = one.row["date_to"]
    people = one.members(min(now, ended) if ended else now)
    return Circle(one.community_id, one.name, frozenset(people))
