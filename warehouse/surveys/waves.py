"""Waves of a survey: the one a person named for the day, else the half of the school year the day lies in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from warehouse.ledger import Ledger

AUTUMN_FROM = 9  # September to December are the first half, January to August the second
HALVES = {"1": "осень", "2": "весна"}


class Wave(NamedTuple):
    """A wave that a person named; both days are of it."""

    survey_id: str
    wave: str
    date_from: date
    date_to: date


def said_waves(ledger: Ledger, until: int | None = None) -> list[Wave]:
    """Return the waves of records `survey_wave`, the earliest first."""
    found = [
        Wave(
            str(r.payload["survey_id"]),
            str(r.payload["wave"]),
            date.fromisoformat(r.payload["date_from"]),
            date.fromisoformat(r.payload["date_to"]),
        )
        for r in ledger.records("survey_wave", until)
        if not r.payload.get("is_deleted")
    ]
    return sorted(found, key=lambda wave: (wave.survey_id, wave.date_from, wave.wave))


def wave_of(survey_id: str, day: date | None, said: Sequence[Wave] = ()) -> str:
    """Return the wave of a day: «2025/26-1» where nobody named one, "" where there is no day."""
    if day is None:
        return ""
    named = (w.wave for w in said if w.survey_id == survey_id and w.date_from <= day <= w.date_to)
    return next(named, half_of(day))


def half_of(day: date) -> str:
    """Return the code of a half of a school year: «2025/26-1» is September to December of 2025."""
    is_autumn = day.month >= AUTUMN_FROM
    first = day.year if is_autumn else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}-{1 if is_autumn else 2}"


def wave_name(wave: str) -> str:
    """Return a wave in words: «2025/26-1» → «осень 2025/26»; a name that a person gave stays as it is."""
    year, _, half = wave.rpartition("-")
    known = HALVES.get(half) if len(year) == 7 and year[4] == "/" else None
    return f"{known} {year}" if known else wave
