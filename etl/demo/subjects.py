"""What a class is taught, and how many lessons a week."""

from __future__ import annotations

from dataclasses import dataclass

from etl.demo.roster import ClassYear
from etl.demo.seeds import table


@dataclass(frozen=True)
class Subject:
    """A subject of a class; `split` is group | sex | empty.

    `kind` is marks, passed («зач» only), ungraded (grade 1) or silent (no marks in any grade).
    """

    name: str
    domain: str
    shift: float
    kind: str
    split: str
    hours: int


def curriculum(klass: ClassYear) -> list[Subject]:
    """Return the subjects of a class by name, as a journal lists them."""
    rows = (row for row in table("subjects") if _is_taught(row, klass))
    return sorted((_subject(row, klass.grade) for row in rows), key=lambda s: s.name)


def _is_taught(row: dict[str, str], klass: ClassYear) -> bool:
    year = int(klass.school_year[:4])
    return (
        bool(row[f"grade{klass.grade}"])
        and int(row["since"] or 0) <= year <= int(row["until"] or 9999)
        and row["profile"] in ("", klass.tail.strip())
    )


def _subject(row: dict[str, str], grade: int) -> Subject:
    kind = row["kind"]
    return Subject(
        name=row["subject"],
        domain=row["domain"],
        shift=float(row["shift"]),
        kind="ungraded" if grade == 1 and kind != "silent" else kind,
        split=row["split"],
        hours=int(row[f"grade{grade}"]),
    )
