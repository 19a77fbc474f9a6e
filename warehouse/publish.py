"""Publishing: a new snapshot from the current one and what was accepted since, or from nothing.

The snapshot is a pure function of the ledger. Steps, in order: `copy`, `load`, `refresh`, `checkpoint`,
`name`, `mark`. A publisher killed at any of them leaves the current snapshot untouched and the queue
as it was; what it left behind is swept by the next one.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from sqlite3 import Row

import duckdb
from filelock import FileLock

from warehouse import build
from warehouse.home import Home
from warehouse.laying import (
    drop_batches,
    is_of_staff,
    lay_reference,
    lay_staff,
    listed_ids,
    load_batches,
)
from warehouse.persons import renew_batch_pupils
from warehouse.roster import (
    known_persons,
    lay_persons,
    left_classes,
    left_otherwise,
    renamed_batches,
)
from warehouse.snapshots import sweep
from warehouse.staff.reference import RECORDS
from warehouse.tables import ddl

log = logging.getLogger(__name__)

STEPS = ("copy", "load", "refresh", "checkpoint", "name", "mark")
# So many files and fewer are laid into an empty snapshot sooner than all is built with them.
FEW = 64
MEMORY = "400MB"
ROOMS = ("staff", "surveys", "communities", "studies", "lessons")  # what is counted in Python
OnStep = Callable[[str], None]


@dataclass(frozen=True)
class Change:
    """What happened between two events: batches that came and went, and the kinds of records that changed."""

    came: tuple[Row, ...]
    went: tuple[int, ...]
    records: frozenset[str]


def unwatched(step: str) -> None:
    """Watch no step."""


def publish(home: Home, on_step: OnStep = unwatched) -> int:
    """Publish everything accepted so far; return the number of the snapshot that is current then.

    One publisher works at a time; others wait. Nothing new to publish is no work.
    """
    with FileLock(home.path / "publish.lock"):
        current = home.ledger.current_snapshot()
        renew_batch_pupils(home)
        target = home.ledger.accepted_seq()
        usable = current is not None and _is_usable(home, current)
        if current is not None and usable and current["seq"] >= target:
            return int(current["number"])
        sweep(home)
        number = home.ledger.next_snapshot_number()
        draft = home.snapshots / f"{number:06d}.building"
        on_step("copy")
        if current is not None and usable:
            shutil.copyfile(home.snapshot_path(current["number"]), draft)
            update(home, draft, current["seq"], target, on_step)
        elif current is None and len(home.ledger.batches(target)) <= FEW:
            lay_empty(home, draft)
            update(home, draft, 0, target, on_step)
        else:
            create(home, draft, target, on_step)
        on_step("name")
        _sync(draft)
        draft.replace(home.snapshot_path(number))
        on_step("mark")
        home.ledger.mark_current(number, target, engine())
        sweep(home)
        log.info("published snapshot %s up to event %s", number, target)
        return number


def is_due(home: Home) -> bool:
    """Tell whether there is something to publish: what was accepted, or a snapshot that our SQL has outgrown."""
    current = home.ledger.current_snapshot()
    if current is None:
        return home.ledger.accepted_seq() > 0
    return not _is_usable(home, current) or current["seq"] < home.ledger.accepted_seq()


def _is_usable(home: Home, snapshot: Row) -> bool:
    """Tell whether a snapshot can be copied: there, and written by this engine and our SQL."""
    path = home.snapshot_path(snapshot["number"])
    return bool(snapshot["engine"] == engine()) and path.exists()


@cache
def engine() -> str:
    """Return what a snapshot depends on: the version of DuckDB, the text of our SQL and of what Python writes."""
    here = Path(__file__).parent
    counted = sorted(p for room in ROOMS for p in (here / room).rglob("*.*"))
    written = [p.read_text("utf-8") for p in counted if p.suffix in (".py", ".yaml", ".toml")]
    texts = [*ddl(), *(model.sql for model in build.models()), *written]
    digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()
    return f"{duckdb.__version__} {digest[:12]}"


def rebuild(home: Home, path: Path) -> None:
    """Write a fresh snapshot of everything accepted so far to a path, from the ledger alone."""
    path.unlink(missing_ok=True)
    create(home, path, home.ledger.accepted_seq())


def republish(home: Home) -> int:
    """Publish a fresh snapshot from the ledger alone, whatever the current one holds."""
    with home.ledger.transaction() as tx:
        tx.execute("UPDATE snapshots SET engine = 'stale' WHERE is_current = 1")
    return publish(home)


def open_draft(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a database for building, within the memory that the worker is allowed."""
    return duckdb.connect(
        str(path),
        config={"memory_limit": MEMORY, "threads": 2, "preserve_insertion_order": False},
    )


