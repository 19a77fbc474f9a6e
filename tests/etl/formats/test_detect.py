"""A proposal is never wrong silently: what is parsed is what was meant, or a person is asked."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.formats import shipped
from etl.formats.detect import propose
from etl.formats.matrix import parse
from etl.problems import Refusal
from etl.school import School
from etl.tidy import Decisions, Parsed
from tests.etl.formats.grids import grid, rows
from tests.etl.formats.matrices import SUBJECTS, Meant, dated, of_periods, of_subjects

SCHOOL = School.default(date(2024, 5, 1))
SEEDS = st.integers(0, 10**9)


def answers(meant: Meant) -> Decisions:
    return Decisions(meant.school_year, meant.class_name, meant.subject, "", meant.period)


def read(meant: Meant) -> tuple[Parsed, bool]:
    """Parse as proposed; the flag says whether a person was asked something or told of an error."""
    proposal = propose(meant.grid, SCHOOL)
    parsed = parse(meant.grid, proposal.format, answers(meant), SCHOOL)
    told = any(problem.severity == "error" for problem in parsed.problems)
    return parsed, bool(parsed.questions) or told or not proposal.is_sure


def is_as_meant(parsed: Parsed, meant: Meant) -> bool:
    marks = rows(parsed, "marks", "pupil", "lesson_date", "lesson_no", "seq", "mark")
    codes = rows(parsed, "attendance", "pupil", "lesson_date", "lesson_no", "code_raw")
    own = rows(parsed, "period_marks", "pupil", "part_subject_raw", "part_period", "mark", "state")
    parts = parsed.tables["parts"]
    return (
        set(marks) == meant.marks
        and set(codes) == meant.codes
        and set(own) == meant.period_marks
        and len(marks) + len(codes) + len(own)
        == len(meant.marks) + len(meant.codes) + len(meant.period_marks)
        and set(parts["class_name"]) <= {meant.class_name}
        and set(parts["school_year"]) <= {meant.school_year}
        and set(parts["subject_raw"]) <= {meant.subject, *SUBJECTS}
        and sum(problem.code == "unknown_token" for problem in parsed.problems) == meant.unknown
        and {p for p, *_ in rows(parsed, "part_pupils", "pupil")} <= set(meant.pupils)
    )


def written(seed: int) -> Meant:
    kinds = [dated, of_periods]
    if seed % 4 < 2:
        return kinds[seed % 4](seed)
    return of_subjects(seed, with_periods=bool(seed % 4 - 2))


@given(SEEDS)
@settings(max_examples=150, deadline=None)
def test_parsed_is_meant_or_asked(seed):
    meant = written(seed)
    parsed, asked = read(meant)
    assert asked or is_as_meant(parsed, meant)


def test_nearly_every_table_is_read_without_a_question():
    read_well = sum(not read(written(seed))[1] for seed in range(400))
    assert read_well >= 360


PUPILS = [
    "Берёзов Пётр Ильич",
    "Дубов Лев Маркович",
    "Ёлкина Анна Игоревна",
    "Кленова Вера Львовна",
]


def test_names_without_a_label_are_found():
    days = ["", *(f"{day}.10.2023" for day in range(10, 16))]
    file = grid(["Журнал 6А"], days, *([name, "5", "", "4", "Н", "", "3"] for name in PUPILS))
    proposal = propose(file, SCHOOL)
    parsed = parse(file, proposal.format, Decisions(subject="Физика"), SCHOOL)
    assert proposal.is_sure
    assert parsed.facts["pupils"] == 4
    assert parsed.facts["classes"] == ["6А"]
    assert parsed.facts["school_years"] == ["2023/24"]
    assert not parsed.questions


def test_header_of_three_rows_with_number_in_two_cells():
    file = grid(
        ["Класс: 7Б", "", "", "Учебный год: 2023/2024"],
        ["№", "ФИО", "Алгебра", "", "", "", "Геометрия", ""],
        ["п/п", "учащегося", "1 четверть", "", "2 четверть", "", "1 четверть", ""],
        ["", "", "Ср. балл", "Итог", "Ср. балл", "Итог", "Ср. балл", "Итог"],
        *([n, name, 4.5, "5", 3.2, "3", 4, "4"] for n, name in enumerate(PUPILS, 1)),
    )
    parsed = parse(file, propose(file, SCHOOL).format, Decisions(), SCHOOL)
    own = rows(parsed, "period_marks", "part_subject_raw", "part_period", "mark")
    assert set(own) == {("Алгебра", "q1", 5), ("Алгебра", "q2", 3), ("Геометрия", "q1", 4)}
    assert len(own) == 12


def test_periods_over_subjects():
    file = grid(
        ["Класс: 7Б", "", "", "Учебный год: 2023/2024"],
        ["", "", "1 четверть", "", "2 четверть", ""],
        ["№", "ФИО", "Алгебра", "Физика", "Алгебра", "Физика"],
        *([n, name, "5", "4", "3", "2"] for n, name in enumerate(PUPILS, 1)),
    )
    parsed = parse(file, propose(file, SCHOOL).format, Decisions(), SCHOOL)
    own = rows(parsed, "period_marks", "part_subject_raw", "part_period", "mark")
    assert set(own) == {("Алгебра", "q1", 5), ("Физика", "q1", 4), ("Алгебра", "q2", 3),
                        ("Физика", "q2", 2)}  # fmt: skip


def test_a_row_that_numbers_the_columns_is_no_period():
    file = grid(
        ["Итоги 5А за 1 четверть 2023/2024 учебного года"],
        ["№", "ФИО", "Алгебра", "Физика", "Химия"],
        [1, 2, 3, 4, 5],
        *([n, name, "5", "4", "3"] for n, name in enumerate(PUPILS, 1)),
    )
    parsed = parse(file, propose(file, SCHOOL).format, Decisions(), SCHOOL)
    assert set(rows(parsed, "period_marks", "part_period")) == {("q1",)}
    assert not parsed.questions


def test_a_report_of_shares_is_no_table_of_marks():
    file = grid(
        ["Отчёт об успеваемости и качестве знаний"],
        ["Класс", "Учеников", "Успеваемость, %", "Качество знаний, %", "СОУ"],
        ["5А", 25, 100, 56, 60],
        ["5Б", 24, 96, 50, 55],
    )
    with pytest.raises(Refusal) as refusal:
        propose(file, SCHOOL)
    assert [problem.code for problem in refusal.value.problems] == ["aggregate_report"]


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [["привет"]],
        [["Дата", "Тема"], ["01.09.2023", "Введение"]],
        [["ФИО", "Телефон"], ["Берёзов Пётр", "8-900"]],
    ],
)
def test_what_is_no_table_of_pupils_gets_no_confidence(lines):
    proposal = propose(grid(*lines), SCHOOL)
    assert not proposal.is_sure
    assert proposal.confidence == 0


def test_points_for_tasks_are_not_marks_by_day():
    file = grid(["ФИО", *range(1, 8)], *([name, 1, 0, 2, 1, 1, 3, 0] for name in PUPILS))
    parsed = parse(file, propose(file, SCHOOL).format,
                   Decisions("2023/24", "5А", "Физика"), SCHOOL)  # fmt: skip
    assert {p.code for p in parsed.problems if p.severity == "error"} == {"month_unknown"}
    assert not rows(parsed, "marks", "mark")


@given(SEEDS)
@settings(max_examples=40, deadline=None)
def test_only_a_class_by_subjects_or_by_days_loads_by_itself(seed):
    meant = written(seed)
    own = [{"class_journal"}, set(), {"class_subjects"}, {"class_subjects"}][seed % 4]
    assert {fmt.id for fmt in shipped() if fmt.claim(meant.grid)} <= own
