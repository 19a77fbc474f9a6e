"""The store of sources: bytes as they came, or the cleaned grid where something had to be dropped."""

from __future__ import annotations

import gzip
import json
import os
import shutil
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from etl.grid import Cell, Grid, Range, Sheet
from etl.markup.listing import without_listing
from etl.readers import read
from warehouse.home import Home

CLEANED = b"pedsovet cleaned grid\n"


def keep_bytes(home: Home, path: Path, sha256: str) -> None:
    """Copy a file into the store under its hash, whole; whoever accepts it syncs it to the disk."""
    target = home.sources / sha256
    if target.exists():
        return
    draft = home.sources / f"{sha256}.{os.getpid()}.part"
    shutil.copyfile(path, draft)
    draft.replace(target)


def keep_grid(home: Home, grid: Grid, sha256: str) -> None:
    """Keep a cleaned grid under the hash of the bytes it was read from."""
    draft = home.sources / f"{sha256}.{os.getpid()}.part"
    draft.write_bytes(to_bytes(grid))
    draft.replace(home.sources / sha256)


def source_grid(home: Home, sha256: str, name: str = "") -> Grid:
    """Return the grid of a kept source, as it came or cleaned; FileNotFoundError where it is not kept."""
    return open_grid(home.sources / sha256, name)


def open_grid(path: Path, name: str = "") -> Grid:
    """Return the grid of a file or of a cleaned grid kept in its place; our own list of remarks aside."""
    return from_bytes(path.read_bytes()) if is_cleaned(path) else without_listing(read(path, name))


def is_cleaned(path: Path) -> bool:
    """Tell whether a file is a cleaned grid of ours and not bytes as they came."""
    with path.open("rb") as file:
        return file.read(len(CLEANED)) == CLEANED


def to_bytes(grid: Grid) -> bytes:
    """Return a grid as compressed JSON, the same for equal grids."""
    sheets = [_plain_sheet(sheet) for sheet in grid.sheets]
    whole = {"name": grid.name, "kind": grid.kind, "sheets": sheets}
    return CLEANED + gzip.compress(json.dumps(whole, ensure_ascii=False).encode(), mtime=0)


def from_bytes(kept: bytes) -> Grid:
    """Return the grid that `to_bytes` wrote."""
    whole = json.loads(gzip.decompress(kept.removeprefix(CLEANED)))
    return Grid(whole["name"], whole["kind"], [_sheet(plain) for plain in whole["sheets"]])


def _plain_sheet(sheet: Sheet) -> dict[str, Any]:
    """Return a sheet as plain values; its merged ranges and blanks too, for the file will be gone."""
    return {
        "name": sheet.name,
        "rows": [[_plain(cell) for cell in row] for row in sheet.rows],
        "merged": sheet.merged(),
        "blanks": sorted(sheet.blanks()) if sheet.blanks else None,
        "is_hidden": sheet.is_hidden,
        "title": sheet.title,
    }


def _sheet(plain: dict[str, Any]) -> Sheet:
    merged = [Range(*found) for found in plain.get("merged", ())]
    blanks = plain.get("blanks")
    places = {(row, column) for row, column in blanks or ()}
    return Sheet(
        plain["name"],
        [[_cell(cell) for cell in row] for row in plain["rows"]],
        partial(list, merged),
        None if blanks is None else partial(set, places),
        is_hidden=plain.get("is_hidden", False),
        title=plain.get("title", ""),
    )


def _plain(cell: Cell) -> Any:
    if isinstance(cell, datetime):
        return {"datetime": cell.isoformat()}
    if isinstance(cell, date):
        return {"date": cell.isoformat()}
    if isinstance(cell, time):
        return {"time": cell.isoformat()}
    if isinstance(cell, timedelta):
        return {"span": [cell.days, cell.seconds, cell.microseconds]}
    return cell


def _cell(plain: Any) -> Cell:
    if not isinstance(plain, dict):
        return plain  # type: ignore[no-any-return]
    kind, value = next(iter(plain.items()))
    read_as: dict[str, Any] = {
        "datetime": datetime.fromisoformat,
        "date": date.fromisoformat,
        "time": time.fromisoformat,
        "span": lambda parts: timedelta(*parts),
    }
    return read_as[kind](value)  # type: ignore[no-any-return]
