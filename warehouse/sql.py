"""SQL texts by name: `text("marts/mart_roadmap_by_year")`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def text(name: str) -> str:
    """Return the SQL of `warehouse/<name>.sql`, or of `warehouse/queries/sql/<name>.sql`.

    Raises FileNotFoundError for an unknown name.
    """
    for folder in (FOLDER, FOLDER / "queries" / "sql"):
        path = folder / f"{name}.sql"
        if path.is_file():
            return path.read_text("utf-8")
    raise FileNotFoundError(f"no SQL named {name}")
