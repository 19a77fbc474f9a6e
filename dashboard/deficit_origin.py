"""«Откуда число?» of the page of deficits: the formula with its counts, the files, the cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard import data, deficits, origin, words
from dashboard.components import deficit_panel as panels
from dashboard.components.deficits import NO_CLASS, work_of
from dashboard.components.provenance import Explained
from dashboard.components.provenance import cell_panel as drawn_cell
from dashboard.deficits import Choice, to_page
from warehouse.metrics import catalogue
from warehouse.queries import deficits as queries
from warehouse.queries.deficits import Behind

PAGE = 50
MEANINGS = {"not_attempted": "не приступал, 0 баллов", "not_taught": "не проходили, не считается"}


def class_of(filters: Mapping[str, str]) -> str | None:
    """Return the class of an address, '' for participants without one, None where it names none."""
    name = filters.get("class")
    return "" if name == NO_CLASS else name or None


def panel(filters: dict[str, str], chosen: Choice) -> Any:
    """Return the panel of what the page shows: of the work, of a task, of a task in a class."""
    of = Behind(
        deficits.school(), chosen.work["assessment_id"], filters.get("task"), class_of(filters)
    )
    page = max(int(filters["origin"]), 1) if filters["origin"].isdigit() else 1
    rows = data.frame(queries.origin_rows, of=of, row_limit=PAGE, row_offset=(page - 1) * PAGE)
    total = int(rows["rows_count"].iloc[0]) if len(rows) else 0
    pages = [("← Назад", page - 1)] if page > 1 else []
    pages += [("Дальше →", page + 1)] if page * PAGE < total else []
    return panels.origin(explained(of, chosen), data.frame(queries.origin_sources, of=of), rows, {
        "close": to_page(filters, origin=None),
        "cell": lambda row: to_page(filters, cell=origin.cell_address(row)),
        "pages": [(text, to_page(filters, origin=str(number))) for text, number in pages],
    })  # fmt: skip


def explained(of: Behind, chosen: Choice) -> Explained:
    """Return what is counted, its formula with the counts put in, and its definition."""
    cells = data.frame(queries.tasks, **chosen.key)
    if len(cells) and of.task:
        cells = cells[cells["task_code"] == of.task]
    if len(cells) and of.class_name is not None:
        cells = cells[cells["class_name"] == of.class_name]
    possible = (
        float((cells["max_points"] * cells["participants_count"]).sum()) if len(cells) else 0.0
    )
    points = float(cells["points_sum"].sum()) if len(cells) else 0.0
    metric = catalogue()["completion_pct"]
    title = ", ".join(filter(None, [
        work_of(chosen.work), f"задание {of.task}" if of.task else "",
        (of.class_name or NO_CLASS) if of.class_name is not None else ""]))  # fmt: skip
    return Explained(title, panels.formula(points, possible, counts(cells)),
                     f"{metric.label[:1].upper()}{metric.label[1:]}: {metric.formula}. {metric.note}",
                     metric.is_official, data.reader().number)  # fmt: skip


def counts(cells: Any) -> list[str]:
    """Return who was counted how: cells that could be answered, not attempted, not taught."""
    if not len(cells):
        return []
    named = [("ответов", "participants_count"), ("не приступали", "not_attempted_count"),
             ("не проходили и не считаются", "not_taught_count")]  # fmt: skip
    return [f"{label}: {words.integer(cells[key].sum())}" for label, key in named]


def cell_panel(place: str, close: str) -> Any:
    """Return the panel of a cell of points named as `batch:row:column:sheet`; None for no such address."""
    try:
        batch_id, row_no, column_no, sheet_name = place.split(":", 3)
        spot = (sheet_name, int(row_no), int(column_no))
        found = data.frame(
            queries.cell, school=deficits.school(), batch_id=int(batch_id), place=spot
        )
    except ValueError:
        return None
    if found.empty:
        return drawn_cell(found, [], close)
    around = origin.neighbours(found.iloc[0])
    found["meaning"] = [meaning(row) for row in found.to_dict("records")]
    found["cell_raw"] = middle(around, spot) or found["points"].map(words.trimmed)
    return drawn_cell(found, around, close)


def meaning(row: Mapping[Any, Any]) -> str:
    """Return in words what was read: «задание 3.1: 1 из 2», «задание 3.1: не приступал, 0 баллов»."""
    read = MEANINGS.get(row["state"]) or panels.got(row)
    return f"задание {row['task_code']}: {read}"


def middle(around: list[list[str]], spot: tuple[str, int, int]) -> str:
    """Return the text of the cell in the square around it; "" where the file cannot be opened."""
    row, column = min(spot[1], origin.AROUND_ROWS), min(spot[2], origin.AROUND_COLUMNS)
    return around[row][column] if row < len(around) and column < len(around[row]) else ""
