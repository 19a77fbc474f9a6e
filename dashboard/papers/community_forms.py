"""The workbook of communities: a sheet for every register, empty to fill in or with what the school has."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dashboard import words
from dashboard.papers.forms import EXAMPLE, Field, Filled, Template
from dashboard.papers.templates import workbook_of
from warehouse.communities.declared import COMMUNITY, community_registers
from warehouse.staff.registers import Field as Asked
from warehouse.staff.registers import Register

TITLE = "Сообщества (ПОС)"
KEY = Field("Код строки", "", 16, hint="Не меняйте: по нему программа узнаёт исправленную строку")
LONGEST_SHEET = 31
WIDTHS = {"text": 34, "long": 46, "lines": 46, "date": 14, "choice": 24, "teacher": 34, "people": 40,
          "competence": 34, "community": 28, "class": 16, "year": 14, "subject": 24, "strategy": 30}  # fmt: skip
HINTS = {
    "date": "День так: 15.01.2026",
    "teacher": "Фамилия, имя и отчество полностью",
    "people": "Несколько людей через запятую, имена полностью",
    "lines": "Каждое с новой строки (Alt+Enter)",
    "year": "Год так: 2026/27",
    "class": "Класс числом и буквой (7Б) или параллель числом (7)",
    "community": "Так, как оно названо на листе «Сообщества»",
}
LISTS = {"teacher": "teachers", "competence": "competences", "class": "classes", "subject": "subjects",
         "strategy": "strategies", "community": "communities"}  # fmt: skip
EXAMPLES = {
    "date_from": "10.09.2026",
    "date_to": "24.09.2026",
    "teacher": "Лучинина Ольга Павловна",
    "partner": "Осокин Пётр Ильич",
    "people": "Лучинина Ольга Павловна, Осокин Пётр Ильич",
    "community": "Читаем условие задачи",
    "class_name": "7Б",
    "school_year": "2026/27",
    "subject": "Алгебра",
}
OF_REGISTER = {
    (COMMUNITY, "title"): "Читаем условие задачи",
    (COMMUNITY, "topic"): "Смысловое чтение на уроках математики",
    (COMMUNITY, "result"): "Не выделяют вопрос задачи",
    (COMMUNITY, "goal"): "Каждый ученик называет, что дано и что найти",
    (COMMUNITY, "note"): "Обсуждаем учеников и урок, а не учителя\nГоворим по очереди",
    ("members", "status"): "согласен",
    ("tasks", "title"): "Научиться задавать вопросы к тексту задачи",
    ("classes", "title"): "Не выделяют вопрос задачи",
    ("plan", "title"): "Спроектировать первый урок",
    ("meetings", "title"): "Выбираем фокус и первый урок",
    ("meetings", "result"): "Берём 7Б и алгебру\nПервый урок ведёт Осокин П. И.",
    ("visits", "title"): "Задачи на движение",
    ("failures", "title"): "Урок перенесли на две недели",
    ("failures", "reason"): "Совпал с контрольной",
    ("core_team", "role"): "Ведёт методические дни",
    ("projects", "title"): "Карты вопросов к задаче",
    ("practices", "title"): "Вопросы к условию задачи",
    ("showings", "title"): "Вопросы к условию задачи",
}
HOW = (
    "В книге по листу на каждый список. Заполните те, что нужны; пустые листы программа пропустит.",
    "Сообщество узнаётся по названию: пишите его одинаково на всех листах.",
    "Если сообщество то же, что строкой выше, ячейку с его названием можно оставить пустой.",
    f"Имена пишите полностью: по инициалам программа не{words.NBSP}всегда поймёт, кто это.",
    "Несколько людей в одной ячейке разделяйте запятой, решения и правила пишите с новой строки.",
    "Даты пишите так: 15.01.2026.",
    "Строка узнаётся по сообществу, людям, теме и дате: новый файл её поправит, остальные останутся.",
    "Чтобы исправить то, что уже загружено, выгрузите книгу как есть: у её строк есть код, по нему"
    " программа узнаёт строку, что бы в ней ни изменили.",
    "Строку «пример» можно оставить: при загрузке она пропускается.",
    "Готовый файл перетащите на страницу «Загрузки». Сначала вы увидите проверку, потом согласитесь.",
)


def communities_workbook(
    school_year: str,
    choices: Mapping[str, Sequence[str]],
    lines: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
) -> bytes:
    """Return the workbook: empty, or with `lines` by register.

    A line has `line_key` and its fields by name: texts, dates, and people by their names (`teacher`,
    `partner` a name, `people` names, `community` a name).
    """
    held = lines or {}
    sheets = [_filled(one, held.get(name, ()), is_export=lines is not None)
              for name, one in community_registers().items()]  # fmt: skip
    return workbook_of(sheets, HOW, school_year, {**choices, **own_choices()})


def own_choices() -> dict[str, list[str]]:
    """Return the lists that the fields of the registers offer, by the names that the sheets ask them by."""
    return {
        f"{name}:{field.name}": list(field.choices)
        for name, one in community_registers().items()
        for field in one.fields
        if field.choices
    }


def _filled(register: Register, lines: Sequence[Mapping[str, Any]], is_export: bool) -> Filled:
    fields = [Field("№", "" if is_export else EXAMPLE, 9),
              *(_field(register, asked, is_export) for asked in register.fields)]  # fmt: skip
    if is_export:
        fields.append(KEY)
    name = re.sub(r"[\[\]:*?/\\]", "", register.title)[:LONGEST_SHEET]
    template = Template(register.title, name, tuple(fields), HOW)
    rows = [[number, *(_said(line.get(asked.name)) for asked in register.fields), line["line_key"]]
            for number, line in enumerate(lines, 1)]  # fmt: skip
    return Filled(template, rows)


def _field(register: Register, asked: Asked, is_export: bool) -> Field:
    listed = f"{register.register}:{asked.name}" if asked.choices else LISTS.get(asked.type, "")
    hint = HINTS.get(asked.type, "")
    if asked.required:
        hint = f"Обязательно. {hint}".strip()
    example = "" if is_export else _example(register, asked)
    return Field(asked.label, example, WIDTHS[asked.type], listed, hint)


def _example(register: Register, asked: Asked) -> str:
    if asked.choices:
        return asked.choices[0]
    return OF_REGISTER.get((register.register, asked.name)) or EXAMPLES.get(asked.name, "")


def _said(value: Any) -> str:
    """Return a value as its cell says it."""
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, (list, tuple)):
        return ", ".join(value)
    return str(value or "")
