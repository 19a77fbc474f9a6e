"""What the page of teachers is asked, and what it may answer: groups for everyone, single teachers in the scope."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import address, data
from dashboard.figures.competences import MEASURES
from dashboard.session import current_scope, may
from warehouse.queries import competences
from warehouse.surveys.keys import keys
from warehouse.thresholds import threshold

VIEWS = {"map": "компетенции", "quadrants": "сам и наблюдатели", "summary": "сводный анализ"}
KINDS = {"subject_block": "области предметов", "age": "возраст и стаж", "category": "категория"}
POINTS = {"competences": "компетенции", "groups": "группы", "teachers": "педагоги"}
KNOWN = (
    "wave",
    "view",
    "kind",
    "group",
    "by",
    "measure",
    "points",
    "competence",
    "teacher",
    "origin",
)


@dataclass(frozen=True)
class Choice:
    """The wave that is shown and the slice of it; `people` are single teachers whom the person may see."""

    wave: Mapping[Any, Any]
    waves: tuple[Mapping[Any, Any], ...]
    titles: Mapping[str, str]
    view: str
    kind: str
    measure: str
    points: str
    is_by_teacher: bool
    groups: pd.DataFrame
    people: pd.DataFrame

    @property
    def key(self) -> dict[str, str]:
        """The parameters of the queries of this wave."""
        return {"survey": self.wave["survey_id"], "wave": self.wave["wave"]}

    @property
    def names(self) -> dict[str, str]:
        """The competences of the wave in the order of the framework: id → name."""
        rows = pd.concat([self.groups, self.people]) if len(self.people) else self.groups
        ordered = rows.drop_duplicates("competence_id").sort_values("position", kind="stable")
        return dict(zip(ordered["competence_id"], ordered["competence_name"], strict=True))


@dataclass(frozen=True)
class Borders:
    """What decides on the page, in shares of the scale, teachers and percent."""

    gap: float
    low: float
    high: float
    lessons: int
    least: int
    common: float


def borders() -> Borders:
    """Return the thresholds of the page."""
    names = ("competence_gap_share", "competence_low_share", "competence_high_share")
    gap, low, high = (threshold(data.ledger(), name) for name in names)
    lessons = int(threshold(data.ledger(), "observed_lessons_count"))
    least = int(threshold(data.ledger(), "staff_group_count"))
    common = threshold(data.ledger(), "common_competence_pct")
    return Borders(gap, low, high, lessons, least, common)


def filters_of(search: str | None) -> dict[str, str]:
    """Return the filters of an address that this page knows."""
    return {key: value for key, value in address.chosen(search).items() if key in KNOWN}


def to_page(filters: Mapping[str, str], **changes: str | None) -> str:
    """Return the address of the page with changes."""
    return f"/teachers{address.search(dict(filters), **changes)}"


def wave_key(wave: Mapping[Any, Any]) -> str:
    """Return a wave as the address names it."""
    return f"{wave['survey_id']}|{wave['wave']}"


def choice(filters: Mapping[str, str]) -> Choice | None:
    """Return what an address asks for; None where nobody has assessed competences yet."""
    found = data.frame(competences.waves)
    if found.empty:
        return None
    waves = tuple(found.to_dict("records"))
    newest = next(wave for wave in waves if wave["is_newest"])
    wave = next((w for w in waves if wave_key(w) == filters.get("wave")), newest)
    key = {"survey": wave["survey_id"], "wave": wave["wave"]}
    sees_all = may("teachers")
    titles = {survey: known.title for survey, known in keys(data.ledger()).items()}
    points = _one(filters, "points", POINTS)
    return Choice(
        wave, waves, titles, _one(filters, "view", VIEWS), _one(filters, "kind", KINDS),
        _one(filters, "measure", MEASURES), points if points != "teachers" or sees_all else "competences",
        sees_all and filters.get("by") == "teachers",
        data.frame(competences.groups, **key), own_people(key),
    )  # fmt: skip


def own_people(key: Mapping[str, str]) -> pd.DataFrame:
    """Return the single teachers whom the person may see: all for the methodist, else the person alone."""
    teachers = current_scope().teachers
    if teachers is not None and not teachers:
        return pd.DataFrame()
    return data.frame(competences.teachers, **key)


def chosen_group(filters: Mapping[str, str], groups: pd.DataFrame, kind: str) -> tuple[str, str]:
    """Return the (kind, name) of the group that an address names, the whole staff by default."""
    own = set(groups[groups["group_kind"] == kind]["group_name"]) if len(groups) else set()
    name = filters.get("group", "all")
    name = "" if name == "unknown" else name
    return (kind, name) if name in own else ("all", "all")


def of_group(groups: pd.DataFrame, group: tuple[str, str]) -> pd.DataFrame:
    """Return the rows of one group, in the order of the framework."""
    is_it = (groups["group_kind"] == group[0]) & (groups["group_name"] == group[1])
    return groups[is_it].sort_values("position", kind="stable")


def _one(filters: Mapping[str, str], name: str, known: Mapping[str, Any]) -> str:
    return filters[name] if filters.get(name) in known else next(iter(known))
