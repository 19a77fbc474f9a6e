"""Files that people attach to what they typed: technological cards, documents; kept by the hash of their bytes.

Nothing is ever deleted here: a record names its file by `sha256`, and records are only taken back.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Row
from typing import BinaryIO

from warehouse.home import Home, digest
from warehouse.ledger import now
from warehouse.paper_kinds import Refused, kind_of, safe_name

BLOCK = 1 << 20
LIMIT = 25 << 20
COLUMNS = ("sha256", "file_name", "size", "kind", "added_at", "added_by")


class TooLarge(Refused):
    """A file that is larger than allowed."""


class CutShort(Refused):
    """A file of which less came than was promised: the connection broke on its way."""


@dataclass(frozen=True)
class Attachment:
    """A kept file; `file_name` is the name under which its bytes came first, `kind` as `paper_kinds` tells."""

    sha256: str
    file_name: str
    size: int
    kind: str
    added_at: str
    added_by: str


@dataclass(frozen=True)
class Coming:
    """A file on its way in: the name it came with, who sends it, how many bytes were promised, if known."""

    file_name: str
    who: str
    promised: int | None = None


def add(home: Home, stream: BinaryIO, coming: Coming, limit: int = LIMIT) -> Attachment:
    """Keep a file: written block by block, checked by name and content, then named by its hash.

    The same bytes again are the same attachment. Raises Refused (TooLarge, CutShort); then nothing is kept.
    """
    name = safe_name(coming.file_name)
    draft = home.incoming / uuid.uuid4().hex
    try:
        sha256, size = _write(stream, draft, limit)
        if coming.promised is not None and size < coming.promised:
            raise CutShort("Связь прервалась, файл пришёл не\u00a0целиком. Приложите его ещё раз.")
        made = Attachment(sha256, name, size, kind_of(draft, name), now(), coming.who)
        draft.replace(home.papers / sha256)
    finally:
        draft.unlink(missing_ok=True)
    with home.ledger.transaction() as tx:
        tx.execute(
            f"INSERT OR IGNORE INTO attachments ({', '.join(COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?)",
            [getattr(made, column) for column in COLUMNS],
        )
    return made


def _write(stream: BinaryIO, draft: Path, limit: int) -> tuple[str, int]:
    seen, size = hashlib.sha256(), 0
    with draft.open("wb") as file:
        while block := stream.read(BLOCK):
            size += len(block)
            if size > limit:
                raise TooLarge(f"Файл больше {limit >> 20}\u00a0МБ. Ничего не приложено: сожмите его"
                               " или разделите.")  # fmt: skip
            seen.update(block)
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    return seen.hexdigest(), size


def find(home: Home, sha256: str) -> Attachment | None:
    """Return an attachment by the hash of its bytes, or None."""
    row = home.ledger.one("SELECT * FROM attachments WHERE sha256 = ?", (sha256,))
    return _attachment(row) if row else None


def path_of(home: Home, sha256: str) -> Path | None:
    """Return where the bytes of a known attachment lie; None where it is unknown or its file is lost."""
    path = home.papers / sha256
    return path if find(home, sha256) and path.is_file() else None


def attachments(home: Home) -> list[Attachment]:
    """Return everything that was ever attached, oldest first."""
    rows = home.ledger.rows("SELECT * FROM attachments ORDER BY added_at, sha256")
    return [_attachment(row) for row in rows]


def troubles(home: Home) -> list[str]:
    """Return, in Russian, which attached files are missing or were changed on the disk."""
    found = []
    for one in attachments(home):
        path = home.papers / one.sha256
        if not path.exists():
            found.append(f"Нет файла «{one.file_name}», хотя он был приложен")
        elif digest(path) != one.sha256:
            found.append(f"Приложенный файл «{one.file_name}» изменился на диске")
    return found


def _attachment(row: Row) -> Attachment:
    return Attachment(**{column: row[column] for column in COLUMNS})
