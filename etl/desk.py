"""One file at the desk: read, cleaned, recognised, parsed and validated, with a report for a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from etl import formats, sources
from etl.days import school_year_of
from etl.formats import Format, Unrecognised
from etl.formats.detect import propose
from etl.grid import Grid
from etl.privacy import clean_columns, clean_grid
from etl.problems import Problem, Refusal, at, most_listed
from etl.school import CalendarPeriod, KnownCommunity, School, Surveys, criterion
from etl.teacher_doubts import teacher_doubts
from etl.tidy import UNASKED, Decisions, Parsed, Question
from etl.validate import validate
from warehouse import reference
from warehouse.changes import Candidate, Changes
from warehouse.communities.known import known_communities, typed_keys
from warehouse.communities.reference import LINE
from warehouse.home import Home, digest
from warehouse.ledger import PUPIL_FIELDS, Ledger, NewBatch, dumps
from warehouse.lessons.reference import LESSON
from warehouse.lessons.taxonomy import taxonomy
from warehouse.rows import arrow_tables, rows_key
from warehouse.staff.reference import competences, observation_criteria
from warehouse.surveys.keys import forms, keys
from warehouse.surveys.waves import said_waves
from warehouse.tables import file_schema
from warehouse.teachers import TEACHER_FIELDS, TeacherRow, staff_names
from warehouse.thresholds import threshold

PARSER_VERSION = 5
# One of these has rows in any file.
SPEAKING = ("part_pupils", "class_totals", "teaching", "works", "survey_respondents", "staff",
            "staff_entries", "observations", "community_lines", "lesson_cards")  # fmt: skip
NAMING_SHAPES = (
    "exam_protocol",
    "exam_appeals",
    "olympiad",
)  # whose rows depend on which school is ours
DROPPED = ("private_dropped", "names_dropped")  # what is kept then is the grid without it
OF_THE_FILE = (*DROPPED, "not_calculated")  # said of a file, whatever is decided about it
OF_SURVEY = (
    "surveys",
    "survey_questions",
    "teachers",
)  # what a form's rows depend on beside its file
SHOWN_FORMULAS = 50
WORK_FIELDS = ("role", "kind", "school_year", "subject_raw", "work_grade", "class_grade", "label",
               "held_on", "literacy", "stage")  # fmt: skip


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
    grid: Grid
    is_cleaned: bool = False

    @property
    def pupils(self) -> list[tuple[int, str, str, str, str, int]]:
        """The file's pupils as the ledger takes them."""
        columns = self.parsed.tables["pupils"]
        return list(zip(*(columns[name] for name in PUPIL_FIELDS), strict=True))

    @property
    def teachers(self) -> list[TeacherRow]:
        """The file's teachers as the ledger takes them."""
        columns = self.parsed.tables["teachers"]
        return list(zip(*(columns[name] for name in TEACHER_FIELDS), strict=True))

    def candidate(self) -> Candidate:
        """Return the file as a rehearsal takes it."""
        return Candidate(self.file_name, self.sha256, self.fmt.id, self.fmt.source_kind,
                         self.tables, self.pupils, self.teachers)  # fmt: skip

    def batch(self) -> NewBatch:
        """Return the file as the ledger accepts it."""
        return NewBatch(
            self.sha256,
            self.file_name,
            self.fmt.id,
            self.fmt.source_kind,
            self.decisions.of_batch(),
            self.rows_key,
            self.report(),
            self.pupils,
            self.size,
            "cleaned" if self.is_cleaned else "bytes",
            self.teachers,
        )

    def report(self) -> dict[str, Any]:
        """Return what the ledger keeps beside the batch: problems and facts."""
        return {
            "problems": [problem.as_json() for problem in self.parsed.problems],
            "facts": self.parsed.facts,
            "title": self.fmt.title,
        }


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
        self._calendar = dumps(
            [[*map(str, p)] for p in self.school.calendar] + [self.school.enough]
        )

    def understand(
        self, path: Path, name: str, decisions: Decisions, sha256: str = ""
    ) -> Understood:
        """Read and parse a file; Refusal says every reason against, Unrecognised carries the grid.

        `sha256` is given where a cleaned grid already stands in the place of the bytes.
        """
        sha256, size = sha256 or digest(path), path.stat().st_size
        grid = sources.open_grid(path, name)
        dropped = clean_grid(grid)
        is_cleaned = bool(dropped) or sources.is_cleaned(path)
        try:
            fmt = formats.recognise(grid, self.formats)
        except Unrecognised as refusal:
            refusal.is_cleaned, refusal.sha256 = is_cleaned, sha256
            raise
        apart = clean_columns(grid, fmt.private_labels)
        dropped += apart
        is_cleaned = is_cleaned or bool(apart)
        understood = self.parse(grid, fmt, decisions, (name, sha256, size))
        understood.parsed.problems[:0] = [*dropped, *not_calculated(grid)]
        understood.is_cleaned |= is_cleaned
        return understood

    def decided(self, understood: Understood, decisions: Decisions) -> Understood:
        """Parse an understood file again with decisions; what was dropped from it is said again."""
        origin = (understood.file_name, understood.sha256, understood.size)
        again = self.parse(understood.grid, understood.fmt, decisions, origin)
        again.is_cleaned |= understood.is_cleaned
        said = [p for p in understood.parsed.problems if p.code in OF_THE_FILE]
        again.parsed.problems[:0] = said
        return again

    def parse(
        self, grid: Grid, fmt: Format, decisions: Decisions, origin: tuple[str, str, int]
    ) -> Understood:
        """Parse a grid by a format; `origin` is the file's name, hash and size."""
        parsed = formats.parse(grid, fmt, decisions, self.school)
        parsed.problems.extend(validate(parsed, file_schema))
        if fmt.shape != "survey":  # which says itself, at its place, whom a signature may mean
            parsed.problems.extend(self._doubts(parsed))
        # What a layout is called says nothing of how it is read: a new name makes no file a new one.
        layout = {name: value for name, value in fmt.as_json().items() if name != "title"}
        reading = {"format": layout, "decisions": decisions.of_batch(),
                   "calendar": self._calendar, "parser": PARSER_VERSION}  # fmt: skip
        if fmt.shape in NAMING_SHAPES and self.school.own_codes:
            reading["own_codes"] = sorted(self.school.own_codes)
        if works := _works(parsed):
            reading["works"] = works
        if fmt.shape == "survey":
            reading["survey"] = {name: parsed.tables[name] for name in OF_SURVEY}
        reading |= parsed.facts.get("read_by", {})
        tables = {} if parsed.questions else arrow_tables(parsed.tables)
        name, sha256, size = origin
        is_cleaned = any(problem.code in DROPPED for problem in parsed.problems)
        key = rows_key(sha256, reading)
        return Understood(name, sha256, size, fmt, decisions, parsed, key, tables, grid, is_cleaned)

    def _doubts(self, parsed: Parsed) -> list[Problem]:
        """Say whom the teachers of a file may be, as far as the school's registers know."""
        if not parsed.tables["teachers"]["teacher_no"]:
            return []
        rows = self.home.ledger.rows("SELECT name_key, name_raw FROM teacher_keys")
        return teacher_doubts([(row["name_key"], row["name_raw"]) for row in rows], parsed)


