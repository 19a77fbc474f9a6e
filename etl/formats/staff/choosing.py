"""Which table of the staff a table is: by its title, else by the best fit of its header."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from etl.cells import cell_text
from etl.formats.declaration import Format
from etl.formats.matrix.lines import is_name_cell
from etl.formats.matrix.people import has_patronymic, person
from etl.formats.matrix.words import is_plain_sheet
from etl.formats.registers.table import Column, Layout, Table, tables
from etl.formats.registers.words import fits
from etl.formats.staff.headers import (
    CARDS,
    LESSONS,
    PEOPLE,
    Fit,
    fit,
    folded,
    headers,
    spelled,
    targets,
)
from etl.formats.staff.values import score
from etl.grid import Grid
from etl.names import subject_key
from etl.school import Criterion, School
from warehouse.staff.registers import Register

LEAST_OF_A_CARD = 2  # columns that make a list of people a list of the staff
LEAST_UNKNOWN = 2  # columns of figures beside a visitor that make a table one of lessons
LEAST_NUMBERS = 0.6  # share of a column's cells that are scores
LOOK_BODY = 60
FULL_NAME_WORDS = 3
MOST_COLUMNS = 80  # a wider table is a journal


@dataclass(frozen=True)
class Choice:
    """What a table may be: the fits to choose from (one where it is clear, none where it is not ours).

    `lacking` is the table that its title names and whose columns it has not.
    """

    table: Table
    fits: tuple[Fit, ...]
    signature: str
    lacking: Fit | None = None


@dataclass(frozen=True)
class Criteria:
    """The columns of scores of a table: known ones by column, and those that nobody knows."""

    known: Mapping[int, Criterion]
    unknown: tuple[Column, ...] = ()


def layout_of(fmt: Format) -> Layout:
    """Return how to know the header of a table of the staff."""
    words = headers(fmt.options["columns"])
    people = ("teacher", "plain")
    return Layout(words, _may_be_header, people, (*people, "first_name", "ignore"))


def choices(grid: Grid, fmt: Format, school: School) -> Iterator[Choice]:
    """Give every table of the file that may be ours, with what it may be."""
    layout = layout_of(fmt)
    for sheet in grid.sheets:
        for table in tables(sheet, layout) if not sheet.is_hidden else ():
            choice = _choose(table, grid, fmt.options, school)
            if choice.fits or choice.lacking:
                yield choice


def criteria_of(table: Table, found: Fit, options: Mapping[str, Any], school: School) -> Criteria:
    """Return which columns of a table of lessons are criteria: by their words, else by figures below."""
    free = [c for c in table.columns if c.labels and c.means not in (*PEOPLE, "ignore")
            and c.index not in found.places.values()]  # fmt: skip
    known = {c.index: one for c in free if (one := _criterion(c, school.criteria))}
    unknown = tuple(c for c in free if c.index not in known and _is_scored(table, c)
                    and not any(fits(own, options["no_criteria"]) for own in spelled(c.labels)))  # fmt: skip
    return Criteria(known, unknown)


def _choose(table: Table, grid: Grid, options: Mapping[str, Any], school: School) -> Choice:
    found = [_with_criteria(fit(target, table.columns), table, options, school)
             for target in targets().values()]  # fmt: skip
    signature = signature_of(table)
    marked, named = _named(table, grid.name)
    possible = [one for one in found if _is_possible(one, marked | named)]
    named = _believed(named, table, found, options)
    for told in (marked, named):
        own = [one for one in possible if one.target.register in told]
        if own:
            return Choice(table, tuple(_best(own)), signature)
    is_ours = table.has("teacher") or _has(table, options["of_staff"])
    if not (marked or (is_ours and named)) or not _has_fields(found, marked | named):
        usual = [one for one in possible if _is_of_staff(table, one, options)]
        return Choice(table, tuple(_best(usual)), signature)
    lacking = max((one for one in found if one.target.register in (marked or named)),
                  key=lambda one: one.weight)  # fmt: skip
    return Choice(table, (), signature, lacking)


def _believed(
    named: frozenset[str], table: Table, found: Sequence[Fit], options: Mapping[str, Any]
) -> frozenset[str]:
    """Return what of a title's words holds for a table: a table of pupils is none of ours, and «педагогов»
    beside the name of a register whose columns are there says whose register it is."""
    if _is_of_pupils(table, options):
        is_somebody_else = _has(table, options["absent"]) or table.has("teacher", "plain")
        return frozenset() if is_somebody_else else named & {LESSONS}
    others = [one for one in found if one.target.register in named - {CARDS}]
    return named - {CARDS} if any(len(one.places) > 1 for one in others) else named


def signature_of(table: Table) -> str:
    """Return what two prints of a header share, by which an answer about it is kept."""
    labels = "|".join(folded(" ".join(column.labels)) for column in table.columns if column.labels)
    return hashlib.sha256(labels.encode()).hexdigest()[:16]


def _with_criteria(found: Fit, table: Table, options: Mapping[str, Any], school: School) -> Fit:
    if found.target.register != LESSONS:
        return found
    criteria = criteria_of(table, found, options, school)
    told = "observer" in found.places and len(criteria.unknown) >= LEAST_UNKNOWN
    return replace(found, more=len(criteria.known) or (len(criteria.unknown) if told else 0))


def _is_possible(found: Fit, told: frozenset[str]) -> bool:
    """Say whether a table has what the form requires; lessons need criteria, a card several columns."""
    if found.missing or not found.places:
        return False
    if found.target.register == LESSONS:
        return bool(found.more) or LESSONS in told
    return found.target.register != CARDS or len(found.places) >= LEAST_OF_A_CARD or CARDS in told


def _has_fields(found: Sequence[Fit], told: frozenset[str]) -> bool:
    return any(one.places for one in found if one.target.register in told)


def _is_of_staff(table: Table, found: Fit, options: Mapping[str, Any]) -> bool:
    """Say whether the people of a table whose title says nothing are teachers, and it is not about pupils."""
    if _is_of_pupils(table, options):
        return False
    has_class = found.target.register != LESSONS and _has(table, options["class"])
    return not has_class and (table.has("teacher") or _has(table, options["of_staff"]))


def _is_of_pupils(table: Table, options: Mapping[str, Any]) -> bool:
    """Say whether a table is about pupils: by their column, or by what stands beside a plain «ФИО»."""
    if _has(table, options["absent"]) or table.has("teacher", "plain"):
        return True
    beside = ("absent_plain", "class")
    return not table.has("teacher") and any(_has(table, options[words]) for words in beside)


def _has(table: Table, words: Sequence[str]) -> bool:
    others = (own for c in table.columns if c.means != "teacher" for own in spelled(c.labels))
    return any(fits(own, words) for own in others)


def _best(found: Sequence[Fit]) -> list[Fit]:
    """Return the fits that explain most columns; several where nothing tells them apart."""
    most = max((one.weight for one in found), default=(0, 0))
    return [one for one in found if one.weight == most]


def _named(table: Table, file_name: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the tables that the title is word for word, and those that it names, the nearest first.

    The lines above the table and the name of its sheet come before the name of the file.
    """
    above = [
        cell_text(cell)
        for row in table.sheet.rows[table.begin : table.top]
        for cell in row
        if cell != ""
    ]
    sheet = table.sheet.title or table.sheet.name
    near = [*above, *([] if is_plain_sheet(sheet) else [sheet])]
    marked = frozenset(name for text in near for name in _titled(folded(text)))
    stem = PurePosixPath(file_name.replace("\\", "/")).stem.replace("_", " ")
    named = _in_texts(near) or _in_texts([stem])
    return marked, named


