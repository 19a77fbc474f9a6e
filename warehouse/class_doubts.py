"""Doubts of one class with another that can be decided at once: each pupil has one match there.

A journal that writes names by their initials asks of every pupil every year; where nobody else can be
meant, the question is one for the class.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from hashlib import sha256

from warehouse.doubts import Doubt
from warehouse.identities import Key
from warehouse.persons import Persons

# A name that is written shorter, in the class where its pupil would be; all else is asked one by one.
REASONS = frozenset({"initials", "patronymic_missing"})
WHERE = frozenset({"same_class", "moved_up"})
FEWEST = 2

Place = tuple[str, str]  # school year, class


@dataclass(frozen=True, slots=True)
class ClassDoubts:
    """The pairs of two classes (or of two spellings of one class) whose match is the only one."""

    one: Place
    other: Place
    doubts: tuple[Doubt, ...]

    @property
    def key(self) -> str:
        """The name of the list: another one as soon as a pair comes or goes."""
        return sha256(" ".join(doubt.key for doubt in self.doubts).encode()).hexdigest()[:16]


def class_doubts(
    found: Persons, doubts: Sequence[Doubt], later: Set[str] = frozenset()
) -> list[ClassDoubts]:
    """Return the lists to decide at once, the newest class first; pairs put off (`later`) stay out.

    `doubts` are all the open ones: a pupil who has a second match anywhere is left to a person.
    """
    partners: dict[int, list[Key]] = defaultdict(list)
    for doubt in doubts:
        for own, partner in ((doubt.one, doubt.other), (doubt.other, doubt.one)):
            partners[found.of(own.pupil_id)].append(partner)
    clear = {person for person, met in partners.items() if _is_one(found, person, met)}
    by_class: dict[tuple[Place, Place], list[Doubt]] = defaultdict(list)
    for doubt in doubts:
        both = {found.of(doubt.one.pupil_id), found.of(doubt.other.pupil_id)}
        if _is_plain(doubt) and both <= clear and doubt.key not in later:
            by_class[doubt.one.place, doubt.other.place].append(doubt)
    lists = [ClassDoubts(*places, tuple(pairs)) for places, pairs in by_class.items()]
    lists = [one for one in lists if len(one.doubts) >= FEWEST]
    return sorted(lists, key=lambda one: (one.other, one.one), reverse=True)


def _is_plain(doubt: Doubt) -> bool:
    return doubt.reason in REASONS and doubt.where in WHERE


def _is_one(found: Persons, person: int, partners: Sequence[Key]) -> bool:
    """Say whether all matches of a pupil are one: one in a year, and all of one other name."""
    years = list(_years(found, partners))
    own = {key.name_key for key in found.rows(person)}
    return len(years) == len(set(years)) and len({key.name_key for key in partners} - own) <= 1


def _years(found: Persons, partners: Sequence[Key]) -> Iterator[str]:
    """Give the school years of the matches, every matched pupil's own."""
    for person in {found.of(key.pupil_id) for key in partners}:
        yield from {key.school_year for key in found.rows(person)}
