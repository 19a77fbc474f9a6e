"""Where a school's data lives: one folder with the ledger, the sources and the snapshots."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from warehouse.ledger import Ledger


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes: the name a source is kept under."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True)
class Home:
    """The data folder of one school; `PEDSOVET_DATA`, or `./data`."""

    path: Path

    @classmethod
    def at(cls, path: Path | str | None = None) -> Home:
        """Return the home at a path, made if it is not there."""
        home = cls(Path(path or os.environ.get("PEDSOVET_DATA") or "data").resolve())
        for folder in (home.sources, home.rows, home.snapshots, home.incoming, home.papers):
            folder.mkdir(parents=True, exist_ok=True)
        return home

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger of this home."""
        return Ledger(self.path / "ledger.db")

    @property
    def sources(self) -> Path:
        """Files as they came, named by the hash of their bytes."""
        return self.path / "sources"

    @property
    def rows(self) -> Path:
        """Tidy rows of sources, one Arrow file per way of reading a source."""
        return self.path / "rows"

    @property
    def snapshots(self) -> Path:
        """Published warehouses, immutable."""
        return self.path / "snapshots"

    @property
    def incoming(self) -> Path:
        """Files on their way in, not accepted by anybody yet."""
        return self.path / "incoming"

    @property
    def papers(self) -> Path:
        """Files attached to typed records, named by the hash of their bytes."""
        return self.path / "papers"

    def snapshot_path(self, number: int) -> Path:
        """Return the file of a snapshot."""
        return self.snapshots / f"{number:06d}.duckdb"
