"""Protocols of exams built in code, as the regional centre lays them out; invented people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

OGE = ["№", "Код ОО", "Класс", "", "Код ППЭ", "", "Аудитория", "", "Код МСУ", "", "Фамилия", "", "Имя",
       "Отчество", "Задания с кратким ответом", "", "", "Задания с развёрнутым ответом", "Первичный балл", "",
       "Оценка"]  # fmt: skip
EGE = ["№", "", "Код МСУ", "", "Код ОО", "", "Класс", "", "Код ППЭ", "", "Аудитория", "", "Фамилия", "Имя",
       "Отчество", "", "Задания с кратким ответом", "", "Задания с развёрнутым ответом", "", "Первичный балл",
       "", "Тестовый балл"]  # fmt: skip
DENSE = ["№", "Код МСУ", "Код ОО", "Класс", "Код ППЭ", "Аудитория", "Фамилия", "Имя", "Отчество", "Серия",
         "Номер", "Задания с кратким ответом", "Задания с развёрнутым ответом", "Первичный балл", "Балл"]  # fmt: skip
CSV = ["SchoolCode", "ClassCode", "StationCode", "AuditoriumCode", "GovernmentCell", "SurnameCell", "NameCell",
       "SecondNameCell", "DocumentSeriesCode", "DocumentNumberCode", "TestResultBCell", "TestResultCCell",
       "PrimaryMark", "Mark5"]  # fmt: skip
WORDS = {"school": ("Код ОО", "SchoolCode"), "class": ("Класс", "ClassCode"),
         "surname": ("Фамилия", "SurnameCell"), "name": ("Имя", "NameCell"),
         "patronymic": ("Отчество", "SecondNameCell"), "series": ("Серия", "DocumentSeriesCode"),
         "number": ("Номер", "DocumentNumberCode"),
         "short": ("Задания с кратким ответом", "TestResultBCell"),
         "long": ("Задания с развёрнутым ответом", "TestResultCCell"),
         "points": ("Первичный балл", "PrimaryMark"),
         "mark": ("Оценка", "Тестовый балл", "Балл", "Mark5")}  # fmt: skip


def row(header: Sequence[str], who: str, **said: Any) -> list[Any]:
    """Return a row under a header: the cells of `said` under their words, `who` as three names."""
    cells: list[Any] = [""] * len(header)
    names = dict(zip(("surname", "name", "patronymic"), [*who.split(), ""], strict=False))
    for means, value in {"school": 9306.0, **names, **said}.items():
        found = [header.index(word) for word in WORDS[means] if word in header]
        if found:
            cells[found[0]] = value
    return cells


def said(own: Any, short: Any, long: str, points: Any, mark: Any, **more: Any) -> dict[str, Any]:
    """Return the cells of a participant, as `row` takes them."""
    return {"class": own, "short": short, "long": long, "points": points, "mark": mark, **more}


def sheet() -> list[list[Any]]:
    """Return a sheet of ОГЭ: two exams one below another, the first with a footer."""
    return [
        ["Протокол проверки результатов"],
        ["86 - Ханты-Мансийский автономный округ"],
        ["12 - Обществознание 2026.06.03"],
        [],
        OGE,
        row(OGE, "Белова Анна Игоревна", **said("9А", "++++-2+", "1(2)2(3)", 10.0, 4.0)),
        row(OGE, "Орлов Пётр", **said("9а", "----+0-", "0(2)X(3)", 1.0, 2.0)),
        [*[""] * 11, "Средние", *[""] * 6, 5.5, "", 3.0],
        ["04 - Химия 2026.06.09"],
        [],
        OGE,
        row(OGE, "Ким Лев Юрьевич", **said("Б", "+-+", "", 2.0, 3.0)),
    ]  # fmt: skip


def broken() -> list[list[Any]]:
    """Return the same sheet spoiled: every row has one thing wrong."""
    rows = sheet()[:5]
    good = {"class": "9А", "short": "++", "long": "1(2)", "points": 3.0, "mark": 4.0}
    return [
        *rows,
        row(OGE, "Белова Анна Игоревна", **good),
        row(OGE, "Орлов Пётр Ильич", **{**good, "short": "+?"}),
        row(OGE, "Ким Лев Юрьевич", **{**good, "short": "+", "points": 2.0}),
        row(OGE, "Дубов Лев Маркович", **{**good, "points": 4.0}),
        row(OGE, "Берёзов Илья Львович", **{**good, "class": "филиал"}),
        row(OGE, "Ёлкина Анна Игоревна", **{**good, "mark": 7.0}),
        row(OGE, "Липов Олег Ильич", **{**good, "long": "3(2)"}),
        row(OGE, "", **good),
        row(OGE, "Белова Анна Игоревна", **good),
    ]
