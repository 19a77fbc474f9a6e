"""Whatever becomes of a file with passports, nothing in the whole data folder holds one of them."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from etl import sources, uploads, worker
from etl.pipeline import undo
from etl.tidy import Decisions
from tests.etl.formats.exams import CSV, row
from tests.etl.test_exams_load import PRIVATE, ask, biff
from warehouse.home import Home

SECRET = {"series": "8615", "number": "987651"}
NAMED = "Белова"


def text_of(path: Path) -> str:
    """Return what a file holds as one text: unpacked where it is packed, else as its bytes read."""
    raw = path.read_bytes()
    told = [raw.decode("latin-1"), raw.decode("utf-8", "ignore"), raw.decode("utf-16-le", "ignore")]
    if sources.is_cleaned(path):
        told += [repr([sheet.rows for sheet in sources.from_bytes(raw).sheets])]
    elif raw[:4] == b"PAR1":
        told += [repr(pq.read_table(path).to_pylist())]
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            told += [packed.read(name).decode("utf-8", "ignore") for name in packed.namelist()]
    return "\n".join(told)


def everything(home: Home) -> str:
    """Return all that the data folder holds: every file, every row of the ledger and of the snapshot."""
    told = [text_of(path) for path in home.path.rglob("*") if path.is_file()]
    names = home.ledger.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    told += [json.dumps([list(r) for r in home.ledger.rows(f'SELECT * FROM "{n["name"]}"')], default=str,
                        ensure_ascii=False) for n in names]  # fmt: skip
    if home.ledger.current_snapshot():
        tables = ask(home, "SELECT table_name FROM duckdb_tables()")
        told += [repr(ask(home, f"FROM {table}")) for (table,) in tables]
    return "\n".join(told)


def put(home: Home, content: bytes, name: str) -> uploads.Upload:
    """Upload a file as the page does and let the worker look at it."""
    number = uploads.receive(home, io.BytesIO(content), name, "завуч")
    while worker.step(home):
        pass
    return found(home, number)


def found(home: Home, number: int) -> uploads.Upload:
    one = uploads.upload(home, number)
    assert one is not None
    return one


def table(rows: list[list]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


PROTOCOL = table([CSV, row(CSV, "Белова Анна Игоревна", **SECRET, **{
    "class": "9А", "short": "++", "long": "", "points": 2, "mark": 5})])  # fmt: skip
# No format knows it; its days and marks make a table that a person may map, or that is no table of pupils.
UNKNOWN = table([["ФИО", "Серия", "Номер", "Заметка"], ["Белова Анна", "8615", "987651", "левша"]])
MAPPED = table([["№", "Кто учится", "Паспорт", "Алгебра", "Физика", "Химия", "История", "Труд"],
                *[[n, name, "8615 987651", 5, 4, 3, 5, 4] for n, name in enumerate(
                    ["Белова Анна", "Орлов Пётр", "Ким Лев"], 1)]])  # fmt: skip


def kept_secrets(home: Home) -> list[str]:
    whole = everything(home)
    assert "8615 987651" in repr(
        MAPPED.decode("utf-8-sig")
    )  # the words are those that were planted
    return [word for word in PRIVATE if word in whole]


def test_what_is_loaded_and_what_is_undone_keeps_no_passport(tmp_path: Path) -> None:
    home = Home.at(tmp_path / "home")
    csv_file = put(home, PROTOCOL, "04_2026.06.09.csv")
    assert (csv_file.state, kept_secrets(home)) == ("asks", [])
    uploads.decide(home, csv_file.upload_id, Decisions(subject="Химия"))
    xls = put(home, biff(tmp_path).read_bytes(), "9306.xls")
    assert found(home, csv_file.upload_id).state == xls.state == "ready"
    batches, _ = uploads.accept(home, [csv_file.upload_id, xls.upload_id], "завуч")
    assert len(batches) == 2
    worker.step(home)
    assert NAMED in everything(home) and kept_secrets(home) == []
    undo(home, batches[0])
    assert kept_secrets(home) == []


@pytest.mark.parametrize(
    ("content", "name", "state"),
    [
        (UNKNOWN, "список.csv", {"unknown", "refused"}),
        (MAPPED, "таблица.csv", {"unknown"}),
        (PROTOCOL.replace(b"PrimaryMark", b"Points"), "09_2026.06.09.csv", {"unknown", "refused"}),
        (b"PK\x03\x04 8615 987651", "сломан.xlsx", {"refused"}),
    ],
)
def test_what_waits_for_a_mapping_and_what_is_refused_keeps_no_passport(
    tmp_path: Path, content: bytes, name: str, state: set[str]
) -> None:
    home = Home.at(tmp_path / "home")
    one = put(home, content, name)
    assert one.state in state
    assert kept_secrets(home) == []
    assert one.state != "unknown" or sources.is_cleaned(one.path)  # what a mapping is made of
    uploads.discard(home, [one.upload_id])
    assert kept_secrets(home) == []
