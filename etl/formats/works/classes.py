"""Classes as works name them: a letter in some eighty spellings, a name, or a number in order."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from etl.cells import cell_text
from etl.grid import Cell
from etl.names import class_name, clean, fold

_NONE = re.compile(r"нету?(?![а-я])|без\s+(?:литер|букв)|не\s*(?:указ|име)|-+$|\.$|$")
_WORD = re.compile(r"\b(?:класс|кл)\b\.?", re.IGNORECASE)
_SETTLEMENT = re.compile(r"(?:с|п|д|х|ст|пос|дер|пгт)\.\s*[а-я]{3}")
_APART = re.compile(r"^(\d{1,2})\s*[\\/,.:;]+\s*(?=[^\W\d])")
_BRACKETS = re.compile(r"^(\d{1,2})?\s*\(\s*([^\W\d])\s*\)$")
_GRADES = {"1": 11, "2": 10}  # codes of the oldest begin with what the youngest do not use
_AROUND = " «»\"„“”'`.,-–("
_CODE = re.compile(r"([1-9])\d{3,4}(?!\d)")


class PrintedClass(NamedTuple):
    """A class as printed: its grade (0 where neither it nor the caller says), its name or ""."""

    grade: int
    class_name: str


@lru_cache(maxsize=16384)
def class_of(cell: Cell, grade: int) -> PrintedClass:
    """Return the class that a cell names in a grade: «а», `"Б"`, «6 б», «Б(1)» → 6Б and so on.

    «нет», an empty cell and a bare number name no class. A word that is no letter stays a word of the
    name: «филиал» → «6 филиал», «с. Лесное» → «6 с. лесное». A grade beside a letter goes before the
    caller's; a number alone may be anything and goes after it.
    """
    text = clean(_WORD.sub(" ", cell_text(cell).replace("_", " ")))
    text = _BRACKETS.sub(r"\1\2", _APART.sub(r"\1 ", text))
    bare = text.strip(_AROUND)
    if _NONE.match(fold(bare)):
        return PrintedClass(grade, "")
    if _SETTLEMENT.match(fold(bare)):
        return PrintedClass(grade, f"{grade} {bare.lower()}" if grade else "")
    if not bare[0].isdigit():
        text = f"{grade} {text.lstrip(_AROUND)}" if grade else ""
    found = class_name(re.sub(r"(?<=\d)\.0\b", "", text))
    if not found:
        return PrintedClass(grade, "")
    own, name = found
    if re.fullmatch(r"\d+(?:[.,]0)?", bare):
        return PrintedClass(grade or own, "")
    name = re.sub(r"\s*\bнет\b.*", "", name)
    return PrintedClass(own, "" if name == str(own) else name)


@lru_cache(maxsize=65536)
def grade_of_code(code: str) -> int:
    """Return the grade that a participant's code begins with: 50001 → 5, 2017 → 10, 1003 → 11; else 0."""
    found = _CODE.match(code)
    return _GRADES.get(found[1], int(found[1])) if found else 0


def ordinal_of(cell: Cell) -> int:
    """Return the number in order of a class («2», 2.0), 0 where the cell holds none."""
    text = clean(cell_text(cell))
    found = re.fullmatch(r"(\d{1,2})(?:[.,]0)?", text)
    return int(found[1]) if found else 0
