"""The days of a school year: periods, breaks and the days with lessons."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from etl.demo.seeds import settings

MONTHS = (
    *("Январь", "Февраль", "Март", "Апрель", "Май", "Июнь"),
    *("Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь", "Декабрь"),
)
SHORT_MONTHS = ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
TITLES = {
    "q1": "1 четверть",
    "q2": "2 четверть",
    "q3": "3 четверть",
    "q4": "4 четверть",
    "h1": "1 полугодие",
    "h2": "2 полугодие",
    "year": "Год",
}


def periods(grade: int) -> tuple[str, ...]:
    """Return the codes of the periods a grade is marked by: quarters, in 10 and 11 halves."""
    return tuple(settings("calendar")["periods"]["quarters" if grade < 10 else "halves"])


def quarters(period: str) -> range:
    """Return the quarters a period covers, 1 to 4: h1 → 1, 2."""
    number = int(period[1])
    return range(number, number + 1) if period[0] == "q" else range(2 * number - 1, 2 * number + 1)


def span(school_year: str, period: str) -> tuple[date, date]:
    """Return the first and the last day of a period."""
    terms = settings("calendar")["periods"]
    first, last = terms["quarters" if period[0] == "q" else "halves"][period]
    return _day(school_year, first), _day(school_year, last)


@cache
def lesson_days(school_year: str, period: str) -> tuple[date, ...]:
    """Return the days of a period with lessons, Monday to Friday."""
    first, last = span(school_year, period)
    breaks = [
        (_day(school_year, row["days"][0]), _day(school_year, row["days"][1]))
        for row in settings("calendar")["breaks"]
    ]
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(
        day
        for day in days
        if day.weekday() < 5 and not any(start <= day <= end for start, end in breaks)
    )


def _day(school_year: str, month_day: str) -> date:
    month, day = map(int, month_day.split("-"))
    return date(int(school_year[:4]) + (month < 9), month, day)
