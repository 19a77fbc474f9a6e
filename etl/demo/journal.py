"""Current marks of a class in a period, consistent with its period marks, cell by cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from etl.demo.achievement import PeriodMarks, present
from etl.demo.presence import LATE, Presence
from etl.demo.roster import ClassYear, Seat
from etl.demo.seeds import settings
from etl.demo.story import inflated_share, rows_of
from etl.demo.subjects import Subject, curriculum
from etl.demo.terms import lesson_days
from etl.demo.timetable import Lesson, Timetable, part_of

# Marks in so many of the lessons attended, and the share of lessons with a work for everyone.
_MARKED_SHARE = 0.42
_WORKS_SHARE = 0.3


@dataclass
class Line:
    """One subject of one pupil: its lessons, the text of each cell and the marks in them."""

    subject: str
    lessons: list[Lesson]
    cells: list[str]
    marks: list[int]
    weighted: list[int]
    period_mark: str

    @property
    def average(self) -> float:
        """Return the mean of the marks, 0 where there are none."""
        return sum(self.marks) / len(self.marks) if self.marks else 0

    @property
    def weighted_average(self) -> float:
        """Return the mean of the marks of double works, 0 where there are none."""
        return sum(self.weighted) / len(self.weighted) if self.weighted else 0


@dataclass
class Page:
    """A class in a period: the lines of every pupil, and what was put into their cells."""

    klass: ClassYear
    period: str
    lines: list[tuple[Seat, list[Line]]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


def page(klass: ClassYear, period: str, marks: PeriodMarks, seed: int) -> Page:
    """Return the journal of a class in a period."""
    writer = _Writer(klass, period, seed)
    sheet = Page(klass, period, counts=writer.counts)
    for seat in klass.seats:
        if present(seat, period):
            sheet.lines.append((seat, writer.lines(seat, marks)))
    writer.spoil(sheet)
    return sheet


class _Writer:
    """Fills the journal of one class and period; `counts` goes by mark, code and dirt."""

    def __init__(self, klass: ClassYear, period: str, seed: int) -> None:
        self._klass = klass
        self._period = period
        self._rng = Random(f"{seed}/{klass.school_year}/{klass.name}/{period}/journal")
        self._tokens = settings("tokens")
        self._subjects = curriculum(klass)
        self._timetable = Timetable(klass, self._subjects, seed)
        self._days = lesson_days(klass.school_year, period)
        self._works: dict[tuple[str, str], set[int]] = {}
        self._lessons: dict[tuple[str, str], list[Lesson]] = {}
        self._factor = sum(row["factor"] for row in rows_of("absent", klass)) or 1.0
        self.counts: Counter[str] = Counter()

    def lines(self, seat: Seat, marks: PeriodMarks) -> list[Line]:
        """Return the lines of one pupil, a line for each subject of the class."""
        presence = Presence(seat.pupil, self._days, self._rng, self._factor)
        days = self._days_with_lessons()
        return [
            self._line(seat, subject, presence, (days, marks.get(self._key(seat, subject), "")))
            for subject in self._subjects
        ]

    def spoil(self, sheet: Page) -> None:
        """Put a cell nobody can read into one file of a few."""
        if not sheet.lines or self._rng.random() * self._tokens["unknown_every"] >= 1:
            return
        _, lines = self._rng.choice(sheet.lines)
        empty = [(line, i) for line in lines for i, text in enumerate(line.cells) if not text]
        if empty:
            line, at = self._rng.choice(empty)
            line.cells[at] = self._rng.choice(self._tokens["unknown"])
            self.counts["unknown"] += 1

    def _key(self, seat: Seat, subject: Subject) -> tuple[int, str, str]:
        return seat.pupil.no, subject.name, self._period

    def _days_with_lessons(self) -> set[date]:
        """Return the days a pupil has lessons: one in four misses a day for a contest or a trip."""
        days = set(self._days)
        if self._rng.random() < 0.25:
            days.discard(self._rng.choice(self._days))
        return days

    def _held(self, subject: Subject, part: str) -> list[Lesson]:
        key = (subject.name, part)
        if key not in self._lessons:
            lessons = self._timetable.lessons(subject.name, part, self._period)
            self._lessons[key] = lessons
            count = max(2, round(len(lessons) * _WORKS_SHARE))
            self._works[key] = set(self._rng.sample(range(len(lessons)), min(count, len(lessons))))
        return self._lessons[key]

    def _line(
        self, seat: Seat, subject: Subject, presence: Presence, place: tuple[set[date], str]
    ) -> Line:
        days, mark = place
        part = part_of(subject, seat.pupil)
        everyone = self._held(subject, part)
        kept = [i for i, lesson in enumerate(everyone) if lesson.day in days]
        lessons = [everyone[i] for i in kept]
        works = [n for n, i in enumerate(kept) if i in self._works[subject.name, part]]
        cells = presence.codes(lessons)
        line = Line(subject.name, lessons, cells, [], [], mark)
        self._truancy(line)
        if subject.kind == "marks":
            self._fill(line, works, is_inflated=self._is_inflated(subject))
        self._finish(line)
        return line

    def _is_inflated(self, subject: Subject) -> bool:
        return self._rng.random() < inflated_share(subject.name, self._klass.school_year)

    def _truancy(self, line: Line) -> None:
        """Keep a pupil who was not attested away from two lessons in three."""
        if line.period_mark == "н/а":
            line.cells = [c or ("Н" if self._rng.random() < 0.66 else "") for c in line.cells]

    def _fill(self, line: Line, works: list[int], is_inflated: bool) -> None:
        """Put marks into the cells of a line: works first, absences rarely."""
        free = [i for i, code in enumerate(line.cells) if code in ("", LATE)]
        count = round(len(free) * _MARKED_SHARE + self._rng.random() - 0.5)
        line.marks = current_marks(
            self._rng, line.period_mark, max(count, min(3, len(free))), is_inflated
        )
        order = self._order(free, works)
        for text in self._bundles(line):
            away = [i for i, code in enumerate(line.cells) if code and i not in free]
            if (away and self._rng.random() < self._tokens["mark_on_absence"] / 2) or not order:
                at = self._rng.choice(away or range(len(line.cells)))
            else:
                at = order.pop()
            line.cells[at] = self._join(line.cells[at], text)

    def _order(self, free: list[int], works: Sequence[int]) -> list[int]:
        """Return the free lessons shuffled, those with a work for everyone last: popped first."""
        chosen = set(works)
        return sorted(free, key=lambda i: (i in chosen) + self._rng.random() * 0.99)

    def _bundles(self, line: Line) -> list[str]:
        """Return the marks as texts of cells; two of them may share one."""
        texts: list[str] = []
        marks = list(line.marks)
        while marks:
            mark = marks.pop()
            if marks and self._rng.random() < self._tokens["pairs"]:
                other = marks.pop()
                texts.append(self._rng.choice(self._tokens["pair_forms"]).format(a=mark, b=other))
                line.weighted += [mark, other]
            else:
                texts.append(str(mark))
        return texts

    def _join(self, code: str, mark: str) -> str:
        if not code:
            return mark
        if code[0].isdigit():
            return f"{code} {mark}"
        form = (
            "mark_first" if self._rng.random() < self._tokens["mark_first_share"] else "code_first"
        )
        if "/" in mark and self._rng.random() < 0.5:
            form = "wide"
        text: str = self._tokens[form].format(code=code, mark=mark)
        return text

    def _finish(self, line: Line) -> None:
        """Add the rare dirt of a line and count what its cells hold."""
        for i, text in enumerate(line.cells):
            if not text:
                if self._rng.random() < self._tokens["zero"]:
                    line.cells[i] = "0"
                    self.counts["zero"] += 1
            elif text in ("Н", "Б") and self._rng.random() < self._tokens["second_code"]:
                line.cells[i] = f"{text} {text}"
        self.counts["lessons"] += len(line.cells)
        for text in line.cells:
            self.counts.update(c for c in text if c in "НБУО")
        self.counts.update(map(str, line.marks))


def current_marks(rng: Random, period_mark: str, count: int, is_inflated: bool) -> list[int]:
    """Return marks whose mean a teacher would round to the period mark, mostly.

    One teacher's mark in twelve is kinder than the mean; an inflated one stands a step above it.
    """
    if not period_mark.isdigit():
        return [rng.choice((2, 3, 3, 4)) for _ in range(count if not period_mark else 2)]
    mark = int(period_mark)
    low, high = mark - 0.5, mark + 0.5
    if mark > 2 and (is_inflated or rng.random() < 0.08):
        low, high = mark - 1.2, mark - 0.51
    middle = min(5.0, max(2.0, rng.uniform(low + 0.1, min(high, 5) - 0.1)))
    marks = [min(5, max(2, round(middle + rng.gauss(0, 0.65)))) for _ in range(count)]
    return _between(rng, marks, max(low, 2.0), high)


def _between(rng: Random, marks: list[int], low: float, high: float) -> list[int]:
    """Change single marks until the mean lies in [low, high)."""
    for _ in range(8 * len(marks)):
        total = sum(marks)
        if total < low * len(marks):
            step, limit = 1, 5
        elif total >= high * len(marks):
            step, limit = -1, 2
        else:
            break
        at = rng.randrange(len(marks))
        if marks[at] != limit:
            marks[at] += step
    return marks
