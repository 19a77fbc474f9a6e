"""The heatmap and the drill of a cell."""

from __future__ import annotations

import pytest

from warehouse.queries import achievement
from warehouse.scope import Scope

YEAR = "2023/24"
ONLY_7B = Scope.of([(YEAR, "7Б")])


def test_heatmap_holds_the_worked_example(school_con):
    cells = achievement.heatmap(school_con, school_year=YEAR, period="q4")
    cell = cells[(cells.class_name == "7А") & (cells.subject == "Алгебра")].iloc[0]
    assert (cell.mark5_count, cell.mark4_count, cell.mark3_count, cell.mark2_count) == (4, 9, 10, 2)
    assert cell.passed_pct == 92
    assert cell.quality_pct == 52
    assert cell.sou_pct == pytest.approx(54.72)
    assert cell.average_points == pytest.approx(3.6)


def test_heatmap_of_a_grade_without_marks_is_empty(school_con):
    assert achievement.heatmap(school_con, school_year=YEAR, period="q4", grade=1).empty


def test_classes_counts_pupils_and_shows_grade_one(school_con):
    rows = achievement.classes(school_con, school_year=YEAR, period="q4").set_index("class_name")
    assert rows.loc["7А", "quality_pupils_count"] == 13
    assert rows.loc["7Б", "not_attested_pupils_count"] == 1
    assert rows["passed_pct"].isna()["1А"]


def test_classes_without_marks_in_the_period_are_listed(school_con):
    rows = achievement.classes(school_con, school_year=YEAR, period="q3").set_index("class_name")
    assert rows["quality_pct"].isna()["7Б"]


def test_selections_name_years_periods_and_grades(school_con):
    found = achievement.selections(school_con)
    assert list(found.period) == ["q3", "q4"]
    assert list(found.classes_count) == [1, 2]


def test_scope_hides_other_classes(school_con):
    cells = achievement.heatmap(school_con, school_year=YEAR, period="q4", scope=ONLY_7B)
    assert set(cells.class_name) == {"7Б"}
    nothing = achievement.heatmap(school_con, school_year=YEAR, period="q4", scope=Scope.of([]))
    assert nothing.empty


def test_cell_periods_carry_the_parallel(school_con):
    periods = achievement.cell_periods(
        school_con, school_year=YEAR, class_name="7А", subject="Алгебра"
    ).set_index("period")
    assert periods.loc["q3", "quality_pct"] == 60
    assert periods.loc["q4", "parallel_attested_count"] == 37


def test_cell_pupils_are_those_with_two_or_not_attested(school_con):
    key = {"school_year": YEAR, "period": "q4", "class_name": "7Б", "subject": "Алгебра"}
    pupils = achievement.cell_pupils(school_con, **key)
    assert list(pupils.state) == ["not_attested", *["attested"] * 4]
    assert achievement.cell_pupils(school_con, **key, scope=Scope.of([])).empty
