"""Thresholds and settings: shipped values with the school's own laid over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from warehouse.ledger import Ledger
from warehouse.reference import seed

SETTINGS = {"base": "attested", "school_name": "", "roadmap_base": "staff", "roadmap_day": "12-31"}
# Whether a register of the staff is kept: as its lines show, unless a person says so.
KEPT_AS_SHOWN = "lines"


@dataclass(frozen=True)
class Threshold:
    """One number that decides something; `source` is V, M or D as in the catalogue of metrics.

    `page` is the address of the first page that uses it.
    """

    name: str
    value: float
    shipped_value: float
    unit: str
    section: str
    meaning: str
    source: str
    page: str


def thresholds(ledger: Ledger, until: int | None = None) -> list[Threshold]:
    """Return every threshold in the order of the shipped table, as it stood at event `until`."""
    own = {r.payload["name"]: float(r.payload["value"]) for r in ledger.records("threshold", until)}
    return [_threshold(row, own) for row in seed("thresholds")]


def threshold(ledger: Ledger, name: str) -> float:
    """Return the value of one threshold. Raises KeyError for an unknown name."""
    return {t.name: t.value for t in thresholds(ledger)}[name]


def setting(ledger: Ledger, name: str, until: int | None = None) -> Any:
    """Return a setting, such as `base` (attested | on_roll) or `school_name`. Raises KeyError for an unknown name."""
    own = {r.payload["name"]: r.payload["value"] for r in ledger.records("setting", until)}
    shipped = KEPT_AS_SHOWN if name.startswith("kept_") else SETTINGS[name]
    return own.get(name, shipped)


def _threshold(row: dict[str, str], own: dict[str, float]) -> Threshold:
    shipped = float(row["value"])
    value = own.get(row["name"], shipped)
    words = (row["unit"], row["section"], row["meaning"], row["source"], row["page"])
    return Threshold(row["name"], value, shipped, *words)
