"""Invented people: common names put together at random, in grammatical agreement."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from etl.demo.seeds import table

DOMAINS = ("language", "science", "society", "arts", "sport")


@dataclass(frozen=True)
class Pupil:
    """A pupil for as long as the school has them; `talents` go by `DOMAINS`, `skips` is a share."""

    no: int
    full_name: str
    is_female: bool
    group: int
    ability: float
    talents: tuple[float, ...]
    skips: float

    def level(self, domain: str) -> float:
        """Return the pupil's part of a latent mark in a domain."""
        return self.ability + self.talents[DOMAINS.index(domain)]


def full_name(rng: Random, is_female: bool) -> str:
    """Return «Фамилия Имя Отчество»; one in two hundred has no patronymic."""
    surname = rng.choice(table("surnames"))["female" if is_female else "male"]
    sex = "f" if is_female else "m"
    names = table("first_names")
    name = rng.choice([row["name"] for row in names if row["sex"] == sex])
    father = rng.choice([row for row in names if row["sex"] == "m"])
    patronymic = father["patronymic_female" if is_female else "patronymic_male"]
    return f"{surname} {name}" + ("" if rng.random() < 0.005 else f" {patronymic}")


def short_name(name: str) -> str:
    """Return «Фамилия И. О.»."""
    surname, *rest = name.split()
    return " ".join([surname, *(f"{part[0]}." for part in rest)])


class People:
    """Hands out new pupils and teachers, no two of them with one name."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._taken: set[str] = set()
        self._count = 0

    def pupil(self) -> Pupil:
        """Return a new pupil."""
        rng = self._rng
        is_female = rng.random() < 0.5
        name = self._name(is_female)
        self._count += 1
        return Pupil(
            no=self._count,
            full_name=name,
            is_female=is_female,
            group=rng.choice((1, 2)),
            ability=rng.gauss(0, 0.55),
            talents=tuple(rng.gauss(0, 0.2) for _ in DOMAINS),
            skips=min(0.12, rng.expovariate(1 / 0.009)),
        )

    def teacher(self) -> str:
        """Return a new teacher's full name; nine of ten are women, as in schools."""
        return self._name(self._rng.random() < 0.9)

    def _name(self, is_female: bool) -> str:
        name = full_name(self._rng, is_female)
        while name in self._taken or len(name) > 45:
            name = full_name(self._rng, is_female)
        self._taken.add(name)
        return name
