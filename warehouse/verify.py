"""Is everything whole: the ledger, the kept files, and the snapshot against a rebuild, row for row."""

from __future__ import annotations

import tempfile
from pathlib import Path

import duckdb

from warehouse import attachments
from warehouse.home import Home, digest
from warehouse.publish import create


def verify(home: Home) -> list[str]:
    """Return what is wrong, in Russian, one sentence each; nothing when all is well."""
    troubles = []
    check = home.ledger.one("PRAGMA integrity_check")
    if check is None or check[0] != "ok":
        troubles.append("Журнал загрузок повреждён: восстановите его из резервной копии")
    whole = _source_troubles(home) + attachments.troubles(home) + _snapshot_troubles(home)
    return troubles + whole


def _source_troubles(home: Home) -> list[str]:
    troubles = []
    for row in home.ledger.rows("SELECT * FROM sources ORDER BY sha256"):
        path = home.sources / row["sha256"]
        if not path.exists():
            troubles.append(f"Нет файла «{row['file_name']}», хотя он был загружен")
        elif row["kept"] == "bytes" and digest(path) != row["sha256"]:
            troubles.append(f"Файл «{row['file_name']}» изменился на диске")
    return troubles + [
        f"Нет разобранных строк файла «{row['file_name']}»"
        for row in home.ledger.batches()
        if not (home.rows / f"{row['rows_key']}.rows").exists()
    ]


def _snapshot_troubles(home: Home) -> list[str]:
    current = home.ledger.current_snapshot()
    if current is None:
        return []
    path = home.snapshot_path(current["number"])
    if not path.exists():
        return ["Нет файла текущего снимка: выполните python -m warehouse rebuild"]
    with tempfile.TemporaryDirectory(dir=home.path) as folder:
        fresh = Path(folder) / "fresh.duckdb"
        create(home, fresh, current["seq"])
        differing = differences(path, fresh)
    return [
        f"Таблица {name} отличается от построенной заново: {count} строк. "
        "Выполните python -m warehouse rebuild"
        for name, count in differing.items()
    ]


def differences(one: Path, other: Path) -> dict[str, int]:
    """Return, by relation, how many rows of two snapshots have no twin in the other; empty when equal."""
    with duckdb.connect() as con:
        for alias, path in (("one", one), ("other", other)):
            quoted = str(path).replace("'", "''")
            con.execute(f"ATTACH '{quoted}' AS {alias} (READ_ONLY)")
        names = con.execute(
            "SELECT DISTINCT table_name FROM duckdb_tables()"
            " WHERE database_name IN ('one', 'other') ORDER BY table_name"
        ).fetchall()
        counts = {name: _unpaired(con, name) for (name,) in names}
    return {name: count for name, count in counts.items() if count}


def _unpaired(con: duckdb.DuckDBPyConnection, name: str) -> int:
    row = con.execute(
        f"SELECT count(*) FROM ((SELECT * FROM one.{name} EXCEPT ALL SELECT * FROM other.{name})"
        f" UNION ALL (SELECT * FROM other.{name} EXCEPT ALL SELECT * FROM one.{name}))"
    ).fetchone()
    return int(row[0]) if row else 0
