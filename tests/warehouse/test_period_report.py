"""The report of a period equals a count by hand, and a plain count of any school."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import cache

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.report_con import SUBJECTS, TERMS, YEAR, Pupil, report_con
from warehouse.queries import reports
from warehouse.scope import Scope

IN_Q2, IN_Q1, BREAK = date(2023, 11, 20), date(2023, 9, 20), date(2023, 10, 30)


def q2(text: str) -> tuple[tuple[str, str], ...]:
    return (("q2", text),)


# 7А and 7Б by a register, 1А taught without marks, 10А by halves and the journals' lists only.
SCHOOL = [
    Pupil(1, "7А", q2("5 5 5"), absences=((IN_Q2, "ill"), (IN_Q2, "ill"), (IN_Q2, "late"))),
    Pupil(2, "7А", q2("5 4 5")),
    Pupil(3, "7А", q2("4 4 5"), absences=((IN_Q2, "excused"), (IN_Q2, "unexcused"))),
    Pupil(4, "7А", q2("3 4 5"), absences=((IN_Q1, "unexcused"), (IN_Q2, "exempt"))),
    Pupil(5, "7А", q2("2 2 5"), arrived_on=IN_Q2),
    Pupil(6, "7А", q2("н/а 2 4"), absences=((date(2023, 12, 30), "absent"),)),
    Pupil(7, "7А", q2("н/а - -"), left_on=date(2023, 11, 30)),  # gone with nothing but н/а
    Pupil(8, "7А", q2("3 3 осв"), left_on=BREAK),  # gone in the break: a move of the second term
    Pupil(9, "7А", q2("- - -")),  # there, and no marks at all: not н/а
    Pupil(20, "7А", (("q1", "4 4 4"),), left_on=date(2023, 12, 1)),  # went over to 7Б
    Pupil(20, "7Б", q2("4 4 осв"), arrived_on=date(2023, 12, 1)),
    Pupil(21, "7Б", q2("5 5 5")),
    Pupil(22, "7Б", q2("1 5 5")),
    Pupil(23, "7Б", (("q1", "3 3 3"),), left_on=date(2023, 9, 30)),  # gone in the first term
    Pupil(30, "1А", q2("5 5 5")),  # a mark where none are given counts for nothing
    Pupil(31, "1А", arrived_on=IN_Q2),
    Pupil(32, "1А"),
    Pupil(40, "10А", (("h1", "5 5 4"), ("q2", "2 2 2")), is_listed=False),
    Pupil(41, "10А", (("h1", "3 3 3"),), is_listed=False),
]  # fmt: skip
COUNTS = ["started_count", "arrived_count", "left_count", "ended_count"]
GROUPS = ["not_attested", "with_two", "several_threes", "one_three", "one_four",
          "fours_and_fives", "all_fives", "unmarked"]  # fmt: skip
MISSED = ["missed", "ill", "excused", "unexcused", "unexplained", "late"]


@cache
def school_con() -> duckdb.DuckDBPyConnection:
    return report_con(SCHOOL)


def line(period: str = "q2", **where: str | int) -> dict:
    """Return one line of the report of the hand-made school, what is not known as None."""
    frame = reports.lines(school_con(), school_year=YEAR, period=period)
    for column, value in where.items():
        frame = frame[frame[column] == value]
    assert len(frame) == 1
    return {k: None if v != v else v for k, v in frame.astype(object).iloc[0].to_dict().items()}


def values(found: dict, names: list[str], tail: str = "") -> list:
    return [found[name + tail] for name in names]


def test_a_class_with_arrivals_leavers_and_a_transfer() -> None:
    found = line(class_name="7А")
    # At the start all but the one who came later; three left: in the break, in November, to 7Б.
    assert values(found, COUNTS) == [9, 1, 3, 7]
    # The leaver of November has no mark and is not counted; the one of the break has two «3».
    assert values(found, GROUPS, "_pupils_count") == [1, 1, 1, 1, 1, 1, 1, 1]
    assert [found["pupils_count"], found["attested_pupils_count"]] == [7, 6]
    assert [found["passed_pupils_count"], found["quality_pupils_count"]] == [5, 3]
    assert found["passed_pct"] == pytest.approx(100 * 5 / 6)
    assert found["quality_pct"] == 50
    assert found["passed_on_roll_pct"] == pytest.approx(100 * 5 / 7)
    assert found["quality_on_roll_pct"] == pytest.approx(100 * 3 / 7)


def test_pooled_figures_count_marks() -> None:
    found = line(class_name="7А")
    # 5 ×8, 4 ×5, 3 ×3, 2 ×3 and one н/а of a counted pupil.
    assert [found["marks_count"], found["not_attested_marks_count"]] == [19, 1]
    points = 8 * 100 + 5 * 64 + 3 * 36 + 3 * 16
    assert found["pooled_sou_pct"] == points / 19
    assert found["pooled_sou_on_roll_pct"] == (points + 7) / 20
    assert found["pooled_average_points"] == (8 * 5 + 5 * 4 + 3 * 3 + 3 * 2) / 19


def test_absences_by_reason_with_those_of_the_break_after_and_lateness_apart() -> None:
    assert values(line(class_name="7А"), MISSED, "_count") == [5, 2, 1, 1, 1, 1]
    # 7Б marks no absences at all: that is not known, never zero.
    assert values(line(class_name="7Б"), MISSED, "_count") == [None] * 6


def test_a_one_counts_as_a_two_and_the_newcomer_in_the_new_class() -> None:
    found = line(class_name="7Б")
    assert values(found, COUNTS) == [2, 1, 0, 3]
    assert values(found, GROUPS, "_pupils_count") == [0, 1, 0, 0, 0, 1, 1, 0]


def test_a_grade_without_marks_has_a_roll_and_nothing_else() -> None:
    found = line(class_name="1А")
    assert values(found, COUNTS) == [2, 1, 0, 3]
    assert values(found, GROUPS, "_pupils_count") == [None] * 8
    assert found["is_markless"] == 1
    assert found["passed_pct"] is None


def test_without_a_register_the_lists_are_counted_and_moves_are_not_known() -> None:
    found = line(class_name="10А", period="h1")
    assert values(found, COUNTS) == [2, None, None, 2]
    assert found["listed_count"] == 0


def test_a_half_year_stands_beside_the_quarter_that_ends_with_it() -> None:
    assert line(grade=10, line="class", period="h1")["period"] == "h1"
    # A class that has marks under the asked period itself is shown by them.
    assert line(grade=10, line="class", period="q2")["period"] == "q2"
    assert line(grade=7, class_name="7А", period="h1")["period"] == "q2"
    assert line(line="school", period="h1")["classes_count"] == 4


def test_totals_are_sums_and_their_shares_are_of_the_sums() -> None:
    grade, school = line(line="grade", grade=7), line(line="school")
    assert values(grade, COUNTS) == [11, 2, 3, 10]
    assert values(grade, GROUPS, "_pupils_count") == [1, 2, 1, 1, 1, 2, 2, 1]
    assert grade["passed_pct"] == pytest.approx(100 * 7 / 9)
    assert grade["marks_count"] == 19 + 8
    # 1А brings its roll and no marks; 10А, asked by quarters, its «2» of a pupil.
    assert values(school, COUNTS) == [15, 3, 3, 15]
    assert school["pupils_count"] == 7 + 3 + 1
    assert school["passed_pct"] == pytest.approx(100 * 7 / 10)
    assert [school["known_moves_count"], school["known_marks_count"]] == [3, 4]


def test_the_year_holds_all_moves_of_its_terms() -> None:
    assert values(line(class_name="7А", period="year"), COUNTS) == [9, 1, 3, 7]
    assert values(line(class_name="7Б", period="year"), COUNTS) == [3, 1, 1, 3]


def test_subjects_of_those_who_do_not_pass_and_a_transfer_are_told_apart() -> None:
    con = school_con()
    found = reports.subjects(con, school_year=YEAR, period="q2")
    told = {
        (r.class_name, r.pupil_group, r.subject): r.pupils_count
        for r in found.itertuples()
        if r.class_name in ("7А", "7Б")
    }
    # The pupil with both н/а and a «2» stands under н/а only.
    assert told == {
        ("7А", "with_two", "Алгебра"): 1,
        ("7А", "with_two", "Биология"): 1,
        ("7А", "not_attested", "Алгебра"): 1,
        ("7Б", "with_two", "Алгебра"): 1,
    }
    moved = reports.transfers(con, school_year=YEAR, period="q2")
    assert moved["transfers_count"][0] == 1


def test_a_leaver_without_a_day_left_after_the_last_marks() -> None:
    con = report_con([
        Pupil(1, "7А", (("q1", "5"), ("q2", "5")), has_left=True, is_listed=False),
        Pupil(2, "7А", (("q1", "5"), ("q2", "5"), ("q3", "5"), ("q4", "4")), is_listed=False),
    ])  # fmt: skip
    rows = con.execute(
        "SELECT period, started_count, arrived_count, left_count, ended_count, undated_left_count"
        " FROM mart_period_report_by_class ORDER BY period"
    ).fetchall()
    assert rows == [
        ("q1", 2, None, None, 2, 0),
        ("q2", 2, None, None, 2, 0),
        ("q3", 2, None, 1, 1, 1),
        ("q4", 1, None, None, 1, 0),
        ("year", 2, None, 1, 1, 1),
    ]


def test_a_teacher_sees_own_classes_and_whole_totals_of_their_grade() -> None:
    scope = Scope.of([(YEAR, "7Б")])
    con = school_con()
    frame = reports.lines(con, school_year=YEAR, period="q2", scope=scope)
    assert list(frame["class_name"].dropna()) == ["7Б"]
    assert list(frame["line"]) == ["class", "grade", "level", "school"]
    assert frame["started_count"].tolist()[1] == 11
    hidden = {"school_year": YEAR, "classes": [("7А", "q2")], "scope": scope}
    assert reports.class_pupils(con, **hidden).empty
    assert reports.class_marks(con, **hidden).empty


days = st.dates(date(2023, 8, 20), date(2024, 6, 10))
said = st.lists(
    st.sampled_from(["5", "4", "3", "2", "1", "н/а", "осв", "-"]), min_size=3, max_size=3
)


@st.composite
def pupils(draw: st.DrawFn) -> list[Pupil]:
    """Return a school of up to three classes with any moves, marks and absences."""
    found = []
    for number in range(draw(st.integers(1, 9))):
        kinds = st.sampled_from(["ill", "excused", "unexcused", "absent", "late", "exempt"])
        found.append(
            Pupil(
                number,
                draw(st.sampled_from(["1А", "7А", "8Б"])),
                tuple((p, " ".join(draw(said))) for p in ("q1", "q2", "q3", "q4")),
                draw(st.none() | days),
                draw(st.none() | days),
                is_listed=draw(st.booleans()),
                absences=tuple(draw(st.lists(st.tuples(days, kinds), max_size=2))),
            )
        )
    return found


def is_here(pupil: Pupil, day: date) -> bool:
    """Tell whether a pupil is on the roll at the end of a day; one who left and came again, too."""
    came, gone = pupil.arrived_on, pupil.left_on
    if came is not None and gone is not None and gone < came:
        return day < gone or day >= came
    return (came is None or came <= day) and (gone is None or day < gone)


def group_of(marks: list[str]) -> str | None:
    """Return the group of a pupil by the marks of all subjects."""
    counted = Counter(min(max(int(m), 2), 5) for m in marks if m.isdigit())
    if "н/а" in marks:
        return "not_attested"
    if not counted:
        return None
    for group, fits in [
        ("with_two", counted[2]), ("several_threes", counted[3] > 1), ("one_three", counted[3]),
        ("one_four", counted[4] == 1), ("fours_and_fives", counted[4]),
    ]:  # fmt: skip
        if fits:
            return group
    return "all_fives"


@given(pupils())
@settings(max_examples=16, deadline=None)
def test_the_report_equals_a_plain_count(school: list[Pupil]) -> None:
    con = report_con(school)
    terms = [term for term in TERMS if term[0] == "quarters"]
    for place, (_, period, first, last) in enumerate(terms):
        # The roll at a start is that of the morning of 1 September, or of the end before.
        before = terms[place - 1][3] if place else first - timedelta(days=1)
        frame = reports.lines(con, school_year=YEAR, period=period)
        for name in {p.class_name for p in school}:
            mine = [p for p in school if p.class_name == name]
            found = frame[frame["class_name"] == name].iloc[0]
            started = sum(is_here(p, before) or (not place and p.arrived_on == first) for p in mine)
            assert found["started_count"] == started
            assert found["ended_count"] == sum(is_here(p, last) for p in mine)
            came, gone = (
                found[c] if found[c] == found[c] else 0 for c in ("arrived_count", "left_count")
            )
            if any(p.is_listed for p in mine):
                assert found["started_count"] + came - gone == found["ended_count"]
            if name != "1А":
                assert_groups(
                    found, [(dict(p.marks)[period].split(), is_here(p, last)) for p in mine]
                )
        assert_sums(frame)


def assert_groups(found, mine: list[tuple[list[str], bool]]) -> None:
    """Hold the groups of a class to a plain count of (marks, is here at the end)."""
    counted: Counter[str] = Counter()
    for marks, stays in mine:
        group = group_of(marks)
        if group and (stays or any(m.isdigit() for m in marks)):
            counted[group] += 1
        elif stays:
            counted["unmarked"] += 1
    is_known = sum(counted[g] for g in GROUPS[:-1]) > 0
    for group in GROUPS:
        value = found[f"{group}_pupils_count"]
        assert (value == counted[group]) if is_known else value != value
    marks = [int(m) for said_of, _ in mine for m in said_of[: len(SUBJECTS)] if m.isdigit()]
    if marks:
        assert found["pooled_average_points"] == pytest.approx(sum(marks) / len(marks))


def assert_sums(frame) -> None:
    """Hold every total to the sum of its classes."""
    classes = frame[frame["line"] == "class"]
    for total in frame[frame["line"] != "class"].to_dict("records"):
        mine = classes
        if total["line"] != "school":
            mine = classes[classes[total["line"]] == total[total["line"]]]
        for column in [
            *COUNTS,
            "pupils_count",
            "passed_pupils_count",
            "missed_count",
            "late_count",
        ]:
            assert (total[column] if total[column] == total[column] else 0) == mine[column].sum()
