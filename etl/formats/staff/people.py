"""Who a cell means: one teacher or several, with the surname first."""

from __future__ import annotations

import re

from etl.formats.matrix.people import Person, person, surname_first
from etl.formats.registers.table import Table
from etl.names import clean, fold, name_key

UNSAID = frozenset({"", "-", "–", "—", "нет", "отсутствует"})  # what stands for no patronymic
DITTO = " \n\t\xa0\"'«»-–—/"  # signs that mean the teacher above
_BETWEEN = re.compile(r"\s*[,;\n]\s*|\s+и\s+(?=[А-ЯЁ])")
_INITIALS_FIRST = re.compile(r"([А-ЯЁ]\.)\s*([А-ЯЁ]\.)?\s*([А-ЯЁ][А-ЯЁа-яё\-]+)")
_SIGNS = re.compile(r"^[\d\s.)]+(?=[А-ЯЁ])")


def one(text: str) -> Person:
    """Return the person a text names; «О. П. Лучинина» is «Лучинина О. П.», what follows a comma is a note."""
    whole = _SIGNS.sub("", clean(text))
    if found := _INITIALS_FIRST.fullmatch(whole):
        whole = f"{found[3]} {found[1]}{found[2] or ''}"
    whom = person(whole)
    if whom.sort in ("full", "initials"):
        name = surname_first(whom.name)
        return whom._replace(name=name.title() if name.isupper() else name)
    head, comma, note = whole.partition(",")
    told = person(head)
    return Person(told.name, note.strip(), told.sort) if comma and told.sort == "full" else whom


def several(text: str) -> list[Person]:
    """Return the people of one cell: «Осокин П. Р., Белова А. И.» are two; a text that is none stays whole."""
    listed = [one(piece) for piece in _BETWEEN.split(text) if piece]
    if len(listed) > 1 and all(whom.sort in ("full", "initials") for whom in listed):
        return listed
    return [one(text)]


def teachers_of(table: Table, row: int) -> list[Person]:
    """Return the teachers of a row, whose names stand in one column or in three; none for an empty cell."""
    if table.has("teacher", "first_name") or table.has("plain", "first_name"):
        means = ("teacher" if table.has("teacher") else "plain", "first_name", "patronymic")
        parts = [part for name in means if fold(part := table.text(row, name)) not in UNSAID]
        return [one(" ".join(parts))] if parts else []
    text = str(table.cell(row, people_column(table)))
    return several(text) if text.strip(DITTO) else []


def people_column(table: Table) -> str:
    """Return by what meaning the people of a table are found."""
    return "teacher" if table.has("teacher") else "plain"


def key_of(whom: Person) -> str:
    """Return what two spellings of a teacher's name share."""
    return name_key(whom.name)
