"""Files on their way in: received, checked by the worker, then accepted or discarded by a person.

States: queued → checking → ready | asks | unknown | same | refused → accepted | discarded.
`asks` needs a decision (class, year, period, subject), `unknown` a mapping. What is accepted is a
ledger transaction; publishing follows by the worker.
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from etl import sources
from etl.tidy import Decisions
from warehouse.home import Home
from warehouse.ledger import PUPIL_FIELDS, NewBatch, dumps, now
from warehouse.rows import read_rows, rows_path
from warehouse.surveys.keys import remember_forms
from warehouse.teachers import TEACHER_FIELDS

BLOCK = 1 << 20
LIMIT = 200 << 20
WHOSE = {"yes": "own_school_code", "no": "other_school_code"}  # what an answer becomes
OPEN_STATES = ("queued", "checking", "ready", "asks", "unknown", "same", "refused")


class TooLarge(ValueError):
    """An upload that is larger than allowed; nothing of it was kept."""


@dataclass(frozen=True)
class Upload:
    """One file on its way in; `report` is what the check found (see `pipeline.FileReport`)."""

    upload_id: int
    file_name: str
    path: Path
    sha256: str
    size: int
    state: str
    decisions: Decisions
    report: dict[str, Any]
    rows_key: str
    batch_id: int | None
    made_at: str
    made_by: str


def receive(home: Home, stream: BinaryIO, file_name: str, who: str, limit: int = LIMIT) -> int:
    """Write a stream to disk block by block and queue it for checking; return the upload's id.

    Raises TooLarge past `limit` bytes; the count is our own, since a stream need not say its length.
    """
    path = home.incoming / uuid.uuid4().hex
    size = 0
    try:
        with path.open("wb") as file:
            while block := stream.read(BLOCK):
                size += len(block)
                if size > limit:
                    raise TooLarge(file_name)
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return queue(home, path, file_name, who)


def queue(home: Home, path: Path, file_name: str, who: str) -> int:
    """Queue a file that already lies in `incoming` for checking; return the upload's id."""
    with home.ledger.transaction() as tx:
        cursor = tx.execute(
            "INSERT INTO uploads (file_name, path, sha256, size, state, decisions, report, rows_key,"
            " made_at, made_by) VALUES (?, ?, '', ?, 'queued', ?, '{}', '', ?, ?)",
            (file_name, path.name, path.stat().st_size, dumps(Decisions().said()), now(), who),
        )
        return int(cursor.lastrowid or 0)


def uploads(
    home: Home, who: str | None = None, states: Sequence[str] = OPEN_STATES
) -> list[Upload]:
    """Return the uploads in these states, oldest first; of one person, or of everybody for None."""
    marks = ", ".join("?" for _ in states)
    rows = home.ledger.rows(
        f"SELECT * FROM uploads WHERE state IN ({marks}) AND (? IS NULL OR made_by = ?)"
        " ORDER BY upload_id",
        (*states, who, who),
    )
    return [_upload(home, row) for row in rows]


def upload(home: Home, upload_id: int) -> Upload | None:
    """Return one upload, whatever its state."""
    row = home.ledger.one("SELECT * FROM uploads WHERE upload_id = ?", (upload_id,))
    return _upload(home, row) if row else None


def _upload(home: Home, row: Any) -> Upload:
    return Upload(
        row["upload_id"],
        row["file_name"],
        home.incoming / row["path"],
        row["sha256"],
        row["size"],
        row["state"],
        Decisions(**json.loads(row["decisions"])),
        json.loads(row["report"]),
        row["rows_key"],
        row["batch_id"],
        row["made_at"],
        row["made_by"],
    )


def change(home: Home, upload_id: int, **values: Any) -> None:
    """Set columns of an upload (state, report, rows_key, sha256, batch_id, decisions, path, size)."""
    columns = ", ".join(f"{name} = ?" for name in values)
    with home.ledger.transaction() as tx:
        tx.execute(
            f"UPDATE uploads SET {columns} WHERE upload_id = ?", (*values.values(), upload_id)
        )


