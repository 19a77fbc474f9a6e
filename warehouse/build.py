"""Building staging and marts inside one database: models are `.sql` files, their order is their references.

A table that Python writes from other models (`staff/written.py`) is a model too: its text is its DDL.
The first comment line of a model is its grain; the second says what it must be rebuilt for:
`-- refresh: class` (school_year, class_name), `grade` (school_year, grade), `year`, `all`, `assessment`:
the school years whose assessments the change speaks of, or `staff`: whole, where something that the model
reads has changed; the last two are left alone where the change speaks of none. `view` is never stored: a
region's million rows take ten times as long to write as to join when they are read.
A partial refresh shows the model the touched slice of its inputs only, through temporary views of the
same names, so the model's text knows nothing of it. A model none of whose inputs has changed is left as it
is: planning the statements of all models takes longer than running those of a small school.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse.staff.written import WRITTEN, Write
from warehouse.tables import LOADED, schema

FOLDER = Path(__file__).parent
KEYS = {
    "class": ("school_year", "class_name"),
    "grade": ("school_year", "grade"),
    "year": ("school_year",),
    "all": (),
    "assessment": ("school_year",),
    "staff": (),
}
VIEW = "view"
BATCHES = "loaded_batches"  # one row a file: never narrowed, a pupil is named by files without classes too
# Laid anew by every publish, whatever it brings.
ALWAYS = frozenset({"pupil_persons", "pupil_leavings"})
Con = duckdb.DuckDBPyConnection


@dataclass(frozen=True)
class Model:
    """A staging or mart relation: its SQL, what it reads and what it is refreshed for.

    `write` makes the rows of a table that is written from Python.
    """

    name: str
    sql: str
    refresh: str
    reads: tuple[str, ...]
    write: Write | None = None


@dataclass(frozen=True)
class Spoken:
    """What files speak of: classes (school_year, grade, class_name), and school years of assessments.

    `tables` are those that hold rows of the files.
    """

    classes: frozenset[tuple[str, int, str]] = frozenset()
    work_years: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()

    def __or__(self, other: Spoken) -> Spoken:
        return Spoken(
            self.classes | other.classes,
            self.work_years | other.work_years,
            self.tables | other.tables,
        )


@dataclass(frozen=True)
class Touched:
    """What a publish changed: (school_year, grade, class_name), and the batches that speak of them.

    `tables` are the loaded tables that have changed.
    """

    classes: tuple[tuple[str, int, str], ...]
    batch_ids: tuple[int, ...]
    work_years: tuple[str, ...] = ()
    work_batch_ids: tuple[int, ...] = ()
    tables: frozenset[str] = frozenset()

    def keys(self, refresh: str) -> list[tuple[str | int, ...]]:
        """Return the distinct key values of a kind of refresh."""
        if refresh == "assessment":
            return [(year,) for year in self.work_years]
        place = {"school_year": 0, "grade": 1, "class_name": 2}
        return sorted({tuple(row[place[key]] for key in KEYS[refresh]) for row in self.classes})


@cache
def models() -> tuple[Model, ...]:
    """Return all models, each after those it reads. Raises ValueError for an unknown refresh."""
    texts = {
        path.stem: path.read_text("utf-8")
        for folder in ("staging", "marts")
        for path in sorted((FOLDER / folder).glob("*.sql"))
    }
    found: dict[str, Model] = {}
    for name, sql in texts.items():
        refresh = re.search(r"^-- refresh: (\w+)$", sql, re.MULTILINE)
        if refresh is None or refresh[1] not in {*KEYS, VIEW}:
            raise ValueError(f"{name}.sql does not say what it is refreshed for")
        reads = tuple(sorted(set(re.findall(r"(?:FROM|JOIN)\s+(\w+)", sql))))
        found[name] = Model(name, sql, refresh[1], reads)
    for name, (read_by, write) in WRITTEN.items():
        ddl = (FOLDER / "tables" / f"{name}.sql").read_text("utf-8")
        found[name] = Model(name, ddl, "staff", read_by, write)
    graph = {name: [read for read in model.reads if read in found] for name, model in found.items()}
    return tuple(found[name] for name in TopologicalSorter(graph).static_order())


def build_all(con: Con) -> None:
    """Build every model from nothing; the loaded and reference tables must be there."""
    for model in models():
        if model.write:
            _write(con, model.name, model.write)
            continue
        kind = "VIEW" if model.refresh == VIEW else "TABLE"
        con.execute(f"CREATE OR REPLACE {kind} {model.name} AS {model.sql}")


def _write(con: Con, name: str, write: Write) -> None:
    """Lay the rows of a table that Python writes in place of those it has."""
    con.execute(f"DELETE FROM {name}")
    con.register("written", pa.Table.from_pylist(write(con), schema=schema(name)))
    con.execute(f"INSERT INTO {name} BY NAME SELECT * FROM written")
    con.unregister("written")


def refresh(con: Con, touched: Touched) -> None:
    """Rebuild the touched slices of every model that something changed for; equal to `build_all`."""
    main, columns = _main(con), _columns(con)
    changed = set(touched.tables | ALWAYS)
    views: dict[str, str] = {}
    for model in models():
        if model.refresh == VIEW:
            if not changed.isdisjoint(model.reads):
                changed.add(model.name)
            continue
        if not _concerns(touched, model, changed):
            continue
        _show(con, main, views, model, _slices(model, touched, columns))
        if _rebuild(con, main, model, touched):
            changed.add(model.name)
    for name in views:
        con.execute(f"DROP VIEW temp.{name}")


def _show(con: Con, main: str, views: dict[str, str], model: Model, slices: dict[str, str]) -> None:
    """Narrow what a model reads to `slices`, and nothing else; `views` are those of the models before."""
    for name in model.reads:
        condition = slices.get(name)
        if condition == views.get(name):
            continue
        if condition is None:
            con.execute(f"DROP VIEW temp.{name}")
            del views[name]
            continue
        con.execute(
            f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT * FROM {main}.{name} WHERE {condition}"
        )
        views[name] = condition


def _rebuild(con: Con, main: str, model: Model, touched: Touched) -> bool:
    """Rebuild the touched slice of a model; tell whether its rows are others now, for those who read it."""
    keys = touched.keys(model.refresh)
    where = f" WHERE {_among(model.refresh, keys)}" if KEYS[model.refresh] else ""
    table = f"{main}.{model.name}"
    before = _digest(con, table + " AS t" + where) if model.name in _inputs() else None
    if model.write:
        _write(con, model.name, model.write)
    else:
        con.execute(f"DELETE FROM {table}{where}")
        con.execute(f"INSERT INTO {table} {model.sql}")
    return before is None or _digest(con, table + " AS t" + where) != before


def _digest(con: Con, rows: str) -> tuple[int, int]:
    """Return what equal rows in any order have in common: their count and the sum of their hashes."""
    row = con.execute(f"SELECT count(*), coalesce(sum(hash(t)), 0) FROM {rows}").fetchone()
    return row or (0, 0)


@cache
def _inputs() -> frozenset[str]:
    """Return the names that models read."""
    return frozenset(name for model in models() for name in model.reads)


def _concerns(touched: Touched, model: Model, changed: Collection[str]) -> bool:
    """Tell whether a model may be other now. Which file a line of the staff is of does not change with new files."""
    if model.refresh == "staff":
        return bool(({*changed} - {BATCHES, *ALWAYS}) & {*model.reads})
    if model.refresh == "assessment" and not touched.work_years:
        return False
    return bool(touched.classes or touched.work_years) and bool({*changed} & {*model.reads})


def spoken_of(con: Con, batch_ids: Iterable[int]) -> Spoken:
    """Return what batches speak of.

    A work speaks of the whole grade that sat it: its file may name a class by an ordinal only, and a
    description or a list of codes names none.
    """
    listed = ", ".join(map(str, batch_ids)) or "NULL"
    classes = con.execute(
        f"SELECT DISTINCT school_year, grade, class_name FROM loaded_parts WHERE batch_id IN ({listed})"
        " UNION SELECT w.school_year, r.grade, r.class_name FROM loaded_results AS r"
        " INNER JOIN loaded_works AS w ON r.batch_id = w.batch_id AND r.work_no = w.work_no"
        f" WHERE r.batch_id IN ({listed})"
        " UNION SELECT p.school_year, p.grade, p.class_name FROM loaded_parts AS p"
        " INNER JOIN loaded_works AS w ON p.school_year = w.school_year"
        f" AND w.class_grade IN (0, p.grade) WHERE w.batch_id IN ({listed})"
    ).fetchall()
    years = con.execute(
        f"SELECT DISTINCT school_year FROM loaded_works WHERE batch_id IN ({listed})"
        # A protocol without letters of classes takes them from whatever file names the pupil's class.
        f" UNION SELECT u.school_year FROM loaded_pupils AS u WHERE u.batch_id IN ({listed})"
        " AND u.school_year IN (SELECT w.school_year FROM loaded_works AS w INNER JOIN"
        " (SELECT batch_id, work_no FROM loaded_results"
        " WHERE class_name = '' AND pupil_id IS NOT NULL"
        " UNION SELECT batch_id, work_no FROM loaded_olympiad_results"
        " WHERE class_name = '' AND pupil_id IS NOT NULL) AS r"
        " ON w.batch_id = r.batch_id AND w.work_no = r.work_no)"
    ).fetchall()
    return Spoken(frozenset(classes), frozenset(year for (year,) in years), _held_by(con, listed))


def _held_by(con: Con, listed: str) -> frozenset[str]:
    """Return the loaded tables that hold rows of the listed batches."""
    tables = [BATCHES, "loaded_problems", *(f"loaded_{name}" for name in LOADED)]
    found = con.execute(
        " UNION ALL ".join(
            f"SELECT DISTINCT '{table}' FROM {table} WHERE batch_id IN ({listed})"
            for table in tables
        )
    ).fetchall()
    return frozenset(name for (name,) in found)


def touched_by(con: Con, spoken: Spoken) -> Touched:
    """Return what a change touches, with all live batches that speak of the same."""
    touched = tuple(sorted(spoken.classes))
    wanted = {(year, name) for year, _, name in touched}
    rows = con.execute(
        "SELECT DISTINCT batch_id, school_year, class_name FROM loaded_parts"
    ).fetchall()
    batch_ids = {row[0] for row in rows if (row[1], row[2]) in wanted}
    years = tuple(sorted(spoken.work_years))
    works = con.execute("SELECT DISTINCT batch_id, school_year FROM loaded_works").fetchall()
    return Touched(touched, tuple(sorted(batch_ids)), years,
                   tuple(sorted({row[0] for row in works if row[1] in years})),
                   spoken.tables)  # fmt: skip


def _slices(model: Model, touched: Touched, columns: dict[str, set[str]]) -> dict[str, str]:
    """Return the conditions that narrow a model's inputs to what was touched, by input."""
    if not KEYS[model.refresh]:
        return {}
    among = _among(model.refresh, touched.keys(model.refresh))
    ids = touched.work_batch_ids if model.refresh == "assessment" else touched.batch_ids
    batches = f"batch_id IN ({', '.join(map(str, ids)) or 'NULL'})"
    slices = {}
    for name in model.reads:
        if columns.get(name, set()) >= set(KEYS[model.refresh]):
            slices[name] = among
        elif name.startswith("loaded_") and name != BATCHES:
            slices[name] = batches
    return slices


def _main(con: Con) -> str:
    """Return the qualified name of the database's own schema, which temporary views do not hide."""
    row = con.execute("SELECT current_database()").fetchone()
    return f'"{row[0] if row else ""}".main'


def _columns(con: Con) -> dict[str, set[str]]:
    """Return the columns of every table of the database, by table."""
    rows = con.execute(
        "SELECT table_name, column_name FROM duckdb_columns()"
        " WHERE database_name = current_database() AND NOT internal"
    ).fetchall()
    columns: dict[str, set[str]] = {}
    for table, column in rows:
        columns.setdefault(table, set()).add(column)
    return columns


def _among(refresh: str, keys: Iterable[tuple[str | int, ...]]) -> str:
    """Return the condition that a row belongs to the touched keys, with the values as literals.

    Literals let the engine prune; a semi-join would scan.
    """
    columns = KEYS[refresh]
    rows = ["(" + ", ".join(map(_literal, key)) + ")" for key in keys]
    return f"({', '.join(columns)}) IN ({', '.join(rows)})"


def _literal(value: str | int) -> str:
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
