"""Watching a research lesson: who may be its observer, and what the page of the phone and the paper show of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dashboard import data, words
from dashboard.session import current_user, may
from dashboard.studies import Shown, world
from warehouse.studies.records import study
from warehouse.studies.shapes import LESSONS, LEVELS, Cell, Cycle, Plan, Sheet, Stage, Start

# A lesson without planned stages is watched as a whole.
WHOLE = Stage("whole", "Урок целиком", predicted=dict.fromkeys(LEVELS, ""))
GONE = "Этап, которого в\N{NO-BREAK SPACE}плане больше нет"
LONGEST_LESSON = 3 * 3600  # seconds; a timer that runs longer tells nothing
UNSEEN = Cell()


@dataclass(frozen=True)
class Timed:
    """A stage with its number; `since` and `until` are minutes of the lesson by the plan, None where unknown."""

    no: int
    stage: Stage
    since: int | None
    until: int | None


@dataclass(frozen=True)
class Lesson:
    """A research lesson that an address names."""

    shown: Shown
    lesson_no: int

    @property
    def cycle(self) -> Cycle:
        """The cycle of the lesson."""
        return self.shown.cycle

    @property
    def plan(self) -> Plan:
        """The plan of the lesson, an empty one where none is written."""
        return self.shown.study.plan(self.lesson_no)

    @property
    def start(self) -> Start | None:
        """The start of the lesson."""
        return self.shown.study.starts.get(self.lesson_no)

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets of the lesson."""
        return self.shown.study.sheets.get(self.lesson_no, ())

    @property
    def carried(self) -> list[str]:
        """What the group agreed to change after the lesson before, but for what it has dropped since."""
        if self.lesson_no == LESSONS[0]:
            return []
        before = self.shown.study.talk(self.lesson_no - 1).changes
        return [one.text for one in before if one.outcome != "dropped"]

    @property
    def teacher(self) -> str:
        """The name of who teaches the lesson; '' where nobody is named."""
        own = self.cycle.teachers[self.lesson_no - 1]
        return "" if own is None else self.name(own)

    def name(self, teacher_id: int | None) -> str:
        """Return a teacher's name."""
        return self.shown.world.name(teacher_id)

    def short(self, teacher_id: int | None) -> str:
        """Return a teacher's name for a narrow column: «Белова А. И.»."""
        last, *others = self.name(teacher_id).split() or [""]
        return words.NBSP.join([last, *(f"{one[0]}." for one in others)])


def lesson(study_id: str, lesson_no: int) -> Lesson | None:
    """Return a lesson of a cycle, planned or not; None where there is no such cycle or number."""
    found = study(data.ledger(), study_id) if lesson_no in LESSONS else None
    return Lesson(Shown(found, world()), lesson_no) if found else None


def people(found: Lesson) -> list[int]:
    """Return who may watch: the group and its teachers in the order named, then its community; each once."""
    seen, cycle = found.shown.world, found.cycle
    community = seen.community(cycle)
    near = community.members(seen.today) if community else []
    named = [*cycle.members, *(one for one in cycle.teachers if one is not None), *near]
    by_person: dict[int | None, int] = {}
    for one in named:
        by_person.setdefault(seen.person(one), one)
    return list(by_person.values())


def observers(found: Lesson) -> dict[int, str]:
    """Return as whom the person may watch a lesson: id → name.

    Who belongs to it as oneself; who keeps the registers as any of them, and as oneself.
    """
    own, seen, allowed = current_user().teacher_id, found.shown.world, people(found)
    mine = [one for one in allowed if own is not None and seen.person(one) == seen.person(own)]
    if not may("staff"):
        return {one: found.name(one) for one in mine}
    guest = [own] if own is not None and not mine else []
    return {one: found.name(one) for one in [*allowed, *guest]}


def is_of_group(found: Lesson) -> bool:
    """Tell whether the person may see what others wrote down."""
    return bool(observers(found)) or may("staff")


def stages(plan: Plan, sheet: Sheet | None) -> list[Timed]:
    """Return the stages to watch: of the plan, and those that a sheet has words for and the plan has lost."""
    known = list(plan.stages) or [WHOLE]
    ids = {one.stage_id for one in known}
    lost = [one for one in (sheet.cells if sheet else {}) if one not in ids]
    known += [WHOLE if one == WHOLE.stage_id else _gone(one) for one in lost]
    return _timed(known)


def cell(sheet: Sheet | None, stage_id: str, level: str) -> Cell:
    """Return what a sheet says of a pupil at a stage."""
    return sheet.cells.get(stage_id, {}).get(level, UNSEEN) if sheet else UNSEEN


def span(shown: Timed) -> str:
    """Return when a stage goes by the plan: «15 мин, с 6-й по 20-ю минуту»; '' where it is not known."""
    if shown.stage.minutes is None:
        return ""
    length = f"{shown.stage.minutes}{words.NBSP}мин"
    if shown.since is None:
        return length
    return f"{length}, с{words.NBSP}{shown.since + 1}-й по{words.NBSP}{shown.until}-ю минуту"


def seconds_since(start: Start | None) -> int | None:
    """Return how long ago a lesson started, None where it has not or is surely over."""
    if start is None:
        return None
    gone = int((datetime.now() - datetime.fromisoformat(start.started_at)).total_seconds())
    return max(gone, 0) if gone < LONGEST_LESSON else None


def started(start: Start | None) -> str:
    """Return when a lesson started and who said so: «24 ноября 2026, 10:02, отметка: Белова Анна»."""
    if start is None:
        return ""
    at = words.moment(datetime.fromisoformat(start.started_at))
    return f"{at}, отметка: {start.by}" if start.by else at


def _gone(stage_id: str) -> Stage:
    return Stage(stage_id, GONE, predicted=dict.fromkeys(LEVELS, ""))


def _timed(known: Sequence[Stage]) -> list[Timed]:
    """Give every stage its minutes of the lesson, as far as all before it say how long they last."""
    shown, at = [], 0
    is_known = True
    for no, stage in enumerate(known, start=1):
        is_known = is_known and stage.minutes is not None
        until = at + (stage.minutes or 0)
        shown.append(Timed(no, stage, at if is_known else None, until if is_known else None))
        at = until
    return shown
