"""Who is who inside a snapshot: laid at every publish, compared with what the copied one knew."""

from __future__ import annotations

from typing import Any

import duckdb
import pyarrow as pa

from warehouse import reference
from warehouse.home import Home
from warehouse.persons import mapping, person_rows, persons, transfers
from warehouse.tables import schema


def lay_persons(con: duckdb.DuckDBPyConnection, home: Home, until: int) -> dict[int, int]:
    """Write who is who and who left a class; return id → person."""
    now = persons(home, until)
    rows = person_rows(now)
    who = mapping(rows)
    leavings = reference.pupil_leavings(home.ledger, until, who, transfers(now))
    for name, listed in (("pupil_persons", rows), ("pupil_leavings", leavings)):
        table = pa.Table.from_pylist(listed, schema=schema(name))
        insert(con, name, table, replace=True)
    return who


def known_persons(con: duckdb.DuckDBPyConnection) -> dict[int, int]:
    """Return id → person of the snapshot as it stands."""
    found = con.execute("SELECT pupil_id, person_id FROM pupil_persons WHERE is_live").fetchall()
    return dict(found)


def renamed_batches(home: Home, before: dict[int, int], after: dict[int, int]) -> list[int]:
    """Return the batches that name somebody who is another person now than before."""
    moved = [id for id, person in after.items() if before.get(id, person) != person]
    listed = ", ".join(map(str, moved)) or "NULL"
    rows = home.ledger.rows(
        f"SELECT DISTINCT batch_id FROM batch_pupils WHERE pupil_id IN ({listed}) ORDER BY batch_id"
    )
    return [row["batch_id"] for row in rows]


def left_classes(con: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], set[Any]]:
    """Return who left each class and when, of the snapshot as it stands."""
    found: dict[tuple[str, str], set[Any]] = {}
    for year, name, *said in con.execute("SELECT * FROM pupil_leavings").fetchall():
        found.setdefault((year, name), set()).add(tuple(said))
    return found


def left_otherwise(
    con: duckdb.DuckDBPyConnection, before: dict[tuple[str, str], set[Any]]
) -> set[tuple[str, int, str]]:
    """Return the classes that others left, or on other days, than `before`: another class's file may tell."""
    after = left_classes(con)
    moved = {place for place in {*before, *after} if before.get(place) != after.get(place)}
    known = con.execute(
        "SELECT DISTINCT school_year, grade, class_name FROM loaded_parts"
    ).fetchall()
    return {(year, grade, name) for year, grade, name in known if (year, name) in moved}


def insert(
    con: duckdb.DuckDBPyConnection, name: str, table: pa.Table, replace: bool = False
) -> None:
    """Insert an Arrow table by the names of its columns, after what is there or in its place."""
    if replace:
        con.execute(f"DELETE FROM {name}")
    con.register("incoming", table)
    con.execute(f"INSERT INTO {name} BY NAME SELECT * FROM incoming")
    con.unregister("incoming")
