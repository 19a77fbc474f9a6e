"""Which exam a table is of: the line above its header, an appeal's cell, the name of a CSV."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from etl.names import clean, fold

_DAY = r"(\d{4})[.\-](\d{2})[.\-](\d{2})"
LINE = re.compile(rf"^\s*(\d{{2}})\s*-\s*(.+?)\s+{_DAY}")
CELL = re.compile(rf"^\s*(?:(\d{{2}})\s*-\s*)?(.+?)\s*\(\s*{_DAY}\s*\)")
FILE = re.compile(rf"(?<!\d)(\d{{2}})[_\s-]+(?:(\D+?)[_\s-]+)?{_DAY}(?!\d)")
_KIND = re.compile(r"(?<!\w)(огэ|егэ|гвэ)(?!\w)(?:-?\s?\d{1,2}(?!\d))?", re.IGNORECASE)
KINDS = {"огэ": "oge", "егэ": "ege"}
GRADES = {"oge": 9, "ege": 11}


class Exam(NamedTuple):
    """An exam as far as a line says it: an empty field or None is not said."""

    code: str = ""
    subject: str = ""
    held_on: date | None = None
    kind: str = ""


def exam_of_line(text: str) -> Exam | None:
    """Return the exam of «12 - Обществознание 2026.07.03», None where a text is no such line."""
    return _exam(LINE.match(clean(text)))


def exam_of_cell(text: str) -> Exam | None:
    """Return the exam of «Математика(2026.06.02)» or of a line."""
    return _exam(CELL.match(clean(text))) or exam_of_line(text)


def exam_of_file(name: str) -> Exam:
    """Return what a file's name says: «01_2025.06.09.csv» gives a code and a day and no subject."""
    return (_exam(FILE.search(name.replace("\\", "/").rsplit("/", 1)[-1])) or Exam())._replace(
        kind=kind_of(name)
    )


def kind_of(text: str) -> str:
    """Return oge or ege where a text names one of them and not the other, else ""."""
    found = {KINDS[fold(word)] for word in _KIND.findall(text) if fold(word) in KINDS}
    return found.pop() if len(found) == 1 else ""


def _exam(found: re.Match[str] | None) -> Exam | None:
    if found is None:
        return None
    code, subject, *day = found.groups()
    try:
        held_on = date(*map(int, day))
    except ValueError:
        return None
    bare = clean(_KIND.sub(" ", subject or "")).strip(" _.,-")
    return Exam(code or "", bare, held_on, kind_of(subject or ""))
