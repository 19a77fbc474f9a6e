"""Columns of a form: what each is, by its words and by what stands below them."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from etl.cells import cell_text
from etl.formats.matrix.people import has_patronymic, person
from etl.formats.matrix.words import key
from etl.formats.registers.words import fits
from etl.formats.surveys.moments import are_moments
from etl.grid import Cell
from etl.names import class_name, clean, subject_key
from warehouse.surveys.matching import Asked

MOST = 0.6  # share of cells that make a column of names, of classes or of addresses
MOST_APART = 0.8  # share of different texts in a column of names
LONG = 20  # letters from which a label is a question
NAMES = ("name", "surname", "first_name", "patronymic")
QUESTION = "question"
_GRID = re.compile(r"(?s)(.*\S)\s*\[([^\[\]]+)\]\s*")
_SLASHED = re.compile(r"(?s)(.{10,}?)\s+/\s+(.+)")
_OF_TEST = re.compile(r"\d+(?:[.,]\d+)?\s*/\s*\d+")


@dataclass(frozen=True)
class Column:
    """One column: zero-based `index`, its label as printed, the row of a grid, the folded words, its role.

    Roles: moment, id, name (surname, first_name, patronymic), code, class, private (addresses: never
    kept), skip, question.
    """

    index: int
    header: str
    grid_row: str
    question_key: str
    role: str
    cells: tuple[Cell, ...]

    def text(self, row: int) -> str:
        """Return the cell of a row of the body as the text that is kept."""
        cell = self.cells[row]
        return cell_text(cell).strip() if cell != "" else ""

    @property
    def has_label(self) -> bool:
        """Say whether the form itself names the column."""
        return self.header != unlabelled(self.index)

    @property
    def asked(self) -> Asked:
        """Return the column as the matching of questions takes it."""
        return Asked(self.question_key, self.grid_row, self.header, self.role == QUESTION)


@cache
def words() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Return the tables of `words.toml`."""
    text = (files("etl.formats.surveys") / "words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def columns_of(header: Sequence[Cell], body: Sequence[Sequence[Cell]]) -> list[Column]:
    """Return the columns of a form that have a label or anything below it."""
    found = []
    for index in range(max([len(header), *(len(row) for row in body)])):
        label = _label(header, index)
        cells = tuple(row[index] if index < len(row) else "" for row in body)
        if label or any(cell != "" for cell in cells):
            label = label or unlabelled(index)
            found.append(Column(index, label, "", subject_key(label), role_of(label, cells), cells))
    return _unique(_with_grids(_one_moment(found)))


def unlabelled(index: int) -> str:
    """Return what a column without a label is called."""
    return f"Столбец {index + 1} без названия"


def role_of(label: str, cells: Sequence[Cell]) -> str:
    """Return what a column is: by its words first, else by what its cells look like."""
    folded = key(label)
    filled = [clean(cell_text(cell)) for cell in cells if cell != ""]
    said = next((role for role, listed in words()["columns"].items() if fits(folded, listed)), "")
    if said == "class" and _share(filled, _is_class) < MOST:
        said = ""
    if said == "moment" and filled and not are_moments(cells) and len(folded) > LONG:
        said = ""
    return said or _role_by_shape(label, filled)


def is_question(label: str) -> bool:
    """Say whether a label is asked of people: long, or with a question mark."""
    return "?" in label or len(label) > LONG


def is_scale(cells: Sequence[Cell]) -> bool:
    """Say whether a column holds points or few wordings that many people share."""
    filled = [clean(cell_text(cell)) for cell in cells if cell != ""]
    if not filled:
        return False
    if all(text.isdigit() and int(text) <= 10 for text in filled):
        return True
    return len(set(filled)) * 2 <= len(filled) and len(set(filled)) <= 9


def _role_by_shape(label: str, filled: Sequence[str]) -> str:
    if _share(filled, lambda text: "@" in text and " " not in text) >= MOST:
        return "private"
    if _share(filled, lambda text: _OF_TEST.fullmatch(text) is not None) == 1:
        return "skip"
    if _share(filled, _is_full_name) >= MOST:
        return "name"
    return "name" if not is_question(label) and _are_short_names(filled) else QUESTION


def _are_short_names(filled: Sequence[str]) -> bool:
    """Say whether cells under a short label are names without a patronymic: no two people are alike."""
    are_apart = len(set(filled)) >= MOST_APART * len(filled)
    return are_apart and len(filled) > 1 and _share(filled, _is_short_name) >= MOST


@lru_cache(maxsize=4096)
def _is_full_name(text: str) -> bool:
    found = person(text)
    return found.sort == "full" and has_patronymic(found.name) and len(found.name.split()) == 3


@lru_cache(maxsize=4096)
def _is_short_name(text: str) -> bool:
    return person(text).sort in ("full", "initials") and len(text.split()) == 2


@lru_cache(maxsize=4096)
def _is_class(text: str) -> bool:
    return len(text) <= 12 and class_name(text) is not None


def _share(filled: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, filled)) / len(filled) if filled else 0.0


def label_of(cell: Cell) -> str:
    """Return a label in one line, its signs as they are: «№» must not become «No»."""
    return " ".join(cell_text(cell).split())


def _label(header: Sequence[Cell], index: int) -> str:
    return label_of(header[index]) if index < len(header) else ""


def _one_moment(columns: Sequence[Column]) -> list[Column]:
    """Return the columns with one moment: the first named so, else the first that looks like one."""
    named = [c for c in columns if c.role == "moment"]
    shaped = (c for c in columns
              if c.role == QUESTION and "?" not in c.header and are_moments(c.cells))  # fmt: skip
    moment = next(iter(named), None) or next(shaped, None)
    return [
        replace(c, role="moment" if c is moment else "skip" if c in named else c.role)
        for c in columns
    ]


def _with_grids(columns: Sequence[Column]) -> list[Column]:
    """Return the columns with their rows of grids: «Вопрос [строка]» where several share the question."""
    cut = {c.index: found for c in columns if c.role == QUESTION
           and (found := _GRID.fullmatch(c.header) or _SLASHED.fullmatch(c.header))}  # fmt: skip
    bases = Counter(found[1] for found in cut.values())
    return [
        replace(c, grid_row=clean(cut[c.index][2]))
        if c.index in cut and bases[cut[c.index][1]] > 1
        else c
        for c in columns
    ]


def _unique(columns: Sequence[Column]) -> list[Column]:
    """Return the columns with keys of their own; one question of two branches keeps one key.

    Branches ask the same in columns that nobody fills both.
    """
    seen: defaultdict[str, list[Column]] = defaultdict(list)
    found = []
    for column in columns:
        twins = seen[column.question_key]
        if twins and any(_both_filled(column, twin) for twin in twins):
            column = replace(column, question_key=f"{column.question_key} {len(twins) + 1}")
        twins.append(column)
        found.append(column)
    return found


def _both_filled(one: Column, other: Column) -> bool:
    pairs = zip(one.cells, other.cells, strict=True)
    return any(first != "" and second != "" for first, second in pairs)
