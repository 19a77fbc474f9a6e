"""The sample school comes out of the warehouse as it was put into the files, and its stories with it."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from etl.demo import Truths, write_school
from etl.demo.community_records import type_communities
from etl.demo.loading import lay_records
from etl.demo.seeds import settings, table
from etl.pipeline import load
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.queries import control
from warehouse.snapshots import Reader
from warehouse.staff.registers import registers
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
    lay_records(home)
    years = sorted({Path(file).parts[0] for file in truths.files})
    reports = load(home, [folder / "files" / year for year in years], processes=2)
    assert {report.status for report in reports} == {"loaded"}
    type_communities(home, truths.teams)
    publish(home)
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


def test_the_staff_comes_back_with_every_line_answer_and_visit(whole_school) -> None:
    truths, reader = whole_school
    assert list(reader.frame("SELECT full_name FROM staff ORDER BY ALL")["full_name"]) == sorted(
        truths.staff
    )
    # Nobody is named beside the staff: every name of a register, a survey and a visit is one of the load.
    assert set(reader.frame("SELECT full_name FROM dim_teacher")["full_name"]) == set(truths.staff)
    entries = reader.frame("SELECT register, count(*) AS n FROM staff_entries GROUP BY ALL")
    assert dict(entries.itertuples(index=False, name=None)) == truths.entries
    answers = reader.frame("SELECT survey_id, count(*) AS n FROM survey_responses GROUP BY ALL")
    assert dict(answers.itertuples(index=False, name=None)) == truths.answers
    lessons = reader.frame(
        "SELECT CASE WHEN month(observed_on) > 8 THEN 'autumn' ELSE 'spring' END AS half, full_name,"
        " count(*) AS n FROM observations INNER JOIN dim_teacher USING (teacher_id) GROUP BY ALL"
    )
    assert {(r.half, r.full_name): r.n for r in lessons.itertuples()} == truths.lessons
    assert Counter(truths.lessons.values())[1] and Counter(truths.lessons.values())[2]


def test_what_the_staff_lacks_and_sees_otherwise_than_visitors(whole_school) -> None:
    _, reader = whole_school
    planted = settings("surveys")["planted"]
    gaps = reader.frame("SELECT * FROM competence_gaps WHERE is_newest")
    for side in ("self_share", "expert_share"):
        assert gaps.groupby("competence_id")[side].mean().idxmin() == planted["lacking"]
    judged = gaps[gaps["verdict"] != ""]
    counts = judged.groupby("competence_id")["verdict"].value_counts(normalize=True).unstack().fillna(0)  # fmt: skip
    for verdict in ("unaware", "underrated"):
        assert counts[verdict].idxmax() == planted[verdict]
        assert counts[verdict].sort_values().iloc[-1] > 0.9
    usual = counts.drop([planted["unaware"], planted["underrated"], planted["lacking"]])
    assert (usual["agreed"] > 0.5).all()
    lacking = judged[judged["competence_id"] == planted["lacking"]]
    assert (lacking["step"] == "learning_route").mean() > 0.8
    routes = reader.frame("SELECT competence FROM staff_entries WHERE register = 'learning_routes'")
    names = reader.frame("SELECT competence_id, competence_name FROM competences")
    assert dict(names.itertuples(index=False))[planted["lacking"]] in set(routes["competence"])


def test_one_competence_has_grown_between_the_waves(whole_school) -> None:
    _, reader = whole_school
    frame = reader.frame("SELECT * FROM mart_competence_change").set_index("competence_id")
    balance = (frame["rose_count"] - frame["fell_count"]) / frame["paired_count"]
    assert balance.idxmax() == settings("surveys")["planted"]["growing"]
    assert balance.max() > 0.8 > 2 * balance.sort_values().iloc[-2]


def test_pupils_see_one_statement_of_the_climate_otherwise_than_their_teachers(
    whole_school,
) -> None:
    _, reader = whole_school
    frame = reader.frame(
        "SELECT survey_id, item_id, avg(value) AS mean FROM survey_values"
        " WHERE survey_id LIKE 'climate_%' GROUP BY ALL"
    )
    means = frame.pivot(index="item_id", columns="survey_id", values="mean")
    gap = (means["climate_teachers"] - means["climate_pupils"]).sort_values()
    assert gap.index[-1] == settings("surveys")["planted"]["unheard"]
    assert gap.iloc[-1] > 1.5 > gap.iloc[-2] + 0.4
    assert (means["climate_teachers"] > means["climate_pupils"]).all()
    free = reader.frame("SELECT item_id, value FROM survey_values WHERE survey_id = 'obstacles'")
    assert set(free["item_id"]) == {one["item_id"] for one in settings("surveys")["obstacles"]["asked"]}  # fmt: skip
    assert free["value"].isna().all()


def registers_of(indicator: str) -> list[str]:
    """Return the registers that feed an indicator."""
    return [name for name, register in registers().items() if indicator in register.feeds]


def people_by_year(folder: Path, register: str, years: range) -> dict[int, set[str]]:
    """Count a register as a person would: its file, its days, the states that count, who is on the staff."""
    about = registers()[register]
    (lines,) = [rows_below(path) for path in folder.glob(f"{about.title}*.xlsx")]
    (staff,) = [rows_below(path) for path in folder.glob("Список педагогов*.xlsx")]
    day = about.field(settings("staff")["registers"][register]["day"]).label
    state = about.field("status").label if about.counts else ""
    found = {}
    for year in years:
        end = datetime(year, 12, 31)
        here = {row["ФИО педагога"] for row in staff if moment(row["Работает в школе с"]) <= end
                and not (row["Дата увольнения"] and moment(row["Дата увольнения"]) <= end)}  # fmt: skip
        found[year] = {row["ФИО педагога"] for row in lines if moment(row[day]) <= end
                       and (not state or row[state] in about.counts)} & here  # fmt: skip
    return found


def rows_below(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a filled template by the labels of its header."""
    _, _, head, *rows = openpyxl.load_workbook(path, read_only=True).active.values
    return [dict(zip(head, row, strict=False)) for row in rows]


