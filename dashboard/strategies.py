"""Strategies gathered for the screen: the register with the staff's resource, the choice, the deficits.

What pupils lack comes from `strategy_pupils` alone: no statement reads results of assessments beside
teachers, and counts of teachers are of the whole staff.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard import address, data, words
from dashboard.session import may
from etl.work_kinds import LITERACIES
from warehouse.queries import strategies as queries
from warehouse.queries.strategies import Sight
from warehouse.reference import school_year_name
from warehouse.staff.reference import competences
from warehouse.staff.strategies import Strategy, choices, name_key, strategies
from warehouse.thresholds import threshold

KNOWN = ("view", "strategy", "origin")
LEVELS = ("none", "know", "apply", "teach")


@dataclass(frozen=True)
class Bar:
    """From what share of those who answered a resource is ready, and how many must have answered."""

    ready_pct: float
    least: int


@dataclass(frozen=True)
class Line:
    """A strategy with the counts of `queries.strategies.resource`; None where too few answered."""

    strategy: Strategy
    counts: Mapping[Any, Any]

    @property
    def asked(self) -> int:
        """How many teachers said how well they use it; 0 where too few did to be told."""
        return self._count("asked_count")

    @property
    def can_teach(self) -> int:
        """How many can teach it."""
        return self._count("teach_count")

    @property
    def can_apply(self) -> int:
        """How many apply it or can teach it."""
        return self._count("apply_count") + self.can_teach

    @property
    def is_hidden(self) -> bool:
        """Tell whether somebody answered, but too few to be counted."""
        return bool(self.counts["is_hidden"])

    def is_ready(self, bar: Bar) -> bool:
        """Tell whether the resource is there: enough answered and apply it, and somebody can teach it."""
        enough = self.asked >= bar.least and 100 * self.can_apply >= bar.ready_pct * self.asked
        return bool(self.can_teach) and enough

    def _count(self, name: str) -> int:
        value = self.counts[name]
        return 0 if words.is_missing(value) else int(value)


@dataclass(frozen=True)
class Deficit:
    """Something that pupils or teachers lack: its key (`competence:…`, `literacy:…`, `skill:…`), words, how much."""

    key: str
    title: str
    how_much: str = ""

    @property
    def is_of_staff(self) -> bool:
        """Tell whether it is of teachers."""
        return self.key.startswith("competence:")


def filters_of(search: str | None) -> dict[str, str]:
    """Return the filters of an address that this page knows."""
    return {key: value for key, value in address.chosen(search).items() if key in KNOWN}


def to_page(filters: Mapping[str, str], **changes: str | None) -> str:
    """Return the address of the page with changes."""
    return f"/strategies{address.search(dict(filters), **changes)}"


def sight(today: date | None = None) -> Sight:
    """Return what the person may see of the staff, as of today."""
    least = int(threshold(data.ledger(), "staff_group_count"))
    return Sight(today or date.today(), least, may("staff"))


def bar() -> Bar:
    """Return from where a strategy's resource is ready, as the settings say."""
    ledger = data.ledger()
    return Bar(threshold(ledger, "strategy_ready_pct"), int(threshold(ledger, "staff_group_count")))


def lines(seen: Sight) -> list[Line]:
    """Return the strategies of the register with their counts, in its order; what is new has none yet."""
    found = data.frame(queries.resource, sight=seen)
    counts = {row["strategy_id"]: row for row in found.to_dict("records")}
    empty = dict.fromkeys([*found.columns, "asked_count", "teach_count", "apply_count", "know_count",
                           "none_count", "frequency_count"], 0) | {"is_hidden": False}  # fmt: skip
    return [Line(one, counts.get(one.strategy_id, empty)) for one in strategies(data.ledger())]


def by_resource(found: Sequence[Line]) -> list[Line]:
    """Return strategies from the most resource to the least, those that nobody told of last."""
    return sorted(found, key=lambda one: (not one.asked, -one.can_apply, -one.can_teach))


def this_year(today: date | None = None) -> str:
    """Return the school year of today; from June on people choose for the next one."""
    day = today or date.today()
    return str(school_year_name(day.year - (day.month < 6)))


def choice() -> Mapping[str, Any] | None:
    """Return what holds now: the choice of this year, else of the newest year before it."""
    year = this_year()
    return next((said for key, said in choices(data.ledger()).items() if key <= year), None)


def staff_deficits(seen: Sight) -> list[Deficit]:
    """Return what registers name as deficits of the staff."""
    return [
        Deficit(
            f"competence:{row['competence_id']}",
            row["competence_name"],
            f"работают над ним: {words.plural(int(row['teachers_count']), 'педагог', 'педагога', 'педагогов')}",
        )
        for row in data.frame(queries.staff_deficits, sight=seen).to_dict("records")
    ]


def chosen_deficits(said: Mapping[str, Any] | None, known: Sequence[Deficit] = ()) -> list[Deficit]:
    """Return the deficits that a choice names, in the words of its day; how much as `known` today."""
    now = {one.key: one.how_much for one in known}
    return [
        Deficit(one["key"], one["title"], now.get(one["key"], ""))
        for one in (said or {}).get("deficits", ())
    ]


def answers(strategy: Strategy, deficit: Deficit) -> bool:
    """Tell whether a strategy works on a deficit: the same competence or literacy, or words of the skill."""
    if deficit.key in strategy.answers:
        return True
    if not deficit.key.startswith("skill:"):
        return False
    skill = name_key(deficit.key.rpartition("|")[2])
    own = [one.partition(":")[2] for one in strategy.answers if one.startswith("skill:")]
    return any(name_key(part) in skill for part in own)


def answer_name(answer: str) -> str:
    """Return an answer in words: «компетенция: Учебная мотивация учеников»."""
    kind, _, what = answer.partition(":")
    if kind == "competence":
        known = {row["competence_id"]: row["competence_name"] for row in competences(data.ledger())}
        return str(known.get(what, what))
    return LITERACIES.get(what, what) if kind == "literacy" else f"умения со словом «{what}…»"
