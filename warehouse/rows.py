"""Tidy rows of a source, kept beside it: publishing and rebuilding read these, not the file again."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from warehouse.home import Home
from warehouse.ledger import dumps
from warehouse.tables import LOADED, file_schema

Columns = Mapping[str, list[Any]]
NAME = b"table"
ZIP = b"PK"


def rows_key(sha256: str, reading: Mapping[str, Any]) -> str:
    """Return the name of a source's rows for one way of reading it (format, decisions, calendar)."""
    return f"{sha256[:32]}-{hashlib.sha256(dumps(reading).encode()).hexdigest()[:16]}"


def arrow_tables(tables: Mapping[str, Columns]) -> dict[str, pa.Table]:
    """Return Arrow tables in the tables' contract; ArrowInvalid where a value does not fit it.

    A table without rows is left out: most files speak of a few tables only.
    """
    return {
        name: pa.table(
            [_column(tables[name][field.name], field.type) for field in file_schema(name)],
            schema=file_schema(name),
        )
        for name in LOADED
        if any(map(len, tables[name].values()))
    }


def _column(values: Any, kind: pa.DataType) -> pa.Array:
    """Return values as a column; those of a region come as Arrow has them already."""
    return values.cast(kind) if isinstance(values, pa.Array) else pa.array(values, kind)


def write_rows(home: Home, key: str, tables: Mapping[str, pa.Table]) -> None:
    """Write rows under their key, whole or not at all; whoever accepts them syncs them to the disk.

    The file is one Arrow stream after another, each with the name of its table; not compressed, for
    packing would take longer than all the rest of writing and reading.
    """
    draft = home.rows / f"{key}.{os.getpid()}.part"
    with draft.open("wb") as file:
        for name, table in tables.items():
            if table.num_rows:
                named = table.replace_schema_metadata({NAME: name})
                with pa.ipc.new_stream(file, named.schema) as writer:
                    writer.write_table(named)
    draft.replace(rows_path(home, key))


def rows_path(home: Home, key: str) -> Path:
    """Return the file of the rows kept under a key."""
    return home.rows / f"{key}.rows"


def read_rows(home: Home, key: str) -> dict[str, pa.Table]:
    """Return the tables kept under a key; a table without rows is left out.

    Raises FileNotFoundError where the rows are not there.
    """
    held = rows_path(home, key).read_bytes()
    return _zipped(held) if held.startswith(ZIP) else dict(_streams(held))


def _streams(held: bytes) -> Iterator[tuple[str, pa.Table]]:
    with pa.BufferReader(held) as source:
        while source.tell() < len(held):
            table = pa.ipc.open_stream(source).read_all()
            yield table.schema.metadata[NAME].decode(), table.replace_schema_metadata(None)


def _zipped(held: bytes) -> dict[str, pa.Table]:
    """Return the tables of a file as versions before 4 wrote it: a zip with a stream for each."""
    with zipfile.ZipFile(io.BytesIO(held)) as archive:
        return {
            name.removesuffix(".arrow"): pa.ipc.open_stream(archive.read(name)).read_all()
            for name in archive.namelist()
        }
