"""Tables of the staff: the templates of the product filled in, courses kept by hand, the export of ФИС ФРДО."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from etl.demo.layouts.workbook import CellSpec, Workbook
from warehouse.staff.registers import Field, other_tables, registers

Line = Mapping[str, Any]  # by the name of a field; `teacher` is whose it is
HEAD = 2
TEACHER = "ФИО педагога"
BY_HAND = ("№ п/п", TEACHER, "Должность / предмет", "Тема (название программы)",
           "Организация (место прохождения)", "Кол-во часов", "Сроки (с … по …)", "№ удостоверения",
           "Дата выдачи")  # fmt: skip
# What ФИС ФРДО asks of a document, and what stands there for everybody.
FRDO: Mapping[str, str] = {
    "Вид документа": "Удостоверение о повышении квалификации",
    "Статус документа": "Оригинал",
    "Подтверждение утраты": "Нет",
    "Подтверждение обмена": "Нет",
    "Подтверждение уничтожения": "Нет",
    "Серия документа": "АБ",
    "Номер документа": "0000000",
    "Дата выдачи документа": "",
    "Регистрационный номер": "",
    "Дополнительная профессиональная программа (повышение квалификации/ профессиональная переподготовка)":
        "Повышение квалификации",
    "Наименование дополнительной профессиональной программы": "",
    "Наименование области профессиональной деятельности": "01 Образование и наука",
    "Уровень образования ВО/СПО": "Высшее образование",
    "Год начала обучения": "",
    "Год окончания обучения": "",
    "Срок обучения, часов (для документа о квалификации)": "",
    "Фамилия получателя": "",
    "Имя получателя": "",
    "Отчество получателя": "",
    "Дата рождения получателя": "01.01.1980",
    "СНИЛС": "000-000-000 00",
    "Форма обучения": "Очно-заочная",
    "Источник финансирования обучения": "Средства бюджета",
    "Гражданство получателя (код страны по ОКСМ)": "643",
}  # fmt: skip


def write_template(
    name: str, lines: Sequence[Line], path: Path, criteria: Sequence[str] = ()
) -> None:
    """Write the template of a table of the staff filled in; `criteria` are further columns of figures."""
    table = {**other_tables(), **registers()}[name]
    book = Workbook(table.title[:31], (6, 36, *(26 for _ in table.fields), *(14 for _ in criteria)))
    book.row(0, [(0, table.title, "title")])
    labels = ["№", TEACHER, *(field.label for field in table.fields), *criteria]
    book.row(HEAD, [(at, label, "head") for at, label in enumerate(labels)])
    for number, line in enumerate(lines, start=1):
        cells = [line["teacher"], *(_said(field, line.get(field.name)) for field in table.fields),
                 *(line.get(one) for one in criteria)]  # fmt: skip
        book.row(HEAD + number, [(0, number, "number"), *_cells(cells)])
    book.save(path)


def _said(field: Field, value: Any) -> str | float | None:
    if field.type == "level" and value is not None:
        return f"{value} — {field.choices[value]}"
    return value or None


def _cells(values: Sequence[str | float | None]) -> list[CellSpec]:
    return [(at, value, "number" if isinstance(value, (int, float)) else "text")
            for at, value in enumerate(values, start=1)]  # fmt: skip


def write_by_hand(title: str, lines: Sequence[Sequence[str]], path: Path) -> None:
    """Write courses as schools keep them: a name over all its courses, days and hours as people write them.

    A line: the name, what follows it in the order of `BY_HAND`.
    """
    book = Workbook("Курсы", (6, 36, 26, 44, 36, 12, 26, 18, 14))
    book.row(0, [(0, title, "title")])
    book.row(HEAD, [(at, label, "head") for at, label in enumerate(BY_HAND)])
    number, top, before = 0, 0, ""
    for row, (name, *rest) in enumerate(lines, start=HEAD + 1):
        is_new = name != before
        if is_new:
            number, top, before = number + 1, row, name
        head: list[CellSpec] = [(0, number if is_new else None, "number")]
        shown = [name if is_new else None, *(text or None for text in rest)]
        book.row(row, [*head, *_cells(shown)])
        if row + 1 - HEAD > len(lines) or lines[row - HEAD][0] != name:
            book.merge(top, 1, row, 1)
    book.save(path)


def write_frdo(documents: Sequence[Mapping[str, str]], path: Path) -> None:
    """Write documents as the template of ФИС ФРДО; a document names the columns of its own."""
    book = Workbook("Шаблон", tuple(22 for _ in FRDO))
    book.row(0, [(at, label, "head") for at, label in enumerate(FRDO)])
    for row, document in enumerate(documents, start=1):
        values = [document.get(label, usual) for label, usual in FRDO.items()]
        book.row(row, [(at, text or None, "text") for at, text in enumerate(values)])
    book.save(path)
