"""The whole story of a file: read, clean, recognise, parse, validate, keep, accept, publish.

Path ─ read ─► Grid ─ recognise ─► Format ─ parse ─► Parsed ─ keep ─► ledger ─ publish ─► snapshot
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from etl import formats, sources
from etl.days import school_year_of
from etl.formats import Format, Unrecognised
from etl.grid import Grid
from etl.names import period_name
from etl.privacy import clean_grid
from etl.problems import Problem, Refusal
from etl.readers import expand
from etl.school import CalendarPeriod, School
from etl.tidy import Decisions, Parsed
from etl.validate import validate
from warehouse import reference
from warehouse.changes import Candidate, Changes, changes_of, rehearse
from warehouse.home import Home
from warehouse.ledger import Ledger, NewBatch, dumps
from warehouse.publish import publish
from warehouse.rows import arrow_tables, rows_key, write_rows
from warehouse.tables import file_schema

PARSER_VERSION = 1


@dataclass
class Understood:
    """A file that was read and parsed, and waits to be accepted."""

    file_name: str
    sha256: str
    size: int
    fmt: Format
    decisions: Decisions
    parsed: Parsed
    rows_key: str
    tables: dict[str, pa.Table]
    cleaned: Grid | None = None

    @property
    def pupils(self) -> list[tuple[int, str, str, str, str, int]]:
        """The file's pupils as the ledger takes them."""
        columns = self.parsed.tables["pupils"]
        return list(zip(*(columns[field.name] for field in PUPIL_FIELDS), strict=True))

    def candidate(self) -> Candidate:
        """Return the file as a rehearsal takes it."""
        return Candidate(self.file_name, self.sha256, self.fmt.id, self.fmt.source_kind,
                         self.tables, self.pupils)  # fmt: skip

    def report(self) -> dict[str, Any]:
        """Return what the ledger keeps beside the batch: problems and facts."""
        return {
            "problems": [problem.as_json() for problem in self.parsed.problems],
            "facts": self.parsed.facts,
            "title": self.fmt.title,
        }


PUPIL_FIELDS = file_schema("pupils")


@dataclass
class FileReport:
    """What became of one file; `status` is loaded, same, refused or asks (on a check: would be loaded)."""

    file: str
    status: str
    format: str = ""
    batch: int | None = None
    changes: Changes = field(default_factory=Changes)
    problems: list[Problem] = field(default_factory=list)
    questions: list[dict[str, Any]] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain values."""
        head = {
            "file": self.file,
            "format": self.format,
            "status": self.status,
            "batch": self.batch,
        }
        problems = [problem.as_json() for problem in self.problems]
        return {**head, **self.changes.as_json(), "problems": problems,
                "questions": self.questions, "facts": self.facts}  # fmt: skip


class Desk:
    """What understanding files needs to know of a home: its formats and its calendar, read once."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.school = school_of(home.ledger)
        self.formats = [*formats.shipped(), *saved_formats(home.ledger)]
        self._calendar = dumps([list(map(str, p)) for p in self.school.calendar])

    def understand(
        self, path: Path, name: str, decisions: Decisions, sha256: str = ""
    ) -> Understood:
        """Read and parse a file; Refusal says every reason against, Unrecognised carries the grid.

        `sha256` is given where a cleaned grid already stands in the place of the bytes.
        """
        sha256, size = sha256 or sources.digest(path), path.stat().st_size
        grid = sources.open_grid(path, name)
        dropped = clean_grid(grid)
        fmt = formats.recognise(grid, self.formats)
        understood = self.parse(grid, fmt, decisions, (name, sha256, size))
        understood.parsed.problems[:0] = dropped
        understood.cleaned = grid if dropped or sources.is_cleaned(path) else None
        return understood

    def parse(
        self, grid: Grid, fmt: Format, decisions: Decisions, origin: tuple[str, str, int]
    ) -> Understood:
        """Parse a grid by a format; `origin` is the file's name, hash and size."""
        parsed = formats.parse(grid, fmt, decisions, self.school)
        parsed.problems.extend(validate(parsed, file_schema))
        reading = {"format": fmt.as_json(), "decisions": asdict(decisions),
                   "calendar": self._calendar, "parser": PARSER_VERSION}  # fmt: skip
        tables = {} if parsed.questions else arrow_tables(parsed.tables)
        name, sha256, size = origin
        return Understood(
            name, sha256, size, fmt, decisions, parsed, rows_key(sha256, reading), tables
        )


def school_of(ledger: Ledger) -> School:
    """Return the calendar and systems of the home's school."""
    terms = [CalendarPeriod(**term) for term in reference.period_terms(ledger)]
    systems = {row["grade"]: row["system"] for row in reference.period_systems(ledger)}
    return School(terms, systems, school_year_of(date.today()))


def saved_formats(ledger: Ledger) -> list[Format]:
    """Return the mappings that people of this school saved."""
    return [formats.from_toml(record.payload["toml"]) for record in ledger.records("mapping")]


