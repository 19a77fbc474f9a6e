"""Publishing: a new snapshot from the current one and what was accepted since, or from nothing.

The snapshot is a pure function of the ledger. Steps, in order: `copy`, `load`, `refresh`, `checkpoint`,
`name`, `mark`. A publisher killed at any of them leaves the current snapshot untouched and the queue
as it was; what it left behind is swept by the next one.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from sqlite3 import Row

import duckdb
import pyarrow as pa
from filelock import FileLock

from warehouse import build, reference
from warehouse.home import Home
from warehouse.persons import renew_batch_pupils
from warehouse.programme import programme_tables
from warehouse.roadmap_rules import rule_tables, rules
from warehouse.roster import (
    insert,
    known_persons,
    lay_persons,
    left_classes,
    left_otherwise,
    renamed_batches,
)
from warehouse.rows import read_rows
from warehouse.snapshots import sweep
from warehouse.staff.reference import RECORDS, staff_tables
from warehouse.surveys.scoring import survey_tables
from warehouse.tables import (
    FILE_NUMBERS,
    LOADED,
    MAYBE_NAMELESS,
    OF_STAFF,
    ddl,
    file_schema,
    schema,
)
from warehouse.thresholds import thresholds

log = logging.getLogger(__name__)

STEPS = ("copy", "load", "refresh", "checkpoint", "name", "mark")
CHUNK = 64
BATCH_ROWS = 65_536  # so that a region's points are taken in by all threads
FEW = (
    64  # so many files and fewer are laid into an empty snapshot sooner than all is built with them
)
MEMORY = "400MB"
OnStep = Callable[[str], None]
# By the number of a person in a file: who is looked up where, and by which id.
PEOPLE = {
    "pupil_no": ("incoming_pupils", "pupil_id"),
    "teacher_no": ("incoming_teachers", "teacher_id"),
    "partner_no": ("incoming_teachers", "teacher_id"),
}


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
    counted = sorted(p for room in ("staff", "surveys") for p in (here / room).rglob("*.*"))
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


def drop_batches(con: duckdb.DuckDBPyConnection, batch_ids: Sequence[int]) -> build.Spoken:
    """Drop the rows of batches; return what they spoke of."""
    touched = build.spoken_of(con, batch_ids)
    for table in _loaded_tables():
        con.execute(f"DELETE FROM {table} WHERE batch_id IN ({_ids(batch_ids)})")
    return touched


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
    sql = f"SELECT DISTINCT kind FROM records WHERE record_id IN ({_ids(record_ids)})"
    return frozenset(row["kind"] for row in home.ledger.rows(sql))


def lay_reference(con: duckdb.DuckDBPyConnection, home: Home, until: int) -> None:
    """Write the tables a person may edit (periods, systems, synonyms) and the programme's tables."""
    tables = {
        "school_periods": reference.school_periods(home.ledger, until),
        "period_systems": reference.period_systems(home.ledger, until),
        "school_levels": reference.school_levels(),
        "subject_aliases": reference.subject_aliases(home.ledger, until),
        "own_school_codes": reference.own_school_codes(home.ledger, until),
        "other_school_codes": reference.other_school_codes(home.ledger, until),
        "class_ordinals": reference.class_ordinals(home.ledger, until),
        "exam_minimums": reference.exam_minimums(home.ledger, until),
        "thresholds": [{"name": t.name, "value": t.value} for t in thresholds(home.ledger, until)],
    }
    for name, rows in tables.items():
        insert(con, name, pa.Table.from_pylist(rows, schema=schema(name)), replace=True)
    tables = rule_tables(home.ledger.school_id, rules(home.ledger, until))
    for name, rows in tables.items():
        insert(con, name, pa.Table.from_pylist(rows, schema=schema(name)), replace=True)
    for name, table in programme_tables(home.ledger.school_id).items():
        insert(con, name, table, replace=True)


def is_of_staff(spoken: build.Spoken) -> bool:
    """Tell whether what was typed and scored of the staff must be laid anew: files of it came or went."""
    return not spoken.tables.isdisjoint(OF_STAFF)


def lay_staff(con: duckdb.DuckDBPyConnection, home: Home, until: int) -> frozenset[str]:
    """Write what was typed of the staff, and the scores of every survey; return the tables written.

    The loaded tables must be there.
    """
    typed = {
        name: pa.Table.from_pylist(rows, schema=schema(name))
        for name, rows in staff_tables(home.ledger, until).items()
    }
    tables = typed | survey_tables(con, home.ledger, until)
    for name, table in tables.items():
        insert(con, name, table, replace=True)
    return frozenset(tables)


def load_batches(
    con: duckdb.DuckDBPyConnection, home: Home, batches: Sequence[Row], who: dict[int, int]
) -> None:
    """Insert the tidy rows of batches, their people resolved, in order of acceptance."""
    for first in range(0, len(batches), CHUNK):
        chunk = batches[first : first + CHUNK]
        school_id = home.ledger.school_id
        insert(con, "loaded_batches", _batch_table(chunk, school_id))
        insert(con, "loaded_problems", _problem_table(chunk))
        kept = [(row["batch_id"], read_rows(home, row["rows_key"])) for row in chunk]
        load_rows(con, kept, _pupil_table(home, chunk, who), _teacher_table(home, chunk))


