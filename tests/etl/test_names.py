from datetime import date, datetime

import pytest

from etl.days import month_number, parse_day, parse_range, school_year_of, split_day
from etl.names import (
    attendance_kind,
    class_name,
    clean,
    fold,
    name_key,
    period_code,
    period_name,
    school_year,
    subject_key,
)
from etl.seeds import seed


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("5А", (5, "5А")),
        ("5 «А»", (5, "5А")),
        ("5-а", (5, "5А")),
        ("6 Б", (6, "6Б")),
        ('5"Б"', (5, "5Б")),
        ('"5"', None),
        ("5„Б“", (5, "5Б")),
        ("10.0", (10, "10")),
        ("10", (10, "10")),
        ("6б(2)", (6, "6Б(2)")),
        ("6 б (2)", (6, "6Б(2)")),
        ("10 соц-эк", (10, "10 соц-эк")),
        ("10 Соц-Эк", (10, "10 соц-эк")),
        ("10А соц", (10, "10А соц")),
        ("10А «соц»", (10, "10А соц")),
        ('10"нет"', (10, "10")),
        (" 10  нет", (10, "10")),
        ("10 НЕТ", (10, "10")),
        ("5A", (5, "5А")),  # Latin A
        ("7 C", (7, "7С")),  # Latin C
        ("8\xa0В", (8, "8В")),
        ("8А класс", (8, "8А")),
        ("8 кл.", (8, "8")),
        ("11–а", (11, "11А")),
        ("5ё", (5, "5Ё")),
        ("12А", None),
        ("0А", None),
        ("2024/2025", None),
        ("а(1)", None),
        ("нет", None),
        ("", None),
    ],
)
def test_a_class_has_one_spelling(printed, expected):
    assert class_name(printed) == expected


def test_a_class_name_reads_as_itself():
    for printed in ("5А", "10 соц-эк", "10А соц", "6Б(2)", "10"):
        assert class_name(printed)[1] == printed


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2024/2025", "2024/25"),
        ("2024-2025", "2024/25"),
        ("2024/25", "2024/25"),
        ("2024–2025 уч. год", "2024/25"),
        ("Учебный год: 2024 / 2025", "2024/25"),
        ("2099/2100", None),
        ("2024/2026", None),
        ("2024", None),
        ("", None),
    ],
)
def test_a_school_year_has_one_spelling(printed, expected):
    assert school_year(printed) == expected


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("1 Четверть", "q1"),
        ("I четверть", "q1"),
        ("II четверть 2025–2026 уч. года", "q2"),
        ("За III четверть", "q3"),
        ("IV четв.", "q4"),
        ("4-я четверть", "q4"),
        ("4 чтв", "q4"),
        ("Четверть 2", "q2"),
        ("третья четверть", "q3"),
        ("четвертая четверть", "q4"),
        ("Ⅱ четверть", "q2"),
        ("5 четверть", None),
        ("1 полугодие", "h1"),
        ("II полугодие", "h2"),
        ("1-ое полугодие", "h1"),
        ("2 триместр", "t2"),
        ("Средн.\nоценка\n 1 триместр", "t1"),
        ("Итог.оценка 1 триместр", "t1"),
        ("Год", "year"),
        ("Годовая", "year"),
        ("Год. оценка", "year"),
        ("Экз.", "exam"),
        ("Экз. оценка", "exam"),
        ("Гос. экз. оценка", "state_exam"),
        ("Итог", "final"),
        ("Итоговая", "final"),
        ("Итог. оценка", "final"),
        ("Итоговая оценка за период", None),
        ("Средняя оценка", None),
        ("Алгебра", None),
        ("с 24.03.25 по 24.05.25", None),
    ],
)
def test_a_label_names_a_period(label, code):
    assert period_code(label) == code


def test_a_period_has_a_name_for_people():
    assert period_name("q4") == "4\xa0четверть"


