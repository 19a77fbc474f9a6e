"""What is asked of the data and answered: the rows of every question within the page's filters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard import data, words
from warehouse import checks, freshness
from warehouse.checks import Check
from warehouse.freshness import Freshness
from warehouse.metrics import catalogue
from warehouse.queries import classes
from warehouse.reference import period_terms
from warehouse.thresholds import threshold

ALL = "all"


@dataclass(frozen=True)
class Filters:
    """The school year and class that the page speaks of; "" is all of them. `check` is one question opened."""

    year: str = ""
    class_name: str = ""
    check: str = ""


@dataclass(frozen=True)
class Answer:
    """One question with its rows."""

    check: Check
    rows: pd.DataFrame


def filters(asked: Mapping[str, str]) -> Filters:
    """Return the filters of an address; the newest year where it says none, all classes where unknown."""
    known = classes_known()
    years = sorted(set(known["school_year"]))
    year = asked.get("year", "")
    if year != ALL and year not in years:
        year = years[-1] if years else ""
    # A class that is not there would have no questions, and the page would call that «в порядке».
    name = asked.get("class", "")
    of_year = known if year == ALL else known[known["school_year"] == year]
    name = name if name in set(of_year["class_name"]) else ""
    return Filters("" if year == ALL else year, name, asked.get("check", ""))


def classes_known() -> pd.DataFrame:
    """Return the classes that may be seen: school_year, grade, class_name."""
    found = data.frame(classes.classes)
    return found if len(found) else pd.DataFrame(columns=["school_year", "grade", "class_name"])


def answers(chosen: Filters) -> list[Answer]:
    """Return every question with its rows, the gravest first."""
    return [answer(check, chosen) for check in checks.checks()]


def answer(check: Check, chosen: Filters) -> Answer:
    """Return one question with the rows of the chosen year and class, and those of no one class."""
    limits = tuple((name, threshold(data.ledger(), name)) for name in check.thresholds)
    rows = data.frame(checks.answer, check_id=check.id, limits=limits)
    named = [key for key, _, kind in check.columns if kind == "metric" and key in rows]
    works = [key for key, _, kind in check.columns if kind == "work" and key in rows]
    if len(rows):
        rows = rows.assign(**{key: rows[key].map(metric_name) for key in named})
        rows = rows.assign(**{key: rows[key].map(words.work_kind) for key in works})
        rows = rows[rows["school_year"].isin(["", chosen.year])] if chosen.year else rows
        rows = rows[rows["class_name"].isin(["", chosen.class_name])] if chosen.class_name else rows
    return Answer(check, rows)


def table(found: Answer) -> pd.DataFrame:
    """Return the rows as a workbook shows them: the declared columns under their labels."""
    shown = {}
    for key, label, kind in found.check.columns:
        values = found.rows[key] if key in found.rows else pd.Series(dtype=object)
        shown[label] = values.map(periods) if kind == "period" else values
    return pd.DataFrame(shown)


def metric_name(metric: str) -> str:
    """Return the name of a figure: of a metric as the catalogue has it, of a count in words."""
    known = catalogue().get(metric)
    return known.label if known else words.COUNTS.get(metric, metric)


def periods(codes: str) -> str:
    """Return the names of periods: «q1,q2» → «1 четверть, 2 четверть»."""
    return ", ".join(words.period(code) for code in str(codes).split(",") if code)


def fresh(today: date | None = None) -> list[Freshness]:
    """Return how fresh each kind of source is, the stale first; nothing where nothing is loaded."""
    found = data.frame(freshness.sources)
    sources = [
        (
            row["source_kind"],
            data.local(row["loaded_at"].isoformat() + "Z").date(),
            _day(row["last_lesson_on"]),
        )
        for row in found.to_dict("records")
    ]
    terms = [
        (t["date_from"], t["date_to"]) for t in period_terms(data.ledger()) if t["period"] != "year"
    ]
    allowed = int(threshold(data.ledger(), "stale_days"))
    return freshness.freshness(sources, terms, today or date.today(), allowed)


def _day(value: pd.Timestamp | None) -> date | None:
    return None if words.is_missing(value) or value is None else value.date()
