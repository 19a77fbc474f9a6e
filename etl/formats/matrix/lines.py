"""The rows below a header: which are pupils, which end the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeGuard

from etl.cells import cell_text, legend_line
from etl.formats.matrix.columns import DATE, MARK, Column
from etl.formats.matrix.people import Person, has_patronymic, person
from etl.formats.matrix.words import column_word, is_footer, key, without_subgroup
from etl.grid import Cell, Sheet
from etl.names import clean

LOOK_COLUMNS = 12  # how far right the names may stand
EMPTY_ROWS = 2  # that end a table


@dataclass(frozen=True)
class Line:
    """One row below a header. `sort`: pupil, empty, section (of a subgroup) or odd."""

    row: int
    sort: str
    person: Person
    subgroup: str = ""


def at(rows: Sequence[Sequence[Cell]], row: int, column: int) -> Cell:
    """Return a cell, `''` outside the sheet."""
    if not 0 <= row < len(rows):
        return ""
    line = rows[row]
    return line[column] if 0 <= column < len(line) else ""


def any_names(row: Sequence[Cell]) -> tuple[int, ...]:
    """Return the columns whose labels say names: one, or «Фамилия», «Имя», «Отчество»."""
    kinds = [column_word(cell) if _is_label(cell) else "" for cell in row]
    if "name" not in kinds:
        return ()
    first = kinds.index("name")
    after = [kinds.index(kind) for kind in ("first_name", "patronymic") if kind in kinds]
    return (first, *after) if key(str(row[first])).startswith("фамилия") else (first,)


def names_in(sheet: Sheet, row: int) -> tuple[int, ...]:
    """Return `any_names` of the left columns of a row, remembered: many formats ask it."""
    key_of_row = ("names", row)
    found: tuple[int, ...] | None = sheet.seen.get(key_of_row)
    if found is None:
        found = sheet.seen[key_of_row] = any_names(sheet.rows[row][:LOOK_COLUMNS])
    return found


def _is_label(cell: Cell) -> TypeGuard[str]:
    """Say whether a cell may label a column: «Ученик: Иванов Иван» labels none."""
    return isinstance(cell, str) and 0 < len(cell) <= 60 and ":" not in cell.rstrip(" :")


def is_name_cell(cell: Cell) -> bool:
    """Say whether a cell holds a pupil's name, with a first name or initials."""
    return isinstance(cell, str) and person(cell).sort in ("full", "initials")


def section(cell: Cell) -> str:
    """Return the subgroup whose list a row begins («1 группа»), or ""."""
    bare, subgroup = without_subgroup(clean(cell)) if isinstance(cell, str) else ("", "")
    return "" if bare else subgroup


def person_in(sheet: Sheet, row: int, names: tuple[int, ...]) -> Person:
    """Return the person whose name stands in one column or in three."""
    parts = [at(sheet.rows, row, column) for column in names]
    return person(" ".join(part for part in parts if isinstance(part, str) and part))


def lines_of(
    sheet: Sheet, first: int, names: tuple[int, ...], columns: Sequence[Column]
) -> tuple[list[Line], int]:
    """Return the rows from the first pupil on, and the row after the last of them."""
    lines: list[Line] = []
    body = [column.index for column in columns if column.kind in (DATE, MARK)]
    singles = _are_singles(sheet, first, names)
    empty = 0
    for row in range(first, len(sheet.rows)):
        line = _line(sheet, row, names, body)
        if line is None or names_in(sheet, row):
            return lines[: len(lines) - empty], row - empty
        if line.person.sort == "single" and not singles:
            line = Line(row, "odd", line.person)
        empty = empty + 1 if line.sort == "empty" else 0
        lines.append(line)
        if empty >= EMPTY_ROWS:
            return lines[:-empty], row + 1 - empty
    return lines[: len(lines) - empty], len(sheet.rows) - empty


def _line(sheet: Sheet, row: int, names: tuple[int, ...], body: Sequence[int]) -> Line | None:
    """Return what a row is, None where it ends the table."""
    cells = sheet.rows[row]
    whom = person_in(sheet, row, names)
    has_values = any(c < len(cells) and str(cells[c]).strip() for c in body)
    if _ends(cells, names, whom, body):
        return None
    if whom.sort:
        return Line(row, "pupil", whom)
    if not whom.name and not has_values:
        return Line(row, "empty", whom)
    if (subgroup := section(at(sheet.rows, row, names[0]))) and not has_values:
        return Line(row, "section", whom, subgroup)
    return Line(row, "odd", whom)


def _ends(cells: Sequence[Cell], names: tuple[int, ...], whom: Person, body: Sequence[int]) -> bool:
    """Say whether a row is a footer or a legend; a pupil called «Доля» has a number or a patronymic."""
    left = [(c, cell) for c, cell in enumerate(cells[: max(names) + 1]) if c not in body]
    texts = [
        cell for c, cell in left if isinstance(cell, str) and not _is_row_number(c, cell, names)
    ]
    if not whom.sort and any(legend_line(text) for text in texts):
        return True
    if not any(is_footer(text) for text in texts):
        return False
    number = any(cell_text(cell).strip(" .").isdigit() for cell in cells[: names[0]])
    return not (whom.sort == "full" and (number or has_patronymic(whom.name)))


def _is_row_number(column: int, text: str, names: tuple[int, ...]) -> bool:
    return not text or (column not in names and text.strip(" .").isdigit())


def _are_singles(sheet: Sheet, first: int, names: tuple[int, ...]) -> bool:
    """Say whether the table lists pupils by surname alone."""
    sorts = [
        person_in(sheet, row, names).sort for row in range(first, min(first + 60, len(sheet.rows)))
    ]
    return sorts.count("single") > sorts.count("full") + sorts.count("initials")
