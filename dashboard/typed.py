"""What a person may have meant by what was typed: another keyboard layout, Latin look-alikes, ё as е."""

from __future__ import annotations

import re

from etl.names import LOOK_ALIKES, fold

LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.~{}:\"<>"
CYRILLIC = "ёйцукенгшщзхъфывапролджэячсмитьбюёхъжэбю"
LAYOUT = str.maketrans(LATIN + LATIN.upper(), CYRILLIC + CYRILLIC.upper())
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """Return the words of a text for comparison: «Семёнов-Тянь, 7Б» → семенов, тянь, 7б."""
    return _WORD.findall(fold(text))


def searchable(*texts: str) -> str:
    """Return texts as `meant` looks into them: a space before every word."""
    return "".join(f" {word}" for text in texts for word in words_of(text))


def meant(typed: str) -> list[list[str]]:
    """Return the readings of what was typed, each a list of prefixes, the likeliest first.

    Without a Cyrillic letter in it, the keys of the other layout («7,» → 7б, «bdfyjd» → иванов); as
    it stands; Latin look-alikes as Cyrillic («7B» → 7в). Each also as one word («7 б» → 7б).
    """
    other = [] if _CYRILLIC.search(typed) else [typed.translate(LAYOUT)]
    readings = []
    for text in (*other, typed, typed.upper().translate(LOOK_ALIKES)):
        found = words_of(text)
        for reading in (found, ["".join(found)]):
            if any(reading) and reading not in readings:
                readings.append(reading)
    return readings


def fits(reading: list[str], text: str) -> bool:
    """Tell whether every prefix of a reading begins some word of a `searchable` text."""
    return all(f" {prefix}" in text for prefix in reading)
