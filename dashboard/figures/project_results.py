"""What reviews of a project come to: the sentence and the table of means by criterion and kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard import words

NBSP = words.NBSP
KINDS = {"self": "самооценка", "peer": "коллеги", "expert": "эксперты"}
MOST = 3


def score(mean: float) -> str:
    """Return a mean in words: «3», «1,5»."""
    return words.trimmed(mean)


def headline(found: Sequence[Any]) -> str:
    """Return where self-assessment and others differ most, else what was judged lowest; ties go by criteria."""
    said = [one for one in found if one.means]
    if not said:
        return "Оценок пока нет"
    apart = [(abs(one.means["self"][0] - other[0]), at, one, kind, other) for at, one in enumerate(said)
             for kind in ("peer", "expert") if "self" in one.means and (other := one.means.get(kind))]  # fmt: skip
    if apart:
        gap, _, one, kind, other = max(apart, key=lambda said: (said[0], -said[1]))
        if not gap:
            return f"Самооценка и другие оценки совпали по{NBSP}всем общим критериям"
        told = f"самооценка {score(one.means['self'][0])}, {KINDS[kind]} {score(other[0])}"
        return f"Сильнее всего расходятся по{NBSP}критерию «{one.name}»: {told}"
    lowest = min(said, key=lambda one: min(mean for mean, _ in one.means.values()))
    kind, (mean, _) = min(lowest.means.items(), key=lambda pair: pair[1][0])
    if mean == MOST:
        return f"По{NBSP}всем критериям высший балл: {KINDS[kind]}"
    return f"Ниже всего «{lowest.name}»: {score(mean)} из{NBSP}{MOST}, {KINDS[kind]}"


def table(found: Sequence[Any]) -> pd.DataFrame:
    """Return one row per criterion: name, block, and <kind>_mean, <kind>_count of each kind, None where none."""
    rows = []
    for one in found:
        row: dict[str, Any] = {"name": one.name, "block": one.block}
        for kind in KINDS:
            mean, count = one.means.get(kind, (None, 0))
            row |= {f"{kind}_mean": mean, f"{kind}_count": count}
        rows.append(row)
    return pd.DataFrame(rows)


def in_words(means: Mapping[str, tuple[float, int]]) -> str:
    """Return the means of a criterion with their counts: «самооценка 3 (1), коллеги 1,5 (2)»."""
    told = [f"{KINDS[kind]} {score(mean)} ({count})" for kind, (mean, count) in means.items()]
    return ", ".join(told) or "оценок нет"
