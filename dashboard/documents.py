"""The shelf of the programme's documents: what lies there, what is still missing, who may lay and hide."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from dashboard import data
from dashboard.attach_route import HOLDERS, may_open
from dashboard.changes import Unacceptable
from dashboard.communities import Communities, communities
from dashboard.session import current_user, may
from warehouse.amending import amend, newest
from warehouse.attachments import find
from warehouse.ledger import Record
from warehouse.papers.documents import DOCUMENT, VERSION, Document, Version, documents, version_key
from warehouse.papers.products import Product, document_kinds, products
from warehouse.subjects import subject_key

LONGEST = {"title": 200, "kind": 80, "note": 1000}
WHOLE_SCHOOL = "вся школа"
CLOSED = "Документы школы кладут на\u00a0полку директор и\u00a0заместитель, документы сообщества — его участники."
ABSENT = "сообщество закрыто или убрано"


@dataclass(frozen=True)
class Shelf:
    """What lies on the shelf: documents in the order of their kinds, hidden ones apart, what the programme lacks."""

    documents: tuple[Document, ...]
    hidden: tuple[Document, ...]
    asked: tuple[Product, ...]
    missing: tuple[Product, ...]
    known: Communities

    @property
    def kinds(self) -> list[str]:
        """The kinds of what lies on the shelf."""
        return list(dict.fromkeys(one.kind for one in self.documents))

    def find(self, document_id: str) -> Document | None:
        """Return a document that is not hidden, or None."""
        return next((one for one in self.documents if one.document_id == document_id), None)

    def whose(self, one: Document) -> str:
        """Return whose a document is: a community's name, else the whole school."""
        if not one.community_id:
            return WHOLE_SCHOOL
        found = self.known.by_id.get(one.community_id)
        return found.name if found else ABSENT


def shelf() -> Shelf:
    """Return the shelf as it is now."""
    known, asked = communities(), products()
    order = {kind: at for at, kind in enumerate(document_kinds())}
    found = sorted(documents(data.ledger()), key=lambda one: order.get(one.kind, len(order)))
    live = tuple(one for one in found if not one.is_deleted)
    held = {subject_key(one.kind) for one in live if one.newest}
    there = {"projects": bool(known.of("projects")), "lessons": _has_cards()}
    missing = [
        p for p in asked if not there.get(p.place, False) and subject_key(p.kind) not in held
    ]
    hidden = tuple(one for one in found if one.is_deleted and may_write(one.community_id, known))
    return Shelf(live, hidden, tuple(asked), tuple(missing), known)


def _has_cards() -> bool:
    said = (record.payload for record in data.ledger().records("lesson"))
    return any(one.get("card") and not one.get("is_deleted") for one in said)


def may_write(community_id: str, known: Communities) -> bool:
    """Tell whether the person may lay documents: of the own community its members, else who keep the registers."""
    if may("staff"):
        return True
    own = current_user().teacher_id
    found = known.by_id.get(community_id)
    return own is not None and found is not None and own in found.members()


def writable(known: Communities) -> list[tuple[str, str]]:
    """Return whose documents the person may lay: (community_id, name), the whole school first."""
    whole = [("", "Вся школа")] if may("staff") else []
    return whole + [(c.community_id, c.name) for c in known.all if may_write(c.community_id, known)]


def new_key() -> str:
    """Return the key of a document that is not laid yet: it stands in the address, so a reload keeps the draft."""
    return uuid4().hex


def is_key(text: str) -> bool:
    """Tell whether a text of an address may be the key of a document."""
    return bool(re.fullmatch(r"[0-9a-z-]{1,64}", text))


def card(document_id: str) -> tuple[Mapping[str, Any], int | None]:
    """Return what a form of a document's card is filled from, and the record it is of."""
    held = newest(data.ledger(), DOCUMENT, document_id)
    return (held.payload, held.record_id) if held else ({}, None)


def keep(document_id: str, typed: Mapping[str, Any], seen: int | None) -> int:
    """Keep a document's card; a new one with its first file (`file`), or not at all; return the record.

    Raises Unacceptable in words, and Moved where another saved in between.
    """
    said = _card(typed)
    held, _ = card(document_id)
    known, touched = communities(), {said["community_id"]}
    if held:
        touched.add(str(held.get("community_id") or ""))
    if not all(may_write(one, known) for one in touched):
        raise Unacceptable(CLOSED)
    ledger = data.ledger()
    with ledger.transaction():
        if not held and not typed.get("file"):
            raise Unacceptable("Приложите файл: документ появляется вместе с\u00a0первой версией.")
        record = amend(ledger, DOCUMENT, document_id, said, current_user().name, seen)
        if typed.get("file"):
            lay(document_id, typed)
    return record


