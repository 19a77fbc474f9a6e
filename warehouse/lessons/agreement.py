"""How far two coders of one lesson agree: the matter of a tutorial, not a mark for either.

κ is Cohen's, weighted linearly on the categories 1–5: a disagreement weighs |a − b| / 4.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from warehouse.lessons.value import CATEGORIES, CATEGORY_ONLY, category_of, is_type

WEIGHTS = "linear"
# Why κ is None.
NO_COMMON = "no_common_tasks"
ONE_CATEGORY = "one_category"


@dataclass(frozen=True)
class Disagreement:
    """A task that two coders coded otherwise; `distance` is between categories, 0 for two types of one."""

    no: str
    text: str
    code_a: str
    code_b: str
    distance: int


@dataclass(frozen=True)
class Agreement:
    """What two coders of one lesson have in common, over the tasks that both coded.

    `same_code_count` is None where either gave only a category to any of them (reason category_only);
    `kappa` None with `kappa_reason` no_common_tasks, or one_category: both named one and the same
    category throughout, so that nothing else could have come out by chance either.
    """

    both_count: int
    same_code_count: int | None
    same_category_count: int
    kappa: float | None
    kappa_reason: str
    disagreements: tuple[Disagreement, ...]

    @property
    def same_code_reason(self) -> str:
        """Why the count of same codes is None, '' where it is not."""
        return CATEGORY_ONLY if self.same_code_count is None else ""

    @property
    def same_category_pct(self) -> float | None:
        """The share of tasks of the same category, 0–100."""
        return 100 * self.same_category_count / self.both_count if self.both_count else None

    @property
    def same_code_pct(self) -> float | None:
        """The share of tasks of the same type, 0–100."""
        if self.same_code_count is None or not self.both_count:
            return None
        return 100 * self.same_code_count / self.both_count


def agreement(
    first: Mapping[str, str], second: Mapping[str, str], texts: Mapping[str, str] | None = None
) -> Agreement:
    """Return the agreement of two coders; each maps the number of a task to its code.

    `texts` maps numbers to the texts of tasks, in the order of the lesson, which disagreements keep.
    """
    said = texts or {}
    order = [*said, *(no for no in first if no not in said)]
    both = [
        no for no in order if category_of(first.get(no, "")) and category_of(second.get(no, ""))
    ]
    codes = [(first[no], second[no]) for no in both]
    pairs = [(int(a[0]), int(b[0])) for a, b in codes]
    typed = all(is_type(a) and is_type(b) for a, b in codes)
    kappa, why = weighted_kappa(pairs)
    apart = [
        Disagreement(no, said.get(no, ""), first[no], second[no], distance(first[no], second[no]))
        for no in both
        if differ(first[no], second[no])
    ]
    return Agreement(
        both_count=len(both),
        same_code_count=sum(a == b for a, b in codes) if typed else None,
        same_category_count=sum(a == b for a, b in pairs),
        kappa=kappa,
        kappa_reason=why,
        disagreements=tuple(apart),
    )


def weighted_kappa(pairs: Sequence[tuple[int, int]]) -> tuple[float | None, str]:
    """Return Cohen's κ with linear weights over pairs of categories, or None and why not.

    κ = 1 − Σ w·O / Σ w·E with w = |i − j|; sums of whole numbers, so the order of tasks changes no bit.
    """
    if not pairs:
        return None, NO_COMMON
    rows, columns = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    seen = sum(abs(a - b) for a, b in pairs)
    chance = sum(rows[i] * columns[j] * abs(i - j) for i in CATEGORIES for j in CATEGORIES)
    if not chance:
        return None, ONE_CATEGORY
    return 1 - seen * len(pairs) / chance, ""


def differ(a: str, b: str) -> bool:
    """Tell whether two codes contradict each other; a type and its bare category do not."""
    if is_type(a) and is_type(b):
        return a != b
    return category_of(a) != category_of(b)


def distance(a: str, b: str) -> int:
    """Return how many categories lie between two codes."""
    return abs((category_of(a) or 0) - (category_of(b) or 0))


def coder_order(coder: str) -> tuple[bool, int, str]:
    """Return what puts the labels of coders in order: the teacher, then observers as they are numbered."""
    return not coder.startswith("teacher"), len(coder), coder
