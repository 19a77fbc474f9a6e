"""The report of a period gathered for the screen and for paper, within what the person may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import pandas as pd

from dashboard import data, selection, words
from dashboard.figures import period_report as figures
from dashboard.figures.measures import BASES
from dashboard.papers.imprint import Imprint
from warehouse.queries import reports
from warehouse.thresholds import setting

LEVELS = {"1": "НОО", "2": "ООО", "3": "СОО"}


@dataclass(frozen=True)
class Asked:
    """What a report is asked for: a year, a period, a base of shares, a level or the whole school."""

    school_year: str
    period: str
    base: str
    level: str = ""

    @property
    def key(self) -> dict[str, str]:
        """The parameters of the queries."""
        return {"school_year": self.school_year, "period": self.period}


@dataclass(frozen=True)
class PeriodReport:
    """The lines of a report with its subjects, and what has to be known of it."""

    asked: Asked
    lines: pd.DataFrame
    remarks: tuple[str, ...]

    @property
    def classes(self) -> list[tuple[str, str]]:
        """The classes and the period each is reported for."""
        own = self.lines[self.lines["line"] == "class"] if len(self.lines) else self.lines
        return list(zip(own["class_name"], own["period"], strict=True)) if len(own) else []

    @property
    def total(self) -> dict[Any, Any]:
        """The last line: the school, or the level that was asked for."""
        return self.lines.iloc[-1].to_dict()

    @property
    def period_words(self) -> str:
        """The period with those of other systems: «2 четверть (10–11 классы — 1 полугодие)»."""
        own = self.lines[self.lines["line"] == "class"]
        grades = own["grade"].astype(int)
        return period_words(self.asked.period, zip(grades, own["period"], strict=True))

    @property
    def unofficial(self) -> bool:
        """Whether any class has no register."""
        return bool((self.lines["listed_count"] == 0).any())


@dataclass(frozen=True)
class ClassPapers:
    """The pupils of a class and their marks: what a class teacher is handed."""

    class_name: str
    period: str
    pupils: pd.DataFrame
    marks: pd.DataFrame


def asked_of(filters: dict[str, str]) -> tuple[Asked, selection.Chosen] | None:
    """Return what an address asks for and the choices; None where there are no period marks at all."""
    chosen = selection.chosen(data.frame(reports.selections), filters)
    if chosen is None:
        return None
    base = filters["base"] if filters.get("base") in BASES else str(setting(data.ledger(), "base"))
    level = filters["level"] if filters.get("level") in LEVELS else ""
    return Asked(chosen.school_year, chosen.period, base, level), chosen


def gather(asked: Asked) -> PeriodReport:
    """Return the report that is asked for."""
    return _gather(data.version(), asked)


@lru_cache(maxsize=32)
def _gather(_version: Any, asked: Asked) -> PeriodReport:
    lines = data.frame(reports.lines, **asked.key)
    told = figures.with_subjects(lines, data.frame(reports.subjects, **asked.key))
    if asked.level:
        told = told[told["level"] == int(asked.level)].reset_index(drop=True)
    moved = int(data.frame(reports.transfers, **asked.key)["transfers_count"].iloc[0])
    return PeriodReport(asked, told, tuple(figures.remarks(told, 0 if asked.level else moved)))


def class_papers(school_year: str, *classes: tuple[str, str]) -> list[ClassPapers]:
    """Return the papers of classes (class, period) in their order; those of an unseen class are empty."""
    key = {"school_year": school_year, "classes": classes}
    pupils, marks = (data.frame(q, **key) for q in (reports.class_pupils, reports.class_marks))
    return [
        ClassPapers(class_name, period, _of_class(pupils, class_name), _of_class(marks, class_name))
        for class_name, period in classes
    ]


def _of_class(frame: pd.DataFrame, class_name: str) -> pd.DataFrame:
    return frame[frame["class_name"] == class_name].drop(columns="class_name")


def imprint() -> Imprint:
    """Return what a paper says of itself: the school, today, the snapshot it was made of."""
    name = str(setting(data.ledger(), "school_name"))
    return Imprint(name, date.today(), data.reader().number)


def period_words(period: str, classes: Iterable[tuple[int, str]]) -> str:
    """Return the period, and beside it the grades that are reported for another: (grade, period)."""
    others: dict[str, set[int]] = {}
    for grade, own in classes:
        if own != period:
            others.setdefault(own, set()).add(grade)
    told = [f"{_grades(grades)} — {words.period(own)}" for own, grades in others.items()]
    return words.period(period) + (f" ({'; '.join(told)})" if told else "")


def _grades(grades: set[int]) -> str:
    """Return «10–11 классы», «9 и 11 классы», «11 классы»."""
    ordered = sorted(grades)
    if len(ordered) > 1 and ordered[-1] - ordered[0] == len(ordered) - 1:
        return f"{ordered[0]}–{ordered[-1]}{words.NBSP}классы"
    return f"{words.listed([str(g) for g in ordered], 11)}{words.NBSP}классы"
