"""The background worker: checks what was uploaded and publishes what was accepted, for ever.

It holds nothing: the queue is the ledger, so a killed worker forgets nothing and the next one goes on.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from filelock import FileLock

from etl import sources, uploads
from etl.desk import Desk, FileReport, Understood, report_of, same_in_drop, unrecognised
from etl.formats import Unrecognised
from etl.grid import Grid
from etl.problems import Problem, Refusal
from etl.readers import DEFAULT, expand
from etl.readers.archive import BETWEEN
from etl.readers.archive import check as check_archive
from etl.readers.kind import kind_of
from etl.readers.refusals import refusal
from etl.uploads import Upload
from warehouse.changes import rehearse
from warehouse.home import Home
from warehouse.ledger import dumps
from warehouse.publish import is_due, publish
from warehouse.rows import write_rows
from warehouse.surveys.calls import settle_calls

log = logging.getLogger(__name__)

REST_SECONDS = 0.2
TOGETHER = 20
Checked = tuple[Upload, Understood, FileReport]


def work(home: Home) -> None:
    """Work until the parent process is gone; one worker per home, a second one waits its turn."""
    parent = os.getppid()
    with FileLock(home.path / "worker.lock"):
        recover(home)
        while os.getppid() == parent:
            if not step(home):
                time.sleep(REST_SECONDS)


def recover(home: Home) -> None:
    """Queue again what a killed worker was checking."""
    uploads.check_again(home, [u.upload_id for u in uploads.uploads(home, states=("checking",))])


def step(home: Home) -> bool:
    """Check the next few uploads and publish what is waiting; return whether there was anything."""
    done = False
    queued = uploads.uploads(home, states=("queued",))[:TOGETHER]
    if queued:
        check_uploads(home, queued)
        done = True
    done = settle_calls(home.ledger, date.today()) or done
    if is_due(home):
        publish(home)
        done = True
    return done


def check_uploads(home: Home, found: Sequence[Upload]) -> None:
    """Check uploads and say of each what it would change, all taken together."""
    desk = Desk(home)
    seq = home.ledger.accepted_seq()
    ready: list[Checked] = []
    for one in found:
        uploads.change(home, one.upload_id, state="checking")
        try:
            checked = _check(home, desk, one)
        except Exception:
            # One file must not stop the others, nor the worker; the log keeps what happened.
            log.exception("checking %s failed", one.file_name)
            _settle(home, one, _crashed(one.file_name), {})
            one.path.unlink(missing_ok=True)
            continue
        if checked:
            ready.append((one, *checked))
    if not ready:
        return
    rehearsed = _rehearsed(home, ready)
    peers = [understood.rows_key for _, understood, _ in rehearsed]
    for one, understood, report in rehearsed:
        _settle(home, one, report, {**_about(understood), "checked_seq": seq, "peers": peers})


def _rehearsed(home: Home, ready: Sequence[Checked]) -> list[Checked]:
    """Put into the reports what the files would change; of those that cannot be rehearsed say so."""
    try:
        found = rehearse(home, [understood.candidate() for _, understood, _ in ready])
    except Exception:
        if len(ready) > 1:
            return [done for one in ready for done in _rehearsed(home, [one])]
        log.exception("rehearsing %s failed", ready[0][0].file_name)
        _settle(home, ready[0][0], _crashed(ready[0][0].file_name), {})
        return []
    for (_, _, report), changes in zip(ready, found, strict=True):
        report.changes = changes
    return list(ready)


def _check(home: Home, desk: Desk, one: Upload) -> tuple[Understood, FileReport] | None:
    """Understand an upload; None when it is settled already: refused, asking, unknown, an archive."""
    try:
        if _is_archive(one):
            check_archive(one.path, DEFAULT)
            _unpack(home, one)
            return None
        understood = desk.understand(one.path, one.file_name, one.decisions, one.sha256)
    except Unrecognised as refusal:
        report = unrecognised(desk, one.file_name, refusal)
        report.status = "unknown" if report.status == "asks" else report.status
        if refusal.is_cleaned:
            uploads.put_cleaned(one, refusal.grid)
            uploads.change(home, one.upload_id, sha256=refusal.sha256)
        _settle(home, one, report, {})
        return None
    except Refusal as refusal:
        _settle(home, one, FileReport(one.file_name, "refused", problems=refusal.problems), {})
        # What was not read was not cleaned either: nobody can load it, so nothing of it is kept.
        one.path.unlink(missing_ok=True)
        return None
    if understood.is_cleaned:
        uploads.put_cleaned(one, understood.grid)
    uploads.change(home, one.upload_id, sha256=understood.sha256)
    report = report_of(home, understood)
    if report.status != "loaded":
        _settle(home, one, report, _about(understood))
        return None
    if twin := uploads.twin(home, one, understood.rows_key):
        report.status = "same"
        report.problems.append(same_in_drop(twin.file_name))
        _settle(home, one, report, {**_about(understood), "twin": twin.upload_id})
        return None
    write_rows(home, understood.rows_key, understood.tables)
    uploads.change(home, one.upload_id, rows_key=understood.rows_key)
    # Twenty files are held together until they are rehearsed: their cells are needed no more.
    understood.grid = Grid(understood.grid.name, understood.grid.kind)
    return understood, report


def _is_archive(one: Upload) -> bool:
    """Say whether an upload is an archive to unpack; a cleaned grid stands there once its file was read."""
    if BETWEEN in one.file_name or sources.is_cleaned(one.path):
        return False
    return kind_of(one.path, DEFAULT) == "zip"


def _about(understood: Understood) -> dict[str, Any]:
    return {
        "title": understood.fmt.title,
        "source_kind": understood.fmt.source_kind,
        "is_cleaned": understood.is_cleaned,
    }


def _settle(home: Home, one: Upload, report: FileReport, more: dict[str, Any]) -> None:
    """Write what the check found, unless the person has discarded the upload meanwhile."""
    state = "ready" if report.status == "loaded" else report.status
    with home.ledger.transaction():
        now_is = uploads.upload(home, one.upload_id)
        if now_is and now_is.state == "checking":
            uploads.change(
                home, one.upload_id, state=state, report=dumps({**report.as_json(), **more})
            )


def _unpack(home: Home, one: Upload) -> None:
    """Queue every file of an archive on its own; whatever is wrong with one becomes its own matter.

    An archive within that was not opened is queued as it is: its name says where it came from, so it
    is refused with its reason and not unpacked once more.
    """
    count = 0
    with tempfile.TemporaryDirectory(dir=home.incoming) as folder:
        for name, path in expand([_named(one, Path(folder))], Path(folder)):
            kept = home.incoming / f"{one.path.name}-{count}"
            shutil.move(path, kept)
            uploads.queue(home, kept, name, one.made_by)
            count += 1
    if not count:
        raise refusal("empty_archive")
    uploads.change(home, one.upload_id, state="discarded")
    one.path.unlink(missing_ok=True)


def _named(one: Upload, folder: Path) -> Path:
    """Return the archive under its own name, since the names of its files begin with it."""
    path = folder / Path(one.file_name.replace("\\", "/")).name
    os.link(one.path, path) if hasattr(os, "link") else shutil.copyfile(one.path, path)
    return path


def _crashed(name: str) -> FileReport:
    problem = Problem(
        "error",
        "crashed",
        "Программа не смогла проверить этот файл: ошибка в самой программе",
        "Файл не загружен, остальные не пострадали. Передайте файл разработчикам",
    )
    return FileReport(name, "refused", problems=[problem])
