"""Queries of deficits over a published school: what they bring, for whom, and of which school."""

from __future__ import annotations

import pytest

from tests.warehouse.files_in_code import Work, accept
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.queries import assessments, deficits
from warehouse.scope import Scope
from warehouse.snapshots import Reader

VPR = "vpr 2022/23 Математика 5"
TASKS = {"1": (1, "Б"), "2": (2, "П")}
OURS = {"school": "school", "assessment": VPR}


@pytest.fixture(scope="module")
def con(tmp_path_factory):
    home = Home.at(tmp_path_factory.mktemp("deficits"))
    ours = {
        "50001": ("5А", 4, 4, {"1": 1, "2": 2}),
        "50002": ("5А", 3, 4, {"1": 0, "2": "X"}),
        "50003": ("5Б", 2, 3, {"1": 0, "2": 0}),
        "50004": ("", 3, 3, {"1": 0}),
    }
    theirs = {"50001": ("5А", 5, 5, {"1": 1, "2": 1})}
    accept(home, Work(tasks=TASKS, results=ours))
    accept(home, Work(tasks=TASKS, results=theirs, schools={"50001": "edu9"}))
    accept(home, Work(tasks=TASKS, results=ours, school_year="2021/22"))
    home.ledger.add_record("own_school_code", "edu1", {"school_code": "edu1"}, "тест")
    publish(home)
    with Reader(home).cursor() as cursor:
        yield cursor


def test_the_assessments_of_a_school(con) -> None:
    found = assessments.selections(con, school="school")
    assert found["assessment_id"].tolist() == [VPR, VPR.replace("2022/23", "2021/22")]
    newest = found.iloc[0]
    assert (newest["classes_count"], newest["participants_count"], newest["levels_count"]) == (
        2,
        4,
        2,
    )


def test_cells_of_a_class_with_the_grade_beside(con) -> None:
    found = deficits.tasks(con, **OURS).set_index(["task_code", "class_name"])
    cell = found.loc["1", "5А"]
    assert (cell["completion_pct"], cell["verdict"], cell["grade_completion_pct"]) == (
        50,
        "short",
        25,
    )
    assert found.index.get_level_values("class_name").tolist()[:3] == ["5А", "5Б", ""]


def test_a_scope_hides_other_classes_and_participants_without_a_class(con) -> None:
    scope = Scope.of([("2022/23", "5Б")])
    assert set(deficits.tasks(con, **OURS, scope=scope)["class_name"]) == {"5Б"}
    assert len(deficits.missed(con, **OURS, task="1", class_name="5А", scope=scope)) == 0


def test_other_schools_and_earlier_cohorts_stand_beside(con) -> None:
    found = deficits.outside(con, **OURS)
    one = found[found["task_code"] == "1"].set_index("group_level")
    assert one.loc["other_schools", "completion_pct"] == 100
    assert one.loc["earlier", ["group_name", "completion_pct"]].tolist() == ["2021/22", 25]


def test_the_largest_shortfall_of_the_school_stands_first(con) -> None:
    found = deficits.top(con, school="school", school_year="2022/23")
    assert found["task_code"].tolist() == ["1"]
    assert found["missing_count"][0] == pytest.approx(0.35 * 4)


def test_who_missed_a_task_with_the_cell(con) -> None:
    found = deficits.missed(con, **OURS, task="2", class_name="5А")
    assert found[["participant_code", "state", "row_no"]].values.tolist() == [
        ["50002", "not_attempted", 2]
    ]


def test_the_spread_of_a_task(con) -> None:
    found = deficits.task_points(con, **OURS, task="2")
    assert found[found["class_name"] == "5А"]["points"].tolist() == [2.0, 0.0]
