"""Whose period, whose table: mixed classes, rows of one subject, tables that go on, a month's export."""

from __future__ import annotations

from datetime import date

import pytest

from etl.formats import parse, recognise, shipped
from etl.grid import Grid, Sheet
from etl.school import School
from etl.tidy import Decisions, Parsed
from tests.etl.formats.cards import Block, card, report
from tests.etl.formats.grids import codes, grid, rows

SCHOOL = School.default(date(2024, 10, 1))
NONE = Decisions()
SPRING = ("Период: с 25.03.25 по 10.05.25", [date(2025, 4, 1), date(2025, 4, 2)])
MONTH = ("Период: с 1.04.25 по 30.04.25", [date(2025, 4, 1), date(2025, 4, 2)])
AUTUMN = ("Период: с 1.09.24 по 15.10.24", [date(2024, 9, 2), date(2024, 9, 3)])


def block(class_name: str, said: tuple = SPRING, mark: str = "5", **more) -> Block:
    """Return a table with two lessons of chemistry and the period's mark."""
    preamble = ("Учебный год: 2024/2025", f"Класс: {class_name}", said[0])
    return Block(**{"pupil": f"Доля Вера {class_name}", "subjects": {"Химия": ["5", "4", mark]},
                    "days": said[1], "figures": ("Итоговая оценка за период",),
                    "preamble": preamble, **more})  # fmt: skip


def read(*blocks: Block, period: str = "") -> Parsed:
    return on_sheets([list(blocks)], period)


def on_sheets(sheets: list[list[Block]], period: str = "") -> Parsed:
    """Parse a report whose tables stand on several sheets."""
    file = Grid("o.xlsx", "xlsx", [
        Sheet(f"Лист{n}", report(*blocks)) for n, blocks in enumerate(sheets, 1)
    ])  # fmt: skip
    return parse(file, recognise(file, shipped()), Decisions(period=period), SCHOOL)


def periods(parsed: Parsed) -> list[tuple]:
    return rows(parsed, "period_marks", "part_class_name", "part_period")


def test_classes_of_different_systems_are_asked_about_one_after_the_other() -> None:
    blocks = (block("8А"), block("8Б"), block("10А"))
    (first,) = read(*blocks).questions
    assert (first.field, first.about) == ("period", "8А, 8Б")
    assert "8А, 8Б" in first.what and first.proposals[0] == ("q4", "4\xa0четверть")
    (second,) = read(*blocks, period=first.proposals[0][0]).questions
    assert second.about == "10А"
    answers = {label: value for value, label in second.proposals}
    found = read(*blocks, period=answers["2\xa0полугодие"])
    assert not found.questions
    assert periods(found) == [("8А", "q4"), ("8Б", "q4"), ("10А", "h2")]


def test_classes_of_one_system_and_other_days_have_answers_of_their_own() -> None:
    blocks = (block("8А"), block("8Б", AUTUMN))
    (first,) = read(*blocks).questions
    assert (first.about, first.proposals[0][0]) == ("8А", "2024/25 8А: q4")
    (second,) = read(*blocks, period=first.proposals[0][0]).questions
    found = read(*blocks, period=second.proposals[0][0])
    assert periods(found) == [("8А", "q4"), ("8Б", "q1")] and not found.questions


def test_the_whole_year_of_one_bunch_is_not_that_of_another() -> None:
    blocks = (block("8А"), block("10А"))
    (first,) = read(*blocks).questions
    year = {label: value for value, label in first.proposals}["год"]
    found = read(*blocks, period=year)
    assert [question.about for question in found.questions] == ["10А"]


def test_only_what_is_open_is_asked() -> None:
    told = block("9А", ("Период: с 31.03.25 по 24.05.25", SPRING[1]))
    (question,) = read(told, block("8А")).questions
    assert question.about == ""  # no other class is in question
    assert periods(read(told, block("8А"), period="q3")) == [("9А", "q4"), ("8А", "q3")]


def test_a_decided_period_that_no_grade_of_the_file_has_holds_for_all() -> None:
    assert periods(read(block("10А"), period="q4")) == [("10А", "q4")]


@pytest.mark.parametrize(("said", "best"), [(SPRING, "q4"), (MONTH, ""), (AUTUMN, "q1")])
def test_a_fit_below_the_threshold_is_for_a_person_to_say(said, best) -> None:
    (question,) = read(block("8А", said)).questions
    assert question.best == best
    assert question.proposals[0][0] == (best or "q4")


def test_the_averages_of_a_decided_period_are_of_that_period() -> None:
    one = block("8А", figures=("Средняя оценка", "Итоговая оценка"),
                subjects={"Химия": ["5", "4", 4.5, "5"]})  # fmt: skip
    assert rows(read(one, period="q3"), "control_totals", "period", "value") == [("q3", 4.5)]
    asked = read(one)
    assert [question.field for question in asked.questions] == ["period"]


