"""Falls, cohorts and the parts of priority: by given and expected rows, and against a plain count."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from itertools import pairwise

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.achievement_con import MARTS, YEAR, Away, Mark, school
from warehouse.sql import text

PARTS = "passed_part, quality_part, falling_part, pupils_part, absence_part"


def of_counts(class_name: str, period: str, good: int, rest: int) -> list[Mark]:
    """Return marks of one subject: so many «4», the rest «3»."""
    return [
        Mark(class_name, n, 4 if n < good else 3, period) for n in range(good + rest)
    ]  # fmt: skip


def falls(con: duckdb.DuckDBPyConnection) -> list[tuple]:
    return con.execute(
        "SELECT period, has_two_before, is_fall, is_falling_twice"
        " FROM mart_trend_by_class_subject_period ORDER BY period"
    ).fetchall()


@pytest.mark.parametrize(
    ("goods", "twice"),
    [
        ([14, 12, 10], 1),
        ([14, 14, 10], 0),  # one fall
        ([14, 13, 10], 0),  # the first is of one pupil of 25: 4 points
        ([10, 12, 14], 0),  # grows
        ([10, 12, 10], 0),
    ],
)
def test_two_falls_on_end(goods: list[int], twice: int) -> None:
    marks = [m for q, n in enumerate(goods, 1) for m in of_counts("7Б", f"q{q}", n, 25 - n)]
    assert falls(school(marks))[-1] == ("q3", 1, int(goods[1] > goods[2]), twice)


def test_a_fall_over_a_missing_term_is_not_known() -> None:
    marks = [m for q, n in ((1, 14), (2, 12), (4, 8)) for m in of_counts("7Б", f"q{q}", n, 25 - n)]
    assert falls(school(marks)) == [("q1", 0, 0, 0), ("q2", 0, 1, 0), ("q4", 0, 0, 0)]


def test_halves_and_quarters_are_not_one_line() -> None:
    marks = [
        m for p, n in (("h1", 14), ("q2", 10), ("h2", 6)) for m in of_counts("10А", p, n, 25 - n)
    ]
    assert falls(school(marks)) == [("h1", 0, 0, 0), ("h2", 0, 1, 0), ("q2", 0, 0, 0)]


def grown(members: dict[tuple[str, str], range | list[int]], mark: int = 4) -> list[Mark]:
    """Return a year mark for every pupil of (school year, class)."""
    return [
        Mark(name, pupil, mark, "year", school_year=year)
        for (year, name), pupils in members.items()
        for pupil in pupils
    ]


def cohorts(con: duckdb.DuckDBPyConnection) -> list[tuple]:
    return con.execute(
        "SELECT school_year, class_name, cohort_year, cohort_class, years_count, stayed_count,"
        " joined_count, left_count FROM mart_cohort_by_class ORDER BY school_year, class_name"
    ).fetchall()


def test_a_cohort_is_followed_by_its_pupils_though_the_letter_changes() -> None:
    con = school(grown({
        ("2021/22", "5А"): range(20), ("2021/22", "5Б"): range(20, 40),
        ("2022/23", "6Б"): range(2, 22), ("2022/23", "6А"): range(22, 40),
        ("2023/24", "7Б"): range(2, 23),
    }))  # fmt: skip
    assert cohorts(con) == [
        ("2021/22", "5А", "2021/22", "5А", 3, None, None, None),
        ("2021/22", "5Б", "2021/22", "5Б", 2, None, None, None),
        ("2022/23", "6А", "2021/22", "5Б", 2, 18, 0, 2),
        ("2022/23", "6Б", "2021/22", "5А", 3, 18, 2, 2),
        ("2023/24", "7Б", "2021/22", "5А", 3, 20, 1, 0),
    ]


def test_a_class_made_of_halves_begins_a_cohort() -> None:
    con = school(grown({
        ("2022/23", "9А"): range(20), ("2022/23", "9Б"): range(20, 40),
        ("2023/24", "10А"): [*range(10), *range(20, 30)],
    }))  # fmt: skip
    assert cohorts(con)[-1] == ("2023/24", "10А", "2023/24", "10А", 1, None, None, None)


def test_a_year_without_the_school_breaks_the_line_only_for_that_class() -> None:
    con = school(grown({
        ("2021/22", "5А"): range(20), ("2022/23", "9А"): range(50, 60),
        ("2023/24", "7А"): range(20),
    }))  # fmt: skip
    assert [row[4] for row in cohorts(con)] == [1, 1, 1]


def test_the_same_pupils_are_those_of_every_year() -> None:
    marks = grown({("2022/23", "6А"): range(10), ("2023/24", "7А"): range(2, 12)})
    marks = [m._replace(mark=3) if m.pupil_id in (0, 11) else m for m in marks]
    found = school(marks).execute(
        "SELECT school_year, pupils_count, quality_pupils_count, same_pupils_count,"
        " same_quality_pupils_count, same_quality_pct FROM mart_cohort_by_period ORDER BY 1"
    ).fetchall()  # fmt: skip
    assert found == [("2022/23", 10, 9, 8, 8, 100.0), ("2023/24", 10, 9, 8, 8, 100.0)]


def test_a_cohort_over_eleven_years_is_one() -> None:
    years = [f"{2010 + n}/{11 + n}" for n in range(11)]
    con = school(grown({(year, f"{n}А"): range(20) for n, year in enumerate(years, 1)}))
    assert {row[2:5] for row in cohorts(con)} == {("2010/11", "1А", 11)}


def parts(con: duckdb.DuckDBPyConnection, name: str, columns: str = PARTS) -> tuple:
    found = con.execute(
        f"SELECT {columns} FROM mart_priority_by_class_period WHERE class_name = ? AND period = 'q4'",
        [name],
    ).fetchone()
    assert found is not None
    return found


def test_parts_of_a_class_below_its_parallel() -> None:
    good = [Mark("7А", n, 4) for n in range(10)]
    weak = [*(Mark("7Б", 10 + n, 4) for n in range(4)), *(Mark("7Б", 14 + n, 3) for n in range(2)),
            *(Mark("7Б", 16 + n, 2) for n in range(3)), Mark("7Б", 19, None)]  # fmt: skip
    con = school([*good, *weak])
    # 7Б: 6 of 9 attested have no «2», the parallel 16 of 19; «4» and «5»: 4 of 9 against 14 of 19.
    assert parts(con, "7Б")[:2] == pytest.approx((1 - 6 * 19 / (9 * 16), 1 - 4 * 19 / (9 * 14)))
    on_roll = parts(con, "7Б", "passed_on_roll_part, quality_on_roll_part, in_trouble_count")
    assert on_roll == pytest.approx((1 - 6 * 20 / (10 * 16), 1 - 4 * 20 / (10 * 14), 4))
    assert parts(con, "7Б")[2:] == (None, 0.4, None)
    assert parts(con, "7А") == (0.0, 0.0, None, 0.0, None)


def test_the_only_class_of_a_parallel_has_nothing_to_be_below() -> None:
    con = school([Mark("7А", n, 3) for n in range(10)])
    assert parts(con, "7А")[:2] == (None, None)


def test_absence_counts_only_where_the_lessons_are_known() -> None:
    marks = [Mark("7А", n, 4) for n in range(3)]
    away = [Away("7А", 0, 1), Away("7А", 0, 2), Away("7А", 1, 1, "late"), Away("7А", 2, 1)]
    con = school(marks, {("7А", 0): 2, ("7А", 1): 2}, away)
    assert parts(con, "7А", "absences_count, lessons_count, absence_part") == (2, 4, 0.5)


def test_the_year_takes_the_falls_of_its_last_term() -> None:
    marks = [m for q, n in ((2, 14), (3, 12), (4, 8)) for m in of_counts("7Б", f"q{q}", n, 25 - n)]
    con = school([*marks, Mark("7Б", 0, 4, "year")])
    found = con.execute(
        "SELECT period, trend_subjects_count, falling_subjects_count, falling_part"
        " FROM mart_priority_by_class_period ORDER BY period"
    ).fetchall()
    assert found == [("q2", 0, 0, None), ("q3", 0, 0, None), ("q4", 1, 1, 1.0), ("year", 1, 1, 1.0)]


some_marks = st.lists(
    st.builds(
        Mark,
        class_name=st.sampled_from(["7А", "7Б", "8А"]),
        pupil_id=st.integers(1, 4),
        mark=st.sampled_from([1, 2, 3, 4, 5, None]),
        period=st.sampled_from(["q2", "q3", "q4"]),
        subject=st.sampled_from(["Алгебра", "Физика"]),
        school_year=st.just(YEAR),
    ),
    min_size=1,
    max_size=60,
    unique_by=lambda m: (m.class_name, m.pupil_id, m.period, m.subject),
)


@given(some_marks)
@settings(max_examples=30, deadline=None)
def test_parts_are_shares_and_equal_a_plain_count(marks: list[Mark]) -> None:
    wanted = tuple(name for name in MARTS if name != "cohort")
    found = school(marks, wanted=wanted).execute(
        "SELECT class_name, period, passed_part, quality_part, falling_part, pupils_part"
        " FROM mart_priority_by_class_period"
    ).fetchall()  # fmt: skip
    expected = plainly(marks)
    assert {(name, period) for name, period, *_ in found} == set(expected)
    for name, period, *shares in found:
        for share, plain in zip(shares, expected[name, period], strict=True):
            assert (share is None) == (plain is None)
            if share is not None:
                assert 0 <= share <= 1
                assert share == pytest.approx(float(plain))


def plainly(marks: list[Mark]) -> dict[tuple[str, str], list[Fraction | None]]:
    """Count the parts in plain Python: below the parallel twice, falling, pupils in trouble."""
    pupils: dict[tuple[str, str], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for m in marks:
        pupils[m.class_name, m.period][m.pupil_id].append(m.mark or 0)
    counted = {}
    for (name, period), own in pupils.items():
        parallel = [p for (n, q), p in pupils.items() if (n[0], q) == (name[0], period)]
        together = [worst for p in parallel for worst in p.values()]
        below = [
            missing(share(own.values(), bound), share(together, bound))
            if len(parallel) > 1
            else None
            for bound in (3, 4)
        ]
        trouble = Fraction(sum(min(marks) < 3 for marks in own.values()), len(own))
        counted[name, period] = [*below, falling(marks, name, period), trouble]
    return counted


def share(pupils: object, bound: int) -> Fraction | None:
    """Return the share of attested pupils whose worst mark is not under a bound."""
    attested = [marks for marks in pupils if min(marks)]  # type: ignore[attr-defined]
    return Fraction(sum(min(m) >= bound for m in attested), len(attested)) if attested else None


def missing(own: Fraction | None, parallel: Fraction | None) -> Fraction | None:
    """Return which part of the parallel's share a class lacks."""
    if own is None or parallel is None:
        return None
    return max((parallel - own) / parallel, Fraction(0)) if parallel else Fraction(0)


