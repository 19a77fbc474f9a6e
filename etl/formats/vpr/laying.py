"""A work's participants and points as tidy rows, column by column: a region has a million cells."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from etl.cells import cell_text
from etl.formats.findings import Findings
from etl.formats.vpr.people import School, class_cells
from etl.formats.vpr.pieces import Piece, Work
from etl.formats.works.cells import Points, code_text, is_absent, number, read_mark, read_points
from etl.formats.works.tasks import Task
from etl.names import subject_key
from etl.tidy import Rows

CLOSE = 1e-6
# result_no, task_no, points, states, column_no of one task
Laid = tuple[NDArray[np.int64], int, NDArray[np.object_], NDArray[np.object_], int]
POINTS_WRONG = {"unreadable": "points_unreadable", "negative": "points_negative",
                "above_max": "points_above_max"}  # fmt: skip


class Laying:
    """One work while its rows are laid; arrays are by the participant's number."""

    def __init__(self, work: Work, rows: Rows, findings: Findings) -> None:
        self.work, self.rows, self.findings = work, rows, findings
        count = len(work.participants)
        self.variants: list[list[str]] = [[] for _ in range(count)]
        self.absent: NDArray[np.bool_] = np.zeros(count, dtype=bool)
        self.written: NDArray[np.bool_] = np.zeros(count, dtype=bool)
        self.sums: NDArray[np.float64] = np.zeros(count)
        self.totals: list[list[float]] = [[] for _ in range(count)]
        self.work_no = 0
        self.task_nos: dict[str, int] = {}
        self.points: list[Laid] = []
        self.results: list[tuple[Any, ...]] = []

    def lay(self) -> None:
        """Add the work, its tasks, schools, participants and points to the file's rows."""
        heading = self.work.heading
        schools = self._schools()
        self.work_no = self.rows.work(
            "results", heading.kind, heading.school_year,
            (heading.subject, subject_key(heading.subject)),
            (heading.work_grade, heading.class_grade), heading.label, held_on=heading.held_on,
            schools_count=max(len(schools), 1), sheet_name=self.work.pieces[0].table.sheet.name,
        )  # fmt: skip
        for school in schools.values():
            self.rows.add(
                "work_schools", self.work_no, school.code, school.name, school.municipality
            )
        for piece in self.work.pieces:
            self._presence(piece)
        seen: Counter[str] = Counter()
        for piece in self.work.pieces:
            seen = seen if piece.goes_on else Counter()
            for column, task in sorted(piece.table.tasks.items()):
                seen[task.code] += 1
                again = f" [{seen[task.code]}]" if seen[task.code] > 1 else ""
                self._task(piece, column, Task(task.code + again, task.max_points))
        self._lay_points()
        self._results()

    def _schools(self) -> dict[str, School]:
        schools = (school for piece in self.work.pieces for school in piece.people.schools)
        return {school.code: school for school in schools if school.code}

    def _presence(self, piece: Piece) -> None:
        """Read variants and words of absence of one sheet; who sat one part of two was there."""
        numbers = np.array(piece.numbers)
        for column in piece.table.columns.get("variant", ()):
            coded = piece.column(column)
            self.absent[numbers[coded.where(is_absent)]] = True
            texts = ["" if is_absent(cell) else code_text(cell) for cell in coded.distinct]
            for n, k in zip(piece.numbers, coded.at.tolist(), strict=True):
                if texts[k] and texts[k] not in self.variants[n]:
                    self.variants[n].append(texts[k])
        sat = np.fromiter(map(bool, self.variants), dtype=bool, count=len(self.variants))
        for column in piece.table.tasks:
            coded = piece.column(column)
            if any(map(is_absent, coded.distinct)):
                self.absent[numbers[coded.where(is_absent)]] = True
        self.absent &= ~sat

    def _task(self, piece: Piece, column: int, task: Task) -> None:
        """Lay one task of a sheet; a column with neither a maximum nor points is no task."""
        read = [read_points(cell, task.max_points) for cell in piece.column(column).distinct]
        most = task.max_points
        if most is None:
            if not any(found.state for found in read):
                return
            self.findings.counts["max_unknown_seen"] += 1
            most = max((found.points or 0 for found in read), default=0) or 1.0
        table = piece.table
        if task.code not in self.task_nos:
            self.task_nos[task.code] = no = len(self.task_nos) + 1
            self.rows.add("work_tasks", self.work_no, no, task.code, no, most, table.level(column),
                          table.sheet.name, table.head, column)  # fmt: skip
        self._points(piece, column, read, self.task_nos[task.code])

    def _points(self, piece: Piece, column: int, read: list[Points], task_no: int) -> None:
        at, numbers = piece.column(column).at, np.array(piece.numbers)
        if any(found.wrong for found in read):
            self._wrong(piece, column, read)
        there = np.array([bool(found.state) for found in read])[at]
        self.written[numbers[there]] = True
        there &= ~self.absent[numbers]
        laid, kept = numbers[there], at[there]
        points = np.array([np.nan if f.points is None else f.points for f in read])
        self.sums[laid] += np.nan_to_num(points)[kept]
        listed: NDArray[np.object_] = np.array([f.points for f in read], dtype=object)
        states: NDArray[np.object_] = np.array([f.state for f in read], dtype=object)
        self.points.append((laid + 1, task_no, listed[kept], states[kept], column))

    def _lay_points(self) -> None:
        """Add the points of all tasks at once: whole numbers as arrays, which Arrow takes as they are."""
        if not self.points:
            return
        results, tasks, points, states, columns = zip(*self.points, strict=True)
        sizes = [len(numbers) for numbers in results]
        laid = {
            "work_no": _whole(np.full(sum(sizes), self.work_no)),
            "result_no": _whole(np.concatenate(results)),
            "task_no": _whole(np.repeat(tasks, sizes)),
            "points": np.concatenate(points),
            "state": np.concatenate(states),
            "column_no": _whole(np.repeat(columns, sizes)),
        }
        table: dict[str, Any] = self.rows.columns["task_points"]
        for name, values in laid.items():
            table[name] = np.concatenate([table[name], values]) if len(table[name]) else values

    def _wrong(self, piece: Piece, column: int, read: list[Points]) -> None:
        coded = piece.column(column)
        for k in np.flatnonzero(np.array([bool(found.wrong) for found in read])[coded.at]):
            cell, found = coded.distinct[coded.at[k]], read[coded.at[k]]
            if not is_absent(cell):
                self.findings.add(POINTS_WRONG[found.wrong], piece.table.sheet.name,
                                  piece.people.at[k], column, value=cell_text(cell))  # fmt: skip

    def _results(self) -> None:
        """Lay each participant once, from the first sheet that has it."""
        laid: set[int] = set()
        for piece in self.work.pieces:
            self._stated(piece)
        keys = list(self.work.participants)
        for piece in self.work.pieces:
            people, table = piece.people, piece.table
            classes = class_cells(table, people, self.work.heading.class_grade
                                  or self.work.heading.work_grade)  # fmt: skip
            marks = self._marks(piece, "mark")
            journal = self._marks(piece, "journal_mark")
            for k, n in enumerate(piece.numbers):
                if n not in laid:
                    laid.add(n)
                    self._result(piece, k, keys[n], (classes[k], marks[k], journal[k]))
        columns = self.rows.columns["results"].values()
        for laid_column, values in zip(columns, zip(*self.results, strict=True), strict=True):
            laid_column.extend(values)

    def _result(self, piece: Piece, k: int, key: tuple[str, str],
                said: tuple[tuple[str, str, int, int], int | None, int | None]) -> None:  # fmt: skip
        n, table, (printed, mark, journal_mark) = piece.numbers[k], piece.table, said
        took_part = not self.absent[n] and bool(self.written[n] or self.variants[n])
        place = (table.sheet.name, piece.people.at[k], table.columns["code"][0])
        if self.absent[n] and self.written[n] and self.sums_of(piece, k) > 0:
            self.findings.add("absent_with_points", *place, value=key[1])
        elif not took_part and not self.absent[n]:
            self.findings.add("nothing_written", *place, value=key[1])
        if not printed[1] and not printed[2]:
            self.findings.counts["class_unsaid_seen"] += 1
        total = self._total(n, place, piece) if took_part else None
        self.results.append((self.work_no, n + 1, key[0], key[1], None, *printed,
                             "/".join(self.variants[n]), int(took_part), total, None, mark,
                             journal_mark, *place))  # fmt: skip

    def sums_of(self, piece: Piece, k: int) -> float:
        """Return the points that stand in the row of a participant, whether they count or not."""
        row = piece.people.rows[k]
        return sum(number(row[column]) or 0 for column in piece.table.tasks)

    def _stated(self, piece: Piece) -> None:
        column = piece.table.first("total")
        if column is None:
            return
        people = piece.people
        for n, row, r in zip(piece.numbers, people.rows, people.at, strict=True):
            cell = row[column]
            found = number(cell)
            if found is not None:
                self.totals[n].append(found)
            elif isinstance(cell, str) and cell.strip() and not is_absent(cell):
                self.findings.add("total_unreadable", piece.table.sheet.name, r, column, value=cell)

    def _total(self, n: int, place: tuple[str, int, int], piece: Piece) -> float | None:
        """Return the stated total: of the whole work, or the sum of what its parts state."""
        stated, own = self.totals[n], float(self.sums[n])
        if not stated:
            return None
        fits = next((total for total in [*stated, sum(stated)] if abs(total - own) < CLOSE), None)
        if fits is not None:
            return fits
        said = max(stated) if len(stated) == 1 else sum(stated)
        column = piece.table.first("total")
        self.findings.add("total_differs", place[0], place[1], place[2] if column is None else column,
                          value=f"{said:g} и {own:g}".replace(".", ","))  # fmt: skip
        return said

    def _marks(self, piece: Piece, meaning: str) -> list[int | None]:
        column = piece.table.first(meaning)
        if column is None:
            return [None] * len(piece.people.rows)
        coded = piece.column(column)
        read = [read_mark(cell) for cell in coded.distinct]
        for k in np.flatnonzero(np.array([not known for _, known in read], dtype=bool)[coded.at]):
            cell = coded.distinct[coded.at[k]]
            if not is_absent(cell):
                self.findings.add("mark_unreadable", piece.table.sheet.name, piece.people.at[k],
                                  column, value=cell_text(cell))  # fmt: skip
        return [read[k][0] for k in coded.at.tolist()]


def _whole(numbers: NDArray[np.int64]) -> NDArray[np.int32]:
    return numbers.astype(np.int32)
