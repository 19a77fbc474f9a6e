"""The journal between period ends by given and expected rows, and against a count in plain Python."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.journal_con import TERM, YEAR, Journal
from warehouse.queries import journal
from warehouse.queries.journal import View
from warehouse.scope import Scope

DAY = date(2024, 4, 1)
END = TERM[1]
SUBJECT = "Алгебра"


def standing(con, columns: str) -> tuple:
    """Return the only row of the pupil's mart."""
    found = con.execute(f"SELECT {columns} FROM mart_standing_by_pupil_subject_period").fetchall()
    assert len(found) == 1
    return found[0]


def marked(*marks: int, weights: tuple[int, ...] = ()) -> Journal:
    """Return the journal of one pupil with these marks on days in a row."""
    rows = [
        (1, SUBJECT, DAY + timedelta(days=n), mark, weights[n] if weights else 1)
        for n, mark in enumerate(marks)
    ]
    return Journal((1,), marks=rows)


def only(frame):
    """Return the only row of a frame."""
    assert len(frame) == 1
    return frame.iloc[0]


@pytest.mark.parametrize(
    ("marks", "likely"),
    [((4, 5), 5), ((5, 4, 4), 4), ((3, 4), 4), ((3, 3, 4), 3), ((2, 3), 3), ((2, 2, 3), 2),
     ((1,), 2), ((5,), 5)],
)  # fmt: skip
def test_the_likely_mark_rounds_at_a_half(marks, likely) -> None:
    assert standing(marked(*marks).built(), "likely_mark") == (likely,)


def test_the_weighted_mean_decides_where_marks_have_weights() -> None:
    con = marked(3, 5, weights=(1, 3)).built()
    found = standing(con, "average_points, weighted_average_points, likely_mark")
    assert found == (4.0, 4.5, 5)


def test_marks_of_weight_nothing_leave_the_plain_mean() -> None:
    con = marked(3, 4, weights=(0, 0)).built()
    assert standing(con, "weighted_average_points, likely_mark") == (None, 4)


def test_a_pupil_without_marks_is_listed_and_has_no_mark() -> None:
    con = Journal((1,)).built()
    assert standing(con, "marks_count, average_points, likely_mark") == (0, None, None)
    cell = only(journal.cells(con, view=View(YEAR, "q4", END)))
    assert (cell.pupils_count, cell.marked_count, cell.unmarked_count) == (1, 0, 1)


def test_a_lesson_is_one_absence_whatever_else_stands_in_it() -> None:
    made = marked(4)
    made.codes = [(1, SUBJECT, DAY, 1, "unexcused"), (1, SUBJECT, DAY, 1, "ill"),
                  (1, SUBJECT, DAY, 2, "absent"), (1, SUBJECT, DAY, 3, "late")]  # fmt: skip
    row = only(journal.absences(made.built(), view=View(YEAR, "q4", END)))
    assert (row.absences_count, row.ill_count, row.unexcused_count, row.unexplained_count) == (
        2,
        1,
        0,
        1,
    )
    assert (row.late_count, row.exempt_count) == (1, 0)


def test_absences_are_a_share_of_lessons_held_where_they_are_known() -> None:
    made = Journal(
        (1,),
        codes=[(1, SUBJECT, DAY, 1, "ill")],
        lessons=[(1, SUBJECT, DAY, 2), (1, SUBJECT, END, 2)],
    )
    con = made.built()
    found = con.execute(
        "SELECT absences_count, absences_held_count, lessons_count, absences_pct"
        " FROM mart_standing_by_class_subject_period"
    ).fetchall()
    assert found == [(1, 1, 4, 25.0)]


def test_lessons_that_no_file_tells_of_are_unknown_not_nothing() -> None:
    con = Journal((1,), codes=[(1, SUBJECT, DAY, 1, "ill")]).built()
    row = only(journal.absences(con, view=View(YEAR, "q4", END)))
    assert row.absences_count == 1
    assert row.isna()["lessons_count"]
    assert standing(con, "lessons_count, absences_held_count") == (None, 0)


def test_lessons_held_in_a_part_of_the_days_count_only_these_days() -> None:
    made = Journal(
        (1,),
        marks=[(1, SUBJECT, DAY, 5, 1), (1, SUBJECT, END, 5, 1)],
        codes=[(1, SUBJECT, END, 1, "ill")],
        lessons=[(1, SUBJECT, DAY, 1)],
    )
    found = made.built().execute(
        "SELECT marks_count, marks_held_count, absences_count, absences_held_count, marks_per_lesson,"
        " absences_pct FROM mart_standing_by_class_subject_period"
    ).fetchall()  # fmt: skip
    assert found == [(2, 1, 1, 0, 1.0, 0.0)]


