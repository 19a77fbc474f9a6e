"""The whole story of a file: read, clean, recognise, parse, validate, keep, accept, publish.

Path ─ read ─► Grid ─ recognise ─► Format ─ parse ─► Parsed ─ keep ─► ledger ─ publish ─► snapshot
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from etl import sources
from etl.desk import Desk, FileReport, already_loaded, same_in_drop, try_file
from etl.problems import Refusal
from etl.readers import expand
from etl.tidy import Decisions
from warehouse.changes import changes_of, rehearse
from warehouse.home import Home
from warehouse.ledger import NewBatch
from warehouse.publish import publish
from warehouse.rows import rows_path, write_rows
from warehouse.surveys.keys import remember_forms

__all__ = ["any_refused", "check", "load", "undo"]

GC_SELDOM = 500_000
MANY = 24  # from so many files on, a second process earns its start
Prepared = tuple[FileReport, NewBatch | None]


def load(
    home: Home,
    paths: Iterable[Path],
    decisions: Decisions | None = None,
    who: str = "cli",
    processes: int = 1,
) -> list[FileReport]:
    """Load files, folders and archives: accept what can go in, publish once, report every file.

    With `processes` above 1 many files are read side by side by processes started by spawn, so the
    caller's main module must be importable.
    """
    refused: list[FileReport] = []
    decisions = decisions or Decisions()
    before = home.ledger.current_snapshot()
    with tempfile.TemporaryDirectory(dir=home.incoming) as folder:
        files = list(_set_aside(_expanded(paths, Path(folder), refused), Path(folder)))
        with _collecting_seldom():
            prepared = list(_prepared(Desk(home), files, decisions, processes))
        late = _late(prepared)
        _accept_all(home, [one for n, one in enumerate(prepared) if n not in late], who)
        if late:
            again = _prepared(Desk(home), [files[n] for n in late], decisions, processes)
            for n, one in zip(late, again, strict=True):
                prepared[n] = one
            _accept_all(home, [prepared[n] for n in late], who)
    number = publish(home)
    reports = [*(report for report, _ in prepared), *refused]
    batches = [report.batch for report in reports if report.batch is not None]
    if batches:
        found = changes_of(home, before["number"] if before else 0, number, batches)
        for report in reports:
            report.changes = found.get(report.batch or 0, report.changes)
    return reports


def check(
    home: Home, paths: Iterable[Path], decisions: Decisions | None = None
) -> list[FileReport]:
    """Rehearse files one by one: what each would change now. Writes nothing."""
    desk = Desk(home)
    reports: list[FileReport] = []
    names: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, path in _expanded(paths, Path(folder), reports):
            report, understood = try_file(desk, path, name, decisions or Decisions())
            if understood and understood.rows_key in names and report.status == "loaded":
                report.status = "same"
                report.problems.append(same_in_drop(names[understood.rows_key]))
            elif understood and report.status == "loaded":
                names[understood.rows_key] = name
                report.changes = rehearse(home, [understood.candidate()])[0]
            reports.append(report)
    return reports


def undo(home: Home, batch_id: int, who: str = "cli") -> bool:
    """Revoke an accepted file and publish what is live then; False where there is nothing to revoke."""
    revoked = home.ledger.revoke(batch_id, who)
    if revoked:
        publish(home)
    return revoked


def any_refused(reports: Sequence[FileReport]) -> bool:
    """Tell whether some file did not go in."""
    return any(report.status in ("refused", "asks") for report in reports)


def _expanded(
    paths: Iterable[Path], folder: Path, refused: list[FileReport]
) -> Iterator[tuple[str, Path]]:
    """Give the files of paths one by one; a path that cannot be opened becomes a report of its own."""
    for path in paths:
        try:
            yield from expand([path], folder)
        except Refusal as refusal:
            refused.append(FileReport(path.name, "refused", problems=refusal.problems))


def _set_aside(files: Iterable[tuple[str, Path]], folder: Path) -> Iterator[tuple[str, Path]]:
    """Move what was unpacked into `folder` to a name of its own, so that it outlives the unpacking."""
    for number, (name, path) in enumerate(files):
        if path.is_relative_to(folder):
            path = path.rename(folder / f"{number}.file")
        yield name, path


def _prepared(
    desk: Desk, files: Iterable[tuple[str, Path]], decisions: Decisions, processes: int
) -> Iterator[Prepared]:
    """Understand and keep files, in this process or, when there are many, in several."""
    found = list(files)
    if processes < 2 or len(found) < MANY:
        yield from (_prepare(desk, name, path, decisions) for name, path in found)
        return
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, spawn, _sit_down, (desk.home.path,)) as pool:
        names, paths = zip(*found, strict=True)
        yield from pool.map(_prepare_there, names, paths, [decisions] * len(found), chunksize=8)


_desks: list[Desk] = []


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Look for cycles seldom: files become millions of small values and hardly any cycle."""
    usual = gc.get_threshold()
    gc.set_threshold(GC_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _sit_down(home: Path) -> None:
    """Open the desk of a helper process, which looks for cycles seldom for all its life."""
    gc.set_threshold(GC_SELDOM)
    _desks.append(Desk(Home.at(home)))


def _prepare_there(name: str, path: Path, decisions: Decisions) -> Prepared:
    return _prepare(_desks[0], name, path, decisions)


def _prepare(desk: Desk, name: str, path: Path, decisions: Decisions) -> Prepared:
    """Understand one file and lay its source and rows into the home; nothing is accepted yet."""
    report, understood = try_file(desk, path, name, decisions)
    if understood is None or report.status != "loaded":
        return report, None
    if not understood.is_cleaned:
        sources.keep_bytes(desk.home, path, understood.sha256)
    else:
        sources.keep_grid(desk.home, understood.grid, understood.sha256)
    write_rows(desk.home, understood.rows_key, understood.tables)
    return report, understood.batch()


def _late(prepared: Sequence[Prepared]) -> list[int]:
    """Return which files are read again after the others: surveys whose people the staff in them may tell."""
    staff = any(batch and report.facts.get("staff") for report, batch in prepared)
    return [
        n
        for n, (report, batch) in enumerate(prepared)
        if staff and batch and report.facts.get("unsure_names")
    ]


def _accept_all(home: Home, prepared: Sequence[Prepared], who: str) -> None:
    _sync(home, [batch for _, batch in prepared if batch])
    with home.ledger.transaction():
        for report, batch in prepared:
            _accept(home, report, batch, who)


def _sync(home: Home, batches: Sequence[NewBatch]) -> None:
    """Make sure that what is about to be accepted lies on the disk."""
    for batch in batches:
        for path in (home.sources / batch.sha256, rows_path(home, batch.rows_key)):
            with path.open("rb+") as file:
                os.fsync(file.fileno())


def _accept(home: Home, report: FileReport, batch: NewBatch | None, who: str) -> None:
    """Accept a kept file; of two copies in one go the second is already loaded."""
    if batch is None:
        return
    copy = home.ledger.live_copy(batch.sha256, batch.decisions, batch.rows_key)
    if copy:
        report.status = "same"
        report.problems.append(already_loaded(copy))
        return
    home.ledger.add_source(batch.sha256, batch.file_name, batch.size, batch.kept)
    report.batch = home.ledger.accept(batch, who)
    remember_forms(home.ledger, report.facts.get("survey_forms", {}), who)
