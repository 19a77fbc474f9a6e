"""Workbooks to fill in: registers that a school has in no export, read back by the same importers.

A template is a sheet with a header, an example that is passed over when read («пример» in its first
cell) and lists to choose from; the second sheet says how to fill it in.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from dashboard import words
from dashboard.papers import work_forms as works
from dashboard.papers.forms import COMMON, EXAMPLE, Field, Filled, Line, Template
from dashboard.papers.xlsx import SAFE

ROWS = 1500  # rows below the header that offer lists
LISTS = "Списки"
PUPILS = Template(
    "Список учеников",
    "Ученики",
    (
        Field("№", EXAMPLE, 9),
        Field("Класс", "7Б", 9, "classes", "Класс числом и буквой: 7Б"),
        Field("Фамилия", "Берёзова", 20),
        Field("Имя", "Анна", 16),
        Field("Отчество", "Игоревна", 20),
        Field("Дата прибытия", "12.11.2026", 16, hint="Пусто, если ученик в классе с начала года"),
        Field("Дата выбытия", "", 16, hint="Пусто, если ученик в классе до сих пор"),
    ),
    (
        "Одна строка — один ученик одного класса.",
        "Дата прибытия нужна, если ученик пришёл в класс не с начала года; дата выбытия — если ушёл.",
        "Кто перешёл из класса в класс, записан дважды: выбыл из одного, прибыл в другой.",
        "Новый файл заменяет прежние сведения только о тех учениках, которые в нём названы.",
        *COMMON,
    ),
)
TEACHERS = Template(
    "Нагрузка учителей",
    "Нагрузка",
    (
        Field("№", EXAMPLE, 9),
        Field("ФИО учителя", "Лучинина Ольга Павловна", 34),
        Field("Предмет", "Алгебра", 28, "subjects", "Так, как предмет назван в журнале"),
        Field("Класс", "7Б", 14, "classes", "Один класс или несколько через запятую: 7А, 7Б"),
        Field("Подгруппа", "", 12, hint="Номер подгруппы, если класс делится"),
        Field("Часов в неделю", 3, 16, hint="Можно не заполнять"),
    ),
    (
        "Одна строка — один учитель, предмет и класс; несколько классов пишите через запятую.",
        "Имя учителя пишите полностью: по инициалам программа не всегда поймёт, кто это.",
        "Если учитель или предмет тот же, что строкой выше, ячейку можно оставить пустой.",
        "Часы в неделю нужны не всегда; для нескольких классов сразу они по классам не делятся.",
        "Новый файл заменяет прежние сведения о тех классах и предметах, которые в нём названы.",
        *COMMON,
    ),
)
TEMPLATES = {
    "pupils": PUPILS,
    "teachers": TEACHERS,
    "work": works.WORK,
    "literacy": works.LITERACY,
    "criteria": works.CRITERIA,
    "description": works.DESCRIPTION,
    "codes": works.CODES,
}


def template_workbook(
    template: Template, school_year: str, choices: Mapping[str, Sequence[str]]
) -> bytes:
    """Return a template as a workbook; `choices` are the known `classes` and `subjects`, maybe none."""
    return workbook_of([Filled(template)], template.how, school_year, choices)


def workbook_of(
    sheets: Sequence[Filled],
    how: Sequence[str],
    school_year: str,
    choices: Mapping[str, Sequence[str]],
) -> bytes:
    """Return templates as the sheets of one workbook, what is known already filled in below their headers.

    A sheet that is filled in has no example. `how` are the sentences of the sheet behind them.
    """
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, SAFE) as book:
        styles = {
            "bold": book.add_format({"bold": True}),
            "head": book.add_format(
                {"bold": True, "bottom": 1, "text_wrap": True, "num_format": "@"}
            ),
            "example": book.add_format({"italic": True, "font_color": "#6b7280"}),
            "text": book.add_format({"num_format": "@"}),
            "wrap": book.add_format({"text_wrap": True}),
            "lines": book.add_format({"text_wrap": True, "num_format": "@", "valign": "top"}),
        }
        laid = [(book.add_worksheet(one.template.sheet), one) for one in sheets]
        for sheet, one in laid:
            _head(sheet, one.template, school_year, styles)
            _fill(sheet, one, styles)
        _how(book.add_worksheet("Как заполнить"), how, styles)
        _offer(book, [(sheet, one.template) for sheet, one in laid], choices)
    return held.getvalue()


def _fill(sheet: Any, filled: Filled, styles: Mapping[str, Any]) -> None:
    """Write the rows that are known, in the place of the example."""
    template = filled.template
    first = template.head + len(template.under) + 1
    if not filled.rows:
        _example(sheet, template, first, styles)
    for row, line in enumerate(filled.rows, start=first):
        for place, value in enumerate(line):
            if value is None or value == "":
                continue
            if isinstance(value, str):
                sheet.write_string(row, place, value, styles["lines"])
            else:
                sheet.write_number(row, place, value)


def file_name(template: Template) -> str:
    """Return the name under which a template is downloaded."""
    return f"Шаблон: {template.title}.xlsx".replace(":", words.NBSP + "—")


def _head(sheet: Any, template: Template, school_year: str, styles: Mapping[str, Any]) -> None:
    sheet.write_string(0, 0, template.title, styles["bold"])
    sheet.write_string(1, 0, "Учебный год:")
    sheet.write_string(1, 2, school_year)
    for row, line in enumerate(template.lines, start=2):
        sheet.write_string(row, 0, f"{line.label}:")
        sheet.write_string(row, 2, line.value, styles["text"])
    for place, field in enumerate(template.fields):
        sheet.set_column(place, place, field.width, styles["text"] if field.is_text else None)
        sheet.write_string(template.head, place, field.label, styles["head"])
    for row, line in enumerate(template.under, start=template.head + 1):
        sheet.write_string(row, 1, line.label, styles["bold"])
    sheet.freeze_panes(template.head + len(template.under) + 1, 0)


def _example(sheet: Any, template: Template, row: int, styles: Mapping[str, Any]) -> None:
    for place, field in enumerate(template.fields):
        if field.example != "":
            write = sheet.write_string if isinstance(field.example, str) else sheet.write_number
            write(row, place, field.example, styles["example"])


def _how(sheet: Any, how: Sequence[str], styles: Mapping[str, Any]) -> None:
    sheet.set_column(0, 0, 100, styles["wrap"])
    sheet.write_string(0, 0, "Как заполнить", styles["bold"])
    for row, sentence in enumerate(how, start=2):
        sheet.write_string(row, 0, sentence, styles["wrap"])


def _offer(
    book: Any, sheets: Sequence[tuple[Any, Template]], choices: Mapping[str, Sequence[str]]
) -> None:
    """Put lists of known values and hints under the headers; a value outside a list stays possible."""
    asked = set().union(*(_asked(template) for _, template in sheets))
    known = {name: list(listed) for name, listed in {**works.CHOICES, **choices}.items()
             if listed and name in asked}  # fmt: skip
    if known:
        lists = book.add_worksheet(LISTS)
        for place, listed in enumerate(known.values()):
            for row, value in enumerate(listed):
                lists.write_string(row, place, value)
        lists.hide()
    for sheet, template in sheets:
        _rules(sheet, template, known)


def _rules(sheet: Any, template: Template, known: Mapping[str, list[str]]) -> None:
    for row, line in enumerate(template.lines, start=2):
        _rule(sheet, (row, 2, row, 2), line, known)
    figures = [place for place, field in enumerate(template.fields) if field.is_figure]
    for row, line in enumerate(template.under, start=template.head + 1):
        _rule(sheet, (row, figures[0], row, figures[-1]), line, known)
    first = template.head + len(template.under) + 1
    for place, field in enumerate(template.fields):
        _rule(sheet, (first, place, first + ROWS, place), field, known)


def _asked(template: Template) -> set[str]:
    lines = (*template.lines, *template.under)
    return {line.choices for line in lines} | {field.choices for field in template.fields}


def _rule(
    sheet: Any, area: tuple[int, int, int, int], asked: Field | Line, known: Mapping[str, list[str]]
) -> None:
    rule: dict[str, Any] = {"validate": "any"}
    if asked.choices in known:
        letter = xl_col_to_name(list(known).index(asked.choices))
        source = f"={LISTS}!${letter}$1:${letter}${len(known[asked.choices])}"
        rule = {"validate": "list", "source": source, "error_type": "information"}
    if asked.hint:
        rule |= {"input_title": asked.label[:32], "input_message": asked.hint}
    if len(rule) > 1:
        sheet.data_validation(*area, rule)
