"""Assessments by given and expected rows: from tidy rows of files to the marts, over a real publish."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.files_in_code import Totals, Work, accept
from warehouse.changes import changes_of
from warehouse.home import Home
from warehouse.publish import publish, rebuild
from warehouse.snapshots import Reader
from warehouse.verify import differences

TASKS = {"1": (1, "Б"), "3.1": (2, "П"), "3.10": (2, "")}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path)


def rows(home: Home, sql: str) -> list[tuple[Any, ...]]:
    """Publish and return the rows of a query."""
    publish(home)
    return [tuple(row) for row in Reader(home).frame(sql).itertuples(index=False)]


def work(**said: Any) -> Work:
    """Return a work of five participants of 5А and one of nobody knows which class."""
    results = {
        "50001": ("5А", 4, 5, {"1": 1, "3.1": 2, "3.10": 1}),
        "50002": ("5А", 3, 3, {"1": 1, "3.1": "X", "3.10": 0}),
        "50003": ("5А", 5, 3, {"1": 0, "3.1": 1, "3.10": "не пройд."}),
        "50004": ("5А", 2, None, {"1": 1, "3.1": None}),
        "50005": ("", 3, 4, {"1": 1}),
    }
    return Work(tasks=TASKS, results=results, absent={"50006": "5А"}, **said)


def test_completion_counts_an_x_as_nothing_and_leaves_out_what_was_not_taught(home: Home) -> None:
    accept(home, work())
    found = rows(
        home,
        "SELECT class_name, task_code, participants_count, not_attempted_count, not_taught_count,"
        " completion_pct, verdict FROM mart_deficit_by_class_task ORDER BY class_name, position",
    )
    assert found == [
        ("", "1", 1, 0, 0, 100.0, "enough"),
        ("5А", "1", 4, 0, 0, 75.0, "enough"),
        ("5А", "3.1", 3, 1, 0, 50.0, "enough"),
        ("5А", "3.10", 2, 0, 1, 25.0, ""),
    ]


EDGES = [
    ("Б", 600, "enough"), ("Б", 599, "uncertain"), ("Б", 570, "uncertain"), ("Б", 569, "short"),
    ("П", 300, "enough"), ("В", 299, "uncertain"), ("П", 285, "uncertain"), ("В", 284, "short"),
]  # fmt: skip


def test_the_thresholds_of_a_level_at_their_edges(home: Home) -> None:
    tasks = {str(number): (1, level) for number, (level, _, _) in enumerate(EDGES)}
    solved = {str(number): count for number, (_, count, _) in enumerate(EDGES)}
    results = {
        f"5{n:04d}": ("5А", None, None, {task: int(n < solved[task]) for task in tasks})
        for n in range(1000)
    }
    accept(home, Work(tasks=tasks, results=results))
    found = rows(home, "SELECT verdict FROM mart_deficit_by_class_task ORDER BY position")
    assert found == [(verdict,) for _, _, verdict in EDGES]


def test_marks_beside_the_journal_count_who_has_both(home: Home) -> None:
    accept(home, work())
    found = rows(
        home,
        "SELECT class_name, participants_count, lowered_count, confirmed_count, raised_count,"
        " gap2_count FROM mart_objectivity_by_class ORDER BY class_name",
    )
    assert found == [("", 1, 1, 0, 0, 0), ("5А", 3, 1, 1, 1, 1)]


def test_an_absent_participant_is_listed_and_outside_every_base(home: Home) -> None:
    accept(home, work())
    found = rows(
        home,
        "SELECT listed_count, participants_count, marked_count, mark2_count, low_pct"
        " FROM mart_assessment_by_class WHERE class_name = '5А'",
    )
    assert found == [(5, 4, 4, 1, 25.0)]


def test_the_newer_of_two_files_holds_and_undo_brings_the_older_back(home: Home) -> None:
    accept(home, work())
    newer = accept(
        home,
        Work(tasks=TASKS, results={"50001": ("5А", 5, 5, {"1": 0})}, kind="vpr_results"),
    )
    asked = (
        "SELECT r.mark, p.points FROM assessment_results AS r INNER JOIN task_points AS p"
        " ON r.participant_code = p.participant_code WHERE r.participant_code = '50001'"
        " ORDER BY p.task_code"
    )
    assert [tuple(map(float, row)) for row in rows(home, asked)] == [(5.0, 0.0)]
    home.ledger.revoke(newer, "тест")
    assert len(rows(home, asked)) == 3


def test_schools_of_one_file_stand_apart_and_the_own_code_makes_one_of_them_ours(
    home: Home,
) -> None:
    schools = {"50001": "edu1", "50002": "edu2", "50003": "edu2", "50004": "edu2", "50005": "edu1"}
    accept(home, work(schools=schools))
    asked = (
        "SELECT school_id, count(*) AS n FROM assessment_results WHERE took_part = 1"
        " GROUP BY school_id ORDER BY school_id"
    )
    assert rows(home, asked) == [("edu1", 2), ("edu2", 3)]
    home.ledger.add_record("own_school_code", "edu2", {"school_code": "edu2"}, "тест")
    assert rows(home, asked) == [("edu1", 2), ("school", 3)]


def test_a_file_of_one_school_is_ours(home: Home) -> None:
    accept(home, work(schools=dict.fromkeys(("50001", "50002", "50003", "50004", "50005"), "edu1")))
    found = rows(home, "SELECT DISTINCT school_id FROM assessment_results")
    assert found == [("school",)]


def test_a_class_that_is_only_a_number_gets_its_name_when_somebody_says_it(home: Home) -> None:
    accept(home, Work(tasks=TASKS, results={"50001": (2, 4, 4, {"1": 1})}))
    asked = "SELECT DISTINCT class_name FROM mart_deficit_by_class_task"
    assert rows(home, asked) == [("5 №2",)]
    said = {"school_year": "2022/23", "grade": 5, "class_ordinal": 2, "class_name": "5Б"}
    home.ledger.add_record("class_ordinal", "2022/23 5 2", said, "тест")
    assert rows(home, asked) == [("5Б",)]


def test_the_numbers_of_our_classes_name_no_class_of_another_school(home: Home) -> None:
    said = {"school_year": "2022/23", "grade": 5, "class_ordinal": 2, "class_name": "5Б"}
    home.ledger.add_record("class_ordinal", "2022/23 5 2", said, "тест")
    home.ledger.add_record("own_school_code", "edu1", {"school_code": "edu1"}, "тест")
    results = {"50001": (2, 4, 4, {"1": 1}), "50002": (2, 3, 4, {"1": 0})}
    accept(home, Work(tasks=TASKS, results=results, schools={"50001": "edu1", "50002": "edu2"}))
    found = rows(home, "SELECT school_id, class_name FROM assessment_results ORDER BY school_id")
    assert found == [("edu2", "5 №2"), ("school", "5Б")]


def test_an_autumn_work_keeps_both_grades_and_is_another_work(home: Home) -> None:
    autumn = Work(tasks=TASKS, results={"60001": ("6А", 4, 4, {"1": 1})}, grades=(5, 6))
    spring = Work(tasks=TASKS, results={"50001": ("5А", 3, 4, {"1": 0})})
    accept(home, autumn)
    accept(home, spring)
    found = rows(
        home,
        "SELECT assessment_id, grade, class_grade, class_name FROM mart_deficit_by_class_task"
        " ORDER BY class_name",
    )
    assert found == [
        ("vpr 2022/23 Математика 5", 5, 5, "5А"),
        ("vpr 2022/23 Математика 5→6", 5, 6, "6А"),
    ]


def test_the_most_seen_in_masks_is_that_of_all_files_of_an_exam_until_one_is_corrected(
    home: Home,
) -> None:
    def exam(most: int, code: str, got: int) -> Work:
        said = {code: ("9А", 4, None, {"5": got})}
        return Work(tasks={"5": (most, "")}, results=said, work_kind="oge", grades=(9, 9))

    asked = "SELECT max_points, points_sum, completion_pct FROM mart_deficit_by_class_task"
    accept(home, exam(2, "1", 2))
    accept(home, exam(1, "2", 1))
    assert rows(home, asked) == [(2, 3, 75)]
    accept(home, exam(1, "1", 1))
    assert rows(home, asked) == [(1, 2, 100)]


def test_a_file_without_marks_leaves_those_of_the_file_that_has_them(home: Home) -> None:
    def file(mark: int | None, journal: int | None, got: int) -> Work:
        said = ("5А", mark, journal, {"1": got})
        return Work(tasks=TASKS, results={"50001": said, "50002": said})

    asked = "SELECT mark, journal_mark, total_points FROM assessment_results"
    accept(home, file(4, 5, 1))
    accept(home, file(None, 3, 0))
    assert rows(home, asked) == [(4, 3, 0), (4, 3, 0)]
    accept(
        home,
        Work(tasks=TASKS, results={"50001": ("5А", 2, 4, {}), "50002": ("5А", None, None, {})}),
    )
    taken = "SELECT count(*), count(mark), count(journal_mark) FROM assessment_results"
    assert rows(home, taken) == [(2, 1, 1)]


def test_a_second_login_is_another_school_while_nobody_said_which_is_ours(home: Home) -> None:
    for login, mark in (("edu1", 4), ("edu2", 2), ("edu1", 5)):
        said = {"50001": ("5А", mark, None, {"1": 1})}
        accept(home, Work(tasks=TASKS, results=said, schools={"50001": login}))
        publish(home)
    asked = "SELECT school_id, mark FROM assessment_results ORDER BY mark"
    assert rows(home, asked) == [("edu2", 2), ("school", 5)]


def test_a_school_said_to_be_another_is_never_ours(home: Home) -> None:
    accept(home, work(schools=dict.fromkeys(("50001", "50002", "50003", "50004", "50005"), "edu1")))
    asked = "SELECT DISTINCT school_id FROM assessment_results WHERE participant_code < '50006'"
    home.ledger.add_record("own_school_code", "9306", {"school_code": "9306"}, "тест")
    assert rows(home, asked) == [("school",)]
    home.ledger.add_record("other_school_code", "edu1", {"school_code": "edu1"}, "тест")
    assert rows(home, asked) == [("edu1",)]
    home.ledger.add_record("own_school_code", "edu1", {"school_code": "edu1"}, "тест")
    assert rows(home, asked) == [("school",)]


def test_a_class_alone_that_changes_is_a_change(home: Home) -> None:
    def file(class_name: str) -> Work:
        results = {"50001": (class_name, 4, None, {"1": 1}), "50002": ("5А", 3, None, {"1": 1})}
        return Work(tasks=TASKS, results=results)

    accept(home, file("5А"))
    before = publish(home)
    batch = accept(home, file("5Б"))
    found = changes_of(home, before, publish(home), [batch])[batch]
    assert (found.added, found.changed, found.removed, found.same) == (0, 1, 0, 1)


def test_a_mark_that_changes_places_with_the_journals_is_a_change(home: Home) -> None:
    def file(mark: int | None, journal: int | None) -> Work:
        other = ("5А", 3, 3, {"1": 1})
        return Work(tasks=TASKS, results={"50001": ("5А", mark, journal, {"1": 1}), "50002": other})

    accept(home, file(4, None))
    before = publish(home)
    batch = accept(home, file(None, 4))
    assert changes_of(home, before, publish(home), [batch])[batch].changed == 1


def test_numbers_of_two_days_of_an_exam_are_not_one_participant(home: Home) -> None:
    for day in (3, 10):
        said = {"№1": ("9А", 4, None, {})}
        accept(home, Work(results=said, work_kind="oge", grades=(9, 9), label=f"2023-06-{day:02}",
                          held_on=date(2023, 6, day)))  # fmt: skip
    assert rows(home, "SELECT participants_count FROM mart_exam_by_class") == [(2,)]


def test_low_results_reach_their_threshold_at_thirty_percent(home: Home) -> None:
    marks = [2] * 3 + [3] * 7
    results = {f"5{n:04d}": ("5А", mark, None, {"1": 1}) for n, mark in enumerate(marks)}
    accept(home, Work(tasks=TASKS, results=results))
    below = {f"5{n:04d}": ("5А", 2 if n < 2 else 4, None, {"1": 1}) for n in range(7)}
    accept(home, Work(tasks=TASKS, results=below, subject="Физика"))
    asked = (
        "SELECT judged_count, low_count, is_low FROM mart_low_results_by_procedure ORDER BY 1 DESC"
    )
    assert rows(home, asked) == [(10, 3, 1), (7, 2, 0)]


def test_the_minimum_of_an_exam_is_enough_and_high_points_begin_at_their_edge(home: Home) -> None:
    points = {"1": 35.0, "2": 36.0, "3": 80.0, "4": 81.0}
    results = {code: ("11А", None, None, {}) for code in points}
    accept(
        home,
        Work(
            results=results, work_kind="ege", grades=(11, 11), subject="Физика", test_points=points
        ),
    )
    asked = "SELECT judged_count, below_count, high_count FROM mart_exam_by_class"
    assert rows(home, asked) == [(4, 1, 1)]
    assert rows(home, "SELECT low_count, is_low FROM mart_low_results_by_procedure") == [(1, 0)]


def test_of_a_pupil_who_sat_an_exam_again_the_last_day_counts(home: Home) -> None:
    exam = {"work_kind": "oge", "grades": (9, 9), "tasks": {"1": (1, "")}, "kind": "exam_protocol"}
    for day, mark in ((date(2023, 6, 2), 2), (date(2023, 6, 20), 3)):
        accept(home, Work(results={"": ("9А", mark, None, {"1": 1})}, pupils={"": "Белова Анна"},
                          label=day.isoformat(), held_on=day, **exam))  # fmt: skip
    found = rows(home, "SELECT judged_count, low_count FROM mart_low_results_by_procedure")
    assert found == [(1, 0)]


def test_an_incremental_publish_equals_a_rebuild(home: Home, tmp_path: Path) -> None:
    accept(home, Totals("5А", marks={"Белова Анна": 4}))
    publish(home)
    first = accept(home, work(), Work(tasks={"1": (1, "Б")}, results={"1": ("7А", 3, 3, {"1": 1})},
                                      grades=(7, 7), school_year="2021/22"))  # fmt: skip
    publish(home)
    accept(home, Work(tasks=TASKS, results={"50002": ("5Б", 2, 3, {"1": 0})}))
    publish(home)
    home.ledger.revoke(first, "тест")
    number = publish(home)
    rebuild(home, tmp_path / "again.duckdb")
    assert differences(home.snapshot_path(number), tmp_path / "again.duckdb") == {}
