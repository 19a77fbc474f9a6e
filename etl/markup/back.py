"""Giving a file back with its problems marked: read once more from what is kept, every problem listed."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from etl import sources, uploads
from etl.desk import Desk
from etl.grid import Grid
from etl.markup.book import mark_book
from etl.markup.grids import write_grid
from etl.markup.listing import repeats
from etl.problems import Problem, Refusal, listing_all
from etl.readers import DEFAULT
from etl.readers.kind import kind_of
from etl.tidy import Decisions
from warehouse.home import Home

Plain = Mapping[str, Any]


class Marked(NamedTuple):
    """A workbook to mend: its name, its bytes, and whether columns were dropped from it on its way in."""

    name: str
    content: bytes
    is_cleaned: bool


def has_places(problems: Sequence[Plain]) -> bool:
    """Tell whether some problem stands in a cell, so that there is something to mark."""
    return any(problem.get("row") for problem in problems)


def upload_back(home: Home, found: uploads.Upload) -> Marked | None:
    """Return an upload with its problems marked; None where the file is gone or is no table."""
    kept = found.report.get("problems", [])
    return _marked(home, found.path, found.file_name, found.decisions, kept)


def batch_back(home: Home, batch_id: int) -> Marked | None:
    """Return a load's file with its problems marked; None where it is not kept."""
    batch = home.ledger.batch(batch_id)
    if batch is None:
        return None
    decisions = Decisions(**json.loads(batch["decisions"]))
    kept = json.loads(batch["report"]).get("problems", [])
    return _marked(home, home.sources / batch["sha256"], batch["file_name"], decisions, kept)


def _marked(
    home: Home, path: Path, name: str, decisions: Decisions, kept: Sequence[Plain]
) -> Marked | None:
    """Return a file with marks; `kept` are the problems to fall back on where it is recognised no more."""
    if not path.exists():
        return None
    try:
        grid = sources.open_grid(path, name)
    except Refusal:
        return None
    problems: list[Plain] = [
        problem.as_json() for problem in all_problems(home, path, name, decisions)
    ]
    if not has_places(problems):
        problems = list(kept)
    with tempfile.TemporaryDirectory(dir=home.path) as folder:
        content = _written(path, grid, problems, Path(folder) / "table.xlsx")
    return Marked(back_name(name), content, sources.is_cleaned(path))


def all_problems(home: Home, path: Path, name: str, decisions: Decisions) -> list[Problem]:
    """Return every problem of a file, none left out for being one of many."""
    try:
        with listing_all():
            return Desk(home).understand(path, name, decisions).parsed.problems
    except Refusal as refusal:
        return refusal.problems


def back_name(name: str) -> str:
    """Return the name of the workbook: the file's own, since a class may be known by it alone."""
    last = PurePosixPath(name.replace("\\", "/").split(" › ")[-1])
    return last.name if last.suffix.lower() == ".xlsx" else f"{last.stem}.xlsx"


def _written(path: Path, grid: Grid, problems: Sequence[Plain], draft: Path) -> bytes:
    out = io.BytesIO()
    if not sources.is_cleaned(path) and kind_of(path, DEFAULT) == "xlsx":
        mark_book(path, out, problems)
    else:
        names = write_grid(grid, draft)
        renamed = [
            {**problem, "sheet": names.get(problem["sheet"], problem["sheet"])}
            for problem in problems
        ]
        mark_book(draft, out, renamed, repeats(grid))
    return out.getvalue()
