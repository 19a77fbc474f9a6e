"""Communities gathered for the screen: what holds now, the lesson studies, the events, the moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dashboard import data
from dashboard.communities import Communities, communities
from dashboard.community_year import (
    Event,
    Limits,
    Moment,
    State,
    events_of,
    moment,
    works_in,
    years_of,
)
from warehouse.reference import period_terms
from warehouse.studies.records import Study, studies
from warehouse.thresholds import threshold


@dataclass(frozen=True)
class Seen:
    """Everything about communities that the person may see, on one day; `events` by community."""

    found: Communities
    studies: tuple[Study, ...]
    events: Mapping[str, tuple[Event, ...]]
    limits: Limits
    today: date

    @property
    def years(self) -> list[str]:
        """The school years that there is anything of, the newest first."""
        return years_of(self.found, self._all())

    def moment(self, year: str) -> Moment:
        """Return the moment of a year as the address asks for it."""
        return moment(year, self.years, self._all(), self.today)

    def states(self, at: Moment) -> list[State]:
        """Return the communities that work in the year, by name."""
        return [
            self.state(one.community_id, at)
            for one in self.found.all
            if works_in(one, at.school_year)
        ]

    def state(self, community_id: str, at: Moment) -> State:
        """Return one community at a moment. Raises KeyError for an unknown one."""
        one = self.found.by_id[community_id]
        return State(one, self.events[community_id], at, self.limits)

    def studies_of(self, community_id: str) -> list[Study]:
        """Return the lesson studies of a community, the newest school year first."""
        own = [one for one in self.studies if one.cycle.community_id == community_id]
        return sorted(own, key=lambda one: one.cycle.school_year, reverse=True)

    def _all(self) -> list[Event]:
        return [event for own in self.events.values() for event in own]


def seen(today: date | None = None) -> Seen:
    """Return what the person may see on a day (today by default)."""
    found, ledger = communities(), data.ledger()
    cycles = tuple(studies(ledger))
    terms = tuple((term["date_from"], term["date_to"]) for term in period_terms(ledger)
                  if term["system"] == "quarters" and term["period"] != "year")  # fmt: skip
    limits = Limits(
        threshold(ledger, "community_stalled_weeks"), threshold(ledger, "community_plan_pct"), terms
    )
    events = {one.community_id: tuple(events_of(one, cycles)) for one in found.all}
    return Seen(found, cycles, events, limits, today or date.today())
