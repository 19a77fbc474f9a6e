"""Workbooks of lessons with tasks: sheets to fill in, a lesson each, and a list of what the school has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dashboard import words
from dashboard.papers.forms import EXAMPLE, Field, Filled, Line, Template
from dashboard.papers.templates import workbook_of

TITLE = "Задачи уроков"
SHEETS = 3  # lessons that the empty workbook has sheets for; a sheet may be copied
TARGETS = tuple(f"target{number}" for number in range(1, 6))
TEACHER, OBSERVER = "учитель", "наблюдатель"
CODE_HINT = "Тип (2.5) или номер категории от 1 до 5"
HOW = (
    "Один лист — один урок. Нужны ещё листы: скопируйте пустой (правая кнопка на его ярлыке).",
    "Обязательно заполните учителя и дату: по ним, классу и предмету программа узнаёт урок.",
    "Одна строка — одна задача. Код типа пишите так: 2.5. Если тип не определён, хватит номера"
    " категории от 1 до 5.",
    "Если Excel превратил код в дату (2 мая), программа поймёт его и скажет об этом.",
    "Целевая структура — пять процентов через косую черту, от первой категории до пятой: 20 / 30 / 20 / 10 / 20.",
    "Наблюдателя назовите в строке над таблицей. Двух наблюдателей назовите в шапке их столбцов:"
    " «Код наблюдателя: Осокин Пётр Ильич».",
    "Уроки можно вести и одним списком, как в выгрузке: по строке на задачу и того, кто её кодировал.",
    "Новый файл поправит те уроки, что в нём названы; остальные останутся.",
    "Строку «пример» можно оставить: при загрузке она пропускается.",
    "Готовый файл перетащите на страницу «Загрузки». Сначала вы увидите проверку, потом согласитесь.",
)
LINES = (
    Line("ФИО учителя", "", "teachers", "Фамилия, имя и отчество полностью"),
    Line("Дата", "", hint="День так: 15.01.2026"),
    Line("Класс", "", "classes", "Класс числом и буквой: 7Б"),
    Line("Предмет", "", "subjects", "Так, как предмет назван в журнале"),
    Line("Тема"),
    Line("Цель", "", "aims", "Выберите из списка или напишите своими словами"),
    Line("ПОС", "", "communities", "Если урок исследует сообщество"),
    Line("Целевая структура", hint="Пять процентов: 20 / 30 / 20 / 10 / 20. Можно не заполнять"),
    Line("Наблюдатель", "", "teachers", "Фамилия, имя и отчество полностью"),
)
CARD = (
    Field("№", EXAMPLE, 9),
    Field("Задача", "Сравните два способа решения", 60),
    Field("Код учителя", "2.5", 34, "types", CODE_HINT),
    Field("Код наблюдателя", "2.5", 34, "types", CODE_HINT),
)
FLAT = (
    Field("Код урока", "", 16, hint="Не меняйте: по нему программа узнаёт исправленный урок"),
    Field("ФИО учителя", "", 34, "teachers"),
    Field("Дата", "", 14),
    Field("Класс", "", 10, "classes"),
    Field("Предмет", "", 24, "subjects"),
    Field("Тема", "", 34),
    Field("Цель", "", 28, "aims"),
    Field("ПОС", "", 28, "communities"),
    *(Field(f"Доля {number} категории", "", 12) for number in range(1, 6)),
    Field("№ задачи", "", 10),
    Field("Задача", "", 60),
    Field("Код", "", 12, "types", CODE_HINT),
    Field("Кто кодировал", "", 34, "teachers", f"Имя наблюдателя или слово «{TEACHER}»"),
)


def lessons_workbook(school_year: str, choices: Mapping[str, Sequence[str]]) -> bytes:
    """Return the workbook to fill in: a sheet for a lesson."""
    sheets = [Filled(Template(f"{TITLE} {number}", f"Урок {number}", CARD, HOW, LINES))
              for number in range(1, SHEETS + 1)]  # fmt: skip
    return workbook_of(sheets, HOW, school_year, choices)


def lessons_export(
    school_year: str, choices: Mapping[str, Sequence[str]], rows: Sequence[Mapping[str, Any]]
) -> bytes:
    """Return the lessons that the school has as one list.

    A row is a task and its coder: lesson_id, teacher, held_on, class_name, subject_raw, topic, aim,
    community, target1..5, task_no, task_text, code, role, coder ("" where nobody is named).
    """
    filled = [
        [*_lesson(row), str(row["task_no"]), row["task_text"], row["code"], _coder(row)]
        for row in rows
    ]
    template = Template(TITLE, "Уроки", FLAT, HOW)
    return workbook_of([Filled(template, filled)], HOW, school_year, choices)


def _lesson(row: Mapping[str, Any]) -> list[str]:
    texts = ("class_name", "subject_raw", "topic", "aim", "community")
    held_on: date | None = row["held_on"]
    shares = ("" if words.is_missing(row[name]) else _share(row[name]) for name in TARGETS)
    day = f"{held_on:%d.%m.%Y}" if held_on else ""
    return [row["lesson_id"], row["teacher"], day, *(row[name] for name in texts), *shares]


def _share(value: float) -> str:
    return f"{value:.6g}".replace(".", ",")


def _coder(row: Mapping[str, Any]) -> str:
    """Return who coded: a word for the teacher, the name of an observer, or that nobody is named."""
    return TEACHER if row["role"] == "teacher" else str(row["coder"] or OBSERVER)
