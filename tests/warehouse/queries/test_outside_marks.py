"""Queries of objectivity, exams and the olympiad over a published school: what, for whom, of which school."""

from __future__ import annotations

from datetime import date

import pytest

from tests.warehouse.files_in_code import Olympiad, Totals, Work, accept
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.queries import assessments, exams, objectivity, olympiad
from warehouse.scope import Scope
from warehouse.snapshots import Reader

YEAR = "2022/23"
OURS = {"school": "school", "school_year": YEAR}
ONE_CLASS = Scope.of([(YEAR, "5А")])
NAMES = {"1": "Берёзова Анна Львовна", "2": "Дубов Лев Ильич", "3": "Клёнов Пётр Ильич"}


def low(marks: str) -> dict:
    """Return results of 5А with these marks of the work, «3» in the journal."""
    return {f"6{n:03d}": ("5А", int(mark), 3, {}) for n, mark in enumerate(marks)}


@pytest.fixture(scope="module")
def con(tmp_path_factory):
    home = Home.at(tmp_path_factory.mktemp("outside"))
    vpr = {
        "50001": ("5А", 4, 4, {}), "50002": ("5А", 3, 5, {}), "50003": ("5Б", 5, 4, {}),
        "50004": ("5Б", 2, None, {}), "50005": ("", 2, 4, {}),
    }  # fmt: skip
    region = (("region", "confirmed_pct", 70.0), ("region", "lowered_pct", 20.0),
              ("region", "raised_pct", 10.0), ("school", "confirmed_pct", 1.0))  # fmt: skip
    named = {"50001": NAMES["1"], "50002": NAMES["2"]}
    accept(home, Work(tasks={"1": (2, "Б")}, results=vpr, pupils=named, lines=region))
    accept(home, Work(results=low("223"), subject="Русский язык"))
    accept(home, Work(results=low("2233"), subject="Русский язык", school_year="2021/22"))
    year = dict.fromkeys(NAMES.values(), 4)
    accept(home, Totals("9А", "Математика", "year", year))
    oge = {"1": ("9А", 4, None, {}), "2": ("9А", 2, None, {}), "3": ("9А", 5, None, {})}
    accept(
        home, Work(results=oge, work_kind="oge", grades=(9, 9), pupils=NAMES, label="2023-05-20")
    )
    terms = [Totals("8А", "Химия", period, dict.fromkeys(NAMES.values(), mark))
             for period, mark in (("q1", 2), ("q2", 5), ("q3", 3))]  # fmt: skip
    written = {"1": ("8А", 5, None, {}), "2": ("8А", 3, None, {}), "3": ("8А", None, None, {})}
    accept(home, *terms, Work(results=written, work_kind="control_work", grades=(8, 8), subject="Химия",
                              pupils=NAMES, label="Соли", held_on=date(2023, 2, 1)))  # fmt: skip
    ege = {"1": ("11А", None, None, {}), "2": ("11А", None, None, {})}
    accept(home, Work(results=ege, work_kind="ege", grades=(11, 11), subject="Физика",
                      pupils={k: NAMES[k] for k in "12"}, test_points={"1": 81.0, "2": 35.0}))  # fmt: skip
    entries = (
        (NAMES["1"], "7А", 7, 8, "winner", ""), (NAMES["2"], "5А", 5, 5, "prize_winner", ""),
        (NAMES["3"], "7А", 7, 7, "participant", ""), (None, "", 8, 8, "winner", ""),
    )  # fmt: skip
    accept(home, Olympiad(entries))
    accept(home, Olympiad(entries[:1], subject="Физика"))
    accept(home, Olympiad(((NAMES["1"], "7А", 7, 8, "prize_winner", ""),), stage="municipal"))
    publish(home)
    with Reader(home).cursor() as cursor:
        yield cursor


def test_marks_beside_the_journal_by_class(con) -> None:
    found = objectivity.classes(con, **OURS, kind="vpr")
    told = found[["subject", "class_name", "lowered_count", "confirmed_count", "raised_count"]]
    assert told.to_numpy().tolist() == [
        ["Математика", "5А", 1, 1, 0],
        ["Русский язык", "5А", 2, 1, 0],
        ["Математика", "5Б", 0, 0, 1],
        ["Математика", "", 1, 0, 0],
    ]
    assert found["without_count"].tolist() == [0, 0, 1, 0]
    own = objectivity.classes(con, **OURS, kind="vpr", scope=ONE_CLASS)
    assert set(own["class_name"]) == {"5А"}
    assert objectivity.classes(con, school="edu9", school_year=YEAR, kind="vpr").empty


def test_an_exam_stands_beside_the_mark_of_the_year(con) -> None:
    row = objectivity.classes(con, **OURS, kind="oge").iloc[0]
    counts = [row[f"{name}_count"] for name in ("lowered", "confirmed", "raised", "gap2")]
    assert (row["class_name"], counts) == ("9А", [1, 1, 1, 1])
    gap = objectivity.gaps(con, **OURS, kind="oge")
    assert gap[["full_name", "journal_mark", "mark", "gap"]].to_numpy().tolist() == [
        [NAMES["2"], 4, 2, -2]
    ]


