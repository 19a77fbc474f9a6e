"""One file with everything that cannot be derived: the ledger, the sources, their rows, attached files."""

from __future__ import annotations

import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path

from filelock import FileLock

from warehouse.home import Home
from warehouse.publish import republish

FOLDERS = ("sources", "rows", "papers")


class CannotRestore(ValueError):
    """The file is no backup, or the home is not empty; the message is for a person."""


def backup(home: Home, file: Path) -> None:
    """Write the ledger, as of one moment, and what it names into a zip; whole or not at all."""
    draft = file.with_name(file.name + ".part")
    with tempfile.TemporaryDirectory(dir=home.path) as folder:
        copy = Path(folder) / "ledger.db"
        with (
            closing(sqlite3.connect(home.ledger.path)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(copy, "ledger.db")
            for name in FOLDERS:
                for path in sorted((home.path / name).iterdir()):
                    if path.suffix != ".part":
                        archive.write(path, f"{name}/{path.name}")
    draft.replace(file)


def restore(home: Home, file: Path) -> None:
    """Fill an empty home from a backup and build its snapshot anew.

    Raises CannotRestore where the file is no backup or the home holds data already.
    """
    if home.ledger.accepted_seq():
        raise CannotRestore("В этой папке уже есть данные. Укажите пустую папку: --data ПАПКА")
    with FileLock(home.path / "publish.lock"):
        _unpack(home, file)
    republish(home)


def _unpack(home: Home, file: Path) -> None:
    try:
        archive = zipfile.ZipFile(file)
    except (OSError, zipfile.BadZipFile) as error:
        raise CannotRestore(f"«{file}» не резервная копия Педсовета") from error
    with archive:
        names = archive.namelist()
        expected = all(n == "ledger.db" or n.split("/")[0] in FOLDERS for n in names)
        if "ledger.db" not in names or not expected:
            raise CannotRestore(f"«{file}» не резервная копия Педсовета")
        for name in names:
            if name != "ledger.db":
                archive.extract(name, home.path)
        with tempfile.TemporaryDirectory(dir=home.path) as folder:
            copy = archive.extract("ledger.db", folder)
            with (
                closing(sqlite3.connect(copy)) as source,
                closing(sqlite3.connect(home.ledger.path)) as target,
            ):
                source.backup(target)