def moment(text: str) -> datetime:
    return datetime.strptime(text, "%d.%m.%Y")


def test_the_roadmap_grows_as_planned_but_for_the_indicator_behind(
    school_files, whole_school
) -> None:
    folder, reader = school_files[0] / "files" / settings("staff")["folder"], whole_school[1]
    counted = reader.frame("SELECT * FROM mart_roadmap_by_year WHERE numerator IS NOT NULL")
    counted = counted.drop_duplicates(["indicator_id", "year"]).set_index(["indicator_id", "year"])
    staff = reader.frame("SELECT came_on, left_on FROM staff")
    fed = [name for name in settings("staff")["registers"] if registers()[name].feeds]
    behind = set()
    for register in fed:
        indicator = registers()[register].feeds[0]
        for year, people in people_by_year(folder, register, range(2021, 2025)).items():
            day = pd.Timestamp(year, 12, 31)
            base = ((staff["came_on"] <= day) & ~(staff["left_on"] <= day)).sum()
            told = counted.loc[(indicator, year)]
            if len(registers_of(indicator)) == 1:
                assert (told["numerator"], told["denominator"]) == (len(people), base)
            if 100 * len(people) < base * told["target_pct"]:
                behind.add(indicator)
        known = reader.frame(
            "SELECT DISTINCT full_name FROM staff_entries INNER JOIN dim_teacher USING (teacher_id)"
            f" WHERE register = '{register}'"
        )
        assert set(known["full_name"]) >= people
    assert len(fed) == 6
    assert behind == {settings("surveys")["planted"]["behind"]}