@pytest.mark.parametrize(
    ("marks", "border"),
    [((4,) * 13 + (5,) * 7, 45), ((4,) * 27 + (5,) * 13, None), ((5,) * 13 + (4,) * 7, 45),
     ((5,) * 66 + (4,) * 34, None), ((3, 4), 35), ((2, 3), 25), ((4, 4), None)],
)  # fmt: skip
def test_a_mark_is_disputed_up_to_the_width_of_a_border(marks, border) -> None:
    """4.35 and 4.65 are within 0.15 of 4.5, exactly; 4.325 and 4.66 are not."""
    rows = [(1, SUBJECT, DAY, mark, 1) for mark in marks]
    con = Journal((1,), marks=rows).built()
    row = only(journal.pupils(con, view=View(YEAR, "q4", END)))
    assert row.border_tenths == border or (border is None and row.isna()["border_tenths"])
    wide = only(journal.pupils(con, view=View(YEAR, "q4", END, disputed_points=0.0)))
    assert bool(wide.is_disputed) == (2 * sum(marks) == Fraction(border or 0, 5) * len(marks))


def test_marks_after_the_day_are_not_seen() -> None:
    con = marked(2, 2, 5, 5, 5, 5).built()
    early = only(journal.pupils(con, view=View(YEAR, "q4", DAY + timedelta(days=1))))
    assert (early.marks_count, early.likely_mark) == (2, 2)
    late = only(journal.pupils(con, view=View(YEAR, "q4", END)))
    assert (late.marks_count, late.likely_mark) == (6, 4)


def test_few_marks_are_told_from_the_day_of_their_check() -> None:
    check = END - timedelta(days=30)
    rows = [
        (1, SUBJECT, check, 5, 1),
        (1, SUBJECT, check, 5, 1),
        (1, SUBJECT, check + timedelta(days=1), 5, 1),
    ]
    con = Journal((1,), marks=rows).built()
    for day, few in ((check - timedelta(days=1), 0), (check, 1), (END, 1)):
        assert only(journal.cells(con, view=View(YEAR, "q4", day))).few_count == few
    late = only(journal.cells(con, view=View(YEAR, "q4", END)))
    assert (late.still_few_count, late.attention_count) == (0, 0)
    assert only(journal.cells(con, view=View(YEAR, "q4", check))).still_few_count == 1
    assert only(journal.cells(con, view=View(YEAR, "q4", END, enough_count=2))).few_count == 0
    assert only(journal.cells(con, view=View(YEAR, "q4", END, check_days=29))).few_count == 0


def test_exempt_pupils_and_unmarked_subjects_are_told_apart_from_few_marks() -> None:
    made = Journal((1, 2), ("Алгебра", "Физкультура"), marks=[(1, SUBJECT, DAY, 5, 1)])
    made.codes = [(2, SUBJECT, DAY, 1, "exempt")]
    cells = journal.cells(made.built(), view=View(YEAR, "q4", END)).set_index("subject")
    assert (
        cells.few_count[SUBJECT],
        cells.unmarked_count[SUBJECT],
        cells.exempt_count[SUBJECT],
    ) == (1, 0, 1)
    assert (cells.few_count["Физкультура"], cells.unmarked_count["Физкультура"]) == (0, 2)


def test_who_left_is_not_waited_for_and_who_comes_later_neither() -> None:
    middle = DAY + timedelta(days=20)
    made = Journal((1, 2, 3, 4), left={2: middle, 3: None}, arrived={4: middle})
    con = made.built()
    for day, pupils in ((middle - timedelta(days=1), [1, 2]), (middle, [1, 4])):
        assert list(journal.pupils(con, view=View(YEAR, "q4", day)).pupil_id) == pupils


def test_a_period_mark_is_compared_with_the_rounding_of_the_mean() -> None:
    made = Journal((1, 2, 3, 4), marks=[(n, SUBJECT, DAY, 4, 1) for n in (1, 2, 3)])
    made.period_marks = [(1, SUBJECT, 5), (2, SUBJECT, 4), (3, SUBJECT, 3), (4, SUBJECT, 5)]
    row = only(journal.against_mean(made.built(), view=View(YEAR, "q4", END)))
    assert (row.compared_count, row.above_count, row.equal_count, row.below_count) == (3, 1, 1, 1)
    assert row.above_pct == pytest.approx(100 / 3)


def test_a_mark_of_one_counts_as_a_two_against_the_mean() -> None:
    made = marked(2)
    made.period_marks = [(1, SUBJECT, 1)]
    assert standing(made.built(), "against_mean") == ("equal",)


def test_a_scope_hides_other_classes() -> None:
    con = marked(4, 5).built()
    view, other = View(YEAR, "q4", END), Scope.of([(YEAR, "7А")])
    for question in (
        journal.cells,
        journal.groups,
        journal.pupils,
        journal.classes,
        journal.against_mean,
    ):
        assert question(con, view=view, scope=other).empty
    assert only(journal.absences(con, view=view, scope=other)).absences_count == 0
    assert journal.selections(con, scope=other).empty


