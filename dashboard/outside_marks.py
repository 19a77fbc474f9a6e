"""What the page of objectivity is asked, and the data of its parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import data, words
from dashboard.components.objectivity import Limits
from dashboard.figures.subject_names import in_sentence
from warehouse import reference
from warehouse.queries import assessments, objectivity
from warehouse.thresholds import threshold

KINDS = ("vpr", "control_work", "interim", "monitoring", "oge", "ege")


@dataclass(frozen=True)
class Asked:
    """A school year and kind of work, narrowed to a grade and a subject, with the choices there are."""

    year: str
    kind: str
    grade: str
    subject: str
    years: tuple[str, ...]
    kinds: tuple[str, ...]
    grades: tuple[int, ...] = ()
    subjects: tuple[str, ...] = ()

    @property
    def of(self) -> dict[str, str]:
        """The parameters of the queries."""
        return {"school": data.ledger().school_id, "school_year": self.year, "kind": self.kind}

    @property
    def part(self) -> dict[str, Any]:
        """The parameters of a query of the chosen subject and grade."""
        return {"subject": self.subject or None, "grade": int(self.grade) if self.grade else None}

    def narrowed(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of the chosen grade of the work and subject."""
        if self.subject and len(frame):
            frame = frame[frame["subject"] == self.subject]
        return frame[frame["grade"] == int(self.grade)] if self.grade and len(frame) else frame


def asked_of(filters: dict[str, str]) -> Asked | None:
    """Return what an address asks, the newest year and its first kind by default; None without works."""
    found = data.frame(objectivity.choices, school=data.ledger().school_id)
    if found.empty:
        return None
    years = tuple(dict.fromkeys(found["school_year"]))
    year = filters["year"] if filters.get("year") in years else years[0]
    present = set(found[found["school_year"] == year]["kind"])
    kinds = tuple(kind for kind in KINDS if kind in present)
    kind = filters["kind"] if filters.get("kind") in kinds else kinds[0]
    works = works_of(year, kind)
    grades = tuple(sorted({int(grade) for grade in works["grade"]}))
    subjects = tuple(sorted(set(works["subject"])))
    grade, subject = filters.get("grade", ""), filters.get("subject", "")
    return Asked(year, kind, grade if grade in map(str, grades) else "",
                 subject if subject in subjects else "", years, kinds, grades, subjects)  # fmt: skip


def works_of(year: str, kind: str) -> pd.DataFrame:
    """Return the assessments of a year and kind (`queries.assessments.selections`)."""
    found = data.frame(assessments.selections, school=data.ledger().school_id)
    return found[(found["school_year"] == year) & (found["kind"] == kind)]


def limits() -> Limits:
    """Return the school's thresholds of trust in a share and in a distribution."""
    names = ("small_group_count", "points_approximate_count", "points_informative_count",
             "border_peak_ratio", "border_peak_count")  # fmt: skip
    return Limits(*(threshold(data.ledger(), name) for name in names))


def work_names(works: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the assessments as (assessment_id, its words), the most sat first."""
    by_size = works.sort_values(["participants_count", "assessment_id"], ascending=[False, True])
    return [(row["assessment_id"], name_of(row)) for row in by_size.to_dict("records")]


def name_of(row: Mapping[Any, Any]) -> str:
    """Return a work in words: «ВПР, математика, 5 класс»; of an autumn work the class that sat it too."""
    grade = f"{int(row['grade'])}{words.NBSP}класс" if row["grade"] else ""
    sat = row.get("class_grade", 0)
    if not words.is_missing(sat) and sat not in (0, row["grade"]):
        grade += f" (писали в{words.NBSP}{int(sat)})"
    subject = in_sentence(words.work_subject(row))
    parts = [words.work_kind(row["kind"]), subject, grade, words.work_label(row)]
    return ", ".join(part for part in parts if part)


def spread(assessment: str) -> dict[float, int]:
    """Return how many participants of a work have each total, over the classes one may see."""
    school = data.ledger().school_id
    found = data.frame(assessments.points, school=school, assessment=assessment)
    counts: dict[float, int] = {}
    for row in found.to_dict("records"):
        total = float(row["total_points"])
        counts[total] = counts.get(total, 0) + int(row["participants_count"])
    return counts


def most_points(assessment: str) -> float | None:
    """Return the greatest total that a work can give, where its tasks are known."""
    school = data.ledger().school_id
    found = data.frame(assessments.classes, school=school, assessment=assessment)
    known = found["points_max"].dropna() if len(found) else ()
    return float(max(known)) if len(known) else None


def borders(assessment: str) -> dict[int, float]:
    """Return the entered borders of a work: mark → its least points; empty where there are none."""
    return reference.mark_borders(data.ledger()).get(assessment, {})
