"""Readers of published snapshots: they look up the current number and reopen when it has moved."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from warehouse.home import Home

if TYPE_CHECKING:
    import pandas as pd  # an importer's process never needs it, and it takes long to load

KEEP = 3


class NothingPublished(LookupError):
    """The home has no snapshot yet."""


def open_snapshot(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a snapshot for reading: it cannot be written, nor reach any other file of this computer."""
    config: dict[str, Any] = {"enable_external_access": "false", "lock_configuration": "true"}
    return duckdb.connect(str(path), read_only=True, config=config)


class Reader:
    """Reads the current snapshot of a home from any thread; a snapshot that moved is reopened."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self._lock = threading.Lock()
        self._number = 0
        self._connection: duckdb.DuckDBPyConnection | None = None

    @property
    def number(self) -> int:
        """The number of the current snapshot; 0 where nothing is published."""
        row = self.home.ledger.current_snapshot()
        return int(row["number"]) if row else 0

    def _open(self) -> duckdb.DuckDBPyConnection:
        """Return a connection to the current snapshot; the one before stays alive for its cursors."""
        with self._lock:
            for _ in range(KEEP):
                number = self.number
                if not number:
                    raise NothingPublished("nothing is published yet")
                if self._connection is not None and number == self._number:
                    return self._connection
                with contextlib.suppress(duckdb.IOException):
                    # A reader slow enough to see its file swept looks the number up again.
                    self._connection = open_snapshot(self.home.snapshot_path(number))
                    self._number = number
                    return self._connection
            return open_snapshot(self.home.snapshot_path(self.number))

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a read-only cursor of the current snapshot for the length of a query."""
        cursor = self._open().cursor()
        try:
            yield cursor
        finally:
            cursor.close()

    def frame(self, sql: str, params: Any = None) -> pd.DataFrame:
        """Return the result of a query on the current snapshot."""
        with self.cursor() as cursor:
            return cursor.execute(sql, params).df()


def sweep(home: Home) -> None:
    """Remove leftovers of killed publishers and all but the newest snapshots that were current."""
    rows = home.ledger.rows("SELECT number FROM snapshots ORDER BY number DESC")
    kept = {home.snapshot_path(row["number"]).name for row in rows[:KEEP]}
    for path in home.snapshots.iterdir():
        if path.name not in kept:
            # Windows keeps files that a reader has open: the next sweep takes them.
            with contextlib.suppress(OSError):
                path.unlink()
