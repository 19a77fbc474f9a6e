"""Who visited whose lesson: visitors in rows, hosts in columns, inside communities and across them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard import words

HELD, PLANNED, NEVER = "●", "○", "·"


@dataclass(frozen=True)
class Visits:
    """How often one teacher was at another's lesson, how often it is planned and not held, the last day."""

    held: int = 0
    planned: int = 0
    last_on: date | None = None

    @property
    def text(self) -> str:
        """What the cell says: «●», «●2», «○», «·»."""
        if self.held:
            return HELD if self.held == 1 else f"{HELD}{self.held}"
        return PLANNED if self.planned else NEVER


@dataclass(frozen=True)
class Person:
    """A teacher of the matrix: the community to stand under, "" for none, and the others."""

    teacher_id: int
    name: str
    community: str = ""
    others: frozenset[str] = frozenset()

    def is_with(self, other: Person) -> bool:
        """Tell whether two teachers share a community."""
        return bool(self._all & other._all)

    @property
    def _all(self) -> frozenset[str]:
        return (self.others | {self.community}) - {""}


def _short(name: str, others: Sequence[str]) -> str:
    """Return a name with initials, with the whole first name where somebody else has the same."""
    short = words.short_name(name)
    if sum(words.short_name(one) == short for one in others) < 2:
        return short
    last, *rest = name.split()
    return words.NBSP.join([last, *rest[:1], *(f"{part[0]}." for part in rest[1:2])])


@dataclass(frozen=True)
class Matrix:
    """The matrix: people by community and name, cells by (visitor, host)."""

    people: Sequence[Person]
    cells: Mapping[tuple[int, int], Visits]

    def cell(self, visitor: int, host: int) -> Visits:
        """Return a cell."""
        return self.cells.get((visitor, host), Visits())

    def short(self, one: Person) -> str:
        """Return a person's name as it fits a heading, told apart from everybody else's here."""
        return _short(one.name, [other.name for other in self.people])

    @property
    def pairs(self) -> int:
        """How many pairs of visitor and host met at a lesson."""
        return sum(one.held > 0 for one in self.cells.values())

    @property
    def possible(self) -> int:
        """How many pairs of visitor and host there are inside communities."""
        return sum(a.is_with(b) for a in self.people for b in self.people if a is not b)

    @property
    def inside(self) -> int:
        """How many pairs inside one community met at a lesson."""
        of = {one.teacher_id: one for one in self.people}
        return sum(v.held > 0 and of[a].is_with(of[b]) for (a, b), v in self.cells.items())

    @property
    def nowhere(self) -> list[Person]:
        """Who has been at nobody's lesson yet, А–Я."""
        went = {visitor for (visitor, _), one in self.cells.items() if one.held}
        return sorted(
            (one for one in self.people if one.teacher_id not in went), key=lambda one: one.name
        )


def matrix(
    people: Iterable[Person], visits: Iterable[tuple[int, int, date | None, bool]]
) -> Matrix:
    """Return the matrix of visits (visitor, host, day it was held on, whether it is planned and not held).

    A visit of somebody outside `people`, or to one, is left out.
    """
    named = sorted(
        people, key=lambda one: (one.community == "", one.community, one.name.replace("ё", "е"))
    )
    known = {one.teacher_id for one in named}
    cells: dict[tuple[int, int], Visits] = {}
    for visitor, host, held_on, is_planned in visits:
        if visitor in known and host in known:
            was = cells.get((visitor, host), Visits())
            last = max((day for day in (was.last_on, held_on) if day), default=None)
            cells[visitor, host] = Visits(
                was.held + (held_on is not None), was.planned + is_planned, last
            )
    return Matrix(named, cells)


def twin(found: Matrix) -> pd.DataFrame:
    """Return the cells with anything as rows: visitor, community_name, host, host_community, held_count,
    planned_count, last_on."""
    of = {one.teacher_id: one for one in found.people}
    rows = [
        {"visitor": of[a].name, "community_name": of[a].community, "host": of[b].name,
         "host_community": of[b].community, "held_count": one.held, "planned_count": one.planned,
         "last_on": one.last_on}
        for (a, b), one in found.cells.items()
    ]  # fmt: skip
    columns = [
        "visitor",
        "community_name",
        "host",
        "host_community",
        "held_count",
        "planned_count",
        "last_on",
    ]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.sort_values(["visitor", "host"], ignore_index=True)
