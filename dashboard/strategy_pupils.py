"""What pupils lack, for the choice of a strategy: of whole grades of the newest year, and of no teacher.

The results of assessments are asked here alone: see `warehouse/vpr_guard.py`.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard import data, words
from dashboard.strategies import Deficit
from warehouse.queries import assessments, deficits

MOST = 12


def pupil_deficits() -> list[Deficit]:
    """Return the largest deficits of the newest year with tasks, of the works that the person may see."""
    school = data.ledger().school_id
    works = data.frame(assessments.selections, school=school)
    if works.empty:
        return []
    works = works[works["tasks_count"].fillna(0) > 0]
    for year in sorted(set(works["school_year"]), reverse=True):
        short = data.frame(deficits.top, school=school, school_year=year)
        known = works.drop_duplicates("assessment_id")[["assessment_id", "literacy"]]
        found = short.merge(known, on="assessment_id") if len(short) else short
        if len(found):
            return listed(found, year)
    return []


def listed(found: pd.DataFrame, year: str) -> list[Deficit]:
    """Return a line per literacy, or per subject, grade and skill, in the order given (the largest first)."""
    lines: dict[str, list[dict[str, Any]]] = {}
    for row in found.to_dict("records"):
        lines.setdefault(_key(row), []).append({str(name): value for name, value in row.items()})
    return [_deficit(key, rows, year) for key, rows in list(lines.items())[:MOST]]


def _key(row: dict[Any, Any]) -> str:
    if not words.is_missing(row["literacy"]) and row["literacy"]:
        return f"literacy:{row['literacy']}"
    return f"skill:{row['subject']}|{int(row['grade'])}|{_skill(row)}"


def _skill(row: dict[Any, Any]) -> str:
    if words.is_missing(row["skill"]) or not row["skill"]:
        return f"задание {row['task_code']}"
    return str(row["skill"])


def _deficit(key: str, rows: list[dict[str, Any]], year: str) -> Deficit:
    row = rows[0]
    grades = words.grades([int(one["grade"]) for one in rows])
    is_literacy = key.startswith("literacy:")
    title = f"{words.work_subject(row)}, {grades}"
    tasks = words.plural(
        len(rows), "задание ниже порога", "задания ниже порога", "заданий ниже порога"
    )
    return Deficit(key, title if is_literacy else f"{title}: {_skill(row)}", f"{tasks}, {year}")
