"""Reviews of pedagogical projects by criteria: what people typed, as rows of the tables that publishing lays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from warehouse.ledger import Ledger, Record
from warehouse.reference import seed
from warehouse.subjects import subject_key

REVIEW, CRITERIA = "project_review", "project_criteria"
KINDS = ("self", "peer", "expert")
LEAST, MOST = 0, 3
Row = dict[str, Any]


@dataclass(frozen=True)
class Review:
    """One person's review of a project; `reviewer_id` is None of an expert from outside.

    `scores` are by criterion, 0–3; a criterion that was not judged is absent.
    """

    line_key: str
    kind: str
    reviewer: str
    reviewer_id: int | None
    reviewer_raw: str
    reviewed_on: date | None
    scores: Mapping[str, int]
    comment: str
    record_id: int
    made_by: str
    made_at: str


def review_key(line_key: str, kind: str, reviewer_id: int | None, reviewer_raw: str = "") -> str:
    """Return the key of a review: one of a kind from a person, an expert known by the name."""
    reviewer = str(reviewer_id) if reviewer_id is not None else subject_key(reviewer_raw)
    return f"{line_key}|{kind}|{reviewer}"


def reviews(ledger: Ledger, until: int | None = None) -> list[Review]:
    """Return the reviews that hold, by project, kind and day."""
    found = [_review(r) for r in ledger.records(REVIEW, until) if not r.payload.get("is_deleted")]
    return sorted(found, key=lambda one: (one.line_key, KINDS.index(one.kind), one.reviewed_on or date.min,
                                          one.reviewer))  # fmt: skip


def _review(record: Record) -> Review:
    said, on = record.payload, record.payload.get("reviewed_on")
    who = said.get("reviewer_id")
    return Review(
        said["line_key"], said["kind"], record.key.split("|", 2)[2], int(who) if who is not None else None,
        str(said.get("reviewer_raw") or ""), date.fromisoformat(on) if on else None,
        {key: int(score) for key, score in said.get("scores", {}).items() if score is not None},
        str(said.get("comment") or ""), record.record_id, record.made_by, record.made_at,
    )  # fmt: skip


def project_criteria(ledger: Ledger, until: int | None = None) -> list[Row]:
    """Return the criteria in order: the school's record `project_criteria` {rows: […]}, else the shipped."""
    records = ledger.records(CRITERIA, until)
    rows = records[-1].payload["rows"] if records else seed("project_criteria")
    names = ("criterion_id", "criterion_name", "block_name")
    return [
        {**{name: row[name] for name in names}, "position": at} for at, row in enumerate(rows, 1)
    ]


def typed_project_reviews(ledger: Ledger, until: int | None = None) -> list[Row]:
    """Return the scores of reviews, one row per review × criterion."""
    return [
        {"school_id": ledger.school_id, "line_key": one.line_key, "kind": one.kind, "reviewer": one.reviewer,
         "reviewer_id": one.reviewer_id, "reviewed_on": one.reviewed_on, "criterion_id": criterion,
         "score": score}
        for one in reviews(ledger, until)
        for criterion, score in sorted(one.scores.items())
    ]  # fmt: skip
