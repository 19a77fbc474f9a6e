"""Which register of communities a table is: by its title or its sheet, else by the best fit of its header."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase, translate
from functools import cache, lru_cache
from typing import Any

from etl.cells import cell_text
from etl.formats.declaration import Format
from etl.formats.matrix.words import is_plain_sheet
from etl.formats.registers.table import Column, Layout, Table, tables
from etl.formats.registers.words import Vocabulary, fits
from etl.formats.staff.choosing import named_in
from etl.formats.staff.headers import Fit, fit, folded, spelled
from etl.grid import Grid, Sheet
from etl.names import school_year
from warehouse.communities.declared import COMMUNITY, community_registers

LOOK_ROWS, LOOK_COLUMNS = 40, 60
WITHIN = ("with_members", "with_classes")
LEAST = 2  # fields that make a row a header
LABELLED = re.compile(r"^\s*(?:пос|сообщество)\s*:\s*(.*)$", re.IGNORECASE)
QUOTED = re.compile(r"\b(?:пос|сообществ\w*)\s+[«\"„“]([^«»\"„“”]+)[»\"”“]", re.IGNORECASE)
LABEL = 80  # letters of the longest label


@dataclass(frozen=True)
class Choice:
    """What a table may be: `fits` to choose from; `told` are the registers its title names, `lacking` the
    one it names and whose columns it has not."""

    table: Table
    fits: tuple[Fit, ...]
    told: frozenset[str] = frozenset()
    lacking: Fit | None = None


class Labels(Vocabulary):
    """The labels of all registers, and the few words of the format beside them."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        super().__init__(tuple((name, tuple(listed)) for name, listed in words.items()))

    def _look_up(self, labels: tuple[str, ...]) -> str:
        for own in spelled(labels):
            for name, listed in self._words:
                if fits(own, listed):
                    return name
            if _any_field().fullmatch(own):
                return "field"
        return ""


@lru_cache(maxsize=4)
def _labels(words: tuple[tuple[str, tuple[str, ...]], ...]) -> Labels:
    return Labels(dict(words))


@cache
def _any_field() -> re.Pattern[str]:
    fields = [field for one in community_registers().values() for field in one.fields]
    words = {folded(field.label) for field in fields} | {
        w for field in fields for w in field.headers
    }
    return re.compile("|".join(map(translate, sorted(words))))


def choices(grid: Grid, fmt: Format) -> Iterator[Choice]:
    """Give every table of the file that may be of communities, with what it may be."""
    words = fmt.options["columns"]
    labels = _labels(tuple((name, tuple(listed)) for name, listed in words.items()))
    layout = Layout(labels, _is_header, ("field",), ("field",))
    for sheet in grid.sheets:
        if not sheet.is_hidden and _may_hold(sheet, grid.name, fmt.options):
            for table in tables(sheet, layout):
                if _has(table, fmt.options["absent"]):
                    continue
                choice = _choose(table, grid.name, fmt.options)
                if choice.fits or choice.lacking:
                    yield choice


def is_sure(choice: Choice, grid: Grid, options: Mapping[str, Any]) -> bool:
    """Say whether a table is of communities beyond doubt: it has a column of them, or its title is ours and
    names no register of the staff."""
    if not choice.fits:
        return False
    of_one = _has(choice.table, options["community"]) or community_above(choice.table)
    if of_one and any(one.target.field("community") for one in choice.fits):
        return True
    near = _near(choice.table)
    if any(folded(text) == folded(one.target.title) for text in near for one in choice.fits):
        return True
    is_of_us = any(
        fits(f" {folded(text)} ", options["of_communities"]) for text in (*near, grid.name)
    )
    return bool(choice.told) and is_of_us and not named_in(*near)


def _may_hold(sheet: Sheet, file_name: str, options: Mapping[str, Any]) -> bool:
    """Say quickly whether anything near the top of a sheet is a word of ours: most files have none."""
    words = tuple(options["community"]), tuple(options["of_communities"])
    rows = range(min(len(sheet.rows), LOOK_ROWS))
    texts = [text for row in rows for column, text in sheet.texts(row) if column < LOOK_COLUMNS]
    names = [sheet.title or sheet.name, file_name]
    return any(_is_word(text, *words) for text in (*names, *texts) if len(text) <= LABEL)


@lru_cache(maxsize=16384)
def _is_word(text: str, community: tuple[str, ...], of_communities: tuple[str, ...]) -> bool:
    """Say whether a text is the label of a community, the title of a register, or names one as ours."""
    own = folded(text)
    if fits(own, community) or any(own == folded(r.title) for r in community_registers().values()):
        return True
    return fits(f" {own} ", of_communities) and bool(_in_text(own))


