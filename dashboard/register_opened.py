"""The form that the address of the page of registers opens: of a line or of a teacher's card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard import staff_writing
from dashboard.components import register_form as forms
from dashboard.register_fields import TEACHER, Field, Register
from dashboard.register_links import Filters, link
from dashboard.session import current_user, may
from dashboard.staff import Staff, competence_names, may_write
from dashboard.staff_writing import CARDS, Form


def may_add(register: Register) -> bool:
    """Tell whether the person may add a line: any, or one of the own self-analysis."""
    return may_write(register.register, current_user().teacher_id)


def line_form(staff: Staff, register: Register, filters: Filters) -> list[Any]:
    """Return the form that the address opens: of the line under `line`, or a new one under that key."""
    key = filters.get("line", "")
    if not key or not may_add(register):
        return []
    opened = Form(register.register, key, None)
    row, seen = staff_writing.filled(opened)
    if row is not None and not may_write(register.register, row["teacher_id"]):
        return []
    own = {} if may("staff") else {"teacher_id": staff.own}
    asked = filters.get("teacher", "")
    start = {"teacher_id": int(asked)} if asked.isdecimal() else own
    fields = (TEACHER, *register.fields)
    title = f"Новая запись: {register.one}" if row is None else f"Изменить: {register.one}"
    return [
        _form(staff, Form(register.register, key, seen), filters, (title, fields, row or start))
    ]


def card_form(staff: Staff, filters: Filters) -> list[Any]:
    """Return the form of the card that the address opens."""
    key = filters.get("line", "")
    if not key:
        return []
    row, seen = staff_writing.filled(Form(CARDS, key, None))
    opened = Form(CARDS, key, seen)
    title = "Новый педагог" if row is None else f"Карточка: {row['full_name']}"
    return [_form(staff, opened, filters, (title, opened.fields, row or {}))]


def _form(
    staff: Staff, opened: Form, filters: Filters, said: tuple[str, tuple[Field, ...], Any]
) -> Any:
    title, fields, row = said
    target = {"register": opened.register, "key": opened.key, "seen": opened.seen}
    any_teacher = may("staff")
    people = [(one["teacher_id"], _listed(one)) for one in staff.people
              if any_teacher or one["teacher_id"] == staff.own or opened.register == CARDS]  # fmt: skip
    return forms.form(
        forms.Drawn(
            title, fields, row, target, link(filters, line=None), people, competence_names()
        )
    )


def _listed(row: Mapping[str, Any]) -> str:
    return f"{row['full_name']} (выбыл)" if row["left_on"] is not None else str(row["full_name"])
