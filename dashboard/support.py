"""Who is supported on a day: pairs, young teachers, steps of routes, events; plain rows from `Staff`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dashboard.components.register_words import CLOSED, is_overdue
from dashboard.staff import Staff

Line = Mapping[str, Any]
AHEAD = timedelta(days=30)
ENDED = frozenset({"завершено", "прервано"})
TERMS = ("learning_routes", "personal_plans", "mentoring")
LED = frozenset({"провёл", "выступил"})


@dataclass(frozen=True)
class Young:
    """A young teacher with the mentors and forms of support that hold on the day."""

    card: Mapping[str, Any]
    pairs: Sequence[Line]
    forms: Sequence[Line]

    @property
    def is_supported(self) -> bool:
        """Tell whether there is a mentor or a form of support."""
        return bool(self.pairs or self.forms)


@dataclass(frozen=True)
class Event:
    """One event with who led it and who took part, by name."""

    day: date | None
    kind: str
    title: str
    place: str
    led: Sequence[str]
    took_part: Sequence[str]


@dataclass(frozen=True)
class Routes:
    """The steps of all routes on a day."""

    steps: Sequence[Line]
    teachers_count: int
    overdue: Sequence[Line]
    without_mentor: Sequence[Line]


def holds(row: Line, day: date) -> bool:
    """Tell whether a pair or a form of support is going on on a day.

    Without an end it goes on until somebody says that it has ended.
    """
    begun = row["date_from"] is not None and row["date_from"] <= day
    if row["date_to"] is not None:
        return begun and bool(row["date_to"] >= day) and row["status"] != "прервано"
    return begun and row["status"] not in ENDED


def pairs(staff: Staff) -> list[Line]:
    """Return the pairs of mentors that hold on the day, by the name of the one who is taught."""
    return [row for row in staff.of("mentoring") if holds(row, staff.today)]


def young(staff: Staff) -> list[Young]:
    """Return the young teachers by name, each with the support that holds."""
    forms = [row for row in staff.of("support") if holds(row, staff.today)]
    going = pairs(staff)
    return [
        Young(card, *([row for row in rows if row["teacher_id"] == card["teacher_id"]]
                      for rows in (going, forms)))
        for card in staff.young
    ]  # fmt: skip


def routes(staff: Staff) -> Routes:
    """Return the open and closed steps of routes, the overdue ones, open ones without a mentor."""
    steps = staff.of("learning_routes")
    here = {row["teacher_id"] for row in staff.present}
    unhelped = [row for row in steps if row["status"] not in CLOSED and row["partner_id"] is None]
    late = [row for row in steps if is_overdue(row, staff.today)]
    return Routes(steps, len(here & {row["teacher_id"] for row in steps}), late, unhelped)


def soon(staff: Staff) -> list[Line]:
    """Return the lines whose day comes in the next 30 days: steps, plans, pairs that are not closed."""
    end = staff.today + AHEAD
    return [
        row for name in TERMS for row in staff.of(name)
        if row["date_to"] is not None and staff.today <= row["date_to"] <= end
        and row["status"] not in CLOSED | ENDED | {"выполнен", "прерван"}
    ]  # fmt: skip


def events(staff: Staff, until: date) -> list[Event]:
    """Return events up to a day, the newest first: lines of one day, kind and topic are one event."""
    found: dict[tuple[Any, str, str], list[Line]] = {}
    for row in staff.of("events"):
        if row["date_from"] is None or row["date_from"] <= until:
            key = (row["date_from"], row["kind"], " ".join(row["title"].casefold().split()))
            found.setdefault(key, []).append(row)
    told = [_event(key[0], rows) for key, rows in found.items()]
    return sorted(told, key=lambda one: (one.day or date.min, one.title), reverse=True)


def _event(day: date | None, rows: Sequence[Line]) -> Event:
    led = sorted({row["full_name"] for row in rows if row["role"] in LED})
    others = sorted({row["full_name"] for row in rows} - set(led))
    place = next((row["organisation"] for row in rows if row["organisation"]), "")
    return Event(day, rows[0]["kind"], rows[0]["title"], place, led, others)
