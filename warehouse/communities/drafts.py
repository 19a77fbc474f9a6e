"""Groups as people change them by hand: who is moved, who agreed, which became communities, what breaks.

A draft is kept as the record `proposal_draft` of a school year and a way of grouping.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from warehouse.communities.people import Person, Wish
from warehouse.communities.proposal import Gathered, Group

KIND = "proposal_draft"
NOWHERE, NEW = "", "new"


@dataclass(frozen=True)
class DraftGroup:
    """A group of a draft; `members` and `agreed` are teachers, `community_id` '' until it is a community."""

    group_id: str
    competence: str
    basis: str
    members: tuple[int, ...]
    tutor: int | None = None
    agreed: tuple[int, ...] = ()
    community_id: str = ""

    @property
    def gathered(self) -> Gathered:
        """The group as the search of reasons takes it."""
        return self.competence, self.basis, frozenset(self.members)


@dataclass(frozen=True)
class Draft:
    """The groups of a draft in their order."""

    groups: tuple[DraftGroup, ...] = ()

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Draft:
        """Return the draft of a record's payload."""
        return cls(tuple(
            DraftGroup(**{**one, "members": tuple(one["members"]), "agreed": tuple(one["agreed"])})
            for one in said["groups"]
        ))  # fmt: skip

    @classmethod
    def begun(cls, groups: Iterable[Group], place: str) -> Draft:
        """Return the draft of a proposal; `place` tells the groups of one year and way from others."""
        return cls(tuple(
            DraftGroup(_id(place, one.competence, *map(str, sorted(one.members))), one.competence, one.basis,
                       one.members, one.tutor)
            for one in groups
        ))  # fmt: skip

    def payload(self) -> list[dict[str, Any]]:
        """Return the groups as a record keeps them."""
        return [
            asdict(one) | {"members": list(one.members), "agreed": list(one.agreed)}
            for one in self.groups
        ]

    def group(self, group_id: str) -> DraftGroup | None:
        """Return a group by its id."""
        return next((one for one in self.groups if one.group_id == group_id), None)

    def moved(self, who: int, of: str, to: str, competence: str = "") -> Draft:
        """Return the draft with a person moved from a group (NOWHERE for none) to another.

        NEW begins a group of a competence, NOWHERE leaves the person without one. Groups that are
        communities already, and groups that are not there, take and give nobody.
        """
        if any(self._is_closed(one) for one in (of, to)):
            return self
        left = [one if one.group_id != of else _without(one, who) for one in self.groups]
        found = [_with(one, who) if one.group_id == to else one for one in left]
        if to == NEW:
            key = _id(of, str(who), competence, *sorted(one.group_id for one in self.groups))
            found.append(DraftGroup(key, competence, "", (who,)))
        return Draft(tuple(one for one in found if one.members))

    def _is_closed(self, group_id: str) -> bool:
        if group_id in (NOWHERE, NEW):
            return False
        found = self.group(group_id)
        return found is None or bool(found.community_id)

    def agreed(self, who: int, of: str, is_yes: bool) -> Draft:
        """Return the draft with a person's consent noted or taken back."""

        def noted(one: DraftGroup) -> DraftGroup:
            rest = tuple(key for key in one.agreed if key != who)
            return replace(one, agreed=(*rest, who) if is_yes and who in one.members else rest)

        return self._changed(of, noted)

    def created(self, of: str, community_id: str) -> Draft:
        """Return the draft with a group that has become a community."""
        return self._changed(of, lambda one: replace(one, community_id=community_id))

    def _changed(self, of: str, change: Callable[[DraftGroup], DraftGroup]) -> Draft:
        return Draft(tuple(change(one) if one.group_id == of else one for one in self.groups))


def _id(*parts: str) -> str:
    return uuid5(NAMESPACE_URL, "|".join(("proposal", *parts))).hex


def _with(group: DraftGroup, who: int) -> DraftGroup:
    return group if who in group.members else replace(group, members=(*group.members, who))


def _without(group: DraftGroup, who: int) -> DraftGroup:
    return replace(
        group,
        members=tuple(key for key in group.members if key != who),
        agreed=tuple(key for key in group.agreed if key != who),
    )


@dataclass(frozen=True)
class Broken:
    """What a group made by hand breaks: a code and the people it speaks of.

    `too_few`, `too_many` (the members), `apart` (a pair), `not_shared` (who neither lacks nor supports),
    `other_basis` (learners without a grade, subject or interest in common), `no_support` (who could),
    `nobody_supports` (no «ресурс» in the school: said, and no fault of the group).
    """

    code: str
    people: tuple[int, ...] = ()


def broken(group: DraftGroup, people: Mapping[int, Person], wish: Wish) -> list[Broken]:
    """Return what a group breaks, the worst first; nothing for a group that may be made."""
    members = set(group.members)
    found = []
    if not wish.least <= len(members) <= wish.most:
        found.append(Broken("too_few" if len(members) < wish.least else "too_many", group.members))
    found += [Broken("apart", tuple(sorted(pair))) for pair in sorted(map(sorted, wish.exclusions))
              if members.issuperset(pair)]  # fmt: skip
    known = [people[key] for key in group.members if key in people]
    learners = [one for one in known if group.competence in one.deficits]
    supports = {one.teacher_id for one in known if one.supports(group.competence)}
    strangers = members - supports - {one.teacher_id for one in learners}
    if strangers:
        found.append(Broken("not_shared", tuple(sorted(strangers))))
    if learners and not frozenset.intersection(*(one.bases(wish.mode) for one in learners)):
        found.append(Broken("other_basis", tuple(one.teacher_id for one in learners)))
    return found + ([] if supports else [_unsupported(group, people, wish)])


def _unsupported(group: DraftGroup, people: Mapping[int, Person], wish: Wish) -> Broken:
    kept = {key for pair in wish.exclusions if not pair.isdisjoint(group.members) for key in pair}
    ready = tuple(sorted(key for key, one in people.items()
                         if one.supports(group.competence) and key not in kept))  # fmt: skip
    return Broken("no_support" if ready else "nobody_supports", ready)
