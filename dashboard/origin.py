"""«Откуда число?» for any page: asks for the rows behind a slice, or for one cell of a file."""

from __future__ import annotations

from typing import Any

from dashboard import data, words
from dashboard.components.provenance import (
    cell_panel,
    origin_panel,
    pupils_formula,
    quality_formula,
)
from etl.cells import cell_text
from etl.sources import source_grid
from warehouse.queries import provenance
from warehouse.queries.provenance import Slice

AROUND_ROWS, AROUND_COLUMNS = 2, 3


def slice_panel(of: Slice, close: str) -> Any:
    """Return the panel of the figure that a slice of period marks makes."""
    rows = data.frame(provenance.period_rows, of=of)
    sources = data.frame(provenance.period_sources, of=of)
    where = ", ".join(filter(None, [of.class_name or _parallel(of), of.subject or "все предметы",
                                    words.period(of.period), of.school_year]))  # fmt: skip
    if of.subject:
        counts = data.frame(provenance.subject_counts, of=of)
        formula = quality_formula(counts.iloc[0]) if len(counts) else ""
    else:
        groups = data.frame(provenance.pupil_counts, of=of)
        formula = pupils_formula(
            by_pupils(dict(zip(groups["pupil_group"], groups["pupils_count"], strict=True)))
        )
    return origin_panel(where, formula, sources, rows, close)


def by_pupils(groups: dict[str, int]) -> dict[str, int]:
    """Return the counts of a figure by pupils from the counts of its groups."""
    quality = sum(groups.get(name, 0) for name in ("one_four", "fours_and_fives", "all_fives"))
    passed = quality + sum(groups.get(name, 0) for name in ("several_threes", "one_three"))
    return {
        "attested_pupils_count": passed + groups.get("with_two", 0),
        "passed_pupils_count": passed,
        "quality_pupils_count": quality,
    }


def _parallel(of: Slice) -> str:
    return f"{of.grade} классы" if of.grade else "вся школа"


def cell_from(place: str, close: str) -> Any:
    """Return the panel of a cell named in the address as `batch:row:column:sheet`."""
    try:
        batch_id, row_no, column_no, sheet_name = place.split(":", 3)
        key = {"batch_id": int(batch_id), "row_no": int(row_no), "column_no": int(column_no)}
    except ValueError:
        return None
    found = data.frame(provenance.cell, sheet_name=sheet_name, **key)
    around = neighbours(found.iloc[0]) if len(found) else []
    return cell_panel(found, around, close)


def cell_address(row: Any) -> str:
    """Return the cell of a row as `cell_from` reads it."""
    return f"{row['batch_id']}:{row['row_no']}:{row['column_no']}:{row['sheet_name']}"


def neighbours(row: Any) -> list[list[str]]:
    """Return the texts around a cell in the kept file; nothing where the file cannot be opened."""
    try:
        grid = source_grid(data.home(), row["sha256"], row["file_name"])
    except Exception:
        # The number stands without its picture; a kept file that cannot be read is `verify`'s matter.
        return []
    sheet = next((s for s in grid.sheets if s.name == row["sheet_name"]), None)
    if sheet is None:
        return []
    r, c = int(row["row_no"]), int(row["column_no"])
    rows = sheet.rows[max(r - AROUND_ROWS, 0) : r + AROUND_ROWS + 1]
    return [
        [cell_text(x) for x in cells[max(c - AROUND_COLUMNS, 0) : c + AROUND_COLUMNS + 1]]
        for cells in rows
    ]
