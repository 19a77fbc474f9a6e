"""The sample school comes out of the warehouse as it was put into the files, and its stories with it."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from etl.demo import Truths, write_school
from etl.demo.loading import lay_first_records
from etl.demo.seeds import settings, table
from etl.pipeline import load
from warehouse.home import Home
from warehouse.queries import control
from warehouse.snapshots import Reader
from warehouse.subjects import subject_key

# Written and loaded once, whichever worker gets it.
pytestmark = pytest.mark.slow

# The codes of absence as the systems print them, turned back to the letters of the sample school.
LETTER = (
    "CASE code_raw WHEN 'НП' THEN 'Н' WHEN 'УП' THEN 'У' WHEN 'П' THEN 'У' WHEN 'ОП' THEN 'О'"
    " ELSE code_raw END"
)


@pytest.fixture(scope="session")
def school_files(tmp_path_factory) -> tuple[Path, Truths]:
    """The folder of the whole sample school and its truths."""
    folder = tmp_path_factory.mktemp("school")
    return folder, write_school(folder / "files", jobs=2)


@pytest.fixture(scope="session")
def whole_school(school_files) -> tuple[Truths, Reader]:
    """The whole sample school, written and loaded by the ordinary road."""
    folder, truths = school_files
    home = Home.at(folder / "home")
    lay_first_records(home)
    years = sorted({Path(file).parts[0] for file in truths.files})
    reports = load(home, [folder / "files" / year for year in years], processes=2)
    assert {report.status for report in reports} == {"loaded"}
    return truths, Reader(home)


def test_every_period_mark_is_counted_where_it_was_put(whole_school) -> None:
    truths, reader = whole_school
    frame = reader.frame(
        "SELECT school_year, class_name, subject_raw, period, state, mark, count(*) AS n"
        " FROM period_marks GROUP BY ALL"
    )
    words = {"not_attested": "н/а", "exempt": "осв", "passed": "зач", "failed": "незач"}
    found: dict[tuple, Counter] = defaultdict(Counter)
    for row in frame.itertuples():
        said = str(int(row.mark)) if row.state == "attested" else words[row.state]
        found[row.school_year, row.class_name, subject_key(row.subject_raw), row.period][said] += (
            row.n
        )
    meant = {
        (year, name, subject_key(subject), period): +counts
        for (year, name, subject, period), counts in truths.achievement.items()
        if sum(counts.values())
    }
    # A report card repeats the year's mark as the final one; the truths hold the year's.
    finals = {key: found.pop(key) for key in list(found) if key[3] == "final"}
    assert finals
    assert finals == {key: found[(*key[:3], "year")] for key in finals}
    differing = {key: (found.get(key), meant.get(key)) for key in {*found, *meant}
                 if found.get(key) != meant.get(key)}  # fmt: skip
    assert differing == {}


def test_the_classes_have_the_shares_they_were_given(whole_school) -> None:
    truths, reader = whole_school
    frame = reader.frame("SELECT * FROM mart_achievement_by_class_period")
    found = {
        (r.school_year, r.class_name, r.period): (
            r.pupils_count, r.passed_pupils_count, r.quality_pupils_count
        )
        for r in frame.itertuples()
    }  # fmt: skip
    meant = {
        key: (value.pupils_count, value.passed_count, value.quality_count)
        for key, value in truths.by_pupils.items()
    }
    assert {key: found.get(key) for key in meant} == meant


def test_the_journals_hold_every_mark_and_code(whole_school) -> None:
    truths, reader = whole_school
    codes = reader.frame(f"SELECT {LETTER} AS said, count(*) AS n FROM attendance GROUP BY ALL")
    marks = reader.frame(
        "SELECT CAST(mark AS VARCHAR) AS said, count(*) AS n FROM marks GROUP BY ALL"
    )
    found = Counter(
        dict(zip([*codes["said"], *marks["said"]], [*codes["n"], *marks["n"]], strict=True))
    )
    meant = truths.journal_total()
    assert {said: found[said] for said in "5432НОБУ"} == {said: meant[said] for said in "5432НОБУ"}
    lessons = reader.frame("SELECT sum(lessons_count) AS n FROM lessons")["n"].iloc[0]
    assert lessons == meant["lessons"]


def test_registers_and_the_report_without_pupils_tell_their_part(whole_school) -> None:
    truths, reader = whole_school
    roll = reader.frame(
        "SELECT school_year, class_name, full_name FROM roll WHERE is_listed = 1"
        " AND (arrived_on IS NOT NULL OR left_on IS NOT NULL)"
    )
    assert set(roll.itertuples(index=False, name=None)) == {
        (m.school_year, m.class_name, m.full_name) for m in truths.moved
    }
    taught = reader.frame("SELECT count(*) AS n FROM teaching")["n"].iloc[0]
    assert taught == len(truths.load)
    with reader.cursor() as con:
        totals = control.class_totals(con)
    assert set(totals["verdict"]) == {"equal", "differs"}
    off = totals[totals["verdict"] == "differs"]
    assert set(zip(off["class_name"], off["metric"], strict=True)) == {("8В", "quality_pct")}


def test_works_come_back_with_the_task_nobody_solved(whole_school) -> None:
    truths, reader = whole_school
    frame = reader.frame(
        "SELECT school_year, subject, grade, class_name, task_code, points_sum,"
        " participants_count * max_points AS most, completion_pct, verdict"
        " FROM mart_deficit_by_class_task WHERE kind = 'vpr'"
    )
    found = {
        (r.school_year, r.subject, r.grade, r.class_name, r.task_code): (r.points_sum, r.most)
        for r in frame.itertuples()
    }
    assert found == truths.tasks
    sixth = frame.query("school_year == '2023/24' and subject == 'Математика' and task_code == '6'")
    assert dict(zip(sixth["class_name"], sixth["verdict"], strict=True))["5В"] == "short"
    assert sixth.set_index("class_name")["completion_pct"].idxmin() == "5В"
    assert sixth["completion_pct"].sort_values().iloc[1] > 60


def test_the_skill_that_a_grade_cannot_do_is_the_lowest_by_far(whole_school) -> None:
    _, reader = whole_school
    planted = settings("works")["unskilled"]
    frame = reader.frame(
        "SELECT school_year, subject, grade, skill, completion_pct, is_system_deficit"
        " FROM mart_deficit_by_grade_skill WHERE kind = 'vpr'"
    )
    assert set(frame["skill"]) == {row["skill"] for row in table("skills")}
    # Physics is low as a whole: that is another story of the school.
    others = frame[frame["subject"] != "Физика"].sort_values("completion_pct")
    lowest = others.head(len(planted) + 1)
    assert set(lowest.head(len(planted))[["school_year", "subject", "grade", "skill"]].itertuples(
        index=False, name=None)) == {(row["year"], row["subject"], row["grade"], row["skill"])
                                     for row in planted}  # fmt: skip
    assert lowest.head(len(planted))["is_system_deficit"].all()
    assert lowest["completion_pct"].iloc[-1] - lowest["completion_pct"].iloc[-2] > 15


def test_the_class_with_raised_marks_stands_out(whole_school) -> None:
    truths, reader = whole_school
    frame = reader.frame("SELECT * FROM mart_objectivity_by_class WHERE participants_count > 0")
    found = {
        (r.school_year, r.subject, r.grade, r.class_name): Counter(
            lowered=r.lowered_count, confirmed=r.confirmed_count, raised=r.raised_count
        )
        for r in frame.itertuples()
    }
    assert found == truths.against_journal
    lowered = (frame["lowered_count"] / frame["participants_count"]).sort_values()
    raised = frame.loc[lowered.index[-1]]
    assert (raised["class_name"], raised["subject"]) == ("5Б", "Русский язык")
    assert lowered.iloc[-1] - lowered.iloc[-2] > 0.1


def test_one_subject_is_low_two_years_running(whole_school) -> None:
    truths, reader = whole_school
    frame = reader.frame("SELECT * FROM mart_low_results_by_procedure WHERE kind IN ('vpr', 'oge')")
    found = {
        (r.kind, r.school_year, r.subject): (r.low_count, r.judged_count)
        for r in frame.itertuples()
    }
    assert found == truths.low_results
    low = frame[frame["is_low"] == 1]
    assert set(zip(low["school_year"], low["subject"], strict=True)) == {
        ("2022/23", "Физика"), ("2023/24", "Физика")}  # fmt: skip


def test_the_olympiad_and_the_exams_have_their_pupils_and_no_passports(whole_school) -> None:
    truths, reader = whole_school
    words = {"winner": "победитель", "prize_winner": "призёр", "participant": "участник"}
    frame = reader.frame("SELECT stage, status, pupil_id FROM olympiad_results")
    found = Counter(zip(frame["stage"], frame["status"].map(words), strict=True))
    meant = {(at, word): n for at, counts in truths.olympiad.items() for word, n in counts.items()}
    assert found == meant
    known = set(reader.frame("SELECT DISTINCT pupil_id FROM period_marks")["pupil_id"])
    exams = reader.frame("SELECT pupil_id FROM assessment_results WHERE kind IN ('oge', 'ege')")
    assert len(exams) > 100
    assert {*frame["pupil_id"], *exams["pupil_id"]} <= known
