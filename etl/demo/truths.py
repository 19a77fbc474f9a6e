"""What is true of the sample school: what a correct import must find again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

# By (school_year, class_name, subject, period): how many pupils have «5», …, «н/а», «осв», «зач».
Achievement = dict[tuple[str, str, str, str], Counter[str]]
# By (school_year, class_name, period): marks «5» … «2», codes «Н» «О» «Б» «У», `lessons`, `zero`
# (lone zeros) and `unknown` (cells nobody can read).
Journal = dict[tuple[str, str, str], Counter[str]]


@dataclass(frozen=True)
class Difference:
    """A period mark that the report card prints otherwise than the journal."""

    school_year: str
    class_name: str
    full_name: str
    subject: str
    period: str
    journal: str
    report_card: str


@dataclass(frozen=True)
class ByPupils:
    """Pupils of a class or school with period marks, and those who passed and have only «4», «5».

    The base is the list: a pupil who is not attested in a subject is counted and has not passed.
    """

    pupils_count: int
    passed_count: int
    quality_count: int

    @property
    def passed_pct(self) -> float:
        """Return успеваемость, 0–100, on roll."""
        return 100 * self.passed_count / self.pupils_count

    @property
    def quality_pct(self) -> float:
        """Return качество знаний, 0–100, on roll."""
        return 100 * self.quality_count / self.pupils_count


@dataclass(frozen=True)
class Taught:
    """A line of the teachers' load: who teaches a subject to a class or a part of it, hours a week."""

    school_year: str
    class_name: str
    subject: str
    subgroup: str
    teacher: str
    hours: int


@dataclass(frozen=True)
class Moved:
    """A pupil who came after the year began or left before it ended, as the register says."""

    school_year: str
    class_name: str
    full_name: str
    arrived_on: date | None
    left_on: date | None


@dataclass
class Truths:
    """The sample school in numbers, counted from what was put into the files.

    `pupils` counts names on the class list by (school_year, class_name). `by_pupils` goes by
    (school_year, class_name, period). `shortened` names who stands without a patronymic in the files of
    one year, as (school_year, class_name, name). `stories` holds the rows of `data/story.toml` that speak of the
    classes written: `quota`, `twos`, `reserve`, `shift`, `inflated`, `absent`, `namesakes`.

    `tasks` are the points got and the most there might be of a ВПР by (school_year, subject, grade of
    the work, class_name, task); `against_journal` counts marks of a ВПР lowered, confirmed and raised
    beside the journal's by the same without the task; `low_results` are (marks «2», marks) by (kind,
    school_year, subject); `olympiad` counts statuses by stage.

    `entries` counts the lines of each register of the staff, `answers` those of each survey; `lessons` are
    visits by (autumn | spring, teacher), `staff` everyone on its list. What is planted in them is
    `[planted]` of `data/surveys.toml`. `teams` are the members of each community, the tutor first, and
    `community_lines` count the lines of each of their registers; planted: `data/communities.toml`.
    """

    school: str
    files: list[str] = field(default_factory=list)
    unknown_files: list[str] = field(default_factory=list)
    teachers: list[str] = field(default_factory=list)
    pupils: dict[tuple[str, str], int] = field(default_factory=dict)
    achievement: Achievement = field(default_factory=dict)
    by_pupils: dict[tuple[str, str, str], ByPupils] = field(default_factory=dict)
    journal: Journal = field(default_factory=dict)
    namesakes: dict[tuple[str, str], str] = field(default_factory=dict)
    reserve: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    load: list[Taught] = field(default_factory=list)
    shortened: list[tuple[str, str, str]] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    stories: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    tasks: dict[tuple[str, str, int, str, str], tuple[int, int]] = field(default_factory=dict)
    against_journal: dict[tuple[str, str, int, str], Counter[str]] = field(default_factory=dict)
    low_results: dict[tuple[str, str, str], tuple[int, int]] = field(default_factory=dict)
    olympiad: dict[str, Counter[str]] = field(default_factory=dict)
    staff: list[str] = field(default_factory=list)
    entries: dict[str, int] = field(default_factory=dict)
    answers: dict[str, int] = field(default_factory=dict)
    lessons: dict[tuple[str, str], int] = field(default_factory=dict)
    teams: dict[str, list[str]] = field(default_factory=dict)
    community_lines: dict[str, int] = field(default_factory=dict)

    def school_by_pupils(self, school_year: str, period: str) -> ByPupils:
        """Return the pupils of the whole school in a period."""
        found = [
            value
            for (year, _, at), value in self.by_pupils.items()
            if (year, at) == (school_year, period)
        ]
        return ByPupils(
            sum(value.pupils_count for value in found),
            sum(value.passed_count for value in found),
            sum(value.quality_count for value in found),
        )

    def journal_total(self) -> Counter[str]:
        """Return the counts of all journals together."""
        return sum(self.journal.values(), Counter())
