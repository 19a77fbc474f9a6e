"""How two pupils' names differ, as far as letters go: keys of `etl.names.name_key` (ё is е there).

Double surnames, «оглы» and «кызы» are words like others: a longer name is a full one.
"""

from __future__ import annotations

import re

FULL_NAME_WORDS = 3
SHORTEST_WORD = 3  # below that a letter more or less is another name


def is_full(name_key: str) -> bool:
    """Tell whether a name has a surname, a first name and a patronymic, none of them an initial."""
    words = name_key.split()
    return len(words) >= FULL_NAME_WORDS and all(len(w) > 1 and "." not in w for w in words)


def first_words(name_key: str) -> str:
    """Return the surname and the first name, "" where there are only initials."""
    words = name_key.split()[:2]
    return " ".join(words) if len(words) == 2 and "." not in words[1] and len(words[1]) > 1 else ""


def skeleton(name_key: str) -> str:
    """Return the letters of a name alone: hyphens, spaces and apostrophes are often lost."""
    return re.sub(r"[^а-яa-z.]", "", name_key)


def initials(name_key: str) -> list[str]:
    """Return what is known of the names after the surname: «белова анна и.» → ["анна", "и"]."""
    return re.findall(r"[^\s.]+", " ".join(name_key.split()[1:]))


def has_initials(name_key: str) -> bool:
    """Tell whether a name after the surname is written by its first letter."""
    return "." in name_key or any(len(word) == 1 for word in name_key.split()[1:])


def likeness(one: str, other: str) -> str:
    """Return how two names may be one: a code, "" where they are two names.

    `same` (with patronymic), `patronymic_missing`, `initials`, `word_order`, `spelling`, `one_letter`.
    """
    if one == other:
        return _likeness_of_equals(one)
    if sorted(one.split()) == sorted(other.split()):
        return "word_order"
    if skeleton(one) == skeleton(other):
        return "spelling"
    if has_initials(one) or has_initials(other):
        return "initials" if _initials_agree(one, other) else ""
    if first_words(one) and first_words(one) == first_words(other):
        lengths = sorted((len(one.split()), len(other.split())))
        if lengths[0] == 2 < lengths[1]:
            return "patronymic_missing"
    return "one_letter" if _one_letter_differs(one.split(), other.split()) else ""


def _likeness_of_equals(name: str) -> str:
    if is_full(name):
        return "same"
    if has_initials(name):
        return "initials"
    return "patronymic_missing" if len(name.split()) > 1 else ""


def _initials_agree(one: str, other: str) -> bool:
    names, others = initials(one), initials(other)
    if one.split()[:1] != other.split()[:1] or not names or not others:
        return False
    return all(
        a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])
        for a, b in zip(names, others, strict=False)
    )


def _one_letter_differs(words: list[str], others: list[str]) -> bool:
    if len(words) != len(others) or len(words) < 2:
        return False
    differing = [(a, b) for a, b in zip(words, others, strict=True) if a != b]
    return len(differing) == 1 and is_one_edit(*differing[0])


def is_one_edit(one: str, other: str) -> bool:
    """Tell whether one letter changed, added, left out or swapped with the next makes one the other."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1 or len(short) < SHORTEST_WORD:
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short)
    )
    rest, tail = short[start:], long[start:]
    if len(short) < len(long):
        return rest == tail[1:]
    return rest[1:] == tail[1:] or (rest[:2] == tail[1::-1] and rest[2:] == tail[2:])
