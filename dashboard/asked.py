"""What the achievement page is asked: the view, the slice of the school, the measure and its base."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dashboard import address, data, selection
from dashboard.figures.measures import BASES, MEASURES, Measure
from warehouse.queries import achievement
from warehouse.thresholds import setting, threshold

VIEWS = {
    "classes": "классы × предметы",
    "parallels": "параллели × предметы",
    "cohorts": "когорты",
    "comparison": "сравнение",
    "priority": "приоритет",
}
# What belongs to one view only and is left behind on the way to another.
OWN = ("class", "subject", "parallel", "origin", "against", "side")


@dataclass(frozen=True)
class Asked:
    """What is drawn: the view, the slice of the school, the measure, its base, what counts as small."""

    view: str
    school_year: str
    period: str
    grade: int | None
    metric: str
    base: str
    small: int

    @property
    def measure(self) -> Measure:
        """The measure."""
        return MEASURES[self.metric]

    @property
    def slice(self) -> dict[str, Any]:
        """The parameters of the queries."""
        return {"school_year": self.school_year, "period": self.period, "grade": self.grade}


def view_of(filters: dict[str, str]) -> str:
    """Return the view that an address names, or the first one."""
    return filters["view"] if filters.get("view") in VIEWS else "classes"


def asked_of(filters: dict[str, str], chosen: selection.Chosen) -> Asked:
    """Return what an address asks for; what it does not say is as the settings say."""
    grade = int(filters["grade"]) if filters.get("grade", "").isdigit() else None
    metric = filters["metric"] if filters.get("metric") in MEASURES else "quality"
    small = int(threshold(data.ledger(), "small_group_count"))
    place = (chosen.school_year, chosen.period, grade)
    return Asked(view_of(filters), *place, metric, base_of(filters), small)


def base_of(filters: dict[str, str]) -> str:
    """Return the base of an address, or the school's own."""
    return filters["base"] if filters.get("base") in BASES else str(setting(data.ledger(), "base"))


def choice(filters: dict[str, str]) -> selection.Chosen | None:
    """Return the year and period that an address asks for; None where there are no marks."""
    return _choice(data.version(), filters.get("year", ""), filters.get("period", ""))


@lru_cache(maxsize=64)
def _choice(_version: Any, year: str, period: str) -> selection.Chosen | None:
    wanted = {"year": year, "period": period}
    return selection.chosen(data.frame(achievement.selections), wanted)


def to_page(filters: dict[str, str], **changes: str | None) -> str:
    """Return the address of the achievement page with changes."""
    return f"/achievement{address.search(filters, **changes)}"


def to_views(filters: dict[str, str]) -> list[tuple[str, str, bool]]:
    """Return the views as (name, address, is current): the slice is kept, a view's own choices are not."""
    kept = {key: value for key, value in filters.items() if key not in OWN}
    now = view_of(filters)
    return [
        (name, to_page(kept, view="" if view == "classes" else view), view == now)
        for view, name in VIEWS.items()
    ]
