"""Freshness in days of the school year: breaks and the summer do not count."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.freshness import freshness, school_days

TERMS = [(date(2024, 9, 1), date(2024, 10, 27)), (date(2024, 11, 5), date(2024, 12, 28)),
         (date(2025, 3, 31), date(2025, 5, 26))]  # fmt: skip
HALVES = [(date(2024, 9, 1), date(2024, 12, 28))]
DAYS = st.dates(date(2024, 8, 1), date(2025, 8, 31))


@pytest.mark.parametrize(
    ("after", "until", "days"),
    [
        (date(2024, 9, 2), date(2024, 9, 14), 12),
        (date(2024, 10, 20), date(2024, 11, 3), 7),
        (date(2024, 10, 20), date(2024, 11, 6), 9),
        (date(2025, 5, 26), date(2025, 8, 31), 0),
        (date(2024, 9, 14), date(2024, 9, 14), 0),
        (date(2024, 9, 20), date(2024, 9, 10), 0),
    ],
)
def test_days_of_terms(after: date, until: date, days: int) -> None:
    assert school_days(after, until, TERMS) == days


@given(DAYS, DAYS)
def test_they_are_the_days_counted_one_by_one(after: date, until: date) -> None:
    terms = [*TERMS, *HALVES]
    span = [after + timedelta(days=n) for n in range(1, max((until - after).days, 0) + 1)]
    counted = sum(any(first <= day <= last for first, last in terms) for day in span)
    assert school_days(after, until, terms) == counted


def stale(today: date, *sources: tuple[str, date, date | None]) -> list[str]:
    return [one.source_kind for one in freshness(sources, TERMS, today, 14) if one.is_stale]


def test_a_journal_is_stale_after_the_allowed_days_of_lessons() -> None:
    loaded = ("journal", date(2024, 9, 10), date(2024, 9, 9))
    assert stale(date(2024, 9, 24), loaded) == []
    assert stale(date(2024, 9, 25), loaded) == ["journal"]


def test_in_a_break_and_in_summer_nothing_is() -> None:
    loaded = ("journal", date(2024, 9, 10), date(2024, 9, 9))
    assert stale(date(2024, 11, 1), loaded) == []
    assert stale(date(2025, 7, 1), loaded) == []


def test_what_comes_once_a_term_is_not_nor_a_kind_that_the_school_left() -> None:
    today = date(2024, 12, 20)
    assert stale(today, ("class_summary", date(2024, 9, 3), None)) == []
    newer = ("journal_page", date(2024, 12, 18), date(2024, 12, 17))
    assert stale(today, ("journal", date(2024, 9, 10), date(2024, 9, 9)), newer) == []


def test_the_stale_stand_first() -> None:
    found = freshness(
        [("report_card", date(2024, 9, 1), None), ("journal", date(2024, 9, 10), date(2024, 9, 9))],
        TERMS, date(2024, 12, 1), 14,
    )  # fmt: skip
    assert [one.source_kind for one in found] == ["journal", "report_card"]