def falling(marks: list[Mark], name: str, period: str) -> Fraction | None:
    """Return the share of subjects that lost five points or more twice on end."""
    known = lost = 0
    for subject in {m.subject for m in marks}:
        line = []
        for step in (2, 1, 0):
            term = f"q{int(period[1]) - step}"
            own = [
                m.mark
                for m in marks
                if (m.class_name, m.subject, m.period) == (name, subject, term)
            ]
            attested = [mark for mark in own if mark]
            line.append(
                Fraction(sum(m >= 4 for m in attested), len(attested)) if attested else None
            )
        if None not in line:
            known += 1
            lost += all(a - b >= Fraction(5, 100) for a, b in pairwise(line))
    return Fraction(lost, known) if known else None


def test_the_share_of_tasks_that_fall_short_is_a_part_of_priority() -> None:
    con = school(
        [Mark("7А", 1, 4), Mark("7Б", 2, 3)], wanted=("achievement", "pupil_group", "trend")
    )
    con.execute("INSERT INTO mart_deficit_share_by_class VALUES ('s', ?, 7, '7А', 8, 6)", [YEAR])
    con.execute(f"CREATE TABLE priority AS {text('marts/mart_priority_by_class_period')}")
    found = con.execute(
        "SELECT class_name, deficit_part, short_tasks_count FROM priority WHERE period = 'q4'"
        " ORDER BY class_name"
    ).fetchall()
    assert found == [("7А", 0.75, 6), ("7Б", None, 0)]
