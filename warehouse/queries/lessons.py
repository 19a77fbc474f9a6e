"""Lessons with their tasks as they are published: who sees them, and the bridge to a class's deficits.

A lesson is seen by its teacher, those who coded it, the members of its community and the methodist. ВПР
never stand here: a class's deficits are those of the school's own works. The pages of lessons count from
the ledger, so that what was just typed is in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import pandas as pd

from warehouse.lessons.value import CATEGORIES, HIGH
from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text

Con = duckdb.DuckDBPyConnection


@dataclass(frozen=True)
class Cell:
    """A class in a school year, and a subject or '' for all."""

    school_year: str
    class_name: str
    subject: str = ""


@dataclass(frozen=True)
class Profile:
    """What a class is asked in its lessons, beside what it falls short in.

    `counts` N1..N5 of `lessons_count` lessons; `deficits` rows of the school's own works, of which
    `short` fall short and `hard_short` of those are above the basic level.
    """

    lessons_count: int
    counts: tuple[int, ...]
    first_on: date | None
    last_on: date | None
    deficits: pd.DataFrame

    @property
    def tasks_count(self) -> int:
        """The coded tasks of the lessons."""
        return sum(self.counts)

    @property
    def shares(self) -> tuple[float, ...] | None:
        """The structure p1..p5 of all tasks together, None where no task is coded."""
        if not self.tasks_count:
            return None
        return tuple(count / self.tasks_count for count in self.counts)

    @property
    def high_pct(self) -> float | None:
        """The share of tasks of categories 3–5, 0–100."""
        return 100 * sum(self.counts[HIGH - 1 :]) / self.tasks_count if self.tasks_count else None

    @property
    def short(self) -> pd.DataFrame:
        """The tasks of works that the class falls short in."""
        return self.deficits[self.deficits["verdict"] == "short"]

    @property
    def hard_short(self) -> pd.DataFrame:
        """Those of them that are above the basic level."""
        short = self.short
        return short[short["level"].isin(("П", "В"))]


def seen(con: Con, *, as_of: date, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the lessons that the person may see, by day.

    Columns: lesson_id, teacher_id, community_id, held_on, class_name, subject. A member of the community
    on the lesson's day or on `as_of` sees it.
    """
    asked = {"teachers": scope.teacher_ids, "as_of": as_of}
    return con.execute(text("lessons/seen"), asked).df()


def formula_counts(con: Con, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return formula_id, version, counted_count and refused_count (lessons of the school); it names nobody."""
    return con.execute(text("lessons/formula_counts")).df()


def profile_for_class(con: Con, *, cell: Cell, as_of: date, scope: Scope = EVERYTHING) -> Profile:
    """Return the tasks of a class's lessons that the person may see, beside its deficits of own works.

    Deficits: assessment_id, kind, subject, label, held_on, task_code, level, max_points,
    participants_count, completion_pct, verdict (enough, uncertain, short). What a task of a work asks is
    not coded, so the two stand side by side and neither explains the other.
    """
    asked: dict[str, Any] = {
        "school_year": cell.school_year, "class_name": cell.class_name, "subject": cell.subject,
        "scope": scope.keys,
    }  # fmt: skip
    lessons = list(seen(con, as_of=as_of, scope=scope)["lesson_id"])
    found = con.execute(text("lessons/class_profile"), {**asked, "lessons": lessons}).df().iloc[0]
    return Profile(
        int(found["lessons_count"]),
        tuple(int(found[f"n{k}"]) for k in CATEGORIES),
        _day(found["first_on"]),
        _day(found["last_on"]),
        con.execute(text("lessons/class_deficits"), asked).df(),
    )


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()
