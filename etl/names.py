"""What a school calls things, brought to one spelling: classes, years, pupils, subjects, periods."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from etl.seeds import pairs
from warehouse.subjects import subject_key as subject_key

LOOK_ALIKES = str.maketrans(dict(pairs("look_alikes")))
_CYRILLIC = re.compile("[А-Яа-яЁё]")
_LETTER = "[А-ЯЁа-яёA-Za-z]"
_CLASS = re.compile(
    rf"(\d{{1,2}})(?!\d)(?:\.0)?\s*[-–]?\s*[«\"„“]*\s*"
    rf"({_LETTER}(?:\s*\(\d\))?(?!{_LETTER}))?[»\"”“]*\s*(.*)"
)
_CLASS_WORD = re.compile(r"\b(?:класс|кл)\b\.?", re.IGNORECASE)
_YEARS = re.compile(r"(?<!\d)(20\d\d)\s*[/\-–—]\s*(20)?(\d\d)(?!\d)")
_TERM = r"(?:четв|чтв|трим|полуг)"
_ORDINAL = r"(\d|i{1,3}|iv|перв|втор|трет|четвер)[а-яё]*(?:-?[а-яё]{1,2})?\.?"
_NUMBERED = re.compile(
    rf"(?<![\w]){_ORDINAL}\s*({_TERM})|({_TERM})[а-яё]*\.?\s*№?\s*(\d|i{{1,3}}|iv)\b"
)
_ORDINALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "перв": 1, "втор": 2, "трет": 3, "четвер": 4}
_SYSTEMS = {"четв": ("q", 4), "чтв": ("q", 4), "трим": ("t", 3), "полуг": ("h", 2)}
_WHOLE_YEAR = (
    (re.compile(r"^(?:гос|гиа|огэ|егэ)"), "state_exam"),
    (re.compile(r"^экз"), "exam"),
    (re.compile(r"^год(?:\b|ов)"), "year"),
    (re.compile(r"^итог(?!.*период)"), "final"),
)


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """Return the text in NFKC with nbsp and runs of white space as one space, trimmed."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return the text for comparison: clean, lower case, ё as е."""
    return clean(text).casefold().replace("ё", "е")


def cyrillic(text: str) -> str:
    """Return the text with Latin look-alikes as Cyrillic where it has Cyrillic letters at all."""
    return text.translate(LOOK_ALIKES) if _CYRILLIC.search(text) else text


@lru_cache(maxsize=65536)
def name_key(full_name: str) -> str:
    """Return what two spellings of one pupil's name share: «Семёнов  И. И.» → «семенов и.и.»."""
    return re.sub(r"\s*([.\-])\s*", r"\1", fold(cyrillic(clean(full_name)))).replace(",", "")


def school_year(text: str) -> str | None:
    """Return "2024/25" from «2024/2025», «2024-25» or «2024–2025 уч. год»; None when there is none."""
    found = _YEARS.search(clean(text))
    if not found or (int(found[1]) + 1) % 100 != int(found[3]):
        return None
    return f"{found[1]}/{found[3]}"


@lru_cache(maxsize=4096)
def class_name(text: str) -> tuple[int, str] | None:
    """Return (grade, name): «5-а» → (5, "5А"), «10 соц-эк» → (10, "10 соц-эк"); None without a grade.

    The tail after the letter is the profile and stays, in lower case; «нет» is no tail.
    """
    found = _CLASS.match(_CLASS_WORD.sub(" ", clean(text)).strip())
    if not found or not 1 <= int(found[1]) <= 11:
        return None
    letter = (found[2] or "").upper().translate(LOOK_ALIKES).replace(" ", "")
    tail = cyrillic(found[3].strip(" «»\"„“”'.,-–_")).lower()
    tail = "" if tail == "нет" else tail
    return int(found[1]), f"{int(found[1])}{letter}" + (f" {tail}" if tail else "")


@lru_cache(maxsize=4096)
def period_code(label: str) -> str | None:
    """Return the period a label names: «I четверть» → q1, «Год. оценка» → year; None when none."""
    text = fold(label)
    found = _NUMBERED.search(text)
    if found:
        letter, most = _SYSTEMS[found[2] or found[3]]
        word = found[1] or found[4]
        number = int(word) if word.isdigit() else _ORDINALS[word]
        return f"{letter}{number}" if 1 <= number <= most else None
    return next((code for pattern, code in _WHOLE_YEAR if pattern.search(text)), None)


def period_name(code: str) -> str:
    """Return a period's name for people: q1 → «1 четверть»."""
    return pairs("period_names").get(code, code).replace(" ", "\N{NO-BREAK SPACE}")


def code_key(code: str) -> str:
    """Return an attendance code or mark word for comparison: upper case, look-alikes as Cyrillic."""
    return clean(code).upper().translate(LOOK_ALIKES)


def attendance_kind(code: str) -> str | None:
    """Return the kind of an attendance code where the file has no legend of its own, or None."""
    return pairs("absence_codes").get(code_key(code))
