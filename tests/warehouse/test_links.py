"""Which names are certainly one pupil: given names, expected pairs."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from warehouse.identities import Key
from warehouse.links import certain

ANNA, SHORT, INITIALS, OTHER = (
    "белова анна игоревна",
    "белова анна",
    "белова а.и.",
    "белова анна олеговна",
)


@dataclass
class Told:
    """Evidence by hand: keys that one file lists, and keys that follow one another."""

    lists: set[frozenset[int]] = field(default_factory=set)
    moves: set[tuple[int, int]] = field(default_factory=set)

    def together(self, one: Key, other: Key) -> bool:
        return frozenset((one.pupil_id, other.pupil_id)) in self.lists

    def follows(self, one: Key, other: Key) -> bool:
        return (one.pupil_id, other.pupil_id) in self.moves


def pairs(*names: tuple[str, ...], told: Told | None = None) -> set[tuple[int, int]]:
    """Return the certain pairs of names («22 5А», name), numbered from 1 in the order given."""
    keys, seen = [], []
    for number, (place, name) in enumerate(names, 1):
        year, class_name = place.split(" ", 1)
        seen.append((place, name))
        school_year = f"20{year}/{int(year) + 1}"
        keys.append(Key(number, school_year, class_name, name, seen.count((place, name))))
    found = certain(keys, told or Told())
    return {tuple(sorted((a.pupil_id, b.pupil_id))) for a, b in found}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        # One class: a patronymic left out.
        ([("22 5А", ANNA), ("22 5А", SHORT)], {(1, 2)}),
        ([("22 5А", ANNA), ("22 5А", INITIALS)], set()),
        ([("22 5А", ANNA), ("22 5А", OTHER)], set()),
        ([("22 5А", ANNA), ("22 5А", OTHER), ("22 5А", SHORT)], set()),
        ([("22 5А", ANNA), ("22 5А", ANNA), ("22 5А", SHORT)], set()),
        ([("22 5А", SHORT), ("22 5А", "белова")], set()),
        ([("22 5А", SHORT), ("22 5А", "белова анна и.")], set()),
        ([("22 5А", ANNA), ("22 5Б", SHORT)], set()),
        # The class moved up.
        ([("22 5А", ANNA), ("23 6А", ANNA)], {(1, 2)}),
        ([("22 10 соц-эк", ANNA), ("23 11 соц-эк", ANNA)], {(1, 2)}),
        ([("22 5А", ANNA), ("23 6А", ANNA), ("24 7А", ANNA)], {(1, 2), (2, 3)}),
        ([("22 5А", SHORT), ("23 6А", SHORT)], set()),
        ([("22 5А", SHORT), ("23 6А", ANNA)], set()),
        ([("22 5А", INITIALS), ("23 6А", INITIALS)], set()),
        ([("22 5А", "белова анна и."), ("23 6А", "белова анна и.")], set()),
        ([("22 5А", ANNA), ("22 5А", ANNA), ("23 6А", ANNA)], set()),
        ([("22 5А", ANNA), ("22 5А", ANNA), ("23 6А", ANNA), ("23 6А", ANNA)], set()),
        ([("22 5А", ANNA), ("22 5Б", ANNA), ("23 6А", ANNA), ("23 6Б", ANNA)], {(1, 3), (2, 4)}),
        ([("22 5А", "мамедов али рашид оглы"), ("23 6А", "мамедов али рашид оглы")], {(1, 2)}),
        # Another class a year later.
        ([("22 9А", ANNA), ("23 10 соц-эк", ANNA)], {(1, 2)}),
        ([("22 8Б", ANNA), ("23 9А", ANNA)], {(1, 2)}),
        ([("22 8Б", ANNA), ("22 3В", ANNA), ("23 9А", ANNA)], set()),
        ([("22 8Б", ANNA), ("23 9А", ANNA), ("23 9В", ANNA)], set()),
        ([("22 8Б", SHORT), ("23 9А", SHORT)], set()),
        # A protocol that leaves the letter out.
        ([("22 9", ANNA), ("22 9А", ANNA)], {(1, 2)}),
        (
            [("21 8А", ANNA), ("22 9", ANNA), ("22 9А", ANNA), ("23 10 соц-эк", ANNA)],
            {(1, 3), (2, 3), (3, 4)},
        ),
        ([("22 9", ANNA), ("22 9А", ANNA), ("22 9Б", ANNA)], set()),
        ([("22 9", ANNA), ("22 9", ANNA), ("22 9А", ANNA)], set()),
        ([("22 9", SHORT), ("22 9А", ANNA)], set()),
        ([("22 1", ANNA), ("22 10А", ANNA)], set()),
        # A year missed, a year repeated, a grade jumped.
        ([("22 5А", ANNA), ("24 7А", ANNA)], set()),
        ([("22 5А", ANNA), ("23 5А", ANNA)], set()),
        ([("22 5А", ANNA), ("23 7А", ANNA)], set()),
        # One letter, another order of words.
        ([("22 5А", "белова наталья игоревна"), ("23 6А", "белова наталия игоревна")], set()),
        ([("22 5А", ANNA), ("23 6А", "анна белова игоревна")], set()),
    ],
)
def test_only_what_is_certain_is_joined(names, expected) -> None:
    assert pairs(*names) == expected


def test_a_short_name_beside_the_full_one_in_a_file_is_a_namesake() -> None:
    told = Told(lists={frozenset((1, 2))})
    assert pairs(("22 5А", ANNA), ("22 5А", SHORT), told=told) == set()


def test_a_transfer_inside_a_year_needs_an_end_and_a_start() -> None:
    names = [("22 5А", ANNA), ("22 5Б", ANNA)]
    assert pairs(*names) == set()
    assert pairs(*names, told=Told(moves={(2, 1)})) == {(1, 2)}


def test_a_transfer_is_doubtful_where_a_neighbouring_year_knows_two() -> None:
    told = Told(moves={(1, 2)})
    names = [("22 5А", ANNA), ("22 5Б", ANNA)]
    assert pairs(*names, ("23 6А", ANNA), told=told) == {(1, 2), (1, 3), (2, 3)}
    assert pairs(*names, ("23 6А", ANNA), ("23 6Б", ANNA), told=told) == {(1, 3), (2, 4)}
    assert pairs(*names, ("22 7В", ANNA), told=told) == set()


def test_a_way_through_three_classes_is_one_pupil_where_every_step_is_certain() -> None:
    way = [("22 5А", ANNA), ("22 5Б", ANNA), ("22 5В", ANNA)]
    assert pairs(*way, told=Told(moves={(1, 2)})) == set()
    assert pairs(*way, told=Told(moves={(3, 1), (1, 2), (3, 2)})) == {(1, 3), (1, 2)}
