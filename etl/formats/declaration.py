"""A format as data: what an export is called, how it is known, which shape reads it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from etl.grid import Grid, Sheet
from etl.names import fold

# A shape is a module of this package with `parse`; it is imported when a file needs it.
SHAPES = {"pupil_blocks": "blocks", "report_cards": "report_cards", "matrix": "matrix",
          "pupil_register": "registers.pupils", "teaching_register": "registers.teachers",
          "class_totals": "registers.totals", "exam_protocol": "exams.protocols",
          "exam_appeals": "exams.appeals", "olympiad": "olympiad",
          "vpr": "vpr", "class_work": "class_works",
          "work_description": "works.descriptions", "code_list": "works.code_lists",
          "fis_report": "fis_reports", "survey": "surveys", "staff": "staff",
          "lesson_tasks": "lesson_tasks", "communities": "communities"}  # fmt: skip
FOREMOST = (
    100  # rank from which a format goes before those of every shape: nobody else writes such words
)
LOOK_ROWS = 60  # how far down and right a claim looks, and into how many sheets
LOOK_COLUMNS = 300
LOOK_SHEETS = 5


@dataclass(frozen=True)
class Claims:
    """What must be seen in a sheet for a format to claim the file; an empty test asks nothing.

    `title`: some cell begins with one of these. `labels`: each begins some cell. `header`: all of
    these are cells of one row, whole. `absent`: none of these begins a cell. Case, ё and white
    space do not matter.
    """

    title: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()

    def hold(self, sheet: Sheet) -> bool:
        """Say whether the sheet shows all that is asked."""
        rows, texts = _top(sheet)
        return (
            any((self.title, self.labels, self.header))
            and (not self.title or any(_begins(texts, title) for title in self.title))
            and all(_begins(texts, label) for label in self.labels)
            and any({fold(word) for word in self.header} <= row for row in rows)
            and not any(_begins(texts, word) for word in self.absent)
        )


@dataclass(frozen=True)
class Format:
    """One layout of export: shipped as TOML, or saved from the mapping dialog in the same schema.

    `shape` names the code that reads it, `options` are what that shape asks for. Of the shipped
    formats of one shape that claim a file the one of the highest `rank` is taken: a vendor's, known
    by his own words, goes before the one that knows any such table. From `FOREMOST` on it goes before
    every shape; below zero it is taken only where nobody else claims the file.
    """

    id: str
    title: str
    source_kind: str
    shape: str
    claims: Claims
    options: Mapping[str, Any] = field(default_factory=dict)
    rank: int = 0

    @property
    def private_labels(self) -> tuple[str, ...]:
        """Beginnings of the labels of columns whose cells this kind of file may not keep."""
        columns = self.options.get("columns", {})
        return tuple(w for name in self.options.get("private", ()) for w in columns[name])

    def claim(self, grid: Grid) -> bool:
        """Say whether the file is of this format, by its content alone.

        A shape that knows its tables by more than words has a `claim` of its own.
        """
        own = getattr(import_module(f"etl.formats.{SHAPES[self.shape]}"), "claim", None)
        if own is not None:
            return bool(own(grid, self))
        sheets = grid.sheets[:LOOK_SHEETS]
        if grid.kind == "html":
            # The title of a page may be a table of its own.
            sheets = [*sheets, Sheet("", [row for sheet in sheets for row in sheet.rows])]
        return any(self.claims.hold(sheet) for sheet in sheets)

    def as_json(self) -> dict[str, Any]:
        """Return the declaration as plain values, as `from_dict` takes it."""
        claims = {name: list(words) for name, words in vars(self.claims).items() if words}
        head = {"id": self.id, "title": self.title, "source_kind": self.source_kind}
        head |= {"rank": self.rank} if self.rank else {}  # type: ignore[dict-item]
        return {**head, "shape": self.shape, "claims": claims, "options": dict(self.options)}


def from_toml(text: str) -> Format:
    """Return the format that a TOML text declares; ValueError names what is wrong with it."""
    return from_dict(tomllib.loads(text))


def from_dict(declared: Mapping[str, Any]) -> Format:
    """Return the format that plain values declare; ValueError names what is wrong with them."""
    if declared.get("shape") not in SHAPES:
        raise ValueError(f"Format {declared.get('id', '?')!r}: no shape {declared.get('shape')!r}")
    words = {name: tuple(listed) for name, listed in declared.get("claims", {}).items()}
    try:
        return Format(**{**declared, "claims": Claims(**words)})
    except TypeError as wrong:
        raise ValueError(f"Format {declared.get('id', '?')!r}: {wrong}") from wrong


def _top(sheet: Sheet) -> tuple[list[set[str]], tuple[str, ...]]:
    """Return the folded texts of the top rows, and all of them together; one walk serves all formats."""
    if "top" not in sheet.seen:
        rows = [
            {fold(text) for column, text in sheet.texts(row) if column < LOOK_COLUMNS}
            for row in range(min(len(sheet.rows), LOOK_ROWS))
        ]
        sheet.seen["top"] = rows, tuple(set().union(*rows))
    found: tuple[list[set[str]], tuple[str, ...]] = sheet.seen["top"]
    return found


def _begins(texts: tuple[str, ...], beginning: str) -> bool:
    beginning = fold(beginning)
    return any(text.startswith(beginning) for text in texts)