def _works(parsed: Parsed) -> list[list[str]]:
    """Return which works a file is of: its name may say that alone, so the same bytes may be two files."""
    columns = parsed.tables["works"]
    return [[*map(str, row)] for row in zip(*(columns[name] for name in WORK_FIELDS), strict=True)]


def not_calculated(grid: Grid) -> list[Problem]:
    """Return the cells whose formula has no value yet: a mark that stands there would be lost in silence."""
    places = [(sheet.name, *place) for sheet in grid.sheets for place in sheet.uncalculated()]
    return [
        Problem(
            "warning",
            "not_calculated",
            "Формула в ячейке не посчитана: программа видит её пустой",
            "Откройте файл в Excel, сохраните и загрузите снова",
            **at(*place),
        )
        for place in places[: most_listed(SHOWN_FORMULAS)]
    ]


def school_of(ledger: Ledger) -> School:
    """Return the calendar and systems of the home's school."""
    terms = [CalendarPeriod(**term) for term in reference.period_terms(ledger)]
    systems = {row["grade"]: row["system"] for row in reference.period_systems(ledger)}
    return School(
        terms,
        systems,
        school_year_of(date.today()),
        enough=threshold(ledger, "period_overlap_share"),
        likely=threshold(ledger, "period_guess_share"),
        aliases={row["alias_key"]: row["subject"] for row in reference.subject_aliases(ledger)},
        own_codes=frozenset(row["school_code"] for row in reference.own_school_codes(ledger)),
        other_codes=frozenset(row["school_code"] for row in reference.other_school_codes(ledger)),
        class_numbers=frozenset(
            (row["school_year"], row["grade"], row["class_ordinal"])
            for row in reference.class_ordinals(ledger)
        ),
        surveys=Surveys(keys(ledger), forms(ledger), said_waves(ledger)),
        teachers=staff_names(ledger),
        criteria=tuple(criterion(row) for row in observation_criteria(ledger)),
        competences=tuple(row["competence_name"] for row in competences(ledger)),
        registers={r.key: str(r.payload["register"]) for r in ledger.records("staff_header")},
        task_types=frozenset(one.code for one in taxonomy(ledger)),
        communities={key: KnownCommunity(*said) for key, said in known_communities(ledger).items()},
        typed_lines=typed_keys(ledger, LINE),
        typed_lessons=typed_keys(ledger, LESSON),
        groups_of_teacher_max=int(threshold(ledger, "groups_of_teacher_max")),
        group_size=(
            int(threshold(ledger, "community_size_min")),
            int(threshold(ledger, "community_size_max")),
        ),
    )


