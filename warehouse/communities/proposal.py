"""Proposed teams: groups of 3–5 with a shared deficit and a «ресурс», and a true reason for whoever has none.

Source: teams by deficits (metrics of teachers' deficits [D]); the tutor is proposed, people decide. Every way of
grouping asks for a shared deficit: a parallel, a block of subjects or an interest only narrows with whom.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from warehouse.communities.packing import formed, free, joined, packed
from warehouse.communities.people import Key, Person, Staff, Team, Wish, bits

WHY_LEFT = {
    "no_basis": "what unites people (grades, subjects, interests) is not known of this person",
    "nobody_shares": "nobody else of the same basis has this deficit",
    "too_few": "too few share it for a group, even if nobody were kept apart",
    "excluded": "a group would do, were it not for those who are kept apart",
    "no_support": "those who share it and are free would do, but every «ресурс» is in other groups",
    "placed": "those who share it are in other groups, and none of the groups can take the person",
    # Only where people have moved others by hand:
    "could_join": "a group can take the person",
    "free": "those who share it are free as well and would do for a group",
}


Gathered = tuple[
    str, str, frozenset[int]
]  # a group made by hand: the competence, the basis, the members


@dataclass(frozen=True)
class Group:
    """A proposed group: who shares the deficit, who supports (None where the school has nobody), the tutor.

    `also` are other deficits that all the learners share; all people are ids, in the order of names.
    """

    competence: str
    basis: str
    learners: tuple[int, ...]
    support: int | None
    tutor: int
    also: tuple[str, ...] = ()

    @property
    def members(self) -> tuple[int, ...]:
        """All the members; who supports comes first."""
        return (() if self.support is None else (self.support,)) + self.learners


@dataclass(frozen=True)
class Why:
    """Why a deficit of a person gave no group: a code of WHY_LEFT and the people it speaks of.

    `sharers` are others of the same basis with the deficit, `apart` those of them and of the supporters who are
    kept apart from the person, `supporters` every «ресурс» of the school for it; `place` is that of the
    group that could take the person.
    """

    competence: str
    code: str
    sharers: tuple[int, ...] = ()
    apart: tuple[int, ...] = ()
    supporters: tuple[int, ...] = ()
    place: int | None = None


@dataclass(frozen=True)
class Left:
    """A person with a deficit who is in no group, with the reason for each deficit."""

    teacher_id: int
    why: tuple[Why, ...]


@dataclass(frozen=True)
class Proposal:
    """Groups, those left out with reasons, and how many people have a deficit at all."""

    groups: tuple[Group, ...]
    left: tuple[Left, ...]
    lacking_count: int

    @property
    def placed_count(self) -> int:
        """How many people with a deficit have a group."""
        return self.lacking_count - len(self.left)


def proposed(people: Iterable[Person], wish: Wish | None = None) -> Proposal:
    """Return the groups that people may be proposed. Raises ValueError where one teacher comes twice."""
    staff = Staff.of(people, wish or Wish())
    teams = packed(staff)
    groups = tuple(_group(staff, team) for team in teams)
    return Proposal(groups, _left(staff, teams), staff.lacking.bit_count())


def remaining(people: Iterable[Person], wish: Wish, groups: Iterable[Gathered]) -> tuple[Left, ...]:
    """Return who is in none of the groups that people have gathered by hand, with reasons, by name."""
    staff = Staff.of(people, wish)
    return _left(staff, [gathered(staff, group) for group in groups])


def gathered(staff: Staff, group: Gathered) -> Team:
    """Return a group made by hand as the search sees it: who does not share and does not support is a learner."""
    competence, basis, members = group
    inside = [at for at, one in enumerate(staff.people) if one.teacher_id in members]
    support = next((at for at in inside if staff.people[at].supports(competence)), None)
    learners = sum(1 << at for at in inside if at != support)
    return Team((basis, competence), learners, support)


def _left(staff: Staff, teams: Sequence[Team]) -> tuple[Left, ...]:
    inside = 0
    for team in teams:
        inside |= team.members
    found = [left_out(staff, teams, at) for at in bits(staff.lacking & ~inside)]
    order = _by_name(staff)
    return tuple(sorted(found, key=lambda one: order[one.teacher_id]))


def left_out(staff: Staff, teams: Sequence[Team], at: int) -> Left:
    """Return why a person is in no group, by deficit."""
    one = staff.people[at]
    if not one.bases(staff.wish.mode):
        return Left(one.teacher_id, tuple(Why(c, "no_basis") for c in sorted(one.deficits)))
    return Left(one.teacher_id, tuple(_why(staff, teams, at, c) for c in sorted(one.deficits)))


def _why(staff: Staff, teams: Sequence[Team], at: int, competence: str) -> Why:
    own: list[Key] = [(b, competence) for b in sorted(staff.people[at].bases(staff.wish.mode))]
    sharers = 0
    for key in own:
        sharers |= staff.sharing[key]
    sharers &= ~(1 << at)
    supporters = sum(1 << one for one in staff.supporting[competence])
    apart = (sharers | supporters) & staff.apart[at]
    place = _place(staff, teams, at, competence)
    code = "nobody_shares" if not sharers else _code(staff, teams, at, competence)
    return Why(
        competence,
        code if place is None else "could_join",
        _named(staff, sharers),
        _named(staff, apart),
        _named(staff, supporters),
        place,
    )


def _place(staff: Staff, teams: Sequence[Team], at: int, competence: str) -> int | None:
    """Return which of the groups of a deficit can take a person; None for none."""
    for place, team in enumerate(teams):
        if team.key[1] == competence and joined(staff, at, [team]):
            return place
    return None


def _code(staff: Staff, teams: Sequence[Team], at: int, competence: str) -> str:
    """Return the strongest reason that holds: what cannot be at all before what could be otherwise."""
    alone = _only(staff, at, competence)
    if formed(alone, at, staff.all) is None:
        together = replace(alone, wish=replace(staff.wish, exclusions=frozenset()))
        return "too_few" if formed(together, at, staff.all) is None else "excluded"
    here = free(staff, teams)
    supporters = sum(1 << one for one in staff.supporting[competence])
    if formed(alone, at, here) is not None:
        return "free"
    return "placed" if formed(alone, at, here | supporters) is None else "no_support"


def _only(staff: Staff, at: int, competence: str) -> Staff:
    """Return the staff as it would be if a person had this one deficit and supported nobody."""
    one = replace(staff.people[at], deficits=frozenset({competence}), resources=frozenset[str]())
    return replace(staff, people=(*staff.people[:at], one, *staff.people[at + 1 :]))


def _group(staff: Staff, team: Team) -> Group:
    learners = [staff.people[at] for at in bits(team.learners)]
    shared = frozenset.intersection(*(one.deficits for one in learners))
    tutor = team.support if team.support is not None else _tutor(staff, team.learners)
    return Group(
        team.key[1],
        team.key[0],
        _named(staff, team.learners),
        None if team.support is None else staff.people[team.support].teacher_id,
        staff.people[tutor].teacher_id,
        tuple(sorted(shared - {team.key[1]})),
    )


def _tutor(staff: Staff, learners: int) -> int:
    """Return who may lead where nobody supports: the one with the most strong sides and the fewest deficits."""
    return min(
        bits(learners),
        key=lambda at: (len(staff.people[at].deficits) - len(staff.people[at].resources), at),
    )


def _named(staff: Staff, mask: int) -> tuple[int, ...]:
    order = _by_name(staff)
    return tuple(sorted((staff.people[at].teacher_id for at in bits(mask)), key=order.__getitem__))


def _by_name(staff: Staff) -> dict[int, tuple[str, int]]:
    return {
        one.teacher_id: (one.name.casefold().replace("ё", "е"), one.teacher_id)
        for one in staff.people
    }
