"""Lessons with their tasks: values over time, agreement of coders, and the bridge to a class's deficits.

A lesson is seen by its teacher, those who coded it, the members of its community and the methodist;
everybody else sees communities' pooled figures of at least LEAST lessons. Nothing is ordered by a value.
ВПР never stand here: a class's deficits are those of the school's own works.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

import duckdb
import pandas as pd

from warehouse.lessons.agreement import Agreement, agreement, coder_order
from warehouse.lessons.value import CATEGORIES, HIGH
from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text

Con = duckdb.DuckDBPyConnection
LEAST = 3  # lessons that a pooled figure of a community needs


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

    Columns: lesson_id, teacher_id, full_name, community_id, community_name, study_id, study_lesson,
    held_on, school_year, class_name, subject, topic, aim, target1..target5, targets_on, is_typed,
    listed_count (tasks), coders_count. A member of the community on the lesson's day or on `as_of` sees it.
    """
    asked = {"teachers": scope.teacher_ids, "as_of": as_of}
    return con.execute(text("lessons/seen"), asked).df()


def values(
    con: Con,
    *,
    as_of: date,
    teacher: int | None = None,
    community: str = "",
    scope: Scope = EVERYTHING,
) -> pd.DataFrame:
    """Return the values of lessons that the person may see, by day: of all, of a teacher, of a community.

    Columns: lesson_id, coder, held_on, class_name, subject, topic and those of `lesson_value`: tasks_count,
    types_count, n1..n5, p1..p5 (0–1), high_pct, median_category, fit, variety, variety_capped, evenness,
    uncoded_count.
    """
    lessons = _ids(con, as_of, scope, teacher=teacher, community=community)
    return con.execute(text("lessons/values"), {"lessons": lessons}).df()


def agreements(con: Con, *, as_of: date, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the agreement of every two coders of the lessons that the person may see, by day.

    Columns: lesson_id, held_on, class_name, subject, topic, coder_a, coder_b, both_count,
    same_code_count, same_category_count, kappa (linear weights), kappa_reason.
    """
    lessons = _ids(con, as_of, scope)
    return con.execute(text("lessons/agreements"), {"lessons": lessons}).df()


def formula_values(con: Con, *, as_of: date, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return what the formulas of the registry give for the lessons that the person may see.

    Columns: lesson_id, coder, formula_id, version, name, expression, author, source, page, is_confirmed,
    value, refused (why there is none).
    """
    lessons = _ids(con, as_of, scope)
    return con.execute(text("lessons/formula_values"), {"lessons": lessons}).df()


def formula_counts(con: Con, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return formula_id, version, counted_count and refused_count (lessons of the school); it names nobody."""
    return con.execute(text("lessons/formula_counts")).df()


def disagreements(
    con: Con, *, lesson: str, as_of: date, scope: Scope = EVERYTHING
) -> dict[tuple[str, str], Agreement]:
    """Return the agreement of each two coders of a lesson with its list of disagreements; {} where unseen."""
    if lesson not in _ids(con, as_of, scope):
        return {}
    rows = con.execute(text("lessons/codes"), {"lesson": lesson}).df()
    texts = dict(zip(rows["task_no"].astype(str), rows["task_text"], strict=True))
    by_coder: dict[str, dict[str, str]] = {}
    for coder, no, code in zip(rows["coder"], rows["task_no"], rows["code"], strict=True):
        by_coder.setdefault(str(coder), {})[str(no)] = str(code)
    pairs = combinations(sorted(by_coder, key=coder_order), 2)
    return {(a, b): agreement(by_coder[a], by_coder[b], texts) for a, b in pairs}


def communities(con: Con, *, least: int = LEAST, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return community × school year: pooled values without names, None where fewer than `least` lessons.

    Columns: community_id, community_name, school_year, lessons_count, is_hidden, tasks_count, n1..n5,
    fit_count, fit, variety_count, variety, evenness (means over lessons). By name and year.
    """
    return con.execute(text("lessons/communities"), {"least": least}).df()


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
    lessons = _ids(con, as_of, scope)
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


def _ids(
    con: Con, as_of: date, scope: Scope, *, teacher: int | None = None, community: str = ""
) -> list[str]:
    found = seen(con, as_of=as_of, scope=scope)
    if teacher is not None:
        found = found[found["teacher_id"] == teacher]
    if community:
        found = found[found["community_id"] == community]
    return [str(one) for one in found["lesson_id"]]
