"""A register with words of its own, as the mapping dialog proposes, shows and corrects it.

A mapping is a format of the shape "pupil_register" or "teaching_register" with `meanings`: what each
column holds, by the key of its label. It claims the files whose header has all of these labels.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from etl.formats.declaration import Claims, Format
from etl.formats.matrix.lines import at, is_name_cell
from etl.formats.matrix.words import subject_name
from etl.formats.registers import pupils, teachers
from etl.formats.registers.table import (
    DEEPEST,
    LOOK_ROWS,
    Column,
    Layout,
    Table,
    columns_of,
    tables,
)
from etl.formats.registers.words import Words, own_class, vocabulary
from etl.grid import Grid, Sheet
from etl.names import clean

KINDS = ("pupil_register", "teaching_register")
PEOPLE = {"pupil_register": "name", "teaching_register": "teacher"}
LAYOUTS = {"pupil_register": pupils.layout_of, "teaching_register": teachers.layout_of}
MOST = 0.6  # share of a column's cells that say what it holds
LEAST = 2  # names one under another that make a column of people


def propose_register(grid: Grid, known: Mapping[str, Format], kind: str = "") -> Format | None:
    """Return the reading of a list of people with a class column, None where the file holds no such.

    `known` are the shipped formats by shape, whose words are a beginning; with a `kind` that a person
    chose the class may be missing and is asked for.
    """
    for shape in [kind] if kind else KINDS[::-1]:
        for sheet in grid.sheets:
            for table, meanings in _readings(sheet, known[shape]):
                if kind or _is_convincing(shape, table, set(meanings.values())):
                    return signed(known[shape], meanings)
    return signed(known[kind], {}) if kind else None


def signed(fmt: Format, meanings: Mapping[str, str], title: str = "") -> Format:
    """Return a format as a school's own: its needs are what was told of the columns."""
    needs = [[PEOPLE[fmt.shape]]]
    options = {**fmt.options, "needs": needs, "absent": [], "meanings": dict(meanings)}
    text = json.dumps([fmt.shape, options], ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return replace(fmt, id=f"mapping-{digest}", title=title or fmt.title, claims=Claims(),
                   options=options)  # fmt: skip


def adjust_register(fmt: Format, grid: Grid, *, sheet: int = 0, **changes: Any) -> Format:
    """Return the mapping as a person corrected it: `columns` {index: meaning}, `title`, `header`
    (top, bottom) and `first_row`, the row of the first person."""
    if {"header", "first_row"} & set(changes) and 0 <= sheet < len(grid.sheets):
        fmt = _moved(fmt, grid, sheet, changes)
    meanings = dict(fmt.options.get("meanings", {}))
    table = table_on(grid, fmt, sheet)
    for index, meaning in changes.get("columns", {}).items():
        columns = table.columns if table else ()
        for column in columns:
            if column.index == index:
                meanings.pop(column.said_key, None)
                meanings |= {column.said_key: meaning} if meaning else {}
    return signed(fmt, meanings, changes.get("title", fmt.title))


def _moved(fmt: Format, grid: Grid, number: int, changes: Mapping[str, Any]) -> Format:
    """Return the mapping with the header where a person says: its labels are read anew.

    What was said of a column goes with it. Where nobody's names are on the sheet, nothing can be read.
    """
    sheet, table = grid.sheets[number], table_on(grid, fmt, number)
    column, row = next(_people(sheet), (-1, 0))
    column = table.column(PEOPLE[fmt.shape]) if table else column
    if column < 0:
        return fmt
    now = (table.top, table.first - 1) if table else (row - 1, row - 1)
    top = changes.get("header", now)[0]
    first = changes.get("first_row", changes.get("header", now)[1] + 1)
    top, first = min(top, len(sheet.rows) - 1), max(first, top + 1)
    first = first if first - top <= DEEPEST else top + DEEPEST
    meanings = _meanings(sheet, (top, first), column, fmt)
    for own in _columns(sheet, (top, first), fmt):
        before = next((c for c in table.columns if c.index == own.index), None) if table else None
        said = fmt.options.get("meanings", {}).get(before.said_key if before else "", "")
        said = PEOPLE[fmt.shape] if own.index == column else said
        meanings |= {own.said_key: said} if said else {}
    options = {**fmt.options, "header_rows": first - top}
    return signed(replace(fmt, options=options), meanings, fmt.title)


def table_on(grid: Grid, fmt: Format, sheet: int) -> Table | None:
    """Return the first table of a sheet, as the mapping finds it."""
    if not 0 <= sheet < len(grid.sheets):
        return None
    return next(tables(grid.sheets[sheet], LAYOUTS[fmt.shape](fmt)), None)


def _readings(sheet: Sheet, fmt: Format) -> Iterator[tuple[Table, dict[str, str]]]:
    """Give the ways to read a sheet: a column of people, a header above it, what the columns hold."""
    for column, first in _people(sheet):
        for top in range(first - 1, max(first - 1 - DEEPEST, -1), -1):
            meanings = _meanings(sheet, (top, first), column, fmt)
            layout = LAYOUTS[fmt.shape](signed(fmt, meanings))
            found = next(tables(sheet, layout), None)
            if found and (found.top, found.first) == (top, first):
                yield found, meanings


def _people(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Give (column, row of its first name) of the columns that hold names of people."""
    rows = sheet.rows[: LOOK_ROWS + 20]
    for column in range(min(max(map(len, rows), default=0), 12)):
        named = [r for r, row in enumerate(rows) if column < len(row) and is_name_cell(row[column])]
        if len(named) >= LEAST and named[0] > 0:
            yield column, named[0]


def _meanings(sheet: Sheet, header: tuple[int, int], people: int, fmt: Format) -> dict[str, str]:
    """Return what the labelled columns hold, by label: the people, then words, then the body."""
    words: Words = fmt.options["columns"]
    found: dict[str, str] = {}
    for column in _columns(sheet, header, fmt):
        if not column.labels:
            continue
        means = PEOPLE[fmt.shape] if column.index == people else column.means
        means = means or _body_means(sheet, header[1], column, words)
        if means not in ("", "ignore", *found.values()):
            found[column.said_key] = means
    return found


def _columns(sheet: Sheet, header: tuple[int, int], fmt: Format) -> list[Column]:
    """Return the columns under the rows of a header, by the words of the format alone."""
    layout = Layout(vocabulary(fmt.options["columns"]), lambda _: True, (), ())
    return columns_of(sheet.rows[header[0] : header[1]], layout)


def _body_means(sheet: Sheet, first: int, column: Column, words: Words) -> str:
    cells = [
        at(sheet.rows, r, column.index) for r in range(first, min(first + 60, len(sheet.rows)))
    ]
    filled = [cell for cell in cells if cell != ""]
    if not filled:
        return ""
    tests = {
        "class_name": lambda cell: isinstance(cell, str) and own_class(cell) is not None,
        "subject": lambda cell: isinstance(cell, str) and bool(subject_name(clean(cell))),
    }
    fits = (name for name, test in tests.items() if sum(map(test, filled)) >= MOST * len(filled))
    return next((name for name in fits if name in words), "")


def _is_convincing(shape: str, table: Table, means: set[str]) -> bool:
    """Say whether a table is a list of people with classes and without anything measured."""
    if shape == "teaching_register":
        return {"teacher", "subject"} <= means and ("class_name" in means or _has_classes(table))
    free = [c.labels[-1] for c in table.columns if c.labels and not c.means]
    return bool(means & {"class_name", "grade"}) and not any(map(subject_name, free))


def _has_classes(table: Table) -> bool:
    return any(c.means == teachers.A_CLASS for c in teachers.with_classes(table).columns)
