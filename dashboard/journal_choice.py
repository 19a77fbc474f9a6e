"""What the page between period ends speaks of: year, period and day of an address, and the thresholds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from dashboard import selection
from warehouse.ledger import Ledger
from warehouse.queries.journal import View
from warehouse.thresholds import thresholds


@dataclass(frozen=True)
class Asked:
    """What an address asks for, filled up where it is silent.

    `view` is what is counted; `class_name` and `subject` open the list and the panel; `begin` and
    `end` are the term's days, `last_day` the last one with data.
    """

    view: View
    class_name: str
    subject: str
    measure: str
    begin: date
    end: date
    last_day: date
    years: tuple[str, ...]
    periods: tuple[str, ...]
    grades: tuple[int, ...]
    silent_weeks: int
    small: int

    @property
    def check_day(self) -> date:
        """The day from which few marks are told."""
        return self.end - timedelta(days=self.view.check_days)

    @property
    def is_early(self) -> bool:
        """Tell whether the check of few marks is still ahead."""
        return self.view.as_of < self.check_day

    @property
    def has_begun(self) -> bool:
        """Tell whether the period has begun by the day."""
        return self.view.as_of >= self.begin

    @property
    def is_all_seen(self) -> bool:
        """Tell whether no mark of the period is after the day: then period marks may be compared."""
        return self.view.as_of >= min(self.end, self.last_day)


def asked_of(
    selections: pd.DataFrame, filters: dict[str, str], ledger: Ledger, measures: Any
) -> Asked | None:
    """Return what `filters` ask for among `queries.journal.selections`; None where there is no journal."""
    if selections.empty:
        return None
    years = tuple(sorted(set(selections["school_year"])))
    year = filters["year"] if filters.get("year") in years else years[-1]
    of_year = selections[selections["school_year"] == year]
    day = read_day(filters.get("date", ""))
    periods = tuple(selection.in_order([str(p) for p in of_year["period"]]))
    period = filters.get("period", "")
    period = period if period in periods else current_period(of_year, day or _last(of_year))
    rows = of_year[of_year["period"] == period]
    grades = tuple(sorted(int(g) for g in rows["grade"]))
    class_name = filters.get("class", "")
    grade = filters.get("grade", "")
    chosen = int(grade) if grade.isdigit() and int(grade) in grades else None
    known = {t.name: t.value for t in thresholds(ledger)}
    view = View(year, period, day or _last(rows), chosen, None, known["disputed_mark_points"],
                int(known["enough_marks_count"]), int(known["enough_marks_days"]))  # fmt: skip
    measure = filters.get("measure", "")
    return Asked(
        view, class_name, filters.get("subject", ""),
        measure if measure in measures else "attention",
        rows["date_from"].min().date(), rows["date_to"].max().date(), _last(rows),
        years, periods, grades, int(known["silent_subject_weeks"]), int(known["small_group_count"]),
    )  # fmt: skip


def current_period(of_year: pd.DataFrame, day: date) -> str:
    """Return the period of a day: the last begun of each system, of them the one most classes have.

    A day before every term gives the first period of the year.
    """
    starts = of_year.groupby("period").agg(
        begin=("date_from", "min"), classes=("classes_count", "sum")
    )
    begun = starts[starts["begin"] <= pd.Timestamp(day)]
    if begun.empty:
        begun = starts[starts["begin"] == starts["begin"].min()]
    newest = begun.groupby(begun.index.str[:1])["begin"].idxmax()
    return max((str(p) for p in newest), key=lambda p: (begun.loc[p, "classes"], p))


def read_day(text: str) -> date | None:
    """Return an ISO day typed to its end, or None."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year >= 2000 else None


def _last(rows: pd.DataFrame) -> date:
    return rows["last_day"].max().date()  # type: ignore[no-any-return]
