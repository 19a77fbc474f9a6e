"""Facts of the roadmap from the registers of the staff, by given and expected rows at the edges."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse.files_in_code import StaffFile, accept
from tests.warehouse.programme_con import programme_con, publish_roadmap, settle
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.queries import roadmap
from warehouse.roadmap_rules import Rules, feeding
from warehouse.snapshots import Reader

LATER = date(2026, 1, 1)
Con = duckdb.DuckDBPyConnection


@pytest.fixture
def con() -> Iterator[Con]:
    with programme_con() as made:
        for teacher_id in range(1, 5):
            add_teacher(made, teacher_id)
        yield made


def add_teacher(con: Con, teacher_id: int, **card: Any) -> None:
    said = {"position": "учитель физики", "age_group": "", "experience_years": None, "came_on": None,
            "left_on": None} | card  # fmt: skip
    con.execute("INSERT INTO staff VALUES ('s1', ?, ?, ?, ?, ?, ?)", [teacher_id, *said.values()])
    con.execute(
        "INSERT INTO dim_teacher VALUES ('s1', ?, ?)", [teacher_id, f"Педагог {teacher_id}"]
    )


def add_line(con: Con, register: str, teacher_id: int, day: str, **more: Any) -> None:
    """Add a line whose day is in both columns unless `more` says otherwise."""
    line = {"title": "Тема", "kind": "", "status": "", "batch_id": None, "date_from": day,
            "date_to": day} | more  # fmt: skip
    key = str(con.execute("SELECT count(*) FROM staff_entries").fetchone())
    con.execute(
        "INSERT INTO staff_entries VALUES ('s1', ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [key, register, teacher_id, *line.values()],
    )


def facts(con: Con, indicator: str, as_of: date = LATER) -> dict[int, tuple[int, int]]:
    """Refresh and return year → (numerator, denominator) where something was counted."""
    publish_roadmap(con)
    frame = roadmap.by_year(con, as_of=as_of)
    rows = frame[(frame.indicator_id == indicator) & frame.numerator.notna()]
    return {row.year: (int(row.numerator), int(row.denominator)) for row in rows.itertuples()}


def test_facts_add_up_and_the_measure_day_itself_counts(con: Con) -> None:
    add_line(con, "online_diagnostics", 1, "2021-12-31")
    add_line(con, "online_diagnostics", 2, "2022-01-01")
    add_line(con, "online_diagnostics", 2, "2022-02-01")  # one teacher, counted once
    add_line(con, "online_diagnostics", 3, "2020-12-31")  # before the term
    expected = {2021: (1, 4), 2022: (2, 4), 2023: (2, 4), 2024: (2, 4)}
    assert facts(con, "online_diagnostics") == expected


def test_a_register_without_a_line_in_the_term_is_unknown_unless_said_to_be_kept(con: Con) -> None:
    add_line(con, "federal_portal", 1, "2023-05-01")
    assert facts(con, "federal_portal") == {2023: (1, 4), 2024: (1, 4)}
    assert facts(con, "online_diagnostics") == {}
    settle(con, Rules(kept=frozenset({"online_diagnostics"})))
    assert facts(con, "online_diagnostics") == dict.fromkeys(range(2021, 2025), (0, 4))


def test_a_state_that_does_not_count_still_shows_that_the_register_is_kept(con: Con) -> None:
    add_line(con, "attestation", 1, "2021-03-01", status="Готов")
    add_line(con, "attestation", 2, "2021-03-01", status="готовится")
    add_line(con, "personal_plans", 1, "2021-03-01", status="прерван")
    assert facts(con, "attestation_ready")[2021] == (1, 4)
    assert facts(con, "personal_plan")[2021] == (0, 4)


@pytest.mark.parametrize(
    ("left_on", "expected"), [("2021-12-31", (1, 4)), ("2022-01-01", (2, 5)), (None, (2, 5))]
)
def test_who_left_by_the_measure_day_is_counted_in_neither(con: Con, left_on, expected) -> None:
    add_teacher(con, 5, left_on=left_on, came_on="2021-12-31")
    add_teacher(con, 6, came_on="2022-01-01")
    for teacher_id in (1, 5, 6):
        add_line(con, "independent_assessment", teacher_id, "2021-06-01")
    assert facts(con, "independent_assessment")[2021] == expected


def test_the_base_may_be_teachers_and_the_day_another(con: Con) -> None:
    add_teacher(con, 5, position="Педагог-психолог")
    add_teacher(con, 6, position="Учитель-логопед")
    add_line(con, "online_diagnostics", 5, "2021-03-01")
    add_line(con, "online_diagnostics", 6, "2021-06-01")
    assert facts(con, "online_diagnostics")[2021] == (2, 6)
    settle(con, Rules(base="teachers", day="06-01"))
    assert facts(con, "online_diagnostics")[2021] == (1, 5)
    settle(con, Rules(base="teachers", day="05-31"))
    assert facts(con, "online_diagnostics")[2021] == (0, 5)


@pytest.mark.parametrize(
    ("card", "is_young"),
    [
        ({"came_on": "2019-01-01"}, True),  # the third year ends on 31 December 2021
        ({"came_on": "2018-12-31"}, False),
        ({"came_on": "2018-12-31", "experience_years": 1}, False),  # the day is known better
        ({"experience_years": 2}, True),
        ({"experience_years": 3}, False),
        ({}, False),
        ({"age_group": "35_44", "experience_years": 1}, False),
        ({"age_group": "", "experience_years": 1}, False),
    ],
)
def test_young_teachers_are_under_35_in_their_first_three_years(con: Con, card, is_young) -> None:
    add_teacher(con, 5, **({"age_group": "under_35"} | card))
    add_teacher(con, 6, age_group="under_35", experience_years=0)
    add_line(con, "mentoring", 5, "2021-09-01")
    add_line(con, "mentoring", 1, "2021-09-01")
    assert facts(con, "young_support")[2021] == ((1, 2) if is_young else (0, 1))


def test_support_and_mentoring_of_one_young_teacher_count_once(con: Con) -> None:
    add_teacher(con, 5, age_group="under_35", experience_years=0)
    add_line(con, "support", 5, "2021-09-01")
    add_line(con, "mentoring", 5, "2021-10-01")
    assert facts(con, "young_support")[2021] == (1, 1)


def test_no_young_teacher_is_no_share(con: Con) -> None:
    add_line(con, "support", 1, "2021-09-01")
    assert facts(con, "young_support")[2021] == (0, 0)
    frame = roadmap.by_year(con, as_of=LATER)
    assert frame[frame.indicator_id == "young_support"].actual_pct.isna().all()


def test_a_course_counts_from_its_end_and_a_plan_from_its_start(con: Con) -> None:
    across = {"date_from": "2021-11-01", "date_to": "2022-02-01"}
    add_line(con, "courses", 1, "", **across)
    add_line(con, "courses", 2, "", date_from="2021-11-01", date_to=None)
    add_line(con, "courses", 3, "", date_from=None, date_to=None)
    add_line(con, "personal_plans", 1, "", status="выполняется", **across)
    assert facts(con, "continuous_formats")[2021] == (1, 4)
    assert facts(con, "continuous_formats")[2022] == (2, 4)
    assert facts(con, "personal_plan")[2021] == (1, 4)


def test_what_is_typed_lies_over_the_registers(con: Con) -> None:
    add_line(con, "independent_assessment", 1, "2021-06-01")
    con.execute(
        "INSERT INTO roadmap_actuals VALUES"
        " ('s1', 'independent_assessment', 'main', 2021, 3, 25, DATE '2021-12-25')"
    )
    found = facts(con, "independent_assessment", as_of=date(2022, 6, 1))
    assert found == {2021: (3, 25)}  # the years to come are not counted yet
    frame = roadmap.by_year(con, as_of=LATER).set_index(["indicator_id", "year"])
    assert frame.loc["independent_assessment"].counted_from.tolist() == [
        "typed",
        *["registers"] * 3,
    ]
    assert frame.loc[("independent_assessment", 2022)].deviation_points == 22


def test_a_row_with_several_parts_has_no_total(con: Con) -> None:
    for register in feeding():
        add_line(con, register.register, 1, "2021-06-01", status="готов")
    publish_roadmap(con)
    frame = roadmap.by_year(con, as_of=LATER)
    counted = frame[(frame.year == 2021) & frame.numerator.notna()]
    assert set(zip(counted.indicator_id, counted.series, strict=True)) == {
        ("independent_assessment", "main"), ("attestation_ready", "school"), ("personal_plan", "school"),
        ("online_diagnostics", "school"), ("federal_portal", "school"), ("digital_and_exchange", "school"),
        ("continuous_formats", "school"), ("young_support", "school"),
    }  # fmt: skip


def test_lines_name_only_whom_the_person_may_see(con: Con) -> None:
    add_line(con, "attestation", 1, "2021-03-01", status="готов")
    add_line(con, "attestation", 9, "2021-03-02", status="готов")  # on no card of the staff
    add_line(con, "attestation", 2, "2021-03-03", status="не готов")
    con.execute("INSERT INTO dim_teacher VALUES ('s1', 9, 'Педагог 9')")
    con.execute("CREATE TABLE IF NOT EXISTS loaded_batches (batch_id INTEGER, file_name VARCHAR)")
    publish_roadmap(con)
    shown = roadmap.lines(con, indicator="attestation_ready", year=2021, named=True)
    assert shown.full_name.tolist() == ["Педагог 1", "Педагог 9", "Педагог 2"]
    assert shown[["has_state", "in_base", "is_counted"]].to_numpy().tolist() == [
        [True, True, True], [True, False, False], [False, True, False],
    ]  # fmt: skip
    assert roadmap.lines(con, indicator="attestation_ready", year=2021).full_name.isna().all()


def test_settings_reach_the_snapshot(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    cards = {"Белова Анна Игоревна": {"position": "учитель"}, "Осокин Пётр Ильич": {}}
    line = (
        "online_diagnostics",
        "Белова Анна Игоревна",
        {"title": "Физика", "date_to": date(2021, 6, 1)},
    )
    accept(home, StaffFile(cards=cards, entries=(line,)))
    publish(home)
    assert counted(home) == [(2021, 1, 2), (2022, 1, 2), (2023, 1, 2), (2024, 1, 2)]
    home.ledger.add_record(
        "setting", "roadmap_base", {"name": "roadmap_base", "value": "teachers"}, "т"
    )
    home.ledger.add_record("setting", "roadmap_day", {"name": "roadmap_day", "value": "05-31"}, "т")
    publish(home)
    assert counted(home) == [(2022, 1, 1), (2023, 1, 1), (2024, 1, 1)]


def counted(home: Home) -> list[tuple[int, int, int]]:
    sql = (
        "SELECT year, numerator, denominator FROM mart_roadmap_by_year"
        " WHERE indicator_id = 'online_diagnostics' AND numerator IS NOT NULL ORDER BY year"
    )
    return [tuple(map(int, row)) for row in Reader(home).frame(sql).itertuples(index=False)]
