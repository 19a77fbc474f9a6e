"""The shape "olympiad": participations by subject and stage, one work for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cached_property

from etl.cells import cell_text
from etl.days import parse_day, school_year_of
from etl.formats.declaration import Format
from etl.formats.exams.laying import facts_of
from etl.formats.findings import Findings
from etl.formats.matrix.words import key
from etl.formats.olympiad.entries import Entry, Reader, grade_of, status_of
from etl.formats.olympiad.kinds import OLYMPIAD_KINDS
from etl.formats.olympiad.titles import STAGE_NAMES, day_of, most_of, stage_of, subject_of
from etl.formats.own_school import OwnSchool, People
from etl.formats.reading import number
from etl.formats.registers.reading import is_header
from etl.formats.registers.table import Layout, Table, body, tables
from etl.formats.registers.words import fits, vocabulary
from etl.grid import Grid
from etl.names import clean, fold, school_year, subject_key
from etl.school import School
from etl.tidy import Decisions, Parsed, Rows

NEEDS = (("surname", "name"), ("points", "primary", "status"))
LOOK_ROWS = 10  # rows of a body that may tell a status
OLYMPIAD = ("олимпиад", "всош")  # a line with one of them is of the olympiad
LONGEST_TITLE = 6  # words of a line that is a subject's and not a school's
Work = tuple[str, str]  # subject, stage


def layout_of(fmt: Format) -> Layout:
    """Return how to know the header of a protocol."""
    words, keys = vocabulary(fmt.options["columns"]), ("surname", "name", "first_name")
    holds, hints = is_header(NEEDS, fmt.options["absent"]), tuple(fmt.options["hints"])
    return Layout(words, holds, ("surname", "name"), keys, hints=hints)


def claim(grid: Grid, fmt: Format) -> bool:
    """Say whether some table is of the olympiad: by «Класс участия», its statuses, or the word above."""
    layout = layout_of(fmt)
    return any(_is_olympiad(table) for sheet in grid.sheets for table in tables(sheet, layout))


def parse(grid: Grid, fmt: Format, decisions: Decisions, school: School) -> Parsed:
    """Return every participation that a file names."""
    return Protocols(grid, fmt, decisions, school).read()


class Protocols:
    """One file of the olympiad being read."""

    def __init__(self, grid: Grid, fmt: Format, decisions: Decisions, school: School) -> None:
        self.grid, self.fmt, self.decisions, self.school = grid, fmt, decisions, school
        self.findings, self.rows = Findings(OLYMPIAD_KINDS), Rows()
        self.year = ""
        self.day: date | None = None
        self.works: dict[Work, list[Entry]] = defaultdict(list)

    def read(self) -> Parsed:
        """Return what all tables of the file say."""
        layout = layout_of(self.fmt)
        found = [t for s in self.grid.sheets for t in tables(s, layout) if _is_told(t, self.grid)]
        if not found:
            self.findings.add("no_protocol")
        for table in found:
            self._table(table)
        if found and not self.findings.questions:
            self._lay()
        return Parsed(self.fmt.id, self.fmt.source_kind, self.rows.columns, self.findings.problems(),
                      self.findings.questions, facts_of(self.rows))  # fmt: skip

    def _table(self, table: Table) -> None:
        lines = [*_above(table), table.sheet.name, self._file]
        self._dates(lines)
        subject = "" if table.has("subject") else self._subject(lines)
        stage = self._stage(lines, table)
        reader = Reader(table, self.fmt, self.findings, most_of(lines))
        section = ""
        for row in self._rows(table):
            filled = table.filled(row)
            if table.text(row, "subject"):
                subject = self._canonical(table.text(row, "subject"))
            if len(filled) == 1:
                section = filled[0][1] if grade_of(filled[0][1]) else section
            elif subject:
                own = stage_of(table.text(row, "level"), alone=True) or stage
                self._take(reader.entry(row, subject, own, section))
            else:
                self.findings.add("subject_unknown", table.sheet.name, row, table.column("subject"))

    def _take(self, entry: Entry | None) -> None:
        if entry:
            self.works[entry.subject, entry.stage].append(entry)

    def _rows(self, table: Table) -> Iterator[int]:
        for row in body(table):
            first = next((t for _, t in table.filled(row) if not t.strip(" .").isdigit()), "")
            is_scored = any(number(table.cell(row, m)) is not None for m in ("points", "primary"))
            if fits(key(first), self.fmt.options["end"]) and not is_scored:
                return
            if not fits(key(first), self.fmt.options["skip"]):
                yield row

    @cached_property
    def _file(self) -> str:
        stem = self.grid.name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
        return stem.replace("_", " ")

    @cached_property
    def _known(self) -> dict[str, str]:
        own = {subject_key(name): name for name in self.fmt.options["subjects"]}
        return {**own, **self.school.aliases}

    def _canonical(self, printed: str) -> str:
        return subject_of(printed, self._known) or clean(printed)

    def _subject(self, lines: list[str]) -> str:
        for text in _telling(lines):
            found = subject_of(text, self._known)
            if found:
                return found
        if not self.decisions.subject:
            self.findings.ask("subject", "В~файле не~указан предмет олимпиады. Какой это предмет?")
        return self.decisions.subject or "?"

    def _stage(self, lines: list[str], table: Table) -> str:
        found = next(filter(None, map(stage_of, lines)), "") or self.decisions.stage
        levels = [stage_of(table.text(row, "level"), alone=True) for row in body(table)]
        if not found and not (levels and all(levels)):
            what = "В~файле не~указан этап олимпиады. Какой это этап?"
            self.findings.ask("stage", what, STAGE_NAMES, "")
        return found

    def _dates(self, lines: list[str]) -> None:
        """Settle the day and the school year of the file, the year asked for where nothing says it."""
        said = parse_day(self.decisions.held_on) if self.decisions.held_on else None
        self.day = self.day or next(filter(None, map(day_of, lines)), said)
        year = next(filter(None, map(school_year, lines)), None) or self.year
        year = year or (school_year_of(self.day) if self.day else "")
        self.year = year or school_year(self.decisions.school_year) or ""
        if not self.year:
            this = self.school.default_school_year
            what = "В~файле не~указан учебный год олимпиады. За какой год этот файл?"
            self.findings.ask("school_year", what, ((this, this),))

    def _lay(self) -> None:
        listed = [entry for entries in self.works.values() for entry in entries]
        ours = OwnSchool(self.school.own_codes, (entry.school for entry in listed))
        ours.say(self.findings)
        people = People(self.rows, self.findings)
        for (subject, stage), entries in self.works.items():
            work_no = self._work(subject, stage, entries, ours)
            for result_no, entry in enumerate(entries, 1):
                self._result(work_no, result_no, entry, ours, people)

    def _work(self, subject: str, stage: str, entries: list[Entry], ours: OwnSchool) -> int:
        schools = {ours.code(e.school): e for e in entries if e.school}
        work_no = self.rows.work("results", "olympiad", self.year, (subject, subject_key(subject)),
                                 (0, 0), held_on=self.day, stage=stage,
                                 schools_count=max(1, len(schools)),
                                 sheet_name=entries[0].place[0])  # fmt: skip
        for code, entry in schools.items():
            self.rows.add("work_schools", work_no, code, entry.school, entry.municipality)
        return work_no

    def _result(
        self, work_no: int, result_no: int, entry: Entry, ours: OwnSchool, people: People
    ) -> None:
        grade, name = entry.own.settled(0)
        pupil_no = None
        if entry.name and grade and ours.is_ours(entry.school):
            paper = (work_no, entry.participation_grade, entry.profile)
            pupil_no = people.number(
                paper, (self.year, name or str(grade)), entry.name, entry.place
            )
        self.rows.add("olympiad_results", work_no, result_no, ours.code(entry.school), pupil_no, name,
                      grade, entry.participation_grade, entry.profile, entry.points,
                      entry.max_points, entry.status, entry.rank, entry.was_prize, entry.teacher,
                      *entry.place)  # fmt: skip


def _telling(lines: list[str]) -> list[str]:
    """Return the lines that may name the subject, the surest first; a school's name may hold one too."""
    *above, sheet, file = lines
    sure = [text for text in above if any(word in fold(text) for word in (*OLYMPIAD, "предмет"))]
    short = [text for text in above if len(text.split()) <= LONGEST_TITLE]
    return [*sure, file, sheet, *short]


def _above(table: Table) -> list[str]:
    """Return the lines above a table, each as one text: a label and its value stand in two cells."""
    rows = table.sheet.rows[table.begin : table.top]
    return [text for row in rows if (text := " ".join(clean(cell_text(c)) for c in row if c != ""))]


def _is_olympiad(table: Table) -> bool:
    lines = table.sheet.rows[: table.top]
    texts = (fold(cell) for row in lines for cell in row if isinstance(cell, str) and cell)
    if table.has("participation_grade") or any(word in text for text in texts for word in OLYMPIAD):
        return True
    rows = range(table.first, min(table.end, table.first + LOOK_ROWS))
    statuses = {status_of(table.text(row, "status")) for row in rows}
    return table.has("status") and bool(statuses & {"winner", "prize_winner"})


def _is_told(table: Table, grid: Grid) -> bool:
    """Say whether a table of a file that was claimed is one of the olympiad's too."""
    return _is_olympiad(table) or len(grid.sheets) == 1
