"""Entries of protocols as tidy rows: works, tasks with their maxima, results, points of tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from etl.formats.exams.blocks import Block
from etl.formats.exams.entries import Entry
from etl.formats.exams.exam import Exam
from etl.formats.exams.masks import Answer
from etl.formats.findings import Findings
from etl.formats.own_school import OwnSchool, People
from etl.names import subject_key
from etl.tidy import Rows
from etl.work_kinds import work_text

CODES = {"short": "", "long": "К", "oral": "У"}  # what the code of a task begins with
Part = tuple[Block, list[Entry]]
Whose = tuple[Block, Entry]
Maxima = dict[tuple[str, int], int]  # of a task by kind of mask and place in it
Tasks = dict[tuple[str, int], int]  # its number
Numbers = tuple[int, int]  # work_no, result_no


class Laying:
    """Lays the exams of one file."""

    def __init__(self, rows: Rows, findings: Findings, ours: OwnSchool) -> None:
        self._rows, self._findings, self._ours = rows, findings, ours
        self._people = People(rows, findings)
        self._unnamed: Counter[tuple[int, str]] = Counter()

    def work(self, role: str, exam: Exam, year: str, entries: Iterable[Entry]) -> int:
        """Add an exam as a work and the schools it names; return its number."""
        grade = exam.grade
        label = exam.held_on.isoformat() if exam.held_on else ""
        entries = list(entries)
        schools = {self._ours.code(e.school): e.municipality for e in entries if e.school}
        work_no = self._rows.work(role, exam.kind, year, (exam.subject, subject_key(exam.subject)),
                                  (grade, grade), label, held_on=exam.held_on,
                                  schools_count=max(1, len(schools)),
                                  sheet_name=entries[0].place[0] if entries else "")  # fmt: skip
        for code, municipality in schools.items():
            self._rows.add("work_schools", work_no, code, "", municipality)
        return work_no

    def lay(self, exam: Exam, year: str, parts: list[Part]) -> None:
        """Add one exam with everything its tables say."""
        entries = [entry for _, listed in parts for entry in listed]
        work_no = self.work("results", exam, year, entries)
        maxima = _maxima(entries)
        tasks = self._tasks(work_no, maxima, parts)
        for result_no, (block, entry) in enumerate(
            ((block, entry) for block, listed in parts for entry in listed), 1
        ):
            self.result((work_no, result_no), exam, year, entry)
            self._points((work_no, result_no), (block, entry), maxima, tasks)

    def result(self, numbers: Numbers, exam: Exam, year: str, entry: Entry) -> None:
        """Add a participant's result; one of another school goes by a number and not by a name."""
        grade, name = entry.own.settled(exam.grade)
        school, pupil_no, code = self._ours.code(entry.school), None, ""
        if self._ours.is_ours(entry.school):
            own = year, name or str(grade)
            pupil_no = self._people.number(numbers[0], own, entry.name, entry.place)
        else:
            self._unnamed[numbers[0], school] += 1
            code = f"№{self._unnamed[numbers[0], school]}"
        self._rows.add("results", *numbers, school, code, pupil_no, entry.own.raw, name, 0,
                       grade, entry.variant, 1, entry.points, entry.test_points,
                       None if entry.mark is None else int(entry.mark), None, *entry.place)  # fmt: skip

    def _tasks(self, work_no: int, maxima: Maxima, parts: list[Part]) -> Tasks:
        numbers: Tasks = {}
        table = parts[0][0].table
        for position, (kind, place) in enumerate(sorted(maxima, key=_order), 1):
            numbers[kind, place] = position
            column = max(table.column(kind), 0)
            self._rows.add("work_tasks", work_no, position, f"{CODES[kind]}{place}", position,
                           float(maxima[kind, place]), "", table.sheet.name, table.top, column)  # fmt: skip
        return numbers

    def _points(self, numbers: Numbers, whose: Whose, maxima: Maxima, tasks: Tasks) -> None:
        block, entry = whose
        scored = _scored(entry, maxima)
        total = 0.0
        for kind, place, answer, points in scored:
            column = block.table.column(kind)
            if points is None:
                self._findings.add("mask_sign", *entry.place[:2], column,
                                   value=f"{CODES[kind]}{place}: «{answer.raw}»")  # fmt: skip
                continue
            total += points
            self._rows.add("task_points", *numbers, tasks[kind, place], float(points),
                           answer.state, column)  # fmt: skip
        self._check(block, entry, [points for *_, points in scored], (total, maxima))

    def _check(
        self, block: Block, entry: Entry, said: list[Any], against: tuple[float, Maxima]
    ) -> None:
        total, maxima = against
        if said and len(entry.answers["short"]) < sum(kind == "short" for kind, _ in maxima):
            value = str(len(entry.answers["short"]))
            self._findings.add(
                "mask_short", *entry.place[:2], block.table.column("short"), value=value
            )
        elif said and None not in said and entry.points not in (None, total):
            value = f"{total:g} и {entry.points:g}"
            column = block.table.column("points")
            self._findings.add("sum_differs", *entry.place[:2], column, value=value)


def facts_of(rows: Rows) -> dict[str, Any]:
    """Return what the page says of a file of works: works, participants, pupils, classes, years."""
    works = rows.columns["works"]
    results = rows.columns["results"]
    named = zip(works["kind"], works["subject_raw"], works["class_grade"], strict=True)
    return {
        "works": list(dict.fromkeys(work_text(*work) for work in named)),
        "participants": len(results["result_no"]) + len(rows.columns["olympiad_results"]["result_no"]),
        "pupils": len(rows.columns["pupils"]["pupil_no"]),
        "classes": list(dict.fromkeys(filter(None, rows.columns["pupils"]["class_name"]))),
        "subjects": list(dict.fromkeys(works["subject_raw"])),
        "periods": [],
        "school_years": list(dict.fromkeys(works["school_year"])),
        "date_from": "",
        "date_to": "",
        "unknown_tokens": 0,
    }  # fmt: skip


def _answers(entry: Entry) -> Iterator[tuple[str, int, Answer]]:
    for kind, listed in entry.answers.items():
        for place, answer in enumerate(listed, 1):
            yield kind, place, answer


def _maxima(entries: Iterable[Entry]) -> Maxima:
    """Return the maximum of every task: what its mask states, else the most that anybody got."""
    found: Maxima = {}
    for entry in entries:
        for kind, place, answer in _answers(entry):
            most = max(answer.most, answer.points or 0, 1 if kind == "short" else 0)
            found[kind, place] = max(found.get((kind, place), 0), most)
    return found


def _scored(entry: Entry, maxima: Maxima) -> list[tuple[str, int, Answer, int | None]]:
    """Return the points of every task; `+` of a task of several points is what makes the sum right."""
    told = list(_answers(entry))
    single = [(*said, said[2].points) for said in told]
    whole = [
        (kind, place, answer, maxima[kind, place] if answer.full else answer.points)
        for kind, place, answer in told
    ]
    sums = [sum(points or 0 for *_, points in option) for option in (single, whole)]
    return whole if entry.points == sums[1] != sums[0] else single


def _order(task: tuple[str, int]) -> tuple[int, int]:
    return list(CODES).index(task[0]), task[1]
