"""The card of a class and its journal."""

from __future__ import annotations

from warehouse.queries import classes
from warehouse.scope import Scope

KEY = {"school_year": "2023/24", "class_name": "7А"}


def test_groups_are_a_partition(school_con):
    groups = classes.groups(school_con, **KEY, period="q4")
    assert len(groups) == groups.pupil_id.nunique() == 25
    counts = groups.pupil_group.value_counts()
    assert counts["one_three"] == 10
    assert counts["with_two"] == 2
    assert set(groups[groups.pupil_group == "one_three"].reserve_subject) == {"Алгебра"}


def test_periods_stand_beside_the_parallel(school_con):
    periods = classes.periods(school_con, **KEY).set_index("period")
    assert periods.loc["q4", "quality_pct"] == 52
    assert periods.loc["q4", "parallel_pupils_count"] == 38
    assert periods.loc["q4", "pooled_quality_pct"] == 76


def test_subjects_over_periods(school_con):
    subjects = classes.subjects(school_con, **KEY)
    assert list(zip(subjects.subject, subjects.period, strict=True)) == [
        ("Алгебра", "q3"),
        ("Алгебра", "q4"),
        ("История", "q4"),
    ]


def test_attendance_counts_codes_and_pupils(school_con):
    found = classes.attendance(school_con, **KEY).set_index("kind")
    assert found.loc["unexcused", "codes_count"] == 1
    assert found.loc["late", "pupils_count"] == 1


def test_journal_shows_a_cell_once_as_it_stands(school_con):
    cells = classes.journal(school_con, **KEY, subject="Алгебра", period="q4")
    assert list(cells.cell_raw) == ["4/3", "Н О"]
    assert list(cells.column_no) == [29, 30]
    spans = classes.journal_spans(school_con, **KEY)
    assert list(spans.cells_count) == [4]


def test_a_class_outside_the_scope_is_empty(school_con):
    other = Scope.of([("2023/24", "7Б")])
    for query in (classes.periods, classes.subjects, classes.attendance, classes.journal_spans):
        assert query(school_con, **KEY, scope=other).empty
    assert classes.groups(school_con, **KEY, period="q4", scope=other).empty
    assert classes.journal(school_con, **KEY, subject="Алгебра", period="q4", scope=other).empty
    assert list(classes.classes(school_con, scope=other).class_name) == ["7Б"]
