"""The catalogue of metrics: label, unit, formula, source and direction, each written once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CATALOGUE = Path(__file__).with_name("metrics.toml")


@dataclass(frozen=True)
class Metric:
    """One metric; `source` is V (published), M (common practice) or D (this project's own)."""

    name: str
    label: str
    unit: str
    formula: str
    note: str
    source: str
    direction: str

    @property
    def is_official(self) -> bool:
        """Tell whether the formula was read in a published source."""
        return self.source == "V"


@cache
def catalogue() -> dict[str, Metric]:
    """Return every metric by name, in the order of the file."""
    entries = tomllib.loads(CATALOGUE.read_text("utf-8"))
    return {name: Metric(name=name, **entry) for name, entry in entries.items()}
