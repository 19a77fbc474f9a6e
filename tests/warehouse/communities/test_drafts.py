"""Groups changed by hand: who goes where, what breaks at once, why somebody is left."""

from __future__ import annotations

import pytest

from warehouse.communities.drafts import NEW, NOWHERE, Broken, Draft, DraftGroup, broken
from warehouse.communities.people import Person, Wish
from warehouse.communities.proposal import proposed, remaining

A, B = frozenset("a"), frozenset("b")
PEOPLE = {
    one.teacher_id: one
    for one in (
        *(Person(n, f"Педагог {n}", A, grades=frozenset({"7"})) for n in (1, 2, 3)),
        Person(4, "Педагог 4", A | B, grades=frozenset({"8"})),
        Person(5, "Педагог 5", B),
        Person(6, "Педагог 6", resources=A),
        Person(7, "Педагог 7"),
    )
}
WISH = Wish()


def group(*members: int, competence: str = "a", **said: object) -> DraftGroup:
    return DraftGroup("g", competence, "", members, **said)  # type: ignore[arg-type]


def codes(*members: int, wish: Wish = WISH, competence: str = "a") -> list[str]:
    return [one.code for one in broken(group(*members, competence=competence), PEOPLE, wish)]


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ((6, 1, 2), []),
        ((6, 1, 2, 3, 4), []),
        ((6, 1), ["too_few"]),
        ((6, 1, 2, 3, 4, 7), ["too_many", "not_shared"]),
        ((1, 2, 3), ["no_support"]),
        ((6, 1, 5), ["not_shared"]),
    ],
)
def test_a_card_tells_what_breaks(members: tuple[int, ...], expected: list[str]) -> None:
    assert codes(*members) == expected


def test_a_card_tells_of_those_kept_apart_of_bases_and_of_a_school_that_has_nobody() -> None:
    apart = Wish(exclusions=frozenset({frozenset({1, 6})}))
    found = broken(group(6, 1, 2), PEOPLE, apart)
    assert found == [Broken("apart", (1, 6))]
    # Who supports but may not meet a member is no support for these.
    assert codes(1, 2, 3, wish=apart) == ["nobody_supports"]
    assert codes(4, 5, 7, competence="b")[-1] == "nobody_supports"
    assert codes(6, 1, 4, wish=Wish("parallel")) == ["other_basis"]


def test_a_person_moves_and_groups_that_are_communities_are_left_alone() -> None:
    draft = Draft((DraftGroup("x", "a", "", (6, 1, 2, 3), 6, (1,)), DraftGroup("y", "b", "", (4, 5)),
                   DraftGroup("z", "a", "", (7,), community_id="made")))  # fmt: skip
    moved = draft.moved(1, "x", "y")
    assert [one.members for one in moved.groups] == [(6, 2, 3), (4, 5, 1), (7,)]
    assert moved.groups[0].agreed == ()  # a consent was to another group
    assert (
        draft.moved(7, "z", "x") == draft == draft.moved(1, "x", "z") == draft.moved(1, "x", "gone")
    )
    fresh = draft.moved(5, "y", NEW, "b")
    assert [(one.competence, one.members) for one in fresh.groups[-1:]] == [("b", (5,))]
    assert len({one.group_id for one in fresh.groups}) == 4
    assert draft.moved(5, "y", NOWHERE).moved(4, "y", NOWHERE).group("y") is None
    assert draft.agreed(2, "x", True).groups[0].agreed == (1, 2)
    assert draft.agreed(5, "x", True).groups[0].agreed == (1,)  # not a member
    assert Draft.of({"groups": draft.payload()}) == draft


def test_who_was_left_by_hand_is_told_where_to_go() -> None:
    people = list(PEOPLE.values())
    whole = proposed(people)
    assert [len(one.members) for one in whole.groups] == [5]
    left = {one.teacher_id: {why.competence: why.code for why in one.why} for one in whole.left}
    assert left == {5: {"b": "too_few"}}
    by_hand = {one.teacher_id: {why.competence: (why.code, why.place) for why in one.why}
               for one in remaining(people, WISH, [("a", "", frozenset({6, 1, 2}))])}  # fmt: skip
    assert by_hand[3] == {"a": ("could_join", 0)}
    none = {one.teacher_id: {why.code for why in one.why} for one in remaining(people, WISH, [])}
    assert none[1] == {"free"}


def test_one_of_a_community_only_supports_and_no_more_than_may_be() -> None:
    busy = Person(9, "Педагог 9", B, A)
    free, full = busy.of_community(1), busy.of_community(2)
    three = [PEOPLE[n] for n in (1, 2, 3)]
    assert proposed([*three, free]).groups[0].support == 9
    said = proposed([*three, full])
    assert said.groups == ()
    assert {why.code for one in said.left for why in one.why} == {"no_support"}
