"""«Откуда число?» for any page: asks for the rows behind a slice, or for one cell of a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dash import html

from dashboard import data, words
from dashboard.components.formulas import by_marks, by_pupils
from dashboard.components.provenance import Explained, Pages, cell_panel, origin_panel
from dashboard.figures.measures import BASES
from etl.cells import cell_text
from etl.sources import source_grid
from warehouse.metrics import catalogue
from warehouse.queries import provenance
from warehouse.queries.provenance import Slice

AROUND_ROWS, AROUND_COLUMNS = 2, 3
PAGE = 50
METRICS = {
    "quality": "quality_pct",
    "passed": "passed_pct",
    "sou": "sou_pct",
    "average": "average_points",
}
# Measures of marks even where a whole class is meant.
BY_MARKS = frozenset({"sou", "average"})


@dataclass(frozen=True)
class Number:
    """A figure on a screen: the marks it is made of, the measure and its base."""

    of: Slice
    metric: str = "quality"
    base: str = "attested"


def slice_panel(number: Number, page: str, href: Callable[..., str]) -> Any:
    """Return the panel of a figure; `href(origin=…)` is the address of a page of its rows."""
    shown = max(int(page), 1) if page.isdigit() else 1
    of = number.of
    rows = data.frame(provenance.period_rows, of=of, row_limit=PAGE, row_offset=(shown - 1) * PAGE)
    sources = data.frame(provenance.period_sources, of=of)
    pages = Pages(shown, PAGE, lambda n: href(origin=str(n)), href(origin=None))
    return origin_panel(explained(number), sources, rows, pages)


def beside(main: list[Any], panel: Any) -> html.Div:
    """Return a page's main part with a panel to the right of it, or alone where there is none."""
    parts = [html.Div(main, className=f"page-body span-{8 if panel else 12}")]
    return html.Div(
        [*parts, *([html.Div(panel, className="span-4")] if panel else [])], className="grid"
    )


def explained(number: Number) -> Explained:
    """Return what a figure is of, its formula with the counts put in, and its definition."""
    of, pooled = number.of, number.metric in BY_MARKS
    where = ", ".join(filter(None, [of.class_name or _parallel(of), of.subject or "все предметы",
                                    words.period(of.period), of.school_year]))  # fmt: skip
    if of.subject or pooled:
        counts = data.frame(provenance.subject_counts, of=of)
        formula = (
            by_marks(counts.iloc[0].to_dict(), number.metric, number.base) if len(counts) else ""
        )
    else:
        groups = data.frame(provenance.pupil_counts, of=of)
        named = zip(groups["pupil_group"], groups["pupils_count"], strict=True)
        formula = by_pupils(dict(named), number.metric, number.base)
    metric = catalogue()[
        METRICS[number.metric] if of.subject or pooled else f"class_{number.metric}_pct"
    ]
    title = f"{where} · база: {BASES[number.base]}"
    return Explained(title, formula, f"{metric.label[:1].upper()}{metric.label[1:]}: {metric.formula}. {metric.note}",
                     metric.is_official, data.reader().number)  # fmt: skip


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
