"""What a title or a file's name says of a work: «Форма сбора результатов Математика 5 класс ВПР 2026»."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from etl.formats.matrix.words import subject_name
from etl.names import clean, fold
from etl.names import school_year as year_in

_GRADE = re.compile(
    r"(?<![\d.,])(1[01]|[1-9])\s*[-–]?\s*(?:е|ых|го|й)?\s*(?:класс|кл(?![а-я]))[а-я]*\.?"
)
_PROGRAMME = re.compile(r"по программе\s+(?:за\s+)?(1[01]|[1-9])(?!\d)")
_YEAR = re.compile(r"(?<!\d)(20[1-4]\d)(?!\d)")
_DAY = re.compile(r"(?<!\d)\d{1,2}\.\d{1,2}\.(?:20)?\d\d(?!\d)")
_ENDING = re.compile(r"\.(?:xlsx?|xlsm|ods|csv|html?)$", re.IGNORECASE)


class Title(NamedTuple):
    """What a title says of a work; a field is "" or 0 where it does not say.

    `kind` as in `works` (vpr, oge, …); `subject` as printed; `grade` of the work; `school_year`
    such as "2025/26".
    """

    kind: str = ""
    subject: str = ""
    grade: int = 0
    school_year: str = ""


@cache
def words() -> Mapping[str, Any]:
    """Return the tables of `words.toml`."""
    text = (files("etl.formats.works") / "words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=1024)
def title_of(text: str) -> Title:
    """Return what a title, a sheet's name or a file's name says of a work."""
    text = clean(_ENDING.sub("", text).replace("_", " "))
    kind = kind_of(text)
    grade = _PROGRAMME.search(text.casefold()) or _GRADE.search(text.casefold())
    subject = subject_in(text)
    named = int(grade[1]) if grade else _grade_after(text, subject)
    return Title(kind, subject, named, school_year_in(text, kind))


def kind_of(text: str) -> str:
    """Return the kind of work that a text names, "" where it names none."""
    folded = fold(text)
    found = (kind for kind, patterns in words()["kinds"].items()
             if any(re.search(rf"(?<![а-я]){p}", folded) for p in patterns))  # fmt: skip
    return str(next(found, ""))


def school_year_in(text: str, kind: str = "") -> str:
    """Return the school year that a title names: «2025/26», or that of the spring of «ВПР 2026».

    The ВПР of some years were sat in autumn (`autumn` of `words.toml`): those belong to the year
    that begins then, as does a work whose title says «осень».
    """
    if said := year_in(text):
        return said
    year, folded = calendar_year(text), fold(text)
    if not year:
        return ""
    is_autumn = "осен" in folded or (
        kind == "vpr" and year in words()["autumn"]["years"] and "весн" not in folded
    )
    first = year if is_autumn else year - 1
    return f"{first}/{(first + 1) % 100:02d}"


def calendar_year(text: str) -> int:
    """Return the year that a title names alone («ВПР 2026»), 0 where it names none."""
    found = _YEAR.search(_DAY.sub(" ", text))
    return int(found[1]) if found and not year_in(text) else 0


def level_in(text: str) -> str:
    """Return the words by which a work of advanced level is told from the usual one, "" for that."""
    return "углублённый уровень" if "углубл" in fold(text) else ""


def subject_in(text: str) -> str:
    """Return the subject that a text names, as printed: the longest run of its words that is one."""
    parts = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)?", text)
    for length in range(min(len(parts), 5), 0, -1):
        for first in range(len(parts) - length + 1):
            run = " ".join(parts[first : first + length])
            if len(run) > 2 and subject_name(run):
                return run
    return next((full for part in parts if (full := words()["short"].get(part.casefold()))), "")


def _grade_after(text: str, subject: str) -> int:
    """Return a grade that stands right beside the subject: «Математика 5», «МА 4»."""
    begin = text.find(subject) if subject else -1
    near = text[begin + len(subject) :] if begin >= 0 else text
    found = re.match(r"\D{0,3}(1[01]|[1-9])(?![\d.])", near) or re.match(
        r"(?:.*\s)?[А-Яа-я]{2,3}\s(1[01]|[1-9])(?![\d.])", near
    )
    return int(found[1]) if found else 0