def decide(home: Home, upload_id: int, decisions: Decisions, who: str = "") -> None:
    """Answer a file's questions; the worker checks it again.

    Whose school a file is of is asked once: the answer is a record, and other files that ask the same
    are checked again too. Which register a table is, is kept for the next file with the same header.
    """
    found = upload(home, upload_id)
    facts = found.report.get("facts", {}) if found else {}
    kind = WHOSE.get(decisions.own_school)
    if kind and found and (code := facts.get("school_code")):
        home.ledger.add_record(kind, code, {"school_code": code}, who or found.made_by)
        asking = uploads(home, states=("asks", "ready"))
        check_again(
            home, [u.upload_id for u in asking if u.report.get("facts", {}).get("school_code")]
        )
    if found and decisions.register:
        said = {"register": decisions.register, "file_name": found.file_name}
        for header in facts.get("unsettled", []):
            home.ledger.add_record("staff_header", header, said, who or found.made_by)
    change(home, upload_id, decisions=dumps(decisions.said()), state="queued")


def twin(home: Home, one: Upload, rows_key: str) -> Upload | None:
    """Return another upload of the same person that waits with the same rows, or None."""
    waiting = uploads(home, one.made_by, ("checking", "ready"))
    return next(
        (u for u in waiting if u.upload_id != one.upload_id and u.rows_key == rows_key), None
    )


def check_again(home: Home, upload_ids: Iterable[int]) -> None:
    """Queue uploads once more, for example after a mapping was saved."""
    for upload_id in upload_ids:
        change(home, upload_id, state="queued")


def discard(home: Home, upload_ids: Iterable[int]) -> None:
    """Throw uploads away that nobody accepted; what waited as a copy of one is checked once more."""
    for upload_id in upload_ids:
        found = upload(home, upload_id)
        if found and found.state in OPEN_STATES:
            change(home, upload_id, state="discarded")
            found.path.unlink(missing_ok=True)
            copies = uploads(home, found.made_by, ("same",))
            check_again(home, [u.upload_id for u in copies if u.report.get("twin") == upload_id])


def accept(home: Home, upload_ids: Iterable[int], who: str) -> tuple[list[int], list[int]]:
    """Accept ready uploads in one transaction each; return (batch ids, upload ids to look at again).

    An upload whose classes somebody else changed after its check is checked again instead: the
    person sees what it does now before agreeing. A second click accepts nothing twice.
    """
    batches: list[int] = []
    again: list[int] = []
    for upload_id in sorted(upload_ids, key=lambda one: _is_signed_unsurely(home, one)):
        with home.ledger.transaction():
            found = upload(home, upload_id)
            if found is None or found.state != "ready":
                continue
            if _is_loaded(home, found) or _overtaken(home, found):
                change(home, upload_id, state="queued")
                again.append(upload_id)
                continue
            _keep(home, found)
            batch_id = home.ledger.accept(_batch(home, found), who)
            _remember(home, found, who)
            change(home, upload_id, state="accepted", batch_id=batch_id)
            batches.append(batch_id)
    return batches, again


def _remember(home: Home, found: Upload, who: str) -> None:
    """Remember which survey a form is; uploads that ask about a survey may know by it and are checked again."""
    said = found.report["facts"].get("survey_forms", {})
    remember_forms(home.ledger, said, who)
    if said:
        asking = uploads(home, states=("asks",))
        check_again(home, [u.upload_id for u in asking if _asks_about(u, "survey")])


def _asks_about(found: Upload, field: str) -> bool:
    return any(question["field"] == field for question in found.report.get("questions", []))


def _is_loaded(home: Home, found: Upload) -> bool:
    """Tell whether the same bytes, read in the same way, were accepted after the check."""
    decisions = found.decisions.of_batch()
    return home.ledger.live_copy(found.sha256, decisions, found.rows_key) is not None


