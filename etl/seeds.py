"""The tables of words and codes that a person may edit, as the importers read them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

Row = dict[str, str]


@cache
def seed(name: str) -> tuple[Row, ...]:
    """Return the rows of `warehouse/seeds/<name>.csv`."""
    text = (files("warehouse") / "seeds" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def pairs(name: str) -> Mapping[str, str]:
    """Return a seed of two columns as first → second."""
    rows = [tuple(row.values()) for row in seed(name)]
    return MappingProxyType({first: second for first, second, *_ in rows})
