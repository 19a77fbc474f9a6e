"""Shares with their counts and their uncertainty."""

from __future__ import annotations

from math import comb, sqrt

from dashboard import words

Z_95 = 1.959963984540054


def wilson(part: int, whole: int, z: float = Z_95) -> tuple[float, float] | None:
    """Return the Wilson interval of a share, 0–100 unrounded; None when there is nobody.

    Source: E. B. Wilson, 1927. 13 of 25 → 33.5…70.0; 0 of 12 → 0…24.2.
    """
    if not whole:
        return None
    share, spread = part / whole, z * z / whole
    centre = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / whole + spread / (4 * whole)) / (1 + spread)
    return max(0.0, centre - half) * 100, min(1.0, centre + half) * 100


def mcnemar(up: int, down: int) -> float:
    """Return the two-sided exact p of McNemar's test on the pairs that changed; 1.0 where none did.

    Source: Q. McNemar, 1947, by the binomial of a fair coin. 6 up and 1 down → 0.125.
    """
    moved = up + down
    tail = sum(comb(moved, count) for count in range(min(up, down) + 1))
    return min(1.0, float(2 * tail / 2**moved))


def share_text(part: int | None, whole: int | None) -> str:
    """Return «13 из 25 (52 %)», or «нет данных» when nobody was counted."""
    if part is None or not whole or words.is_missing(part) or words.is_missing(whole):
        return words.NO_DATA
    counts = f"{words.integer(part)} из{words.NBSP}{words.integer(whole)}"
    return f"{counts} ({words.percent(100 * part / whole)})"


def share_verdict(part: int | None, whole: int | None) -> str:
    """Return a share with its uncertainty: «13 из 25, может быть от 33,5 до 70 %»."""
    if part is None or not whole or words.is_missing(part) or words.is_missing(whole):
        return words.NO_DATA
    low, high = wilson(int(part), int(whole)) or (0.0, 100.0)
    span = f"от{words.NBSP}{words.percent(low)[:-2]} до{words.NBSP}{words.percent(high)}"
    return f"{words.integer(part)} из{words.NBSP}{words.integer(whole)}, может быть {span}"