def test_a_work_of_the_school_stands_beside_the_term_before_its_day(con) -> None:
    row = objectivity.classes(con, **OURS, kind="control_work").iloc[0]
    counts = [
        row[f"{name}_count"] for name in ("participants", "without", "lowered", "confirmed", "gap2")
    ]
    assert (row["class_name"], row["label"], counts) == ("8А", "Соли", [2, 1, 1, 1, 1])
    gap = objectivity.gaps(con, **OURS, kind="control_work")
    assert gap[["full_name", "journal_mark", "mark"]].to_numpy().tolist() == [[NAMES["2"], 5, 3]]


def test_gaps_name_whom_the_file_names_and_stay_within_the_classes(con) -> None:
    found = objectivity.gaps(con, **OURS, kind="vpr")
    assert found[["class_name", "participant_code", "gap"]].to_numpy().tolist() == [
        ["", "50005", -2],
        ["5А", "50002", -2],
    ]
    assert found["full_name"].tolist()[1] == NAMES["2"]
    own = objectivity.gaps(con, **OURS, kind="vpr", scope=ONE_CLASS)
    assert own["participant_code"].tolist() == ["50002"]


def test_lines_of_an_aggregate_report_leave_the_school_out(con) -> None:
    found = objectivity.lines(con, **OURS, kind="vpr")
    assert found[["group_level", "lowered_pct", "confirmed_pct", "raised_pct"]].to_numpy().tolist() == [
        ["region", 20.0, 70.0, 10.0]
    ]  # fmt: skip


def test_two_separate_signs_of_low_results(con) -> None:
    found = objectivity.low_results(con, school="school").set_index(
        ["school_year", "kind", "subject"]
    )
    math, russian = (found.loc[(YEAR, "vpr", name)] for name in ("Математика", "Русский язык"))
    assert (math["low_count"], math["judged_count"], math["is_low"]) == (2, 5, 1)
    assert (math["is_in_two"], math["is_twice"]) == (1, 0)
    assert (russian["is_in_two"], russian["is_twice"]) == (1, 1)
    before = found.loc[("2021/22", "vpr", "Русский язык")]
    assert (before["is_low"], before["is_in_two"], before["is_twice"]) == (1, 0, 0)
    assert objectivity.low_results(con, school="school", scope=ONE_CLASS).empty


def test_files_behind_the_results(con) -> None:
    found = objectivity.sources(con, **OURS, kind="vpr")
    assert found["rows_count"].tolist() == [5, 3]
    assert (found["first_row"].tolist(), found["last_row"].tolist()) == ([1, 1], [5, 3])
    assert objectivity.choices(con, school="school")["kind"].tolist() == [
        "control_work", "ege", "oge", "vpr", "vpr",
    ]  # fmt: skip


def test_exams_by_subject_and_class(con) -> None:
    oge = exams.subjects(con, **OURS, kind="oge").iloc[0]
    assert (oge["participants_count"], oge["passed_count"], oge["quality_count"]) == (3, 2, 2)
    assert oge["average_mark"] == pytest.approx(11 / 3)
    ege = exams.subjects(con, **OURS, kind="ege").iloc[0]
    assert (ege["average_test_points"], ege["high_count"], ege["below_count"]) == (58.0, 1, 1)
    assert exams.classes(con, school="school", class_name="9А")["kind"].tolist() == ["oge"]
    assert exams.subjects(con, **OURS, kind="oge", scope=ONE_CLASS).empty


def test_the_works_of_a_class(con) -> None:
    found = assessments.of_class(con, **OURS, class_name="5А").set_index("subject")
    math = found.loc["Математика"]
    assert (math["participants_count"], math["mark4_count"], math["confirmed_count"]) == (2, 1, 1)
    assert assessments.of_class(con, **OURS, class_name="9А").empty
    assert assessments.of_class(con, **OURS, class_name="5Б", scope=ONE_CLASS).empty


def test_the_olympiad_tells_participations_and_pupils_apart(con) -> None:
    found = olympiad.stages(con, school="school").set_index("stage")
    school = found.loc["school"]
    counts = ["participations", "pupils", "unnamed", "winners", "prize_winners", "above_own_grade"]
    assert [school[f"{name}_count"] for name in counts] == [5, 3, 1, 3, 1, 2]
    assert school["senior_pupils_count"] == 2
    mart = con.execute(
        "SELECT stage, sum(participations_count), sum(winners_count) FROM mart_olympiad_by_stage"
        " GROUP BY stage ORDER BY stage"
    ).fetchall()
    own = [
        (name, row["participations_count"], row["winners_count"]) for name, row in found.iterrows()
    ]
    assert mart == sorted(own)


def test_who_passed_on_and_who_won_within_the_classes(con) -> None:
    passed = olympiad.passed_on(con, school="school").iloc[0]
    assert passed.tolist() == [YEAR, 2, 1, 1]
    won = olympiad.successes(con, **OURS)
    assert won[["stage", "subject", "full_name"]].to_numpy().tolist() == [
        ["municipal", "Математика", NAMES["1"]],
        ["school", "Математика", NAMES["1"]],
        ["school", "Физика", NAMES["1"]],
        ["school", "Математика", NAMES["2"]],
    ]
    own = olympiad.successes(con, **OURS, scope=ONE_CLASS)
    assert own["full_name"].tolist() == [NAMES["2"]]
    subjects = olympiad.subjects(con, **OURS, scope=ONE_CLASS)
    assert subjects["participations_count"].tolist() == [1]
