"""Reads the story: which of its rows speak of a class."""

from __future__ import annotations

from typing import Any

from etl.demo.roster import ClassYear
from etl.demo.seeds import settings


def rows_of(chapter: str, klass: ClassYear) -> list[dict[str, Any]]:
    """Return the rows of `[[chapter]]` that name this class in this year."""
    rows: list[dict[str, Any]] = settings("story")[chapter]
    return [row for row in rows if (row["class"], row["year"]) == (klass.name, klass.school_year)]


def shift_of(klass: ClassYear) -> float:
    """Return how far the story moves the latent marks of a class."""
    return float(sum(row["by"] for row in rows_of("shift", klass)))


def layouts(klass: ClassYear) -> list[str]:
    """Return the layouts the office printed for a class."""
    rules = settings("story")["files"]
    rule = next(
        rule
        for rule in rules
        if rule.get("year", klass.school_year) == klass.school_year
        and rule.get("grade", klass.grade) == klass.grade
        and rule.get("class", klass.name) == klass.name
    )
    return [*rule["layouts"], *(["report_cards"] if has_second_source(klass) else [])]


def has_second_source(klass: ClassYear) -> bool:
    """Return whether the period marks of the class were printed twice."""
    second = settings("story")["second_source"]
    return klass.school_year == second["year"] and klass.name in second["classes"]


def inflated_share(subject: str, school_year: str) -> float:
    """Return the share of pupils whose period mark stands a step above the current ones."""
    rows = settings("story")["inflated"]
    fits = (r["share"] for r in rows if (r["subject"], r["year"]) == (subject, school_year))
    return float(next(fits, 0.0))


def shortened(klass: ClassYear) -> list[str]:
    """Return the names of the pupils who stand without a patronymic in the files of this class."""
    return [klass.seats[row["place"]].pupil.full_name for row in rows_of("shortened", klass)]
