"""The tree «От дефицита к результату»: a class's deficit, a community's goal, tasks, lesson studies, evidence.

Walked from any side: the address names a class, a community, a teacher or a study, and the branches that
touch it are shown. ВПР may begin a branch as words; its numbers are of the journal and the school's own works.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from dashboard import address, data, studies
from dashboard.communities import Community
from dashboard.community_classes import Supported, supported
from dashboard.session import current_scope
from dashboard.studies import Shown, World
from warehouse.queries import communities as counted
from warehouse.queries import path as queries

KNOWN = ("class", "year", "subject", "deficit", "title", "community", "teacher", "study")
SIDES = ("class", "community", "teacher", "study")


@dataclass(frozen=True)
class Branch:
    """A class's deficit with the community that works on it; `root` is None where no class is named yet.

    `tasks` are the development tasks that the person may see, `tasks_count` how many members have one;
    `skill` the own works' points in the skill that is lacking, `side` before or since in each row.
    """

    community: Community
    root: Supported | None
    members: tuple[int, ...]
    tasks: tuple[Mapping[str, Any], ...]
    tasks_count: int
    studies: tuple[Shown, ...]
    skill: pd.DataFrame

    @property
    def deficit(self) -> str:
        """The deficit of the pupils in words, "" where nobody named it."""
        named = self.root.deficit if self.root else ""
        return named or str(self.community.row["result"] or "")

    @property
    def goal(self) -> str:
        """The goal: of the class, else of the community, else its focus."""
        own = self.root.goal if self.root else ""
        return (
            own or str(self.community.row["goal"] or "") or str(self.community.row["topic"] or "")
        )

    @property
    def showings(self) -> list[Any]:
        """Where the community has shown what it found."""
        return [row for row in self.community.of("showings") if row["date_to"]]

    @property
    def has_numbers(self) -> bool:
        """Tell whether the class has numbers before the community began and since."""
        return bool(self.root and self.root.then() and self.root.now())

    @cached_property
    def classes(self) -> set[tuple[str, str]]:
        """The class in every year, as (school_year, class_name)."""
        if self.root is None or self.root.periods.empty:
            return set()
        return set(
            zip(self.root.periods["school_year"], self.root.periods["class_name"], strict=True)
        )


def filters_of(search: str | None) -> dict[str, str]:
    """Return the filters of an address that this page knows."""
    return {key: value for key, value in address.chosen(search).items() if key in KNOWN}


def side_of(filters: Mapping[str, str]) -> str:
    """Return from where the tree is walked: class, community, teacher, study, "" for the whole."""
    return next((side for side in SIDES if filters.get(side)), "")


def branches(seen: World) -> list[Branch]:
    """Return every branch: a community and each of its classes, in the order of communities."""
    every = studies.every(seen)
    counts = data.frame(counted.task_counts, day=seen.today)
    known = (
        dict(zip(counts["community_id"], counts["teachers_count"], strict=True))
        if len(counts)
        else {}
    )
    found: list[Branch] = []
    for one in seen.communities.all:
        own = [shown for shown in every if shown.cycle.community_id == one.community_id]
        roots: Sequence[Supported | None] = lines_of(one) or [None]
        found += [
            _branch(one, root, _of_root(own, root, roots), _tasks(one, known, seen.today))
            for root in roots
        ]
    return found


def lines_of(one: Community) -> list[Supported]:
    """Return the classes of a community, each once; where the person sees no class, by what its name was to become."""
    found: dict[Any, Supported] = {}
    for at, root in enumerate(supported(one)):
        own = [row["school_year"] for row in one.of("classes")
               if (row["class_name"], row["title"] or "") == (root.name, root.deficit)]  # fmt: skip
        key = at if len(root.periods) else _cohort(root, max(own, default=""))
        found[key] = root
    return list(found.values())


def _cohort(root: Supported, year: str) -> tuple[Any, ...]:
    """Return what a class keeps while it grows: 5Б of 2021/22 and 6Б of 2022/23 are one."""
    grade = "".join(sign for sign in root.name[:2] if sign.isdecimal())
    if not (grade and year[:4].isdecimal()):
        return root.name, root.subject, root.deficit
    return (
        int(year[:4]) - int(grade),
        root.name[len(grade) :],
        root.subject.casefold(),
        root.deficit,
    )


def _branch(
    one: Community, root: Supported | None, own: list[Shown], tasks: tuple[tuple[Any, ...], int]
) -> Branch:
    # Who was a member when the community worked stays its teacher after it closed.
    members = one.members() or sorted(one.was_member())
    return Branch(one, root, tuple(members), tasks[0], tasks[1], tuple(own), skill_of(root))


def _tasks(one: Community, known: Mapping[str, Any], today: date) -> tuple[tuple[Any, ...], int]:
    """Return the tasks that may be seen, and how many members have one: by the snapshot where not all are seen."""
    tasks = tuple(one.of("tasks"))
    if current_scope().teachers is None:
        return tasks, len({row["teacher_id"] for row in tasks})
    return tasks, int(known.get(one.community_id, 0))


def _of_root(
    own: Iterable[Shown], root: Supported | None, roots: Sequence[Supported | None]
) -> list[Shown]:
    """Return the studies of a branch; those of no class of the community stand in its first branch."""
    named = [_names(one) for one in roots if one is not None]
    mine = _names(root) if root else set()
    return [one for one in own if one.cycle.class_name in mine or (
        root is roots[0] and not any(one.cycle.class_name in names for names in named))]  # fmt: skip


def _names(root: Supported) -> set[str]:
    found = set(root.periods["class_name"]) if len(root.periods) else set()
    return found | {root.name}


def skill_of(root: Supported | None) -> pd.DataFrame:
    """Return what own works say of the skill that a class lacks, before the work began and since; empty for nothing."""
    if root is None or root.periods.empty or not (root.deficit or root.deficit_key):
        return pd.DataFrame()
    skill = root.deficit_key.rpartition("|")[2].removeprefix("skill:") or root.deficit
    pairs = root.periods[["school_year", "class_name"]].drop_duplicates()
    named = tuple(f"{one.school_year} {one.class_name}" for one in pairs.itertuples())
    frame = data.frame(queries.skill_works, skill=skill, classes=named)
    days = [None if pd.isna(day) else pd.Timestamp(day).date() for day in frame.get("held_on", ())]
    sides = [
        "" if day is None or root.since is None else "since" if day >= root.since else "before"
        for day in days
    ]
    return frame.assign(side=sides) if len(frame) else frame


def chosen(found: Iterable[Branch], filters: Mapping[str, str]) -> list[Branch]:
    """Return the branches that an address asks for."""
    return [one for one in found if touches(one, filters)]


def touches(one: Branch, filters: Mapping[str, str]) -> bool:
    """Tell whether a branch goes through everything that an address names."""
    if filters.get("community") and filters["community"] != one.community.community_id:
        return False
    if filters.get("study") and filters["study"] not in {own.cycle.study_id for own in one.studies}:
        return False
    teacher = filters.get("teacher", "")
    if teacher and teacher not in {str(key) for key in (*one.members, *one.community.was_member())}:
        return False
    return not filters.get("class") or is_of_class(one, filters["class"], filters.get("year", ""))


def is_of_class(one: Branch, class_name: str, year: str) -> bool:
    """Tell whether a branch begins at a class of a year, whatever the class was called then, or at its grade."""
    if one.root is None:
        return False
    if (year, class_name) in one.classes or one.root.name == class_name:
        return True
    if not year and class_name in {name for _, name in one.classes}:
        return True
    grade = "".join(sign for sign in class_name[:2] if sign.isdecimal())
    return one.root.name.isdecimal() and one.root.name == grade
