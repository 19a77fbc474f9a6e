"""Who works in the sample school: the teachers that its load names, each with a card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from random import Random

from etl.demo.seeds import settings
from etl.demo.truths import Taught

PRIMARY = "Окружающий мир", "Литературное чтение"
OFF_LOAD = "Разговоры о важном", "Россия — мои горизонты"


@dataclass(frozen=True)
class Card:
    """A teacher as the list of the staff has them."""

    name: str
    position: str
    subjects: tuple[str, ...]
    age: int
    category: str
    experience: int
    came_on: date
    left_on: date | None = None
    is_young: bool = False

    def works_on(self, day: date) -> bool:
        """Say whether the teacher is on the staff on a day."""
        return self.came_on <= day and (self.left_on is None or self.left_on > day)


def staff_of(roster: Sequence[str], load: Sequence[Taught], seed: int) -> list[Card]:
    """Return the cards of everyone who teaches in the year of the list, by name."""
    told = settings("staff")
    subjects: dict[str, dict[str, None]] = {}
    for row in load:
        if row.school_year == told["year"]:
            subjects.setdefault(row.teacher, {})[row.subject] = None
    young = {roster[int(place)]: year for place, year in told["young"].items()}
    leaver = roster[told["left"]["place"]]
    cards = []
    for name in sorted(subjects):
        rng = Random(f"{seed}/staff/{name}")
        own = tuple(s for s in subjects[name] if s not in OFF_LOAD)
        left_on = day_of(told["left"]["on"]) if name == leaver else None
        cards.append(_card(name, own, young.get(name), left_on, rng))
    return cards


def _card(
    name: str, subjects: tuple[str, ...], young_since: int | None, left_on: date | None, rng: Random
) -> Card:
    year = int(settings("staff")["year"][:4])
    age = rng.randint(24, 33) if young_since else 66 if left_on else rng.choice(range(31, 64))
    began = young_since or year - (age - 23) + rng.choice((0, 0, 1, 2))
    came = young_since or rng.randint(began, 2018) if began < 2018 else began
    experience = year - began
    position = "учитель начальных классов" if set(PRIMARY) & set(subjects) else "учитель"
    came_on = date(came, 9, 1) if rng.random() < 0.6 else date(came, 8, rng.randint(15, 29))
    return Card(name, position, subjects, age, _category(experience, rng), experience, came_on,
                left_on, young_since is not None)  # fmt: skip


def _category(experience: int, rng: Random) -> str:
    if experience < 3:
        return "без категории"
    if experience < 8:
        return rng.choice(("соответствие", "первая"))
    return rng.choice(("первая", "первая", "высшая", "высшая", "соответствие"))


def chosen(cards: Sequence[Card], share: float, rng: Random) -> list[Card]:
    """Return a share of the cards by name, the first of them always among those."""
    rest = rng.sample(cards[1:], min(len(cards) - 1, ceil(share * len(cards)) - 1))
    return sorted([cards[0], *rest], key=lambda card: card.name)


def day_of(text: str) -> date:
    """Return the day of «27.10.2022»."""
    return datetime.strptime(text, "%d.%m.%Y").date()
