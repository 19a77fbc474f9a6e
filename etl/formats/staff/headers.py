"""Which column of a table is which field: the words of `warehouse/staff/*.toml` against the labels."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import cache, lru_cache

from etl.formats.registers.table import Column
from etl.formats.registers.words import Vocabulary, Words, fits
from etl.names import subject_key
from warehouse.staff.registers import Field, Register, other_tables, registers

PEOPLE = ("teacher", "plain", "first_name", "patronymic")
CARDS, LESSONS = "staff", "observations"
_NUMBER_SIGN = re.compile(r"№|\bNo\b")  # cleaning makes «No» of «№»
LEAST_FIELDS = 3  # columns that make a form of answers a register
EXACT = 1000  # what a label word for word weighs: more than any pattern has letters


@lru_cache(maxsize=16384)
def folded(text: str) -> str:
    """Return a label for comparison, as subjects are folded; «Ф. И. О.» is «фио», «№» is «номер»."""
    return f" {subject_key(_NUMBER_SIGN.sub(' номер ', text))} ".replace(" ф и о ", " фио ").strip()


class Headers(Vocabulary):
    """The words over people, folded in the manner of the registers."""

    def _look_up(self, labels: tuple[str, ...]) -> str:
        return next((name for own in spelled(labels) for name, listed in self._words
                     if fits(own, listed)), "")  # fmt: skip


@lru_cache(maxsize=8)
def _headers(words: tuple[tuple[str, tuple[str, ...]], ...]) -> Headers:
    return Headers(words)


def headers(words: Words) -> Headers:
    """Return the vocabulary of a format's words over people, one for all files."""
    return _headers(tuple((name, tuple(listed)) for name, listed in words.items()))


@lru_cache(maxsize=16384)
def spelled(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Return how the labels of a column may be read: together, and the lowest alone."""
    if not labels:
        return ()
    return tuple(dict.fromkeys((folded(" ".join(labels)), folded(labels[-1]))))


@dataclass(frozen=True)
class Fit:
    """A table read as one of the tables of the staff.

    `places` are fields → columns, `missing` the labels of required fields without a column, `exact` how
    many labels are word for word those of the form; `more` counts columns that fit beside the fields,
    `spare` are further columns of days for a field.
    """

    target: Register
    places: Mapping[str, int]
    missing: tuple[str, ...]
    exact: int
    more: int = 0
    spare: Mapping[str, tuple[int, ...]] = dataclass_field(default_factory=dict)

    @property
    def weight(self) -> tuple[int, int]:
        """By what fits are compared: columns explained, then whether every label is that of the form."""
        return len(self.places) + self.more, int(self.exact == len(self.places))


@cache
def targets() -> Mapping[str, Register]:
    """Return every table of the staff that a file may hold, by id."""
    return {**registers(), **other_tables()}


def fit(target: Register, columns: Sequence[Column]) -> Fit:
    """Return how a header reads as a table: each column goes to the field it names most closely.

    Of several columns for one field the one that the field prefers is taken (the order of its words);
    another looks for its next field.
    """
    free = [
        column for column in columns if column.labels and column.means not in (*PEOPLE, "ignore")
    ]
    asked = {column.index: _wishes(target, column) for column in free}
    taken: dict[str, tuple[int, int]] = {}
    waiting = [column.index for column in free]
    while waiting:
        index = waiting.pop(0)
        if not asked[index]:
            continue
        _, name, rank = asked[index].pop(0)
        holder = taken.get(name)
        if holder is None or (rank, index) < holder:
            taken[name] = (rank, index)
            waiting += [holder[1]] if holder else []
        else:
            waiting.append(index)
    held = {index for _, index in taken.values()}
    spare = {
        field.name: tuple(
            sorted(c.index for c in free if c.index not in held and _is_day_of(field, c))
        )
        for field in target.fields
        if field.type == "date" and field.name in taken
    }
    missing = tuple(f.label for f in target.fields if f.required and f.name not in taken)
    exact = sum(rank < 0 for rank, _ in taken.values())
    return Fit(
        target, {name: index for name, (_, index) in taken.items()}, missing, exact, spare=spare
    )


def registers_of(labels: Sequence[str]) -> frozenset[str]:
    """Return the registers whose fields all labels are, but one at the most: a form may be how one is kept."""
    columns = [Column(n, (label,)) for n, label in enumerate(labels)]
    found = (fit(target, columns) for target in registers().values())
    least = max(LEAST_FIELDS, len(labels) - 1)
    return frozenset(
        one.target.register for one in found if not one.missing and len(one.places) >= least
    )


def _is_day_of(field: Field, column: Column) -> bool:
    return _closeness(field, spelled(column.labels))[0] > 0


def _wishes(target: Register, column: Column) -> list[tuple[int, str, int]]:
    """Return (minus closeness, field, rank among its words) of the fields a column may be, closest first."""
    found = []
    for place, field in enumerate(target.fields):
        closeness, rank = _closeness(field, spelled(column.labels))
        if closeness:
            found.append((-closeness, place, field.name, rank))
    return [(minus, name, rank) for minus, _, name, rank in sorted(found)]


def _closeness(field: Field, labels: Sequence[str]) -> tuple[int, int]:
    """Return how closely a label names a field (0: not at all) and by which of its words (-1: its own)."""
    if folded(field.label) in labels:
        return EXACT, -1
    hits = [
        (len(word.replace("*", "")) + 1, -rank)
        for rank, word in enumerate(field.headers)
        for own in labels
        if fits(own, (word,))
    ]
    closeness, rank = max(hits, default=(0, 0))
    return closeness, -rank
