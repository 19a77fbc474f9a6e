"""The didactic value of a lesson from the codes of its tasks, by the taxonomy of D. Tollingerová.

Certain is the structure p_k = N_k / N; fit, variety and evenness are computed by this product [D]. A
higher category is no better one: the value is relative to the aim, so nothing here is a mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import fsum, isfinite, log
from statistics import median

CATEGORIES = (1, 2, 3, 4, 5)
TYPES = 27
HIGH = 3  # categories from this one on are shown together
TOLERANCE = 0.005
DIGITS = 12  # 1 − ½ · 0.2 is 0.9 and not a little less
CODE = re.compile(r"([1-5])(?:\.([1-9]\d?))?")
# Why a part of the value is None.
CATEGORY_ONLY = "category_only"
NO_TARGETS = "no_targets"
WRONG_TARGETS = "wrong_targets"


@dataclass(frozen=True)
class Value:
    """What the codes of one coder say of a lesson.

    `tasks_count` is N, the tasks that have a code; `types_count` n, None where any of them has only a
    category; `counts` N1..N5 and `shares` p1..p5 (0–1, Σ = 1) by category; `high_pct` 0–100, categories
    3–5; `median_category` may lie between two; `fit` 0–1; `variety` n / N; `variety_capped`
    n / min(N, 27); `evenness` 0–1; `reasons` tells why a part is None: category_only (of types_count,
    variety, variety_capped), no_targets, wrong_targets (of fit).
    """

    tasks_count: int
    types_count: int | None
    counts: tuple[int, ...]
    shares: tuple[float, ...]
    high_pct: float
    median_category: float
    fit: float | None
    variety: float | None
    variety_capped: float | None
    evenness: float
    uncoded_count: int
    targets: tuple[float, ...] | None = None
    reasons: dict[str, str] = field(default_factory=dict)


def code_of(printed: object) -> str:
    """Return a code as it is kept, «2.5» or «2», from what was printed or typed; '' for what is no code.

    A comma and a last point do not matter. A number cell of 2.1 may have been 2.10: say so there.
    """
    text = str(printed if printed is not None else "").strip().replace(",", ".")
    text = re.sub(r"\s+", "", text).rstrip(".")
    found = CODE.fullmatch(text.removesuffix(".0"))
    return found[0] if found else ""


def category_of(code: str) -> int | None:
    """Return the category of a code, also of a type that a subject added; None for no code."""
    found = CODE.fullmatch(code)
    return int(found[1]) if found else None


def is_type(code: str) -> bool:
    """Tell whether a code names a type and not its category only."""
    found = CODE.fullmatch(code)
    return bool(found and found[2])


def targets_are_right(targets: Sequence[float]) -> bool:
    """Tell whether target shares are five, none is negative, and their sum is 1 (± 0.005)."""
    return (
        len(targets) == len(CATEGORIES)
        and all(isfinite(t) and t >= 0 for t in targets)
        and abs(fsum(targets) - 1) <= TOLERANCE + 1e-9
    )


def lesson_value(codes: Iterable[str], targets: Sequence[float] | None = None) -> Value | None:
    """Return the value of a lesson, None where no task has a code: no tasks are no value, never 0.

    `codes` are those of all tasks, one each: a type, a category only, or '' for none; `targets` t1..t5.
    Source: domain notes on Tollingerová's taxonomy; evenness −Σ p ln p / ln 5.
    """
    given = list(codes)
    coded = [code for code in given if category_of(code)]
    if not coded:
        return None
    categories = [int(code[0]) for code in coded]
    counts = tuple(categories.count(k) for k in CATEGORIES)
    whole = len(coded)
    shares = tuple(count / whole for count in counts)
    types = len(set(coded)) if all(map(is_type, coded)) else None
    matched, why = _fit(shares, targets)
    reasons = {"fit": why} if why else {}
    if types is None:
        reasons |= dict.fromkeys(("types_count", "variety", "variety_capped"), CATEGORY_ONLY)
    return Value(
        tasks_count=whole,
        types_count=types,
        counts=counts,
        shares=shares,
        high_pct=100 * sum(counts[HIGH - 1 :]) / whole,
        median_category=float(median(categories)),
        fit=matched,
        variety=None if types is None else types / whole,
        variety_capped=None if types is None else types / min(whole, TYPES),
        evenness=evenness(shares),
        uncoded_count=len(given) - whole,
        targets=tuple(targets) if targets is not None and not why else None,
        reasons=reasons,
    )


def fit(shares: Sequence[float], targets: Sequence[float]) -> float:
    """Return how well a structure matches the target: 1 − ½ Σ |p − t|, 0–1."""
    apart = fsum(abs(p - t) for p, t in zip(shares, targets, strict=True))
    return min(max(round(1 - apart / 2, DIGITS), 0.0), 1.0)


def evenness(shares: Sequence[float]) -> float:
    """Return how evenly the five categories are used: −Σ p ln p / ln 5; 0 for one category, 1 for equal ones."""
    return abs(round(-fsum(p * log(p) for p in shares if p > 0) / log(len(CATEGORIES)), DIGITS))


def _fit(shares: Sequence[float], targets: Sequence[float] | None) -> tuple[float | None, str]:
    if targets is None:
        return None, NO_TARGETS
    if not targets_are_right(targets):
        return None, WRONG_TARGETS
    return fit(shares, targets), ""
