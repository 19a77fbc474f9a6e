"""How well the teachers of the sample school do, by themselves and by those who visit their lessons."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from etl.demo.seeds import settings
from etl.demo.staff import Card

FIRST, SECOND, SEEN = range(3)  # self in the first wave, in the second, what visitors see
MOST = 3


@dataclass(frozen=True)
class Competence:
    """The shares that the story gives a teacher, 0–1, and points that come to them."""

    seed: int

    def share(self, card: Card, competence_id: str, side: int) -> float:
        """Return where on the scale a teacher stands in a competence, by one of the three sides."""
        about = settings("surveys")["competences"]
        planted = settings("surveys")["planted"]
        level: float = about["levels"].get(competence_id, [about["usual"]] * 3)[side]
        rng = Random(f"{self.seed}/{card.name}/{competence_id}/{side}")
        if competence_id == planted["lacking"] and set(about["knowing"]) & set(card.subjects):
            return 0.8
        if competence_id in (planted["lacking"], planted["unaware"], planted["underrated"]):
            return max(0.0, min(1.0, level + rng.gauss(0, about["noise"])))
        own = Random(f"{self.seed}/{card.name}/own").gauss(0, about["spread"])
        return max(0.0, min(1.0, level + own + rng.gauss(0, about["noise"])))

    def points(self, card: Card, competence_id: str, side: int, count: int) -> list[int]:
        """Return so many answers or scores, 0–3, whose mean is nearest to the share."""
        total = round(self.share(card, competence_id, side) * MOST * count)
        found = [total // count + (at < total % count) for at in range(count)]
        Random(f"{self.seed}/{card.name}/{competence_id}/{side}/order").shuffle(found)
        return found
