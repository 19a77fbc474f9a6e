"""Proposed teams on random schools: who has a group, who has a true reason, and nothing better is missed."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import combinations
from random import Random

import pytest

from warehouse.communities.people import Person, Wish
from warehouse.communities.proposal import Left, Proposal, proposed

COMPETENCES = "abcdefghij"
MODES = ("deficits", "parallel", "subjects", "interests")


def school(seed: int, most: int = 28) -> tuple[list[Person], Wish]:
    """Return a random staff and a wish: of any size, with many or few deficits, with people kept apart."""
    said = Random(seed)
    count, kinds = said.randint(1, most), said.randint(1, 10)
    chance, strong = said.uniform(0.05, 0.6), said.uniform(0, 0.4)
    people = [_person(said, number, kinds, (chance, strong)) for number in range(1, count + 1)]
    pairs = [
        p
        for p in combinations(range(1, count + 1), 2)
        if said.random() < said.choice([0, 0.05, 0.3])
    ]
    exclusions = frozenset(frozenset(pair) for pair in pairs)
    return people, Wish(MODES[seed % 4], exclusions, said.randint(1, 3))


def _person(said: Random, number: int, kinds: int, chances: tuple[float, float]) -> Person:
    def some(of: str, chance: float) -> frozenset[str]:
        return frozenset(one for one in of if said.random() < chance)

    known = COMPETENCES[:kinds]
    block = frozenset(said.choice(["", "точные", "языки"]).split())
    made = Person(number, f"Педагог {said.randint(1, 99)}", some(known, chances[0]), some(known, chances[1]),
                  some("5678", 0.5), block, some("xyz", 0.4))  # fmt: skip
    return made.of_community(said.randint(1, 2)) if said.random() < 0.15 else made


class Checker:
    """What makes a group, said anew from the words of the rules: sets of people, nothing of the search."""

    def __init__(self, people: list[Person], wish: Wish) -> None:
        self.people = {one.teacher_id: one for one in people}
        self.wish = wish

    def supporters(self, competence: str) -> set[int]:
        return {key for key, one in self.people.items()
                if competence in one.resources and competence not in one.deficits}  # fmt: skip

    def apart(self, some: set[int]) -> bool:
        return any(pair <= some for pair in self.wish.exclusions)

    def is_group(self, learners: set[int], support: int | None, competence: str) -> bool:
        members = learners | ({support} if support else set())
        own = [self.people[key] for key in learners]
        if not 3 <= len(members) <= 5 or self.apart(members):
            return False
        if any(competence not in one.deficits for one in own):
            return False
        if not frozenset.intersection(*(one.bases(self.wish.mode) for one in own)):
            return False
        ready = self.supporters(competence)
        if support:
            return support in ready
        return all(self.apart(learners | {one}) for one in ready)

    def groups(
        self, free: set[int], who: int | None = None
    ) -> list[tuple[frozenset[int], int | None, str]]:
        found = []
        for competence in sorted({c for one in self.people.values() for c in one.deficits}):
            sharing = [key for key in sorted(free) if competence in self.people[key].deficits]
            for support in [None, *sorted(self.supporters(competence) & free)]:
                for size in range(2, 6):
                    for some in map(set, combinations(sharing, size)):
                        inside = who is None or who in some or who == support
                        if inside and self.is_group(some, support, competence):
                            found.append((frozenset(some), support, competence))
        return found

    def seats(self, key: int) -> int:
        one = self.people[key]
        return 1 if one.deficits else max(self.wish.most_supported - one.groups_count, 0)

    def free(self, said: Proposal) -> set[int]:
        used = [key for group in said.groups for key in group.members]
        return {key for key in self.people if used.count(key) < self.seats(key)}


def check(people: list[Person], wish: Wish, said: Proposal) -> None:
    """Hold a proposal to the rules, one by one."""
    rules = Checker(people, wish)
    lacking = {one.teacher_id for one in people if one.deficits}
    members = [key for group in said.groups for key in group.members]
    for group in said.groups:
        assert rules.is_group(set(group.learners), group.support, group.competence)
        assert group.tutor in group.members
        assert group.support is None or group.tutor == group.support
        assert all(group.basis in rules.people[key].bases(wish.mode) for key in group.learners)
    left = {one.teacher_id for one in said.left}
    assert left.isdisjoint(members)
    assert all(members.count(key) == 1 for key in lacking - left)
    assert all(members.count(key) <= rules.seats(key) for key in rules.people)
    assert left <= lacking
    assert said.placed_count == len(lacking - left)
    for one in said.left:
        check_reasons(rules, said, one)


def check_reasons(rules: Checker, said: Proposal, left: Left) -> None:
    """Hold every reason of a person to be true, of all groups that there could be."""
    person = rules.people[left.teacher_id]
    assert {why.competence for why in left.why} == person.deficits
    everybody, free = set(rules.people), rules.free(said)
    for group in said.groups:  # nobody can be just added to a group
        assert not rules.is_group(
            {*group.learners, person.teacher_id}, group.support, group.competence
        )
    assert not rules.groups(_reach(rules, person, free), person.teacher_id)
    for why in left.why:
        sharers = {key for key, one in rules.people.items() if key != person.teacher_id
                   and why.competence in one.deficits
                   and one.bases(rules.wish.mode) & person.bases(rules.wish.mode)}  # fmt: skip
        if why.code == "no_basis":
            assert not person.bases(rules.wish.mode)
            continue
        assert set(why.sharers) == sharers
        assert set(why.supporters) == rules.supporters(why.competence)
        met = sharers | rules.supporters(why.competence)
        assert set(why.apart) == {key for key in met if rules.apart({key, person.teacher_id})}
        check_code(rules, person, why.code, why.competence, (everybody, free))


def check_code(
    rules: Checker, person: Person, code: str, competence: str, of: tuple[set[int], set[int]]
) -> None:
    everybody, free = of
    open_rules = Checker(list(rules.people.values()), replace(rules.wish, exclusions=frozenset()))

    def is_possible(some: Checker, among: set[int]) -> bool:
        alone = {
            **some.people,
            person.teacher_id: replace(
                person, deficits=frozenset(competence), resources=frozenset()
            ),
        }
        ready = {key: one for key, one in alone.items()
                 if competence in one.deficits or competence in one.resources}  # fmt: skip
        only = {
            key: replace(one, deficits=one.deficits & {competence}) for key, one in ready.items()
        }
        return bool(
            Checker(list(only.values()), some.wish).groups(among & set(only), person.teacher_id)
        )

    if code == "nobody_shares":
        assert not any(competence in one.deficits and one.bases(rules.wish.mode) & person.bases(rules.wish.mode)
                       for key, one in rules.people.items() if key != person.teacher_id)  # fmt: skip
    elif code == "too_few":
        assert not is_possible(open_rules, everybody)
    elif code == "excluded":
        assert not is_possible(rules, everybody)
        assert is_possible(open_rules, everybody)
    else:
        assert is_possible(rules, everybody)
        assert not is_possible(rules, free)
        with_support = is_possible(rules, free | rules.supporters(competence))
        assert with_support == (code == "no_support"), code


def _reach(rules: Checker, person: Person, free: set[int]) -> set[int]:
    """Return the free who could be in any group with a person, so that trying all sets stays quick."""
    wanted = person.deficits | person.resources
    near = {key for key in free if rules.people[key].deficits & wanted}
    return (
        near | {key for key in free if rules.people[key].resources & wanted} | {person.teacher_id}
    )


@pytest.mark.parametrize("seed", range(200))
def test_everybody_has_a_group_or_a_true_reason(seed: int) -> None:
    people, wish = school(seed)
    check(people, wish, proposed(people, wish))


@pytest.mark.parametrize("seed", range(0, 200, 20))
def test_order_of_people_changes_nothing(seed: int) -> None:
    people, wish = school(seed)
    said = proposed(people, wish)
    shuffled = Random(seed + 1).sample(people, len(people))
    assert proposed(shuffled, wish) == said
    assert proposed(reversed(people), wish) == said


@pytest.mark.parametrize("seed", range(1000, 1120))
def test_nobody_more_could_be_placed_in_a_small_school(seed: int) -> None:
    people, wish = school(seed, most=8)
    rules = Checker(people, wish)
    every = rules.groups(set(rules.people))

    @cache
    def most(used: tuple[int, ...]) -> int:
        found = 0
        for learners, support, _ in every:
            members = [*learners, *([support] if support else [])]
            if all(used[key - 1] < rules.seats(key) for key in members):
                taken = tuple(n + (key in members) for key, n in enumerate(used, 1))
                own = sum(bool(rules.people[key].deficits) for key in members)
                found = max(found, own + most(taken))
        return found

    assert proposed(people, wish).placed_count == most((0,) * len(people))


def test_a_reason_names_those_it_speaks_of() -> None:
    people = [Person(1, "А", frozenset("a")), Person(2, "Б", frozenset("a")), Person(3, "В", frozenset("b")),
              Person(4, "Г", resources=frozenset("a"))]  # fmt: skip
    said = proposed(people, Wish(exclusions=frozenset({frozenset({2, 4})})))
    assert said.groups == ()
    assert {
        one.teacher_id: [(w.code, w.sharers, w.apart) for w in one.why] for one in said.left
    } == {
        1: [("excluded", (2,), ())],
        2: [("excluded", (1,), (4,))],
        3: [("nobody_shares", (), ())],
    }


def test_a_staff_of_two_spellings_of_one_teacher_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        proposed([Person(1), Person(1)])
    with pytest.raises(ValueError, match="unknown"):
        Wish("по росту")
