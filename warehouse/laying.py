"""Laying what the ledger holds into a snapshot's tables: files' tidy rows, what people typed, the programme."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from sqlite3 import Row

import duckdb
import pyarrow as pa

from warehouse import build, reference
from warehouse.home import Home
from warehouse.programme import programme_tables
from warehouse.roadmap_rules import rule_tables, rules
from warehouse.roster import insert
from warehouse.rows import read_rows
from warehouse.staff.reference import staff_tables
from warehouse.surveys.scoring import survey_tables
from warehouse.tables import FILE_NUMBERS, LOADED, MAYBE_NAMELESS, OF_STAFF, file_schema, schema
from warehouse.thresholds import thresholds

CHUNK = 64
BATCH_ROWS = 65_536  # so that a region's points are taken in by all threads
# By the number of a person in a file: who is looked up where, and by which id.
PEOPLE = {
    "pupil_no": ("incoming_pupils", "pupil_id"),
    "teacher_no": ("incoming_teachers", "teacher_id"),
    "partner_no": ("incoming_teachers", "teacher_id"),
}


def drop_batches(con: duckdb.DuckDBPyConnection, batch_ids: Sequence[int]) -> build.Spoken:
    """Drop the rows of batches; return what they spoke of."""
    touched = build.spoken_of(con, batch_ids)
    for table in _loaded_tables():
        con.execute(f"DELETE FROM {table} WHERE batch_id IN ({listed_ids(batch_ids)})")
    return touched


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


def listed_ids(batchlisted_ids: Iterable[int]) -> str:
    return ", ".join(map(str, batchlisted_ids)) or "NULL"
