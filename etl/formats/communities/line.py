"""One line of a register of communities as a file says it, before people and communities are told apart."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from etl.formats.matrix.people import Person
from etl.names import fold
from warehouse.communities.declared import COMMUNITY
from warehouse.communities.names import community_key
from warehouse.staff.registers import Register

Place = tuple[str, int, int]
KEY_LENGTH = 12
BY_CLASS = "classes"  # the register whose lines are told apart by their class


@dataclass
class Line:
    """A line: whose it is, its texts and days by field, the cell of each field.

    `own_key` is the key that an export wrote beside it, "" where none is.
    """

    register: Register
    community: str
    texts: dict[str, str]
    days: dict[str, date | None]
    places: Mapping[str, Place]
    place: Place
    teacher: Person | None = None
    partner: Person | None = None
    people: tuple[Person, ...] = ()
    own_key: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)  # of its people, by the field

    @property
    def name(self) -> str:
        """The id of its register."""
        return self.register.register

    @property
    def community_key(self) -> str:
        """The folded name of the community it is of: of its own where it is one."""
        said = self.texts.get("title", "") if self.name == COMMUNITY else self.community
        return community_key(said) if said else ""

    @property
    def day(self) -> date | None:
        """The day of what the line tells: held, else planned."""
        return self.days.get("date_to") or self.days.get("date_from")

    def at(self, name: str) -> Place:
        """Return where a field stands."""
        return self.places.get(name, self.place)

    def key(self) -> str:
        """Return what is the same in every export of the line: by whom, what and when, not how it went."""
        said = [self.name, self.community_key]
        if self.name != COMMUNITY:
            said += [self.keys.get("teacher", ""), self.keys.get("partner", ""),
                     self.texts.get("title", ""), self._known_by()]  # fmt: skip
        if self.name == BY_CLASS:
            said += [self.texts.get(name, "") for name in ("class_name", "school_year", "subject")]
        folded = "|".join(map(fold, said))
        return f"f-{hashlib.md5(folded.encode(), usedforsecurity=False).hexdigest()[:KEY_LENGTH]}"

    def _known_by(self) -> str:
        """Return the day that tells it from others: the planned one, which stays; the held one where it must be."""
        held = self.register.field("date_to")
        day = self.days.get("date_from")
        if day is None and (self.register.field("date_from") or (held and held.required)):
            day = self.days.get("date_to")
        return day.isoformat() if day else ""

    def said(self) -> tuple[object, ...]:
        """Return all that the line says, to tell a repeated one from one that differs."""
        return (self.community_key, *self.keys.values(), *(p.name for p in self.people),
                *self.texts.values(), *self.days.values())  # fmt: skip
