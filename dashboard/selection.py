"""Which year and period a page speaks of: as the address says, else the newest that has marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

# Periods in the order in which they end; those of one rank end together.
RANKS = {"q1": 1, "t1": 1, "q2": 2, "h1": 2, "t2": 2, "q3": 3, "q4": 4, "h2": 4, "t3": 4,
         "year": 5, "exam": 6, "state_exam": 7, "final": 8}  # fmt: skip
LAST_TERM = 4


@dataclass(frozen=True)
class Chosen:
    """A school year and period, with the choices that exist."""

    school_year: str
    period: str
    years: tuple[str, ...]
    periods: tuple[str, ...]
    grades: tuple[int, ...]

    @property
    def before(self) -> str:
        """The period of the same kind before this one in the year, or ''."""
        return previous(self.period, self.periods)


def chosen(selections: pd.DataFrame, filters: dict[str, str]) -> Chosen | None:
    """Return the choice of a page; None where there is nothing to choose from.

    `selections` has school_year, period, grade, classes_count (see `queries.achievement.selections`).
    """
    if selections.empty:
        return None
    years = tuple(sorted(set(selections["school_year"])))
    year = filters["year"] if filters.get("year") in years else years[-1]
    of_year = selections[selections["school_year"] == year]
    sums = of_year.groupby("period")["classes_count"].sum()
    counts = {str(name): int(count) for name, count in sums.items()}
    periods = tuple(in_order(list(counts)))
    period = filters.get("period", "")
    if period not in periods:
        period = newest(counts)
    grades = tuple(sorted({int(grade) for grade in of_year[of_year["period"] == period]["grade"]}))
    return Chosen(year, period, years, periods, grades)


def newest(counts: dict[str, int]) -> str:
    """Return the last term that ended; of terms that end together, the one that most classes have."""
    terms = {p: n for p, n in counts.items() if RANKS.get(p, 9) <= LAST_TERM} or counts
    return max(terms, key=lambda period: (RANKS.get(period, 9), terms[period], period))


def in_order(periods: Sequence[str]) -> list[str]:
    """Return periods in the order of the school year."""
    return sorted(set(periods), key=lambda period: (RANKS.get(period, 9), period))


def previous(period: str, periods: Sequence[str]) -> str:
    """Return the period of the same system before this one: q3 → q2; '' for the first."""
    same = [p for p in in_order(periods) if p[:1] == period[:1] and p[1:].isdigit()]
    return same[same.index(period) - 1] if period in same and same.index(period) else ""


def row_of(periods: pd.DataFrame, period: str) -> pd.Series | None:
    """Return the row of a period, or None."""
    found = periods[periods["period"] == period] if len(periods) else periods
    return found.iloc[0] if len(found) else None
