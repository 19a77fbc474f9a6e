"""The form that the address opens: a line about communities, new or to correct."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from dash import html

from dashboard import address, communities, data
from dashboard.communities import Communities, Community
from dashboard.community_writing import fields
from dashboard.components import button, empty_state, page_head
from dashboard.components import register_form as forms
from dashboard.components.register_words import source
from dashboard.ids import CommunityFormIds as Ids
from dashboard.session import current_user, may
from dashboard.staff import competence_names
from etl.days import school_year_of
from warehouse.communities.declared import COMMUNITY, community_registers
from warehouse.communities.reference import Row
from warehouse.queries.classes import classes
from warehouse.staff.registers import Register
from warehouse.staff.strategies import strategies

PATH = "/community-form"
LISTS = "/communities"
Filters = Mapping[str, str]
SENTENCES = {
    "meetings": "Сначала впишите тему и день, после встречи откройте её снова: кто был и что решили.",
    "visits": "Посещение намечают заранее, а день, когда оно состоялось, вписывают после.",
    "community": "Тема, цель и тьютор видны всем; участников, классы и план добавляют на странице сообщества.",
    "tasks": "Задачу развития видят сам педагог и методист.",
}


def new_line(search: str) -> str | None:
    """Return the address with a key for a new line where it has none: a reload then keeps the draft."""
    filters = address.chosen(search)
    if filters.get("line") or filters.get("register") not in community_registers():
        return None
    return address.search(filters, line=uuid4().hex)


def back_of(filters: Filters) -> str:
    """Return where the form leads back to: a path of ours, else the community or the list."""
    asked = filters.get("back", "")
    if asked.startswith("/") and not asked.startswith(("//", "/\\")):
        return asked
    own = filters.get("community", "")
    return f"/community/{own}" if own else LISTS


def body(filters: Filters) -> list[Any]:
    """Return the page: head and form, or why there is none."""
    register = community_registers().get(filters.get("register", ""))
    if register is None:
        return _no("Такой формы нет", "Откройте её со страницы сообществ.", filters)
    key = filters.get("line", "")
    now = communities.communities()
    row, seen = communities.line(key)
    own = _community(now, row, filters)
    if row is not None and row["register"] != register.register:
        return _no("Такой строки нет", "Возможно, её уже убрали. Ничего не потеряно.", filters)
    teacher = row["teacher_id"] if row else _asked_teacher(filters)
    if not communities.may_write(register.register, own, teacher):
        return _no("Эту запись ведут участники сообщества и завуч",
                   "Попросите их или войдите под своим именем.", filters)  # fmt: skip
    title = f"Новая запись: {register.one}" if row is None else f"Изменить: {register.one}"
    drawn = forms.Drawn(
        title, fields(register.register), row or _start(register, own, filters),
        {"register": register.register, "key": key, "seen": seen}, back_of(filters),
        [(one, name) for one, name in now.names.items()], competence_names(), (),
        _lists(now, register), own.members() if own else (), Ids, "local",
    )  # fmt: skip
    hide = [] if row is None else [_hiding(row)]
    return [_head(register, own), forms.form(drawn), *hide]


def _community(now: Communities, row: Row | None, filters: Filters) -> Community | None:
    if row is not None and row["register"] == COMMUNITY:
        return now.by_id.get(row["line_key"])
    return now.by_id.get(str(row["community_id"]) if row else filters.get("community", ""))


def _asked_teacher(filters: Filters) -> int | None:
    asked = filters.get("teacher", "")
    if asked.isdecimal():
        return int(asked)
    return current_user().teacher_id


def _start(register: Register, own: Community | None, filters: Filters) -> dict[str, Any]:
    """Return what a new line begins with: the community it was asked for, its year, who asks."""
    named = {field.name for field in register.fields}
    start: dict[str, Any] = {"community_id": own.community_id if own else ""}
    for name in ("class_name", "school_year", "subject", "title"):
        if name in named and filters.get(name):
            start[name] = filters[name]
    asked = filters.get("teacher", "")
    if asked.isdecimal():
        start["teacher_id"] = int(asked)
    elif register.is_own and not may("teachers"):
        start["teacher_id"] = current_user().teacher_id
    return start


def _lists(now: Communities, register: Register) -> dict[str, list[tuple[str, str]]]:
    """Return the lists of the fields that choose by name."""
    makers = {
        "community": lambda: [(one.community_id, one.name) for one in now.all],
        "class": _classes,
        "year": _years,
        "strategy": lambda: [(one.name, one.name) for one in strategies(data.ledger())],
    }
    return {field.name: makers[field.type]() for field in register.fields if field.type in makers}


def _classes() -> list[tuple[str, str]]:
    frame = data.frame(classes)
    if frame.empty:
        return [(str(grade), f"{grade}-е классы") for grade in range(1, 12)]
    names = {name: grade for grade, name in zip(frame["grade"], frame["class_name"], strict=True)}
    own = sorted(names, key=lambda name: (names[name], name))
    grades = sorted({int(grade) for grade in names.values()})
    return [(name, name) for name in own] + [
        (str(grade), f"все {grade}-е классы") for grade in grades
    ]


def _years() -> list[tuple[str, str]]:
    today = school_year_of(date.today())
    frame = data.frame(classes)
    known = set() if frame.empty else set(frame["school_year"])
    return [(year, year) for year in sorted({today, *known}, reverse=True)]


def _head(register: Register, own: Community | None) -> Any:
    of = f" · {own.name}" if own and register.register != COMMUNITY else ""
    told = SENTENCES.get(register.register, f"{register.about}.")
    return page_head(f"{register.title}{of}", [told])


def _hiding(row: Row) -> html.Div:
    told = html.Span(["Откуда строка: ", source(row, may("upload"))], className="muted")
    return html.Div([button("Убрать", Ids.hide(row["line_key"])), told], className="form-buttons")


def _no(title: str, why: str, filters: Filters) -> list[Any]:
    return [empty_state(title, why, back_of(filters), "Вернуться")]
