"""The way of callbacks to data: the current snapshot within the scope of who asks, and the ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard import words
from dashboard.session import current_scope
from warehouse.home import Home
from warehouse.ledger import Ledger
from warehouse.scope import Scope
from warehouse.snapshots import NothingPublished, Reader
from warehouse.sql import text

REMEMBERED = 256
_attached: dict[str, Any] = {}


def attach(home: Home) -> None:
    """Make a home the one this process reads: one process, one home."""
    _attached.update(home=home, reader=Reader(home))


def home() -> Home:
    """Return the attached home."""
    return _attached["home"]  # type: ignore[no-any-return]


def reader() -> Reader:
    """Return the reader of the attached home's snapshots."""
    return _attached["reader"]  # type: ignore[no-any-return]


def ledger() -> Ledger:
    """Return the ledger of the attached home."""
    return home().ledger


def frame(query: Callable[..., pd.DataFrame], /, **params: Any) -> pd.DataFrame:
    """Return `query(con, scope=…, **params)` on the current snapshot.

    A snapshot never changes, so an answer is remembered with its number, scope and parameters.
    Where nothing is published yet the frame is empty and has no columns: ask `is_published` first.
    """
    try:
        return _remembered(version(), query, tuple(params.items())).copy(deep=False)
    except NothingPublished:
        return pd.DataFrame()


def version() -> tuple[Path, int, Scope]:
    """Return what an answer depends on besides its question: the home, the snapshot, the scope."""
    return home().path, reader().number, current_scope()


@lru_cache(maxsize=REMEMBERED)
def _remembered(
    asked_of: tuple[Path, int, Scope],
    query: Callable[..., pd.DataFrame],
    params: tuple[tuple[str, Any], ...],
) -> pd.DataFrame:
    with reader().cursor() as con:
        return query(con, scope=asked_of[2], **dict(params))


def is_published() -> bool:
    """Tell whether there is any snapshot to read."""
    return reader().number > 0


def snapshot_line() -> str:
    """Return the freshness of what is shown: «снимок 12 · журнал: 3 дня назад»."""
    snapshot = ledger().current_snapshot()
    if snapshot is None:
        return "данные ещё не загружены"
    newest = ledger().one(
        "SELECT max(accepted_at) AS at FROM batches WHERE revoked_seq IS NULL AND seq <= ?",
        (snapshot["seq"],),
    )
    number = f"снимок{words.NBSP}{snapshot['number']}"
    if newest is None or not newest["at"]:
        return number
    return f"{number} · журнал: {words.ago(local(newest['at']))}"


def is_waiting() -> bool:
    """Tell whether something accepted is not in the current snapshot yet."""
    snapshot = ledger().current_snapshot()
    return ledger().accepted_seq() > (snapshot["seq"] if snapshot else 0)


def local(moment: str) -> datetime:
    """Return a ledger's moment (ISO, UTC) in the clock of this machine."""
    return datetime.fromisoformat(moment.replace("Z", "+00:00")).astimezone().replace(tzinfo=None)


def demo_classes() -> frozenset[tuple[str, str]]:
    """Return the classes that the teacher of the sample school teaches: two in every year."""
    return _demo_classes(reader().number)


@lru_cache(maxsize=4)
def _demo_classes(number: int) -> frozenset[tuple[str, str]]:
    if not number:
        return frozenset()
    found = reader().frame(text("shell/demo_classes"))
    return frozenset(zip(found["school_year"], found["class_name"], strict=True))


def demo_teacher() -> int | None:
    """Return the teacher whose eyes the sample school's role «учитель» sees with: the first by name."""
    return _demo_teacher(reader().number)


@lru_cache(maxsize=4)
def _demo_teacher(number: int) -> int | None:
    if not number:
        return None
    found = reader().frame(text("shell/demo_teacher"))
    return int(found["teacher_id"][0]) if len(found) else None
