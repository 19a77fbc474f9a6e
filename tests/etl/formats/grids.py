"""Grids for tests: written by hand, or read from a sample."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from etl.grid import Cell, Grid, Sheet
from etl.tidy import Parsed

SAMPLES = Path(__file__).parent / "samples"


def grid(*rows: Sequence[Cell], name: str = "таблица.xlsx", sheet: str = "Лист1") -> Grid:
    """Return a file of one sheet."""
    return Grid(name, "xlsx", [Sheet(sheet, [list(row) for row in rows])])


def sample(name: str) -> Grid:
    """Return a sample written with semicolons."""
    text = (SAMPLES / f"{name}.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    return Grid(f"{name}.csv", "csv", [Sheet("", list(csv.reader(text, delimiter=";")))])


def plain(value: Any) -> Any:
    """Return a value of a tidy column; a region's columns are Arrow's."""
    return value.as_py() if isinstance(value, pa.Scalar) else value


def rows(parsed: Parsed, table: str, *names: str) -> list[tuple[Any, ...]]:
    """Return rows of a tidy table; part_no and pupil_no become what they stand for."""
    tables = parsed.tables
    pupils = dict(zip(tables["pupils"]["pupil_no"], tables["pupils"]["name_raw"], strict=True))
    parts = {
        no: {name: tables["parts"][name][k] for name in tables["parts"]}
        for k, no in enumerate(tables["parts"]["part_no"])
    }
    wide = []
    for k in range(len(next(iter(tables[table].values())))):
        row = {name: plain(values[k]) for name, values in tables[table].items()}
        row |= {f"part_{n}": v for n, v in parts.get(row.get("part_no", 0), {}).items()}
        row["pupil"] = pupils.get(row.get("pupil_no", 0), "")
        wide.append(tuple(row[name] for name in names))
    return wide


def codes(parsed: Parsed) -> list[str]:
    """Return the codes of a file's problems."""
    return [problem.code for problem in parsed.problems]
