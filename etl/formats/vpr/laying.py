"""A work's participants and points as tidy rows, column by column: a region has a million cells."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from etl.cells import cell_text
from etl.formats.findings import Findings
from etl.formats.vpr.classes import class_cells
from etl.formats.vpr.people import School
from etl.formats.vpr.pieces import Piece, Work
from etl.formats.works.cells import Points, code_text, is_absent, number, read_mark, read_points
from etl.formats.works.tasks import Task
from etl.grid import Cell
from etl.names import subject_key
from etl.tidy import Rows

CLOSE = 1e-6
# result_no, task_no, points (NaN for none), states by their place in STATES, column_no of one task
Laid = tuple[NDArray[np.int64], int, NDArray[np.float64], NDArray[np.int8], int]
STATES = ("answered", "not_attempted", "not_taught")
POINTS_WRONG = {"unreadable": "points_unreadable", "negative": "points_negative",
                "above_max": "points_above_max"}  # fmt: skip


class Laying:
    """One work while its rows are laid; arrays are by the participant's number."""

    def __init__(self, work: Work, rows: Rows, findings: Findings) -> None:
        self.work, self.rows, self.findings = work, rows, findings
        count = len(work.participants)
        self.variants: NDArray[np.object_] = np.full(count, "", dtype=object)
        self.absent: NDArray[np.bool_] = np.zeros(count, dtype=bool)
        self.written: NDArray[np.bool_] = np.zeros(count, dtype=bool)
        self.sums: NDArray[np.float64] = np.zeros(count)
        self.totals: list[NDArray[np.float64]] = []
        self.work_no = 0
        self.task_nos: dict[str, int] = {}
        self.points: list[Laid] = []
        self.laid: NDArray[np.bool_] = np.zeros(count, dtype=bool)

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
        numbers = piece.at_numbers
        for column in piece.table.columns.get("variant", ()):
            coded = piece.column(column)
            self.absent[numbers[coded.where(is_absent)]] = True
            self._variants(
                numbers, coded.each(lambda cell: "" if is_absent(cell) else code_text(cell))
            )
        for column in piece.table.tasks:
            coded = piece.column(column)
            if any(map(is_absent, coded.distinct)):
                self.absent[numbers[coded.where(is_absent)]] = True
        self.absent &= self.variants == ""

    def _variants(self, numbers: NDArray[np.intp], texts: NDArray[np.object_]) -> None:
        """Note the variants that a column states: another than one already known goes beside it."""
        known = self.variants[numbers]
        more = (texts != "") & (known != "") & (texts != known)
        for k in np.flatnonzero(more).tolist():
            told = known[k].split("/")
            texts[k] = known[k] if texts[k] in told else "/".join([*told, texts[k]])
        said = texts != ""
        self.variants[numbers[said]] = texts[said]

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
        at, numbers = piece.column(column).at, piece.at_numbers
        if any(found.wrong for found in read):
            self._wrong(piece, column, read)
        there = np.array([bool(found.state) for found in read])[at]
        self.written[numbers[there]] = True
        there &= ~self.absent[numbers]
        laid, kept = numbers[there], at[there]
        points = np.array([np.nan if f.points is None else f.points for f in read])
        states = np.array([STATES.index(f.state or STATES[0]) for f in read], dtype=np.int8)
        self.sums[laid] += np.nan_to_num(points)[kept]
        self.points.append((laid + 1, task_no, points[kept], states[kept], column))

    def _lay_points(self) -> None:
        """Add the points of all tasks at once, as Arrow keeps them."""
        if not self.points:
            return
        results, tasks, points, states, columns = zip(*self.points, strict=True)
        sizes, every = [len(numbers) for numbers in results], np.concatenate(points)
        laid = {
            "work_no": _whole(np.full(sum(sizes), self.work_no)),
            "result_no": _whole(np.concatenate(results)),
            "task_no": _whole(np.repeat(tasks, sizes)),
            "points": pa.array(every, mask=np.isnan(every)),
            "state": pa.array(STATES).take(pa.array(np.concatenate(states))),
            "column_no": _whole(np.repeat(columns, sizes)),
        }
        table: dict[str, Any] = self.rows.columns["task_points"]
        for name, values in laid.items():
            table[name] = pa.concat_arrays([table[name], values]) if len(table[name]) else values

    def _wrong(self, piece: Piece, column: int, read: list[Points]) -> None:
        coded = piece.column(column)
        for k in np.flatnonzero(np.array([bool(found.wrong) for found in read])[coded.at]):
            cell, found = coded.distinct[coded.at[k]], read[coded.at[k]]
            if not is_absent(cell):
                self.findings.add(POINTS_WRONG[found.wrong], piece.table.sheet.name,
                                  piece.people.at[k], column, value=cell_text(cell))  # fmt: skip

    def _results(self) -> None:
        """Lay each participant once, from the first sheet that has it."""
        self._stated()
        for piece in self.work.pieces:
            _, firsts = np.unique(piece.at_numbers, return_index=True)
            new = np.sort(firsts[~self.laid[piece.at_numbers[firsts]]])
            if len(new):
                self._lay_results(piece, new)
            self.laid[piece.at_numbers] = True

    def _lay_results(self, piece: Piece, new: NDArray[np.intp]) -> None:
        """Lay the participants of some rows of a sheet; say what is odd about each in their order."""
        people, table, heading = piece.people, piece.table, self.work.heading
        numbers, code_column = piece.at_numbers[new], table.columns["code"][0]
        printed = class_cells(piece, heading.class_grade or heading.work_grade)
        classes = [column[new] for column in printed]
        marks = [self._marks(piece, meaning)[new].tolist() for meaning in ("mark", "journal_mark")]
        has_written, absent = self.written[numbers], self.absent[numbers]
        took_part = ~absent & (has_written | (self.variants[numbers] != ""))
        total, differs = self._totals(numbers, took_part)
        self.findings.counts["class_unsaid_seen"] += int(
            ((classes[1] == "") & (classes[2] == 0)).sum()
        )
        self._odd(piece, new, (absent & has_written, ~took_part & ~absent, differs))
        keys = list(self.work.participants)
        schools, codes = zip(*(keys[n] for n in numbers.tolist()), strict=True)
        count = len(new)
        laid = (
            [self.work_no] * count, (numbers + 1).tolist(), schools, codes, [None] * count,
            *(column.tolist() for column in classes), self.variants[numbers].tolist(),
            took_part.astype(int).tolist(), total.tolist(), [None] * count,
            *marks, [table.sheet.name] * count, np.array(people.at)[new].tolist(),
            [code_column] * count,
        )  # fmt: skip
        columns = self.rows.columns["results"].values()
        for laid_column, values in zip(columns, laid, strict=True):
            laid_column.extend(values)

    def _odd(
        self, piece: Piece, new: NDArray[np.intp],
        kinds: tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]],
    ) -> None:  # fmt: skip
        """Say of participants, row by row: absent with points, nothing written, a total that differs."""
        has_points, nothing, differs = kinds
        code_column, name = piece.table.columns["code"][0], piece.table.sheet.name
        total_column = piece.table.first("total")
        keys = list(self.work.participants)
        for k in np.flatnonzero(has_points | nothing | differs).tolist():
            row, n = piece.people.at[new[k]], int(piece.at_numbers[new[k]])
            if has_points[k] and self.sums_of(piece, int(new[k])) > 0:
                self.findings.add("absent_with_points", name, row, code_column, value=keys[n][1])
            if nothing[k]:
                self.findings.add("nothing_written", name, row, code_column, value=keys[n][1])
            if differs[k]:
                column = code_column if total_column is None else total_column
                text = f"{self._said(n):g} и {self.sums[n]:g}".replace(".", ",")
                self.findings.add("total_differs", name, row, column, value=text)

    def sums_of(self, piece: Piece, k: int) -> float:
        """Return the points that stand in the row of a participant, whether they count or not."""
        row = piece.people.rows[k]
        return sum(number(row[column]) or 0 for column in piece.table.tasks)

    def _stated(self) -> None:
        """Read the totals that sheets state: an array for each sheet, NaN where it states none."""
        for piece in self.work.pieces:
            column = piece.table.first("total")
            if column is None:
                continue
            coded, totals = piece.column(column), np.full(len(self.sums), np.nan)
            totals[piece.at_numbers] = coded.each(_total_of).astype(float)
            self.totals.append(totals)
            for k in np.flatnonzero(coded.where(_is_no_total)).tolist():
                self.findings.add("total_unreadable", piece.table.sheet.name, piece.people.at[k],
                                  column, value=str(coded.distinct[coded.at[k]]))  # fmt: skip

    def _totals(
        self, numbers: NDArray[np.intp], took_part: NDArray[np.bool_]
    ) -> tuple[NDArray[np.object_], NDArray[np.bool_]]:
        """Return stated totals, None for none, and which differ from the sum of the tasks.

        A total is of the whole work or the sum of what its parts state: whichever fits.
        """
        total: NDArray[np.object_] = np.full(len(numbers), None, dtype=object)
        differs = np.zeros(len(numbers), dtype=bool)
        if not self.totals:
            return total, differs
        stated = np.array([totals[numbers] for totals in self.totals])
        stated = np.vstack([stated, np.nansum(stated, axis=0)])
        is_stated = took_part & ~np.isnan(stated[:-1]).all(axis=0)
        fits = np.abs(stated - self.sums[numbers]) < CLOSE
        # Of none that fits the last is taken: the sum of all that is stated.
        first = np.where(fits.any(axis=0), fits.argmax(axis=0), len(stated) - 1)
        chosen = stated[first, np.arange(len(numbers))]
        total[is_stated] = chosen[is_stated]
        return total, is_stated & ~fits.any(axis=0)

    def _said(self, n: int) -> float:
        return float(np.nansum([totals[n] for totals in self.totals]))

    def _marks(self, piece: Piece, meaning: str) -> NDArray[np.object_]:
        column = piece.table.first(meaning)
        if column is None:
            return np.full(len(piece.people.rows), None, dtype=object)
        coded = piece.column(column)
        read = [read_mark(cell) for cell in coded.distinct]
        for k in np.flatnonzero(np.array([not known for _, known in read], dtype=bool)[coded.at]):
            cell = coded.distinct[coded.at[k]]
            if not is_absent(cell):
                self.findings.add("mark_unreadable", piece.table.sheet.name, piece.people.at[k],
                                  column, value=cell_text(cell))  # fmt: skip
        return np.array([mark for mark, _ in read], dtype=object)[coded.at]


def _total_of(cell: Cell) -> float:
    found = number(cell)
    return np.nan if found is None else found


def _is_no_total(cell: Cell) -> bool:
    """Say whether a cell says something else than a number or that the participant was absent."""
    is_text = isinstance(cell, str) and cell.strip() != ""
    return is_text and number(cell) is None and not is_absent(cell)


def _whole(numbers: NDArray[Any]) -> pa.Array:
    return pa.array(numbers.astype(np.int32))