def load_rows(
    con: duckdb.DuckDBPyConnection,
    kept: Iterable[tuple[int, dict[str, pa.Table]]],
    pupils: pa.Table,
    teachers: pa.Table,
) -> None:
    """Insert files' tidy rows; `pupils` gives pupil_id for batch_id and pupil_no, `teachers` likewise."""
    by_table: dict[str, list[pa.Table]] = {}
    for batch_id, tables in kept:
        for name, table in tables.items():
            column = pa.repeat(pa.scalar(batch_id, pa.int32()), table.num_rows)
            by_table.setdefault(name, []).append(table.append_column("batch_id", column))
    con.register("incoming_pupils", pupils)
    con.register("incoming_teachers", teachers)
    for name, parts in by_table.items():
        batches = pa.concat_tables(parts).to_batches(max_chunksize=BATCH_ROWS)
        con.register("incoming", pa.Table.from_batches(batches, schema=parts[0].schema))
        con.execute(_insert_statement(name))
        con.unregister("incoming")
    con.unregister("incoming_pupils")
    con.unregister("incoming_teachers")


def _insert_statement(name: str) -> str:
    """Return the INSERT of a loaded table from `incoming`, the numbers of its people turned to ids."""
    names = [field.name for field in file_schema(name)]
    ids = {number: own_id for own_id, number in FILE_NUMBERS.items()}
    people = {number: f"who_{number}" for number in ids if number in names}
    picked = ", ".join(
        f"{people[column]}.{PEOPLE[column][1]}" if column in people else f"i.{column}"
        for column in names
    )
    target = ", ".join(ids.get(column, column) for column in names)
    join = " ".join(
        f"{'LEFT' if name in MAYBE_NAMELESS else 'INNER'} JOIN {PEOPLE[number][0]} AS {alias}"
        f" ON i.batch_id = {alias}.batch_id AND i.{number} = {alias}.{PEOPLE[number][1][:-2]}no"
        for number, alias in people.items()
    )
    return (
        f"INSERT INTO loaded_{name} (batch_id, {target})"
        f" SELECT i.batch_id, {picked} FROM incoming AS i {join}"
    )


def _batch_table(batches: Sequence[Row], school_id: str) -> pa.Table:
    wanted = schema("loaded_batches")
    columns = {name: [row[name] for row in batches] for name in wanted.names
               if name not in ("school_id", "accepted_at")}  # fmt: skip
    columns["school_id"] = [school_id] * len(batches)
    times = pa.array([row["accepted_at"].rstrip("Z") for row in batches])
    columns["accepted_at"] = times.cast(pa.timestamp("us"))
    return pa.table([columns[name] for name in wanted.names], schema=wanted)


def _problem_table(batches: Sequence[Row]) -> pa.Table:
    """Return the problems that the ledger keeps with each batch."""
    renamed = {"sheet": "sheet_name", "row": "row_no", "column": "column_name"}
    rows = [
        {"batch_id": row["batch_id"], "problem_no": number}
        | {renamed.get(name, name): value for name, value in problem.items()}
        for row in batches
        for number, problem in enumerate(json.loads(row["report"]).get("problems", []), 1)
    ]
    return pa.Table.from_pylist(rows, schema=schema("loaded_problems"))


def _pupil_table(home: Home, batches: Sequence[Row], who: dict[int, int]) -> pa.Table:
    rows = [
        (row["batch_id"], number, who[pupil_id])
        for row in batches
        for number, pupil_id in home.ledger.pupil_ids(row["batch_id"])
    ]
    return pupil_table(rows)


def _teacher_table(home: Home, batches: Sequence[Row]) -> pa.Table:
    rows = [
        (row["batch_id"], number, teacher_id)
        for row in batches
        for number, teacher_id in home.ledger.teacher_ids(row["batch_id"])
    ]
    return teacher_table(rows)


def pupil_table(rows: Sequence[tuple[int, int, int]]) -> pa.Table:
    """Return (batch_id, pupil_no, pupil_id) rows as the table that `load_rows` takes."""
    return _people(rows, "pupil")


def teacher_table(rows: Sequence[tuple[int, int, int]]) -> pa.Table:
    """Return (batch_id, teacher_no, teacher_id) rows as the table that `load_rows` takes."""
    return _people(rows, "teacher")


def _people(rows: Sequence[tuple[int, int, int]], who: str) -> pa.Table:
    fields = pa.schema(
        [("batch_id", pa.int32()), (f"{who}_no", pa.int32()), (f"{who}_id", pa.int64())]
    )
    columns = zip(*rows, strict=True) if rows else ((), (), ())
    return pa.table(
        [pa.array(column, kind) for column, kind in zip(columns, fields.types, strict=True)],
        schema=fields,
    )


def _loaded_tables() -> list[str]:
    return ["loaded_batches", "loaded_problems", *(f"loaded_{name}" for name in LOADED)]


def _ids(batch_ids: Iterable[int]) -> str:
    return ", ".join(map(str, batch_ids)) or "NULL"


def _sync(path: Path) -> None:
    """Make sure that the file is on the disk before the ledger names it."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