def test_one_pupil_has_one_key():
    assert name_key("Семёнова  Анна\xa0Петровна") == name_key("семенова анна петровна")
    assert name_key("Семенов И. И.") == name_key("Семенов И.И.")
    assert name_key("Петрова - Лисина Ия") == name_key("Петрова-Лисина Ия")
    assert name_key("Cеменов Олег") == name_key("Семенов Олег")  # Latin C


def test_one_subject_has_one_key():
    assert subject_key("Рус. яз.") == subject_key("рус.яз") == "рус яз"
    assert subject_key("Ин.яз. / Английский  язык") == "ин яз английский язык"
    assert subject_key("Иностранный язык (английский)") == "иностранный язык английский"


def test_aliases_are_keys_and_name_one_subject_each():
    rows = seed("subject_aliases")
    assert all(row["alias"] == subject_key(row["alias"]) for row in rows)
    assert len({row["alias"] for row in rows}) == len(rows)
    canonical = {row["alias"]: row["subject"] for row in rows}
    assert all(canonical[subject_key(row["subject"])] == row["subject"] for row in rows)


def test_text_is_cleaned_and_folded():
    assert clean(" a\xa0b\n c ") == "a b c"
    assert fold("ЁЛКА") == "елка"


def test_codes_have_kinds_whatever_the_case_and_alphabet():
    assert attendance_kind("б") == attendance_kind("Б") == "ill"
    assert attendance_kind("H") == attendance_kind("н") == "absent"  # Latin H
    assert attendance_kind("Я") is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("24.03.25", date(2025, 3, 24)),
        ("1.09.2026", date(2026, 9, 1)),
        ("2025-03-24", date(2025, 3, 24)),
        ("2025-03-24T00:00:00", date(2025, 3, 24)),
        ("24.03", date(2025, 3, 24)),
        ("24.10.", date(2024, 10, 24)),
        ("29 мар", date(2025, 3, 29)),
        ("29 марта", date(2025, 3, 29)),
        ("5 мая", date(2025, 5, 5)),
        ("1 сент.", date(2024, 9, 1)),
        ("29 марта 2023 г.", date(2023, 3, 29)),
        (datetime(2025, 3, 24, 0, 0), date(2025, 3, 24)),
        (date(2025, 3, 24), date(2025, 3, 24)),
        (45740.0, date(2025, 3, 24)),
        ("31.02.2025", None),
        ("24", None),
        (24.0, None),
        ("Алгебра", None),
        ("", None),
        (True, None),
    ],
)
def test_a_day_in_every_spelling(cell, expected):
    assert parse_day(cell, "2024/25") == expected


def test_a_lone_day_takes_the_month_and_the_year_of_the_school_year():
    assert parse_day(24.0, "2024/25", 3) == date(2025, 3, 24)
    assert parse_day("24", "2024/25", 9) == date(2024, 9, 24)
    assert parse_day(31, "2024/25", 4) is None


def test_what_follows_a_day_is_kept():
    assert split_day("07.11.2025\n(Т)") == (date(2025, 11, 7), "(Т)")
    assert split_day("29 мар кр", "2024/25") == (date(2025, 3, 29), "кр")


def test_a_range_of_days():
    days = (date(2025, 3, 24), date(2025, 5, 24))
    assert parse_range("Период: с 24.03.25 по 24.05.25") == days
    assert parse_range("с 24.03.2025 по 24.05.2025") == days
    assert parse_range("с 24.05.2025 по 24.03.2025") is None
    assert parse_range("4 четверть") is None


def test_months_by_name():
    names = "Январь Февраль Март Апрель Май Июнь Июль Август Сентябрь Октябрь Ноябрь Декабрь"
    assert [month_number(name) for name in names.split()] == list(range(1, 13))
    assert [month_number(word) for word in ("мая", "марта", "дек.", "Математика", "")] == [
        5, 3, 12, 0, 0,
    ]  # fmt: skip


def test_a_school_year_turns_in_september():
    assert school_year_of(date(2024, 9, 1)) == school_year_of(date(2025, 8, 31)) == "2024/25"
