"""Tidy rows of a source, kept beside it: publishing and rebuilding read these, not the file again."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from warehouse.home import Home
from warehouse.ledger import dumps
from warehouse.tables import LOADED, file_schema

Columns = Mapping[str, list[Any]]


def rows_key(sha256: str, reading: Mapping[str, Any]) -> str:
    """Return the name of a source's rows for one way of reading it (format, decisions, calendar)."""
    return f"{sha256[:32]}-{hashlib.sha256(dumps(reading).encode()).hexdigest()[:16]}"


def arrow_tables(tables: Mapping[str, Columns]) -> dict[str, pa.Table]:
    """Return Arrow tables in the tables' contract; ArrowInvalid where a value does not fit it."""
    return {
        name: pa.table(
            [pa.array(tables[name][field.name], field.type) for field in file_schema(name)],
            schema=file_schema(name),
        )
        for name in LOADED
    }


def write_rows(home: Home, key: str, tables: Mapping[str, pa.Table]) -> None:
    """Write rows under their key, whole or not at all; whoever accepts them syncs them to the disk."""
    draft = home.rows / f"{key}.{os.getpid()}.part"
    with draft.open("wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, table in tables.items():
            if table.num_rows:
                archive.writestr(f"{name}.arrow", ipc(table))
    draft.replace(rows_path(home, key))


def rows_path(home: Home, key: str) -> Path:
    """Return the file of the rows kept under a key."""
    return home.rows / f"{key}.rows"


def ipc(table: pa.Table) -> bytes:
    """Return a table as an Arrow stream, compressed."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(
        sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="lz4")
    ) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def read_rows(home: Home, key: str) -> dict[str, pa.Table]:
    """Return the tables kept under a key; a table without rows is left out.

    Raises FileNotFoundError where the rows are not there.
    """
    with zipfile.ZipFile(rows_path(home, key)) as archive:
        return {
            name.removesuffix(".arrow"): pa.ipc.open_stream(archive.read(name)).read_all()
            for name in archive.namelist()
        }
