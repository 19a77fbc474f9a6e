"""What cannot be derived goes into one file and comes back; damage is found and named."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from tests.warehouse.files_in_code import Lessons, Totals, accept
from warehouse import backup
from warehouse.__main__ import main
from warehouse.home import Home
from warehouse.publish import publish, republish
from warehouse.snapshots import KEEP, Reader
from warehouse.verify import verify

NAME = "Белова Анна Игоревна"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home.at(tmp_path / "home")
    accept(home, Lessons(cells={(NAME, date(2023, 4, 3)): "4", (NAME, date(2023, 4, 4)): "Н"}))
    accept(home, Totals(marks={NAME: 4}))
    publish(home)
    return home


def test_a_backup_restores_every_row(home: Home, tmp_path: Path) -> None:
    backup.backup(home, tmp_path / "всё.zip")
    other = Home.at(tmp_path / "other")
    backup.restore(other, tmp_path / "всё.zip")
    for table in ("marks", "attendance", "period_marks", "dim_pupil"):
        sql = f"SELECT * FROM {table} ORDER BY ALL"
        assert Reader(other).frame(sql).equals(Reader(home).frame(sql))
    assert verify(other) == []


def test_a_filled_home_is_not_restored_over(home: Home, tmp_path: Path) -> None:
    backup.backup(home, tmp_path / "всё.zip")
    with pytest.raises(backup.CannotRestore, match="уже есть данные"):
        backup.restore(home, tmp_path / "всё.zip")


@pytest.mark.parametrize("names", [[], ["чужое.txt"], ["ledger.db", "../вон.txt"]])
def test_what_is_no_backup_is_refused(tmp_path: Path, names: list[str]) -> None:
    file = tmp_path / "файл.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    with pytest.raises(backup.CannotRestore, match="не резервная копия"):
        backup.restore(Home.at(tmp_path / "home"), file)
    assert not (tmp_path / "вон.txt").exists()


def test_a_changed_source_and_a_lost_one_are_named(home: Home) -> None:
    kept = sorted(home.sources.iterdir())
    kept[0].unlink()
    assert any("хотя он был загружен" in trouble for trouble in verify(home))


def test_a_snapshot_that_differs_is_named_and_rebuilt(home: Home) -> None:
    import duckdb

    path = home.snapshot_path(home.ledger.current_snapshot()["number"])
    with duckdb.connect(str(path)) as con:
        con.execute("UPDATE marks SET mark = 2")
    assert any("Таблица marks" in trouble for trouble in verify(home))
    republish(home)
    assert verify(home) == []


def test_a_lost_snapshot_is_built_again_by_the_next_publish(home: Home) -> None:
    home.snapshot_path(home.ledger.current_snapshot()["number"]).unlink()
    accept(home, Totals(period="q3", marks={NAME: 5}))
    publish(home)
    assert Reader(home).frame("SELECT count(*) AS n FROM period_marks")["n"][0] == 2


def test_old_snapshots_are_swept(home: Home) -> None:
    for step in range(KEEP + 3):
        accept(home, Totals(subject=f"Предмет {step}", marks={NAME: 5}))
        publish(home)
    assert len(list(home.snapshots.iterdir())) == KEEP


def test_the_commands_say_what_they_did(home: Home, tmp_path: Path, capsys) -> None:
    data = ["--data", str(home.path)]
    assert main(["verify", *data]) == 0
    assert "Всё цело" in capsys.readouterr().out
    assert main(["query", "SELECT mark FROM marks", "--format", "csv", *data]) == 0
    assert capsys.readouterr().out == "mark\n4\n"
    assert main(["query", "SELEC", *data]) == 2
    assert main(["query", "DELETE FROM marks", *data]) == 2
    assert main(["query", f"COPY (SELECT 1) TO '{tmp_path}/вон.csv'", *data]) == 2
    assert main(["query", "SELECT * FROM read_text('/etc/hostname')", *data]) == 2
    assert not (tmp_path / "вон.csv").exists()
    assert main(["checkpoints", "--as-of", "2023-03-15", "--format", "csv", *data]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("checkpoint_id,stage,step,name,window_from,window_to,state,missing")
    assert len(lines) == 34
    assert main(["query", "SELECT 1", "--data", str(tmp_path / "empty")]) == 1
