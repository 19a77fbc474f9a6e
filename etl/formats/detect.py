"""What an unknown table of pupils seems to be: a proposal for a person, never loaded by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from etl.cells import Tokens
from etl.formats.declaration import Claims, Format
from etl.formats.matrix.columns import DATE
from etl.formats.matrix.layout import ENOUGH, LOOK_ROWS, RUN, Layout, Table, readable, tables
from etl.formats.matrix.lines import LOOK_COLUMNS, is_name_cell
from etl.formats.matrix.mapping import TITLES, signed
from etl.formats.matrix.sources import SOURCES, said_of
from etl.formats.matrix.words import is_aggregate
from etl.grid import Grid, Sheet
from etl.problems import Problem, Refusal, at
from etl.school import School

LEAST = {"dates": 5, "subjects+dates": 5, "subjects": 2, "subjects+periods": 2, "periods": 1}


@dataclass(frozen=True)
class Proposal:
    """What a table seems to be.

    `confidence` and `share` (of the body's cells that are understood) are 0–1; `is_sure` says that
    the header and the body are of a kind we know. `facts`: class_name, subject, period, school_year,
    each a list of values found; `columns`, `pupils`, `sheet`.
    """

    format: Format
    confidence: float
    share: float
    is_sure: bool
    facts: dict[str, Any] = field(default_factory=dict)


def propose(grid: Grid, school: School) -> Proposal:
    """Return the best reading of a file as a table of pupils; of confidence 0 where there is none.

    Raises Refusal for a report of counts and shares, which holds no pupils' marks.
    """
    tokens = Tokens()
    candidates = [table for sheet in grid.sheets if not sheet.is_hidden
                  for table in _candidates(sheet)]  # fmt: skip
    ranked = sorted(candidates, key=lambda table: _score(table, tokens), reverse=True)
    blank = Format("mapping", TITLES[""], "class_summary", "matrix", Claims())
    if not ranked or not ranked[0].measured:
        _refuse_aggregate(grid)
    if not ranked:
        return Proposal(blank, 0.0, 0.0, False)
    best = ranked[0]
    share = _share(best, tokens)
    is_sure = len(best.measured) >= LEAST.get(best.main, 5) and share >= ENOUGH
    confidence = share * min(1.0, len(best.measured) / LEAST.get(best.main, 5))
    return Proposal(
        signed(blank, best, grid.name), confidence, share, is_sure, _facts(best, grid.name)
    )


def _candidates(sheet: Sheet) -> Iterator[Table]:
    """Give the tables under a label of names, else those whose column of names has no label."""
    labelled = [table for table in tables(sheet, Layout()) if table.pupils]
    yield from labelled
    if not any(table.measured for table in labelled):
        for column in _name_columns(sheet):
            found = tables(sheet, Layout(name_column=column))
            yield from (table for table in islice(found, 1) if table.pupils)


def _name_columns(sheet: Sheet) -> Iterator[int]:
    for column in range(LOOK_COLUMNS):
        cells = [row[column] for row in sheet.rows[: LOOK_ROWS + RUN] if column < len(row)]
        if sum(map(is_name_cell, cells)) >= RUN:
            yield column


def _score(table: Table, tokens: Tokens) -> float:
    columns = len(table.measured)
    return (
        _share(table, tokens) * min(columns, 2 * LEAST.get(table.main, 5)) + len(table.pupils) / 1e3
    )


def _share(table: Table, tokens: Tokens) -> float:
    known, total = readable(table, tokens)
    return known / total if total else float(bool(table.measured))


def _facts(table: Table, file_name: str) -> dict[str, Any]:
    said = said_of(table, file_name)
    names = ("class_name", "subject", "period", "school_year")
    found = {name: [value for value, _ in said.of(name, SOURCES) if value] for name in names}
    return {
        **found,
        "sheet": table.sheet.name,
        "pupils": len(table.pupils),
        "columns": len(table.measured),
        "measure": "current" if any(c.kind == DATE for c in table.columns) else "period",
    }


def _refuse_aggregate(grid: Grid) -> None:
    for sheet in grid.sheets:
        for r, row in enumerate(sheet.rows[:LOOK_ROWS]):
            near = [cell for line in sheet.rows[max(r - 1, 0) : r + 2] for cell in line]
            if _has_both(list(row)) and is_aggregate([c for c in near if isinstance(c, str)]):
                raise Refusal(_aggregate(sheet.name, r))


def _has_both(row: list[Any]) -> bool:
    texts = [cell for cell in row if isinstance(cell, str) and cell]
    return len(texts) >= 3 and is_aggregate(texts)


def _aggregate(sheet: str, row: int) -> Problem:
    return Problem(
        "error",
        "aggregate_report",
        "Это сводный отчёт с\N{NO-BREAK SPACE}процентами: в\N{NO-BREAK SPACE}нём нет отметок учеников",
        "Выгрузите отчёт, где каждый ученик стоит отдельной строкой: программа сама посчитает "
        "качество и\N{NO-BREAK SPACE}успеваемость",
        **at(sheet, row, 0),
    )
