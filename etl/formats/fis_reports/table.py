"""Where a report's table stands and which figure each of its columns states."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from etl.cells import cell_text
from etl.formats.declaration import Format
from etl.formats.works.cells import number
from etl.formats.works.tasks import codes_in_order, task_header
from etl.grid import Cell, Sheet
from etl.names import clean, fold

TITLE_ROWS = 6  # within which the title stands
HEADER_ROWS = 20
_COUNT = re.compile(r"(?:кол|числ)\w*")
_SCHOOLS = re.compile(r"(?<![а-я])(?:оо|школ\w*)(?![а-я])")


class Column(NamedTuple):
    """What a column states: a metric of `work_lines` and its item."""

    metric: str
    item: str = ""


@dataclass
class Table:
    """A report found; `columns` by place, `names` the column of groups, or of skills.

    `code` and `most` are the columns of task and maximum where tasks are rows; `mark` that of the mark of
    a group, -1 where there is none. `repaired` are (column, as read, code) of mended headers.
    """

    report: str
    sheet: Sheet
    head: int
    names: int
    columns: dict[int, Column] = field(default_factory=dict)
    code: int = -1
    most: int = -1
    mark: int = -1
    repaired: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def is_measured(self) -> bool:
        """Say whether some column states a share."""
        return any(column.metric.endswith("_pct") for column in self.columns.values())

    @property
    def body(self) -> range:
        """The rows below the header."""
        return range(self.head + 1, len(self.sheet.rows))

    def is_of_maxima(self, row: int) -> bool:
        """Say whether a row states the maxima of tasks: «Макс балл»."""
        return fold(self.text(row, self.names)).startswith("макс")

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell, "" where there is none."""
        cells = self.sheet.rows[row]
        return cells[column] if 0 <= column < len(cells) else ""

    def text(self, row: int, column: int) -> str:
        """Return a cell's text in single spaces."""
        return " ".join(cell_text(self.cell(row, column)).split())


def table_of(sheet: Sheet, fmt: Format) -> Table | None:
    """Return the table of a sheet under the title of a report, None where there is none."""
    report = _report(sheet, fmt.options["reports"])
    if sheet.is_hidden or not report:
        return None
    words = fmt.options["skills" if report == "skills" else "groups"]
    for r in range(min(len(sheet.rows), HEADER_ROWS)):
        texts = {c: fold(text) for c, text in sheet.texts(r)}
        if any(text.startswith(tuple(fmt.options["absent"])) for text in texts.values()):
            return None
        names = next(
            (c for c, t in texts.items() if t.startswith(tuple(words)) and not t.endswith(":")),
            None,
        )
        filled = sum(cell != "" for cell in sheet.rows[r])
        if names is not None and filled > 1:
            table = Table(report, sheet, r, names)
            _columns(table, fmt.options)
            if table.is_measured:
                return table
    return None


def _report(sheet: Sheet, reports: Mapping[str, Sequence[str]]) -> str:
    tops = range(min(len(sheet.rows), TITLE_ROWS))
    texts = [fold(text) for r in tops for c, text in sheet.texts(r) if c < TITLE_ROWS]
    return next((name for name, titles in reports.items()
                 if any(title in text for text in texts for title in titles)), "")  # fmt: skip


def _columns(table: Table, options: Mapping[str, Any]) -> None:
    """Settle the columns by the row of the header, or by it and the row below where it is of groups only."""
    cells = [
        cell if c != table.names else "" for c, cell in enumerate(table.sheet.rows[table.head])
    ]
    if table.report == "skills":
        _skill_columns(table, cells, options)
        return
    _measures(table, cells, cells, options)
    below = table.head + 1
    if (
        not table.is_measured
        and below < len(table.sheet.rows)
        and not table.text(below, table.names)
    ):
        low = [table.cell(below, c) for c in range(max(len(cells), len(table.sheet.rows[below])))]
        cells += [""] * (len(low) - len(cells))
        both = [lower if lower != "" else cell for lower, cell in zip(low, cells, strict=True)]
        _measures(table, cells, both, options)


def _measures(
    table: Table, top: Sequence[Cell], cells: Sequence[Cell], options: Mapping[str, Any]
) -> None:
    """Settle what columns state by their lowest cells; `top` says under which word of a comparison."""
    stem = ""
    codes = codes_in_order(cells)
    for c, cell in enumerate(cells):
        above = fold(top[c]) if isinstance(top[c], str) else ""
        text = fold(cell) if isinstance(cell, str) else ""
        stem = next((m for m, w in options["compared"].items() if above.startswith(w)), stem)
        if found := _counted(text, stem):
            table.columns[c] = found
        elif table.report == "by_mark" and text.startswith(tuple(options["group_mark"])):
            table.mark = c
        elif found := _measured(table.report, cell, codes[c].code):
            table.columns[c] = found
            if codes[c].was and found.metric == "completion_pct":
                table.repaired.append((c, codes[c].was, codes[c].code))


def _counted(text: str, stem: str) -> Column | None:
    if not text:
        return None
    if stem and ("кол" in text or "%" in text):
        return Column(f"{stem}_{'count' if 'кол' in text else 'pct'}")
    if _COUNT.match(text) and _SCHOOLS.search(text):
        return Column("schools_count")
    return Column("participants_count") if _COUNT.match(text) and "участ" in text else None


def _measured(report: str, cell: Cell, code: str) -> Column | None:
    """Return what a column of shares is of: a mark, a sum of points, a task."""
    if cell == "":
        return None
    bare = re.sub(r"[\s,]*%$", "", clean(cell_text(cell))).strip('«»" ')
    figure = number(bare)
    if report == "marks":
        return Column(f"mark{figure:g}_pct") if figure in (2, 3, 4, 5) else None
    if report == "points":
        is_points = figure is not None and figure >= 0 and figure.is_integer()
        return Column("points_pct", f"{figure:g}") if is_points else None
    if report == "objectivity":
        return None  # its shares are told by «%» beside a word of comparison
    printed = task_header(cell)
    task = printed.code if printed else code
    return Column("completion_pct", task) if task else None


def _skill_columns(
    table: Table, cells: Sequence[Cell], options: Mapping[str, Sequence[str]]
) -> None:
    """Sort the columns of a report whose rows are tasks; those right of the skills are of groups."""
    for c, cell in enumerate(cells):
        text = fold(cell) if isinstance(cell, str) else ""
        if not text:
            continue
        if text.startswith(tuple(options["max_points"])):
            table.most = c
        elif any(text == word or text.startswith(word + " ") for word in options["codes"]):
            table.code = c
        elif c > table.names:
            table.columns[c] = Column("completion_pct", " ".join(str(cell).split()))
