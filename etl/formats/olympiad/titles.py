"""What the lines above a protocol and the file's name say: subject, stage, day, school year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from etl.days import parse_day
from etl.names import clean, fold
from warehouse.subjects import subject_key

STAGES = {"школьн": "school", "муниципальн": "municipal", "региональн": "regional",
          "республиканск": "regional", "заключительн": "final"}  # fmt: skip
STAGE_NAMES = (("school", "школьный"), ("municipal", "муниципальный"), ("regional", "региональный"),
               ("final", "заключительный"))  # fmt: skip
_SHORT = {"шэ": "school", "мэ": "municipal", "рэ": "regional", "зэ": "final"}
_STAGE = re.compile(
    rf"({'|'.join(STAGES)})\w*\s+(?:\([^)]*\)\s*)?(?:\w+\s+)?этап|этап\w*[:\s—–-]+({'|'.join(STAGES)})"
)
_SHORT_STAGE = re.compile(r"(?<![а-я])(шэ|мэ|рэ|зэ)(?![а-я])")
_DAY = re.compile(r"(?<!\d)(?:\d{1,2}\.\d{1,2}\.(?:20)?\d{2}|20\d\d[.\-]\d{2}[.\-]\d{2})(?!\d)")
_MOST = re.compile(
    r"макс\w*\.?\s+(?:возможн\w+\s+)?(?:количество\s+)?балл\w*\D{0,6}(\d{1,3})(?!\d)"
)
_BY = re.compile(r"(?<!\w)по(?!\w)(?:\s+(?:общеобразовательному\s+)?предмету)?")
LONGER = 3  # letters by which a case ending may lengthen a word


def stage_of(text: str, alone: bool = False) -> str:
    """Return the stage a text names; `alone` in a cell that holds nothing but a stage."""
    folded = fold(text)
    found = _STAGE.search(folded)
    if found:
        return STAGES[found[1] or found[2]]
    short = _SHORT_STAGE.search(folded)
    if short:
        return _SHORT[short[1]]
    named = (stage for stem, stage in STAGES.items() if stem in folded)
    return next(named, "") if alone else ""


def day_of(text: str) -> date | None:
    """Return the first day a text names: «15.11.2025», «2025.11.15», «2025-11-15»."""
    for found in _DAY.findall(text):
        iso = re.fullmatch(r"(20\d\d)[.\-](\d\d)[.\-](\d\d)", found)
        day = parse_day("-".join(iso.groups()) if iso else found)
        if day:
            return day
    return None


def most_of(texts: Iterable[str]) -> float | None:
    """Return the maximum that the lines state, None where they state none or several."""
    found = {float(most) for text in texts for most in _MOST.findall(fold(text))}
    return found.pop() if len(found) == 1 else None


def subject_of(text: str, known: Mapping[str, str]) -> str:
    """Return the subject that a text names in whatever case: «по русскому языку» → Русский язык.

    `known` leads from the key of a subject's name to the subject; the longest name is taken.
    """
    names = [name for name in sorted(known, key=lambda name: -len(name)) if len(name) > LONGER]
    before, *after = _BY.split(fold(clean(text)))
    for tail in reversed(after):
        told = tuple(subject_key(tail).split())
        found = next((name for name in names if _begins(told, tuple(name.split()))), "")
        if found:
            return known[found]
    told = tuple(subject_key(before).split())
    return next((known[name] for name in names if _holds(told, tuple(name.split()))), "")


def _holds(told: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return any(_begins(told[i:], name) for i in range(len(told) - len(name) + 1))


@lru_cache(maxsize=65536)
def _begins(told: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return len(told) >= len(name) and all(map(_is_one, told, name))


def _is_one(told: str, word: str) -> bool:
    if len(word) <= LONGER:
        return told == word
    return told.startswith(word[: max(LONGER, len(word) - 2)]) and abs(len(told) - len(word)) <= 2
