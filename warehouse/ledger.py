"""The ledger: what was accepted, by whom, in which order, and which snapshot shows it.

SQLite in WAL mode. Everything is appended; undo is an event of its own. The publisher's queue is the
events above the current snapshot's `seq`, so a killed publisher forgets nothing.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from warehouse.identities import allocate, part_shared_ids
from warehouse.teachers import TEACHER_FIELDS as TEACHER_FIELDS
from warehouse.teachers import TeacherRow, allocate_teachers

PUPIL_FIELDS = ("pupil_no", "school_year", "class_name", "name_raw", "name_key", "ordinal")
SCHEMAS = [Path(__file__).parent / name for name in ("ledger.sql", "surveys/calls.sql")]


@dataclass(frozen=True)
class Record:
    """A typed record: the newest unrevoked payload of a kind and key."""

    record_id: int
    seq: int
    kind: str
    key: str
    payload: dict[str, Any]
    made_at: str
    made_by: str


@dataclass(frozen=True)
class NewBatch:
    """What the ledger needs to know of a file at the moment it is accepted.

    `pupils` are (pupil_no, school_year, class_name, name_raw, name_key, ordinal), `teachers`
    (teacher_no, name_raw, name_key); `kept` is `bytes`, or `cleaned` where columns had to be dropped.
    """

    sha256: str
    file_name: str
    format_id: str
    source_kind: str
    decisions: Mapping[str, Any]
    rows_key: str
    report: Mapping[str, Any]
    pupils: Sequence[tuple[int, str, str, str, str, int]]
    size: int = 0
    kept: str = "bytes"
    teachers: Sequence[TeacherRow] = ()


def now() -> str:
    """Return the present moment in UTC, ISO, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class Ledger:
    """The append-only ledger of one home; safe to use from several threads and processes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        path.parent.mkdir(parents=True, exist_ok=True)
        with self.transaction() as tx:
            for statement in ";".join(path.read_text("utf-8") for path in SCHEMAS).split(";"):
                tx.execute(statement)
            if part_shared_ids(tx):
                tx.execute("INSERT OR REPLACE INTO meta VALUES ('batch_pupils', 'stale')")

    @property
    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self.path, timeout=30, isolation_level=None)
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            # FULL: what was answered "accepted" survives a power cut.
            connection.execute("PRAGMA synchronous = FULL")
            self._local.connection = connection
        return connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give a connection inside a write transaction that commits, or rolls back on an exception."""
        connection = self._connection
        if connection.in_transaction:
            yield connection
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    @contextmanager
    def rehearsal(self) -> Iterator[sqlite3.Connection]:
        """Give a connection whose writes are never kept."""
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        finally:
            connection.execute("ROLLBACK")

    def rows(self, sql: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> list[sqlite3.Row]:
        """Return all rows of a reading statement."""
        return self._connection.execute(sql, params).fetchall()

    def one(self, sql: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> sqlite3.Row | None:
        """Return the first row of a reading statement, or None."""
        row: sqlite3.Row | None = self._connection.execute(sql, params).fetchone()
        return row

    def meta(self, name: str, default: str = "") -> str:
        """Return a named value of the home, such as `school_id`."""
        row = self.one("SELECT value FROM meta WHERE name = ?", (name,))
        return row["value"] if row else default

    def set_meta(self, name: str, value: str) -> None:
        """Keep a named value of the home."""
        with self.transaction() as tx:
            tx.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    @property
    def school_id(self) -> str:
        """The id that every fact of this home carries."""
        return self.meta("school_id", "school")

    # --- events -----------------------------------------------------------------------------------

    def accepted_seq(self) -> int:
        """Return the number of the newest event; 0 in an empty ledger."""
        row = self.one("SELECT coalesce(max(seq), 0) AS seq FROM events")
        return int(row["seq"]) if row else 0

    def events_after(self, seq: int, until: int) -> list[sqlite3.Row]:
        """Return events with `seq` < event ≤ `until`, oldest first."""
        return self.rows(
            "SELECT * FROM events WHERE seq > ? AND seq <= ? ORDER BY seq", (seq, until)
        )

    @staticmethod
    def _event(tx: sqlite3.Connection, who: str, what: str, at: str = "") -> int:
        cursor = tx.execute(
            "INSERT INTO events (at, who, what, object_id) VALUES (?, ?, ?, 0)",
            (at or now(), who, what),
        )
        return int(cursor.lastrowid or 0)

    @staticmethod
    def _concerns(tx: sqlite3.Connection, seq: int, object_id: int) -> None:
        tx.execute("UPDATE events SET object_id = ? WHERE seq = ?", (object_id, seq))

    # --- sources and batches ------------------------------------------------------------------------

    def add_source(self, sha256: str, file_name: str, size: int, kept: str) -> None:
        """Note that a file's bytes (or its cleaned grid) lie in the store; noting twice is harmless."""
        with self.transaction() as tx:
            tx.execute(
                "INSERT OR IGNORE INTO sources VALUES (?, ?, ?, ?, ?)",
                (sha256, file_name, size, kept, now()),
            )

    def accept(self, batch: NewBatch, who: str) -> int:
        """Accept a file: allocate its people's ids, append the batch and its event; return the batch id."""

        with self.transaction() as tx:
            seq = self._event(tx, who, "batch_accepted")
            cursor = tx.execute(
                "INSERT INTO batches (seq, sha256, file_name, format_id, source_kind, decisions,"
                " rows_key, report, accepted_at, accepted_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (seq, batch.sha256, batch.file_name, batch.format_id, batch.source_kind,
                 dumps(batch.decisions), batch.rows_key, dumps(batch.report), now(), who),
            )  # fmt: skip
            batch_id = int(cursor.lastrowid or 0)
            self._concerns(tx, seq, batch_id)
            ids = allocate(tx, self.school_id, batch.pupils)
            tx.executemany(
                "INSERT INTO batch_pupils VALUES (?, ?, ?)",
                [(batch_id, no, pupil_id) for no, pupil_id in ids.items()],
            )
            teachers = allocate_teachers(tx, self.school_id, batch.teachers)
            tx.executemany(
                "INSERT INTO batch_teachers VALUES (?, ?, ?)",
                [(batch_id, no, teacher_id) for no, teacher_id in teachers.items()],
            )
        return batch_id

    def revoke(self, batch_id: int, who: str) -> bool:
        """Revoke an accepted batch; return False where it is unknown or revoked already."""
        with self.transaction() as tx:
            row = tx.execute(
                "SELECT revoked_seq FROM batches WHERE batch_id = ?", (batch_id,)
            ).fetchone()
            if row is None or row["revoked_seq"] is not None:
                return False
            seq = self._event(tx, who, "batch_revoked")
            self._concerns(tx, seq, batch_id)
            tx.execute(
                "UPDATE batches SET revoked_seq = ?, revoked_at = ?, revoked_by = ?"
                " WHERE batch_id = ?",
                (seq, now(), who, batch_id),
            )
        return True

    def batches(self, until: int | None = None) -> list[sqlite3.Row]:
        """Return the batches that are live at event `until` (now by default), in order of acceptance."""
        until = self.accepted_seq() if until is None else until
        return self.rows(
            "SELECT * FROM batches WHERE seq <= ? AND (revoked_seq IS NULL OR revoked_seq > ?)"
            " ORDER BY seq",
            (until, until),
        )

    def batch(self, batch_id: int) -> sqlite3.Row | None:
        """Return one batch, live or revoked."""
        return self.one("SELECT * FROM batches WHERE batch_id = ?", (batch_id,))

    def live_copy(self, sha256: str, decisions: Mapping[str, Any], rows_key: str) -> int | None:
        """Return the live batch of the same bytes read in the same way, or None."""
        row = self.one(
            "SELECT batch_id FROM batches WHERE sha256 = ? AND rows_key = ? AND revoked_seq IS NULL"
            " AND decisions = ? ORDER BY seq DESC",
            (sha256, rows_key, dumps(decisions)),
        )
        return int(row["batch_id"]) if row else None

    def pupil_ids(self, batch_id: int) -> list[tuple[int, int]]:
        """Return (pupil_no, pupil_id) of a batch, by number."""
        rows = self.rows(
            "SELECT pupil_no, pupil_id FROM batch_pupils WHERE batch_id = ? ORDER BY pupil_no",
            (batch_id,),
        )
        return [(row["pupil_no"], row["pupil_id"]) for row in rows]

    def teacher_ids(self, batch_id: int) -> list[tuple[int, int]]:
        """Return (teacher_no, teacher_id) of a batch, by number."""
        rows = self.rows(
            "SELECT teacher_no, teacher_id FROM batch_teachers WHERE batch_id = ?"
            " ORDER BY teacher_no",
            (batch_id,),
        )
        return [(row["teacher_no"], row["teacher_id"]) for row in rows]

    # --- records ------------------------------------------------------------------------------------

    def add_record(
        self, kind: str, key: str, payload: Mapping[str, Any], who: str, day: str = ""
    ) -> int:
        """Append a typed record that holds from now on for its kind and key; return its event.

        With `day` (ISO) neither the record nor its event keeps a time of day: answers without names.
        """
        at = f"{day}T00:00:00Z" if day else now()
        with self.transaction() as tx:
            seq = self._event(tx, who, "record_added", at)
            cursor = tx.execute(
                "INSERT INTO records (seq, kind, key, payload, made_at, made_by)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (seq, kind, key, dumps(payload), at, who),
            )
            self._concerns(tx, seq, int(cursor.lastrowid or 0))
        return seq

    def revoke_record(self, record_id: int, who: str) -> bool:
        """Revoke a record, so that the one before it holds again; False where there is none to revoke."""
        with self.transaction() as tx:
            row = tx.execute(
                "SELECT revoked_seq FROM records WHERE record_id = ?", (record_id,)
            ).fetchone()
            if row is None or row["revoked_seq"] is not None:
                return False
            seq = self._event(tx, who, "record_revoked")
            self._concerns(tx, seq, record_id)
            tx.execute(
                "UPDATE records SET revoked_seq = ?, revoked_by = ? WHERE record_id = ?",
                (seq, who, record_id),
            )
        return True

    def records(self, kind: str, until: int | None = None) -> list[Record]:
        """Return the records of a kind that hold at event `until` (now by default), ordered by key."""
        until = self.accepted_seq() if until is None else until
        rows = self.rows(
            "SELECT * FROM records WHERE kind = ? AND seq <= ?"
            " AND (revoked_seq IS NULL OR revoked_seq > ?) ORDER BY key, seq",
            (kind, until, until),
        )
        newest = {row["key"]: row for row in rows}
        return [self.record(row) for row in newest.values()]

    @staticmethod
    def record(row: sqlite3.Row) -> Record:
        """Return a row of the table `records` as a record."""
        said = {
            name: row[name] for name in ("record_id", "seq", "kind", "key", "made_at", "made_by")
        }
        return Record(**said, payload=json.loads(row["payload"]))

    # --- snapshots ----------------------------------------------------------------------------------

    def current_snapshot(self) -> sqlite3.Row | None:
        """Return the row of the current snapshot (number, seq, engine, published_at), or None."""
        return self.one("SELECT * FROM snapshots WHERE is_current = 1")

    def next_snapshot_number(self) -> int:
        """Return a number that no snapshot has had."""
        row = self.one("SELECT coalesce(max(number), 0) + 1 AS number FROM snapshots")
        return int(row["number"]) if row else 1

    def mark_current(self, number: int, seq: int, engine: str) -> None:
        """Make a finished snapshot the one that readers see, and its events published, at once."""
        with self.transaction() as tx:
            tx.execute("UPDATE snapshots SET is_current = 0 WHERE is_current = 1")
            tx.execute("INSERT INTO snapshots VALUES (?, ?, ?, ?, 1)", (number, seq, engine, now()))

    def close(self) -> None:
        """Close this thread's connection."""
        connection = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
            self._local.connection = None


def dumps(value: Any) -> str:
    """Return JSON that is the same for equal values."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