def _is_signed_unsurely(home: Home, upload_id: int) -> bool:
    """Tell whether a list of the staff may tell better who signed: such a survey is accepted after it."""
    found = upload(home, upload_id)
    return bool(found and found.report.get("facts", {}).get("unsure_names"))


def _overtaken(home: Home, found: Upload) -> bool:
    """Tell whether a class or a register of the upload was changed by an event after its check.

    A survey whose people nobody was sure of is read again once a register of the staff came.
    """
    facts = found.report.get("facts", {})
    own = _spoken_of(facts)
    rows = home.ledger.rows(
        "SELECT b.batch_id, b.report, b.rows_key FROM events AS e INNER JOIN batches AS b"
        " ON e.object_id = b.batch_id AND e.what IN ('batch_accepted', 'batch_revoked')"
        " WHERE e.seq > ?",
        (found.report.get("checked_seq", 0),),
    )
    peers = set(found.report.get("peers", []))
    news = [(row["rows_key"], json.loads(row["report"])["facts"]) for row in rows]
    if facts.get("unsure_names") and any(told.get("staff") for _, told in news):
        return True
    return any(own & _spoken_of(told) for rows_key, told in news if rows_key not in peers)


def _spoken_of(facts: dict[str, Any]) -> set[str]:
    """Return the classes, the registers of the staff and those of communities that a file speaks of."""
    registers = {one["register"] for one in facts.get("staff", [])}
    of_communities = {f"community {name}" for name, _ in facts.get("communities", [])}
    lessons = {"lessons"} if facts.get("lesson_tasks") else set()
    return {*facts.get("classes", []), *registers, *of_communities, *lessons}


def _keep(home: Home, found: Upload) -> None:
    kept = "cleaned" if found.report.get("is_cleaned") else "bytes"
    if not (home.sources / found.sha256).exists():
        found.path.replace(home.sources / found.sha256)
    found.path.unlink(missing_ok=True)
    with rows_path(home, found.rows_key).open("rb+") as file:
        os.fsync(file.fileno())
    home.ledger.add_source(found.sha256, found.file_name, found.size, kept)


def _batch(home: Home, found: Upload) -> NewBatch:
    kept = ("problems", "facts", "title", "added", "changed", "removed", "same")
    report = {key: found.report[key] for key in kept}
    return NewBatch(
        found.sha256,
        found.file_name,
        found.report["format"],
        found.report["source_kind"],
        found.decisions.of_batch(),
        found.rows_key,
        report,
        _listed(home, found.rows_key, "pupils", PUPIL_FIELDS),
        teachers=_listed(home, found.rows_key, "teachers", TEACHER_FIELDS),
    )


def _listed(home: Home, key: str, table: str, fields: Sequence[str]) -> list[Any]:
    """Return the people of kept rows as the ledger takes them; a file may have none of a kind."""
    rows = read_rows(home, key).get(table)
    return [tuple(row[name] for name in fields) for row in rows.to_pylist()] if rows else []


def put_cleaned(found: Upload, grid: Any) -> None:
    """Put the cleaned grid in the place of an incoming file's bytes."""
    draft = found.path.with_name(found.path.name + ".part")
    draft.write_bytes(sources.to_bytes(grid))
    draft.replace(found.path)


def restore(home: Home, batch_id: int, who: str) -> int | None:
    """Accept a revoked load once more, as a new batch of the same rows; None where it is live."""
    row = home.ledger.batch(batch_id)
    if row is None or row["revoked_seq"] is None:
        return None
    batch = NewBatch(
        row["sha256"],
        row["file_name"],
        row["format_id"],
        row["source_kind"],
        json.loads(row["decisions"]),
        row["rows_key"],
        json.loads(row["report"]),
        _listed(home, row["rows_key"], "pupils", PUPIL_FIELDS),
        teachers=_listed(home, row["rows_key"], "teachers", TEACHER_FIELDS),
    )
    return home.ledger.accept(batch, who)
