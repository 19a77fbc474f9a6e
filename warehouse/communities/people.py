"""Who may be proposed for a community: what each lacks, what each can give, and what keeps people apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

MODES = ("deficits", "parallel", "subjects", "interests")
ANYWHERE = ""
Pair = frozenset[int]


@dataclass(frozen=True)
class Person:
    """A teacher: `deficits` and `resources` are ids of competences, the rest what unites people.

    A competence that is both is a deficit: nobody supports others in what the own lessons lack.
    `groups_count` is in how many communities the person is already: so many fewer groups to support.
    """

    teacher_id: int
    name: str = ""
    deficits: frozenset[str] = frozenset()
    resources: frozenset[str] = frozenset()
    grades: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    interests: frozenset[str] = frozenset()
    groups_count: int = 0

    def bases(self, mode: str) -> frozenset[str]:
        """Return where the person may learn with others: grades, blocks of subjects, interests, or anywhere."""
        known = {"parallel": self.grades, "subjects": self.subjects, "interests": self.interests}
        return known.get(mode, frozenset({ANYWHERE}))

    def of_community(self, groups_count: int) -> Person:
        """Return the person as one who learns in a community already and may only support others."""
        strong = self.resources - self.deficits
        return replace(self, deficits=frozenset(), resources=strong, groups_count=groups_count)

    def supports(self, competence: str) -> bool:
        """Tell whether the person is a «ресурс» for a competence."""
        return competence in self.resources - self.deficits


@dataclass(frozen=True)
class Wish:
    """How groups are wanted: by what, who may not be together, how many groups one person may support, the sizes.

    A person with an own deficit is in one group only; `most_supported` is of those who have none.
    """

    mode: str = "deficits"
    exclusions: frozenset[Pair] = frozenset()
    most_supported: int = 2
    least: int = 3
    most: int = 5

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise ValueError(f"unknown way of grouping: {self.mode}")


Key = tuple[
    str, str
]  # the basis (a grade, a block of subjects, an interest or ANYWHERE) and the competence


@dataclass(frozen=True)
class Team:
    """People of one shared deficit as bits of a staff: who shares it, and who supports (None for nobody)."""

    key: Key
    learners: int
    support: int | None = None

    @property
    def members(self) -> int:
        """All the members as bits."""
        return self.learners | (0 if self.support is None else 1 << self.support)


@dataclass(frozen=True)
class Staff:
    """People in the order of their ids with what decides on groups as bits: quick, and no order of input matters."""

    people: tuple[Person, ...]
    wish: Wish
    all: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "all", (1 << len(self.people)) - 1)

    @classmethod
    def of(cls, people: Iterable[Person], wish: Wish) -> Staff:
        """Return the staff. Raises ValueError where one teacher comes twice."""
        ordered = tuple(sorted(people, key=lambda one: one.teacher_id))
        if any(one.teacher_id == other.teacher_id for one, other in pairwise(ordered)):
            raise ValueError("a teacher comes twice")
        return cls(ordered, wish)

    @cached_property
    def sharing(self) -> Mapping[Key, int]:
        """Who shares a deficit within a basis."""
        found: dict[Key, int] = {}
        for at, one in enumerate(self.people):
            for basis in one.bases(self.wish.mode):
                for competence in one.deficits:
                    found[basis, competence] = found.get((basis, competence), 0) | 1 << at
        return dict(sorted(found.items()))

    @cached_property
    def supporting(self) -> Mapping[str, tuple[int, ...]]:
        """Who supports a competence: those without own deficits first, those with few resources before others."""
        wanted = {competence for _, competence in self.sharing}
        found = {c: [at for at, one in enumerate(self.people) if one.supports(c)] for c in wanted}
        return {c: tuple(sorted(own, key=self._cost)) for c, own in found.items()}

    def _cost(self, at: int) -> tuple[int, int, int]:
        one = self.people[at]
        return len(one.deficits), len(one.resources), at

    @cached_property
    def apart(self) -> tuple[int, ...]:
        """Whom each may not meet in a group."""
        at = {one.teacher_id: place for place, one in enumerate(self.people)}
        found = [0] * len(self.people)
        for pair in self.wish.exclusions:
            ends = [at[one] for one in pair if one in at]
            if len(ends) == 2:
                found[ends[0]] |= 1 << ends[1]
                found[ends[1]] |= 1 << ends[0]
        return tuple(found)

    @cached_property
    def lacking(self) -> int:
        """Those who have a deficit: who is to be placed."""
        return sum(1 << at for at, one in enumerate(self.people) if one.deficits)

    def seats(self, at: int) -> int:
        """Return in how many groups a person may be."""
        one = self.people[at]
        return 1 if one.deficits else max(self.wish.most_supported - one.groups_count, 0)

    def is_team(self, team: Team) -> bool:
        """Tell whether people make a group: 3–5, one deficit and basis, nobody apart, a «ресурс» if there is one."""
        if team.learners & ~self.sharing.get(team.key, 0):
            return False
        if not self.wish.least <= team.members.bit_count() <= self.wish.most:
            return False
        if any(self.apart[at] & team.members for at in bits(team.members)):
            return False
        if team.support is None:
            return self.has_nobody_to_support(team)
        return self.people[team.support].supports(team.key[1])

    def has_nobody_to_support(self, team: Team) -> bool:
        """Tell whether no «ресурс» of the school could be in a group with these people."""
        return all(self.apart[at] & team.learners for at in self.supporting[team.key[1]])


def bits(mask: int) -> list[int]:
    """Return the places of the bits of a number, the lowest first."""
    found = []
    while mask:
        lowest = mask & -mask
        found.append(lowest.bit_length() - 1)
        mask ^= lowest
    return found
