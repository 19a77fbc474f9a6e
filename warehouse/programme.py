"""The school's programme as rows: the roadmap and the calendar of checkpoints, from the seed files.

The seeds print what the programme prints. The one reading made here is that of the roadmap's two
numbers per year: the first is the series `main` (основной показатель), the second `school`
(внутришкольный). The in-school parts of a row share the row's second number. A row with one number
holds one indicator in both columns: it is kept once, in `main`, and its in-school twin points to it
by `same_as`. Targets that stand inside the activities («не менее 5 %») hold for every year of the
term and belong to `school`, since they speak of the school's own people.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import yaml

SEEDS = Path(__file__).with_name("seeds")
# The safe loader written in C, where the library has it: ten times as quick.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Row = dict[str, Any]


def programme_tables(school_id: str = "school") -> dict[str, pa.Table]:
    """Return the programme's rows by table, columns in the order of `tables/<table>.sql`."""
    roadmap, calendar = _seed("roadmap"), _seed("calendar")
    rows = {
        "programme_stages": _stages(calendar),
        "checkpoints": _checkpoints(calendar),
        "checkpoint_needs": _listed(calendar, "data", "data_kind"),
        "checkpoint_questions": _listed(calendar, "questions", "question"),
        "roadmap_indicators": _indicators(roadmap),
        "roadmap_activities": _activities(roadmap),
        "roadmap_targets": _targets(roadmap),
    }
    tables = {
        table: pa.Table.from_pylist([{"school_id": school_id, **row} for row in found])
        for table, found in rows.items()
    }
    return tables | {"data_kinds": pa.Table.from_pylist(list(_data_kinds(calendar)))}


def roadmap_seed() -> dict[str, Any]:
    """Return the roadmap as its seed prints it."""
    return _seed("roadmap")


def final_products() -> list[str]:
    """Return the final products of the programme as its calendar prints them."""
    return [str(name) for name in _seed("calendar")["final_products"]]


def outputs() -> list[tuple[str, str, date]]:
    """Return what checkpoints expect as evidence: checkpoint, product, the last day of its window."""
    return [
        (str(point["id"]), str(point["output"]), work["window"]["to"])
        for _, _, work, point in _walk(_seed("calendar"))
        if point.get("output")
    ]


@cache
def _seed(name: str) -> dict[str, Any]:
    text = (SEEDS / f"{name}.yaml").read_text(encoding="utf-8")
    return dict(yaml.load(text, LOADER))


def _stages(calendar: Row) -> Iterator[Row]:
    for stage in calendar["stages"]:
        years = stage["school_years"]
        yield {
            "stage": stage["id"],
            "stage_name": stage["name"],
            "date_from": date(int(years[0][:4]), 9, 1),
            "date_to": date(int(years[-1][:4]) + 1, 8, 31),
            "expected": stage["expected"],
        }


def _checkpoints(calendar: Row) -> Iterator[Row]:
    for position, (stage, step, work, checkpoint) in enumerate(_walk(calendar), start=1):
        window = work["window"]
        yield {
            "checkpoint_id": checkpoint["id"],
            "position": position,
            "stage": stage["id"],
            "stage_name": stage["name"],
            "step": step["id"],
            "step_name": step["name"],
            "work_id": work["id"],
            "work_name": work["name"],
            "name": checkpoint["name"],
            "window_from": window["from"],
            "window_to": window["to"],
            "printed": window["printed"],
            "responsible": checkpoint.get("responsible"),
            "output": checkpoint.get("output"),
        }


def _walk(calendar: Row) -> Iterator[tuple[Row, Row, Row, Row]]:
    for stage in calendar["stages"]:
        for step in stage["steps"]:
            for work in step["works"]:
                for checkpoint in work["checkpoints"]:
                    yield stage, step, work, checkpoint


def _listed(calendar: Row, key: str, column: str) -> Iterator[Row]:
    for *_, checkpoint in _walk(calendar):
        for position, value in enumerate(checkpoint.get(key, []), start=1):
            yield {"checkpoint_id": checkpoint["id"], "position": position, column: value}


def _data_kinds(calendar: Row) -> Iterator[Row]:
    for kind in calendar["data_kinds"]:
        yield {"data_kind": kind["id"], "data_name": kind["name"], "brings": kind["brings"]}


def _indicators(roadmap: Row) -> Iterator[Row]:
    responsible = ", ".join(roadmap["responsible"])
    for position, (row_id, kind, indicator) in enumerate(_all_indicators(roadmap), start=1):
        twin = kind == "internal" and _prints_one_number(roadmap, row_id)
        yield {
            "indicator_id": indicator["id"],
            "row_id": row_id,
            "kind": kind,
            "position": position,
            "indicator_name": indicator["name"],
            "title": indicator.get("title"),
            "short_name": indicator.get("short"),
            "people": indicator.get("who"),
            "responsible": responsible,
            "same_as": row_id if twin else None,
        }


def _all_indicators(roadmap: Row) -> Iterator[tuple[str, str, Row]]:
    for row in roadmap["indicators"]:
        yield row["id"], "row", row
        for part in row["internal"]:
            yield row["id"], "internal", part
        for extra in roadmap["extra"]:
            if extra["of"] == row["id"]:
                yield row["id"], "extra", extra


def _prints_one_number(roadmap: Row, row_id: str) -> bool:
    pairs = next(row["pairs"] for row in roadmap["indicators"] if row["id"] == row_id)
    return all(len(pair) == 1 for pair in pairs.values())


def _activities(roadmap: Row) -> Iterator[Row]:
    for row in roadmap["indicators"]:
        for position, name in enumerate(row["activities"], start=1):
            yield {"indicator_id": row["id"], "position": position, "activity_name": name}


def _targets(roadmap: Row) -> Iterator[Row]:
    for row in roadmap["indicators"]:
        for year, (main, *school) in row["pairs"].items():
            yield _target(row["id"], "main", year, main)
            for target in school:
                for holder in (row, *row["internal"]):
                    yield _target(holder["id"], "school", year, target)
    term = roadmap["term"]
    for extra in roadmap["extra"]:
        for year in range(term["from"], term["to"] + 1):
            yield _target(extra["id"], "school", year, extra["at_least_pct"])


def _target(indicator_id: str, series: str, year: int, target_pct: float) -> Row:
    return {
        "indicator_id": indicator_id,
        "series": series,
        "year": year,
        "target_pct": float(target_pct),
    }