def _is_header(columns: Sequence[Column]) -> bool:
    """Say whether labels are a header: all that some register requires, or several labels of one word for word."""
    labelled = [column for column in columns if column.labels]
    if len(labelled) < LEAST or any(_is_figure(column) for column in labelled):
        return False
    found = [fit(target, columns) for target in community_registers().values()]
    return any(_is_whole(one) or one.exact > LEAST for one in found) or _is_list(found)


def _is_list(found: Sequence[Fit]) -> bool:
    """Say whether a header may be that of a list of communities without days: only its title can tell."""
    return any(one.target.register == COMMUNITY and _is_dateless(one) for one in found)


def _is_whole(found: Fit) -> bool:
    """Say whether a header has what a register requires; of which community it is, a title may say instead."""
    asked = found.target.field("community")
    lacking = set(found.missing) - ({asked.label} if asked else set())
    return not lacking and len(found.places) >= LEAST


def _is_dateless(found: Fit) -> bool:
    """Say whether a header lacks days alone of what a register requires."""
    days = {field.label for field in found.target.fields if field.type == "date"}
    return set(found.missing) <= days and len(found.places) >= LEAST


def _is_figure(column: Column) -> bool:
    return any(label.replace(".", "").replace(",", "").isdigit() for label in column.labels)


def _choose(table: Table, file_name: str, options: Mapping[str, Any]) -> Choice:
    found = [fit(target, table.columns) for target in community_registers().values()]
    whole = [one for one in found if _is_whole(one)]
    has_community = _has(table, options["community"]) or bool(community_above(table))
    near = _near(table)
    marked = frozenset(one.target.register for one in found for text in near
                       if folded(text) == folded(one.target.title))  # fmt: skip
    told = marked or _in_texts(near) or _in_texts([file_name])
    own = _best([one for one in whole if one.target.register in told])
    if own:
        return Choice(table, tuple(own), told)
    # A list of communities often says nothing of when each was founded.
    lists = [one for one in found if one.target.register == COMMUNITY in told and _is_dateless(one)]
    if lists:
        return Choice(table, tuple(lists), told)
    named = [one for one in found if one.target.register in marked and one.places]
    if named:
        return Choice(table, (), told, max(named, key=lambda one: one.weight))
    usual = [one for one in whole if has_community and one.target.field("community")]
    return Choice(table, tuple(_best(usual)), told)


def _best(found: Sequence[Fit]) -> list[Fit]:
    """Return the fits that explain most columns; several where nothing tells them apart."""
    most = max((one.weight for one in found), default=(0, 0))
    return [one for one in found if one.weight == most]


def _near(table: Table) -> list[str]:
    """Return what stands above a table, and the name of its sheet where it says something."""
    rows = table.sheet.rows[table.begin : table.top]
    above = [
        text for row in rows for cell in row if (text := cell_text(cell)) and len(text) <= LABEL
    ]
    sheet = table.sheet.title or table.sheet.name
    return [*above, *([] if not sheet or is_plain_sheet(sheet) else [sheet])]


def _has(table: Table, words: Sequence[str]) -> bool:
    return any(fits(own, words) for column in table.columns for own in spelled(column.labels))


def _in_texts(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(name for text in texts for name in _in_text(folded(text)))


@lru_cache(maxsize=16384)
def _in_text(text: str) -> tuple[str, ...]:
    return tuple(
        name
        for name, one in community_registers().items()
        if text == folded(one.title)
        or any(fnmatchcase(f" {text} ", f"* {word} *") for word in one.names)
    )


def community_above(table: Table) -> str:
    """Return the community that the lines above a table name for all of it: «ПОС: Читаем вместе»,
    «План работы ПОС «Читаем вместе»»."""
    for row in range(table.begin, table.top):
        for column, text in table.filled(row):
            if found := LABELLED.match(text):
                rest = (
                    cell_text(cell) for cell in table.sheet.rows[row][column + 1 :] if cell != ""
                )
                return found[1] or next(rest, "")
            if found := QUOTED.search(text):
                return found[1].strip()
    return ""


def year_above(table: Table) -> str:
    """Return the school year that the lines above a table name, "" where none does."""
    rows = range(table.begin, table.top)
    years = (school_year(text) for row in rows for _, text in table.filled(row))
    return next(filter(None, years), "")


def beside(table: Table, found: Fit, options: Mapping[str, Any]) -> dict[str, int]:
    """Return the columns of a list of communities that say who is in each and which classes it supports."""
    if found.target.register != COMMUNITY:
        return {}
    free = [c for c in table.columns if c.labels and c.index not in found.places.values()]
    return {
        name: column.index
        for name in WITHIN
        for column in reversed(free)
        if any(fits(own, options[name]) for own in spelled(column.labels))
    }


def as_said(choice: Choice, register: str) -> Fit | None:
    """Return the fit that a person chose, None where the table cannot be it."""
    return next((one for one in choice.fits if one.target.register == register), None)
