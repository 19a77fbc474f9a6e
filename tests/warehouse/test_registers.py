"""Who is whom among teachers, the newest register, and stated figures beside ours, by given and expected rows."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from warehouse.home import Home
from warehouse.queries import control
from warehouse.scope import Scope
from warehouse.sql import text
from warehouse.teachers import allocate_teachers, doubtful, fits

FULL = "осокин петр романович"


def ids(home: Home, *names: str) -> list[int]:
    rows = [(number, name.title(), name) for number, name in enumerate(names)]
    with home.ledger.transaction() as tx:
        found = allocate_teachers(tx, "school", rows)
    return [found[number] for number in range(len(names))]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path)


def test_a_teacher_keeps_the_id_and_initials_join_the_only_name_that_fits(home):
    (first,) = ids(home, FULL)
    assert ids(home, FULL, "осокин п.р.", "осокин р.п.") == [first, first, first + 1]


def test_initials_that_may_be_two_teachers_are_neither(home):
    one, other = ids(home, FULL, "осокин павел русланович")
    (short,) = ids(home, "осокин п.р.")
    assert short not in (one, other)


def test_a_full_name_takes_over_the_initials_loaded_before_it_only_if_it_alone_fits(home):
    (short,) = ids(home, "осокин п.р.")
    assert ids(home, FULL) == [short]
    assert ids(home, "осокин павел русланович") != [short]


def test_two_full_names_of_a_file_do_not_share_earlier_initials(home):
    (short,) = ids(home, "осокин п.р.")
    assert short not in ids(home, FULL, "осокин павел русланович")


def test_whom_initials_may_mean():
    assert fits("осокин п.", FULL)
    assert not fits("осокин п.р.", "осокин петр")
    assert not fits("осокина п.р.", FULL)
    assert doubtful([(FULL, "Осокин Пётр Романович")], [(1, "Осокин П. Р.", "осокин п.р.")]) == {
        "Осокин П. Р.": ["Осокин Пётр Романович"]
    }


def relation(con, name: str, columns: str, rows: list[tuple]) -> None:
    con.execute(f"CREATE TABLE {name} ({columns})")
    for row in rows:
        con.execute(f"INSERT INTO {name} VALUES ({', '.join('?' * len(row))})", list(row))


PART = ("batch_id INTEGER, part_no INTEGER, part_order BIGINT, school_id VARCHAR, school_year VARCHAR,"
        " grade INTEGER, class_name VARCHAR, subject VARCHAR, subject_raw VARCHAR, subgroup VARCHAR,"
        " period VARCHAR")  # fmt: skip


def part(batch: int, number: int, class_name: str, subject: str, period: str = "") -> tuple:
    return (
        batch,
        number,
        batch * 100000 + number,
        "s",
        "2023/24",
        7,
        class_name,
        subject,
        subject,
        "",
        period,
    )


def test_the_newest_register_that_lists_a_pupil_is_believed_and_a_persons_word_comes_next():
    con = duckdb.connect()
    relation(con, "stg_parts", PART, [part(1, 1, "7А", ""), part(2, 1, "7А", "")])
    relation(con, "dim_class", "school_id VARCHAR, school_year VARCHAR, class_name VARCHAR, grade INTEGER",
             [("s", "2023/24", "7А", 7)])  # fmt: skip
    relation(con, "dim_pupil", "school_id VARCHAR, school_year VARCHAR, class_name VARCHAR, pupil_id BIGINT,"
             " full_name VARCHAR", [("s", "2023/24", "7А", n, f"Ученик {n}") for n in (1, 2, 3, 4, 5)])  # fmt: skip
    con.execute(text("tables/loaded_roll"))
    con.execute(text("tables/loaded_part_pupils"))
    con.execute("INSERT INTO loaded_part_pupils VALUES (1, 1, 4)")
    con.execute(text("tables/pupil_leavings"))
    for batch, pupil, arrived, left in [
        (1, 1, "2023-09-05", "2023-11-10"), (2, 1, None, None), (1, 2, None, "2023-12-01"),
    ]:  # fmt: skip
        row = [batch, 1, pupil, arrived, left, "Лист1", pupil, 0]
        con.execute("INSERT INTO loaded_roll VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    con.execute(
        "INSERT INTO pupil_leavings VALUES ('2023/24', '7А', 3, NULL), ('2023/24', '7А', 2, '2024-01-01')"
    )
    found = con.execute(
        "SELECT pupil_id, is_listed, arrived_on::VARCHAR, left_on::VARCHAR, has_left, batch_id"
        f" FROM ({text('staging/roll')}) ORDER BY pupil_id"
    ).fetchall()
    assert found == [
        (1, 1, None, None, 0, 2),
        (2, 1, None, "2023-12-01", 1, 1),
        (3, 0, None, None, 1, None),
        (4, 0, None, None, 0, None),
    ]


def test_the_newest_register_of_a_class_and_subject_is_believed_whole():
    con = duckdb.connect()
    parts = [part(1, 1, "7А", "Алгебра"), part(1, 2, "7А", "Физика"), part(2, 1, "7А", "Алгебра")]
    relation(con, "stg_parts", PART, parts)
    relation(con, "loaded_batches", "batch_id INTEGER, seq INTEGER", [(1, 1), (2, 2)])
    con.execute(text("tables/loaded_teaching"))
    for batch, number, teacher, hours in [
        (1, 1, 10, 4),
        (1, 1, 11, 1),
        (1, 2, 10, 2),
        (2, 1, 12, None),
    ]:
        row = [batch, number, teacher, hours, "Лист1", teacher, 0]
        con.execute("INSERT INTO loaded_teaching VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    found = con.execute(
        f"SELECT subject, teacher_id, hours_per_week FROM ({text('staging/teaching')}) ORDER BY ALL"
    ).fetchall()
    assert found == [("Алгебра", 12, None), ("Физика", 10, 2.0)]


def totals(stated: list[tuple]) -> duckdb.DuckDBPyConnection:
    """Return a class of 25 in algebra (5·4, 4·9, 3·10, 2·2) and one not attested, beside stated figures.

    `stated` are (subject, metric, value, tolerance).
    """
    con = duckdb.connect()
    relation(con, "period_marks", "school_id VARCHAR, school_year VARCHAR, grade INTEGER, class_name VARCHAR,"
             " period VARCHAR, pupil_id BIGINT, subject VARCHAR, mark INTEGER, state VARCHAR",
             [("s", "2023/24", 7, "7А", "q1", n, "Алгебра", mark, "attested" if mark else "not_attested")
              for n, mark in enumerate([5] * 4 + [4] * 9 + [3] * 10 + [2] * 2 + [None])])  # fmt: skip
    subjects = list(dict.fromkeys(row[0] for row in stated))
    relation(con, "stg_parts", PART,
             [part(1, n, "7А", subject, "q1") for n, subject in enumerate(subjects)])  # fmt: skip
    relation(
        con,
        "loaded_batches",
        "batch_id INTEGER, seq INTEGER, file_name VARCHAR",
        [(1, 1, "отчёт.xlsx")],
    )
    con.execute(text("tables/loaded_class_totals"))
    for place, (subject, metric, value, tolerance) in enumerate(stated):
        row = [1, subjects.index(subject), metric, value, tolerance, "Лист1", 4, place]
        con.execute("INSERT INTO loaded_class_totals VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    for mart in ("mart_pupil_group_by_period", "mart_achievement_by_class_subject_period",
                 "mart_achievement_by_class_period", "mart_control_by_class_total"):  # fmt: skip
        con.execute(f"CREATE TABLE {mart} AS {text('marts/' + mart)}")
    return con


@pytest.mark.parametrize(
    ("subject", "metric", "value", "tolerance", "base", "verdict"),
    [
        ("Алгебра", "quality_pct", 52.0, 0.05, "attested", "equal"),
        ("Алгебра", "quality_pct", 50.0, 0.05, "on_roll", "equal"),
        ("Алгебра", "quality_pct", 52.2, 0.05, "attested", "differs"),
        ("Алгебра", "passed_pct", 88.5, 0.05, "on_roll", "equal"),
        ("Алгебра", "passed_pct", 88, 0.05, "attested", "differs"),
        ("Алгебра", "sou_pct", 54.72, 0.005, "attested", "equal"),
        ("Алгебра", "average_points", 3.6, 0.005, "attested", "equal"),
        ("Алгебра", "pupils_count", 26, 0.5, "on_roll", "equal"),
        ("Алгебра", "mark3_count", 11, 0.5, "attested", "differs"),
        ("Алгебра", "not_attested_count", 1, 0.5, "attested", "equal"),
        ("Алгебра", "one_three_count", 1, 0.5, "", "nothing"),
        ("Физика", "quality_pct", 52, 0.5, "", "nothing"),
        ("", "pupils_count", 25, 0.5, "attested", "equal"),
        ("", "all_fives_count", 4, 0.5, "attested", "equal"),
        ("", "with_two_count", 3, 0.5, "on_roll", "equal"),
        ("", "mark4_count", 9, 0.5, "pooled", "equal"),
        ("", "average_points", 3.7, 0.05, "pooled", "differs"),
    ],
)  # fmt: skip
def test_a_stated_figure_is_compared_on_every_base(
    subject, metric, value, tolerance, base, verdict
):
    found = control.class_totals(totals([(subject, metric, value, tolerance)]))
    assert found[["base", "verdict", "metric", "file_name"]].values.tolist() == [
        [base, verdict, metric, "отчёт.xlsx"]
    ]
    assert (found["our_value"].isna() == (verdict == "nothing")).all()


def test_stated_figures_are_seen_within_the_scope_and_the_year():
    con = totals([("Алгебра", "quality_pct", 10, 0.05), ("Алгебра", "passed_pct", 92, 0.5)])
    assert control.class_totals(con)["verdict"].tolist() == ["differs", "equal"]
    assert control.class_totals(con, scope=Scope.of([("2023/24", "7Б")])).empty
    assert control.class_totals(con, school_year="2022/23").empty
    assert len(control.class_totals(con, batch_id=1)) == 2


def test_averages_of_pupils_are_compared_with_the_marks_of_the_same_days():
    con = duckdb.connect()
    measure = ", measure VARCHAR"
    relation(con, "stg_parts", PART + measure,
             [(*part(1, 1, "7А", "Алгебра"), "current"), (*part(1, 2, "7А", "Алгебра", "q1"), "period")])  # fmt: skip
    relation(
        con,
        "loaded_batches",
        "batch_id INTEGER, seq INTEGER, file_name VARCHAR",
        [(1, 1, "ж.xlsx")],
    )
    relation(con, "dim_pupil", "school_year VARCHAR, class_name VARCHAR, pupil_id BIGINT, full_name VARCHAR",
             [("2023/24", "7А", n, f"Ученик {n}") for n in (1, 2)])  # fmt: skip
    relation(con, "loaded_part_dates", "batch_id INTEGER, part_no INTEGER, date_from DATE, date_to DATE",
             [(1, 1, "2023-09-01", "2023-09-30")])  # fmt: skip
    relation(con, "marks", "school_year VARCHAR, class_name VARCHAR, subject VARCHAR, pupil_id BIGINT,"
             " period VARCHAR, lesson_date DATE, mark INTEGER, weight INTEGER",
             [("2023/24", "7А", "Алгебра", 1, "q1", day, mark, weight) for day, mark, weight in
              [("2023-09-05", 5, 1), ("2023-09-06", 4, 3), ("2023-10-02", 2, 1)]])  # fmt: skip
    con.execute(text("tables/loaded_control_totals"))
    stated = [(1, 1, "average_points", "q1", 4.5), (1, 1, "weighted_average_points", "q1", 4.25),
              (2, 1, "average_points", "q1", 3.67), (2, 1, "average_points", "q2", 4),
              (1, 2, "average_points", "q1", 3), (1, 1, "average_points", "q1", 4.4)]  # fmt: skip
    for place, (number, pupil, metric, period, value) in enumerate(stated):
        row = [1, number, pupil, metric, period, value, "Лист1", 4, place]
        con.execute("INSERT INTO loaded_control_totals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    counts = control.pupil_totals(con)
    assert counts[["metric", "equal_count", "different_count", "nothing_count"]].values.tolist() == [
        ["average_points", 2, 1, 2], ["weighted_average_points", 1, 0, 0]]  # fmt: skip
    differing = control.pupil_differences(con)
    assert differing[["full_name", "stated_value", "our_value", "column_no"]].values.tolist() == [
        ["Ученик 1", 4.4, 4.5, 5]]  # fmt: skip
    assert control.pupil_totals(con, scope=Scope.of([])).empty
