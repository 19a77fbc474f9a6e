"""What the groups of a wave say together: common deficits, strengths, self-images that differ; words come later."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import pandas as pd

Row = dict[Any, Any]


@dataclass(frozen=True)
class Findings:
    """Competences (rows of the group) by what they are; `is_by_both` tells whether observers took part."""

    deficits: tuple[Row, ...]
    strengths: tuple[Row, ...]
    unaware: tuple[Row, ...]
    underrated: tuple[Row, ...]
    blocks: tuple[tuple[str, int, int], ...]
    is_by_both: bool
    known_count: int

    @property
    def part(self) -> str:
        """The column of those who are low: in both, else in what they say themselves."""
        return "both_low_count" if self.is_by_both else "self_low_count"

    @property
    def whole(self) -> str:
        """The column of how many could be."""
        return "both_count" if self.is_by_both else "self_count"


def findings(rows: pd.DataFrame, common_pct: float) -> Findings:
    """Return what a group's rows (`queries.competences.groups`) say; a share counts from `common_pct` up."""
    both = rows[~rows["is_both_hidden"].astype(bool)] if len(rows) else rows
    known = rows[~rows["is_self_hidden"].astype(bool)] if len(rows) else rows
    is_by_both = len(both) > 0
    base = both if is_by_both else known
    part, whole = (
        ("both_low_count", "both_count") if is_by_both else ("self_low_count", "self_count")
    )
    deficits = at_least(base, part, whole, common_pct)
    return Findings(
        deficits=deficits,
        strengths=at_least(both, "both_high_count", "both_count", common_pct),
        unaware=at_least(both, "unaware_count", "both_count", common_pct),
        underrated=at_least(both, "underrated_count", "both_count", common_pct),
        blocks=blocks_of(base, deficits),
        is_by_both=is_by_both,
        known_count=len(base),
    )


def at_least(rows: pd.DataFrame, part: str, whole: str, least_pct: float) -> tuple[Row, ...]:
    """Return the rows whose share is at least this, the largest first; equal ones as the framework has them."""
    found = [row for row in rows.to_dict("records")
             if row[whole] and row[part] and 100 * row[part] / row[whole] >= least_pct]  # fmt: skip
    return tuple(sorted(found, key=lambda row: (-row[part] / row[whole], row["position"])))


def blocks_of(base: pd.DataFrame, deficits: tuple[Row, ...]) -> tuple[tuple[str, int, int], ...]:
    """Return (block, how many of its competences are common deficits, how many are known), deficits first."""
    short = Counter(row["block_name"] for row in deficits)
    whole = Counter(base["block_name"]) if len(base) else Counter()
    found = [(block, short[block], count) for block, count in whole.items() if short[block]]
    return tuple(sorted(found, key=lambda one: -one[1]))


def without_plan(deficits: tuple[Row, ...], planned: frozenset[str]) -> list[str]:
    """Return the names of common deficits that no individual route speaks of (`planned` in lower case)."""
    return [
        row["competence_name"]
        for row in deficits
        if not {row["competence_name"].lower(), row["competence_id"].lower()} & planned
    ]