# --- rows of one subject ----------------------------------------------------------------------------


def twice(one: str, other: str, second: str = "Англ. яз.") -> Parsed:
    return read(block("8А", ("Период: 4 четверть", SPRING[1]),
                      subjects={"Английский язык": ["5", "", one], second: ["", "4", other]}))  # fmt: skip


def test_two_period_marks_of_one_subject_are_named_with_both_their_places() -> None:
    found = twice("5", "4")
    (problem,) = found.problems
    assert (problem.code, problem.severity) == ("period_mark_twice", "warning")
    assert (problem.row, problem.column) == (13, "D")
    assert problem.value == ("«Английский язык» — «5» (Лист1 D12) и"
                             " «Англ. яз.» — «4» (Лист1 D13)")  # fmt: skip
    assert rows(found, "marks", "mark") == [(5,), (4,)]
    assert rows(found, "period_marks", "mark") == [(5,), (4,)]


def test_one_subject_printed_alike_is_the_same_subject() -> None:
    assert codes(twice("5", "4", "Английский  язык")) == ["period_mark_twice"]


def test_equal_marks_of_one_subject_are_no_loss_and_an_empty_one_is_none() -> None:
    assert codes(twice("5", "5")) == ["subject_twice"]
    assert codes(twice("5", "")) == []


def test_two_rows_of_a_report_card_are_named_too() -> None:
    printed = card("Дубов Олег", {"Химия": ["", "", "4"], "химия": ["", "", "5"]})
    file = grid(["Табель успеваемости учащегося"], *printed)
    found = parse(file, recognise(file, shipped()), NONE, SCHOOL)
    assert codes(found) == ["period_mark_twice"]


# --- tables that go on ------------------------------------------------------------------------------

Q4 = ("Период: 4 четверть", SPRING[1])


def test_a_table_with_other_subjects_on_the_next_sheet_goes_on() -> None:
    found = on_sheets([[block("8А", Q4)],
                       [block("8А", Q4, subjects={"Физика": ["3", "", "3"]})]])  # fmt: skip
    assert (found.tables["pupils"]["ordinal"], codes(found)) == ([1], ["table_goes_on"])
    assert rows(found, "marks", "part_subject_raw", "mark") == [
        ("Химия", 5), ("Химия", 4), ("Физика", 3),
    ]  # fmt: skip


def test_a_table_with_other_days_on_the_next_sheet_goes_on() -> None:
    later = block("8А", Q4, days=[date(2025, 5, 5), date(2025, 5, 6)])
    found = on_sheets([[block("8А", Q4)], [later]])
    assert (found.tables["pupils"]["ordinal"], codes(found)) == ([1], ["table_goes_on"])


def test_three_sheets_of_one_pupil_are_one_pupil() -> None:
    tables = [block("8А", Q4, subjects={name: ["5", "4", ""]}) for name in ("Химия", "ОБЖ", "Труд")]
    found = on_sheets([[table] for table in tables])
    assert found.tables["pupils"]["ordinal"] == [1]


def test_the_same_subjects_and_days_are_a_namesakes() -> None:
    found = on_sheets([[block("8А", Q4)], [block("8А", Q4)]])
    assert (found.tables["pupils"]["ordinal"], codes(found)) == ([1, 2], ["same_name"])


def test_only_the_next_sheet_goes_on() -> None:
    physics = block("8А", Q4, subjects={"Физика": ["3", "", "3"]})
    other = block("8А", Q4, pupil="Дубов Олег")
    far = on_sheets([[block("8А", Q4)], [other], [physics]])
    assert far.tables["pupils"]["ordinal"] == [1, 1, 2] and codes(far) == ["same_name"]
    assert read(block("8А", Q4), physics).tables["pupils"]["ordinal"] == [1, 2]


def test_another_class_or_period_is_neither_a_namesake_nor_goes_on() -> None:
    found = on_sheets([[block("8А", Q4)], [block("8Б", Q4, pupil="Доля Вера 8А")],
                       [block("8А", ("Период: 3 четверть", SPRING[1]))]])  # fmt: skip
    assert codes(found) == []


def test_a_report_card_may_go_on_with_other_periods() -> None:
    first = [["Табель успеваемости учащегося"], *card("Дубов Олег", {"Химия": ["", "", "4"]})]
    second = [["Класс: 7Б"], ["Учебный год: 2023/2024"], ["Ученик: Дубов Олег"],
              ["Предмет", "3 четверть"], ["Химия", "5"]]  # fmt: skip
    file = Grid("o.xlsx", "xlsx", [Sheet("1", first), Sheet("2", second)])
    found = parse(file, recognise(file, shipped()), NONE, SCHOOL)
    assert rows(found, "pupils", "ordinal") == [(1,)]
    assert rows(found, "period_marks", "part_period", "mark") == [("q1", 4), ("q3", 5)]
