"""Bytes become a grid: sheets of cells that remember their row and column.

`read` knows files and nothing of schools; `expand` opens folders and archives out for it.
"""

from __future__ import annotations

from pathlib import Path

from etl.grid import Grid
from etl.readers import archive, delimited, html, ods, xls, xlsx
from etl.readers.archive import expand
from etl.readers.bounds import DEFAULT, Bounds
from etl.readers.kind import kind_of
from etl.readers.refusals import refusal

__all__ = ["DEFAULT", "Bounds", "expand", "read"]

_READERS = {
    "xlsx": xlsx.read,
    "xls": xls.read,
    "ods": ods.read,
    "csv": delimited.read,
    "html": html.read,
}


def read(path: Path, name: str = "", bounds: Bounds = DEFAULT) -> Grid:
    """Read a file as a grid by what is in it; `name` is the one to show, the file's own by default.

    Raises `Refusal` with one problem in Russian: an empty, damaged, encrypted or foreign file, or
    one that would take more memory than `bounds` allow.
    """
    kind = kind_of(path, bounds)
    if kind == "zip":
        archive.check(path, bounds)
        raise refusal("archive_in_place_of_file")
    return _READERS[kind](path, name or path.name, bounds)
