"""One pupil within the scope of who asks."""

from __future__ import annotations

from warehouse.queries import pupils
from warehouse.scope import Scope

YEAR = "2023/24"


def test_a_pupil_has_classes_marks_absences_and_groups(school_con):
    assert list(pupils.classes(school_con, pupil_id=1).class_name) == ["7А"]
    assert len(pupils.period_marks(school_con, pupil_id=1, school_year=YEAR)) == 3
    assert list(pupils.marks(school_con, pupil_id=1, school_year=YEAR).mark) == [4, 3]
    assert list(pupils.absences(school_con, pupil_id=1, school_year=YEAR).kind) == [
        "unexcused",
        "late",
    ]
    assert list(pupils.groups(school_con, pupil_id=1).pupil_group) == ["all_fives", "all_fives"]


def test_a_pupil_outside_the_scope_is_nobody(school_con):
    other = Scope.of([(YEAR, "7Б")])
    assert pupils.classes(school_con, pupil_id=1, scope=other).empty
    assert pupils.groups(school_con, pupil_id=1, scope=other).empty
    for query in (pupils.period_marks, pupils.marks, pupils.absences):
        assert query(school_con, pupil_id=1, school_year=YEAR, scope=other).empty
