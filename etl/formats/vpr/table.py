"""The table of participants on a sheet: where its header stands and what each column holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from etl.formats.works.tasks import Task, bare_task, task_header
from etl.grid import Cell, Sheet
from etl.names import fold

HEADER_ROWS = 15  # within which the header stands
_SAYS_POINTS = re.compile(r"балл\w*\s+за\s|a-\d+-grade", re.IGNORECASE)
LEVELS = {"б": "Б", "п": "П", "в": "В"}


@dataclass
class Table:
    """A header found: `columns` by meaning in order from the left, `tasks` by column."""

    sheet: Sheet
    head: int
    columns: dict[str, list[int]] = field(default_factory=dict)
    tasks: dict[int, Task] = field(default_factory=dict)

    def first(self, meaning: str) -> int | None:
        """Return the leftmost column of a meaning, None where there is none."""
        return next(iter(self.columns.get(meaning, ())), None)

    def level(self, column: int) -> str:
        """Return the difficulty that the row over the header states of a task: Б, П, В or ""."""
        above = self.sheet.rows[self.head - 1] if self.head else []
        cell = above[column] if column < len(above) else ""
        return LEVELS.get(fold(cell), "") if isinstance(cell, str) else ""


def table_of(sheet: Sheet, words: Mapping[str, Sequence[str]]) -> Table | None:
    """Return the table of a sheet: a row with a column of codes, tasks and no column of names."""
    for r, row in enumerate(islice(sheet.rows, HEADER_ROWS)):
        if any(isinstance(cell, str) and fold(cell).startswith(("код", "code")) for cell in row):
            found = Table(sheet, r, _columns(row, words), _tasks(row))
            if found.tasks and "code" in found.columns and "absent_name" not in found.columns:
                return found
    return None


def _columns(row: Sequence[Cell], words: Mapping[str, Sequence[str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for c, cell in enumerate(row):
        text = fold(cell) if isinstance(cell, str) else ""
        meaning = next((m for m, listed in words.items() if text and _fits(text, listed)), "")
        if meaning:
            found.setdefault(meaning, []).append(c)
    return found


def _fits(text: str, listed: Sequence[str]) -> bool:
    folded = map(fold, listed)  # which makes «no» of «№», as it does in the label
    return any(
        text == word[:-1] if word.endswith("$") else text.startswith(word) for word in folded
    )


def _tasks(row: Sequence[Cell]) -> dict[int, Task]:
    """Return the tasks of a header; a bare code is one only beside a column that says it holds points."""
    with_max = {c: task for c, cell in enumerate(row) if (task := task_header(cell))}
    if with_max:
        return _with_bare(row, with_max)
    bare: dict[int, Task] = {}
    for c, cell in enumerate(row):
        says = isinstance(cell, str) and _SAYS_POINTS.match(cell.strip())
        if (says or c - 1 in bare) and (task := bare_task(cell)):
            bare[c] = task
    return bare


def _with_bare(row: Sequence[Cell], with_max: dict[int, Task]) -> dict[int, Task]:
    """Add codes that somebody typed again without a maximum: «3.1» is a number then, or a day."""
    found = dict(with_max)
    for c, cell in enumerate(row):
        beside = c - 1 in found or c + 1 in found
        if c not in found and beside and (task := bare_task(cell)):
            found[c] = task
    return dict(sorted(found.items()))
