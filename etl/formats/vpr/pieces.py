"""The pieces of one work: a form in two parts has two sheets, its participants joined by their codes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, count
from typing import Any

import numpy as np
from numpy.typing import NDArray

from etl.formats.findings import Findings
from etl.formats.vpr.heading import Heading
from etl.formats.vpr.people import People
from etl.formats.vpr.table import Table
from etl.grid import Cell

Participant = tuple[str, str]  # school code, participant code


@dataclass(frozen=True)
class Coded:
    """A column by its distinct cells: row k holds `distinct[at[k]]`."""

    distinct: list[Cell]
    at: NDArray[np.intp]

    def each(self, read: Callable[[Cell], Any]) -> NDArray[np.object_]:
        """Return for each row what its cell is read as."""
        found = np.empty(len(self.distinct), dtype=object)
        found[:] = [read(cell) for cell in self.distinct]
        return found[self.at]

    def where(self, holds: Callable[[Cell], bool]) -> NDArray[np.bool_]:
        """Return for each row whether its cell is such."""
        return np.array([holds(cell) for cell in self.distinct], dtype=bool)[self.at]


def coded(values: Iterable[Any], count_of_them: int) -> Coded:
    """Return values, of which many are equal, by those that differ."""
    codes: defaultdict[Any, int] = defaultdict(count().__next__)
    at = np.fromiter(map(codes.__getitem__, values), dtype=np.intp, count=count_of_them)
    return Coded(list(codes), at)


@dataclass
class Piece:
    """One sheet of a work; `numbers` are the work's participants in the order of the sheet's rows.

    `goes_on` says that it has further tasks of participants whom earlier sheets have.
    """

    table: Table
    people: People
    numbers: list[int] = field(default_factory=list)
    goes_on: bool = False
    _coded: dict[int, Coded] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def at_numbers(self) -> NDArray[np.intp]:
        """`numbers` as an array; asked for when the piece has joined its work."""
        return np.array(self.numbers, dtype=np.intp)

    @cached_property
    def _whole(self) -> Coded:
        """All cells of the real rows, row after row: a column after another would miss the cache."""
        rows, width = self.people.rows, min(map(len, self.people.rows))
        is_even = all(len(row) == width for row in rows)
        cells = chain.from_iterable(rows if is_even else (row[:width] for row in rows))
        found = coded(cells, width * len(rows))
        return Coded(found.distinct, np.ascontiguousarray(found.at.reshape(-1, width).T))

    def column(self, index: int) -> Coded:
        """Return a column of the real rows; a region's has few distinct cells and many rows."""
        if index not in self._coded:
            at, distinct = self._whole.at[index], self._whole.distinct
            own = np.flatnonzero(np.bincount(at))
            place = np.zeros(own[-1] + 1, dtype=np.intp)
            place[own] = np.arange(len(own))
            self._coded[index] = Coded([distinct[k] for k in own.tolist()], place[at])
        return self._coded[index]


@dataclass
class Work:
    """A work with its pieces; `participants` are in order of their numbers, from 0."""

    heading: Heading
    pieces: list[Piece] = field(default_factory=list)
    participants: dict[Participant, int] = field(default_factory=dict)

    def join(self, piece: Piece, findings: Findings) -> None:
        """Add a sheet: its rows are the participants known by their codes, or new ones.

        A code that one sheet repeats within a school becomes «50001 (2)», a participant of its own.
        """
        seen: Counter[Participant] = Counter()
        piece.goes_on = self._goes_on(piece)
        people, column = piece.people, piece.table.columns["code"][0]
        keys = [(s.code, c) for s, c in zip(people.schools, people.codes, strict=True)]
        if len(set(keys)) == len(keys) and (
            piece.goes_on or self.participants.keys().isdisjoint(keys)
        ):
            piece.numbers = [self.participants.setdefault(k, len(self.participants)) for k in keys]
            self.pieces.append(piece)
            return
        for k, key in enumerate(keys):
            seen[key] += 1
            time = seen[key]
            if not piece.goes_on:
                time = self._free(key)
            if time > 1:
                findings.add("code_twice", piece.table.sheet.name, people.at[k], column,
                             value=key[1])  # fmt: skip
                key = _again(key, time)
            piece.numbers.append(self.participants.setdefault(key, len(self.participants)))
        self.pieces.append(piece)

    def _free(self, key: Participant) -> int:
        """Return 1 where a participant is new, else the first number that tells it from the others."""
        if key not in self.participants:
            return 1
        return next(time for time in count(2) if _again(key, time) not in self.participants)

    def _goes_on(self, piece: Piece) -> bool:
        """Say whether a sheet has other tasks of the same participants, not other participants.

        The parts of a work may number their tasks anew; their codes are of the same people then.
        """
        known = {task.code for p in self.pieces for task in p.table.tasks.values()}
        own = {task.code for task in piece.table.tasks.values()}
        if known.isdisjoint(own):
            return True
        keys = {(s.code, c) for s, c in zip(piece.people.schools, piece.people.codes, strict=True)}
        return own != known and 2 * len(keys & self.participants.keys()) > len(keys)


def _again(key: Participant, time: int) -> Participant:
    return key[0], f"{key[1]} ({time})"
