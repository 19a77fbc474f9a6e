"""Which pupils may be one, where no rule is certain: pairs for a person to decide.

Names that may be one meet in blocks (same surname and first letter, same letters, same names beside a
surname …) within a cohort, so that a school is not compared with itself pupil by pupil. A pair is no
doubt where a file lists both, where they sit in two classes of one year under different names, or where
somebody has decided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from warehouse.identities import Key, shifted_class
from warehouse.persons import Persons
from warehouse.spellings import initials, likeness, skeleton

LONGEST_GAP = 3
# How two names are alike → where they may be one pupil, and what is proposed there; "" is no proposal.
CANDIDATES = {
    "same": {"overlap": "apart", "same_year": "one", "moved_up": "", "next_year": "one",
             "repeated": "", "gap": "one"},
    "patronymic_missing": {"same_class": "one", "moved_up": "one", "next_year": "", "transfer": "one"},
    "initials": {"same_class": "one", "moved_up": ""},
    "word_order": {"same_class": "one", "moved_up": "one", "next_year": ""},
    "spelling": {"same_class": "one", "moved_up": "one", "next_year": "one"},
    "one_letter": {"same_class": "one", "moved_up": "one", "next_year": ""},
}  # fmt: skip
REASONS = {"overlap": "overlap", "same_year": "same_name_other_class", "moved_up": "namesakes",
           "next_year": "same_name_other_class", "repeated": "repeated_year", "gap": "gap_year"}  # fmt: skip
# The likelier first: of several pairs of rows of two pupils the first reason is said.
WHERE = (
    "same_class",
    "moved_up",
    "transfer",
    "same_year",
    "overlap",
    "next_year",
    "repeated",
    "gap",
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two pupils who may be one, by the rows that raise the question; `one` is the earlier.

    `reason` is `same_name_other_class`, `namesakes`, `overlap`, `repeated_year`, `gap_year`,
    `patronymic_missing`, `initials`, `word_order`, `spelling` or `one_letter`; `where` is one of `WHERE`;
    `proposal` is `one`, `apart` or "".
    """

    one: Key
    other: Key
    reason: str
    where: str
    proposal: str

    @property
    def key(self) -> str:
        """The name of the pair, the same whatever was loaded first."""
        return pair_key(self.one.pupil_id, self.other.pupil_id)


def pair_key(one: int, other: int) -> str:
    """Return the name of a pair of ids."""
    return f"{min(one, other)}-{max(one, other)}"


def doubts(found: Persons) -> list[Doubt]:
    """Return the open doubts by year, class and name of the later row."""
    best: dict[tuple[int, int], Doubt] = {}
    years = _years(found)
    for one, other in _candidates(found):
        people = sorted((found.of(one.pupil_id), found.of(other.pupil_id)))
        pair = (people[0], people[1])
        doubt = _doubt(found, one, other)
        if doubt and doubt.where == "gap" and _is_bridged(one, other, years):
            continue
        if doubt and (pair not in best or _rank(doubt) < _rank(best[pair])):
            best[pair] = doubt
    open_ones = [doubt for pair, doubt in best.items() if not _is_settled(found, *pair)]
    return sorted(open_ones, key=lambda d: (d.other.order, d.one.order))


def _years(found: Persons) -> dict[tuple[str, int], set[int]]:
    """Return the years in which a name of a cohort is listed."""
    years: dict[tuple[str, int], set[int]] = defaultdict(set)
    for key in found.keys.values():
        years[key.name_key, key.first_year - key.grade].add(key.first_year)
    return years


def _is_bridged(one: Key, other: Key, years: dict[tuple[str, int], set[int]]) -> bool:
    """Tell whether the name is listed in a year between, so that the question is asked there."""
    between = range(one.first_year + 1, other.first_year)
    return bool(years[one.name_key, one.first_year - one.grade] & set(between))


def _candidates(found: Persons) -> Iterator[tuple[Key, Key]]:
    """Give pairs of rows of different pupils that share a block, each pair once, the earlier first."""
    blocks: dict[tuple[object, ...], list[Key]] = defaultdict(list)
    for key in found.keys.values():
        if key.grade and key.first_year:
            for block in _blocks(key):
                blocks[block].append(key)
    seen: set[tuple[int, int]] = set()
    for alike in blocks.values():
        for one, other in combinations(sorted(alike, key=lambda key: key.order), 2):
            pair = (one.pupil_id, other.pupil_id)
            if pair not in seen and found.of(pair[0]) != found.of(pair[1]):
                seen.add(pair)
                yield one, other


def _blocks(key: Key) -> Iterator[tuple[object, ...]]:
    """Give the blocks of a name: whatever differs by one word, letter or order shares one."""
    cohort, words = key.first_year - key.grade, key.name_key.split()
    yield "name", key.name_key
    yield "letters", cohort, "".join(sorted(skeleton(key.name_key)))
    rest = initials(key.name_key)
    if rest:
        yield "surname", cohort, words[0], rest[0][0]
    if len(words) > 2:
        yield "names", cohort, words[1], words[2]
        yield "ends", cohort, words[0], words[-1]
    elif len(words) == 2:
        yield "first name", cohort, key.class_name.lstrip("0123456789"), words[1]


def _doubt(found: Persons, one: Key, other: Key) -> Doubt | None:
    alike = likeness(one.name_key, other.name_key)
    if not alike:
        return None
    where = _where(found, one, other, alike)
    if where not in CANDIDATES[alike]:
        return None
    reason = REASONS[where] if alike == "same" else alike
    return Doubt(one, other, reason, where, CANDIDATES[alike][where])


def _where(found: Persons, one: Key, other: Key, alike: str) -> str:
    """Return where two rows stand to each other, "" where one pupil can hardly have both."""
    years, grades = other.first_year - one.first_year, other.grade - one.grade
    if years == 0:
        return _in_one_year(found, one, other, alike) if grades == 0 else ""
    if years == 1 and grades == 1:
        return "moved_up" if shifted_class(one.class_name, 1) == other.class_name else "next_year"
    if years == 1 and grades == 0:
        return "repeated"
    return "gap" if 1 < years <= LONGEST_GAP and grades == years else ""


def _in_one_year(found: Persons, one: Key, other: Key, alike: str) -> str:
    if one.class_name == other.class_name:
        return "same_class"
    files = found.files
    if alike == "same":
        return "overlap" if files.trace(one).meets(files.trace(other)) else "same_year"
    if alike != "patronymic_missing":
        return ""
    return "transfer" if files.follows(one, other) or files.follows(other, one) else ""


def _is_settled(found: Persons, one: int, other: int) -> bool:
    """Tell whether two pupils are known to be two, by a decision or by the files."""
    if found.unions.are_apart(one, other):
        return True
    return any(_are_two(found, a, b) for a, b in _same_years(found, one, other))


def _same_years(found: Persons, one: int, other: int) -> Iterable[tuple[Key, Key]]:
    rows = found.rows(other)
    return ((a, b) for a in found.rows(one) for b in rows if a.school_year == b.school_year)


def _are_two(found: Persons, one: Key, other: Key) -> bool:
    """Tell whether two rows of one year belong to two pupils: in one file, or in two classes at a time.

    One full name in two classes stays a question.
    """
    if one.place == other.place:
        return found.files.together(one, other)
    alike = likeness(one.name_key, other.name_key)
    if alike == "same" and one.grade == other.grade:
        return False
    return alike != "patronymic_missing" or not (
        found.files.follows(one, other) or found.files.follows(other, one)
    )


def _rank(doubt: Doubt) -> tuple[int, tuple[str, str, str, int]]:
    return WHERE.index(doubt.where), doubt.one.order
