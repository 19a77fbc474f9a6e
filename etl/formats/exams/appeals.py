"""The shape "exam_appeals": points and marks after appeals, a pupil and an exam a row, no answers.

The rows are results of a work of the role `appeals`: they change what they state of a result and leave
its tasks alone.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from etl.days import school_year_of
from etl.formats.declaration import Format
from etl.formats.exams.blocks import Block
from etl.formats.exams.entries import Entry, entry_of, is_neither
from etl.formats.exams.exam import Exam, exam_of_cell, exam_of_file, gve_grade, is_basic, kind_of
from etl.formats.exams.kinds import EXAM_KINDS
from etl.formats.exams.laying import Laying, facts_of
from etl.formats.exams.questions import grade_seen, kind_seen, settle
from etl.formats.findings import Findings
from etl.formats.matrix.words import key
from etl.formats.own_school import OwnSchool
from etl.formats.registers.reading import is_header
from etl.formats.registers.table import Layout, tables
from etl.formats.registers.words import fits, vocabulary
from etl.grid import Grid
from etl.school import School
from etl.tidy import Decisions, Parsed, Rows

NEEDS = (("surname", "name"), ("exam",), ("state",), ("points", "mark", "test_points", "any_mark"))


def layout_of(fmt: Format) -> Layout:
    """Return how to know the header of a list of appeals, of two rows mostly."""
    words, keys = vocabulary(fmt.options["columns"]), ("surname", "name", "exam")
    return Layout(words, is_header(NEEDS, ()), ("exam",), keys, hints=tuple(fmt.options["hints"]))


def claim(grid: Grid, fmt: Format) -> bool:
    """Say whether some sheet has the header of a list of appeals."""
    layout = layout_of(fmt)
    return any(True for sheet in grid.sheets for _ in tables(sheet, layout))


def parse(grid: Grid, fmt: Format, decisions: Decisions, school: School) -> Parsed:
    """Return what appeals left of points and marks."""
    return Appeals(grid, fmt, decisions, school).read()


class Appeals:
    """One file of appeals being read."""

    def __init__(self, grid: Grid, fmt: Format, decisions: Decisions, school: School) -> None:
        self.grid, self.fmt, self.decisions, self.school = grid, fmt, decisions, school
        self.findings, self.rows = Findings(EXAM_KINDS), Rows()
        self.exams: dict[Exam, list[Entry]] = defaultdict(list)

    def read(self) -> Parsed:
        """Return what all tables of the file say."""
        layout = layout_of(self.fmt)
        for sheet in self.grid.sheets:
            for table in tables(sheet, layout):
                file = exam_of_file(self.grid.name)
                kind = kind_of(sheet.name) or file.kind
                block = Block(table, None, kind, gve_grade(sheet.name) or file.grade)
                for row in block.rows(tuple(self.fmt.options["footer"])):
                    self._row(block, row)
        if not self.exams:
            self.findings.add("no_exam")
        settled = self._settled()
        if not self.findings.questions:
            self._lay(settled)
        return Parsed(self.fmt.id, self.fmt.source_kind, self.rows.columns, self.findings.problems(),
                      self.findings.questions, facts_of(self.rows))  # fmt: skip

    def _row(self, block: Block, row: int) -> None:
        if fits(key(block.text(row, "state")), self.fmt.options["rejected"]):
            return
        entry = entry_of(block, row, self.findings)
        exam = exam_of_cell(block.text(row, "exam"))
        place = (block.table.sheet.name, row)
        if entry and exam is None:
            column = block.table.column("exam")
            self.findings.add("exam_unclear", *place, column, value=block.text(row, "exam"))
        elif entry and exam:
            figures = (entry.points, entry.test_points, entry.mark, entry.any_mark)
            if all(figure is None for figure in figures):
                self.findings.add("nothing_stated", *place, block.table.column("points"))
                return
            means = {column.means for column in block.table.columns}
            grades = {entry.own.grade} - {0}
            seen = kind_seen(grades, means, [f for f in (entry.any_mark,) if f is not None])
            kind = exam.kind or block.kind or seen
            grade = exam.grade or block.grade or grade_seen(kind, grades)
            self.exams[exam._replace(kind=kind, grade=grade)].append(entry)

    def _settled(self) -> dict[Exam, list[Entry]]:
        found: dict[Exam, list[Entry]] = defaultdict(list)
        for exam, entries in self.exams.items():
            told = settle(exam, self.fmt, self.decisions, self.findings)
            found[told._replace(code="")] += [self._marked(entry, told) for entry in entries]
        return found

    def _marked(self, entry: Entry, exam: Exam) -> Entry:
        """Return a row whose column «Балл» is said to be a mark or test points; note what is neither."""
        figure, is_tested = entry.any_mark, exam.kind == "ege" and not is_basic(exam.subject)
        if figure is None:
            return entry
        if is_neither(figure, is_tested):
            self.findings.add("number_unclear", *entry.place, value=f"{figure:g}")
            return entry
        return replace(entry, test_points=figure) if is_tested else replace(entry, mark=figure)

    def _lay(self, settled: dict[Exam, list[Entry]]) -> None:
        entries = [entry for listed in settled.values() for entry in listed]
        ours = OwnSchool(self.school.own_codes, (entry.school for entry in entries))
        ours.say(self.findings)
        laying = Laying(self.rows, self.findings, ours)
        for exam, told in settled.items():
            listed = [entry for entry in told if self._is_ours(entry, ours)]
            if not listed:
                continue
            assert exam.held_on is not None  # nothing is laid while a question stands
            year = school_year_of(exam.held_on)
            work_no = laying.work("appeals", exam, year, listed)
            for result_no, entry in enumerate(_newest(listed), 1):
                laying.result((work_no, result_no), exam, year, entry)

    def _is_ours(self, entry: Entry, ours: OwnSchool) -> bool:
        """Say whether a row is of our pupil: nobody else's result is known by name and can be changed."""
        if not ours.is_ours(entry.school):
            self.findings.add("appeal_elsewhere", *entry.place, value=entry.school)
            return False
        return True


def _newest(entries: list[Entry]) -> list[Entry]:
    """Return the last row of each pupil: two appeals of one exam come one after another."""
    return list({(entry.school, entry.own.name, entry.name): entry for entry in entries}.values())