def saved_formats(ledger: Ledger) -> list[Format]:
    """Return the mappings that people of this school saved, called as they were last renamed."""
    titles = mapping_titles(ledger)
    found = [formats.from_toml(record.payload["toml"]) for record in ledger.records("mapping")]
    return [replace(fmt, title=titles.get(fmt.id, fmt.title)) for fmt in found]


def mapping_titles(ledger: Ledger) -> dict[str, str]:
    """Return the names that people gave to saved mappings later on, by id."""
    return {r.key: str(r.payload["title"]) for r in ledger.records("mapping_title")}


def try_file(
    desk: Desk, path: Path, name: str, decisions: Decisions
) -> tuple[FileReport, Understood | None]:
    """Understand one file; whatever stands in its way becomes its report."""
    try:
        understood = understand_undecided(desk, path, name, decisions)
    except Unrecognised as refusal:
        return unrecognised(desk, name, refusal), None
    except Refusal as refusal:
        return FileReport(name, "refused", problems=refusal.problems), None
    return report_of(desk.home, understood), understood


def unrecognised(desk: Desk, name: str, refusal: Unrecognised) -> FileReport:
    """Return the report of a file that no format claims: a table to map, or a report without pupils."""
    try:
        propose(refusal.grid, desk.school)
    except Refusal as aggregate:
        return FileReport(name, "refused", problems=aggregate.problems)
    return FileReport(name, "asks", problems=refusal.problems)


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
    elif not any(next(iter(parsed.tables[table].values())) for table in SPEAKING):
        report.status = "refused"
        report.problems.append(_nothing())
    else:
        copy = home.ledger.live_copy(
            understood.sha256, understood.decisions.of_batch(), understood.rows_key
        )
        report.status = "same" if copy else "loaded"
        if copy:
            report.problems.append(already_loaded(copy))
    return report


def understand_undecided(desk: Desk, path: Path, name: str, decisions: Decisions) -> Understood:
    """Understand a file; a period that it does not say becomes the best fit, and the report says so.

    Each bunch of classes takes its own; one that fits no period well enough stays a question.
    """
    decisions = replace(decisions, own_school=decisions.own_school or UNASKED)
    understood = desk.understand(path, name, decisions)
    taken: list[Problem] = []
    # Nothing in a report of totals tells one period from another.
    while understood.fmt.shape != "class_totals" and (
        best := _best_period(understood.parsed.questions)
    ):
        question = understood.parsed.questions[0]
        decided = replace(understood.decisions, period=best)
        taken.append(_best_fit(dict(question.proposals)[best], question.about))
        understood = desk.decided(understood, decided)
    understood.parsed.problems.extend(taken)
    return understood


def _best_period(questions: Sequence[Question]) -> str:
    """Return the answer that may be taken unasked where nothing but a period is asked for."""
    if [question.field for question in questions] != ["period"] or not questions[0].proposals:
        return ""
    best = questions[0].best
    return questions[0].proposals[0][0] if best is None else best


def _best_fit(label: str, about: str) -> Problem:
    return Problem(
        "warning",
        "period_best_fit",
        f"Период в файле не назван; по датам ближе всего «{label}»",
        "Если это не так, отмените загрузку и загрузите файл через страницу «Загрузки»",
        value=about,
    )


def already_loaded(batch_id: int) -> Problem:
    return Problem(
        "info",
        "already_loaded",
        f"Этот файл уже загружен (загрузка № {batch_id})",
        "Ничего делать не надо: показатели не изменятся",
    )


def same_in_drop(file_name: str) -> Problem:
    return Problem(
        "info",
        "same_in_drop",
        "Это копия другого файла, который ждёт загрузки вместе с ним",
        "Ничего делать не надо: загрузите один из них",
        value=file_name,
    )


def _nothing() -> Problem:
    return Problem(
        "error",
        "nothing_found",
        "В файле нет ни одной записи, которую можно загрузить",
        "Проверьте, что выгружен отчёт с данными, а не пустая форма",
    )
