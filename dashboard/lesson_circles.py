"""The communities that lessons belong to, with who was in them on a day."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dashboard import data
from dashboard.communities import Community, communities


@dataclass(frozen=True)
class Circle:
    """A community with its name; `people` are its members now."""

    title: str
    people: frozenset[int]
    of: Community

    def has(self, teacher_id: int, day: date | None) -> bool:
        """Tell whether a teacher is a member now, or was one on the day of a lesson."""
        return teacher_id in self.people or (day is not None and teacher_id in self.of.members(day))


def circles() -> dict[str, Circle]:
    """Return the communities by id."""
    return dict(_circles((data.version(), data.ledger().accepted_seq(), date.today())))


@lru_cache(maxsize=4)
def _circles(_asked_of: Hashable) -> dict[str, Circle]:
    """Return the communities, remembered until something is written or published: a page asks them often."""
    return {
        one.community_id: Circle(one.name, frozenset(one.members()), one)
        for one in communities().all
    }