def keep(home: Home, path: Path, understood: Understood) -> None:
    """Keep a file's source and tidy rows, so that accepting it is one ledger transaction."""
    if understood.cleaned is None:
        sources.keep_bytes(home, path, understood.sha256)
    else:
        sources.keep_grid(home, understood.cleaned, understood.sha256)
    write_rows(home, understood.rows_key, understood.tables)
    kept = "bytes" if understood.cleaned is None else "cleaned"
    home.ledger.add_source(understood.sha256, understood.file_name, understood.size, kept)


def accept(home: Home, understood: Understood, who: str) -> int:
    """Accept a kept file into the ledger; return its batch id. Publishing is a step of its own."""
    return home.ledger.accept(
        NewBatch(
            understood.sha256,
            understood.file_name,
            understood.fmt.id,
            understood.fmt.source_kind,
            asdict(understood.decisions),
            understood.rows_key,
            understood.report(),
            understood.pupils,
        ),
        who,
    )


def load(
    home: Home, paths: Iterable[Path], decisions: Decisions | None = None, who: str = "cli"
) -> list[FileReport]:
    """Load files, folders and archives: accept what can go in, publish once, report every file."""
    desk = Desk(home)
    reports: list[FileReport] = []
    before = home.ledger.current_snapshot()
    with tempfile.TemporaryDirectory(dir=home.incoming) as folder:
        for name, path in _expanded(paths, Path(folder), reports):
            report, understood = _try(desk, path, name, decisions or Decisions())
            if understood and report.status == "loaded":
                keep(home, path, understood)
                report.batch = accept(home, understood, who)
            reports.append(report)
    number = publish(home)
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
    with tempfile.TemporaryDirectory() as folder:
        for name, path in _expanded(paths, Path(folder), reports):
            report, understood = _try(desk, path, name, decisions or Decisions())
            if understood and report.status == "loaded":
                report.changes = rehearse(home, [understood.candidate()])[0]
            reports.append(report)
    return reports


def undo(home: Home, batch_id: int, who: str = "cli") -> bool:
    """Revoke an accepted file and publish what is live then; False where there is nothing to revoke."""
    revoked = home.ledger.revoke(batch_id, who)
    if revoked:
        publish(home)
    return revoked


def _expanded(
    paths: Iterable[Path], folder: Path, reports: list[FileReport]
) -> Iterable[tuple[str, Path]]:
    """Give the files of paths one by one; a path that cannot be opened becomes a report of its own."""
    for path in paths:
        try:
            yield from expand([path], folder)
        except Refusal as refusal:
            reports.append(FileReport(path.name, "refused", problems=refusal.problems))


def _try(
    desk: Desk, path: Path, name: str, decisions: Decisions
) -> tuple[FileReport, Understood | None]:
    """Understand one file; whatever stands in its way becomes its report."""
    try:
        understood = understand_undecided(desk, path, name, decisions)
    except Unrecognised as refusal:
        return FileReport(name, "asks", problems=refusal.problems), None
    except Refusal as refusal:
        return FileReport(name, "refused", problems=refusal.problems), None
    return report_of(desk.home, understood), understood


def report_of(home: Home, understood: Understood) -> FileReport:
    """Return the report of an understood file before anything is changed."""
    parsed = understood.parsed
    report = FileReport(
        understood.file_name,
        "loaded",
        understood.fmt.id,
        problems=list(parsed.problems),
        questions=[asdict(question) for question in parsed.questions],
        facts=parsed.facts,
    )
    if any(problem.severity == "error" for problem in parsed.problems):
        report.status = "refused"
    elif parsed.questions:
        report.status = "asks"
    elif not parsed.tables["part_pupils"]["part_no"]:
        report.status = "refused"
        report.problems.append(_nothing())
    else:
        copy = home.ledger.live_copy(
            understood.sha256, asdict(understood.decisions), understood.rows_key
        )
        report.status = "same" if copy else "loaded"
        if copy:
            report.problems.append(_already(copy))
    return report


def understand_undecided(desk: Desk, path: Path, name: str, decisions: Decisions) -> Understood:
    """Understand a file; a period that it does not say becomes the best fit, and the report says so."""
    understood = desk.understand(path, name, decisions)
    questions = understood.parsed.questions
    if [question.field for question in questions] != ["period"] or not questions[0].proposals:
        return understood
    best = questions[0].proposals[0][0]
    understood = desk.understand(path, name, replace(decisions, period=best))
    understood.parsed.problems.append(
        Problem(
            "warning",
            "period_best_fit",
            f"Период в файле не назван; по датам ближе всего «{period_name(best)}»",
            "Если это не так, отмените загрузку и загрузите файл через страницу «Загрузки»",
        )
    )
    return understood


def _already(batch_id: int) -> Problem:
    return Problem(
        "info",
        "already_loaded",
        f"Этот файл уже загружен (загрузка № {batch_id})",
        "Ничего делать не надо: показатели не изменятся",
    )


def _nothing() -> Problem:
    return Problem(
        "error",
        "nothing_found",
        "В файле нет ни одного ученика",
        "Проверьте, что выгружен отчёт с данными, а не пустая форма",
    )


def any_refused(reports: Sequence[FileReport]) -> bool:
    """Tell whether some file did not go in."""
    return any(report.status in ("refused", "asks") for report in reports)