def test_grade_one_is_named_without_figures() -> None:
    rows = journal.classes(marked(5).built(), view=View(YEAR, "q4", END)).set_index("class_name")
    assert rows.isna().loc["1А", "pupils_count"]
    assert rows.loc["7Б", "pupils_count"] == 1


journals = st.builds(
    dict,
    marks=st.lists(
        st.tuples(st.integers(1, 4), st.sampled_from(["Алгебра", "Физика"]), st.integers(0, 55),
                  st.integers(1, 5), st.integers(1, 4)), max_size=40),
    codes=st.lists(
        st.tuples(st.integers(1, 4), st.sampled_from(["Алгебра", "Физика"]), st.integers(0, 55),
                  st.integers(1, 2), st.sampled_from(["ill", "excused", "unexcused", "absent", "late", "exempt"])),
        max_size=30, unique_by=lambda code: code),
    day=st.integers(0, 60),
    width=st.sampled_from(["0", "0.1", "0.15", "0.3"]),
)  # fmt: skip


@given(journals)
@settings(max_examples=20, deadline=None)
def test_the_numbers_equal_an_independent_count(made) -> None:
    subjects, pupils = ("Алгебра", "Физика"), (1, 2, 3, 4)
    marks = [(p, s, TERM[0] + timedelta(days=d), m, w) for p, s, d, m, w in made["marks"]]
    codes = [(p, s, TERM[0] + timedelta(days=d), n, k) for p, s, d, n, k in made["codes"]]
    as_of = TERM[0] + timedelta(days=made["day"])
    view = View(YEAR, "q4", as_of, disputed_points=float(made["width"]))
    con = Journal(pupils, subjects, marks, codes).built()

    seen = [m for m in marks if m[2] <= as_of]
    likely, disputed = {}, set()
    for p in pupils:
        for s in subjects:
            mine = [(m, w) for q, t, _, m, w in seen if (q, t) == (p, s)]
            if mine:
                mean = Fraction(sum(m * w for m, w in mine), sum(w for _, w in mine))
                likely[p, s] = rounded(mean)
                if min(abs(mean - Fraction(b, 2)) for b in (9, 7, 5)) <= Fraction(made["width"]):
                    disputed.add((p, s))
    found = journal.pupils(con, view=view)
    assert {
        (r.pupil_id, r.subject): r.likely_mark for r in found.itertuples() if r.marks_count
    } == likely
    assert {(r.pupil_id, r.subject) for r in found.itertuples() if r.is_disputed} == disputed

    missed = defaultdict(set)
    for p, s, day, n, k in codes:
        if day <= as_of:
            missed["absent" if k in ("ill", "excused", "unexcused", "absent") else k].add(
                (p, s, day, n)
            )
    row = journal.absences(con, view=view).iloc[0]
    assert row.absences_count == len(missed["absent"])
    assert (row.late_count, row.exempt_count) == (len(missed["late"]), len(missed["exempt"]))
    assert (
        row.absences_count
        == row.ill_count + row.excused_count + row.unexcused_count + row.unexplained_count
    )

    exempt = {(p, s) for p, s, _, _ in missed["exempt"]} - set(likely)
    taught = [s for s in subjects if any(t == s for _, t in likely)]
    groups = Counter()
    for p in pupils:
        own = [likely.get((p, s)) for s in taught if (p, s) not in exempt]
        if own:
            groups[group_of(own)] += 1
    got = journal.groups(con, view=view)
    assert Counter(got["pupil_group"]) == groups


def rounded(mean: Fraction) -> int:
    """Return the mark a mean rounds to at a half, by counting the borders it has reached."""
    return 2 + sum(mean >= Fraction(border, 2) for border in (5, 7, 9))


def group_of(marks: list[int | None]) -> str:
    """Return the group of the partition by the words of the metrics, read top down."""
    if None in marks:
        return "not_attested"
    if 2 in marks:
        return "with_two"
    if marks.count(3) >= 2:
        return "several_threes"
    if marks.count(3) == 1:
        return "one_three"
    if marks.count(4) == 1:
        return "one_four"
    return "fours_and_fives" if 4 in marks else "all_fives"


@given(journals)
@settings(max_examples=8, deadline=None)
def test_a_view_of_the_last_day_equals_the_mart_of_the_period(made) -> None:
    marks = [(p, s, TERM[0] + timedelta(days=d), m, w) for p, s, d, m, w in made["marks"]]
    codes = [(p, s, TERM[0] + timedelta(days=d), n, k) for p, s, d, n, k in made["codes"]]
    con = Journal((1, 2, 3, 4), ("Алгебра", "Физика"), marks, codes).built()
    cells = journal.cells(con, view=View(YEAR, "q4", END))
    columns = ["subject", "pupils_count", "marked_count", "passed_count", "quality_count", "marks_count",
               "absences_count", "late_count", "exempt_count"]  # fmt: skip
    mart = con.execute(
        f"SELECT {', '.join(columns)} FROM mart_standing_by_class_subject_period ORDER BY subject"
    ).df()
    assert cells[columns].values.tolist() == mart.values.tolist()
