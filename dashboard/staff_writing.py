"""Saving what is typed of the staff: lines of registers, cards of teachers, who is one person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard import data, register_fields, staff
from dashboard.register_fields import CARD_FIELDS, TEACHER, Allowed, Refused
from dashboard.session import current_scope, current_user, may
from warehouse.amending import amend, newest, written
from warehouse.ledger import Record
from warehouse.staff.lines import is_of_file, is_seen, payload_of
from warehouse.staff.people import add_teacher, join
from warehouse.staff.reference import Row, entry_row
from warehouse.staff.registers import Field, registers

CARDS = "staff"
KINDS = ("staff_entry", "staff", "teacher_same")
NOT_YOURS = "Эту строку ваша роль не меняет. Ничего не записано."


@dataclass(frozen=True)
class Form:
    """A form that is open: the register (`staff` for a card), the key of its line, and what it was filled from."""

    register: str
    key: str
    seen: int | None

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields in the order of the form."""
        if self.register == CARDS:
            return CARD_FIELDS
        return (TEACHER, *registers()[self.register].fields)


@dataclass(eq=False)  # an exception is told its traceback, so it is not frozen
class Wrong(Exception):
    """What was typed cannot be kept: words by field, or under "" of the whole form."""

    fields: Mapping[str, str]


def filled(form: Form) -> tuple[Row | None, int | None]:
    """Return the row that a form shows and the record it holds by."""
    if form.register != CARDS:
        return staff.line(form.key)
    return staff.card(int(form.key)) if form.key.isdecimal() else (None, None)


def save(form: Form, typed: Mapping[str, Any]) -> None:
    """Keep what was typed. Raises Wrong, or Moved where somebody saved the same in between."""
    if form.register == CARDS:
        _save_card(form, typed)
    else:
        _save_line(form, typed)


def _save_line(form: Form, typed: Mapping[str, Any]) -> None:
    before, _ = staff.line(form.key)
    said = read(form, typed, before)
    if not _may_change(form, before, said["teacher_id"]):
        raise Wrong({"": NOT_YOURS})
    columns = {register_fields.column(asked) for asked in form.fields}
    kept = {k: v for k, v in payload_of(before or {}).items() if k not in columns}
    payload = {**kept, **said, "register": form.register}
    amend(data.ledger(), "staff_entry", form.key, payload, current_user().name, form.seen)


def _may_change(form: Form, before: Row | None, teacher_id: int) -> bool:
    """Tell whether a line may be written under a key: nobody takes the place of a line that is not seen."""
    if not staff.may_write(form.register, teacher_id):
        return False
    if before is not None:
        return before["register"] == form.register and staff.may_write(
            form.register, before["teacher_id"]
        )
    is_new = not is_of_file(form.key) and newest(data.ledger(), "staff_entry", form.key) is None
    return is_new or staff.sees_all(form.register)


def _save_card(form: Form, typed: Mapping[str, Any]) -> None:
    if not may("staff"):
        raise Wrong({"": NOT_YOURS})
    before, _ = filled(form)
    try:
        payload = register_fields.card_payload(read(form, typed, before))
    except Refused as problem:
        raise Wrong({"full_name": str(problem)}) from None
    who = current_user().name
    if before is None:
        add_teacher(data.ledger(), payload, who, form.seen)
    else:
        said = {**payload, "teacher_id": before["teacher_id"]}
        amend(data.ledger(), "staff", form.key, said, who, form.seen)


def read(form: Form, typed: Mapping[str, Any], before: Row | None = None) -> dict[str, Any]:
    """Return the columns that were typed. Raises Wrong with words by field."""
    names = staff.staff().names
    own = current_user().teacher_id
    may_any = form.register == CARDS or may("staff")
    allowed = Allowed(set(names) if may_any else {own or 0}, staff.competence_names(), before or {})
    said, wrong = register_fields.read(form.fields, typed, allowed)
    if wrong:
        raise Wrong(wrong)
    return said


def hide(key: str) -> int | None:
    """Hide a line, typed or of a file; return the record, by which it is taken back. Raises Moved."""
    before, seen = staff.line(key)
    if before is None or not staff.may_write(before["register"], before["teacher_id"]):
        return None
    payload = payload_of(before, is_deleted=True)
    return amend(data.ledger(), "staff_entry", key, payload, current_user().name, seen)


def take_back(record_id: int) -> bool:
    """Take a record of the staff back, so that what was before it holds; False where it is none of theirs."""
    record = written(data.ledger(), record_id)
    if record is None or record.kind not in KINDS or not _may_take_back(record):
        return False
    return data.ledger().revoke_record(record_id, current_user().name)


def _may_take_back(record: Record) -> bool:
    if record.kind != "staff_entry":
        return may("staff")
    said = entry_row(record.key, record.payload)
    allowed = staff.may_write(said["register"], said["teacher_id"])
    return allowed and is_seen(said, current_scope())


def join_people(one: int, other: int) -> int | None:
    """Say that two teachers are one person; return the record, None where that cannot be said."""
    people = {row["teacher_id"]: row for row in staff.staff().people}
    if one == other or one not in people or other not in people or not may("staff"):
        return None
    return join(data.ledger(), (people[one], people[other]), current_user().name)
