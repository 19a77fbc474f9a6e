"""A pupil's name in a list: what is the name, what is a note, whether it is a name at all."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from etl.names import clean, cyrillic

_SPACED_HYPHEN = re.compile(r"^([А-ЯЁ][а-яё]+)\s*[-–—]\s*(?=[А-ЯЁ][а-яё]+\s+[А-ЯЁ])")
_NUMBER = re.compile(r"^\d{1,3}(?:[.)]\s*|\s+)(?=\D)")
_NOTE = re.compile(r"\s*(\(.*|\[.*|\*+.*)$|\s+[-–—]\s+(.*)$")
_TAIL = re.compile(
    r"[\s,;]+((?:выб|прибыл|приб|отчисл|надомн|семейн|перевед|убыл|инклюз|овз|из\s).*)$",
    re.IGNORECASE,
)
_WORD = r"[А-ЯЁ][А-ЯЁа-яё'’\-]*"
_PARTICLE = r"(?:оглы|кызы|оглу|угли|кизи|улы|гызы|заде|де|ван|фон|эль|аль|бек|хан|ибн)"
_FULL = re.compile(rf"{_WORD}(?:\s+(?:{_WORD}|{_PARTICLE})){{1,4}}")
_INITIALS = re.compile(rf"{_WORD}(?:\s+{_WORD})?\s+[А-ЯЁ]\.(?:\s*[А-ЯЁ]\.?)?")
_SINGLE = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?")


class Person(NamedTuple):
    """A name taken apart. `sort`: full, initials, single (one word) or "" when it is no name."""

    name: str
    note: str
    sort: str


@lru_cache(maxsize=65536)
def person(text: str) -> Person:
    """Return the name in a cell of the name column, without its number and its note."""
    whole = _SPACED_HYPHEN.sub(r"\1-", _NUMBER.sub("", cyrillic(clean(text))))
    note = _NOTE.search(whole) or _TAIL.search(whole)
    bare = (whole[: note.start()] if note else whole).strip(" ,;.") if note else whole.strip(" ,;")
    if not note and not _INITIALS.fullmatch(bare):
        bare = bare.rstrip(".")
    said = next((part for part in (note.groups() if note else ()) if part), "")
    return Person(bare, said.strip(" ()[]"), _sort(bare))


def _sort(name: str) -> str:
    if _INITIALS.fullmatch(name):
        return "initials"
    if _FULL.fullmatch(name):
        return "full"
    return "single" if _SINGLE.fullmatch(name) else ""


def surname_first(name: str) -> str:
    """Return a full name with the surname first: «Нина Сергеевна Кораблёва» is «Кораблёва Нина Сергеевна»."""
    match name.split():
        case [first, middle, last] if has_patronymic(middle) and not has_patronymic(last):
            return f"{last} {first} {middle}"
    return name


def has_patronymic(name: str) -> bool:
    """Say whether a name ends as patronymics do."""
    return re.search(r"(?:вич|вна|чна|шна|оглы|кызы)$", name, re.IGNORECASE) is not None
