"""First support: the known parts of a class weighed and put in order; the parts are counted in a mart.

The sums are sums of fractions, so they are Python's: a person changes a weight and sees it at once.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from warehouse.ledger import Ledger
from warehouse.thresholds import threshold

PARTS = ("passed", "quality", "falling", "pupils", "deficit", "absence")
# Parts over a base of pupils; those on the base on roll stand in columns of their own.
BY_BASE = frozenset({"passed", "quality"})


def part_column(part: str, base: str) -> str:
    """Return the column of a part in `queries.achievement.priority`."""
    return f"{part}_on_roll_part" if part in BY_BASE and base == "on_roll" else f"{part}_part"


def weights(ledger: Ledger) -> dict[str, float]:
    """Return the weight of every part, as the school has it."""
    return {part: threshold(ledger, f"priority_{part}_weight") for part in PARTS}


def ranked(
    frame: pd.DataFrame, base: str, weighed: Mapping[str, float], known_pct: float
) -> pd.DataFrame:
    """Return the classes with their sum and rank, those in need first, those without a rank last.

    Adds `<part>` (0–1 or None) for every part, priority = Σ weight × part / Σ weights of known parts
    (None where none is known), known_pct (of all weights) and rank (None where less than `known_pct`
    is known; equal sums share a rank).
    """
    if frame.empty:
        return frame
    parts = pd.DataFrame({part: _values(frame, part_column(part, base)) for part in PARTS})
    weight = pd.Series(dict(weighed), dtype=float)[list(PARTS)]
    present = parts.notna().mul(weight, axis=1).sum(axis=1)
    total = parts.fillna(0.0).mul(weight, axis=1).sum(axis=1)
    found = frame.reset_index(drop=True).assign(**parts)
    found["priority"] = (total / present).where(present > 0)
    found["known_pct"] = 100 * present / weight.sum() if weight.sum() else 0.0
    is_ranked = found["priority"].notna() & (found["known_pct"] >= known_pct)
    # Equal sums may differ in the last bit: what the screen cannot tell apart shares a place.
    rounded = found["priority"].where(is_ranked).round(9)
    found["rank"] = rounded.rank(method="min", ascending=False)
    order = ["rank", "priority", "grade", "class_name"]
    return found.sort_values(order, ascending=[True, False, True, True], ignore_index=True)


def _values(frame: pd.DataFrame, column: str) -> pd.Series:
    """Return a part; one that no data can fill yet is unknown everywhere."""
    known = frame[column] if column in frame else pd.Series(index=frame.index, dtype=float)
    return known.astype(float).reset_index(drop=True)
