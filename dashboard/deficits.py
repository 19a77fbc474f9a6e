"""Deficits of a work gathered for the screen and for paper, within what the person may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from dashboard import address, data
from dashboard.figures.deficits import Grid, Limits, skill_grid, skills_beside, task_grid
from warehouse.queries import assessments, deficits
from warehouse.thresholds import threshold

VIEWS = {"tasks": "классы × задания", "skills": "классы × умения", "report": "справка"}
# Only these of an address are read; any other, such as a teacher's name, changes nothing.
KNOWN = ("year", "work", "view", "beside", "class", "task", "skill", "cell", "origin")
OTHERS = {"region": "регион", "municipality": "муниципалитет", "other_schools": "другие школы",
          "earlier": "прошлые годы", "country": "страна"}  # fmt: skip
LIMITS = {"Б": ("basic_task_short_pct", "basic_task_enough_pct"),
          "П": ("advanced_task_short_pct", "advanced_task_enough_pct"),
          "В": ("advanced_task_short_pct", "advanced_task_enough_pct")}  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """The work that is shown, the view, what stands beside, and what there is to choose from."""

    work: Mapping[Any, Any]
    view: str
    beside: str
    years: tuple[str, ...]
    works: tuple[Mapping[Any, Any], ...]
    others: Mapping[str, str]

    @property
    def key(self) -> dict[str, str]:
        """The parameters of the queries of this work."""
        return {"school": school(), "assessment": self.work["assessment_id"]}

    @property
    def beside_name(self) -> str:
        """What stands beside, in words; "" for nothing."""
        return self.others.get(self.beside, "")


def school() -> str:
    """Return the id of the school."""
    return data.ledger().school_id


def filters_of(search: str | None) -> dict[str, str]:
    """Return the filters of an address that this page knows."""
    return {key: value for key, value in address.chosen(search).items() if key in KNOWN}


def to_page(filters: Mapping[str, str], **changes: str | None) -> str:
    """Return the address of the page with changes; `class_name` stands for «class»."""
    renamed = {"class" if key == "class_name" else key: value for key, value in changes.items()}
    return f"/deficits{address.search(dict(filters), **renamed)}"


def choice(filters: Mapping[str, str]) -> Choice | None:
    """Return what an address asks for; None where no work of one's classes is loaded."""
    found = data.frame(assessments.selections, school=school())
    if found.empty:
        return None
    found = one_line_each(found)
    years = tuple(sorted(set(found["school_year"]), reverse=True))
    year = filters.get("year", "")
    named = found[found["assessment_id"] == filters.get("work", "")]
    if len(named) and not (year in years and named.iloc[0]["school_year"] != year):
        work = named.iloc[0]
        year = work["school_year"]
    else:
        year = year if year in years else years[0]
        own = found[found["school_year"] == year]
        order = own.assign(has_tasks=own["tasks_count"].fillna(0) > 0)
        work = order.sort_values(
            ["has_tasks", "participants_count"], ascending=False, kind="stable"
        ).iloc[0]
    works = tuple(found[found["school_year"] == year].to_dict("records"))
    others = others_of(outside(work["assessment_id"]))
    wanted = filters.get("beside", "")
    beside = wanted if wanted in others or wanted == "none" else next(iter(others), "")
    view = filters["view"] if filters.get("view") in VIEWS else "tasks"
    return Choice(work.to_dict(), view, beside, years, works, others)


def one_line_each(found: pd.DataFrame) -> pd.DataFrame:
    """Return a line per work in their order, of the grade that most wrote it in; all are counted."""
    order = found.sort_values("participants_count", ascending=False, kind="stable")
    first = order.drop_duplicates("assessment_id").sort_index()
    sums = found.groupby("assessment_id")["participants_count"].sum()
    return first.assign(participants_count=first["assessment_id"].map(sums))


def outside(assessment: str) -> pd.DataFrame:
    """Return the completion of the work elsewhere."""
    return data.frame(deficits.outside, school=school(), assessment=assessment)


def others_of(frame: pd.DataFrame) -> dict[str, str]:
    """Return the groups to compare with as key → name, the nearest first: регион, other schools, years."""
    if frame.empty:
        return {}
    pairs = set(zip(frame["group_level"], frame["group_name"], strict=True))
    order = list(OTHERS)
    shown = sorted(
        (p for p in pairs if p[0] in order), key=lambda p: (order.index(p[0]), _newest_first(p[1]))
    )
    return {f"{level}:{name}": _other_name(level, name) for level, name in shown}


def _newest_first(name: str) -> tuple[int, str]:
    return (-int(name[:4]), name) if name[:4].isdigit() else (0, name)


def _other_name(level: str, name: str) -> str:
    if level == "earlier":
        return f"наши {name}"
    return (
        f"{OTHERS[level]}: {name}" if name and name.casefold() != OTHERS[level] else OTHERS[level]
    )


def beside_of(assessment: str, beside: str) -> pd.DataFrame:
    """Return the rows of `queries.deficits.outside` of the group that stands beside, with a completion."""
    level, _, name = beside.partition(":")
    frame = outside(assessment)
    if frame.empty:
        return frame
    own = frame[(frame["group_level"] == level) & (frame["group_name"] == name)]
    return own[own["completion_pct"].notna()]


def is_whole() -> bool:
    """Tell whether the person sees the whole school, not some classes only."""
    return data.version()[2].classes is None


def top(chosen: Choice) -> pd.DataFrame:
    """Return the largest deficits of the year, of the works that the person may see."""
    found = data.frame(deficits.top, school=school(), school_year=chosen.work["school_year"])
    seen = [work["assessment_id"] for work in chosen.works]
    return found[found["assessment_id"].isin(seen)] if len(found) else found


def limits() -> dict[str, Limits]:
    """Return the borders of the uncertain zone by level, as the settings say."""
    return {
        level: Limits(*(threshold(data.ledger(), name) for name in names))
        for level, names in LIMITS.items()
    }


def small() -> int:
    """Return below how many participants a group is small."""
    return int(threshold(data.ledger(), "small_group_count"))


def grid(chosen: Choice) -> Grid:
    """Return the map of the view that is asked for."""
    return grid_of(chosen, chosen.view == "skills")


def grid_of(chosen: Choice, is_by_skill: bool) -> Grid:
    """Return the map of tasks, or of skills."""
    return _grid(data.version(), chosen.work["assessment_id"], is_by_skill, chosen.beside)


@lru_cache(maxsize=64)
def _grid(_version: Any, assessment: str, is_by_skill: bool, beside: str) -> Grid:
    of = {"school": school(), "assessment": assessment}
    tasks, others = data.frame(deficits.tasks, **of), beside_of(assessment, beside)
    if is_by_skill:
        return skill_grid(data.frame(deficits.skills, **of), skills_beside(tasks, others), small())
    known = {row["task_code"]: float(row["completion_pct"]) for row in others.to_dict("records")}
    return task_grid(tasks, limits(), known, small())


def pooled(found: pd.DataFrame) -> dict[str, Any]:
    """Return the row of a skill: of one class as it is, of many the grade's own figures."""
    row = {str(key): value for key, value in found.iloc[0].items()}
    if len(found) == 1:
        return row
    names = (
        "points_sum",
        "points_possible",
        "short_tasks_count",
        "judged_tasks_count",
        "is_system_deficit",
    )
    return row | {name: row[f"grade_{name}"] for name in names} | {"class_name": "Все классы"}
