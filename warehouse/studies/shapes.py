"""What is typed of a lesson study: the cycle, plans, starts, sheets, talks, and the words for them.

`record_id` is what a form has seen, for `amending.amend`; it is None where nothing is written yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

STUDY, PLAN, START, SHEET, TALK = (
    "lesson_study", "research_lesson", "lesson_start", "lesson_sheet", "lesson_talk",
)  # fmt: skip
KINDS = frozenset({STUDY, PLAN, START, SHEET, TALK})
LESSONS = (1, 2, 3)
# A case pupil is shown by the letter, never by name.
LETTERS = {"high": "А", "middle": "Б", "low": "В"}
LEVELS = tuple(LETTERS)
LEVEL_NAMES = {"high": "высокий", "middle": "средний", "low": "ниже среднего"}
GROUP_SIZE = (3, 5)
MET = {2: "сбылось", 1: "отчасти", 0: "не сбылось"}
ACHIEVED = {2: "достиг", 1: "отчасти", 0: "не достиг"}
WATCHED = {"live": "на уроке", "recording": "в записи"}

By = Mapping[str, str]  # level → words


@dataclass(frozen=True)
class Cycle:
    """A lesson study; `teachers` teach lessons 1–3 (None where nobody is named), `members` are the group.

    `made_on` is the day of its first record.
    """

    study_id: str
    record_id: int | None = None
    made_on: date | None = None
    community_id: str = ""
    school_year: str = ""
    class_name: str = ""
    subject: str = ""
    focus: str = ""
    deficit: str = ""
    deficit_key: str = ""
    teachers: tuple[int | None, ...] = (None, None, None)
    members: tuple[int, ...] = ()
    rules_agreed_on: date | None = None
    rules: str = ""
    case_pupils: By = field(default_factory=dict)
    summary: str = ""
    summary_on: date | None = None
    presented_on: date | None = None
    presented_where: str = ""
    stopped_on: date | None = None
    stopped_why: str = ""
    is_deleted: bool = False


@dataclass(frozen=True)
class Stage:
    """A stage of a planned lesson; `predicted` says by level what a case pupil will do."""

    stage_id: str
    name: str
    minutes: int | None = None
    predicted: By = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """The plan of a research lesson; `made_on` is the day of its first record."""

    study_id: str
    lesson_no: int
    record_id: int | None = None
    made_on: date | None = None
    held_on: date | None = None
    held_at: str = ""
    place: str = ""
    objective: str = ""
    criteria: By = field(default_factory=dict)
    stages: tuple[Stage, ...] = ()
    questions: tuple[str, ...] = ()
    recording: str = ""
    lesson_id: str = ""


@dataclass(frozen=True)
class Start:
    """The moment from which the predictions of a lesson are locked; `started_at` is ISO, local.

    `made_on` is the day it was written down: a later one where a past lesson is typed in.
    """

    study_id: str
    lesson_no: int
    record_id: int
    started_at: str
    by: str = ""
    made_on: date | None = None

    @property
    def started_on(self) -> date:
        """The day of the lesson."""
        return date.fromisoformat(self.started_at[:10])


@dataclass(frozen=True)
class Cell:
    """What was observed of a case pupil at a stage; `met` is 2, 1, 0 against the prediction, or None."""

    observed: str = ""
    met: int | None = None


@dataclass(frozen=True)
class Sheet:
    """One observer's sheet of a lesson: cells by stage_id and level, what was achieved by level."""

    study_id: str
    lesson_no: int
    observer: str
    record_id: int
    observer_id: int | None = None
    watched: str = "live"
    observed_on: date | None = None
    cells: Mapping[str, Mapping[str, Cell]] = field(default_factory=dict)
    achieved: Mapping[str, int] = field(default_factory=dict)
    issues: str = ""


@dataclass(frozen=True)
class Change:
    """What the group agreed to change in the next lesson; `outcome` is '', carried or dropped."""

    change_id: str
    text: str
    outcome: str = ""
    note: str = ""


@dataclass(frozen=True)
class Talk:
    """Interviews after a lesson and its discussion; the parts are written in the order of `PARTS`."""

    study_id: str
    lesson_no: int
    record_id: int | None = None
    interviews: By = field(default_factory=dict)
    interview_on: date | None = None
    parts: By = field(default_factory=dict)
    discussed_on: date | None = None
    changes: tuple[Change, ...] = ()


# The discussion goes in this order: case pupils against predictions, the class, the teaching, the next aim.
PARTS = ("pupils", "class", "teaching", "aim")


@dataclass(frozen=True)
class Study:
    """A cycle with all that belongs to it, by the number of the lesson."""

    cycle: Cycle
    plans: Mapping[int, Plan] = field(default_factory=dict)
    starts: Mapping[int, Start] = field(default_factory=dict)
    sheets: Mapping[int, tuple[Sheet, ...]] = field(default_factory=dict)
    talks: Mapping[int, Talk] = field(default_factory=dict)

    def plan(self, lesson_no: int) -> Plan:
        """Return the plan of a lesson, an empty one where none is written."""
        return self.plans.get(lesson_no) or Plan(self.cycle.study_id, lesson_no)

    def talk(self, lesson_no: int) -> Talk:
        """Return the talk after a lesson, an empty one where none is written."""
        return self.talks.get(lesson_no) or Talk(self.cycle.study_id, lesson_no)
