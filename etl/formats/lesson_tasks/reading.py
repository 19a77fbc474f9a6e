"""A file of lessons being read: rows of tasks come together to lessons, columns of codes to coders."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from etl.cells import cell_text
from etl.formats.communities.kinds import COMMUNITY_KINDS
from etl.formats.communities.rows import OWN_KEY
from etl.formats.declaration import Format
from etl.formats.findings import Findings
from etl.formats.lesson_tasks.coding import Coding
from etl.formats.lesson_tasks.heads import REQUIRED, Heads, Wording, person_of, text_of
from etl.formats.lesson_tasks.kinds import LESSON_KINDS
from etl.formats.lesson_tasks.laying import lay
from etl.formats.lesson_tasks.layout import CODES, PEOPLE, Lessons, Said
from etl.formats.lesson_tasks.lesson import Coded, Coder, Lesson, Task, lesson_id, teacher_key
from etl.formats.registers.kinds import REGISTER_KINDS
from etl.formats.registers.reading import RegisterReading
from etl.formats.registers.table import body
from etl.formats.registers.words import fits
from etl.formats.staff.headers import folded
from etl.formats.staff.kinds import STAFF_KINDS
from etl.formats.staff.people import one
from etl.grid import Cell, Grid
from etl.names import clean
from etl.school import School, shipped_task_types
from etl.tidy import Decisions, Parsed

KINDS = {**REGISTER_KINDS, **STAFF_KINDS, **COMMUNITY_KINDS, **LESSON_KINDS}


class LessonReading(RegisterReading):
    """Lessons and findings of a file."""

    def __init__(self, grid: Grid, fmt: Format, decisions: Decisions, school: School) -> None:
        super().__init__(grid, fmt, decisions, school)
        self.findings = Findings(KINDS)
        self.wording = Wording(school, self.findings)
        self.coding = Coding(fmt.options, school.task_types, self.wording)
        self.lessons: dict[str, Lesson] = {}
        self._read: set[str] = set()
        self._block, self._coders = 0, frozenset[Coder]()
        self._twice: set[tuple[str, Coder, int, int]] = set()

    def read(self, lessons: Lessons) -> None:
        """Take the tasks of a table."""
        self._block += 1
        heads, has_tasks = Heads(lessons), False
        self._read.add(lessons.table.sheet.name)
        for row in self._rows(lessons):
            has_tasks, said = True, heads.of(row)
            lesson = self._lesson(lessons, said)
            if lesson:
                self._take(lessons, lesson, row, said)
        if lessons.head and not has_tasks:
            first = next(iter(lessons.head.values()))
            place = (lessons.table.sheet.name, first.row, first.column)
            self.findings.add("lesson_without_tasks", *place, value=text_of(first)[:60])

    def _rows(self, lessons: Lessons) -> Iterator[int]:
        """Give the rows with a task or a code; sums and signatures are said, numbers alone are not."""
        table, skip = lessons.table, self.fmt.options["skip"]
        coded = [column.index for means in CODES for column in lessons.columns(means)]
        for row in body(table):
            texts = dict(table.filled(row))
            first, task = next(iter(texts.values())), table.text(row, "task")
            if fits(folded(first), skip) or fits(folded(task), skip):
                self.findings.add("rows_skipped", table.sheet.name, row, 0, value=first[:60])
            elif task or any(c in texts and one(texts[c]).sort not in PEOPLE for c in coded):
                yield row

    def _lesson(self, lessons: Lessons, said: dict[str, Said]) -> Lesson | None:
        """Return the lesson of a row, None where what it is known by is not there."""
        sheet = lessons.table.sheet.name
        missing = [label for name, label in REQUIRED.items() if name not in said]
        if missing:
            self.wording.say("lesson_incomplete", (sheet, lessons.table.top, 0), ", ".join(missing))
            return None
        whom, held_on = said["teacher"], self.wording.day(sheet, said["held_on"])
        teacher, place = person_of(whom), (sheet, whom.row, whom.column)
        if teacher is None:
            self.wording.say("lesson_teacher_unclear", place, text_of(whom))
        if teacher is None or held_on is None:
            return None
        texts = {
            "class_name": self.wording.class_of(sheet, said.get("class_name")),
            "subject": text_of(said.get("subject")),
            **self.wording.texts(sheet, said),
        }
        draft = Lesson("", teacher, held_on, place, texts)
        return self._known(draft, self._own_id(sheet, said.get("lesson_id")))

    def _own_id(self, sheet: str, said: Said | None) -> str:
        text = text_of(said)
        if said is None or OWN_KEY.fullmatch(text) or text in self.school.typed_lessons:
            return text
        self.wording.say("line_key_unclear", (sheet, said.row, said.column), text)
        return ""

    def _known(self, draft: Lesson, own_id: str) -> Lesson:
        """Return the lesson that is meant: the one of the same topic, else a second of the day."""
        texts = draft.said
        plain = (teacher_key(draft.teacher), draft.held_on.isoformat(), texts["class_name"],
                 self.school.subject(texts["subject"]))  # fmt: skip
        draft.lesson_id = own_id or lesson_id(*plain)
        first = self.lessons.get(draft.lesson_id)
        if first and not own_id and _is_other(texts["topic"], first.said["topic"]):
            draft.lesson_id = lesson_id(*plain, texts["topic"])
            if draft.lesson_id not in self.lessons:
                self.findings.add("lesson_again", *draft.place, value=texts["topic"])
        known = self.lessons.setdefault(draft.lesson_id, draft)
        for name, value in texts.items() if known is not draft else ():
            if value and not known.said[name]:
                known.said[name] = value
            elif value and name in ("aim", "targets") and value != known.said[name]:
                place = texts["at"].get(name, draft.place)
                self.wording.say("lesson_twice_differs", place, texts["topic"])
        return known

    def _take(self, lessons: Lessons, lesson: Lesson, row: int, said: dict[str, Said]) -> None:
        """Take a task and its codes."""
        codes = list(self.coding.of(lessons, lesson, (row, said)))
        # In a flat list another coder begins another list of the same tasks.
        coders = frozenset(one.coder for one in codes if one.code)
        if coders and self._coders and coders.isdisjoint(self._coders):
            self._block += 1
        self._coders = coders or self._coders
        no = self._number(lessons, lesson, row, codes)
        for coded in codes:
            told = (lesson.lesson_id, coded.coder, self._block, coded.place[2])
            # A second list of codes of one person is said once and passed over whole.
            if told not in self._twice and not lesson.take(no, coded, self._block):
                self._twice.add(told)
                self.findings.add("coded_twice", *coded.place, value=coded.coder.name)

    def _number(self, lessons: Lessons, lesson: Lesson, row: int, codes: list[Coded]) -> int:
        """Return the number of a row's task in its lesson, laying the task where it is new."""
        table = lessons.table
        text, no = clean(table.text(row, "task")), number_of(table.cell(row, "no"))
        place = (table.sheet.name, row, max(table.column("task"), 0))
        task = Task(text, place, self._block)
        if no is None:
            no = lesson.number(text, [one.coder for one in codes if one.code], self._block)
        known = lesson.tasks.setdefault(no, task)
        if known is task or not text or folded(known.text) == folded(text):
            return no
        if not known.text:
            known.text = text
        elif known.block == self._block:
            self.findings.add("task_no_again", *place, value=f"{no}: {text[:60]}")
            no = lesson.free_no()
            lesson.tasks[no] = task
        else:
            self.findings.add("task_text_differs", *place, value=f"{no}: {text[:60]}")
        return no

    def laid(self) -> Parsed:
        """Return everything that was read; `lessons` among the facts counts lessons, tasks and codings."""
        self.findings.say_unread(self.grid, self._read)
        lay(self.lessons, self.rows, self.findings, self.school.communities)
        if not self.lessons and not self.findings.has_any():
            self.findings.add("nothing_filled")
        found = self.lessons.values()
        told = {
            "lessons": len(found),
            "tasks": sum(len(one.tasks) for one in found),
            "codings": sum(len(one.coders()) for one in found),
        }
        more: dict[str, Any] = {}
        if self.school.task_types != shipped_task_types():
            more["read_by"] = {"task_types": sorted(self.school.task_types)}
        return self.parsed(lesson_tasks=told, **more)


def number_of(cell: Cell) -> int | None:
    """Return the number of «3», «3.», 3.0, «№ 3»; None where a cell says none."""
    text = cell_text(cell).strip().lstrip("№ ").rstrip(". )")
    return int(text) if text.isdigit() and 0 < int(text) < 1000 else None


def _is_other(topic: str, first: str) -> bool:
    return bool(topic and first) and folded(topic) != folded(first)
