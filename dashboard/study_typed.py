"""The values of a form of a lesson study as they were typed, with what is found wrong in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dashboard import words
from dashboard.studies import World
from dashboard.study_forms import StudyForm
from warehouse.studies.shapes import LEVELS, Study

LONGEST = {"long": 4000, "part": 8000}
SHORT = 300
FIRST_DAY = date(2000, 1, 1)


@dataclass
class Typed:
    """The values of a form with what is found wrong in them, by field; "" stands for the whole form."""

    form: StudyForm
    values: Mapping[str, Any]
    study: Study
    world: World
    wrong: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return the words of a field; what is too long is said so."""
        said = str(self.values.get(name) or "").strip()
        asked = self.form.fields.get(name)
        most = LONGEST.get(asked.kind if asked else "", SHORT)
        if len(said) > most:
            self.wrong[name] = f"Можно до {most} знаков, здесь {len(said)}."
        return said

    def lines(self, name: str) -> list[str]:
        """Return the lines of a field that say something."""
        return [" ".join(line.split()) for line in self.text(name).splitlines() if line.strip()]

    def day(self, name: str, is_past: bool = False) -> str:
        """Return a day as ISO, "" for none; `is_past` refuses one that has not come."""
        said = self.text(name)
        if not said:
            return ""
        try:
            read = date.fromisoformat(said)
        except ValueError:
            self.wrong[name] = "Такого дня нет: выберите его в календаре."
            return ""
        if read < FIRST_DAY or read.year > self.world.today.year + 2:
            self.wrong[name] = "Проверьте год."
        elif is_past and read > self.world.today:
            self.wrong[name] = "Этот день ещё не наступил."
        return said

    def levels(self, name: str) -> dict[str, str]:
        """Return the words of a field for every case pupil."""
        return {level: self.text(f"{name}-{level}") for level in LEVELS}

    def not_before(self, name: str, least: date | None, what: str) -> None:
        """Say so where a day stands before another one; `what` begins the sentence: «Сообщество создано»."""
        said = self.text(name)
        if said and least and name not in self.wrong and said < least.isoformat():
            self.wrong[name] = f"{what} {words.day(least)}: этот день раньше."
