"""Workbooks of the staff: every register, the list of teachers, observed lessons by the school's criteria."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dashboard import words
from dashboard.papers.forms import COMMON, EXAMPLE, Field, Template
from etl.school import Criterion
from warehouse.staff.registers import Field as Asked
from warehouse.staff.registers import Register, other_tables, registers

LESSONS, CARDS = "observations", "staff"
LONGEST_SHEET = 31
WIDTHS = {"text": 34, "long": 46, "date": 14, "number": 12, "choice": 24, "teacher": 34,
          "competence": 34, "level": 24}  # fmt: skip
EXAMPLES: Mapping[str, str | float] = {
    "title": "Формирующее оценивание на уроке",
    "organisation": "Институт развития образования",
    "evidence": "рег. № 17-25",
    "date_from": "10.02.2026",
    "date_to": "28.02.2026",
    "observed_on": "12.02.2026",
    "hours": 72,
    "partner": "Осокин Пётр Ильич",
    "observer": "Осокин Пётр Ильич",
    "position": "учитель",
    "subjects": "Алгебра, Геометрия",
    "experience_years": 12,
    "came_on": "01.09.2019",
    "class_name": "7Б",
    "subject": "Алгебра",
    "topic": "Сложение дробей",
    "note": "Хорошо продумана работа в парах",
}
OFFERED_BY_SCHOOL = {"teacher": "teachers", "competence": "competences"}
OFFERED_BY_NAME = {"class_name": "classes", "subject": "subjects"}
TEACHER = Field(
    "ФИО педагога", "Лучинина Ольга Павловна", 34, "teachers", "Фамилия, имя и отчество полностью"
)


def staff_tables() -> Mapping[str, Register]:
    """Return every table of the staff that has a template, by the word of its address."""
    return {**other_tables(), **registers()}


def offered() -> tuple[tuple[str, str], ...]:
    """Return (address, title) of the templates of the staff: `/upload/template/<address>`."""
    return tuple((name, table.title) for name, table in staff_tables().items())


def table_title(name: str) -> str:
    """Return what a table of the staff is called; a name that is none stays as it is."""
    table = staff_tables().get(name)
    return table.title if table else name


def staff_template(name: str, criteria: Sequence[Criterion]) -> Template | None:
    """Return the template of a table of the staff, None where there is no such table."""
    table = staff_tables().get(name)
    if table is None:
        return None
    scored = tuple(map(_criterion, criteria)) if name == LESSONS else ()
    return Template(
        table.title,
        re.sub(r"[\[\]:*?/\\]", "", table.title)[:LONGEST_SHEET],
        (
            Field("№", EXAMPLE, 9),
            TEACHER,
            *(_field(name, asked) for asked in table.fields),
            *scored,
        ),
        _how(name, table),
    )


def own_choices(name: str) -> dict[str, list[str]]:
    """Return the lists that the fields of a table offer, by the names that its template asks them by."""
    return {
        _list_of(name, asked): _offers(asked)
        for asked in staff_tables()[name].fields
        if asked.choices
    }


def _field(name: str, asked: Asked) -> Field:
    example = _example(asked)
    hint = {"date": "День так: 15.01.2026", "number": "Число", "teacher": TEACHER.hint}.get(
        asked.type, ""
    )
    if asked.required:
        hint = f"Обязательно. {hint}".strip()
    return Field(asked.label, example, WIDTHS[asked.type], _list_of(name, asked), hint)


def _list_of(name: str, asked: Asked) -> str:
    if asked.choices:
        return f"{name}:{asked.name}"
    return OFFERED_BY_SCHOOL.get(asked.type) or OFFERED_BY_NAME.get(asked.name, "")


def _offers(asked: Asked) -> list[str]:
    if asked.type == "level":
        return [f"{level} — {said}" for level, said in enumerate(asked.choices)]
    return list(asked.choices)


def _example(asked: Asked) -> str | float:
    if asked.choices:
        return _offers(asked)[-1 if asked.type == "level" else 0]
    return EXAMPLES.get(asked.name, "")


def _criterion(criterion: Criterion) -> Field:
    scale = f"{criterion.min_score:g}–{criterion.max_score:g}".replace(".", ",")
    return Field(criterion.name, criterion.max_score, 18, hint=f"Балл: {scale}. Не оценивали — оставьте пустым",
                 is_figure=True)  # fmt: skip


def _how(name: str, table: Register) -> tuple[str, ...]:
    asked = ", ".join(
        f"«{one}»" for one in (TEACHER.label, *(f.label for f in table.fields if f.required))
    )
    again = {
        CARDS: "Новый файл заменяет прежние сведения только о тех педагогах, которые в нём названы.",
        LESSONS: "Урок узнаётся по педагогу, дате, классу, предмету и посетившему: новый файл его поправит.",
    }.get(
        name,
        "Строка узнаётся по педагогу, теме, виду и дате: новый файл её поправит, остальные останутся.",
    )
    carried = "Если педагог тот же, что строкой выше, ячейку с именем можно оставить пустой."
    return (
        f"{table.about}.",
        f"Одна строка — {table.one}.",
        f"Обязательно заполните: {asked}.",
        f"Имя пишите полностью: по инициалам программа не{words.NBSP}всегда поймёт, кто это.",
        *(() if name == CARDS else (carried,)),
        "Даты пишите так: 15.01.2026; срок можно записать в одной ячейке: 10.02–28.02.2026.",
        again,
        *COMMON,
    )
