"""The report of a pupil's marks and absences: what is printed is what is read."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.formats import parse, recognise, shipped
from etl.school import School
from etl.tidy import Decisions
from tests.etl.formats.cards import APRIL, FIGURES, LEGEND, TITLE, Block, report
from tests.etl.formats.grids import SAMPLES, codes, grid, rows, sample

SCHOOL = School.default(date(2024, 10, 1))
NONE = Decisions()


def read(*blocks: Block, decisions: Decisions = NONE, legend=tuple(LEGEND)):
    """Parse a report as recognised."""
    file = grid(*report(*blocks, legend=legend))
    return parse(file, recognise(file, shipped()), decisions, SCHOOL)


def cells(*cells, **block):
    """Parse one row of lesson cells under the first days of April."""
    return read(Block(subjects={"Химия": [*cells, *[""] * (5 - len(cells)), 0, 0, ""]}, **block))


def marks(parsed):
    return rows(parsed, "marks", "lesson_date", "lesson_no", "seq", "mark")


def said(name):
    """Return what a sample says, as its golden file holds it."""
    file = sample(name)
    return said_of(parse(file, recognise(file, shipped()), NONE, SCHOOL))


def said_of(parsed):
    """Return what a file says, as a golden file holds it."""
    return {
        "questions": [question.field for question in parsed.questions],
        "problems": [[p.severity, p.code, p.row, p.column, p.value] for p in parsed.problems],
        "pupils": rows(parsed, "pupils", "name_raw", "class_name", "school_year", "ordinal"),
        "marks": [
            [*row[:2], str(row[2]), *row[3:]]
            for row in rows(parsed, "marks", "pupil", "part_subject_raw", "lesson_date",
                            "lesson_no", "seq", "mark", "weight", "cell_raw", "row_no", "column_no")
        ],
        "attendance": [
            [*row[:2], str(row[2]), *row[3:]]
            for row in rows(parsed, "attendance", "pupil", "part_subject_raw", "lesson_date",
                            "lesson_no", "code_raw", "kind", "row_no", "column_no")
        ],
        "period_marks": rows(parsed, "period_marks", "pupil", "part_subject_raw", "part_period",
                             "mark", "mark_raw", "state", "row_no", "column_no"),
        "control_totals": rows(parsed, "control_totals", "pupil", "part_subject_raw", "metric",
                               "period", "value"),
        "facts": parsed.facts,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["pupil_progress", "pupil_progress_invalid"])
def test_a_report_is_read_as_its_golden_file_says(name):
    golden = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(said(name))) == golden


@pytest.mark.parametrize(
    ("cell", "numbers", "letters"),
    [
        ("3", [3], ""), (3.0, [3], ""), (3, [3], ""), ("Н", [], "Н"), ("2/3", [2, 3], ""),
        ("4 4", [4, 4], ""), ("2  3", [2, 3], ""), ("О 2", [2], "О"), ("Н 4", [4], "Н"),
        ("Б 3", [3], "Б"), ("У 5", [5], "У"), ("5 Н", [5], "Н"), ("О 3 3", [3, 3], "О"),
        ("Б  3/3", [3, 3], "Б"), ("Н 2/2", [2, 2], "Н"), ("Н Н", [], "НН"), ("О Н", [], "ОН"),
        ("Б Б 3", [3], "ББ"), ("2  3/3", [2, 3, 3], ""), ("4\xa0", [4], ""), ("осв", [], "ОСВ"),
    ],
)  # fmt: skip
def test_every_kind_of_cell(cell, numbers, letters):
    parsed = cells(cell)
    day = date(2025, 4, 1)
    assert marks(parsed) == [(day, 1, seq, mark) for seq, mark in enumerate(numbers, 1)]
    found = rows(parsed, "attendance", "lesson_date", "seq", "code_raw")
    listed = ["ОСВ"] if letters == "ОСВ" else list(letters)
    assert found == [(day, seq, code) for seq, code in enumerate(listed, 1)]
    assert "unknown_token" not in codes(parsed)


def test_days_that_repeat_are_lessons_of_one_day():
    day = date(2025, 4, 2)
    assert [row[:2] for row in marks(cells("", "4", "5"))] == [(day, 1), (day, 2)]


def test_the_unknown_is_listed_with_its_cell_and_left_out():
    parsed = cells("5", "4/?", "10")
    unknown = [(p.row, p.column, p.value) for p in parsed.problems if p.code == "unknown_token"]
    assert unknown == [(12, "C", "?"), (12, "D", "10")]
    assert [mark for *_, mark in marks(parsed)] == [5, 4]
    assert parsed.facts["unknown_tokens"] == 2


def test_a_zero_and_a_word_are_listed_and_are_no_marks():
    parsed = cells("0", 0.0, "зач")
    assert codes(parsed) == ["zero_mark", "zero_mark", "state_in_lesson"]
    assert not marks(parsed)


def test_letters_mean_what_the_files_legend_says():
    legend = [["Б", "Уважительная"], ["ОТ — Отсутствовал"]]
    parsed = read(Block(subjects={"Химия": ["Б", "ОТ", "Н"]}), legend=legend)
    assert rows(parsed, "attendance", "code_raw", "kind") == [
        ("Б", "excused"), ("ОТ", "absent"), ("Н", "unexcused"),
    ]  # fmt: skip


def test_every_subject_is_covered_over_the_declared_days():
    parsed = cells()
    assert rows(parsed, "part_pupils", "part_subject_raw", "pupil") == [
        ("Химия", "Ёлкина Анна Игоревна")
    ]
    days = rows(parsed, "part_dates", "date_from", "date_to")
    assert days == [(date(2025, 3, 31), date(2025, 5, 24))]


def test_without_a_declared_range_the_columns_are_what_is_spoken_of():
    block = Block(
        subjects={"Химия": ["5", *[""] * 6, "5"]}, preamble=("Класс: 8А", "Учебный год: 2024-2025")
    )
    parsed = read(block)
    assert rows(parsed, "part_dates", "date_from", "date_to") == [
        (day, day) for day in sorted(set(APRIL))
    ]
    assert [question.field for question in parsed.questions] == ["period"]
    assert parsed.questions[0].proposals[0] == ("q4", "4\xa0четверть")


def test_each_table_has_its_own_columns_wherever_it_stands():
    first = Block("Берёзов Пётр", {"Химия": ["5", 0, 5.0, "4"]}, [date(2025, 4, 1)],
                  ("Средневзвешенный балл", "Средняя оценка", "Итоговая оценка за период"))  # fmt: skip
    second = Block("Дубов Олег", {"Физика": ["", "3", "2", "3"]},
                   [date(2025, 4, 30), date(2025, 5, 5), date(2025, 5, 5)], FIGURES[2:],
                   ("Период: с 31.03.2025 по 24.05.2025", "", "Класс: 8-а", "Учебный год: 2024/25"))  # fmt: skip
    parsed = read(first, second)
    assert rows(
        parsed, "marks", "pupil", "part_subject_raw", "lesson_date", "lesson_no", "mark"
    ) == [
        ("Берёзов Пётр", "Химия", date(2025, 4, 1), 1, 5),
        ("Дубов Олег", "Физика", date(2025, 5, 5), 1, 3),
        ("Дубов Олег", "Физика", date(2025, 5, 5), 2, 2),
    ]
    assert rows(parsed, "period_marks", "pupil", "part_period", "mark") == [
        ("Берёзов Пётр", "q4", 4), ("Дубов Олег", "q4", 3),
    ]  # fmt: skip
    assert rows(parsed, "control_totals", "metric", "value") == [("average_points", 5.0)]
    assert parsed.facts["classes"] == ["8А"] and not parsed.problems


def test_values_may_stand_in_the_next_cell_and_days_be_dates():
    file = grid(
        ["Отчёт об успеваемости и посещаемости ученика"],
        ["Класс:", "", 10.0], ["Учебный год", "2024/2025"], ["Ученик:", "Дубов Олег"],
        ["Предмет", datetime(2025, 4, 1), "2 апр", "Итог. оценка 2 полугодие"],
        ["Химия", "5", "4", "5"],
    )  # fmt: skip
    parsed = parse(file, recognise(file, shipped()), NONE, SCHOOL)
    assert [row[0] for row in marks(parsed)] == [date(2025, 4, 1), date(2025, 4, 2)]
    assert rows(parsed, "period_marks", "part_class_name", "part_period") == [("10", "h2")]


def test_days_of_one_school_year_cross_the_new_year():
    days = [date(2024, 12, 27), date(2025, 1, 9)]
    block = Block(subjects={"Химия": ["5", "4"]}, days=days, figures=(),
                  preamble=("Учебный год: 2024/2025", "Класс: 10А", "Период: с 01.12.24 по 31.01.25"))  # fmt: skip
    assert [row[0] for row in marks(read(block))] == days


@pytest.mark.parametrize(
    ("period", "decided", "found"),
    [
        ("Период: с 31.03.25 по 24.05.25", "", "q4"),
        ("Период: 3 четверть", "q1", "q3"),
        ("Период: с 1.04.25 по 30.04.25", "q4", "q4"),
        ("Период: с 31.03.25 по 24.05.25", "q1", "q4"),
    ],
)
def test_the_period_is_as_labelled_else_by_its_days_else_as_decided(period, decided, found):
    block = Block(subjects={"Химия": ["5", *[""] * 6, "5"]},
                  preamble=("Класс: 8А", "Учебный год: 2024/25", period))  # fmt: skip
    parsed = read(block, decisions=Decisions(period=decided))
    assert parsed.facts["periods"] == [found] and not parsed.questions


def test_an_empty_period_column_says_and_asks_nothing():
    block = Block(subjects={"Химия": ["5", *[""] * 6, ""], "Физика": ["5", *[""] * 6, "0"]},
                  preamble=("Класс: 8А", "Учебный год: 2024/25", "Период: с 1.04.25 по 30.04.25"))  # fmt: skip
    parsed = read(block)
    assert not parsed.questions and parsed.facts["periods"] == []


def test_period_marks_and_states():
    column = ["5", "4-", 3.0, "н/а", "осв", "зач", "незач", "0", "4/5", "Н", "."]
    parsed = read(Block(subjects={f"П{k}": [*[""] * 7, cell] for k, cell in enumerate(column)}))
    assert rows(parsed, "period_marks", "mark", "mark_raw", "state") == [
        (5, "5", "attested"), (4, "4-", "attested"), (3, "3", "attested"),
        (None, "н/а", "not_attested"), (None, "осв", "exempt"), (None, "зач", "passed"),
        (None, "незач", "failed"),
    ]  # fmt: skip
    assert codes(parsed) == ["zero_period_mark", "unknown_token", "unknown_token", "unknown_token"]


def test_averages_are_compared_with_the_marks():
    parsed = read(Block(subjects={
        "Химия": ["5", "4/3", "", "", "", 4.0, 0, ""],
        "Физика": ["5", "", "", "", "", "4,50", 0, ""],
        "Алгебра": ["5x3", "3", "", "", "", 4.0, 4.5, ""],
        "История": ["", "", "", "", "", 0, 0, ""],
    }))  # fmt: skip
    assert [(p.code, p.row, p.value) for p in parsed.problems] == [
        ("average_differs", 13, "в\xa0файле 4,50, по\xa0отметкам 5,00")
    ]
    assert rows(parsed, "control_totals", "part_subject_raw", "metric", "period", "value") == [
        ("Химия", "average_points", "q4", 4.0),
        ("Физика", "average_points", "q4", 4.5),
        ("Алгебра", "average_points", "q4", 4.0),
        ("Алгебра", "weighted_average_points", "q4", 4.5),
    ]


def test_two_tables_of_one_name_are_two_pupils_but_two_reports_are_one():
    same = Block(subjects={"Химия": ["5"]})
    march = Block(subjects={"Химия": ["4"]}, days=[date(2025, 3, 10)],
                  preamble=("Учебный год: 2024/2025", "Класс: 8А", "Период: с 1.03.25 по 20.03.25"))  # fmt: skip
    assert read(same, same).tables["pupils"]["ordinal"] == [1, 2]
    assert read(same, march).tables["pupils"]["ordinal"] == [1]


@pytest.mark.parametrize(
    ("preamble", "field"),
    [
        (("Учебный год: 2024/2025",), "class_name"),
        (("Класс: нет", "Учебный год: 2024/2025"), "class_name"),
        (("Класс: 8А",), "school_year"),
    ],
)
def test_what_a_table_does_not_say_is_asked_and_may_be_decided(preamble, field):
    block = Block(subjects={"Химия": ["5"]}, preamble=preamble, figures=())
    assert [question.field for question in read(block).questions] == [field]
    decided = read(block, decisions=Decisions("2024/25", "8А"))
    assert not decided.questions
    assert decided.facts["classes"] == ["8А"] and decided.facts["school_years"] == ["2024/25"]


def test_a_table_without_a_pupil_keeps_the_file_out():
    parsed = read(Block(pupil="", subjects={"Химия": ["5"]}), Block(subjects={"Химия": ["5"]}))
    assert [(p.severity, p.code) for p in parsed.problems] == [("error", "no_pupil")]


def test_the_year_of_a_report_follows_from_its_days_and_must_hold_them():
    assert read(Block(subjects={"Химия": ["5"]}, preamble=("Класс: 8А", "Период: с 1.04.25 по 30.04.25"))
                ).facts["school_years"] == ["2024/25"]  # fmt: skip
    wrong = ("Класс: 8А", "Учебный год: 2025/2026", "Период: с 1.04.25 по 30.04.25")
    assert "range_outside_year" in codes(read(Block(subjects={"Химия": ["5"]}, preamble=wrong)))


def test_days_outside_the_range_and_cells_without_a_day_are_listed():
    days = [date(2025, 4, 1), date(2025, 5, 30)]
    parsed = read(Block(subjects={"Химия": ["5", "4", "", "", "", "", "3"]}, days=days))
    assert [(p.code, p.column, p.value) for p in parsed.problems if p.code != "break_dates"] == [
        ("outside_range", "C", "4 (30.05.2025)"), ("stray_cell", "H", "3"),
    ]  # fmt: skip
    assert (days[1], days[1]) in rows(parsed, "part_dates", "date_from", "date_to")


def test_a_number_that_is_no_day_is_listed_with_the_cells_under_it():
    rows_ = report(Block(subjects={"Химия": ["5", "4", "3"]}))
    rows_[10][2] = 31.0
    file = grid(*rows_)
    parsed = parse(file, recognise(file, shipped()), NONE, SCHOOL)
    assert codes(parsed) == ["header_day", "stray_cell"]
    assert [mark for *_, mark in marks(parsed)] == [5, 3]


def test_figures_may_stand_among_the_days():
    file = grid(
        *report(Block(subjects={}))[:9],
        ["Предмет", "Апрель", "Средняя оценка", "Апрель", "Пропуски", "", "Итоговая оценка"],
        ["", 1.0, "", 2.0],
        ["Химия", "5", 4.5, "4", "2", "?", "5"],
    )
    parsed = parse(file, recognise(file, shipped()), NONE, SCHOOL)
    assert [(p.code, p.column) for p in parsed.problems] == [("stray_cell", "F")]
    assert marks(parsed) == [(date(2025, 4, 1), 1, 1, 5), (date(2025, 4, 2), 1, 1, 4)]
    assert rows(parsed, "period_marks", "mark") == [(5,)]


def test_a_table_without_subjects_does_not_take_the_next_ones():
    empty = Block("Берёзов Пётр", {}).rows()
    file = grid(TITLE, *empty, *Block(subjects={"Химия": ["5"]}).rows())
    parsed = parse(file, recognise(file, shipped()), NONE, SCHOOL)
    assert rows(parsed, "marks", "pupil", "mark") == [("Ёлкина Анна Игоревна", 5)]


def test_days_of_a_break_are_listed_once():
    days = [date(2025, 3, 24), date(2025, 3, 25), date(2025, 4, 1)]
    preamble = ("Учебный год: 2024/25", "Класс: 8А", "Период: с 24.03.25 по 24.05.25")
    block = Block(
        subjects={"Химия": ["5", "Н", "4"], "Физика": ["4", "", ""]}, days=days, preamble=preamble
    )
    found = [p for p in read(block, block).problems if p.code == "break_dates"]
    assert [(p.severity, p.value) for p in found] == [("info", "24.03.2025 (4), 25.03.2025 (2)")]


def test_rows_of_different_lengths_are_read_alike():
    rows_ = report(
        Block(subjects={"Химия": ["5"], "Физика": ["", "4", "", "", "", "", "", "", ""]})
    )
    file = grid(*rows_)
    parsed = parse(file, recognise(file, shipped()), NONE, SCHOOL)
    assert rows(parsed, "marks", "part_subject_raw", "mark", "column_no") == [
        ("Химия", 5, 1), ("Физика", 4, 2),
    ]  # fmt: skip


def test_several_sheets_and_classes_are_one_file():
    file = grid(*report(Block(subjects={"Химия": ["5"]})))
    other = Block("Дубов Олег", {"Химия": ["4"]},
                  preamble=("Учебный год: 2024/25", "Класс: 9Б", "Период: с 31.03.25 по 24.05.25"))  # fmt: skip
    file.sheets += grid(*report(other), sheet="Лист2").sheets
    parsed = parse(file, recognise(file, shipped()), NONE, SCHOOL)
    assert parsed.facts["classes"] == ["8А", "9Б"]
    assert rows(parsed, "marks", "sheet_name", "mark") == [("Лист1", 5), ("Лист2", 4)]


def test_a_report_without_tables_says_so():
    file = grid(["Отчет об успеваемости и посещаемости ученика"], ["Предмет: нет"])
    parsed = parse(file, recognise(file, shipped()), NONE, SCHOOL)
    assert [(p.severity, p.code) for p in parsed.problems] == [("error", "no_tables")]


MARK = st.sampled_from([("5", [5], []), ("4-", [4], []), ("2/3", [2, 3], []), ("3  3", [3, 3], []),
                        (2.0, [2], []), ("Н", [], ["unexcused"]), ("б", [], ["ill"]),
                        ("O 4", [4], ["late"]), ("5\xa0У", [5], ["excused"])])  # fmt: skip
EMPTY = st.just(("", [], []))
DIRT = st.sampled_from([("0", [], []), ("?", [], []), ("зач", [], [])])
DAYS = st.lists(st.dates(date(2025, 3, 31), date(2025, 5, 24)), min_size=1, max_size=9).map(sorted)
NAMES = st.sampled_from(["Ёлкина Анна", "Дубов Олег", "Берёзов Пётр", "Доля Вера"])
SUBJECTS = st.lists(st.sampled_from(["Химия", "Физика", "ОБЖ", "Труд (мальчики)"]), unique=True)


@st.composite
def tables(draw):
    """Draw a table and what it means: (block, marks, kinds, period marks)."""
    days = draw(DAYS)
    figures = draw(st.permutations(FIGURES))[: draw(st.integers(0, 3))]
    block = Block(draw(NAMES), {}, days, figures, draw(st.permutations(Block.preamble)))
    said = ([], [], [])
    for subject in draw(SUBJECTS):
        drawn = [draw(EMPTY | MARK | DIRT) for _ in days]
        period = draw(st.sampled_from(["", "5", "3"]))
        last = [period if name == FIGURES[2] else "" for name in figures]
        block.subjects[subject] = [cell for cell, _, _ in drawn] + last
        for day, (_, numbers, kinds) in zip(days, drawn, strict=True):
            said[0].extend((block.pupil, subject, day, mark) for mark in numbers)
            said[1].extend((block.pupil, subject, day, kind) for kind in kinds)
        if any(last):
            said[2].append((block.pupil, subject, int(period)))
    return block, said


@settings(max_examples=60, deadline=None)
@given(st.lists(tables(), min_size=1, max_size=5))
def test_whatever_is_printed_is_what_is_read(drawn):
    parsed = read(*(block for block, _ in drawn))
    names = ("pupil", "part_subject_raw", "lesson_date")
    meant = [sorted(row for _, said in drawn for row in said[k]) for k in range(3)]
    assert sorted(rows(parsed, "marks", *names, "mark")) == meant[0]
    assert sorted(rows(parsed, "attendance", *names, "kind")) == meant[1]
    assert sorted(rows(parsed, "period_marks", *names[:2], "mark")) == meant[2]
    printed = Counter(cell for block, _ in drawn for row in block.subjects.values() for cell in row)
    found = Counter(codes(parsed))
    assert (found["zero_mark"], found["unknown_token"]) == (printed["0"], printed["?"])
    assert len(parsed.tables["pupils"]["ordinal"]) == len(drawn) or any(
        not block.subjects for block, _ in drawn
    )
