"""Watching a research lesson: who may be its observer, and what the page of the phone and the paper show of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dashboard import data, words
from dashboard.session import current_user, may
from dashboard.staff import staff
from warehouse.amending import newest
from warehouse.staff.reference import teacher_persons
from warehouse.studies.records import Cycle, Plan, Sheet, Stage, Start, Study, study
from warehouse.studies.shapes import LESSONS, LEVELS, Cell

# A lesson without planned stages is watched as a whole.
WHOLE = Stage("whole", "Урок целиком", predicted=dict.fromkeys(LEVELS, ""))
GONE = "Этап, которого в\N{NO-BREAK SPACE}плане больше нет"
LONGEST_LESSON = 3 * 3600  # seconds; a timer that runs longer tells nothing
NOBODY = Cell()


@dataclass(frozen=True)
class Shown:
    """A stage as it is shown: `since` and `until` are minutes of the lesson by the plan, None where unknown."""

    no: int
    stage: Stage
    since: int | None
    until: int | None


@dataclass(frozen=True)
class Lesson:
    """A research lesson that an address names, with the names of the cycle's people."""

    study: Study
    lesson_no: int
    names: Mapping[int, str]

    @property
    def cycle(self) -> Cycle:
        """The cycle of the lesson."""
        return self.study.cycle

    @property
    def plan(self) -> Plan:
        """The plan of the lesson, an empty one where none is written."""
        return self.study.plan(self.lesson_no)

    @property
    def start(self) -> Start | None:
        """The start of the lesson."""
        return self.study.starts.get(self.lesson_no)

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets of the lesson."""
        return self.study.sheets.get(self.lesson_no, ())

    @property
    def teacher(self) -> str:
        """The name of who teaches the lesson; '' where nobody is named."""
        return self.name(self.cycle.teachers[self.lesson_no - 1])

    def name(self, teacher_id: int | None) -> str:
        """Return a teacher's name."""
        return "" if teacher_id is None else self.names.get(teacher_id, "педагог без имени")


def lesson(study_id: str, lesson_no: int) -> Lesson | None:
    """Return a lesson of a cycle, planned or not; None where there is no such cycle or number."""
    found = study(data.ledger(), study_id) if lesson_no in LESSONS else None
    return Lesson(found, lesson_no, _names(found.cycle)) if found else None


def people(cycle: Cycle) -> list[int]:
    """Return who belongs to a cycle, teachers of its lessons among them, once each, in the order named."""
    named = [*cycle.members, *(one for one in cycle.teachers if one is not None)]
    return list(dict.fromkeys(named))


def observers(found: Lesson) -> dict[int, str]:
    """Return as whom the person may watch a lesson: id → name.

    A member of the cycle as oneself; who keeps the registers as any member, and as oneself.
    """
    persons, own = _persons(), current_user().teacher_id
    group = people(found.cycle)
    mine = [one for one in group if own is not None and persons.get(one, one) == own]
    if not may("staff"):
        return {one: found.name(one) for one in mine}
    guest = [own] if own is not None and not mine else []
    return {one: found.name(one) for one in [*group, *guest]}


def is_of_group(found: Lesson) -> bool:
    """Tell whether the person may see what others wrote down: the group and who keeps the registers."""
    return may("staff") or bool(observers(found))


def stages(plan: Plan, sheet: Sheet | None) -> list[Shown]:
    """Return the stages to watch: of the plan, and those that a sheet has words for and the plan has lost."""
    known = list(plan.stages) or [WHOLE]
    ids = {one.stage_id for one in known}
    lost = [one for one in (sheet.cells if sheet else {}) if one not in ids]
    known += [WHOLE if one == WHOLE.stage_id else _gone(one) for one in lost]
    return _timed(known)


def cell(sheet: Sheet | None, stage_id: str, level: str) -> Cell:
    """Return what a sheet says of a pupil at a stage."""
    return sheet.cells.get(stage_id, {}).get(level, NOBODY) if sheet else NOBODY


def span(shown: Shown) -> str:
    """Return when a stage goes by the plan: «15 мин, с 5-й по 20-ю»; '' where it is not known."""
    if shown.stage.minutes is None:
        return ""
    length = f"{shown.stage.minutes}{words.NBSP}мин"
    if shown.since is None:
        return length
    return f"{length}, с{words.NBSP}{shown.since}-й по{words.NBSP}{shown.until}-ю минуту"


def seconds_since(start: Start | None) -> int | None:
    """Return how long ago a lesson started, None where it has not or is surely over."""
    if start is None:
        return None
    gone = int((datetime.now() - datetime.fromisoformat(start.started_at)).total_seconds())
    return max(gone, 0) if gone < LONGEST_LESSON else None


def started(start: Start | None) -> str:
    """Return when a lesson started and who said so: «24 ноября 2026, 10:02, отметила Белова Анна»."""
    if start is None:
        return ""
    at = words.moment(datetime.fromisoformat(start.started_at))
    return f"{at}, отметка: {start.by}" if start.by else at


def community_title(cycle: Cycle) -> str:
    """Return the name of the community of a cycle, '' where it has none."""
    held = newest(data.ledger(), "community_line", cycle.community_id)
    return str(held.payload.get("title", "")) if held else ""


def _gone(stage_id: str) -> Stage:
    return Stage(stage_id, GONE, predicted=dict.fromkeys(LEVELS, ""))


def _timed(known: Sequence[Stage]) -> list[Shown]:
    """Give every stage its minutes of the lesson, as far as all before it say how long they last."""
    shown, at = [], 0
    is_known = True
    for no, stage in enumerate(known, start=1):
        is_known = is_known and stage.minutes is not None
        until = at + (stage.minutes or 0)
        shown.append(Shown(no, stage, at if is_known else None, until if is_known else None))
        at = until
    return shown


def _names(cycle: Cycle) -> dict[int, str]:
    known, persons = staff().names, _persons()
    own = current_user().teacher_id
    asked = [*people(cycle), *([own] if own is not None else [])]
    found = {one: known.get(persons.get(one, one), "") for one in asked}
    return {one: name for one, name in found.items() if name}


def _persons() -> dict[int, int]:
    return {row["teacher_id"]: row["person_id"] for row in teacher_persons(data.ledger())}
