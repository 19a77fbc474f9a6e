"""A day whose cell is merged over the columns of its lessons says so of each of them."""

from __future__ import annotations

from collections.abc import Sequence

from etl.formats.matrix.labels import meaning
from etl.grid import Cell, Range, Sheet

MOST_LESSONS = 8  # of one day: a wider cell with a date is a title
DAY_LIKE = ("day", "number")


def head_rows(sheet: Sheet, head: Sequence[int], first: int, left: int) -> list[list[Cell]]:
    """Return the rows of a header, a day's cell written into every column that it is merged over.

    `head` are the header's rows, `first` the first row of the body and `left` the first column that
    is not of names. A file tells its merged cells at the price of a second look, so it is asked only
    where a column with something in it stands without a day beside one that has a day.
    """
    rows = [list(sheet.rows[row]) for row in head]
    if not any(_is_asked(sheet, row, first, left) for row in head):
        return rows
    for area in _merged(sheet):
        if area.left >= left and area.top in head and 1 <= area.right - area.left < MOST_LESSONS:
            _spread(rows, head.index(area.top), area)
    return rows


def _spread(rows: list[list[Cell]], r: int, area: Range) -> None:
    row = rows[r]
    row.extend([""] * (area.right + 1 - len(row)))
    if _is_day(rows, r, area.left) and not any(_has_day(rows, r, area)):
        row[area.left : area.right + 1] = [row[area.left]] * (area.right + 1 - area.left)


def _is_day(rows: Sequence[Sequence[Cell]], r: int, column: int) -> bool:
    """Say whether a cell is a day: a bare number is one under a month only."""
    kind = meaning(rows[r][column]).kind
    if kind != "number":
        return kind == "day"
    return any(meaning(cell).kind == "month" for above in rows[:r] for cell in above[: column + 1])


def _has_day(rows: Sequence[Sequence[Cell]], r: int, area: Range) -> list[bool]:
    """Say of the covered columns whether another row names a day or a month for them."""
    return [
        meaning(row[c]).kind in ("day", "month")
        for k, row in enumerate(rows)
        for c in range(area.left + 1, min(area.right + 1, len(row)))
        if k > r
    ]


def _is_asked(sheet: Sheet, row: int, first: int, left: int) -> bool:
    """Say whether some column beside a day of a header row has no cell of its own and is not empty."""
    cells = sheet.rows[row]
    for c in range(left, len(cells)):
        if cells[c] == "" or meaning(cells[c]).kind not in DAY_LIKE:
            continue
        beside = cells[c + 1] if c + 1 < len(cells) else ""
        if beside == "" and _is_filled(sheet, first, c + 1):
            return True
    return False


def _is_filled(sheet: Sheet, first: int, column: int) -> bool:
    return any(column < len(row) and row[column] != "" for row in sheet.rows[first:])


def _merged(sheet: Sheet) -> list[Range]:
    """Return the merged ranges of a sheet, remembered."""
    found: list[Range] | None = sheet.seen.get("merged")
    if found is None:
        found = sheet.seen["merged"] = sheet.merged()
    return found