@lru_cache(maxsize=1024)
def _titled(text: str) -> tuple[str, ...]:
    return tuple(name for name, target in targets().items() if folded(target.title) == text)


def named_in(*texts: str) -> frozenset[str]:
    """Return the tables of the staff that texts name."""
    return _in_texts(texts)


def _in_texts(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(name for text in texts for name in _in_text(folded(text)))


@lru_cache(maxsize=1024)
def _in_text(text: str) -> tuple[str, ...]:
    return tuple(
        name
        for name, target in targets().items()
        if any(fnmatchcase(f" {text} ", f"* {word} *") for word in target.names)
    )


def _may_be_header(columns: Sequence[Column]) -> bool:
    """Say whether a row may be a header: people, something we know beside them, and nobody's name."""
    if not any(column.means in ("teacher", "plain") for column in columns):
        return False
    # Every label counts: the row below a body's row may have been taken for a header's second.
    labels = [label for column in columns if not column.means for label in column.labels]
    posts = [label for column in columns if column.means == "teacher" for label in column.labels]
    if any(map(_is_of_body, labels)) or (_are_posts(posts) and any(map(is_name_cell, labels))):
        return False
    is_wide = len(labels) > MOST_COLUMNS
    return not is_wide and any(fit(target, columns).places for target in targets().values())


def _is_of_body(label: str) -> bool:
    """Say whether a label is no label but a figure or somebody's name."""
    if label.replace(".", "").replace(",", "").isdigit():
        return True
    if not is_name_cell(label) or any(_names_field(target, label) for target in targets().values()):
        return False
    is_three = len(label.split()) >= FULL_NAME_WORDS
    return person(label).sort == "initials" or has_patronymic(label) or is_three


def _names_field(target: Register, label: str) -> bool:
    return any(fits(folded(label), field.headers) for field in target.fields)


def _are_posts(labels: Sequence[str]) -> bool:
    """Say whether «учитель» is the post of somebody in a row and no heading: it begins with a small letter."""
    return any(label[:1].islower() for label in labels)


def _criterion(column: Column, known: Sequence[Criterion]) -> Criterion | None:
    """Return the criterion whose words a column bears; a scale or «балл» may follow them."""
    for own in map(subject_key, column.labels[-1:]):
        for one in known:
            if own == one.key or fits(own, (f"{one.key} *",)) or fits(own, (f"[0-9]* {one.key}",)):
                return one
    return None


def _is_scored(table: Table, column: Column) -> bool:
    """Say whether most cells under a column are figures that may be scores."""
    rows = table.sheet.rows[table.first : min(table.end, table.first + LOOK_BODY)]
    cells = [
        row[column.index] for row in rows if column.index < len(row) and row[column.index] != ""
    ]
    scored = [one for cell in cells if not _is_day(cell) and (one := score(cell)) is not None]
    return bool(cells) and len(scored) >= LEAST_NUMBERS * len(cells)


def _is_day(cell: object) -> bool:
    return hasattr(cell, "year")
