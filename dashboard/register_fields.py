"""What was typed into the fields of a register's form: a payload to keep, or words beside each field."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from dashboard import words
from etl.names import class_name, name_key, school_year
from warehouse.staff.reference import AGE_GROUPS as CODES
from warehouse.staff.registers import Field as Field
from warehouse.staff.registers import Register as Register
from warehouse.staff.registers import other_tables

TEACHER = Field("teacher", "Педагог", "teacher", required=True)
_CARD = other_tables()["staff"].fields
# The codes stand in the order of the choices of the card.
AGE_GROUPS = dict(zip(CODES, next(f.choices for f in _CARD if f.name == "age_group"), strict=True))
CARD_FIELDS = (
    Field("full_name", "ФИО полностью", "text", required=True),
    *(replace(f, choices=CODES) if f.name == "age_group" else f for f in _CARD),
)
LONGEST = {"text": 300, "long": 4000, "lines": 4000, "subject": 300, "strategy": 300}
MOST = {"hours": 2000, "experience_years": 70}
FIRST_DAY, AHEAD = date(1950, 1, 1), 10
ORDERED = (("date_from", "date_to"), ("came_on", "left_on"))


@dataclass(frozen=True)
class Allowed:
    """What a form may say: teachers by id, competences, and the line it was filled from."""

    teachers: Collection[int]
    competences: Collection[str] = ()
    before: Mapping[str, Any] = field(default_factory=dict)
    communities: Collection[str] = ()
    today: date = field(default_factory=date.today)


class Refused(ValueError):
    """What stands in a field cannot be kept; the message is for a person."""


def read(
    fields: Collection[Field], typed: Mapping[str, Any], allowed: Allowed
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the payload of what was typed, and by field what is wrong in words; empty fields are left out."""
    said: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for asked in fields:
        try:
            value = _value(asked, _said(typed, asked), allowed)
        except Refused as problem:
            wrong[asked.name] = str(problem)
            continue
        if value is not None:
            said[column(asked)] = value
        elif asked.required:
            wrong[asked.name] = "Заполните это поле."
    return said, {**_disorder(fields, said), **wrong}


def _said(typed: Mapping[str, Any], asked: Field) -> str:
    """Return what stands in a field as text: people as their ids, of both lists."""
    if asked.type != "people":
        return str(typed.get(asked.name) or "").strip()
    both = [*(typed.get(asked.name) or ()), *(typed.get(f"{asked.name}_more") or ())]
    return " ".join(str(one) for one in both)


def column(asked: Field) -> str:
    """Return the column that a field fills: a teacher's and a community's is an id."""
    return f"{asked.name}_id" if asked.type in ("teacher", "community") else asked.name


def _disorder(fields: Collection[Field], said: Mapping[str, Any]) -> dict[str, str]:
    labels = {one.name: one.label for one in fields}
    wrong = {}
    for first, last in ORDERED:
        if said.get(first) and said.get(last) and said[last] < said[first]:
            day = words.day(date.fromisoformat(said[first]))
            wrong[last] = f"Раньше, чем «{labels[first]}» ({day}): проверьте обе даты."
    if (
        "partner" in labels
        and said.get("partner_id")
        and said["partner_id"] == said.get("teacher_id")
    ):
        wrong["partner"] = "Это тот же человек: выберите другого."
    return wrong


def _value(asked: Field, text: str, allowed: Allowed) -> Any:
    return READ[asked.type](asked, text, allowed) if text else None


def _text(asked: Field, text: str, _allowed: Allowed) -> str:
    longest = LONGEST[asked.type]
    if len(text) > longest:
        raise Refused(f"Слишком длинно: {words.plural(len(text), 'знак', 'знака', 'знаков')} "
                      f"при{words.NBSP}{longest} возможных.")  # fmt: skip
    # As it was typed but for spaces: «№» stays «№».
    return text if asked.type in ("long", "lines") else " ".join(text.split())


def _day(_asked: Field, text: str, allowed: Allowed) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Refused("Такой даты нет: нужны день, месяц и год, например 15.03.2026.") from None
    if not FIRST_DAY <= day <= date(allowed.today.year + AHEAD, 12, 31):
        raise Refused(f"Год {day.year}? Проверьте, не опечатка ли это.")
    return day.isoformat()


def _number(asked: Field, text: str, _allowed: Allowed) -> float | int:
    most = MOST[asked.name]
    try:
        value = float(text.replace(",", ".").replace(words.NBSP, ""))
    except ValueError:
        raise Refused("Нужно только число, например 72.") from None
    is_years = asked.name == "experience_years"
    if not (value >= 0 if is_years else value > 0) or not value <= most:
        raise Refused(f"Нужно число от{words.NBSP}{0 if is_years else 1} до{words.NBSP}{most}.")
    if is_years and value != int(value):
        raise Refused("Нужно число полных лет, без дробей.")
    return int(value) if value == int(value) else value


def _choice(asked: Field, text: str, allowed: Allowed) -> str:
    if text not in asked.choices and text != allowed.before.get(asked.name):
        raise Refused("Выберите одно из списка.")
    return text


def _teacher(_asked: Field, text: str, allowed: Allowed) -> int:
    if not text.isdecimal() or int(text) not in allowed.teachers:
        raise Refused("Такого педагога в списке нет: добавьте его в «Педагоги школы».")
    return int(text)


def _competence(_asked: Field, text: str, allowed: Allowed) -> str:
    if text not in allowed.competences and text != allowed.before.get("competence"):
        raise Refused("Выберите одно из списка.")
    return text


def _level(asked: Field, text: str, _allowed: Allowed) -> int:
    if not text.isdecimal() or int(text) >= len(asked.choices):
        raise Refused("Выберите одно из списка.")
    return int(text)


def _people(asked: Field, text: str, allowed: Allowed) -> list[int]:
    return sorted({_teacher(asked, one, allowed) for one in text.split()})


def _community(_asked: Field, text: str, allowed: Allowed) -> str:
    if text not in allowed.communities:
        raise Refused("Такого сообщества нет: сначала добавьте его.")
    return text


def _class(_asked: Field, text: str, _allowed: Allowed) -> str:
    if text.isdecimal() and 1 <= int(text) <= 11:
        return str(int(text))  # a whole grade
    found = class_name(text)
    if found is None:
        raise Refused("Класс не понят: напишите так: 5А, а всю параллель так: 5.")
    return found[1]


def _year(_asked: Field, text: str, _allowed: Allowed) -> str:
    found = school_year(text)
    if found is None:
        raise Refused("Учебный год не понят: напишите так: 2022/23.")
    return found


READ: dict[str, Callable[[Field, str, Allowed], Any]] = {
    "text": _text,
    "long": _text,
    "date": _day,
    "number": _number,
    "choice": _choice,
    "teacher": _teacher,
    "competence": _competence,
    "level": _level,
    "lines": _text,
    "subject": _text,
    "strategy": _text,
    "people": _people,
    "community": _community,
    "class": _class,
    "year": _year,
}


def card_payload(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed of a card with the key of the name. Raises Refused for one word or initials."""
    name = str(said["full_name"])
    if len(name.split()) < 2 or "." in name or any(len(word) < 2 for word in name.split()):
        raise Refused("Напишите фамилию, имя и отчество полностью, без сокращений.")
    return {**said, "name_key": name_key(name)}
