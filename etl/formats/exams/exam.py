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
_KINDS = {
    "oge": r"огэ|основн\w*\s+государственн\w*\s+экзамен\w*",
    "ege": r"егэ|един\w*\s+государственн\w*\s+экзамен\w*",
    "gve": r"гвэ|государственн\w*\s+выпускн\w*\s+экзамен\w*",
}
_KIND = re.compile(
    rf"(?<!\w)(?:{'|'.join(f'(?P<{kind}>{words})' for kind, words in _KINDS.items())})(?!\w)"
    r"(?:-?\s?(?P<grade>\d{1,2})(?!\d))?",
    re.IGNORECASE,
)
_FORM = re.compile(r"(?<!\w)(?:письменн|устн)\w*(?:\s+(?:форм|экзамен|част)\w*)?", re.IGNORECASE)
_EMPTY = re.compile(r"[(\[][\s,;]*[)\]]")
UNSURE = (
    "?"  # a text names ГВЭ beside another exam: its pupils are never taken for those of that one
)


class Exam(NamedTuple):
    """An exam as far as a line says it: an empty field, 0 or None is not said.

    `grade` is said of ГВЭ only, which both the ninth and the eleventh grade sit.
    """

    code: str = ""
    subject: str = ""
    held_on: date | None = None
    kind: str = ""
    grade: int = 0


def exam_of_line(text: str) -> Exam | None:
    """Return the exam of «12 - Обществознание 2026.07.03», None where a text is no such line."""
    return _exam(LINE.match(clean(text)))


def exam_of_cell(text: str) -> Exam | None:
    """Return the exam of «Математика(2026.06.02)» or of a line."""
    return _exam(CELL.match(clean(text))) or exam_of_line(text)


def exam_of_file(name: str) -> Exam:
    """Return what a file's name says: «01_2025.06.09.csv» gives a code and a day and no subject."""
    bare = name.replace("\\", "/").rsplit("/", 1)[-1].replace("_", " ")
    found = _exam(FILE.search(_KIND.sub(" ", bare))) or Exam()
    return found._replace(kind=kind_of(bare), grade=gve_grade(bare))


def kind_of(text: str) -> str:
    """Return oge, ege or gve where a text names one of them alone, "" where none or several.

    UNSURE where ГВЭ is one of several.
    """
    found = {kind for named in _KIND.finditer(text) for kind in _KINDS if named[kind]}
    if len(found) > 1:
        return UNSURE if "gve" in found else ""
    return found.pop() if found else ""


def is_basic(subject: str) -> bool:
    """Say whether an exam of ЕГЭ gives a mark instead of test points: basic mathematics."""
    return "базов" in fold(subject)


def _exam(found: re.Match[str] | None) -> Exam | None:
    if found is None:
        return None
    code, subject, *day = found.groups()
    try:
        held_on = date(*map(int, day))
    except ValueError:
        return None
    said = subject or ""
    kind = kind_of(said)
    bare = _KIND.sub(" ", said)
    bare = _FORM.sub(" ", bare) if kind == "gve" else bare
    bare = clean(_EMPTY.sub(" ", bare)).strip(" _.,-")
    return Exam(code or "", bare, held_on, kind, gve_grade(said))


def gve_grade(text: str) -> int:
    """Return the grade that «ГВЭ-9» or «ГВЭ-11» names, 0 where none."""
    grades = {int(m["grade"]) for m in _KIND.finditer(text) if m["gve"] and m["grade"]}
    return grades.pop() if len(grades) == 1 and grades <= {9, 11} else 0
