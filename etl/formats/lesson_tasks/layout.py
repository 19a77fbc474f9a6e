"""Where the tables of tasks stand, what their columns are, and the lines of the head above them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from etl.cells import cell_text
from etl.formats.declaration import Format
from etl.formats.matrix.people import Person
from etl.formats.registers.table import Column, Layout, Table, body, tables
from etl.formats.registers.words import fits
from etl.formats.staff.headers import Headers, folded, headers
from etl.formats.staff.people import one
from etl.grid import Cell, Grid, Sheet
from etl.names import clean

LESSON = ("lesson_id", "teacher", "held_on", "class_name", "subject", "topic", "aim", "community",
          "targets", "t1", "t2", "t3", "t4", "t5", "observer")  # fmt: skip
CODES = ("code_teacher", "code_observer", "code")
LOOK_TITLE = 12
SHORT_LABEL = 2  # words of a label that has no colon and stands right of another's value
PEOPLE = ("full", "initials")
_COLUMN_WORDS = ("код", "наблюдателя", "наблюдатель", "эксперта", "эксперт", "учителя", "учитель")


@dataclass(frozen=True)
class Said:
    """What a line of a lesson's head says: its cells and where the first stands (row, column)."""

    cells: tuple[Cell, ...]
    row: int
    column: int

    @property
    def cell(self) -> Cell:
        """The first cell, where one is meant."""
        return self.cells[0] if self.cells else ""


@dataclass(frozen=True)
class Lessons:
    """A table of tasks with the head above it, and the people named in the labels of its columns."""

    table: Table
    head: Mapping[str, Said]
    coders: Mapping[int, Person] = field(default_factory=dict)

    def columns(self, means: str) -> list[Column]:
        """Return the columns of a meaning from left to right."""
        return [column for column in self.table.columns if column.means == means]


def found_in(grid: Grid, fmt: Format) -> Iterator[Lessons]:
    """Give every table of coded tasks of a file with its head."""
    words = headers(fmt.options["columns"])
    layout = Layout(words, lambda columns: _is_header(columns), ("task",), ("task", "no"))
    for sheet in grid.sheets:
        if sheet.is_hidden:
            continue
        start = 0
        for table in tables(sheet, layout):
            if not _is_ours(table, grid.name, fmt.options):
                continue
            head, end = _head(sheet, start, table.top, words), _end(table, words)
            yield Lessons(replace(table, end=end), head, _named(table))
            start = end


def _is_header(columns: Sequence[Column]) -> bool:
    means = {column.means for column in columns}
    return "task" in means and not means.isdisjoint(CODES)


def _is_ours(table: Table, file_name: str, options: Mapping[str, Any]) -> bool:
    """Say whether codes are those of a taxonomy: whose they are is said, or the title says it."""
    if table.has("code_teacher") or table.has("code_observer") or table.has("coder"):
        return True
    rows = table.sheet.rows[max(table.begin, table.top - LOOK_TITLE) : table.first]
    near = [cell_text(cell) for row in rows for cell in row if isinstance(cell, str)]
    return any(
        fits(folded(text), options["names"]) for text in (*near, table.sheet.name, file_name)
    )


def _head(sheet: Sheet, start: int, end: int, words: Headers) -> dict[str, Said]:
    """Return what the lines between two rows say of a lesson: «Класс: 7Б», or the label beside its value."""
    found: dict[str, Said] = {}
    for row in range(start, end):
        label, first = "", 0
        cells: list[Cell] = []
        for column, cell in enumerate(sheet.rows[row]):
            means, rest = _label(cell, words)
            if means and not _is_value(cell, label, cells):
                _keep(found, label, cells, (row, first))
                label, cells, first = means, [rest] if rest else [], column
            elif cell != "" and label:
                first = first if cells else column
                cells.append(cell)
        _keep(found, label, cells, (row, first))
    return found


def _is_value(cell: Cell, label: str, cells: Sequence[Cell]) -> bool:
    """Say whether what sounds like a label is what another label says: the topic «Класс млекопитающих»."""
    is_bare = ":" not in str(cell)
    return bool(label) and is_bare and (not cells or len(str(cell).split()) > SHORT_LABEL)


def _keep(
    found: dict[str, Said], label: str, cells: Sequence[Cell], place: tuple[int, int]
) -> None:
    if label and cells:
        found.setdefault(label, Said(tuple(cells), *place))


def _label(cell: Cell, words: Headers) -> tuple[str, str]:
    """Return the meaning of a label in a line of the head and what follows its colon, "" for no label."""
    if not isinstance(cell, str) or not cell.strip():
        return "", ""
    label, colon, rest = cell.partition(":")
    means = words.begins(clean(label))
    if means not in LESSON or (not colon and one(cell).sort in PEOPLE):
        return "", ""
    return means, clean(rest)


def _end(table: Table, words: Headers) -> int:
    """Return the row after the last task: the head of the next lesson may stand below, on the same sheet."""
    for row in range(table.first, table.end):
        texts = table.sheet.texts(row)
        is_head = any(":" in text and _label(text, words)[0] for _, text in texts)
        if is_head and not table.text(row, "task"):
            return row
    return table.end


def _named(table: Table) -> dict[int, Person]:
    """Return the people whom the columns of codes name: in the label, or in the first row below it."""
    found: dict[int, Person] = {}
    first = next(body(table), -1)
    is_below = first >= 0 and not table.text(first, "task") and not table.text(first, "no")
    for column in table.columns:
        if column.means not in CODES:
            continue
        below = table.sheet.rows[first] if is_below else ()
        texts = [
            *column.labels,
            cell_text(below[column.index]) if column.index < len(below) else "",
        ]
        people = [whom for whom in map(_person, texts) if whom]
        if people:
            found[column.index] = people[-1]
    return found


def _person(label: str) -> Person | None:
    """Return whom a label names beside the words of its column: «Код наблюдателя (Осокин П. И.)»."""
    words = clean(label.replace("(", " ").replace(")", " ").replace(":", " ")).split()
    while words and folded(words[0]) in (*_COLUMN_WORDS, "", *"123456789"):
        words = words[1:]
    whom = one(" ".join(words)) if words else None
    return whom if whom and whom.sort in PEOPLE else None
