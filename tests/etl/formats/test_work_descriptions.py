"""Descriptions of works and lists of codes: every column, what is asked, what is wrong."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from etl.formats import Unrecognised, parse, recognise
from etl.grid import Grid
from etl.school import School
from etl.tidy import Decisions, Parsed
from tests.etl.formats.grids import codes, grid, rows

SCHOOL = School.default(date(2026, 5, 20))
HEAD = ["№ по КИМу", "№", "Умения, виды деятельности (в соответствии с ФГОС)", "Блоки ПООП: выпускник научится",
        "Уровень сложности", "Код КЭС", "Код КТ", "Максимальный балл за выполнение задания",
        "Примерное время выполнения"]  # fmt: skip
TOLD = ("task_code", "skill_no", "position", "skill", "block", "level", "max_points", "content_code",
        "requirement_code", "minutes")  # fmt: skip
WORK = ("role", "kind", "school_year", "subject_raw", "work_grade", "label")


def read(file: Grid, **decided: str) -> Parsed:
    return parse(file, recognise(file), Decisions(**decided), SCHOOL)


def test_a_description_of_a_vpr():
    parsed = read(grid(
        ["Описание проверочной работы. ВПР 2026 Математика 5 класс"], HEAD, [1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 1, "Умение считать", "Дроби", "Б", "1.2", "3", 1, 2],
        [datetime(2026, 1, 3), 2, "Решать задачи", "Задачи", "повышенный", "2.1, 2.3", 4.0, "2 балла", "5"],
        ["", "", "Проверять ответ", "", "", "", "", "", ""],
        ["4К1", 3, "", "Запись решения", "Высокий", "", "", 3, ""],
        ["Всего заданий — 3; из них Б — 1, П — 1, В — 1. Максимальный балл — 6", "", "", "", "", "", "", "", ""],
    ))  # fmt: skip
    assert parsed.format_id == "work_description" and parsed.questions == []
    assert [(p.code, p.row, p.value) for p in parsed.problems] == [
        ("code_repaired", 5, "03.01.2026 → 3.1")]  # fmt: skip
    assert rows(parsed, "works", *WORK) == [("description", "vpr", "2025/26", "Математика", 5, "")]
    assert rows(parsed, "task_descriptions", *TOLD) == [
        ("1", 1, 1, "Умение считать", "Дроби", "Б", 1, "1.2", "3", 2),
        ("3.1", 1, 2, "Решать задачи", "Задачи", "П", 2, "2.1, 2.3", "4", 5),
        ("3.1", 2, 2, "Проверять ответ", "", "", None, "", "", None),
        ("4К1", 1, 3, "Запись решения", "Запись решения", "В", 3, "", "", None),
    ]
    assert parsed.facts["works"] == ["ВПР, Математика, 5\xa0класс"]


def test_long_answers_of_an_exam_are_tasks_and_an_exam_tells_its_grade():
    parsed = read(grid(["Спецификация. ОГЭ 2026, русский язык"],
                       ["Номер задания", "Проверяемые умения", "Уровень сложности"],
                       ["1", "Понимать текст", "Б"], ["К1", "Тема", "П"], ["к 2", "Аргументы", "В"]))  # fmt: skip
    assert (parsed.questions, parsed.problems) == ([], [])
    assert rows(parsed, "works", *WORK) == [
        ("description", "oge", "2025/26", "Русский язык", 9, "")
    ]
    assert rows(parsed, "task_descriptions", "task_code", "level") == [
        ("1", "Б"),
        ("К1", "П"),
        ("К2", "В"),
    ]


def test_what_a_description_does_not_say_is_asked_and_what_is_wrong_has_its_cell():
    file = grid(["Задание", "Умения", "Уровень", "Макс. балл"], ["", "Писать", "Б", 1], ["первое", "Читать", "Б", 1],
                ["2", "", "средний", "два"], ["3", "Считать", "Б", 0])  # fmt: skip
    assert [q.field for q in read(file).questions] == [
        "kind",
        "school_year",
        "subject",
        "work_grade",
    ]
    said = {
        "kind": "control_work",
        "school_year": "2025/26",
        "subject": "Физика",
        "work_grade": "8",
    }
    assert [q.field for q in read(file, **said).questions] == ["label"]
    parsed = read(file, **said, label="№ 2")
    assert rows(parsed, "works", *WORK[1:]) == [("control_work", "2025/26", "Физика", 8, "№ 2")]
    assert [(p.code, p.row, p.column, p.value) for p in parsed.problems] == [
        ("task_code_missing", 2, "A", ""), ("task_code_unclear", 3, "A", "первое"),
        ("skill_missing", 4, "A", "2"), ("max_unreadable", 4, "D", "два"),
        ("level_unclear", 4, "C", "средний"), ("max_unreadable", 5, "D", "0"),
    ]  # fmt: skip
    assert codes(read(grid(["ВПР 2026 Физика 7 класс"], ["Задание", "Умения", "Уровень"]))) == [
        "no_tasks"
    ]
    with pytest.raises(Unrecognised):
        recognise(grid(["№", "Тема урока", "Дата"], [1, "Дроби", "12.11"]))


CODES = ["№", "Класс", "Код участника", "ФИО", "Предмет"]


def test_a_list_of_codes():
    parsed = read(grid(["ВПР 2025/2026. Список участников"], CODES, [1, "5А", 50001.0, "Белова Анна", ""],
                       [2, "5 б", "50002", "Ким Лев", "Физика"],
                       [3, "5А", "50003", "Белова Анна", "Физика"]))  # fmt: skip
    assert (parsed.questions, parsed.problems) == ([], [])
    assert rows(parsed, "works", *WORK) == [
        ("codes", "vpr", "2025/26", "", 0, ""), ("codes", "vpr", "2025/26", "Физика", 0, "")]  # fmt: skip
    told = ("work_no", "participant_code", "pupil_no", "pupil", "class_name")
    assert rows(parsed, "participants", *told) == [
        (1, "50001", 1, "Белова Анна", "5А"), (2, "50002", 2, "Ким Лев", "5Б"),
        (2, "50003", 1, "Белова Анна", "5А")]  # fmt: skip
    assert parsed.facts["participants"] == 3


def test_a_list_of_codes_names_its_class_and_year_above_or_is_asked():
    bare = grid(["Код", "Фамилия", "Имя"], ["2017", "Белова", "Анна"])
    assert [q.field for q in read(bare).questions] == ["school_year", "class_name"]
    parsed = read(bare, school_year="2025/26", class_name="10А")
    assert rows(parsed, "participants", "participant_code", "pupil", "class_name") == [
        ("2017", "Белова Анна", "10А")]  # fmt: skip
    above = read(
        grid(
            ["Класс: 10Б", "Учебный год: 2025/26", "Предмет: Физика"],
            ["Код", "Ученик"],
            [2017, "Ким Лев"],
        )
    )
    assert rows(above, "works", "subject_raw") == [("Физика",)]
    assert rows(above, "participants", "class_name") == [("10Б",)]


def test_everything_wrong_with_a_list_of_codes_is_said_with_its_cell():
    parsed = read(grid(["2025/26"], CODES, [1, "5А", "", "Белова Анна", ""], [2, "5А", 50002, "", ""],
                       [3, "пятый", 50003, "Ким Лев", ""], [4, "5А", 50004, "Ким Лев", ""],
                       [5, "5А", 50004, "Орлов Пётр", ""], [6, "5А", 50004, "Ким Лев", ""],
                       [7, "5А", 50005, "Ким Лев", ""]))  # fmt: skip
    assert [(p.code, p.row, p.column, p.value) for p in parsed.problems] == [
        ("code_missing", 3, "C", "Белова Анна"), ("name_missing", 4, "D", ""),
        ("class_unclear", 5, "B", "пятый"), ("code_of_two", 7, "C", "50004"),
        ("namesake", 9, "C", "Ким Лев, 5А"),
    ]  # fmt: skip
    assert codes(read(grid(["2025/26"], CODES))) == ["no_codes"]
    assert recognise(
        grid(["ФИО", "Класс", "Дата прибытия", "Дата выбытия"], ["Ким Лев", "5А", "", ""])
    ).id == ("pupil_register")
