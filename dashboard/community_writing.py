"""Saving lines about communities: what was typed, what cannot be, and taking back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from dashboard import communities, data, register_fields, words
from dashboard.communities import Communities, Community
from dashboard.register_fields import Allowed, Field
from dashboard.session import current_scope, current_user
from dashboard.staff import competence_names
from dashboard.staff_writing import Form, Wrong
from warehouse.amending import amend, newest, written
from warehouse.communities.declared import COMMUNITY, community_registers, of_community
from warehouse.communities.lines import is_of_file, is_seen, payload_of, typed
from warehouse.communities.names import community_key
from warehouse.communities.reference import LINE, Row
from warehouse.thresholds import threshold

NOT_YOURS = "Эту строку ваша роль не меняет. Ничего не записано."
# Registers whose day says that something has happened.
HELD = {"meetings": "date_to", "visits": "date_to", "plan": "date_to", "failures": "date_to",
        "showings": "date_to"}  # fmt: skip
EITHER = {"meetings": "Впишите, на какой день встреча намечена или когда прошла.",
          "visits": "Впишите, на какой день посещение намечено или когда состоялось."}  # fmt: skip


def fields(register: str) -> tuple[Field, ...]:
    """Return the fields of a register in the order of its form."""
    return community_registers()[register].fields


def save(form: Form, given: Mapping[str, Any]) -> None:
    """Keep what was typed. Raises Wrong, or Moved where somebody saved the same in between."""
    before, _ = communities.line(form.key)
    said = read(form, given, before)
    _check_rights(form, before, said)
    columns = {register_fields.column(asked) for asked in fields(form.register)}
    kept = {k: v for k, v in payload_of(before or {}).items() if k not in columns}
    payload = {**kept, **said, "register": form.register}
    amend(data.ledger(), LINE, form.key, payload, current_user().name, form.seen)


def read(form: Form, given: Mapping[str, Any], before: Row | None = None) -> dict[str, Any]:
    """Return the columns that were typed. Raises Wrong with words by field."""
    now = communities.communities()
    allowed = Allowed(set(now.names), competence_names(), before or {}, set(now.by_id))
    said, wrong = register_fields.read(fields(form.register), given, allowed)
    if not wrong:
        wrong = dict(troubles(form, said, now))
    if wrong:
        raise Wrong(wrong)
    return said


def troubles(form: Form, said: Mapping[str, Any], now: Communities) -> Iterator[tuple[str, str]]:
    """Give what cannot be, by field: a day outside the community's life, one group too many, a name twice."""
    held = HELD.get(form.register, "")
    if said.get(held, "") > date.today().isoformat():
        yield held, "Этот день ещё не наступил: впишите его, когда всё состоится."
    if form.register in EITHER and not (said.get("date_from") or said.get("date_to")):
        yield "date_from", EITHER[form.register]
    own = now.by_id.get(str(said.get("community_id") or ""))
    if own is not None:
        yield from _outside(said, own)
    if form.register == COMMUNITY:
        yield from _named_twice(form, said, now)
    if form.register == "members" and own is not None:
        yield from _too_many(form, said, own, now)


def _outside(said: Mapping[str, Any], own: Community) -> Iterator[tuple[str, str]]:
    """A day before the community was there, or after it has closed."""
    begun, ended = own.row["date_from"], own.row["date_to"]
    for name in ("date_from", "date_to"):
        day = date.fromisoformat(said[name]) if said.get(name) else None
        if day and begun and day < begun:
            yield name, f"Сообщество создано {words.day(begun)}: проверьте день."
        if day and ended and day > ended:
            yield name, f"Сообщество завершило работу {words.day(ended)}: проверьте день."


def _named_twice(
    form: Form, said: Mapping[str, Any], now: Communities
) -> Iterator[tuple[str, str]]:
    key = community_key(said["title"])
    for one in now.all:
        if one.community_id != form.key and community_key(one.name) == key:
            yield "title", "Сообщество с таким названием уже есть: назовите это иначе."
            return


def _too_many(
    form: Form, said: Mapping[str, Any], own: Community, now: Communities
) -> Iterator[tuple[str, str]]:
    """A member of more communities at once than the school allows, or one more than a group can have."""
    if said.get("status") == "не согласен":
        return
    who, day = (
        said["teacher_id"],
        date.fromisoformat(said.get("date_from") or date.today().isoformat()),
    )
    until = date.fromisoformat(said["date_to"]) if said.get("date_to") else None
    if until is not None and until < date.today():
        return
    here = [one for one in now.own(who, max(day, date.today())) if one is not own]
    most = int(threshold(data.ledger(), "groups_of_teacher_max"))
    if len(here) >= most:
        listed = ", ".join(f"«{one.name}»" for one in here)
        yield "teacher", (f"Педагог уже состоит в{words.NBSP}{listed}: больше {most} сообществ сразу не"
                          f"{words.NBSP}бывает (предел меняют в настройках).")  # fmt: skip
    others = {one for one in own.members(max(day, date.today())) if one != who}
    most = int(threshold(data.ledger(), "community_size_max"))
    if len(others) >= most:
        yield "teacher", (f"В{words.NBSP}сообществе уже {words.plural(len(others), 'человек', 'человека', 'человек')}: "
                          f"больше {most} не{words.NBSP}бывает. Впишите день выхода тому, кто вышел.")  # fmt: skip


def _check_rights(form: Form, before: Row | None, said: Mapping[str, Any]) -> None:
    """Raise Wrong where the person may not write the line, as it was or as it will be."""
    now = communities.communities()
    for row in filter(None, (before, said)):
        own = now.by_id.get(
            form.key if form.register == COMMUNITY else str(row.get("community_id") or "")
        )
        if not communities.may_write(form.register, own, row.get("teacher_id")):
            raise Wrong({"": NOT_YOURS})
    if before is None:
        held = newest(data.ledger(), LINE, form.key)
        is_kept = held is not None and not held.payload.get("is_deleted")
        if is_of_file(form.key) or is_kept:
            raise Wrong({"": NOT_YOURS})
    elif before["register"] != form.register:
        raise Wrong({"": NOT_YOURS})


def hide(key: str) -> int | None:
    """Hide a line, typed or of a file; return the record, by which it is taken back. Raises Moved.

    None where there is no such line, or the person may not write it.
    """
    before, seen = communities.line(key)
    if before is None or not _may(before):
        return None
    payload = payload_of(before, is_deleted=True)
    return amend(data.ledger(), LINE, key, payload, current_user().name, seen)


def take_back(record_id: int) -> bool:
    """Take a record of a line back, so that what was before it holds; False where it is none of theirs."""
    record = written(data.ledger(), record_id)
    if record is None or record.kind != LINE or not _may(typed(record.key, record.payload)):
        return False
    return data.ledger().revoke_record(record_id, current_user().name)


def _may(row: Mapping[str, Any]) -> bool:
    now = communities.communities()
    own = now.by_id.get(str(row["community_id"])) if of_community(row["register"]) else None
    if row["register"] == COMMUNITY:
        own = now.by_id.get(str(row["line_key"]))
    allowed = communities.may_write(row["register"], own, row["teacher_id"])
    return allowed and is_seen(row, current_scope())
