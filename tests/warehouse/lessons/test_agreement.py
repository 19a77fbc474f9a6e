"""Two coders of one lesson: κ by hand, by another formula, and in any order."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.lessons.agreement import agreement, weighted_kappa

PAIRS = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), max_size=30)


def coded(*codes: str) -> dict[str, str]:
    return {str(no): code for no, code in enumerate(codes, start=1)}


def test_a_lesson_of_two_coders_by_hand() -> None:
    texts = {"1": "Назовите", "2": "Сравните", "3": "Докажите", "4": "Опишите", "5": "Ещё"}
    found = agreement(
        coded("1.1", "2.5", "3.5", "2.2", ""), coded("1.1", "2.7", "2.4", "2.2", "1.1"), texts
    )
    assert (found.both_count, found.same_code_count, found.same_category_count) == (4, 2, 3)
    assert (found.same_code_pct, found.same_category_pct) == (50.0, 75.0)
    # Seen: one step in 4 pairs. By chance: rows 1, 2, 3 once, twice, once; columns 1 once, 2 three times:
    # (1·3·1 + 2·1·1 + 1·1·2 + 1·3·1) / 16 = 10/16. κ = 1 − (1/4) / (10/16) = 0.6.
    assert found.kappa == pytest.approx(0.6)
    assert [(d.no, d.text, d.code_a, d.code_b, d.distance) for d in found.disagreements] == [
        ("2", "Сравните", "2.5", "2.7", 0),
        ("3", "Докажите", "3.5", "2.4", 1),
    ]


def test_kappa_is_undefined_where_nothing_else_could_come_out() -> None:
    one = agreement(coded("2.1", "2.2"), coded("2.1", "2.5"))
    assert (one.kappa, one.kappa_reason, one.same_category_count) == (None, "one_category", 2)
    none = agreement(coded("2.1", ""), coded("", "2.5"))
    assert (none.kappa, none.kappa_reason, none.both_count) == (None, "no_common_tasks", 0)
    assert none.same_category_pct is none.same_code_pct is None


def test_a_bare_category_is_compared_by_category_only() -> None:
    found = agreement(coded("2", "3.1", "1"), coded("2.5", "3.1", "2"))
    assert (found.same_code_count, found.same_code_reason) == (None, "category_only")
    assert [(d.no, d.distance) for d in found.disagreements] == [("3", 1)]


def by_matrix(pairs: list[tuple[int, int]]) -> Fraction | None:
    """Cohen's κ from weights of agreement 1 − |i − j| / 4, as textbooks have it: (Po − Pe) / (1 − Pe)."""
    count = len(pairs)
    weights = {(i, j): Fraction(4 - abs(i - j), 4) for i in range(1, 6) for j in range(1, 6)}
    seen = sum((weights[pair] for pair in pairs), Fraction(0)) / count
    rows = {i: Fraction(sum(a == i for a, _ in pairs), count) for i in range(1, 6)}
    columns = {j: Fraction(sum(b == j for _, b in pairs), count) for j in range(1, 6)}
    chance = sum((weights[i, j] * rows[i] * columns[j] for i, j in weights), Fraction(0))
    return None if chance == 1 else (seen - chance) / (1 - chance)


@given(PAIRS)
def test_kappa_is_that_of_another_formula_and_of_swapped_coders(
    pairs: list[tuple[int, int]],
) -> None:
    kappa, _ = weighted_kappa(pairs)
    expected = by_matrix(pairs) if pairs else None
    assert kappa == (None if expected is None else pytest.approx(float(expected)))
    assert weighted_kappa([(b, a) for a, b in pairs])[0] == kappa
    assert weighted_kappa(sorted(pairs))[0] == kappa
    if kappa is not None:
        assert kappa <= 1
        assert (kappa == 1) == all(a == b for a, b in pairs)
