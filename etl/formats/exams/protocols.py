"""The shape "exam_protocol": results of ОГЭ and ЕГЭ, several exams one below another."""

from __future__ import annotations

from datetime import date

from etl.days import school_year_of
from etl.formats.declaration import Format
from etl.formats.exams.blocks import Block, blocks, is_protocol, layout_of
from etl.formats.exams.entries import Entry, answers_of, entry_of, is_neither
from etl.formats.exams.exam import UNSURE, Exam, exam_of_file, is_basic
from etl.formats.exams.kinds import EXAM_KINDS
from etl.formats.exams.laying import Laying, facts_of
from etl.formats.exams.questions import grade_seen, kind_seen, settle
from etl.formats.findings import Findings
from etl.formats.own_school import OwnSchool
from etl.grid import Grid
from etl.names import subject_key
from etl.school import School
from etl.tidy import Decisions, Parsed, Rows


def claim(grid: Grid, fmt: Format) -> bool:
    """Say whether some sheet has a table of exam results."""
    return is_protocol(grid, layout_of(fmt))


def parse(grid: Grid, fmt: Format, decisions: Decisions, school: School) -> Parsed:
    """Return the results of every exam of a file, each with the points of its tasks."""
    return Protocol(grid, fmt, decisions, school).read()


class Protocol:
    """One file of results being read."""

    def __init__(self, grid: Grid, fmt: Format, decisions: Decisions, school: School) -> None:
        self.grid, self.fmt, self.decisions, self.school = grid, fmt, decisions, school
        self.findings, self.rows = Findings(EXAM_KINDS), Rows()
        self.works: dict[
            tuple[str, int, str, date], tuple[Exam, list[tuple[Block, list[Entry]]]]
        ] = {}

    def read(self) -> Parsed:
        """Return what all tables of the file say."""
        layout = layout_of(self.fmt)
        found = [block for sheet in self.grid.sheets for block in blocks(sheet, layout)]
        for block in found:
            self._take(block)
        if not found:
            self.findings.add("no_exam")
        if not self.findings.questions:
            self._lay()
        return Parsed(self.fmt.id, self.fmt.source_kind, self.rows.columns, self.findings.problems(),
                      self.findings.questions, facts_of(self.rows))  # fmt: skip

    def _take(self, block: Block) -> None:
        rows = list(block.rows(tuple(self.fmt.options["footer"])))
        read = [(row, entry) for row in rows if (entry := entry_of(block, row, self.findings))]
        length = max((len(answers_of(block, row, 0)["short"]) for row, _ in read), default=0)
        for row, entry in read:
            entry.answers = answers_of(block, row, length)
        entries = [entry for _, entry in read]
        exam = self._exam(block, entries)
        if exam.held_on and exam.subject and exam.grade:
            self._name_marks(block, exam, entries)
            key = (exam.kind, exam.grade, subject_key(exam.subject), exam.held_on)
            self.works.setdefault(key, (exam, []))[1].append((block, entries))

    def _name_marks(self, block: Block, exam: Exam, entries: list[Entry]) -> None:
        """Say of a column headed «Балл» alone what it holds: marks, or test points of ЕГЭ; note what is neither."""
        is_tested = exam.kind == "ege" and not is_basic(exam.subject)
        for entry in entries:
            figure = entry.any_mark
            if figure is None:
                continue
            if is_neither(figure, is_tested):
                column = block.table.column("any_mark")
                self.findings.add("number_unclear", *entry.place[:2], column, value=f"{figure:g}")
            elif is_tested:
                entry.test_points = figure
            elif entry.mark is None:
                entry.mark = figure

    def _exam(self, block: Block, entries: list[Entry]) -> Exam:
        file = exam_of_file(self.grid.name)
        said = block.exam or file
        grades = {entry.own.grade for entry in entries if entry.own.grade}
        means = {column.means for column in block.table.columns}
        figures = [e.any_mark for e in entries if e.any_mark is not None]
        told = [kind for kind in (said.kind, block.kind, file.kind) if kind]
        kind = next((kind for kind in told if kind != UNSURE), "")
        kind = kind or (UNSURE if told else kind_seen(grades, means, figures))
        grade = said.grade or block.grade or file.grade or grade_seen(kind, grades)
        said = said._replace(kind=kind, grade=grade)
        return settle(said, self.fmt, self.decisions, self.findings)

    def _lay(self) -> None:
        listed = [entry for _, parts in self.works.values() for _, es in parts for entry in es]
        ours = OwnSchool(self.school.own_codes, (entry.school for entry in listed))
        ours.say(self.findings)
        laying = Laying(self.rows, self.findings, ours)
        for exam, parts in self.works.values():
            assert exam.held_on is not None  # `_take` keeps no other
            laying.lay(exam, school_year_of(exam.held_on), parts)
