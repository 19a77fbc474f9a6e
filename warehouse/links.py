"""Which names are certainly one pupil: pure rules over all the names that are live, whatever came first.

- One class and year: «Фамилия Имя» of one file is the only «Фамилия Имя Отчество» of another.
- The class moved up by a year (5А → 6А): the same full name, the only one in both.
- Another class a year later (9А → 10 соц-эк, 8Б → 9А): the same full name, one pupil in the whole
  school in both years.
- A class without its letter in a protocol (9 beside 9А): the same full name, one pupil of that grade and year.
- A transfer inside a year (5А → 5Б): the same full name, nobody else in the school has it in this year
  or the years beside, and the second class begins where the first one ended.

What a rule does not settle stays two pupils and a doubt (see `doubts.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Protocol

from warehouse.identities import Key, shifted_class
from warehouse.spellings import first_words, is_full

Pair = tuple[Key, Key]
Chain = list[Key] | None


class Evidence(Protocol):
    """What files say of two names besides the letters."""

    def together(self, one: Key, other: Key) -> bool:
        """Tell whether one file lists both, so that they are two pupils."""

    def follows(self, one: Key, other: Key) -> bool:
        """Tell whether the pupil certainly left the class of `one` before coming to that of `other`."""


def certain(keys: Sequence[Key], evidence: Evidence) -> list[Pair]:
    """Return the pairs of keys that are one pupil, the surest first, in the order of the keys."""
    ordered = sorted(keys, key=lambda key: key.order)
    by_name: dict[str, list[Key]] = defaultdict(list)
    for key in ordered:
        if is_full(key.name_key):
            by_name[key.name_key].append(key)
    found = list(_lengths(ordered, evidence))
    for group in by_name.values():
        if len(group) > 1:
            found += _of_one_name(group, evidence)
    return found


def _lengths(keys: Iterable[Key], evidence: Evidence) -> Iterable[Pair]:
    """Give the pairs of one class whose names differ by a patronymic alone and leave no doubt."""
    alike: dict[tuple[str, str, str], list[Key]] = defaultdict(list)
    for key in keys:
        start = first_words(key.name_key)
        if start:
            alike[*key.place, start].append(key)
    for group in alike.values():
        if len(group) == 2 and group[0].name_key != group[1].name_key:
            short, full = sorted(group, key=lambda key: len(key.name_key.split()))
            if (
                len(short.name_key.split()) == 2
                and is_full(full.name_key)
                and not evidence.together(short, full)
            ):
                yield short, full


def _of_one_name(keys: Sequence[Key], evidence: Evidence) -> list[Pair]:
    """Return the certain pairs among the keys of one full name."""
    lettered = dict(_lettered(keys, evidence))
    found = list(lettered.items())
    keys = [key for key in keys if key not in lettered]
    return found + _over_years(keys, evidence)


def _lettered(keys: Sequence[Key], evidence: Evidence) -> Iterable[Pair]:
    """Give the names of a grade without a letter, each with the only pupil of a class it can be."""
    grades: dict[tuple[str, int], list[Key]] = defaultdict(list)
    for key in keys:
        grades[key.school_year, key.grade].append(key)
    for group in grades.values():
        bare = [key for key in group if key.class_name == str(key.grade)]
        classes = [key for key in group if key not in bare]
        way = chain(classes, evidence) if classes else None
        if len(bare) == 1 and way:
            yield bare[0], way[-1]


def _over_years(keys: Sequence[Key], evidence: Evidence) -> list[Pair]:
    years: dict[int, list[Key]] = defaultdict(list)
    for key in keys:
        years[key.first_year].append(key)
    chains = {year: chain(listed, evidence) for year, listed in years.items()}
    found = _moved_up(years)
    united: dict[int, Chain] = {}
    for year, listed in chains.items():
        beside = [chains[y] for y in (year - 1, year + 1) if y in chains]
        is_one = listed is not None and (len(listed) == 1 or all(c is not None for c in beside))
        united[year] = listed if is_one else None
        if listed is not None and is_one:
            found += list(pairwise(listed))
    for year, before in united.items():
        after = united.get(year + 1)
        if before and after and after[0].grade == before[-1].grade + 1:
            found.append((before[-1], after[0]))
    return found


def chain(listed: Sequence[Key], evidence: Evidence) -> Chain:
    """Return the classes of one year in the order a pupil went through them; None if that is not certain."""
    if len(listed) == 1:
        return list(listed)
    is_one_grade = len({key.grade for key in listed}) == 1
    if not is_one_grade or len({key.class_name for key in listed}) < len(listed):
        return None
    way = sorted(listed, key=lambda key: sum(evidence.follows(o, key) for o in listed if o != key))
    return way if all(evidence.follows(a, b) for a, b in pairwise(way)) else None


def _moved_up(years: dict[int, list[Key]]) -> list[Pair]:
    """Return the pairs of a class and the same class a year later where the name is alone in both."""
    found = []
    for year, listed in years.items():
        for key in listed:
            up = shifted_class(key.class_name, 1)
            above = [other for other in years.get(year + 1, []) if other.class_name == up]
            beside = [other for other in listed if other.class_name == key.class_name]
            if year and len(above) == len(beside) == 1:
                found.append((key, above[0]))
    return found
