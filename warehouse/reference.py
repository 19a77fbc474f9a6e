"""What a person may edit: seeds of this folder's CSV files with the ledger's records laid over them.

Periods tile the school year: a term and the gap after it (`tile_to`), so that every date of a school
year belongs to one period of each system.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from warehouse.ledger import Ledger
from warehouse.subjects import subject_key

SEEDS = Path(__file__).with_name("seeds")
FIRST_YEAR, LAST_YEAR = 2010, 2040
Row = dict[str, Any]


def seed(name: str) -> list[dict[str, str]]:
    """Return the rows of `seeds/<name>.csv` as text."""
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def school_year_name(first: int) -> str:
    """Return the school year that begins in a calendar year: 2021 → 2021/22."""
    return f"{first}/{(first + 1) % 100:02d}"


def period_terms(ledger: Ledger, until: int | None = None) -> list[Row]:
    """Return the terms: school_year, system, period, date_from, date_to (both inclusive)."""
    terms: dict[tuple[str, str, str], Row] = {}
    for row in sorted(seed("school_periods"), key=lambda row: row["school_year"]):
        years = (
            [int(row["school_year"][:4])] if row["school_year"] else range(FIRST_YEAR, LAST_YEAR)
        )
        for first in years:
            year = school_year_name(first)
            terms[year, row["system"], row["period"]] = {
                "school_year": year,
                "system": row["system"],
                "period": row["period"],
                "date_from": _day(first, row["month_day_from"]),
                "date_to": _day(first, row["month_day_to"]),
            }
    for record in ledger.records("calendar_period", until):
        term = dict(record.payload)
        term["date_from"] = date.fromisoformat(term["date_from"])
        term["date_to"] = date.fromisoformat(term["date_to"])
        terms[term["school_year"], term["system"], term["period"]] = term
    return list(terms.values())


def iso_day(text: Any) -> date | None:
    """Return the day of a record's ISO text, None for an empty one."""
    return date.fromisoformat(text) if text else None


def _day(first_year: int, month_day: str) -> date:
    """Return the date of a month and day in the school year: September to December in its first year."""
    month, day = (int(part) for part in month_day.split("-"))
    return date(first_year + (month < 9), month, day)


def school_periods(ledger: Ledger, until: int | None = None) -> list[Row]:
    """Return the terms with `tile_from` and `tile_to`: the dates that belong to each period."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for term in period_terms(ledger, until):
        if term["period"] == "year":
            continue
        groups.setdefault((term["school_year"], term["system"]), []).append(term)
    tiled = []
    for (year, _), terms in groups.items():
        terms.sort(key=lambda term: term["date_from"])
        first = int(year[:4])
        starts = [date(first, 9, 1), *(term["date_from"] for term in terms[1:])]
        ends = [*(start - timedelta(days=1) for start in starts[1:]), date(first + 1, 8, 31)]
        for term, start, end in zip(terms, starts, ends, strict=True):
            tiled.append({**term, "tile_from": start, "tile_to": end})
    return tiled


def period_systems(ledger: Ledger, until: int | None = None) -> list[Row]:
    """Return grade → system: quarters, trimesters or halves."""
    systems = {int(row["grade"]): row["system"] for row in seed("period_systems")}
    for record in ledger.records("period_system", until):
        systems[int(record.payload["grade"])] = record.payload["system"]
    return [{"grade": grade, "system": system} for grade, system in sorted(systems.items())]


def school_levels() -> list[Row]:
    """Return grade → level of schooling (1 НОО, 2 ООО, 3 СОО), its name, and whether it has no marks."""
    names = ("grade", "level", "is_markless")
    return [{**row, **{name: int(row[name]) for name in names}} for row in seed("school_levels")]


def subject_aliases(ledger: Ledger, until: int | None = None) -> list[Row]:
    """Return alias_key → subject, the school's own synonyms over the shipped ones."""
    aliases: dict[str, str] = {}
    for row in seed("subject_aliases"):
        aliases.setdefault(subject_key(row["subject"]), row["subject"])
        aliases[subject_key(row["alias"])] = row["subject"]
    for record in ledger.records("subject_alias", until):
        aliases[subject_key(record.payload["alias"])] = record.payload["subject"]
    return [{"alias_key": key, "subject": subject} for key, subject in sorted(aliases.items())]


def pupil_leavings(
    ledger: Ledger, until: int, persons: Mapping[int, int], transfers: Iterable[Row]
) -> list[Row]:
    """Return who left a class: school_year, class_name, pupil_id, left_on (or None).

    `persons` leads from the id of a name to the pupil's. What a person said of a pupil holds over a
    transfer that the files show; of two records the newer one holds.
    """
    found = {(row["school_year"], row["class_name"], row["pupil_id"]): row for row in transfers}
    for record in sorted(ledger.records("pupil_left", until), key=lambda record: record.seq):
        said = record.payload
        pupil_id = persons.get(said["pupil_id"], said["pupil_id"])
        left_on = date.fromisoformat(said["left_on"]) if said.get("left_on") else None
        row = {"school_year": said["school_year"], "class_name": said["class_name"],
               "pupil_id": pupil_id, "left_on": left_on}  # fmt: skip
        found[row["school_year"], row["class_name"], pupil_id] = row
    return list(found.values())


def own_school_codes(ledger: Ledger, until: int | None = None) -> list[Row]:
    """Return the codes by which outside files name this school: school_code."""
    codes = {str(r.payload["school_code"]) for r in ledger.records("own_school_code", until)}
    return [{"school_code": code} for code in sorted(codes)]


def other_school_codes(ledger: Ledger, until: int | None = None) -> list[Row]:
    """Return the codes of which somebody said that they are of another school: school_code."""
    own = {row["school_code"] for row in own_school_codes(ledger, until)}
    codes = {str(r.payload["school_code"]) for r in ledger.records("other_school_code", until)}
    return [{"school_code": code} for code in sorted(codes - own)]


def class_ordinals(ledger: Ledger, until: int | None = None) -> list[Row]:
    """Return which class of a grade a number stands for: school_year, grade, class_ordinal, class_name."""
    said = {
        (r.payload["school_year"], int(r.payload["grade"]), int(r.payload["class_ordinal"])):
        str(r.payload["class_name"])
        for r in ledger.records("class_ordinal", until)
    }  # fmt: skip
    names = ("school_year", "grade", "class_ordinal", "class_name")
    return [dict(zip(names, (*key, name), strict=True)) for key, name in sorted(said.items())]


def exam_minimums(ledger: Ledger, until: int | None = None) -> list[Row]:
    """Return the fewest test points that pass an exam: school_year, kind, subject, min_points.

    A record of the school for a year lies over the shipped value, which holds for every year.
    """
    own = {
        (r.payload["school_year"], r.payload["kind"], r.payload["subject"]): r.payload["min_points"]
        for r in ledger.records("exam_minimum", until)
    }
    years = [school_year_name(first) for first in range(FIRST_YEAR, LAST_YEAR)]
    shipped = {
        (year, row["kind"], row["subject"]): row["min_points"]
        for row in seed("exam_minimums")
        for year in years
    }
    names = ("school_year", "kind", "subject", "min_points")
    return [
        dict(zip(names, (*key, float(value)), strict=True))
        for key, value in sorted((shipped | own).items())
    ]


def mark_borders(ledger: Ledger) -> dict[str, dict[int, float]]:
    """Return the entered scales: assessment_id → the least points of «3», «4» and «5»."""
    return {
        str(record.payload["assessment_id"]): {
            int(mark): float(points) for mark, points in record.payload["borders"].items()
        }
        for record in ledger.records("mark_borders")
    }
