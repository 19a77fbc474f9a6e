"""The school before a meeting."""

from __future__ import annotations

from warehouse.queries import overview
from warehouse.scope import Scope

TERM = {"school_year": "2023/24", "period": "q4", "before": "q3"}


def test_school_counts_pupils(school_con):
    rows = overview.school(school_con).set_index("period")
    assert rows.loc["q4", "pupils_count"] == 38


def test_changes_compare_what_both_periods_have(school_con):
    changes = overview.changes(school_con, **TERM)
    assert list(changes.subject) == ["Алгебра"]
    assert changes.iloc[0].change_points == -8


def test_support_shows_its_parts(school_con):
    rows = overview.support(school_con, **TERM).set_index("class_name")
    assert rows.loc["7Б", "in_trouble_count"] == 5
    assert rows["change_points"].isna()["7Б"]
    only = overview.support(school_con, **TERM, scope=Scope.of([("2023/24", "7Б")]))
    assert list(only.class_name) == ["7Б"]
