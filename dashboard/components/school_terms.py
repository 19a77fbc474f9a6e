"""School periods in order: what comes before what, and which one to show first."""

from __future__ import annotations

from collections.abc import Iterable

ORDER = (
    "q1",
    "t1",
    "q2",
    "h1",
    "t2",
    "q3",
    "t3",
    "q4",
    "h2",
    "year",
    "exam",
    "state_exam",
    "final",
)
BEFORE = {"q2": "q1", "q3": "q2", "q4": "q3", "t2": "t1", "t3": "t2", "h2": "h1"}
YEARLY = frozenset({"year", "exam", "state_exam", "final"})


def in_order(periods: Iterable[str]) -> list[str]:
    """Return distinct periods as a school year meets them."""
    return sorted(set(periods), key=lambda p: (ORDER.index(p) if p in ORDER else 99, p))


def before(period: str) -> str:
    """Return the period before one in the same year; empty where there is none."""
    return BEFORE.get(period, "")


def main_period(counts: dict[str, int]) -> str:
    """Return the period to show first: the latest term of the system most classes live by.

    `counts` are classes by period; without any term it is the last of what there is.
    """
    terms = {period: n for period, n in counts.items() if period not in YEARLY}
    if not terms:
        return in_order(counts)[-1] if counts else ""
    most = max(terms.values())
    return in_order(period for period, n in terms.items() if 2 * n >= most)[-1]
