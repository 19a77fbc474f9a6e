"""What a file changes: two snapshots side by side, or the current one and a rehearsal of it.

A rehearsal is a real publish into a scratch copy, so that what is promised is what will happen.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from warehouse import build, identities
from warehouse.home import Home
from warehouse.laying import (
    drop_batches,
    is_of_staff,
    lay_staff,
    load_batches,
    load_rows,
    pupil_table,
    teacher_table,
)
from warehouse.ledger import now
from warehouse.persons import mapping, person_rows, persons
from warehouse.publish import lay_empty, open_draft
from warehouse.roster import known_persons, renamed_batches
from warehouse.sql import text
from warehouse.tables import schema
from warehouse.teachers import TeacherRow, allocate_teachers
from warehouse.traces import remember

Pupil = tuple[int, str, str, str, str, int]
SHOWN = 50  # differing figures that a report keeps of one file
Known = tuple[int, int, int]  # batch_id, number in the file, id


@dataclass(frozen=True)
class Candidate:
    """A file that might be accepted: its tidy rows and its people as the ledger takes them."""

    file_name: str
    sha256: str
    format_id: str
    source_kind: str
    tables: Mapping[str, pa.Table]
    pupils: Sequence[Pupil]
    teachers: Sequence[TeacherRow] = ()


@dataclass
class Changes:
    """What one file does to the live facts, in rows; a control total changes nothing and is compared."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    same: int = 0
    control: int = 0
    control_differences: int = 0
    differences: list[dict[str, Any]] = field(default_factory=list)
    figures: list[dict[str, Any]] = field(default_factory=list)
    leavers: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the fields as plain values."""
        return dict(vars(self))


def changes_of(home: Home, before: int, after: int, batch_ids: Sequence[int]) -> dict[int, Changes]:
    """Return what batches changed between two published snapshots, by batch; before = 0 means nothing."""
    old = home.snapshot_path(before) if before else None
    with _side_by_side(old, home.snapshot_path(after)) as con:
        return _count(con, batch_ids, bool(before))


def rehearse(home: Home, candidates: Sequence[Candidate]) -> list[Changes]:
    """Return what each candidate would change if all were accepted now, in this order.

    Figures and leavers are those of all candidates together and stand with each of them.
    """
    with tempfile.TemporaryDirectory(dir=home.path) as folder:
        path = Path(folder) / "rehearsal.duckdb"
        current = home.ledger.current_snapshot()
        old = home.snapshot_path(current["number"]) if current else None
        if old:
            shutil.copyfile(old, path)
        else:
            lay_empty(home, path)
        batch_ids = _try_on(home, path, candidates)
        with _side_by_side(old, path) as con:
            found = _count(con, batch_ids, bool(old))
            figures = _rows(con, "changes/figures", batch_ids) if old else []
            leavers = _rows(con, "changes/leavers", batch_ids) if old else []
    return [
        _with_figures(found[batch_id], figures, leavers, candidate)
        for batch_id, candidate in zip(batch_ids, candidates, strict=True)
    ]


def _with_figures(
    changes: Changes,
    figures: list[dict[str, Any]],
    leavers: list[dict[str, Any]],
    candidate: Candidate,
) -> Changes:
    classes = {(row[1], row[2]) for row in candidate.pupils}
    changes.figures = [f for f in figures if (f["school_year"], f["class_name"]) in classes]
    changes.leavers = [p for p in leavers if (p["school_year"], p["class_name"]) in classes]
    return changes


def _try_on(home: Home, path: Path, candidates: Sequence[Candidate]) -> list[int]:
    """Load the candidates into a scratch snapshot as if accepted; return their would-be batch ids."""
    row = home.ledger.one("SELECT coalesce(max(batch_id), 0) AS id FROM batches")
    first = (row["id"] if row else 0) + 1
    batch_ids = [first + step for step in range(len(candidates))]
    with open_draft(path) as con:
        con.execute("BEGIN")
        pupils, who, again = _would_be(home, known_persons(con), batch_ids, candidates)
        gone = drop_batches(con, [row["batch_id"] for row in again])
        load_batches(con, home, again, who)
        _lay_batches(con, home, batch_ids, candidates)
        teachers = _would_be_teachers(home, batch_ids, candidates)
        kept = [(b, dict(c.tables)) for b, c in zip(batch_ids, candidates, strict=True)]
        load_rows(con, kept, pupil_table(pupils), teacher_table(teachers))
        spoken = gone | build.spoken_of(con, batch_ids)
        if is_of_staff(spoken):
            spoken |= build.Spoken(tables=lay_staff(con, home, home.ledger.accepted_seq()))
        build.refresh(con, build.touched_by(con, spoken))
        con.execute("COMMIT")
    return batch_ids


def _lay_batches(
    con: duckdb.DuckDBPyConnection,
    home: Home,
    batch_ids: Sequence[int],
    candidates: Sequence[Candidate],
) -> None:
    seq = home.ledger.accepted_seq()
    names = schema("loaded_batches").names
    for step, (batch_id, c) in enumerate(zip(batch_ids, candidates, strict=True), 1):
        row = {"batch_id": batch_id, "seq": seq + step, "school_id": home.ledger.school_id,
               "file_name": c.file_name, "sha256": c.sha256, "format_id": c.format_id,
               "source_kind": c.source_kind, "accepted_at": now().rstrip("Z"),
               "accepted_by": ""}  # fmt: skip
        marks = ", ".join("?" for _ in names)
        con.execute(f"INSERT INTO loaded_batches VALUES ({marks})", [row[name] for name in names])


def _would_be_teachers(
    home: Home, batch_ids: Sequence[int], candidates: Sequence[Candidate]
) -> list[Known]:
    """Allocate ids of teachers as acceptance would, in a transaction that is rolled back."""
    with home.ledger.rehearsal() as tx:
        return [
            (batch_id, number, teacher_id)
            for batch_id, candidate in zip(batch_ids, candidates, strict=True)
            for number, teacher_id in allocate_teachers(
                tx, home.ledger.school_id, candidate.teachers
            ).items()
        ]


def _would_be(
    home: Home, before: dict[int, int], batch_ids: Sequence[int], candidates: Sequence[Candidate]
) -> tuple[list[tuple[int, int, int]], dict[int, int], list[Any]]:
    """Tell who would be who after acceptance, in a transaction that is rolled back.

    Returns the candidates' pupils (batch_id, pupil_no, person), who is who, and the batches of the
    snapshot that name somebody who would be another person.
    """
    ledger, rows = home.ledger, []
    with ledger.rehearsal() as tx:
        current = ledger.current_snapshot()
        stays = {row["batch_id"]: row for row in ledger.batches(current["seq"] if current else 0)}
        for step, (batch_id, candidate) in enumerate(zip(batch_ids, candidates, strict=True), 1):
            ids = _accept_on_trial(home, tx, (batch_id, step), candidate)
            rows += [(batch_id, number, pupil_id) for number, pupil_id in ids.items()]
        who = mapping(person_rows(persons(home, ledger.accepted_seq() + len(candidates))))
        again = [stays[i] for i in renamed_batches(home, before, who) if i in stays]
    return [(batch, number, who[id]) for batch, number, id in rows], who, again


def _accept_on_trial(
    home: Home, tx: sqlite3.Connection, place: tuple[int, int], candidate: Candidate
) -> dict[int, int]:
    """Note a candidate and its pupils in the ledger as acceptance would; `place` is its id and turn."""
    batch_id, step = place
    ids = identities.allocate(tx, home.ledger.school_id, candidate.pupils)
    tx.execute(
        "INSERT INTO batches (batch_id, seq, sha256, file_name, format_id, source_kind, decisions,"
        " rows_key, report, accepted_at, accepted_by) VALUES (?, ?, ?, '', '', '', '{}', '', '{}', '', '')",
        (batch_id, home.ledger.accepted_seq() + step, candidate.sha256),
    )
    tx.executemany(
        "INSERT INTO batch_pupils VALUES (?, ?, ?)",
        [(batch_id, number, pupil_id) for number, pupil_id in ids.items()],
    )
    remember(home, batch_id, candidate.tables)
    return ids


@contextmanager
def _side_by_side(old: Path | None, new: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection that sees a snapshot as `after` and the one before it as `before`."""
    with duckdb.connect(config={"threads": 2}) as con:
        if old:
            con.execute(f"ATTACH '{_quoted(old)}' AS before (READ_ONLY)")
        con.execute(f"ATTACH '{_quoted(new)}' AS after (READ_ONLY)")
        yield con


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _count(
    con: duckdb.DuckDBPyConnection, batch_ids: Sequence[int], has_before: bool
) -> dict[int, Changes]:
    found = {batch_id: Changes() for batch_id in batch_ids}
    for row in _rows(con, "changes/cells" if has_before else "changes/first", batch_ids):
        setattr(found[row["batch_id"]], row["verdict"], row["facts_count"])
    for row in _rows(con, "changes/control", batch_ids):
        found[row["batch_id"]].control = row["control_count"]
        found[row["batch_id"]].control_differences = row["differences_count"]
    for row in _rows(con, "changes/differences", batch_ids):
        if len(found[row["batch_id"]].differences) < SHOWN:
            found[row["batch_id"]].differences.append(row)
    return found


def _rows(
    con: duckdb.DuckDBPyConnection, name: str, batch_ids: Sequence[int]
) -> list[dict[str, Any]]:
    cursor = con.execute(text(name), {"batches": list(batch_ids)})
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
