"""The report card of a pupil's year: every period's mark under its own heading."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.formats import parse, recognise, shipped
from etl.school import School
from etl.tidy import Decisions
from tests.etl.formats.cards import card
from tests.etl.formats.grids import SAMPLES, codes, grid, rows, sample

SCHOOL = School.default(date(2024, 10, 1))
TITLE = ["Табель успеваемости учащегося"]
PERIODS = ["q1", "q2", "year", "exam", "state_exam", "final"]


def read(file):
    """Parse a file as recognised."""
    return parse(file, recognise(file, shipped()), Decisions(), SCHOOL)


def said(name):
    """Return what a sample says, as its golden file holds it."""
    parsed = read(sample(name))
    return {
        "questions": [question.field for question in parsed.questions],
        "problems": [[p.severity, p.code, p.row, p.column, p.value] for p in parsed.problems],
        "pupils": rows(parsed, "pupils", "name_raw", "class_name", "school_year", "ordinal"),
        "period_marks": rows(parsed, "period_marks", "pupil", "part_subject_raw", "part_period",
                             "mark", "mark_raw", "state", "row_no", "column_no"),
        "control_totals": rows(parsed, "control_totals", "pupil", "part_subject_raw", "metric",
                               "period", "value"),
        "facts": parsed.facts,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["report_cards", "report_cards_invalid"])
def test_a_card_is_read_as_its_golden_file_says(name):
    golden = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(said(name))) == golden


def test_text_and_numbers_are_read_alike():
    text = read(grid(TITLE, *card("Дубов Олег", {"Химия": ["4,5", "0", "4", "", "", "5"]})))
    numbers = read(grid(TITLE, *card("Дубов Олег", {"Химия": [4.5, 0, 4.0, "", "", 5]})))
    assert text.tables == numbers.tables
    assert rows(text, "period_marks", "part_period", "mark") == [("q1", 4), ("q2", 5)]


def test_halves_trimesters_and_a_year_with_columns_of_its_own():
    file = grid(
        TITLE, ["Класс: 10А"], ["Учебный год: 2023/2024"], ["Ученик: Дубов Олег"],
        ["Предмет", "I полугодие", "", "II полугодие", "2 триместр", "Год", "", "Итоговая"],
        ["", "Средний балл", "Итог", "Отметка", "", "Средний балл", "Итог"],
        ["Химия", 4.5, "4", "5", "3", 4.4, "4", "5"],
    )  # fmt: skip
    parsed = read(file)
    assert rows(parsed, "period_marks", "part_period", "mark", "column_no") == [
        ("h1", 4, 2), ("h2", 5, 3), ("t2", 3, 4), ("year", 4, 6), ("final", 5, 7),
    ]  # fmt: skip
    assert rows(parsed, "control_totals", "period", "value") == [("h1", 4.5), ("year", 4.4)]


def test_a_period_of_which_the_file_says_nothing_is_not_spoken_of():
    cards = [*card("Дубов Олег", {"Химия": [4.5, 0, "4", 0, 0, ""]}),
             *card("Доля Вера", {"Химия": [0, 0, "", 0, 0, "0"]})]  # fmt: skip
    parsed = read(grid(TITLE, *cards))
    assert parsed.facts["periods"] == ["q1"]
    assert rows(parsed, "part_pupils", "part_period", "pupil") == [
        ("q1", "Дубов Олег"), ("q1", "Доля Вера"),
    ]  # fmt: skip


def test_namesakes_of_a_class_are_two_pupils():
    cards = card("Дубов Олег", {"Химия": ["", "", "4"]}) * 2
    parsed = read(grid(TITLE, *cards, *card("Дубов Олег", {"Химия": ["", "", "5"]}, "7В")))
    assert rows(parsed, "pupils", "class_name", "ordinal") == [("7Б", 1), ("7Б", 2), ("7В", 1)]


CELL = st.sampled_from([("", None, None), ("0", None, None), ("5", 5, "attested"),
                        ("4-", 4, "attested"), (3.0, 3, "attested"), ("н/а", None, "not_attested"),
                        ("ОСВ", None, "exempt"), ("зач", None, "passed")])  # fmt: skip
ROW = st.lists(CELL, min_size=6, max_size=6)
CARDS = st.dictionaries(
    st.sampled_from(["Дубов Олег", "Доля Вера", "Ёлкина Анна"]),
    st.dictionaries(st.sampled_from(["Химия", "ОБЖ", "Физика"]), ROW, min_size=1),
    min_size=1,
)


@settings(max_examples=60, deadline=None)
@given(CARDS)
def test_whatever_is_printed_is_what_is_read(cards):
    printed, meant = [], []
    for pupil, subjects in cards.items():
        marks = {name: [cell for cell, _, _ in row] for name, row in subjects.items()}
        printed += card(pupil, {s: ["", "", m[0], "", "", *m[1:]] for s, m in marks.items()})
        meant += [(pupil, subject, period, mark, state)
                  for subject, row in subjects.items()
                  for period, (_, mark, state) in zip(PERIODS, row, strict=True) if state]  # fmt: skip
    parsed = read(grid(TITLE, *printed))
    names = ("pupil", "part_subject_raw", "part_period", "mark", "state")
    assert sorted(rows(parsed, "period_marks", *names), key=str) == sorted(meant, key=str)
    assert set(codes(parsed)) <= {"zero_period_mark"}
