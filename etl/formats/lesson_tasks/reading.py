"""A file of lessons being read: rows of tasks come together to lessons, columns of codes to coders."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from etl.cells import cell_text
from etl.formats.declaration import Format
from etl.formats.findings import Findings
from etl.formats.lesson_tasks.codes import code_of, types
from etl.formats.lesson_tasks.heads import REQUIRED, Heads, Wording, person_of, text_of
from etl.formats.lesson_tasks.kinds import LESSON_KINDS
from etl.formats.lesson_tasks.laying import lay
from etl.formats.lesson_tasks.layout import CODES, PEOPLE, Lessons, Said
from etl.formats.lesson_tasks.lesson import Coder, Lesson, Place, Task, lesson_id, teacher_key
from etl.formats.matrix.people import Person
from etl.formats.registers.kinds import REGISTER_KINDS
from etl.formats.registers.reading import RegisterReading
from etl.formats.registers.table import Column, body
from etl.formats.registers.words import fits
from etl.formats.staff.headers import folded
from etl.formats.staff.kinds import STAFF_KINDS
from etl.formats.staff.people import one
from etl.grid import Cell, Grid
from etl.names import clean
from etl.school import School
from etl.tidy import Decisions, Parsed

Coded = tuple[Coder, str, Place]  # who, the code ("" for none), where


class LessonReading(RegisterReading):
    """Lessons and findings of a file."""

    def __init__(self, grid: Grid, fmt: Format, decisions: Decisions, school: School) -> None:
        super().__init__(grid, fmt, decisions, school)
        self.findings = Findings({**REGISTER_KINDS, **STAFF_KINDS, **LESSON_KINDS})
        self.wording = Wording(school, self.findings)
        self.lessons: dict[str, Lesson] = {}
        self.types = types()
        self.read_sheets: set[str] = set()
        self._blocks: dict[tuple[str, str, str], int] = {}  # where a coder's list began
        self._block = 0

    def read(self, lessons: Lessons) -> None:
        """Take the tasks of a table."""
        self._block += 1
        table, heads = lessons.table, Heads(lessons)
        self.read_sheets.add(table.sheet.name)
        before = len(self.findings.counts), sum(len(one.tasks) for one in self.lessons.values())
        for row in self._rows(lessons):
            said = heads.of(row)
            lesson = self._lesson(lessons, said, row)
            if lesson:
                self._take(lessons, lesson, row, said)
        after = sum(len(one.tasks) for one in self.lessons.values())
        if lessons.head and after == before[1] and not any(True for _ in self._rows(lessons)):
            self._say_empty(lessons)

    def _say_empty(self, lessons: Lessons) -> None:
        """Note a lesson whose head is filled in and whose table is not."""
        first = next(iter(lessons.head.values()))
        place = (lessons.table.sheet.name, first.row, first.column)
        self.findings.add("lesson_without_tasks", *place, value=text_of(first)[:60])

    def _rows(self, lessons: Lessons) -> Iterator[int]:
        """Give the rows that hold a task or a code; sums and signatures are said, numbers alone are not."""
        table = lessons.table
        coded = [column.index for means in CODES for column in lessons.columns(means)]
        for row in body(table):
            texts = dict(table.filled(row))
            first = next(iter(texts.values()))
            if any(fits(folded(text), self.fmt.options["skip"]) for text in (first, table.text(row, "task"))):
                self.findings.add("rows_skipped", table.sheet.name, row, 0, value=first[:60])
            elif table.text(row, "task") or any(
                column in texts and one(texts[column]).sort not in PEOPLE for column in coded
            ):
                yield row

    def _lesson(self, lessons: Lessons, said: dict[str, Said], row: int) -> Lesson | None:
        """Return the lesson of a row, None where what it is known by is not there."""
        sheet, table = lessons.table.sheet.name, lessons.table
        missing = [label for name, label in REQUIRED.items() if name not in said]
        if missing:
            self.wording.say("lesson_incomplete", (sheet, table.top, 0), ", ".join(missing))
            return None
        teacher, held_on = person_of(said["teacher"]), self.wording.day(sheet, said["held_on"])
        if teacher is None:
            place = (sheet, said["teacher"].row, said["teacher"].column)
            self.wording.say("lesson_teacher_unclear", place, text_of(said["teacher"]))
        if teacher is None or held_on is None:
            return None
        texts = {
            "class_name": self.wording.class_of(sheet, said.get("class_name")),
            "subject": text_of(said.get("subject")),
            **self.wording.texts(sheet, said),
        }
        at = said["teacher"]
        draft = Lesson("", teacher, held_on, (sheet, at.row, at.column), texts)
        return self._known(draft, text_of(said.get("lesson_id")))

    def _known(self, draft: Lesson, own_id: str) -> Lesson:
        """Return the lesson that is meant: one of the same topic, else a second of the day."""
        texts = draft.said
        plain = (teacher_key(draft.teacher), draft.held_on.isoformat(), texts["class_name"],
                 self.school.subject(texts["subject"]))  # fmt: skip
        key = own_id or lesson_id(*plain)
        first = self.lessons.get(key)
        is_other = first and texts["topic"] and first.said["topic"] and not own_id
        if first and is_other and folded(texts["topic"]) != folded(first.said["topic"]):
            key = lesson_id(*plain, texts["topic"])
            if key not in self.lessons:
                self.findings.add("lesson_again", *draft.place, value=texts["topic"])
        draft.lesson_id = key
        known = self.lessons.setdefault(key, draft)
        if known is not draft:
            self._join(known, draft)
        return known

    def _join(self, known: Lesson, draft: Lesson) -> None:
        """Add what a second place says of a lesson; the first holds where they differ."""
        for name, value in draft.said.items():
            if value and not known.said[name]:
                known.said[name] = value
            elif value and name in ("aim", "targets") and value != known.said[name]:
                self.wording.say("lesson_twice_differs", draft.place, str(draft.said["topic"]))

    def _take(self, lessons: Lessons, lesson: Lesson, row: int, said: dict[str, Said]) -> None:
        """Take a task and its codes."""
        codes = list(self._codes(lessons, lesson, row, said))
        no = self._number(lessons, lesson, row, codes)
        for coder, code, place in codes:
            if (coder.role, coder.key) in lesson.refused:
                continue
            own = lesson.codes.setdefault(coder, {})
            began = self._blocks.setdefault((lesson.lesson_id, coder.role, coder.key), place[2] + 1000 * self._block)
            if no in own or began != place[2] + 1000 * self._block:
                lesson.refused.add((coder.role, coder.key))
                self.findings.add("coded_twice", *place, value=coder.whom.name)
                continue
            own[no] = (code, place)

    def _number(self, lessons: Lessons, lesson: Lesson, row: int, codes: list[Coded]) -> int:
        """Return the number of a row's task in its lesson, laying the task where it is new."""
        table = lessons.table
        text, said = clean(table.text(row, "task")), number_of(table.cell(row, "no"))
        place = (table.sheet.name, row, max(table.column("task"), 0))
        mine = {no for coder, _, _ in codes for no in lesson.codes.get(coder, {})}
        alike = [no for no in lesson.numbers_of(text) if no not in mine]
        if said is None:
            said = alike[0] if alike and codes else lesson.free_no()
        known = lesson.tasks.setdefault(said, Task(text, place))
        if known.place == place or folded(known.text) == folded(text) or not text:
            return said
        if not known.text:
            known.text = text
            return said
        if said in mine or known.place[0] == place[0]:
            self.findings.add("task_no_again", *place, value=f"{said}: {text[:60]}")
            said = lesson.free_no()
            lesson.tasks[said] = Task(text, place)
        else:
            self.findings.add("task_text_differs", *place, value=f"{said}: {text[:60]}")
        return said

    def _codes(
        self, lessons: Lessons, lesson: Lesson, row: int, said: dict[str, Said]
    ) -> Iterator[Coded]:
        """Give the codes of a row with their coders; the empty cell of a coder is an uncoded task."""
        table = lessons.table
        for means in CODES:
            for column in lessons.columns(means):
                place = (table.sheet.name, row, column.index)
                line = table.sheet.rows[row]
                cell = line[column.index] if column.index < len(line) else ""
                coder = self._coder(lessons, lesson, column, (row, said))
                if coder is None:
                    if cell != "":
                        at = (table.sheet.name, table.first - 1, column.index)
                        self.wording.say("observer_unnamed", at, column.label)
                    continue
                yield coder, self._code(cell, place), place

    def _code(self, cell: Cell, place: Place) -> str:
        found = code_of(cell, self.types)
        if found.is_unknown:
            self.findings.add("code_unknown", *place, value=clean(cell_text(cell))[:60])
        elif found.is_from_day:
            self.findings.add("code_from_day", *place, value=found.value)
        return found.value

    def _coder(
        self, lessons: Lessons, lesson: Lesson, column: Column, at: tuple[int, dict[str, Said]]
    ) -> Coder | None:
        """Return who coded in a column: the teacher, the person it names, or the one of the row or head."""
        row, said = at
        named, teacher = lessons.coders.get(column.index), lesson.teacher
        if column.means == "code_teacher":
            return Coder("teacher", teacher_key(teacher), teacher)
        if named is None and column.means == "code":
            text = clean(lessons.table.text(row, "coder"))
            if not text or fits(folded(text), self.fmt.options["teacher_words"]):
                return Coder("teacher", teacher_key(teacher), teacher)
            whom = one(text)
            named = whom if whom.sort in PEOPLE else None
        whom_observing = named or person_of(said.get("observer"))
        return self._observer(lessons, lesson, whom_observing, (row, column.index))

    def _observer(
        self, lessons: Lessons, lesson: Lesson, whom: Person | None, at: tuple[int, int]
    ) -> Coder | None:
        if whom is None:
            return None
        if teacher_key(whom) != teacher_key(lesson.teacher):
            return Coder("observer", teacher_key(whom), whom)
        place = (lessons.table.sheet.name, lessons.table.first - 1, at[1])
        self.wording.say("observer_is_teacher", place, whom.name)
        return Coder("teacher", teacher_key(whom), lesson.teacher)

    def laid(self) -> Parsed:
        """Return everything that was read."""
        self.findings.say_unread(self.grid, self.read_sheets)
        lay(self)
        if not self.lessons and not self.findings.counts["lesson_incomplete"]:
            self.findings.add("nothing_filled")
        return self.parsed(lessons=self.told())

    def told(self) -> dict[str, int]:
        """Return what the page says of the file: lessons, tasks, coders."""
        coders: set[Any] = {(one.lesson_id, coder.key) for one in self.lessons.values() for coder in one.codes}
        return {
            "lessons": len(self.lessons),
            "tasks": sum(len(one.tasks) for one in self.lessons.values()),
            "codings": len(coders),
        }


def number_of(cell: Cell) -> int | None:
    """Return the number of «3», «3.», 3.0, «№ 3»; None where a cell says none."""
    text = cell_text(cell).strip().lstrip("№ ").rstrip(". )")
    return int(text) if text.isdigit() and 0 < int(text) < 1000 else None
