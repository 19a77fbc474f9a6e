"""Passports, СНИЛС and birth dates are emptied at the door; everything else stays as it was."""

from __future__ import annotations

import copy
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.grid import Grid, Sheet
from etl.privacy import clean_grid
from etl.sources import from_bytes, to_bytes


def grid(rows: list[list]) -> Grid:
    return Grid("класс.xlsx", "xlsx", [Sheet("Лист1", copy.deepcopy(rows))])


@pytest.mark.parametrize(
    "label",
    [
        "СНИЛС",
        "Дата рождения",
        "Паспорт (серия, номер)",
        "Серия документа",
        "Д.Р.",
        "дата рожд.",
        "Серия, номер удостоверения",
        "Номер документа о ВО/СПО",
    ],
)
def test_a_forbidden_column_is_emptied(label: str) -> None:
    found = grid([["№", "ФИО", label, "Алгебра"], [1, "Белова Анна", "112-233-445 95", "5"],
                  [2, "Орлов Пётр", date(2010, 1, 2), "4"]])  # fmt: skip
    dropped = clean_grid(found)
    assert [row[2] for row in found.sheets[0].rows[1:]] == ["", ""]
    assert [row[3] for row in found.sheets[0].rows[1:]] == ["5", "4"]
    assert dropped[0].code == "private_dropped"


def test_a_label_with_its_value_is_emptied() -> None:
    found = grid([["Ученик: Белова Анна"], ["Дата рождения:", "02.01.2010"], ["Предмет", "5"]])
    clean_grid(found)
    assert found.sheets[0].rows[1] == ["", ""]


def test_a_lone_number_of_snils_is_emptied() -> None:
    found = grid([["ФИО", "Код", "Алгебра", "Химия"], ["Белова Анна", "112-233-445 95", "5", "4"]])
    clean_grid(found)
    assert found.sheets[0].rows[1] == ["Белова Анна", "", "5", "4"]


def test_a_clean_file_is_left_alone() -> None:
    rows = [["ФИО", "Алгебра", "Родной язык"], ["Белова Анна", 5.0, "4"]]
    found = grid(rows)
    assert clean_grid(found) == []
    assert found.sheets[0].rows == rows


cells = st.one_of(
    st.text(max_size=8), st.integers(-9, 9), st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(), st.dates(), st.datetimes(), st.times(), st.timedeltas(),
)  # fmt: skip


@given(st.lists(st.lists(cells, max_size=4), max_size=4))
def test_a_kept_grid_comes_back_the_same(rows: list[list]) -> None:
    back = from_bytes(to_bytes(grid(rows)))
    assert back.sheets[0].rows == rows
    assert [[type(c) for c in row] for row in back.sheets[0].rows] == [
        [type(c) for c in r] for r in rows
    ]


def test_a_moment_keeps_its_time() -> None:
    rows = [[datetime(2023, 4, 3, 10, 5)]]
    assert from_bytes(to_bytes(grid(rows))).sheets[0].rows == rows


PASSPORT = ["8615", 654321.0]


@pytest.mark.parametrize(
    "header",
    [
        [["№", "Фамилия", "Имя", "Серия", "Номер", "Балл"]],
        [["№", "Фамилия", "Имя", "DocumentSeriesCode", "DocumentNumberCode", "Балл"]],
        [["№", "Фамилия", "Имя", "Документ", "", "Балл"], ["", "", "", "Серия", "Номер", ""]],
        [["№", "Участник", "", "Документ, удостоверяющий личность", "", "Балл"],
         ["", "Фамилия", "Имя", "Серия", "Номер", ""]],
    ],
)  # fmt: skip
def test_a_passport_in_two_columns_is_emptied_down_to_the_next_header(header) -> None:
    body = [1.0, "Белова", "Анна", *PASSPORT, 20.0]
    found = grid(
        [["12 - История 2026.06.03"], *header, body, [], ["04 - Химия 2026.06.09"], *header, body]
    )
    dropped = clean_grid(found)
    kept = [row for row in found.sheets[0].rows if row and row[0] == 1.0]
    assert kept == [[1.0, "Белова", "Анна", "", "", 20.0]] * 2
    assert {problem.code for problem in dropped} == {"private_dropped"}


def test_a_value_beside_its_header_in_a_sparse_sheet_is_emptied_too() -> None:
    found = grid([["Фамилия", "", "Серия", "", "Номер", "", "Балл", ""],
                  ["Белова", "", "", "8615", 654321.0, "", "", 20.0]])  # fmt: skip
    clean_grid(found)
    assert found.sheets[0].rows[1] == ["Белова", "", "", "", "", "", "", 20.0]


def test_a_narrow_table_is_not_taken_for_lines_of_a_preamble() -> None:
    found = grid([["ФИО", "Класс", "Дата рождения"], ["Белова Анна", "7А", date(2010, 1, 2)]])
    clean_grid(found)
    assert found.sheets[0].rows[1] == ["Белова Анна", "7А", ""]


def test_marks_beside_a_birth_date_stay_where_their_days_stand_lower() -> None:
    found = grid([["№", "ФИО", "Дата рождения", "", "", "Итог"], ["", "", "", 1.0, 2.0, ""],
                  [1, "Белова Анна", "02.01.2010", "5", "4", "5"]])  # fmt: skip
    clean_grid(found)
    assert found.sheets[0].rows[2] == [1, "Белова Анна", "", "5", "4", "5"]


def test_a_number_that_is_no_passport_stays() -> None:
    rows = [["Серия", "Тема"], ["Физика", "Механика"], ["№", "Номер", "Название"], [1, "5", "Опыт"]]
    found = grid(rows)
    assert clean_grid(found) == []
    assert found.sheets[0].rows == rows


def test_the_registration_number_of_a_certificate_of_courses_stays() -> None:
    rows = [
        ["ФИО", "Программа", "Регистрационный номер документа"],
        ["Белова Анна", "Дроби", "УПК-17"],
    ]
    assert clean_grid(grid(rows)) == []