def test_every_line_of_a_community_and_its_members_come_back(whole_school) -> None:
    truths, reader = whole_school
    found = reader.frame("SELECT register, count(*) AS n FROM community_lines GROUP BY register")
    counts = dict(zip(found["register"], found["n"], strict=True))
    assert counts == truths.community_lines
    members = reader.frame(
        "SELECT c.community_name, d.full_name FROM community_members AS m"
        " INNER JOIN communities AS c ON m.community_id = c.community_id"
        " INNER JOIN dim_teacher AS d ON m.teacher_id = d.teacher_id"
    )
    assert {name: set(own["full_name"]) for name, own in members.groupby("community_name")} == {
        name: set(own) for name, own in truths.teams.items()
    }


def test_the_community_that_stalls_has_planned_and_not_met(whole_school) -> None:
    planted = settings("communities")["planted"]
    found = whole_school[1].frame(
        "SELECT c.community_name, max(e.planned_on) AS planned, max(e.held_on) AS held"
        " FROM community_events AS e INNER JOIN communities AS c ON e.community_id = c.community_id"
        " GROUP BY c.community_name"
    )
    silent = found[found["held"] < pd.Timestamp("2024-01-01")]
    assert list(silent["community_name"]) == [planted["stalled"]]
    assert silent["held"].max() <= pd.Timestamp(planted["stalled_after"]) < silent["planned"].max()


def test_the_lessons_of_one_community_gain_variety(whole_school) -> None:
    found = whole_school[1].frame(
        "SELECT v.variety, v.tasks_count FROM lesson_value AS v"
        " INNER JOIN lesson_cards AS l ON v.lesson_id = l.lesson_id"
        " INNER JOIN communities AS c ON l.community_id = c.community_id"
        " WHERE v.coder = 'teacher' AND c.community_name = $name ORDER BY l.held_on",
        {"name": settings("communities")["planted"]["gaining"]},
    )
    told = [row for row in settings("communities")["lessons"]
            if row["community"] == settings("communities")["planted"]["gaining"]]  # fmt: skip
    assert list(found["tasks_count"]) == [len(row["codes"]) for row in told]
    variety = list(found["variety"])
    assert variety == sorted(variety) and variety[-1] - variety[0] > 0.4


def test_two_coders_disagree_where_the_story_says_so(whole_school) -> None:
    found = whole_school[1].frame(
        "SELECT l.held_on, a.both_count, a.same_code_count FROM lesson_agreement AS a"
        " INNER JOIN lesson_cards AS l ON a.lesson_id = l.lesson_id ORDER BY l.held_on, l.topic"
    )
    told = sorted((row["on"], len(row["codes"]), len(row["codes"]) - len(row["seen"]))
                  for row in settings("communities")["lessons"])  # fmt: skip
    rows = sorted((str(day)[:10], both, same) for day, both, same in found.itertuples(index=False))
    assert rows == told


def test_the_classes_of_one_community_improve(whole_school) -> None:
    _, reader = whole_school
    planted = settings("communities")["planted"]["improving"]
    found = reader.frame(
        "SELECT p.school_year, p.quality_pct FROM community_classes AS k"
        " INNER JOIN communities AS c ON k.community_id = c.community_id"
        " INNER JOIN mart_achievement_by_class_period AS p"
        " ON k.school_year = p.school_year AND k.class_name = p.class_name"
        " WHERE c.community_name = $name AND p.period = 'year' ORDER BY p.school_year",
        {"name": planted},
    )
    quality = list(found["quality_pct"])
    assert len(quality) == 3 and quality == sorted(quality) and quality[-1] - quality[0] > 10


def test_cycles_of_lesson_study_stand_where_the_story_left_them(whole_school) -> None:
    found = whole_school[1].frame(
        "SELECT study_id, count(*) FILTER (WHERE is_done) AS n FROM typed_study_steps GROUP BY study_id"
    )
    told = {row["key"]: row["steps"] for row in settings("communities")["studies"]}
    assert dict(zip(found["study_id"], found["n"], strict=True)) == told