def _card(typed: Mapping[str, Any]) -> dict[str, Any]:
    said = {
        name: " ".join(str(typed.get(name) or "").split()) for name in ("title", "kind", "own_kind")
    }
    kind = said["own_kind"] or said["kind"]
    known = {subject_key(one): one for one in document_kinds()}
    kind = known.get(subject_key(kind), kind)
    if not said["title"]:
        raise Unacceptable("Назовите документ.")
    if not kind:
        raise Unacceptable("Выберите вид документа или впишите свой.")
    for name, value in (("title", said["title"]), ("kind", kind)):
        if len(value) > LONGEST[name]:
            raise Unacceptable(
                f"Слишком длинно: уместите в\u00a0{LONGEST[name]} знаков. Введённое на месте."
            )
    return {
        "title": said["title"],
        "kind": kind,
        "community_id": str(typed.get("community_id") or ""),
    }


def lay(document_id: str, typed: Mapping[str, Any]) -> int:
    """Lay a new version (`file`, `note`, `on`) on top of a document; return its number.

    The same file with the same words again (a double click) is the same version; two people's versions at
    once are two. Raises Unacceptable in words.
    """
    said = _version(typed)
    ledger = data.ledger()
    with ledger.transaction():
        one = next((d for d in documents(ledger) if d.document_id == document_id), None)
        if one is None or one.is_deleted or not may_write(one.community_id, communities()):
            raise Unacceptable(
                "Этот документ убран с\u00a0полки или закрыт для вас. Файл никуда не\u00a0лёг."
            )
        last = one.newest
        if last and last.sha256 == said["sha256"]:
            if last.note == said["note"]:
                return last.no
            raise Unacceptable(
                f"Этот самый файл уже лежит версией\u00a0{last.no}. Приложите исправленный."
            )
        no = max((v.no for v in one.versions), default=0) + 1
        amend(ledger, VERSION, version_key(document_id, no), said, current_user().name, None)
    return no


def _version(typed: Mapping[str, Any]) -> dict[str, Any]:
    held = typed.get("file") or {}
    found = find(data.home(), str(held.get("sha256", "")))
    if found is None or not may_open(found):
        raise Unacceptable("Приложите файл новой версии.")
    note = str(typed.get("note") or "").strip()
    if len(note) > LONGEST["note"]:
        raise Unacceptable(
            f"Слишком длинно: уместите в\u00a0{LONGEST['note']} знаков. Введённое на месте."
        )
    try:
        on = date.fromisoformat(str(typed.get("on") or date.today().isoformat()))
    except ValueError as error:
        raise Unacceptable("Проверьте дату версии: день, месяц и\u00a0год.") from error
    name = str(held.get("file_name") or found.file_name)
    return {
        "sha256": found.sha256,
        "file_name": name,
        "size": found.size,
        "note": note,
        "on": on.isoformat(),
    }


def hide(kind: str, key: str) -> int | None:
    """Hide a document or a version; return the record to take back, None where it is hidden or closed."""
    held = newest(data.ledger(), kind, key)
    if held is None or held.payload.get("is_deleted") or not _may_change(held):
        return None
    said = {**held.payload, "is_deleted": True}
    return amend(data.ledger(), kind, key, said, current_user().name, held.record_id)


def take_back(kind: str, key: str) -> bool:
    """Show a hidden document or version again; False where it is shown already or closed to the person."""
    held = newest(data.ledger(), kind, key)
    if held is None or not held.payload.get("is_deleted") or not _may_change(held):
        return False
    return data.ledger().revoke_record(held.record_id, current_user().name)


def _may_change(held: Record) -> bool:
    said, _ = card(held.key.split("|")[0])
    return may_write(str(said.get("community_id") or ""), communities())


def hidden_versions(one: Document) -> Sequence[Version]:
    """Return the hidden versions of a document, newest first."""
    return [version for version in one.versions if version.is_deleted]


def holds(sha256: str) -> bool | None:
    """Tell whether everybody may open a file because it lies on the shelf; None where it does not."""
    live = (one for one in documents(data.ledger()) if not one.is_deleted)
    return True if any(version.sha256 == sha256 for one in live for version in one.live) else None


HOLDERS.append(holds)
