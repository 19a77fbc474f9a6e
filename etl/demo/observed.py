"""Prints the lessons that visitors of the sample school saw, by the criteria that ship with the product."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from etl.demo.competence import FIRST, SEEN, Competence
from etl.demo.layouts import staff_tables
from etl.demo.seeds import settings
from etl.demo.staff import Card, day_of
from etl.demo.staff_files import Line, Office, said
from etl.seeds import seed as seed_rows

WEEKEND = 5


def write_lessons(office: Office, answered: Sequence[Card]) -> None:
    """Write the visits of both halves of the year: of those who answered, most were visited twice."""
    lines = [line for half in ("autumn", "spring") for line in _half(office, answered, half)]
    criteria = [row["criterion_name"] for row in seed_rows("observation_criteria")]
    path = office.noted(f"Посещения уроков {settings('staff')['year'].replace('/', '-')}.xlsx")
    staff_tables.write_template("observations", lines, path, criteria)


def _half(office: Office, answered: Sequence[Card], half: str) -> Iterator[Line]:
    about, rng = settings("staff")["lessons"][half], office.rng(f"lessons/{half}")
    observers = [office.cards[place].name for place in settings("staff")["observers"]]
    rest = rng.sample(answered[1:], about["twice"] + about["once"] - 1)
    for at, card in enumerate([answered[0], *rest]):
        count = 2 if at < about["twice"] else 1
        office.truths.lessons[half, card.name] = count
        days = sorted(rng.sample(_days(*map(day_of, about["days"])), count))
        seen = _seen(office, card, half, count)
        for number, day in enumerate(days):
            others = [name for name in observers if name != card.name]
            yield {**_lesson(office, card, rng), "teacher": card.name, "observed_on": said(day),
                   "observer": rng.choice(others), **{name: own[number] for name, own in seen.items()}}  # fmt: skip


def _days(first: date, last: date) -> list[date]:
    every = (first + timedelta(n) for n in range((last - first).days + 1))
    return [day for day in every if day.weekday() < WEEKEND]


def _seen(office: Office, card: Card, half: str, count: int) -> dict[str, list[int]]:
    """Return the scores of each criterion, lesson by lesson; in autumn what grows has not grown yet."""
    known, growing = Competence(office.seed), settings("surveys")["planted"]["growing"]
    sides = {growing: FIRST} if half == "autumn" else {}
    return {
        row["criterion_name"]: known.points(
            card, row["competence_id"], sides.get(row["competence_id"], SEEN), count
        )
        for row in seed_rows("observation_criteria")
    }


def _lesson(office: Office, card: Card, rng: Random) -> dict[str, Any]:
    year = settings("staff")["year"]
    own = [t for t in office.truths.load if (t.school_year, t.teacher) == (year, card.name)]
    taught = rng.choice([t for t in own if t.subject in card.subjects] or own)
    about = settings("staff")["lessons"]
    return {
        "class_name": taught.class_name,
        "subject": taught.subject,
        "topic": about["topics"].get(taught.subject, ""),
        "note": rng.choice(about["notes"]),
    }
