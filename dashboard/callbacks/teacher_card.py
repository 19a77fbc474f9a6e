"""Callbacks of the card of a teacher."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from dash import Input, Output, callback

from dashboard import data, guard, staff
from dashboard.components import teacher_card as parts
from dashboard.ids import TeacherCardIds
from dashboard.session import current_user, may
from dashboard.teacher_sections import further
from warehouse.accounts import audit
from warehouse.staff.reference import teacher_persons
from warehouse.staff.registers import registers


@callback(Output(TeacherCardIds.body, "children"), Input(TeacherCardIds.of, "data"))
def show_teacher(teacher_id: str) -> Any:
    """Fill the card of a teacher; who opened it is logged. An id that is another's spelling leads to the person."""
    person = person_of(teacher_id)
    if not may("staff") and (not person or person != current_user().teacher_id):
        return parts.closed()
    seen = staff.staff()
    card = next((row for row in seen.people if row["teacher_id"] == person), None)
    if card is None:
        return parts.absent() if may("staff") else parts.closed()
    audit(guard.accounts().ledger, current_user().login, "view", f"teacher {person}")
    lines = {name: seen.about(person, name) for name in registers()}
    mentored = [row for row in seen.of("mentoring") if row["partner_id"] == person]
    own = person == current_user().teacher_id
    closed = [
        name
        for name, one in registers().items()
        if one.is_own and not own and not staff.sees_all(name)
    ]
    page = parts.TeacherCard(card, list(registers().values()), lines, mentored, seen.today, may("staff"), closed,
                             data.snapshot_line(), uuid4().hex)  # fmt: skip
    return parts.body(page, further(person))


def person_of(teacher_id: str) -> int:
    """Return the teacher that an id leads to; 0 for what is no id."""
    if not teacher_id.isdecimal() or len(teacher_id) > 18:
        return 0
    persons = {row["teacher_id"]: row["person_id"] for row in teacher_persons(data.ledger())}
    return int(persons.get(int(teacher_id), teacher_id))