def create(home: Home, path: Path, target: int, on_step: OnStep = unwatched) -> None:
    """Build a snapshot from nothing with everything that is live at event `target`."""
    with open_draft(path) as con:
        con.execute("BEGIN")
        for statement in ddl():
            con.execute(statement)
        on_step("load")
        lay_reference(con, home, target)
        who = lay_persons(con, home, target)
        load_batches(con, home, home.ledger.batches(target), who)
        lay_staff(con, home, target)
        on_step("refresh")
        build.build_all(con)
        con.execute("COMMIT")
        on_step("checkpoint")
        con.execute("CHECKPOINT")


_empty: dict[str, bytes] = {}


def lay_empty(home: Home, path: Path) -> None:
    """Write the snapshot of a school before its first file; a process builds it once."""
    school_id = home.ledger.school_id
    if school_id not in _empty:
        create(home, path, 0)
        _empty[school_id] = path.read_bytes()
    path.write_bytes(_empty[school_id])


def update(home: Home, path: Path, since: int, target: int, on_step: OnStep = unwatched) -> None:
    """Apply to a copied snapshot what happened after event `since` up to `target`, in one transaction."""
    change = change_between(home, since, target)
    with open_draft(path) as con:
        con.execute("BEGIN")
        on_step("load")
        apply_change(con, home, change, target, on_step)
        con.execute("COMMIT")
        on_step("checkpoint")
        con.execute("CHECKPOINT")


def apply_change(
    con: duckdb.DuckDBPyConnection,
    home: Home,
    change: Change,
    target: int,
    on_step: OnStep = unwatched,
) -> None:
    """Load what came, drop what went and rebuild what it touches.

    A file that stays is loaded anew where one of its pupils is another person now.
    """
    before, left = known_persons(con), left_classes(con)
    who = lay_persons(con, home, target)
    stays = {row["batch_id"]: row for row in home.ledger.batches(target)}
    for row in change.came:
        stays.pop(row["batch_id"])
    again = [stays[i] for i in renamed_batches(home, before, who) if i in stays]
    went = [*change.went, *(row["batch_id"] for row in again)]
    gone = drop_batches(con, went)
    came = [*change.came, *again]
    load_batches(con, home, came, who)
    on_step("refresh")
    if change.records - RECORDS:
        lay_reference(con, home, target)
        lay_staff(con, home, target)
        build.build_all(con)
        return
    spoken = gone | build.spoken_of(con, [row["batch_id"] for row in came])
    spoken |= build.Spoken(frozenset(left_otherwise(con, left)))
    if change.records or is_of_staff(spoken):
        spoken |= build.Spoken(tables=lay_staff(con, home, target))
    build.refresh(con, build.touched_by(con, spoken))


def change_between(home: Home, since: int, target: int) -> Change:
    """Return what happened after event `since` up to event `target`."""
    before = {row["batch_id"] for row in home.ledger.batches(since)}
    after = {row["batch_id"]: row for row in home.ledger.batches(target)}
    events = home.ledger.events_after(since, target)
    return Change(
        came=tuple(row for batch_id, row in after.items() if batch_id not in before),
        went=tuple(sorted(before - set(after))),
        records=record_kinds(
            home, [e["object_id"] for e in events if e["what"].startswith("record_")]
        ),
    )


def record_kinds(home: Home, record_ids: Sequence[int]) -> frozenset[str]:
    """Return the kinds of records."""
    sql = f"SELECT DISTINCT kind FROM records WHERE record_id IN ({listed_ids(record_ids)})"
    return frozenset(row["kind"] for row in home.ledger.rows(sql))


def _sync(path: Path) -> None:
    """Make sure that the file is on the disk before the ledger names it."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
