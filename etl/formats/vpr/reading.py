"""One file of results by participant being read: its works, their classes, what is told of it."""

from __future__ import annotations

from itertools import pairwise

from etl.cells import cell_text
from etl.formats.declaration import Format
from etl.formats.findings import Findings
from etl.formats.reading import facts
from etl.formats.vpr.heading import Heading, heading_of
from etl.formats.vpr.kinds import VPR_KINDS
from etl.formats.vpr.laying import Laying
from etl.formats.vpr.people import people_of
from etl.formats.vpr.pieces import Piece, Work
from etl.formats.vpr.table import table_of
from etl.formats.vpr.whose import Whose, say_numbers
from etl.formats.works.classes import class_of, ordinal_of
from etl.grid import Cell, Grid
from etl.names import fold
from etl.school import School
from etl.tidy import Decisions, Parsed, Rows
from etl.work_kinds import work_text

HIGHEST_ORDINAL = 40


class VprReading:
    """Rows and findings of one file."""

    def __init__(self, grid: Grid, fmt: Format, decisions: Decisions, school: School) -> None:
        self.grid, self.fmt, self.decisions, self.school = grid, fmt, decisions, school
        self.findings = Findings(VPR_KINDS)
        self.rows = Rows()
        self.works: dict[Heading, Work] = {}

    def read(self) -> Parsed:
        """Return what all sheets say together."""
        for sheet in self.grid.sheets:
            if table := table_of(sheet, self.fmt.options["columns"]):
                people = people_of(table, self.findings)
                if people.rows:
                    self._join(Piece(table, people))
        for work in self.works.values():
            laying = Laying(work, self.rows, self.findings)
            laying.lay()
            self._ordinals(laying.work_no, work)
        self._told()
        return Parsed(self.fmt.id, self.fmt.source_kind, self.rows.columns,
                      self.findings.problems(), self.findings.questions, self._facts())  # fmt: skip

    def _join(self, piece: Piece) -> None:
        asking = (self.decisions, self.findings, self.school)
        heading = heading_of(piece.table, piece.people.rows, self.grid.name, asking)
        self.works.setdefault(heading, Work(heading)).join(piece, self.findings)

    def _ordinals(self, work_no: int, work: Work) -> None:
        """Read which class has which number from the sheets that list it."""
        grade = work.heading.class_grade or work.heading.work_grade
        for sheet in self.grid.sheets:
            if fold(sheet.name).startswith(tuple(self.fmt.options["ordinals_sheets"])):
                named = dict(filter(None, (_numbered(row, grade) for row in sheet.rows)))
                for ordinal, (own, name) in named.items():
                    self.rows.add("class_ordinals", work_no, own, ordinal, name)

    def _told(self) -> None:
        """Say once, with its number, what is so of many rows."""
        counts = self.findings.counts
        unsaid = counts.pop("class_unsaid_seen", 0)
        if unsaid:
            self.findings.add("class_unsaid", value=f"участников: {unsaid}")
        if counts.pop("max_unknown_seen", 0):
            self.findings.add("max_unknown")
        if not self.rows.columns["results"]["result_no"]:
            self.findings.add("no_participants")
        whose = self._whose()
        whose.say(self.findings, self.decisions)
        say_numbers(self.rows, self.findings, self.school, whose)

    def _whose(self) -> Whose:
        pieces = (piece for work in self.works.values() for piece in work.pieces)
        return Whose((one for p in pieces for one in p.people.schools), self.school)

    def _facts(self) -> dict[str, object]:
        headings = list(self.works)
        classes = sorted(set(filter(None, self.rows.columns["results"]["class_name"])))
        return {
            **facts(self.rows.columns, self.findings.counts),
            "works": [work_text(h.kind, h.subject, h.work_grade) for h in headings],
            "participants": len(self.rows.columns["results"]["result_no"]),
            "school_code": self._whose().asked_code,
            "classes": classes,
            "subjects": list(dict.fromkeys(heading.subject for heading in headings)),
            "school_years": list(dict.fromkeys(h.school_year for h in headings if h.school_year)),
        }


def _numbered(row: list[Cell], grade: int) -> tuple[int, tuple[int, str]] | None:
    """Return (number, (grade, class)) of a row «2 | 4Б» or «2 | Б», None of any other."""
    filled = [cell for cell in row if cell_text(cell).strip()]
    for number_cell, class_cell in pairwise(filled):
        ordinal, found = ordinal_of(number_cell), class_of(class_cell, grade)
        if 0 < ordinal <= HIGHEST_ORDINAL and found.class_name:
            return ordinal, (found.grade, found.class_name)
    return None
