"""The pieces of one work: a form in two parts has two sheets, its participants joined by their codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

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

    def where(self, holds: Callable[[Cell], bool]) -> NDArray[np.bool_]:
        """Return for each row whether its cell is such."""
        return np.array([holds(cell) for cell in self.distinct], dtype=bool)[self.at]


@dataclass
class Piece:
    """One sheet of a work; `numbers` are the work's participants in the order of the sheet's rows."""

    table: Table
    people: People
    numbers: list[int] = field(default_factory=list)
    _coded: dict[int, Coded] = field(default_factory=dict, init=False, repr=False)

    def column(self, index: int) -> Coded:
        """Return a column of the real rows; a region's has few distinct cells and many rows."""
        if index not in self._coded:
            cells = [row[index] for row in self.people.rows]
            codes = {cell: code for code, cell in enumerate(dict.fromkeys(cells))}
            at = np.fromiter(map(codes.__getitem__, cells), dtype=np.intp, count=len(cells))
            self._coded[index] = Coded(list(codes), at)
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
        is_continued = self._goes_on(piece)
        taken = set() if is_continued else set(self.participants)
        people, column = piece.people, piece.table.columns["code"][0]
        for k, (school, code) in enumerate(zip(people.schools, people.codes, strict=True)):
            key = (school.code, code)
            seen[key] += 1
            count = seen[key]
            if key in taken or count > 1:
                while (school.code, f"{code} ({max(count, 2)})") in taken:
                    count = max(count, 2) + 1
                findings.add("code_twice", piece.table.sheet.name, people.at[k], column, value=code)
                key = (school.code, f"{code} ({max(count, 2)})")
            number = self.participants.setdefault(key, len(self.participants))
            piece.numbers.append(number)
        self.pieces.append(piece)

    def _goes_on(self, piece: Piece) -> bool:
        """Say whether a sheet has other tasks of the same participants, not other participants."""
        known = {task.code for p in self.pieces for task in p.table.tasks.values()}
        return known.isdisjoint(task.code for task in piece.table.tasks.values())
