"""One file of a class's works being read: its works, their tasks, the pupils with their points."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from etl.formats.class_works.kinds import CLASS_WORK_KINDS
from etl.formats.class_works.rows import Pupil, RowReader
from etl.formats.class_works.table import Table, tables_of
from etl.formats.declaration import Format
from etl.formats.findings import Findings
from etl.formats.own_school import People
from etl.formats.reading import facts
from etl.formats.works.said import (
    Asking,
    Said,
    WorkName,
    class_said,
    day_said,
    kind_said,
    label_said,
    literacy_said,
    said_around,
    subject_said,
    year_said,
)  # fmt: skip
from etl.formats.works.tasks import major
from etl.formats.works.titles import level_in, title_of
from etl.grid import Grid
from etl.names import subject_key
from etl.school import School
from etl.tidy import Decisions, Parsed, Rows
from etl.work_kinds import SET_BY_SCHOOL, work_text

CODED_KINDS = (
    *SET_BY_SCHOOL,
    "vpr",
)  # codes lay a ВПР by names over its protocol; without them it would count twice
Place = tuple[str, int, int]
Key = tuple[str, str, str, int, str]  # kind, year, subject, grade, label


class Laid(NamedTuple):
    """A task that is laid: its number in the work, its row among the tasks of the file, whether a maximum is stated."""

    no: int
    row: int
    is_stated: bool


@dataclass
class Work:
    """One work: its number, its tasks by code, how many results it has so far, whose every code is.

    `codes_no` is the number of the list of codes that it makes, 0 while it names none; `unknown` are the
    places of tasks whose maximum no table has stated yet.
    """

    no: int
    tasks: dict[str, Laid] = field(default_factory=dict)
    results: int = 0
    owners: dict[str, int] = field(default_factory=dict)
    codes_no: int = 0
    unknown: dict[str, list[Place]] = field(default_factory=dict)


class ClassWorkReading:
    """Rows and findings of one file."""

    def __init__(self, grid: Grid, fmt: Format, decisions: Decisions, school: School) -> None:
        self.grid, self.fmt = grid, fmt
        self.findings, self.rows = Findings(CLASS_WORK_KINDS), Rows()
        self.asking = Asking(decisions, self.findings, school)
        self.people = People(self.rows, self.findings)
        self.works: dict[Key, Work] = {}

    def read(self) -> Parsed:
        """Return what all tables of the file say."""
        for sheet in self.grid.sheets:
            above = Said()
            for table in tables_of(sheet, self.fmt):
                said = said_around(sheet, table.head, self.grid.name, table.top).after(above)
                self._table(table, said)
                above = said
        for work in self.works.values():
            self._say_unknown(work)
        if not self.rows.columns["results"]["result_no"] and not self.findings.questions:
            self.findings.add("no_participants")
        return Parsed(self.fmt.id, self.fmt.source_kind, self.rows.columns,
                      self.findings.problems(), self.findings.questions, self._facts())  # fmt: skip

    def _table(self, table: Table, said: Said) -> None:
        pupils = list(RowReader(table, self.fmt, self.findings).pupils())
        for r, column, was, code in table.repaired:
            self.findings.add("code_repaired", table.sheet.name, r, column, value=f"{was} → {code}")
        for r, column in table.wrong_max:
            self.findings.add("max_unreadable", table.sheet.name, r, column,
                              value=str(table.sheet.rows[r][column]))  # fmt: skip
        self._drop_unused(table, pupils)
        if not pupils:
            return
        whole = class_said(said, self.asking)
        name, label = self._name(table, said)
        placed = [(pupil, own) for pupil in pupils if (own := self._class(table, pupil, whole))]
        if placed and not self.findings.questions:
            for grade in sorted({own[0] for _, own in placed}):
                of_grade = [(pupil, own) for pupil, own in placed if own[0] == grade]
                self._lay(table, (name, label, grade), of_grade)

    def _name(self, table: Table, said: Said) -> tuple[WorkName, str]:
        kind = kind_said(
            said, self.asking, CODED_KINDS if "code" in table.columns else SET_BY_SCHOOL
        )
        held_on = day_said(said, self.asking)
        year = year_said(said, self.asking, held_on, kind)
        literacy = literacy_said(said)
        worded = not any(major(task.code) for task in table.tasks.values())
        is_free = kind == "monitoring" and bool(literacy or worded or "subject" in said.labelled)
        subject = (
            ""
            if literacy and not said.value("subject")
            else subject_said(said, self.asking, not is_free)
        )
        if kind == "vpr":  # one a year of a subject and grade, an autumn one of the grade before
            of = next(filter(None, (title_of(text).grade for text in said.texts)), 0)
            level = next(filter(None, map(level_in, said.texts)), "")
            return WorkName(kind, year, subject, held_on, literacy, of), level
        name = WorkName(kind, year, subject, held_on, literacy)
        return name, label_said(said, self.asking, name)

    def _class(
        self, table: Table, pupil: Pupil, whole: tuple[int, str] | None
    ) -> tuple[int, str] | None:
        own = pupil.own or whole
        if own is None and pupil.printed:
            self.findings.add("class_unclear", table.sheet.name, pupil.row, table.first_of("class_name"),
                              value=pupil.printed)  # fmt: skip
        elif own is None:
            self.findings.ask("class_name", "В~файле не~указан класс. Какой это класс?")
        return own

    def _drop_unused(self, table: Table, pupils: list[Pupil]) -> None:
        """Leave out columns with neither a maximum nor points: a template offers more than are needed."""
        used = {c for pupil in pupils for c, found in pupil.points.items() if found.state}
        for column, task in list(table.tasks.items()):
            if task.max_points is None and column not in used:
                del table.tasks[column]

    def _lay(self, table: Table, about: tuple[WorkName, str, int],
             placed: list[tuple[Pupil, tuple[int, str]]]) -> None:  # fmt: skip
        name, label, grade = about
        work = self._work(table, name, label, grade)
        numbers = self._tasks(table, work, [pupil for pupil, _ in placed])
        for pupil, (_, class_name) in placed:
            work.results += 1
            place = (table.sheet.name, pupil.row, table.first_of("name"))
            pupil_no = self.people.number(
                work.no, (name.school_year, class_name), pupil.name, place
            )
            if code := self._code(table, work, pupil, pupil_no):
                self._list_code(work, (name, grade), (code, pupil_no, class_name, *place))
            self.rows.add("results", work.no, work.results, "", code, pupil_no, class_name, class_name, 0,
                          grade, pupil.variant, int(pupil.took_part), pupil.total, None, pupil.mark,
                          pupil.journal_mark, *place)  # fmt: skip
            for column, found in pupil.points.items():
                if found.state:
                    self.rows.add("task_points", work.no, work.results, numbers[column], found.points,
                                  found.state, column)  # fmt: skip

    def _code(self, table: Table, work: Work, pupil: Pupil, pupil_no: int) -> str:
        """Return the code of a participant, "" where there is none of their own; note which is missing."""
        if "code" not in table.columns:
            return ""
        owner = work.owners.setdefault(pupil.code, pupil_no) if pupil.code else 0
        if owner == pupil_no:
            return pupil.code
        what = "code_of_two" if pupil.code else "code_missing"
        value = pupil.code or pupil.name
        self.findings.add(what, table.sheet.name, pupil.row, table.first_of("code"), value=value)
        return ""

    def _list_code(self, work: Work, of: tuple[WorkName, int], row: tuple[str | int, ...]) -> None:
        """Keep whose a code is for files that name nobody, newer ones too."""
        name, grade = of
        if not work.codes_no and name.subject:
            work.codes_no = self.rows.work("codes", name.kind, name.school_year,
                                           (name.subject, subject_key(name.subject)),
                                           (name.work_grade or grade, grade))  # fmt: skip
        if work.codes_no:
            self.rows.add("participants", work.codes_no, *row)

    def _work(self, table: Table, name: WorkName, label: str, grade: int) -> Work:
        key = (name.kind, name.school_year, name.subject, grade, label)
        if key not in self.works:
            no = self.rows.work("results", name.kind, name.school_year,
                                (name.subject, subject_key(name.subject)), (name.work_grade or grade, grade), label,
                                held_on=name.held_on, literacy=name.literacy,
                                sheet_name=table.sheet.name)  # fmt: skip
            self.works[key] = Work(no)
        return self.works[key]

    def _tasks(self, table: Table, work: Work, pupils: list[Pupil]) -> dict[int, int]:
        """Lay the tasks that are new to the work; return their numbers by column."""
        numbers: dict[int, int] = {}
        seen: Counter[str] = Counter()
        for column, task in sorted(table.tasks.items()):
            seen[task.code] += 1
            code = task.code if seen[task.code] == 1 else f"{task.code} [{seen[task.code]}]"
            if code != task.code:
                self.findings.add(
                    "task_twice", table.sheet.name, table.head, column, value=task.code
                )
            most = task.max_points or _most(column, pupils)
            if task.max_points is None:
                work.unknown.setdefault(code, []).append((table.sheet.name, table.head, column))
            if code in work.tasks:
                self._raise((table, column), work, (code, most, task.max_points is not None))
            else:
                no, rows = len(work.tasks) + 1, self.rows.columns["work_tasks"]["task_no"]
                work.tasks[code] = Laid(no, len(rows), task.max_points is not None)
                self.rows.add("work_tasks", work.no, no, code, no, most, table.levels.get(column, ""),
                              table.sheet.name, table.head, column)  # fmt: skip
            numbers[column] = work.tasks[code].no
        return numbers

    def _raise(self, place: tuple[Table, int], work: Work, said: tuple[str, float, bool]) -> None:
        """Take the larger of two maxima of a task, or of a maximum and the best result where none is stated."""
        (table, column), (code, most, is_stated) = place, said
        laid, maxima = work.tasks[code], self.rows.columns["work_tasks"]["max_points"]
        if maxima[laid.row] != most and is_stated and laid.is_stated:
            self.findings.add("max_differs", table.sheet.name, table.head, column, value=code)
        maxima[laid.row] = max(maxima[laid.row], most)
        work.tasks[code] = laid._replace(is_stated=laid.is_stated or is_stated)

    def _say_unknown(self, work: Work) -> None:
        """Say once of a work which of its tasks have the best result in place of a maximum, and on which sheets."""
        unknown = {c: places for c, places in work.unknown.items() if not work.tasks[c].is_stated}
        if not unknown:
            return
        sheets = dict.fromkeys(place[0] for places in unknown.values() for place in places)
        told = f"задания: {', '.join(unknown)}"
        told += f"; листы: {', '.join(sheets)}" if len(sheets) > 1 else ""
        self.findings.add("max_unknown", *next(iter(unknown.values()))[0], value=told)

    def _facts(self) -> dict[str, Any]:
        results = self.rows.columns["results"]
        return {
            **facts(self.rows.columns, self.findings.counts),
            "works": [work_text(kind, subject, grade, _told(label))
                      for kind, _, subject, grade, label in self.works],
            "participants": len(results["result_no"]),
            "classes": sorted(set(results["class_name"])),
            "subjects": list(dict.fromkeys(key[2] for key in self.works if key[2])),
            "school_years": list(dict.fromkeys(key[1] for key in self.works)),
        }  # fmt: skip


def _most(column: int, pupils: list[Pupil]) -> float:
    """Return the best result of a task whose maximum a table does not state."""
    seen = (pupil.points[column].points for pupil in pupils if column in pupil.points)
    return max(filter(None, seen), default=1.0)


def _told(label: str) -> str:
    """Return a label as a page tells it: a day as days are written, a name in quotes."""
    try:
        return f"{date.fromisoformat(label):%d.%m.%Y}"
    except ValueError:
        return f"«{label}»" if label else ""
