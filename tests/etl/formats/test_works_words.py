"""What files of works have in common: codes of tasks, points, marks, classes, titles."""

from datetime import date

import pytest

from etl.formats.works.cells import code_text, is_absent, number, read_mark, read_points
from etl.formats.works.classes import class_of, grade_of_code, ordinal_of
from etl.formats.works.tasks import bare_task, task_code, task_header
from etl.formats.works.titles import Title, title_of


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("1 (1б)", ("1", 1)), ("5(1б)", ("5", 1)), ("4.2 (2б) ", ("4.2", 2)), ("1К1 (4б)", ("1К1", 4)),
        ("2(1) (2б)", ("2(1)", 2)), ("16 (1) (1б)", ("16(1)", 1)), ("11.3 k1 (2б)", ("11.3К1", 2)),
        ("3.10 (1 б.)", ("3.10", 1)), ("3,1 (1б)", ("3.1", 1)), ("Итого баллов", None),
        ("Вариант (часть 1)", None), ("1", None), (1, None),
        ("№ 1 (2 балла)", ("1", 2)), ("Задание 4К1 (макс. 3)", ("4К1", 3)), ("2. [1 б]", ("2", 1)),
        ("К1 (1б)", ("К1", 1)),
    ],
)  # fmt: skip
def test_a_header_names_a_task_with_its_maximum(printed, expected):
    assert task_header(printed) == expected


@pytest.mark.parametrize(
    ("printed", "code"),
    [("балл за 2.1", "2.1"), ("a-14-grade", "14"), ("7", "7"), (3.1, "3.1"), (5.0, "5"),
     (date(2021, 1, 3), "3.1"), ("балл за 6K2", "6К2"), ("К1", "К1"), ("k 2", "К2"), ("Задание № 3", "3"),
     ("Зад. 4", "4"), ("5.", "5"), ("6 задание", "6")],
)  # fmt: skip
def test_a_header_names_a_task_without_a_maximum(printed, code):
    assert bare_task(printed) == (code, None)
    assert bare_task("Учебник") is None
    assert task_code("всего баллов") == ""


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (2.0, (2, "answered", "")), ("1,5", (1.5, "answered", "")), ("0\xa0", (0, "answered", "")),
        ("X", (0, "not_attempted", "")), (" х", (0, "not_attempted", "")), ("", (None, "", "")),
        ("  ", (None, "", "")), ("не пройд.", (None, "not_taught", "")), (-1, (None, "", "negative")),
        ("3", (None, "", "above_max")), ("N", (None, "", "unreadable")),
    ],
)  # fmt: skip
def test_points_of_a_cell(cell, expected):
    assert read_points(cell, 2.0) == expected


def test_an_unknown_maximum_bounds_nothing():
    assert read_points(9, None) == (9, "answered", "")


def test_marks_are_two_to_five_and_some_words_say_there_is_none():
    assert [read_mark(c) for c in (4, "5\xa0", "3.0", "2")] == [(m, True) for m in (4, 5, 3, 2)]
    assert [read_mark(c) for c in ("нет отметки", "X", "Х", "")] == [(None, True)] * 4
    assert [read_mark(c) for c in ("8", 1, "хорошо")] == [(None, False)] * 3


def test_words_of_absence_and_codes():
    assert is_absent(" Отсутствовал") and is_absent("отсутствовала") and not is_absent("1")
    assert [code_text(c) for c in (50001.0, "50001.0", 50001, " edu203389 ", "")] == [
        "50001", "50001", "50001", "edu203389", ""]  # fmt: skip
    assert (number("4,5"), number("4.5.1"), number(True)) == (4.5, None, None)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("а", (6, "6А")), ("6Б", (6, "6Б")), ("6 Б", (6, "6Б")), ('"Б"""', (6, "6Б")),
        ("а(1)", (6, "6А(1)")), ("C", (6, "6С")), ("кв", (6, "6 кв")), ("филиал", (6, "6 филиал")),
        ("Филиал п. Берёзовый", (6, "6 филиал п. берёзовый")), ("нет", (6, "")), ("НЕТ", (6, "")),
        ("", (6, "")), ("нет_С", (6, "")), ('10"нет"', (10, "")), (" 10  нет", (10, "")),
        ("10 А", (10, "10А")), (10.0, (6, "")), ("10.0", (6, "")), ("-", (6, "")),
        ("с. Лесное", (6, "6 с. лесное")), ("класс 6а", (6, "6А")), ("(а)", (6, "6А")),
        ("6 (Б)", (6, "6Б")), ("6/б", (6, "6Б")), ("6,Б", (6, "6Б")), ("6_Б", (6, "6Б")),
        ("без литеры", (6, "")), ("нету", (6, "")), ("не имеет", (6, "")), ("2", (6, "")),
        ("нетиповой", (6, "6 нетиповой")), ("5а", (5, "5А")),
    ],
)  # fmt: skip
def test_a_class_in_any_spelling(printed, expected):
    assert class_of(printed, 6) == expected


def test_grades_of_codes_and_ordinals():
    codes = ("40001", "60017", "20001", "2017", "1003", "017", "Петров")
    assert [grade_of_code(code) for code in codes] == [4, 6, 10, 10, 11, 0, 0]
    assert [ordinal_of(c) for c in ("2", 2.0, "1.0", "А", "")] == [2, 2, 1, 0, 0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Форма сбора результатов Математика 5 класс ВПР 2026.xlsx",
         ("vpr", "Математика", 5, "2025/26")),
        ("Форма_сбора_результатов_Русский_язык_10_класс_ВПР_2026.xlsx",
         ("vpr", "Русский язык", 10, "2025/26")),
        ("ВПР 2026 Русский язык 4 класс", ("vpr", "Русский язык", 4, "2025/26")),
        ("ВПР 2020 Физика 8 класс", ("vpr", "Физика", 8, "2020/21")),
        ("ВПР осень 2022 Биология 6 кл.csv", ("vpr", "Биология", 6, "2022/23")),
        ("МА 4 Сравнение отметок с отметк", ("", "Математика", 4, "")),
        ("Контрольная работа. Алгебра 8 класс 12.10.2025", ("control_work", "Алгебра", 8, "")),
        ("ВПР 2020 осень Биология 6 класс (по программе 5 класса).xlsx",
         ("vpr", "Биология", 5, "2020/21")),
        ("2849657.xlsx", ("", "", 0, "")),
    ],
)  # fmt: skip
def test_titles(text, expected):
    assert title_of(text) == Title(*expected)
