"""The shelf of documents: a record `document` is its card, records `document_version` are its files in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from warehouse.ledger import Ledger, Record

DOCUMENT, VERSION = "document", "document_version"


@dataclass(frozen=True)
class Version:
    """One file of a document: `no` from 1, `on` the day it is of, who laid it here and when (UTC, ISO)."""

    no: int
    sha256: str
    file_name: str
    size: int | None
    note: str
    on: date | None
    is_deleted: bool
    record_id: int
    made_by: str
    made_at: str

    @property
    def file(self) -> dict[str, Any]:
        """The file as a place to attach one holds it."""
        return {"sha256": self.sha256, "file_name": self.file_name, "size": self.size}


@dataclass(frozen=True)
class Document:
    """A document; `versions` newest first, hidden ones among them; `community_id` is '' for the whole school."""

    document_id: str
    kind: str
    title: str
    community_id: str
    is_deleted: bool
    record_id: int
    made_by: str
    made_at: str
    versions: tuple[Version, ...] = field(default=())

    @property
    def live(self) -> tuple[Version, ...]:
        """The versions that are not hidden, newest first."""
        return tuple(one for one in self.versions if not one.is_deleted)

    @property
    def newest(self) -> Version | None:
        """The newest version that is not hidden."""
        return self.live[0] if self.live else None


def documents(ledger: Ledger) -> list[Document]:
    """Return every document, hidden ones too, by kind and title."""
    versions: dict[str, list[Version]] = {}
    for record in ledger.records(VERSION):
        versions.setdefault(record.key.split("|")[0], []).append(_version(record))
    found = [_document(record, versions.get(record.key, [])) for record in ledger.records(DOCUMENT)]
    return sorted(
        found, key=lambda one: (one.kind.casefold(), one.title.casefold(), one.document_id)
    )


def version_key(document_id: str, no: int) -> str:
    """Return the key of a version's record."""
    return f"{document_id}|{no}"


def _document(record: Record, versions: list[Version]) -> Document:
    said: Mapping[str, Any] = record.payload
    return Document(
        record.key, str(said["kind"]), str(said["title"]), str(said.get("community_id") or ""),
        bool(said.get("is_deleted")), record.record_id, record.made_by, record.made_at,
        tuple(sorted(versions, key=lambda one: -one.no)),
    )  # fmt: skip


def _version(record: Record) -> Version:
    said: Mapping[str, Any] = record.payload
    on = said.get("on")
    return Version(
        int(record.key.split("|")[1]), str(said["sha256"]), str(said["file_name"]), said.get("size"),
        str(said.get("note") or ""), date.fromisoformat(on) if on else None, bool(said.get("is_deleted")),
        record.record_id, record.made_by, record.made_at,
    )  # fmt: skip
