"""Registers and reports of totals: columns in any order, dirty dates and classes, everything doubtful said."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.formats import Unrecognised, dialog, from_toml, parse, recognise, shipped
from etl.formats.matrix import to_toml
from etl.formats.registers.figures import Figure, are_fractions, figure
from etl.formats.registers.teachers import classes_of
from etl.grid import Range
from etl.school import School
from etl.tidy import Decisions, Parsed
from tests.etl.formats.grids import SAMPLES, codes, grid, rows, sample

SCHOOL = School.default(date(2024, 5, 1))
NONE = Decisions()
TOLD = Decisions(school_year="2023/24", period="q1")
PUPILS = ["Берёзов Пётр Ильич", "Дубов Лев Маркович", "Ёлкина Анна Игоревна"]
TABLES = {
    "pupil_register": ("roll", ("pupil", "part_class_name", "part_school_year", "arrived_on", "left_on",
                                "row_no", "column_no")),
    "teachers_load": ("teaching", ("part_class_name", "part_subject_raw", "part_subgroup", "teacher_no",
                                   "hours_per_week", "row_no", "column_no")),
    "class_totals": ("class_totals", ("part_class_name", "part_subject_raw", "part_period", "metric", "value",
                                      "row_no", "column_no")),
}  # fmt: skip


def told(file, decisions: Decisions = NONE) -> Parsed:
    return parse(file, recognise(file, shipped()), decisions, SCHOOL)


@pytest.mark.parametrize("name", [f"{name}{twin}" for name in TABLES for twin in ("", "_invalid")])
def test_a_register_is_read_as_its_golden_file_says(name):
    file, table = sample(name), TABLES[name.removesuffix("_invalid")]
    parsed = told(file, TOLD if "invalid" in name else NONE)
    said = {
        "questions": [q.field for q in told(file).questions],
        "problems": [[p.severity, p.code, p.row, p.column, p.value] for p in parsed.problems],
        table[0]: rows(parsed, table[0], *table[1]),
        "teachers": parsed.tables["teachers"]["name_raw"],
    }
    golden = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(said, default=str)) == golden


def test_no_register_holds_a_mark():
    for name in TABLES:
        parsed = told(sample(name))
        assert not any(parsed.tables[table]["part_no"] for table in ("marks", "period_marks"))


HEAD = {"ФИО": 0, "Класс": 1, "Прибыл": 2, "Выбыл": 3, "Телефон": 4}
DAYS = [date(2023, 9, 1), date(2023, 11, 10), date(2024, 5, 31)]
DRESSES = [
    lambda day: f"{day:%d.%m.%Y}",
    lambda day: f"{day:%d.%m.%y}",
    lambda day: datetime(day.year, day.month, day.day),
    lambda day: (day - date(1899, 12, 30)).days,
    lambda day: f"приказ от {day:%d.%m.%Y}",
    lambda day: day.isoformat(),
]
SPELLINGS = {"7Б": ["7Б", "7-б", "7 «Б»", "7б класс", '7"Б"'], "10 соц-эк": ["10 соц-эк"]}


@given(
    order=st.permutations(list(HEAD)),
    lines=st.lists(
        st.tuples(st.sampled_from(list(SPELLINGS)), st.integers(0, 4),
                  st.one_of(st.none(), st.sampled_from(DAYS)), st.integers(0, 5), st.booleans()),
        min_size=1, max_size=8,
    ),
    above=st.integers(0, 3),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_columns_in_any_order_and_dates_in_any_dress_are_what_was_meant(order, lines, above):
    meant, body = set(), []
    for number, (own, spelling, day, dress, is_left) in enumerate(lines):
        name = f"Берёзов Пётр {'АБВГДЕЖЗ'[number]}ич"
        cell = DRESSES[dress](day) if day else ""
        values = [name, SPELLINGS[own][spelling % len(SPELLINGS[own])], "" if is_left else cell,
                  cell if is_left else "", "8-900"]  # fmt: skip
        body.append([values[HEAD[label]] for label in order])
        meant.add((name, own, None if is_left else day, day if is_left else None))
    preamble = [["Школа № 5"], [], ["Учебный год: 2023/2024"]][:above]
    parsed = told(grid(*preamble, order, *body), TOLD)
    assert set(rows(parsed, "roll", "pupil", "part_class_name", "arrived_on", "left_on")) == meant


def test_a_merged_class_is_carried_down_and_a_hole_is_said():
    head = ["Класс", "ФИО", "Дата прибытия"]
    lines = [["7А", PUPILS[0], ""], ["", PUPILS[1], ""], ["7Б", PUPILS[2], ""]]
    file = grid(head, *lines)
    assert codes(told(file, TOLD)) == ["row_no_class"]
    file.sheets[0].merged = lambda: [Range(1, 0, 2, 0)]
    parsed = told(file, TOLD)
    assert rows(parsed, "roll", "part_class_name") == [("7А",), ("7А",), ("7Б",)]
    assert codes(parsed) == []


def test_one_sheet_a_class_and_a_class_above_its_list():
    file = grid(["ФИО", "Выбыл"], [PUPILS[0], ""], sheet="7А")
    file.sheets += grid(["ФИО", "Выбыл"], [PUPILS[1], "10.11.2023"], sheet="7 Б").sheets
    assert rows(told(file, TOLD), "roll", "part_class_name") == [("7А",), ("7Б",)]
    sections = grid(
        ["№", "ФИО", "Прибыл"], ["7А класс"], [1, PUPILS[0], ""], ["7Б класс"], [1, PUPILS[1], ""]
    )
    assert rows(told(sections, TOLD), "roll", "part_class_name") == [("7А",), ("7Б",)]
    parsed = told(grid(["ФИО", "Прибыл"], [PUPILS[0], ""]), TOLD)
    assert [q.field for q in parsed.questions] == ["class_name"]


def test_a_list_of_anything_else_does_not_load_by_itself():
    for head in (["ФИО", "Класс"], ["ФИО", "Класс", "Дата прибытия", "Балл"],
                 ["ФИО", "Класс", "Прибыл", "Алгебра"], ["ФИО педагога", "Класс", "Тема", "Дата"]):  # fmt: skip
        with pytest.raises(Unrecognised):
            recognise(grid(head, *([name, "7А", "", 5][: len(head)] for name in PUPILS)), shipped())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("5А, Б; 6-в", ["5А", "5Б", "6В"]),
        ("5АБВ", ["5А", "5Б", "5В"]),
        ("10 соц-эк и 11А", ["10 соц-эк", "11А"]),
        ("7а/7б", ["7А", "7Б"]),
        ("8А-8В; 5А–Б", ["8А", "8Б", "8В", "5А", "5Б"]),
        ("8А-9В", [None]),
        ("12А", [None]),
    ],
)
def test_lists_of_classes(text, names):
    assert [found[1] if found else None for found, _ in classes_of(text)] == names


def test_teachers_by_classes():
    head = [["Тарификация 2023/2024"], ["Учитель", "Предмет", "5 класс", "", "6А", "Итого"],
            ["", "", "А", "Б", "", ""]]  # fmt: skip
    file = grid(
        *head,
        ["Лучинина Ольга Павловна", "Алгебра", 5, "", 4, 9],
        ["", "Геометрия", "", "+", "0", 1],
    )
    assert rows(told(file), "teaching", "part_class_name", "part_subject_raw", "hours_per_week") == [
        ("5А", "Алгебра", 5.0), ("6А", "Алгебра", 4.0), ("5Б", "Геометрия", None)]  # fmt: skip


@given(
    st.lists(st.integers(0, 100), min_size=1, max_size=8), st.sampled_from(["%", "share", "text"])
)
@settings(max_examples=60, deadline=None)
def test_shares_are_read_as_meant_or_not_at_all(values, dress):
    write = {"%": lambda v: f"{v} %", "share": lambda v: v / 100, "text": lambda v: f"{v},0"}[dress]
    lines = [[f"7{'АБВГДЕЖЗ'[n]}", write(v), write(v)] for n, v in enumerate(values)]
    parsed = told(grid(["Итоги 2023/2024"], ["Класс", "Успеваемость", "Качество"], *lines), TOLD)
    read = rows(parsed, "class_totals", "part_class_name", "value")
    meant = {(line[0], float(v)) for line, v in zip(lines, values, strict=True)}
    said = {(name, round(value, 6)) for name, value in read}
    assert said == meant or (not read and "totals_unclear_percent" in codes(parsed))


def test_what_proves_fractions():
    whole, half, many, none = (
        [Figure(v, 0) for v in listed] for listed in ([1, 1], [1, 0.5], [92, 1], [0])
    )
    assert are_fractions([whole, half, none]) == [True, True, False]
    assert are_fractions([whole, many]) == [False, False]
    assert are_fractions([whole]) == [None]


def test_a_figure_knows_how_finely_it_is_printed():
    assert figure("52,0 %") == Figure(52.0, 1, True)
    assert figure(52) == Figure(52.0, 0)
    assert figure(1 / 3).digits == 10
    assert figure("пять") is None


def test_a_report_of_the_subjects_of_a_class():
    lines = [["Алгебра", "92", "52"], ["Средства массовой информации", "100", "80"]]
    file = grid(
        ["Класс: 7А"], ["2023/2024, 1 четверть"], ["Предмет", "Успеваемость", "Качество"], *lines
    )
    assert rows(told(file), "class_totals", "part_class_name", "part_subject_raw", "metric", "value")[:2] == [
        ("7А", "Алгебра", "passed_pct", 92.0), ("7А", "Алгебра", "quality_pct", 52.0)]  # fmt: skip


@pytest.mark.parametrize("above", ["Показатели по школе", "По параллели 7 классов"])
def test_a_report_by_subjects_of_the_school_says_that_there_is_nothing_to_compare_it_with(above):
    body = [
        ["Предмет", "Успеваемость", "Качество"],
        ["Алгебра", "92", "52"],
        ["Физика", "90", "50"],
    ]
    head = ["2023/2024, 1 четверть"]
    parsed = told(grid([above], head, *body))
    assert codes(parsed) == ["totals_of_school"] and not parsed.questions
    unsaid = told(grid(["Школа № 5"], head, *body))
    assert [q.field for q in unsaid.questions] == ["class_name"]
    assert "по всей школе" in unsaid.questions[0].what.replace("\xa0", " ")


OWN = [["Контингент 2023/2024"], ["п/п", "Воспитанники", "Где учится", "С какого числа", "По какое число"],
       [1, PUPILS[0], "7А", "01.12.2023", ""], [2, PUPILS[1], "7Б", "", "10.11.2023"]]  # fmt: skip


def test_a_list_with_words_of_its_own_is_proposed_told_saved_and_known_again():
    file = grid(*OWN)
    with pytest.raises(Unrecognised):
        recognise(file, shipped())
    fmt = dialog.proposed(file, SCHOOL)
    assert fmt.shape == "pupil_register"
    seen = dialog.shown(file, fmt, NONE, SCHOOL)
    assert (seen["counts"]["pupils"], seen["counts"]["left"], seen["is_good"]) == (2, 0, True)
    for index, meaning in ((3, "arrived_on"), (4, "left_on")):
        fmt = dialog.adjusted(fmt, file, columns={index: meaning})
    assert from_toml(to_toml(fmt)) == fmt
    seen = dialog.shown(file, fmt, NONE, SCHOOL)
    assert seen["rows"][2][3]["as"] == "date"
    following = grid(["Где учится", "Воспитанники", "По какое число", "С какого числа"],
                     ["9Б", PUPILS[2], "01.02.2024", ""])  # fmt: skip
    known = recognise(following, [*shipped(), fmt])
    assert known.id == fmt.id
    parsed = parse(following, known, TOLD, SCHOOL)
    assert rows(parsed, "roll", "pupil", "part_class_name", "left_on") == [
        (PUPILS[2], "9Б", date(2024, 2, 1))
    ]
    with pytest.raises(Unrecognised):
        recognise(grid(["Где учится", "Воспитанники"], ["9Б", PUPILS[2]]), [*shipped(), fmt])


def test_the_header_is_where_a_person_says():
    """The labels are the second row of three: a row of its own words stands above, one of units below."""
    file = grid(["Контингент 2023/2024"], ["Список", "Общий", "Раздел"],
                ["Воспитанники", "Где учится", "Куда делся"], ["строкой", "кратко", "дата"],
                [PUPILS[0], "7А", "10.11.2023"], [PUPILS[1], "7Б", ""])  # fmt: skip
    fmt = dialog.proposed(file, SCHOOL, "pupil_register")
    fmt = dialog.adjusted(fmt, file, columns={2: "left_on"})
    fmt = dialog.adjusted(fmt, file, header=(2, 3))
    seen = dialog.shown(file, fmt, NONE, SCHOOL)
    assert (seen["table"]["header"], seen["table"]["first_row"]) == ([2, 3], 4)
    assert seen["columns"][2]["means"] == "left_on" and seen["counts"]["pupils"] == 2
    alone = dialog.adjusted(fmt, file, first_row=3)
    assert dialog.shown(file, alone, NONE, SCHOOL)["table"]["header"] == [2, 2]
    assert from_toml(to_toml(fmt)) == fmt and fmt.id != alone.id
    following = grid(["Воспитанники", "Где учится", "Куда делся"], ["строкой", "кратко", "дата"],
                     [PUPILS[2], "9Б", "01.02.2024"])  # fmt: skip
    assert recognise(following, [*shipped(), fmt]).id == fmt.id
    assert rows(parse(following, fmt, TOLD, SCHOOL), "roll", "pupil", "left_on") == [
        (PUPILS[2], date(2024, 2, 1))]  # fmt: skip


def test_the_dialog_counts_a_list_before_its_year_is_known():
    file = grid(*OWN[1:])
    seen = dialog.shown(file, dialog.proposed(file, SCHOOL), NONE, SCHOOL)
    assert (seen["counts"]["pupils"], seen["is_good"]) == (2, True)
    assert [question["field"] for question in seen["questions"]] == ["school_year"]


def test_a_persons_word_goes_before_a_word_of_the_header():
    file = grid(["ФИО", "Класс", "Прибыл"], [PUPILS[0], "7А", "10.11.2023"])
    fmt = dialog.adjusted(
        dialog.proposed(file, SCHOOL, "pupil_register"), file, columns={2: "left_on"}
    )
    parsed = parse(file, fmt, TOLD, SCHOOL)
    assert rows(parsed, "roll", "arrived_on", "left_on") == [(None, date(2023, 11, 10))]
    back = dialog.adjusted(fmt, file, columns={2: ""})
    assert rows(parse(file, back, TOLD, SCHOOL), "roll", "left_on") == [(None,)]


def test_a_list_of_teachers_with_words_of_its_own():
    file = grid(["Кто", "Что ведёт", "У кого"], ["Лучинина Ольга Павловна", "Алгебра", "7А"],
                ["Осокин Пётр Романович", "Физика", "7Б"])  # fmt: skip
    fmt = dialog.proposed(file, SCHOOL)
    assert fmt.shape == "teaching_register"
    assert rows(parse(file, fmt, TOLD, SCHOOL), "teaching", "part_class_name", "part_subject_raw") == [
        ("7А", "Алгебра"), ("7Б", "Физика")]  # fmt: skip


@pytest.mark.parametrize(
    ("label", "left_on"),
    [
        ("Отчислен (дата, приказ)", date(2024, 2, 12)),
        ("Дата выбытия, приказ", date(2024, 2, 12)),
        ("Приказ о выбытии", None),
    ],
)
def test_a_column_of_a_date_with_its_order_is_a_date(label, left_on):
    file = grid(
        ["Список учащихся 7А класса, 2023/2024 учебный год"],
        ["№", "ФИО", "Дата прибытия", label],
        [1, "Берёзов Пётр Ильич", "01.09.2023", "12.02.2024, пр. № 5"],
        [2, "Дубов Лев Маркович", "01.09.2023", ""],
    )
    parsed = parse(file, recognise(file), Decisions(), SCHOOL)
    assert rows(parsed, "roll", "left_on") == [(left_on,), (None,)]
