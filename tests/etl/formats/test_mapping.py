"""A mapping: proposed, corrected, saved, and what it knows again."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.formats import Claims, Format, Unrecognised, from_toml, recognise, shipped
from etl.formats.detect import propose
from etl.formats.matrix import adjust, claim, parse, preview, to_toml
from etl.grid import Cell, Grid
from etl.problems import Refusal
from etl.school import School
from etl.tidy import Decisions
from tests.etl.formats.grids import codes, grid, rows
from tests.etl.formats.matrices import dated, of_subjects

SCHOOL = School.default(date(2024, 5, 1))
NONE = Decisions()
PUPILS = [
    "Берёзов Пётр Ильич",
    "Дубов Лев Маркович",
    "Ёлкина Анна Игоревна",
    "Кленова Вера Львовна",
]
HEAD = [["Класс: 7Б"], ["Предмет: Физика"], ["Учебный год: 2023/2024"]]


def journal(days, *lines, head=HEAD) -> Grid:
    return grid(*head, ["№", "ФИО", *days], *lines)


def same_marks(days, cell="5") -> list[list]:
    return [[n, name, *[cell] * len(days)] for n, name in enumerate(PUPILS, 1)]


def saved(file: Grid, **changes) -> Format:
    return from_toml(to_toml(adjust(propose(file, SCHOOL).format, file, **changes)))


def test_a_saved_mapping_knows_the_next_file_of_its_layout():
    days = ["5 мар", "6 мар", "7 мар", "12 мар", "13 мар"]
    mapping = saved(journal(days, *same_marks(days)))
    other = [["Класс: 9А"], ["Предмет: Химия"], ["Учебный год: 2022/2023"]]
    more = ["1 сен", "5 сен", "8 сен", "12 сен", "15 сен", "19 сен", "22 сен", "Средний балл"]
    lines = [
        [n, f"{name}", *["4"] * 7, 4.0] for n, name in enumerate([*PUPILS, "Липов Глеб Ильич"], 1)
    ]
    following = journal(more, *lines, head=other)
    assert recognise(following, [*shipped(), mapping]).id == mapping.id
    parsed = parse(following, mapping, NONE, SCHOOL)
    assert (parsed.facts["classes"], parsed.facts["subjects"]) == (["9А"], ["Химия"])
    assert len(rows(parsed, "marks", "mark")) == 35
    assert not parsed.questions


@pytest.mark.parametrize(
    "unrelated",
    [
        grid(
            *HEAD,
            ["№", "Ученик", "5 мар", "6 мар"],
            [1, PUPILS[0], "5", "4"],
            [2, PUPILS[1], "5", ""],
        ),
        grid(*HEAD, ["ФИО", "5 мар", "6 мар"], [PUPILS[0], "5", "4"], [PUPILS[1], "5", ""]),
        grid(["№", "ФИО", "5 мар", "6 мар"], [1, PUPILS[0], "5", "4"], [2, PUPILS[1], "5", ""]),
        grid(*HEAD, ["№", "ФИО", "Алгебра", "Химия"], [1, PUPILS[0], "5", "4"]),
        grid(
            *HEAD,
            ["№", "ФИО", "5 мар", "6 мар"],
            [1, PUPILS[0], "сдал", "нет"],
            [2, PUPILS[1], "да", 7],
        ),
        grid(["Дата", "Тема"], ["01.09.2023", "Введение"]),
    ],
)
def test_a_saved_mapping_leaves_other_tables_alone(unrelated):
    days = ["5 мар", "6 мар", "7 мар", "12 мар", "13 мар"]
    mapping = saved(journal(days, *same_marks(days)))
    with pytest.raises(Unrecognised):
        recognise(unrelated, [mapping])


def test_two_mappings_of_one_layout_are_an_error_naming_both():
    days = ["5 мар", "6 мар", "7 мар", "12 мар", "13 мар"]
    file = journal(days, *same_marks(days))
    one, other = saved(file, title="Журнал физики"), saved(file, title="Мой журнал", subject=[])
    with pytest.raises(Refusal, match=r"Журнал физики.*Мой журнал"):
        recognise(file, [one, other])


def test_corrections_are_kept_and_hold_for_the_next_file():
    days = ["5 мар", "6 мар", "7 мар", "12 мар", "13 мар", "Бонус"]
    file = journal(days, *same_marks(days))
    mapping = saved(file, columns={7: "ignore"}, subject="value:Химия", class_name=["label"])
    parsed = parse(file, mapping, NONE, SCHOOL)
    assert "ignored_column" not in codes(parsed)
    assert [question.field for question in parsed.questions] == ["subject"]  # the file says physics
    file = journal(days, *same_marks(days), head=[HEAD[0], HEAD[2]])
    parsed = parse(file, mapping, NONE, SCHOOL)
    assert parsed.facts["subjects"] == ["Химия"]
    assert codes(parsed) == ["fixed_value"]


def test_a_person_may_say_where_the_names_and_the_header_are():
    file = grid(
        ["Класс: 7Б", "2023/2024"],
        ["код", "кто", "x", "y", "z"],
        ["a1", PUPILS[0], 5, 4, "3"],
        ["a2", PUPILS[1], 4, 4, ""],
    )
    blank = propose(file, SCHOOL).format
    mapping = adjust(
        blank, file, name_columns=[1], header=(1, 1), first_row=2, period=[],
        columns={0: "ignore", 2: "subject:Алгебра", 3: "subject:Физика", 4: "date:2024-03-15"},
    )  # fmt: skip
    parsed = parse(file, from_toml(to_toml(mapping)), Decisions(period="q3"), SCHOOL)
    own = rows(parsed, "period_marks", "part_subject_raw", "part_period", "mark")
    assert own == [
        ("Алгебра", "q3", 5),
        ("Физика", "q3", 4),
        ("Алгебра", "q3", 4),
        ("Физика", "q3", 4),
    ]


def test_the_preview_says_what_each_cell_is_taken_as():
    days = ["5 мар", "6 мар", "7 мар", "12 мар", "13 мар"]
    lines = [
        [1, PUPILS[0], "5", "Н", "н/а", "ёж", ""],
        *same_marks(days)[1:],
        ["", "Средний балл", 4.5],
    ]
    file = journal(days, *lines)
    shown = preview(file, propose(file, SCHOOL).format, NONE, SCHOOL)
    kinds = [[cell["as"] for cell in row] for row in shown["rows"]]
    assert kinds[0] == ["preamble"]
    assert kinds[3] == ["header", "header", *["date"] * 5]
    assert kinds[4] == ["ignored", "name", "mark", "attendance", "state", "unknown", "empty"]
    assert kinds[-1][1] == "footer"
    assert shown["summary"].replace("\N{NO-BREAK SPACE}", " ") == (
        "4 ученика, 16 отметок, 1 пропуск, 1 непонятная")  # fmt: skip
    assert shown["table"] == {"header": [3, 3], "first_row": 4, "last_row": 7, "name_columns": [1],
                              "columns_are": "dates", "measure": "current"}  # fmt: skip
    assert shown["columns"][2]["means"] == "5 марта"
    assert json.dumps(shown, ensure_ascii=False)


def test_the_preview_of_a_file_without_tables_shows_it_plain():
    file = grid(["привет", 1])
    shown = preview(file, propose(file, SCHOOL).format, NONE, SCHOOL)
    assert (shown["table"], shown["columns"]) == (None, [])
    assert shown["rows"][0][0]["text"] == "привет"


texts = st.text(max_size=12)
plain = st.one_of(texts, st.booleans(), st.integers(-9, 99), st.lists(texts, max_size=3))
tables_of_values = st.dictionaries(
    texts, st.one_of(plain, st.dictionaries(texts, plain, max_size=3)), max_size=4
)


@given(texts, st.lists(texts, max_size=3), tables_of_values)
@settings(max_examples=200, deadline=None)
def test_a_format_survives_being_written(title, labels, options):
    fmt = Format(
        "mapping-1", title, "class_summary", "matrix", Claims(labels=tuple(labels)), options
    )
    assert from_toml(to_toml(fmt)) == fmt


@given(st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_a_proposal_survives_being_saved_and_claims_its_own_file(seed):
    meant = dated(seed) if seed % 2 else of_subjects(seed, with_periods=True)
    proposal = propose(meant.grid, SCHOOL)
    mapping = from_toml(to_toml(proposal.format))
    assert mapping == proposal.format
    assert claim(meant.grid, mapping) or proposal.share < 0.8


ANYTHING: list[Cell] = [
    "", "", "", "ФИО", "№", "Ученик", "Фамилия", "Имя", *PUPILS, "Дубов И.", "Алгебра", "1 группа",
    "Март", "5", "н/а", "Н", "4/3", 5, 4.0, 31, 7.1, 1, 2, "Итог", "Средний балл", "Класс", "Период",
    "2023/2024", "1 четверть", "год", date(2024, 3, 5), datetime(2023, 9, 1), "29 мар", "30.02",
    True, time(1, 2), "x" * 70, "\n", "с 24.03.25 по 24.05.25", "II", 99999, 45000, -3, 1e20,
]  # fmt: skip
CHANGES = {
    "columns": [
        {3: "ignore"},
        {2: "subject:Химия"},
        {99: "ignore"},
        {4: "date:2024-01-15"},
        {1: ""},
    ],
    "header": [(0, 0), (1, 2), (9, 20)],
    "first_row": [0, 3, 50],
    "name_columns": [[0], [1, 2, 3], [7]],
    "columns_are": ["dates", "subjects", "periods", ""],
    "sheet": [0, 3],
}


@given(st.integers(0, 10**9))
@settings(max_examples=200, deadline=None)
def test_no_table_and_no_correction_breaks_the_dialog(seed):
    rng = Random(seed)
    lines = [
        [rng.choice(ANYTHING) for _ in range(rng.randint(0, 8))] for _ in range(rng.randint(1, 9))
    ]
    if rng.random() < 0.6:
        lines += [["№", "ФИО", *rng.choices(ANYTHING, k=6)]]
        lines += [[n, name, *rng.choices(ANYTHING, k=6)] for n, name in enumerate(PUPILS)]
    file = grid(*lines, name="5А 2 четверть.xlsx")
    fmt = propose(file, SCHOOL).format
    chosen = rng.sample(sorted(CHANGES), rng.randint(0, 3))
    fmt = adjust(fmt, file, **{name: rng.choice(CHANGES[name]) for name in chosen})
    assert from_toml(to_toml(fmt)) == fmt
    assert json.dumps(preview(file, fmt, Decisions("2023/24", "7Б", "Химия", "", "q1"), SCHOOL))
    claim(file, fmt)
